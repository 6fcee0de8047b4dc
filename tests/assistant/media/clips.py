"""Recordings and clips that the tests make, in the formats of browsers and phones."""

import io
from fractions import Fraction

import av
import numpy as np


def tone(
    seconds: float, rate: int = 16_000, hertz: float = 440.0, level: float = 0.3
) -> np.ndarray:
    """A sine of (samples,) float32."""
    time = np.arange(int(seconds * rate)) / rate
    return (level * np.sin(2 * np.pi * hertz * time)).astype(np.float32)


def encode(
    container: str,
    audio: tuple[str, int, np.ndarray] | None = None,
    video: tuple[str, int, list[np.ndarray]] | None = None,
    rotation: int = 0,
) -> bytes:
    """A media file: `audio` is (codec, rate, samples), `video` (codec, fps, RGB frames)."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        streams = []
        if video:
            codec, fps, pictures = video
            stream = output.add_stream(codec, rate=fps)
            stream.height, stream.width = pictures[0].shape[:2]
            stream.pix_fmt = "yuv420p"
            if rotation:
                stream.set_display_rotation(rotation)
            streams.append((stream, (av.VideoFrame.from_ndarray(p) for p in pictures)))
        if audio:
            codec, rate, samples = audio
            stream = output.add_stream(codec, rate=rate, layout="mono")
            streams.append((stream, _audio_frames(samples, rate)))
        for stream, frames in streams:
            for frame in frames:
                output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
    return file.getvalue()


def _audio_frames(samples: np.ndarray, rate: int):
    for start in range(0, len(samples), 4800):
        part = np.ascontiguousarray(samples[None, start : start + 4800], dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
        frame.sample_rate = rate
        frame.time_base = Fraction(1, rate)
        frame.pts = start
        yield frame
