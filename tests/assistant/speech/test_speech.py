from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import whisper
from pocketsphinx import Decoder

from assistant.media.audio import decode_audio
from assistant.speech import Recogniser, Vocabulary, load_recogniser
from assistant.speech.language_model import amounts, shopping_sentences
from assistant.speech.pocketsphinx import _language_model
from assistant.speech.vocabulary import catalogue_vocabulary, spoken
from assistant.speech.whisper import WhisperRecogniser
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
    made = first.stat().st_ino
    load_recogniser("pocketsphinx", vocabulary, tmp_path)
    assert first.stat().st_ino == made
    assert list(tmp_path.iterdir()) == [first]


def test_a_model_that_nobody_wants_any_more_is_deleted(tmp_path):
    wanted = _language_model(["red teapot"], tmp_path)
    left, unwanted = tmp_path / "killed.draft", _language_model(["blue mug"], tmp_path)
    left.write_text("half a mo")
    for path in (wanted, left, unwanted):
        os.utime(path, (0, 0))
    assert _language_model(["red teapot"], tmp_path) == wanted
    made = _language_model(["green lamp"], tmp_path)
    assert set(tmp_path.iterdir()) == {wanted, made}


def test_processes_may_make_models_at_once(tmp_path):
    context = multiprocessing.get_context("fork")
    start = context.Barrier(4)
    makers = [context.Process(target=make_models, args=(tmp_path, start, n % 2)) for n in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join(120)
    assert [maker.exitcode for maker in makers] == [0] * 4
    assert len(list(tmp_path.iterdir())) == 2 * ROUNDS


ROUNDS = 10


def make_models(folder: Path, start: Barrier, which: int) -> None:
    """One of several processes: it makes models that others make too, and reads them."""
    for n in range(ROUNDS):
        start.wait(60)
        path = _language_model([f"{'red' if which else 'blue'} mug", "pot " * (n + 1)], folder)
        assert path.read_text().rstrip().endswith("\\end\\")


def test_a_folder_that_cannot_be_written_to_is_one_sentence(tmp_path):
    (tmp_path / "speech").write_text("a file")
    with pytest.raises(ModelUnavailable, match="cannot be kept in"):
        load_recogniser("pocketsphinx", Vocabulary(), tmp_path / "speech")


@pytest.mark.parametrize("spec", ["pocketsphinx", "whisper:{folder}/tiny.pt"])
def test_other_words_can_be_expected(tmp_path, spec):
    tiny_checkpoint(tmp_path / "tiny.pt")
    recogniser = load_recogniser(
        spec.format(folder=tmp_path), Vocabulary(things=("teapot",)), tmp_path / "speech"
    )
    assert "lamp" not in expected(recogniser)
    recogniser.expect(Vocabulary(things=("lamp",)))
    assert "lamp" in expected(recogniser)
    assert isinstance(recogniser.transcribe(np.zeros(1600, np.float32)).text, str)


def expected(recogniser: Recogniser) -> set[str]:
    """The words that a recogniser was told to expect."""
    if isinstance(recogniser, WhisperRecogniser):
        return set(recogniser.prompt.split(", "))
    (model,) = sorted(recogniser._folder.iterdir(), key=lambda path: path.stat().st_ctime_ns)[-1:]
    unigrams = model.read_text().partition("\\1-grams:")[2].partition("\\2-grams:")[0]
    return {line.split()[1] for line in unigrams.splitlines() if line}


def test_a_recording_that_fails_does_not_spoil_the_next(recogniser, monkeypatch):
    decoder = FailingOnce(recogniser._decoder)
    monkeypatch.setattr(recogniser, "_decoder", decoder)
    with pytest.raises(RuntimeError, match="no sound"):
        recogniser.transcribe(np.zeros(1600, np.float32))
    assert isinstance(recogniser.transcribe(np.zeros(1600, np.float32)).text, str)


class FailingOnce:
    """A decoder that cannot take in the first recording."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._failed = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._decoder, name)

    def process_raw(self, samples: bytes, full_utt: bool) -> None:
        if not self._failed:
            self._failed = True
            raise RuntimeError("no sound")
        self._decoder.process_raw(samples, full_utt=full_utt)


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
    with torch.no_grad():  # Whisper leaves some to whatever the memory holds
        for parameter in model.parameters():
            parameter.normal_(std=0.02)
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
