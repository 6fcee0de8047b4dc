"""Words as sound, by whatever engine there is; in memory alone."""

from __future__ import annotations

import io
import shutil
import wave

import pytest

from assistant.speech import voices
from assistant.speech.voices import MOST, engine_for, speak
from retrieval.errors import ModelUnavailable


@pytest.mark.skipif(not shutil.which("flite"), reason="flite is not installed")
def test_english_is_spoken() -> None:
    with wave.open(io.BytesIO(speak("The red mug costs 14.90 euros.", "en"))) as sound:
        assert sound.getnframes() / sound.getframerate() > 1


def test_a_language_without_an_engine_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert engine_for("zh") == ""
    with pytest.raises(ModelUnavailable, match=r"install espeak-ng, or let the device speak\.$"):
        speak("你好", "zh")


def test_english_goes_to_flite_and_the_rest_to_espeak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name)
    assert [engine_for(one) for one in ("en", "de", "zh")] == ["flite", "espeak-ng", "espeak-ng"]


def test_words_are_bounded_and_never_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    def run(command: list[str], **options: object) -> None:
        seen.update(options, command=command)

    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(voices.subprocess, "run", run)
    speak("x" * 10_000, "de")
    assert seen["input"] == b"x" * MOST
    assert not any("xx" in one for one in seen["command"])
