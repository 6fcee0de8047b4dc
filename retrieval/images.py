"""Pictures from strangers: decoded under limits, stripped of metadata, stored clean.

This module owns how Pillow opens a file, HEIC (an iPhone's own format) among them. Everything that
reads a picture, from a feed or from a shopper, goes through `decode_image`, which has a process
apart do it: what a file costs is bounded there, and what it breaks is no more than that process.
"""

from __future__ import annotations

import io
import logging
import os
import re
import tempfile
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

from retrieval.confined import Overrun, Pool, WorkLimits
from retrieval.errors import AssistantError, BadMedia
from retrieval.files import read_limited

log = logging.getLogger(__name__)
pillow_heif.register_heif_opener(thumbnails=False)

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "HEIF", "AVIF")
"""Pillow's decoders that may run; every further one is attack surface that shoppers do not need."""

_ACCEPTED = "JPEG, PNG, WebP, HEIC, AVIF, GIF or BMP"
_FOREIGN = {
    "a damaged HEIC": rb"....ftyp(hei|hev|mif1|msf1)",
    "a damaged AVIF": rb"....ftypavi[fs]",
    "a video": rb"....ftyp|\x1aE\xdf\xa3|RIFF....AVI ",
    "TIFF": rb"II\*\0|MM\0\*",
    "JPEG XL": rb"\xff\x0a|....JXL ",
    "JPEG 2000": rb"....jP  |\xff\x4f\xff\x51",
    "PDF": rb"%PDF",
    "SVG": rb"(?i)[^\0]{0,2000}?<svg[\s>]",
}
"""How the files begin that people take for photos but `FORMATS` cannot read."""

_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each value of EXIF's orientation tag (Exif 2.32, tag 0x0112)."""

_SCAN = b"\xff\xda"
"""How each scan of a JPEG begins (ITU-T T.81, B.2.3); within one, 0xFF is followed by zero."""
_ORIENTATION_TAG = 0x0112


@dataclass(frozen=True)
class ImageLimits:
    """What is refused before any pixel is decoded, and the size of what comes out."""

    max_bytes: int = 32 * 2**20  # a 50-megapixel phone photo has about 20 MB
    max_pixels: int = 50 * 2**20  # width × height in the header; decoding takes 4 bytes a pixel
    max_side: int = 1024  # longer pictures are scaled down to this many pixels
    max_work: int = 750 * 2**20  # pixels that the scans of a progressive JPEG go over together


WORK = WorkLimits(seconds=8.0, memory=2 * 2**30)
"""A 50-megapixel photo takes up to four seconds and 850 MB, by its format."""
PROCESSES = Pool("retrieval.picture_jobs", WORK, size=max(2, min(4, os.cpu_count() or 2)))


def decode_image(source: Path | bytes, limits: ImageLimits = ImageLimits()) -> Image.Image:
    """Decode a picture file to a plain RGB image that carries no metadata.

    The EXIF orientation is applied, transparency flattened on white, palette, grey, CMYK and
    16-bit pictures converted (colour profiles are ignored), an animation reduced to its first
    frame, and the longest side scaled down to `limits.max_side`. Raises `BadMedia`.
    """
    data = read_limited(source, "photo", limits.max_bytes)
    try:
        size, pixels = PROCESSES.run("decode", data, asdict(limits))
        return Image.frombytes("RGB", tuple(size), pixels)
    except Overrun as error:
        log.warning("a picture was given up: %s", error)
        raise BadMedia(
            "This photo takes too much work to open; save it as an ordinary JPEG and send it again."
        ) from error
    except AssistantError as error:
        raise BadMedia(str(error)) from error


def decode_here(data: bytes, limits: ImageLimits) -> Image.Image:
    """The work of `decode_image`, in the process that may end."""
    # Process-wide, because `warnings.catch_warnings` is not thread-safe; setting it again at every
    # call is cheap and survives whoever resets the filters.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    image = _open(data, limits)
    try:
        orientation = _orientation(image)
        image = _direct_colour(image)
        # For a JPEG, `thumbnail` asks the decoder for a picture 2 to 8 times smaller.
        image.thumbnail((limits.max_side,) * 2, Image.Resampling.BICUBIC, reducing_gap=2.0)
        image = _flatten(image)
        if orientation in _TRANSPOSE:
            image = image.transpose(_TRANSPOSE[orientation])
    except Exception as error:  # Pillow raises a dozen kinds on damaged files
        raise BadMedia("This photo is damaged or incomplete; save or send it again.") from error
    return _without_metadata(image)


DRAFT = ".draft-"
"""How the name of a picture that is being written begins; one that stays was left by a kill."""


def save_clean(image: Image.Image, path: Path, max_side: int = 640, quality: int = 85) -> bytes:
    """Write an RGB image without metadata as the suffix of `path` says: .jpg, .png or .webp.

    The longest side is scaled down to `max_side`. The file appears whole or not at all, even when
    the process is killed or the machine loses power. Returns what was written.
    """
    image = _without_metadata(image.convert("RGB"))
    image.thumbnail((max_side, max_side), Image.Resampling.BICUBIC, reducing_gap=2.0)
    content = io.BytesIO()
    image.save(content, Image.registered_extensions()[path.suffix.lower()], quality=quality)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=DRAFT, suffix=path.suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.getbuffer())
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)
    return content.getvalue()


def _open(data: bytes, limits: ImageLimits) -> Image.Image:
    """Read the header only; the pixels are decoded when they are first needed."""
    most = f"more than the {limits.max_pixels / 1e6:.0f} that are accepted; send a smaller one."
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise BadMedia(f"This photo has too many megapixels, {most}") from error
    except Exception as error:
        raise BadMedia(_what_it_is(data)) from error
    width, height = image.size
    if width * height > limits.max_pixels:
        raise BadMedia(
            f"This photo has {width * height / 1e6:.0f} megapixels ({width} × {height}), {most}"
        )
    if image.format in ("JPEG", "MPO") and data.count(_SCAN) * width * height > limits.max_work:
        raise BadMedia(
            f"This photo is drawn {data.count(_SCAN)} times over, which takes too much work;"
            " save it as an ordinary JPEG and send it again."
        )
    return image


def _what_it_is(data: bytes) -> str:
    for name, beginning in _FOREIGN.items():
        if re.match(beginning, data, re.DOTALL):
            return f"This file is {name}, which cannot be read here; save it as JPEG and try again."
    return f"This file is not a photo that can be read; send a {_ACCEPTED} file."


def _orientation(image: Image.Image) -> int | None:
    try:
        return image.getexif().get(_ORIENTATION_TAG)
    except Exception:  # broken metadata does not make the picture unusable
        return None


def _direct_colour(image: Image.Image) -> Image.Image:
    """To a mode that can be scaled by averaging: no palette, 8 bits a channel."""
    if image.mode.startswith("I"):  # 16-bit grey
        return Image.fromarray((np.asarray(image).astype(np.uint32) >> 8).astype(np.uint8))
    if image.mode in ("1", "P", "PA") or "transparency" in image.info:
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _flatten(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _without_metadata(image: Image.Image) -> Image.Image:
    """The same pixels in an image that never had a file."""
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    return clean
