import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import torch
import whisper

from assistant.media.audio import decode_audio
from assistant.speech import Vocabulary, load_recogniser
from assistant.speech.language_model import amounts, shopping_sentences
from assistant.speech.vocabulary import catalogue_vocabulary, spoken
from retrieval.catalogue import Catalogue
from retrieval.errors import ModelUnavailable


def test_words_are_as_spoken():
    assert spoken("Zephandra Otter Teapot, 0.6 l (Set of 2)!") == "zephandra otter teapot l set of"
    assert spoken("Men's T-Shirt 茶壶") == "men's t shirt"


def test_the_vocabulary_is_the_catalogues(catalog_folder):
    vocabulary = catalogue_vocabulary(Catalogue.open(catalog_folder))
    assert "red teapot" in vocabulary.titles
    assert {"teapots", "lamp"} <= set(vocabulary.things)
    assert "red" in vocabulary.values


def test_sentences_are_the_same_for_the_same_vocabulary():
    vocabulary = Vocabulary(("red teapot",), ("teapot",), ("red",))
    sentences = list(shopping_sentences(vocabulary))
    assert sentences == list(shopping_sentences(vocabulary))
    assert "like this but in red" in sentences
    assert any("forty" in sentence for sentence in sentences)
    assert all(sentence == spoken(sentence) for sentence in sentences)


def test_every_amount_to_a_hundred_is_there():
    said = list(amounts())
    assert len(said) == len(set(said))
    assert {"one", "nineteen", "forty", "ninety nine", "two hundred and fifty"} <= set(said)


@pytest.fixture(scope="module")
def recogniser(catalog_folder, tmp_path_factory):
    vocabulary = catalogue_vocabulary(Catalogue.open(catalog_folder))
    return load_recogniser("pocketsphinx", vocabulary, tmp_path_factory.mktemp("speech"))


@pytest.mark.skipif(shutil.which("flite") is None, reason="needs flite (make browser)")
@pytest.mark.parametrize(
    ("voice", "sentence"),
    [
        ("slt", "i am looking for a red teapot under forty euros"),
        ("rms", "show me a blue lamp"),
        ("awb", "do you have a green chair"),
    ],
)
def test_questions_are_understood(recogniser, tmp_path, voice, sentence):
    path = tmp_path / "said.wav"
    subprocess.run(["flite", "-voice", voice, "-t", sentence, "-o", path], check=True)
    heard = recogniser.transcribe(decode_audio(path)).text.split()
    missed = [word for word in sentence.split() if word not in heard]
    assert len(missed) <= len(sentence.split()) // 4, " ".join(heard)


def test_noise_without_words_is_no_fault(recogniser):
    noise = np.random.default_rng(0).normal(0, 0.01, 16_000).astype(np.float32)
    assert isinstance(recogniser.transcribe(noise).text, str)


def test_the_language_model_is_made_once(tmp_path):
    vocabulary = Vocabulary(("red teapot",), ("teapot",), ("red",))
    load_recogniser("pocketsphinx", vocabulary, tmp_path)
    (first,) = tmp_path.glob("*.arpa")
    made = first.stat().st_mtime_ns
    load_recogniser("pocketsphinx", vocabulary, tmp_path)
    assert first.stat().st_mtime_ns == made
    load_recogniser("pocketsphinx", Vocabulary(("blue mug",), ("mug",), ("blue",)), tmp_path)
    (second,) = tmp_path.glob("*.arpa")
    assert second != first


def test_compounds_and_plurals_are_pronounced(tmp_path):
    vocabulary = Vocabulary(("stoneware teapots",), ("teapots",), ("stoneware",))
    decoder = load_recogniser("pocketsphinx", vocabulary, tmp_path)._decoder
    assert decoder.lookup_word("stoneware") == (
        decoder.lookup_word("stone") + " " + decoder.lookup_word("ware")
    )
    assert decoder.lookup_word("teapots")


def tiny_checkpoint(path: Path) -> Path:
    """A Whisper that knows nothing, in the real format."""
    torch.manual_seed(0)
    dims = whisper.model.ModelDimensions(80, 1500, 16, 2, 1, 51865, 32, 16, 2, 1)
    model = whisper.model.Whisper(dims)
    torch.save({"dims": vars(dims), "model_state_dict": model.state_dict()}, path)
    return path


def test_whisper_says_what_whisper_says(tmp_path):
    path = tiny_checkpoint(tmp_path / "tiny.pt")
    audio = np.sin(np.arange(16_000) / 20).astype(np.float32) / 2
    torch.manual_seed(0)  # Whisper samples when it is unsure, and this one always is
    ours = load_recogniser(f"whisper:{path}", Vocabulary(), tmp_path).transcribe(audio)
    torch.manual_seed(0)
    theirs = whisper.load_model(str(path)).transcribe(audio, fp16=False)
    assert ours.text == theirs["text"].strip()


def test_what_is_not_here_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_MODELS", str(tmp_path))
    with pytest.raises(ModelUnavailable, match="models pull whisper:base"):
        load_recogniser("whisper:base", Vocabulary(), tmp_path)
    with pytest.raises(ModelUnavailable, match="choose one of pocketsphinx, whisper"):
        load_recogniser("ear", Vocabulary(), tmp_path)
    (tmp_path / "bad.pt").write_bytes(b"no checkpoint")
    broken = load_recogniser(f"whisper:{tmp_path}/bad.pt", Vocabulary(), tmp_path)
    with pytest.raises(ModelUnavailable, match="no checkpoint of Whisper"):
        broken.transcribe(np.zeros(1600, np.float32))
