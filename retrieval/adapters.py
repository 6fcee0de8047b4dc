"""The adapters a catalogue knows by name, and which of them is in use.

They lie in the folder `fusion` of the catalogue, as `NAME.safetensors` with a card beside it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.catalogue import Catalogue
from retrieval.errors import ModelUnavailable

if TYPE_CHECKING:
    from fusion.adapter import Adapter

NONE = "none"
SUFFIX = ".safetensors"
_SETTING = "fusion"


def adapter_path(catalogue: Catalogue, name: str) -> Path:
    """Where the adapter of this name is kept."""
    return catalogue.folder / "fusion" / f"{name}{SUFFIX}"


def check_adapter(catalogue: Catalogue, wanted: str) -> None:
    """See to it that `use_adapter` would take what is wanted. Raises `ModelUnavailable`."""
    if wanted != NONE:
        is_file = wanted.endswith(SUFFIX)
        read_adapter(Path(wanted) if is_file else adapter_path(catalogue, wanted))


def use_adapter(catalogue: Catalogue, wanted: str) -> None:
    """Make an adapter the catalogue's own: a name in its folder, a file, or "none".

    The next `update` of the indexes uses it; the caller holds the writer's place until then.
    Raises `ModelUnavailable`.
    """
    check_adapter(catalogue, wanted)
    name = wanted
    if wanted.endswith(SUFFIX):
        name = Path(wanted).stem
        _take_in(Path(wanted), adapter_path(catalogue, name))
    catalogue.set(_SETTING, name)


def current_adapter(catalogue: Catalogue) -> Adapter | None:
    """The adapter in use; None when the encoder's own blocks are. Raises `ModelUnavailable`."""
    name = catalogue.get(_SETTING, NONE)
    return None if name == NONE else read_adapter(adapter_path(catalogue, name))


def adapter_print(adapter: Adapter | None) -> str:
    """The adapter's fingerprint, "" for none."""
    return adapter.fingerprint if adapter else ""


def read_adapter(path: Path) -> Adapter:
    """Read an adapter. Raises `ModelUnavailable` when there is none, or one nobody can use."""
    import fusion.strategies  # noqa: F401  (makes every kind of adapter known)
    from fusion.adapter import load_adapter

    if not path.is_file():
        raise ModelUnavailable(
            f"There is no adapter {path}; train one with `python -m assistant train`."
        )
    try:
        return load_adapter(path)
    except Exception as error:  # a damaged file fails in many ways
        raise ModelUnavailable(
            f"The adapter {path} cannot be used ({error}); train it again, or ingest with"
            " --fusion none."
        ) from error


def _take_in(source: Path, target: Path) -> None:
    """Copy an adapter and its card, unless it is there already; whole or not at all."""
    if target.exists() and source.samefile(target):
        return
    target.parent.mkdir(exist_ok=True)
    for suffix in (".json", SUFFIX):
        if source.with_suffix(suffix).is_file():
            draft = target.with_suffix(f"{suffix}.part")
            shutil.copyfile(source.with_suffix(suffix), draft)
            os.replace(draft, target.with_suffix(suffix))
