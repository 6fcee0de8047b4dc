"""Short clips to a few sharp, different frames; what is said in them is not listened to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from av import VideoCodecContext, VideoFrame
from av.container import InputContainer
from PIL import Image

from assistant.media.container import decodable, open_media
from assistant.media.processes import decoded
from retrieval.errors import BadMedia
from retrieval.files import read_limited


@dataclass(frozen=True)
class VideoLimits:
    """What a clip may be."""

    max_bytes: int = 64 * 2**20  # 30 seconds of a phone's 1080p have about 60 MB
    max_seconds: float = 30.0  # decoding stops here
    max_frames: int = 30 * 120  # for clips whose timestamps do not advance
    max_pixels: int = 4096 * 2304  # width × height of a frame
    max_side: int = 640  # frames are scaled down to this many pixels
    duplicate: float = 6.0  # mean difference of grey levels below which two frames show the same


@dataclass(frozen=True)
class _Candidate:
    image: Image.Image
    sharpness: float
    thumbnail: np.ndarray  # (16, 16) float32, grey levels


def sample_frames(
    source: Path | bytes, n: int = 4, limits: VideoLimits = VideoLimits()
) -> list[Image.Image]:
    """At most n RGB frames spread over a clip, in order: of each part the sharpest frame, and
    only if it differs from those before. Raises `BadMedia`.
    """
    data = read_limited(source, "video", limits.max_bytes)
    sizes, content = decoded("frames", "video", data, {"n": n, "limits": asdict(limits)})
    frames, start = [], 0
    for width, height in sizes:
        end = start + 3 * width * height
        frames.append(Image.frombytes("RGB", (width, height), content[start:end]))
        start = end
    return frames


def sample_frames_here(source: bytes, n: int, limits: VideoLimits) -> list[Image.Image]:
    """The work of `sample_frames`, in the process that may end."""
    with open_media(source, "video", limits.max_bytes) as container:
        if not container.streams.video:
            raise BadMedia("This file holds no pictures; send a video in MP4 or WebM.")
        candidates = _thin_out(_frames(container, limits), 4 * n, limits.max_side)
    if not candidates:
        raise BadMedia("This video is damaged or holds no picture; record it again.")
    chosen: list[_Candidate] = []
    for part in np.array_split(np.arange(len(candidates)), min(n, len(candidates))):
        sharpest = max((candidates[i] for i in part), key=lambda c: c.sharpness)
        if all(_difference(sharpest, other) > limits.duplicate for other in chosen):
            chosen.append(sharpest)
    return [candidate.image for candidate in chosen]


def _frames(container: InputContainer, limits: VideoLimits) -> Iterator[VideoFrame]:
    """Decode in sequence: for short clips that is faster than seeking."""
    stream = decodable(container.streams.video[0], "video")
    _check_size(stream.codec_context, limits)
    stream.thread_type = "AUTO"
    for number, frame in enumerate(container.decode(stream)):
        _check_size(frame, limits)
        if number >= limits.max_frames or (frame.time or 0) > limits.max_seconds:
            raise BadMedia(
                f"This video is longer than the {limits.max_seconds:.0f} seconds that are accepted;"
                " send a shorter one."
            )
        yield frame


def _check_size(picture: VideoFrame | VideoCodecContext, limits: VideoLimits) -> None:
    if picture.width * picture.height > limits.max_pixels:
        raise BadMedia(
            f"This video has {picture.width} × {picture.height} pixels, more than the"
            f" {limits.max_pixels / 1e6:.0f} megapixels that are accepted; send a smaller one."
        )


def _thin_out(frames: Iterator[VideoFrame], most: int, max_side: int) -> list[_Candidate]:
    """Between most/2 and `most` evenly spaced frames of a stream of unknown length, or all.

    Whenever there are too many, every other one is dropped and from then on only half as many are
    taken, so memory does not grow with the length.
    """
    kept: list[_Candidate] = []
    step = 1
    for number, frame in enumerate(frames):
        if number % step:
            continue
        kept.append(_candidate(frame, max_side))
        if len(kept) > most:
            kept = kept[::2]
            step *= 2
    return kept


def _candidate(frame: VideoFrame, max_side: int) -> _Candidate:
    scale = min(1.0, max_side / max(frame.width, frame.height))
    size = {
        "width": max(1, round(frame.width * scale)),
        "height": max(1, round(frame.height * scale)),
    }
    image = frame.to_image(**size).rotate(frame.rotation, expand=True)
    grey = image.convert("L")
    thumbnail = np.asarray(grey.resize((16, 16), Image.Resampling.BOX), np.float32)
    return _Candidate(image, _sharpness(np.asarray(grey, np.float32)), thumbnail)


def _sharpness(grey: np.ndarray) -> float:
    """Variance of the Laplacian (Pech-Pacheco et al., 2000) of grey levels (height, width)."""
    centre = grey[1:-1, 1:-1]
    around = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:]
    return float((around - 4 * centre).var()) if centre.size else 0.0


def _difference(one: _Candidate, other: _Candidate) -> float:
    return float(np.abs(one.thumbnail - other.thumbnail).mean())
