"""The default ears: what they make of what the model says, and the real model on real sound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from assistant.media.audio import decode_audio
from assistant.speech import Recogniser, Vocabulary, faster_whisper, load_recogniser
from assistant.speech.faster_whisper import FasterWhisperRecogniser, Hypothesis
from retrieval.errors import ModelUnavailable
from tests.assistant.speech.fakes import FakeDecoder, FakeModel, clip

SPEECH = np.zeros(16_000, np.float32)  # the fakes take it for speech

Ears = Callable[..., Recogniser]


def said(text: str, score: float = -0.3, no_speech: float = 0.0) -> Hypothesis:
    return Hypothesis(text, score, no_speech)


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch) -> Ears:
    """A recogniser whose decoder and languages are given."""

    def make(decoder: FakeDecoder, *phrases: str, **odds: float) -> Recogniser:
        def decoders(model: Any, sound: Any, language: str, *_: Any) -> FakeDecoder:
            return decoder

        monkeypatch.setattr(faster_whisper, "speech_windows", lambda audio: [audio])
        monkeypatch.setattr(faster_whisper, "_Decoder", decoders)
        recogniser = FasterWhisperRecogniser("", Vocabulary(phrases))
        recogniser._model = FakeModel(**(odds or {"en": 0.9}))
        return recogniser

    return make


def test_a_phrase_that_sounds_alike_is_heard_again(ears: Ears) -> None:
    decoder = FakeDecoder([said("A dark rose coffee.")], [said("A dark roast coffee.")])
    recogniser = ears(decoder, "walnut", "velvet sofa", "dark roast")
    assert recogniser.transcribe(SPEECH).text == "A dark roast coffee."
    assert decoder.asked == [[], ["dark roast", "walnut", "velvet sofa"]]


def test_what_was_heard_right_is_heard_once(ears: Ears) -> None:
    decoder = FakeDecoder([said("A dark roast coffee.")])
    recogniser = ears(decoder, "dark roast", "walnut")
    assert recogniser.transcribe(SPEECH).text == "A dark roast coffee."
    assert decoder.asked == [[]]


def test_other_phrases_can_be_expected_later(ears: Ears) -> None:
    decoder = FakeDecoder([said("A dark rose coffee.")], [said("A dark roast coffee.")])
    recogniser = ears(decoder)
    assert recogniser.transcribe(SPEECH).text == "A dark rose coffee."
    recogniser.expect(Vocabulary(("dark roast",)))
    assert recogniser.transcribe(SPEECH).text == "A dark roast coffee."


@pytest.mark.parametrize(
    "hinted",
    [
        said("A dark roast coffee.", score=-0.9),  # far less likely
        said("Dark roast, dark roast, dark roast, walnut."),  # the prompt read aloud
        said("dark roast " * 30),
        said(""),
    ],
)
def test_hot_words_that_were_not_said_are_not_heard(ears: Ears, hinted: Hypothesis) -> None:
    decoder = FakeDecoder([said("We rode past the park.")], [hinted])
    recogniser = ears(decoder, "road past", "dark roast")
    assert recogniser.transcribe(SPEECH).text == "We rode past the park."


@pytest.mark.parametrize(
    "plain",
    [
        said("Thank you.", score=-1.4, no_speech=0.9),
        said("so so so so so so so so so so so so so so so so so so so so so so"),
        said(" ... "),
    ],
)
def test_noise_has_no_words_and_no_hot_words(ears: Ears, plain: Hypothesis) -> None:
    decoder = FakeDecoder([plain], [said("A dark roast coffee.")])
    heard = ears(decoder, "dark roast", "thank you").transcribe(SPEECH, "en")
    assert (heard.text, heard.language) == ("", "")
    assert decoder.asked == [[]]


@pytest.mark.parametrize(
    ("odds", "page", "language"),
    [
        ({"en": 0.3, "zh": 0.2, "cy": 0.5}, "", "en"),  # nobody speaks Welsh here
        ({"en": 0.55, "zh": 0.45}, "zh", "zh"),  # unclear: the page decides
        ({"en": 0.97, "zh": 0.01}, "zh", "en"),  # clear: the page does not
    ],
)
def test_the_page_is_a_hint_of_the_language(
    ears: Ears, odds: dict[str, float], page: str, language: str
) -> None:
    recogniser = ears(FakeDecoder([said("hello there")]), **odds)
    assert recogniser.transcribe(SPEECH, page).language == language


def test_a_transcript_has_digits_and_simplified_characters(ears: Ears) -> None:
    decoder = FakeDecoder([said("Under forty-five euros, and this one in two sizes.")])
    assert ears(decoder).transcribe(SPEECH).text == ("Under 45 euros, and this one in 2 sizes.")
    decoder = FakeDecoder([said("我想買一百五十塊以下的杯子")])
    assert ears(decoder, zh=0.9).transcribe(SPEECH).text == "我想买150块以下的杯子"


@pytest.fixture(scope="module")
def real() -> Recogniser:
    return load_recogniser("faster-whisper", Vocabulary(("keyboard", "fedora", "lamp")))


def test_a_question_is_understood(real: Recogniser) -> None:
    heard = real.transcribe(decode_audio(clip("do-you-have-a-black-keyboard")), "zh")
    assert heard.language == "en"
    assert heard.text == "Do you have a black keyboard?"


@pytest.mark.parametrize("sound", ["silence", "noise", "hum", "music"])
def test_nothing_is_heard_where_nobody_speaks(real: Recogniser, sound: str) -> None:
    t = np.arange(3 * 16_000) / 16_000
    audio = {
        "silence": np.zeros_like(t),
        "noise": np.random.default_rng(0).normal(0, 0.1, len(t)),
        "hum": 0.3 * np.sin(2 * np.pi * 50 * t),
        "music": 0.1 * sum(np.sin(2 * np.pi * f * t) for f in (262, 330, 392)),
    }[sound]
    assert real.transcribe(audio).text == ""


def test_a_folder_without_a_model_is_one_sentence(tmp_path) -> None:
    broken = load_recogniser(f"faster-whisper:{tmp_path}")
    audio = decode_audio(clip("do-you-have-a-beige-fedora"))
    with pytest.raises(ModelUnavailable, match="holds no model of CTranslate2"):
        broken.transcribe(audio)
    (tmp_path / "model.bin").write_bytes(b"no model")
    with pytest.raises(ModelUnavailable, match="no model that CTranslate2 can run"):
        broken.transcribe(audio)
