"""Recordings to what speech recognisers expect: mono samples at 16 kHz."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer

from assistant.media.container import decodable, open_media
from assistant.media.processes import decoded
from retrieval.errors import BadMedia
from retrieval.files import read_limited

SAMPLE_RATE = 16_000
"""Samples a second of everything that leaves this module."""

CANCELLED = 0.05
"""Share of the loudest channel's power that the mean of all keeps: below, they are opposed."""
_FRAME = SAMPLE_RATE // 20  # 50 ms, about one syllable


@dataclass(frozen=True)
class AudioLimits:
    """What a spoken question may be."""

    max_bytes: int = 32 * 2**20  # a minute of 48 kHz stereo in 32-bit samples has 23 MB
    max_seconds: float = 60.0  # decoding stops here
    min_seconds: float = 0.1  # shorter than any word
    silence: float = 0.002  # RMS of the loudest 50 ms, full scale 1, below which nobody spoke


def decode_audio(source: Path | bytes, limits: AudioLimits = AudioLimits()) -> np.ndarray:
    """Decode a recording to (samples,) float32 mono at 16 kHz within [-1, 1].

    Raises `BadMedia` when it is no recording, damaged, too long, too short or silent, or takes
    more work than that.
    """
    data = read_limited(source, "recording", limits.max_bytes)
    _, content = decoded("sound", "recording", data, asdict(limits))
    return np.frombuffer(content, np.float32).copy()


def decode_audio_here(source: bytes, limits: AudioLimits) -> np.ndarray:
    """The work of `decode_audio`, in the process that may end."""
    with open_media(source, "recording", limits.max_bytes) as container:
        if not container.streams.audio:
            raise BadMedia("This file holds no sound; record your question and send it again.")
        samples = _read_track(container, limits.max_seconds)
    if len(samples) < limits.min_seconds * SAMPLE_RATE:
        raise BadMedia("This recording is too short to hold a word; record your question again.")
    if loudness(samples) < limits.silence:
        raise BadMedia("This recording is silent; check the microphone and record it again.")
    return samples


def _read_track(container: InputContainer, max_seconds: float) -> np.ndarray:
    """The first audio stream as (samples,) float32 mono at 16 kHz within [-1, 1].

    Raises `BadMedia` as soon as more than `max_seconds` are decoded, whatever the header says.
    """
    stream = decodable(container.streams.audio[0], "recording")
    # The channels are averaged here: FFmpeg's own mix of two equal ones is 3 dB too loud and clips.
    resampler = av.AudioResampler(format="fltp", rate=SAMPLE_RATE)
    chunks: list[np.ndarray] = []
    left = max_seconds * SAMPLE_RATE
    for frame in container.decode(stream):
        for part in resampler.resample(frame):
            chunks.append(part.to_ndarray())
            left -= part.samples
        if left < 0:
            raise BadMedia(
                f"This recording is longer than the {max_seconds:.0f} seconds that are accepted;"
                " send a shorter one."
            )
    chunks += [part.to_ndarray() for part in resampler.resample(None)]
    if not chunks:
        return np.empty(0, np.float32)
    return np.clip(_mixed(np.nan_to_num(np.concatenate(chunks, axis=1))), -1, 1)


def _mixed(channels: np.ndarray) -> np.ndarray:
    """The mean of (channels, samples); where opposed ones cancel out in it, the loudest of them."""
    mean = channels.mean(axis=0)
    power = channels.std(axis=1)
    return channels[power.argmax()] if mean.std() < CANCELLED * power.max() else mean


def loudness(samples: np.ndarray) -> float:
    """Root mean square of the loudest 50 ms of (samples,), about the mean of those 50 ms."""
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    return float(frames.std(axis=1).max(initial=0))
