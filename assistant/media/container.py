"""Media files from strangers, opened so that only a few well-tested decoders of FFmpeg can run."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.stream import VideoStream

from retrieval.errors import BadMedia
from retrieval.files import read_limited

AnyStream = TypeVar("AnyStream", AudioStream, VideoStream)

CONTAINERS = "wav,flac,ogg,mp3,aac,matroska,webm,mov,mp4,m4a"
"""FFmpeg's demuxers for what browsers and phones record. Playlists (HLS, concat, …) must never be
among them: they make FFmpeg open further files and addresses."""

CODECS = (
    *("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le"),
    *("pcm_s16be", "pcm_alaw", "pcm_mulaw"),
    *("flac", "alac", "mp3", "mp3float", "aac", "vorbis", "opus", "libopus"),
    *("h264", "hevc", "vp8", "vp9", "libvpx-vp9", "av1", "libdav1d", "mpeg4", "mjpeg"),
)
"""FFmpeg's decoders that may run."""


@contextmanager
def open_media(source: Path | bytes, what: str, max_bytes: int) -> Iterator[InputContainer]:
    """Open a media file for reading; `what` ("recording", "video") names it in messages.

    Raises `BadMedia` when the file is missing, empty, too large or of another kind, and turns
    whatever the decoders raise inside the `with` block into `BadMedia`.
    """
    damaged = f"This {what} is damaged or of a kind that cannot be read; record or save it again."
    options = {"format_whitelist": CONTAINERS, "codec_whitelist": ",".join(CODECS)}
    data = read_limited(source, what, max_bytes)
    try:
        with av.open(io.BytesIO(data), "r", options=options) as container:
            yield container
    except (av.FFmpegError, ValueError, EOFError, IndexError) as error:
        raise BadMedia(damaged) from error


def decodable(stream: AnyStream, what: str) -> AnyStream:
    """The stream itself, if its decoder is one of `CODECS`; raises `BadMedia` otherwise."""
    name = stream.codec_context.name if stream.codec_context else "unknown"
    if name not in CODECS:
        raise BadMedia(f"This {what} is encoded as {name}, which cannot be read; save it anew.")
    return stream
