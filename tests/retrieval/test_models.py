"""Listing and fetching models, from a hub and a web server that live in the test."""

import hashlib
import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import huggingface_hub
import pytest

from retrieval import models
from retrieval.downloads import fetch_openclip, fetch_url, file_digest
from retrieval.errors import ModelUnavailable
from retrieval.models import list_models, pull


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSISTANT_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A web server with one file, `tiny.pt`."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "tiny.pt").write_bytes(b"weights" * 1000)
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/tiny.pt"
        server.shutdown()


DIGEST = hashlib.sha256(b"weights" * 1000).hexdigest()


def test_lists_what_is_here_and_what_could_be() -> None:
    listed = {model.name: model for model in list_models()}
    for name in ("multilingual-e5-small", "EfficientNet-Lite0"):
        assert (listed[name].here, listed[name].sound, listed[name].problem) == (True, True, "")
        assert listed[name].version
    assert not listed["whisper:base"].here
    assert listed["openclip:ViT-B-32/laion2b_s34b_b79k"].licence == "MIT"
    assert all(model.size > 0 and model.where and model.kind for model in listed.values())


def test_lists_models_that_were_put_into_the_folder(folder: Path) -> None:
    mine = folder / "openclip" / "ViT-S" / "mine"
    mine.mkdir(parents=True)
    (mine / "open_clip_config.json").write_text("{}")
    (mine / "open_clip_model.safetensors").write_bytes(bytes(100))
    found = {model.name: model for model in list_models()}["openclip:ViT-S/mine"]
    assert (found.here, found.size, found.where) == (True, 102, str(mine))


def test_names_the_choices_for_an_unknown_model() -> None:
    for name in ("whisper:gigantic", "compact", "openclip:", "openclip:../../etc", "bert:x"):
        with pytest.raises(ModelUnavailable, match="whisper:tiny"):
            pull(name)


def test_fetches_a_file_whole(site: str, tmp_path: Path) -> None:
    fetch_url(site, tmp_path / "new" / "tiny.pt", DIGEST, progress=False)
    assert file_digest(tmp_path / "new" / "tiny.pt") == DIGEST


def test_a_wrong_digest_leaves_nothing_behind(site: str, tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="damaged"):
        fetch_url(site, tmp_path / "new" / "tiny.pt", "0" * 64, progress=False)
    assert not list((tmp_path / "new").iterdir())


def test_an_unreachable_source_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    offer = models.FETCHABLE["whisper:tiny"]
    gone = type(offer)(offer.kind, offer.licence, 1, f"http://127.0.0.1:9/{DIGEST}/tiny.pt")
    monkeypatch.setitem(models.FETCHABLE, "whisper:tiny", gone)
    with pytest.raises(ModelUnavailable, match="could not be fetched"):
        pull("whisper:tiny", progress=False)
    assert not list(folder.rglob("*.pt"))


