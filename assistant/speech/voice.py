"""Where somebody speaks: silence, hum and music are cut out before anything is recognised."""

from __future__ import annotations

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps

SAMPLE_RATE = 16_000
WINDOW = 28.0  # seconds of speech recognised at once; Whisper takes in 30

OPTIONS = VadOptions(
    threshold=0.5,  # probability from which a piece of sound is speech
    min_speech_duration_ms=150,  # shorter than any word but "a"
    min_silence_duration_ms=700,  # a pause to think does not cut a sentence
    max_speech_duration_s=WINDOW,
    speech_pad_ms=300,  # a first consonant is soft
)


def speech_windows(audio: np.ndarray) -> list[np.ndarray]:
    """What is spoken in `audio`, (n,) float32 at 16 kHz, in windows of at most 28 s of speech.

    Pauses between the pieces of a window are left out. None at all when nobody speaks. The voices
    are found by Silero VAD, which comes with faster-whisper.
    """
    windows: list[list[np.ndarray]] = []
    left = 0.0
    for span in get_speech_timestamps(audio, OPTIONS):
        piece = audio[span["start"] : span["end"]]
        if not windows or len(piece) > left:
            windows.append([])
            left = WINDOW * SAMPLE_RATE
        windows[-1].append(piece)
        left -= len(piece)
    return [np.concatenate(pieces) for pieces in windows]
