"""Sound and film are decoded in a process that may end: it costs one sentence, and the next goes
on."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import soundfile

from assistant.media import processes
from assistant.media.audio import decode_audio
from assistant.media.video import sample_frames
from retrieval.confined import Pool, WorkLimits
from retrieval.errors import BadMedia
from tests.assistant.media.clips import encode, tone


def film() -> bytes:
    frames = list(np.random.default_rng(3).integers(0, 255, (40, 720, 1280, 3), np.uint8))
    return encode("mp4", video=("mpeg4", 10, frames))


def sound() -> bytes:
    file = io.BytesIO()
    soundfile.write(file, np.tile(tone(1, 96_000), 50), 96_000, format="FLAC")
    return file.getvalue()


@pytest.fixture(params=["seconds", "memory"])
def sparing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Processes with hardly any time, or hardly any memory beyond their libraries."""
    limits = {
        "seconds": WorkLimits(0.001, processes.WORK.memory),
        "memory": WorkLimits(30.0, 2**24),
    }
    pool = Pool(processes.PROCESSES.module, limits[request.param])
    monkeypatch.setattr(processes, "PROCESSES", pool)
    yield
    pool.close()


@pytest.mark.parametrize(("decode", "made"), [(decode_audio, sound), (sample_frames, film)])
def test_what_passes_a_limit_is_given_up_with_a_sentence(
    sparing: None, decode: Callable[[bytes], object], made: Callable[[], bytes]
) -> None:
    with pytest.raises(BadMedia, match="takes too much work to open"):
        decode(made())