def test_pull_puts_whisper_where_it_is_looked_for(
    site: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    offer = models.FETCHABLE["whisper:tiny"]
    (tmp_path / "site" / DIGEST).mkdir()
    (tmp_path / "site" / "tiny.pt").rename(tmp_path / "site" / DIGEST / "tiny.pt")
    url = site.replace("tiny.pt", f"{DIGEST}/tiny.pt")
    here = type(offer)(offer.kind, offer.licence, 1, url)
    monkeypatch.setitem(models.FETCHABLE, "whisper:tiny", here)
    assert pull("whisper:tiny", progress=False) == models.whisper_file("tiny")
    assert {model.name: model for model in list_models()}["whisper:tiny"].size == 7000


class FakeHub:
    """Stands in for the two calls of huggingface_hub that are used."""

    def __init__(self, repositories: dict[str, dict[str, bytes]]) -> None:
        self.repositories = repositories

    def model_info(self, repository: str, files_metadata: bool) -> SimpleNamespace:
        return SimpleNamespace(siblings=[self._sibling(*f) for f in self._files(repository)])

    def snapshot_download(
        self, repository: str, allow_patterns: list[str], local_dir: Path
    ) -> None:
        for name, content in self._files(repository):
            if any(Path(name).match(pattern) for pattern in allow_patterns):
                local_dir.mkdir(parents=True, exist_ok=True)
                (local_dir / name).write_bytes(content)

    def _files(self, repository: str) -> list[tuple[str, bytes]]:
        return list(self.repositories[repository].items())

    @staticmethod
    def _sibling(name: str, content: bytes) -> SimpleNamespace:
        digest = hashlib.sha256(content.removesuffix(b"!")).hexdigest()
        return SimpleNamespace(rfilename=name, lfs=SimpleNamespace(sha256=digest))

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # a class, as whoever imports the hub's library under the patch may use it in annotations
        fake = type("HfApi", (), {"__new__": lambda _: self})
        monkeypatch.setattr(huggingface_hub, "HfApi", fake)
        monkeypatch.setattr(huggingface_hub, "snapshot_download", self.snapshot_download)


CONFIG = json.dumps({"model_cfg": {"text_cfg": {"hf_tokenizer_name": "org/words"}}}).encode()


def test_pull_fetches_configuration_weights_and_tokenizer(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "open_clip_config.json": CONFIG,
        "open_clip_model.safetensors": b"weights",
        "open_clip_pytorch_model.bin": b"the same again",
        "README.md": b"",
    }
    FakeHub({"timm/ViT-B-16-SigLIP": files, "org/words": {"tokenizer.json": b"{}"}}).install(
        monkeypatch
    )
    found = pull("openclip:ViT-B-16-SigLIP/webli", progress=False)
    assert {path.name for path in found.iterdir()} == {
        "open_clip_config.json",
        "open_clip_model.safetensors",
        "open_clip_model.safetensors.sha256",
        "tokenizer.json",
    }
    assert file_digest(found / "open_clip_model.safetensors") == (
        hashlib.sha256(b"weights").hexdigest()
    )


def test_a_damaged_checkpoint_does_not_appear(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = {"open_clip_config.json": b"{}", "open_clip_pytorch_model.bin": b"weights!"}
    FakeHub({"org/damaged": files}).install(monkeypatch)
    with pytest.raises(ModelUnavailable, match="damaged"):
        fetch_openclip("org/damaged", tmp_path / "damaged", progress=False)
    assert not (tmp_path / "damaged").exists()


def test_a_repository_without_openclip_weights_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    FakeHub({"org/other": {"model.safetensors": b"weights"}}).install(monkeypatch)
    with pytest.raises(ModelUnavailable, match="not an OpenCLIP model"):
        fetch_openclip("org/other", tmp_path / "other", progress=False)


def test_an_unknown_tag_names_the_known_ones() -> None:
    with pytest.raises(ModelUnavailable, match="laion2b_s34b_b79k"):
        pull("openclip:ViT-B-32/nonsense")


def test_pull_fetches_a_language_model_and_lists_it(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "config.json": b"{}",
        "tokenizer.json": b"{}",
        "model.safetensors": b"weights",
        "pytorch_model.bin": b"the same again, pickled",
        "modeling.py": b"code",
    }
    FakeHub({"org/words": files}).install(monkeypatch)
    found = pull("transformers:org/words", progress=False)
    assert {path.name for path in found.iterdir()} == {
        "config.json",
        "tokenizer.json",
        "model.safetensors",
        "model.safetensors.sha256",
    }
    [listed] = [model for model in list_models() if model.name == "transformers:org/words"]
    assert (listed.here, listed.kind) == (True, "language")


def test_a_language_model_without_safetensors_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeHub({"org/pickled": {"pytorch_model.bin": b"weights"}}).install(monkeypatch)
    with pytest.raises(ModelUnavailable, match="no weights in safetensors"):
        pull("transformers:org/pickled", progress=False)
