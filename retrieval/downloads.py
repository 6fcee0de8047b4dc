"""Fetching weights: whole and checked, or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from retrieval.errors import ModelUnavailable

MIB = 1 << 20
CONFIG = "open_clip_config.json"
WEIGHTS = ("open_clip_model.safetensors", "open_clip_pytorch_model.bin")
"""The hub's names for a whole OpenCLIP checkpoint, the one to prefer first."""
TOKENIZER = ("tokenizer*", "special_tokens_map.json", "vocab*", "merges.txt", "*.model")
DIGEST_SUFFIX = ".sha256"


def file_digest(path: Path) -> str:
    """SHA-256 of a file: as noted beside it when it was fetched, otherwise computed."""
    note = path.with_name(path.name + DIGEST_SUFFIX)
    if note.exists() and note.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        return note.read_text().strip()
    hashed = sha256()
    with path.open("rb") as file:
        while block := file.read(MIB):
            hashed.update(block)
    return hashed.hexdigest()


def fetch_url(url: str, path: Path, digest: str, progress: bool) -> None:
    """Fetch one file whose SHA-256 is `digest`; it gets its name once it is whole and right."""
    from torch.hub import download_url_to_file

    path.parent.mkdir(parents=True, exist_ok=True)
    with _explained(url):
        download_url_to_file(url, str(path), hash_prefix=digest, progress=progress)


def fetch_openclip(repository: str, folder: Path, progress: bool) -> None:
    """Fetch an OpenCLIP model of the hub: configuration, weights and tokenizer.

    A fetch that was cut off goes on where it stopped; `folder` appears when all is there.
    """
    partial = folder.with_name(folder.name + ".partial")
    with _explained(f"https://huggingface.co/{repository}"):
        sizes = _hub_files(repository)
        weights = next((name for name in WEIGHTS if name in sizes), None)
        if weights is None or CONFIG not in sizes:
            raise ModelUnavailable(f"The hub's {repository} is not an OpenCLIP model.")
        _hub_fetch(repository, [CONFIG, weights, *TOKENIZER], partial, progress)
        tokenizer = _other_tokenizer(partial)
        if tokenizer:
            _hub_fetch(tokenizer, list(TOKENIZER), partial, progress)
    _check(partial / weights, sizes[weights])
    shutil.rmtree(partial / ".cache", ignore_errors=True)
    os.replace(partial, folder)


def fetch_transformers(repository: str, folder: Path, progress: bool) -> None:
    """Fetch a language model of the hub: configuration, tokenizer, weights in safetensors.

    A fetch that was cut off goes on where it stopped; `folder` appears when all is there.
    """
    partial = folder.with_name(folder.name + ".partial")
    with _explained(f"https://huggingface.co/{repository}"):
        sizes = _hub_files(repository)
        if not any(name.endswith(".safetensors") for name in sizes):
            raise ModelUnavailable(f"The hub's {repository} has no weights in safetensors.")
        _hub_fetch(
            repository, ["*.json", "*.safetensors", "*.jinja", *TOKENIZER], partial, progress
        )
    for name, digest in sizes.items():
        if name.endswith(".safetensors"):
            _check(partial / name, digest)
    shutil.rmtree(partial / ".cache", ignore_errors=True)
    os.replace(partial, folder)


def _hub_files(repository: str) -> dict[str, str | None]:
    """The repository's file names, each with its SHA-256 where the hub keeps one."""
    from huggingface_hub import HfApi

    files = HfApi().model_info(repository, files_metadata=True).siblings or []
    return {file.rfilename: file.lfs.sha256 if file.lfs else None for file in files}


def _hub_fetch(repository: str, patterns: list[str], folder: Path, progress: bool) -> None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.utils.tqdm import disable_progress_bars, enable_progress_bars

    (enable_progress_bars if progress else disable_progress_bars)()
    snapshot_download(repository, allow_patterns=patterns, local_dir=folder)


def _other_tokenizer(folder: Path) -> str | None:
    """The repository of the tokenizer, where the model's own does not hold it."""
    config = json.loads((folder / CONFIG).read_text())
    name = config.get("model_cfg", {}).get("text_cfg", {}).get("hf_tokenizer_name")
    return None if any(folder.glob("tokenizer*")) else name


def _check(path: Path, expected: str | None) -> None:
    found = file_digest(path)
    if expected and found != expected:
        path.unlink()
        raise ModelUnavailable(f"What arrived as {path.name} is damaged; please fetch it again.")
    path.with_name(path.name + DIGEST_SUFFIX).write_text(found)


@contextmanager
def _explained(source: str) -> Iterator[None]:
    """Turn what can go wrong on the way into one sentence."""
    try:
        yield
    except ModelUnavailable:
        raise
    except RuntimeError as error:  # torch's word for a wrong digest
        raise ModelUnavailable(
            f"What arrived from {source} is damaged; please fetch it again."
        ) from error
    except Exception as error:
        reason = str(error).strip().split("\n")[0] or type(error).__name__
        raise ModelUnavailable(
            f"{source} could not be fetched ({reason}); check the network and the free disk space, "
            "then try again."
        ) from error
