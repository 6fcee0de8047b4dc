"""What is done to recordings and clips in a process apart: `retrieval.confined` runs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.media.audio import AudioLimits, decode_audio_here
from assistant.media.video import VideoLimits, sample_frames_here


def _sound(data: bytes, options: Mapping[str, Any]) -> tuple[Any, bytes]:
    return None, decode_audio_here(data, AudioLimits(**options)).tobytes()


def _frames(data: bytes, options: Mapping[str, Any]) -> tuple[Any, bytes]:
    frames = sample_frames_here(data, options["n"], VideoLimits(**options["limits"]))
    return [frame.size for frame in frames], b"".join(frame.tobytes() for frame in frames)


JOBS = {"sound": _sound, "frames": _frames}
