"""Words of a catalogue, and Whisper of other sizes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
import whisper

from assistant.media.audio import decode_audio
from assistant.speech import Vocabulary, load_recogniser
from assistant.speech.vocabulary import catalogue_vocabulary, spoken
from retrieval.catalogue import Catalogue
from retrieval.errors import ModelUnavailable
from tests.assistant.speech.fakes import clip


def test_words_are_as_spoken():
    assert spoken("Zephandra Otter Teapot, 0.6 l (Set of 2)!") == "zephandra otter teapot l set of"
    assert spoken("Men's T-Shirt 茶壶") == "men's t shirt 茶壶"


def test_the_vocabulary_is_the_catalogues(catalog_folder):
    phrases = catalogue_vocabulary(Catalogue.open(catalog_folder)).phrases
    assert {"red", "teapots", "lamp"} <= set(phrases)
    assert phrases.index("teapot") < phrases.index("red teapot"), "words come before phrases"
    assert len(set(phrases)) == len(phrases)


def test_other_words_can_be_expected(tmp_path):
    path = tiny_checkpoint(tmp_path / "tiny.pt")
    recogniser = load_recogniser(f"whisper:{path}", Vocabulary(("teapot",)))
    assert recogniser.prompt == "teapot"
    recogniser.expect(Vocabulary(("lamp", "chair")))
    assert recogniser.prompt == "lamp, chair"
    assert recogniser.transcribe(np.zeros(1600, np.float32)).text == "", "nobody speaks"


def tiny_checkpoint(path: Path) -> Path:
    """A Whisper that knows nothing, in the real format."""
    torch.manual_seed(0)
    dims = whisper.model.ModelDimensions(80, 1500, 16, 2, 1, 51865, 32, 16, 2, 1)
    model = whisper.model.Whisper(dims)
    with torch.no_grad():  # Whisper leaves some to whatever the memory holds
        for parameter in model.parameters():
            parameter.normal_(std=0.02)
    torch.save({"dims": vars(dims), "model_state_dict": model.state_dict()}, path)
    return path


def test_whisper_hears_where_somebody_speaks(tmp_path):
    """What a model that knows nothing says is nonsense, but the same nonsense twice."""
    path = tiny_checkpoint(tmp_path / "tiny.pt")
    audio = decode_audio(clip("do-you-have-a-beige-fedora"))
    heard = []
    for _ in range(2):
        torch.manual_seed(0)  # Whisper samples when it is unsure, and this one always is
        heard.append(load_recogniser(f"whisper:{path}").transcribe(audio).text)
    assert heard[0] == heard[1] != ""


def test_what_is_not_here_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_MODELS", str(tmp_path))
    with pytest.raises(ModelUnavailable, match="models pull whisper:small"):
        load_recogniser("whisper:small")
    with pytest.raises(ModelUnavailable, match="choose one of faster-whisper, whisper"):
        load_recogniser("ear")
    (tmp_path / "bad.pt").write_bytes(b"no checkpoint")
    broken = load_recogniser(f"whisper:{tmp_path}/bad.pt")
    with pytest.raises(ModelUnavailable, match="no checkpoint of Whisper"):
        broken.transcribe(decode_audio(clip("do-you-have-a-beige-fedora")))
