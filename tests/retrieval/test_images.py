import io
import struct
import warnings
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from retrieval import images
from retrieval.confined import Pool, WorkLimits
from retrieval.errors import BadMedia
from retrieval.images import ImageLimits, decode_image, save_clean

RED, GREEN = (220, 20, 30), (10, 200, 40)


def two_halves(size=(64, 48), left=RED, right=GREEN):
    image = Image.new("RGB", size, left)
    image.paste(right, (size[0] // 2, 0, *size))
    return image


def encoded(image, format, **options):
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth, colour, rows=b"", extra=b""):
    """A PNG written by hand: headers Pillow itself would not write."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = (
        chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + body


def close(image, x, y, colour, by=12):
    return np.abs(np.subtract(image.getpixel((x, y)), colour)).max() <= by


FILES = {
    "jpeg": encoded(two_halves(), "JPEG"),
    "progressive jpeg": encoded(two_halves(), "JPEG", progressive=True),
    "grey jpeg": encoded(two_halves().convert("L"), "JPEG"),
    "cmyk jpeg": encoded(two_halves().convert("CMYK"), "JPEG", quality=95),
    "two-picture jpeg": encoded(two_halves(), "MPO", save_all=True, append_images=[two_halves()]),
    "png": encoded(two_halves(), "PNG"),
    "palette png": encoded(two_halves().quantize(8), "PNG"),
    "transparent palette png": encoded(two_halves().quantize(8), "PNG", transparency=b"\x00\x80"),
    "colour-key png": encoded(two_halves(), "PNG", transparency=GREEN),
    "rgba png": encoded(two_halves().convert("RGBA"), "PNG"),
    "grey-alpha png": encoded(two_halves().convert("LA"), "PNG"),
    "bilevel png": encoded(two_halves().convert("1"), "PNG"),
    "16-bit png": encoded(Image.fromarray(np.full((9, 9), 0x8123, np.uint16)), "PNG"),
    "16-bit colour-key png": png(2, 1, 16, 2, bytes(13), chunk(b"tRNS", bytes(6))),
    "webp": encoded(two_halves(), "WEBP"),
    "animated webp": encoded(
        two_halves(), "WEBP", save_all=True, append_images=[two_halves(left=GREEN)]
    ),
    "gif": encoded(two_halves(), "GIF"),
    "animated gif": encoded(
        two_halves(), "GIF", save_all=True, append_images=[two_halves(left=GREEN)]
    ),
    "bmp": encoded(two_halves(), "BMP"),
}


@pytest.mark.parametrize("name", FILES)
def test_every_accepted_kind_becomes_plain_rgb(name):
    image = decode_image(FILES[name])
    assert image.mode == "RGB"
    assert image.info == {}


@pytest.mark.parametrize("name", ["jpeg", "cmyk jpeg", "two-picture jpeg", "png", "palette png"])
def test_colours_survive(name):
    image = decode_image(FILES[name])
    assert image.size == (64, 48)
    assert close(image, 10, 20, RED, by=30)
    assert close(image, 50, 20, GREEN, by=30)


@pytest.mark.parametrize("name", ["animated gif", "animated webp"])
def test_the_first_frame_of_an_animation_is_kept(name):
    assert close(decode_image(FILES[name]), 10, 20, RED, by=20)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_orientation_of_the_camera_is_applied_and_metadata_dropped(orientation):
    # What the camera stores so that the viewer, following the tag, sees `upright`.
    upright = two_halves((64, 48))
    upright.paste((0, 0, 255), (0, 0, 20, 12))
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # values of Image.Transpose
    stored = upright.transpose(undo[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "ACME Cameras"
    data = encoded(stored, "PNG", exif=exif)
    assert b"ACME" in data
    image = decode_image(data)
    assert np.array_equal(np.asarray(image), np.asarray(upright))
    assert not image.getexif()


def test_transparency_is_flattened_on_white():
    layer = Image.new("RGBA", (4, 1), (0, 0, 0, 0))
    layer.putpixel((1, 0), (*RED, 255))
    layer.putpixel((2, 0), (0, 0, 0, 128))
    image = decode_image(encoded(layer, "PNG"))
    assert [image.getpixel((x, 0)) for x in range(3)] == [(255, 255, 255), RED, (127, 127, 127)]


def test_a_transparent_colour_is_flattened_on_white():
    image = decode_image(FILES["colour-key png"])
    assert image.getpixel((10, 20)) == RED
    assert image.getpixel((50, 20)) == (255, 255, 255)


def test_16_bit_grey_keeps_its_brightness():
    assert decode_image(FILES["16-bit png"]).getpixel((4, 4)) == (0x81, 0x81, 0x81)


def test_large_pictures_are_scaled_down_keeping_their_shape():
    image = decode_image(encoded(two_halves((3000, 1500)), "JPEG"), ImageLimits(max_side=300))
    assert image.size == (300, 150)
    assert close(image, 100, 70, RED)
    assert close(image, 200, 70, GREEN)


def test_small_and_very_narrow_pictures_keep_at_least_one_pixel():
    assert decode_image(encoded(Image.new("RGB", (1, 1)), "PNG")).size == (1, 1)
    assert decode_image(encoded(Image.new("RGB", (5000, 1)), "PNG")).size == (1024, 1)


def test_too_many_pixels_are_refused_from_the_header():
    with pytest.raises(BadMedia, match=r"100 megapixels .*smaller one"):
        decode_image(png(10_000, 10_000, 8, 2))
    with pytest.raises(BadMedia, match="megapixels"):
        decode_image(png(2**31 - 1, 2**31 - 1, 8, 2))
    with pytest.raises(BadMedia, match="megapixels"):
        decode_image(FILES["jpeg"], ImageLimits(max_pixels=64 * 48 - 1))


def test_too_many_bytes_are_refused(tmp_path):
    path = tmp_path / "large.jpg"
    path.write_bytes(FILES["jpeg"])
    limits = ImageLimits(max_bytes=len(FILES["jpeg"]) - 1)
    for source in (path, FILES["jpeg"]):
        with pytest.raises(BadMedia, match="smaller one"):
            decode_image(source, limits)


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_picture_is_refused(name):
    with pytest.raises(BadMedia):
        decode_image(FILES[name][: len(FILES[name]) // 2])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"once upon a time", "not a photo"),
        (b'<?xml version="1.0"?>\n<!-- logo --><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (b"\x00\x00\x00\x20ftypavif\x00\x00\x00\x00avifmif1", "AVIF"),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2", "video"),
        (encoded(two_halves(), "TIFF"), "TIFF"),
        (b"%PDF-1.7\n", "PDF"),
    ],
)
def test_what_cannot_be_read_is_named(data, says):
    with pytest.raises(BadMedia, match=says) as caught:
        decode_image(data)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["HEIF", "AVIF"])
def test_pictures_as_phones_take_them_are_read(name):
    image = decode_image(encoded(two_halves(), name))
    assert image.size == two_halves().size
    assert np.abs(np.asarray(image, int) - np.asarray(two_halves().convert("RGB"), int)).mean() < 8


def test_paths_that_are_no_file(tmp_path):
    with pytest.raises(BadMedia, match="no file at"):
        decode_image(tmp_path / "missing.jpg")
    with pytest.raises(BadMedia, match="not a file"):
        decode_image(tmp_path)


def test_broken_metadata_does_not_cost_the_picture():
    data = FILES["jpeg"]
    exif = b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x12\x01\x03" * 9
    data = data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:]
    assert decode_image(data).size == (64, 48)


def test_no_warning_of_the_decoder_reaches_the_caller():
    grey_with_alpha_bytes = png(
        2, 1, 8, 3, b"\0\0\1", chunk(b"PLTE", bytes(6)) + chunk(b"tRNS", b"\x80")
    )
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        decode_image(grey_with_alpha_bytes)
        with pytest.raises(BadMedia):
            decode_image(png(12_000, 12_000, 8, 2))  # would be a DecompressionBombWarning
    assert caught == []


@given(data=st.binary(max_size=200), beginning=st.sampled_from([b"", *FILES.values()]))
def test_random_bytes_are_refused_or_decoded(data, beginning):
    assert_decoded_or_refused(beginning[:16] + data)


@settings(max_examples=300)
@given(
    name=st.sampled_from(sorted(FILES)),
    flips=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 7)), max_size=20),
    end=st.floats(0, 1),
)
def test_damaged_files_are_refused_or_decoded(name, flips, end):
    data = bytearray(FILES[name])
    for place, bit in flips:
        data[place % len(data)] ^= 1 << bit
    assert_decoded_or_refused(bytes(data[: int(len(data) * end) or 1]))


def assert_decoded_or_refused(data):
    limits = ImageLimits(max_pixels=2**20, max_side=128)
    try:
        image = decode_image(data, limits)
    except BadMedia:
        return
    assert image.mode == "RGB"
    assert 1 <= min(image.size) <= max(image.size) <= 128


@pytest.mark.parametrize("suffix", [".jpg", ".webp", ".png"])
def test_a_clean_copy_is_small_whole_and_without_metadata(tmp_path, suffix):
    picture = two_halves((900, 600))
    exif = Image.Exif()
    exif[0x010F] = "ACME Cameras"
    picture.info.update(exif=exif.tobytes(), comment=b"ACME")
    path = tmp_path / f"copy{suffix}"
    save_clean(picture, path)
    assert b"ACME" not in path.read_bytes()
    copy = decode_image(path)
    assert copy.size == (640, 427)
    assert close(copy, 100, 100, RED)
    assert list(tmp_path.iterdir()) == [path]


def test_a_copy_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "copy.webp"
    save_clean(two_halves(), path)
    before = path.read_bytes()

    def full_disk(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Image.Image, "save", full_disk)
    with pytest.raises(OSError, match="No space"):
        save_clean(two_halves(left=GREEN), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_jpeg_is_refused_by_what_drawing_it_costs():
    """Each scan goes over all pixels: 60 of them made 302 KB cost 3.3 seconds."""
    data = FILES["progressive jpeg"]
    scans = data.count(b"\xff\xda")
    assert scans > 5
    assert decode_image(data, ImageLimits(max_work=scans * 64 * 48)).size == (64, 48)
    with pytest.raises(BadMedia, match=f"drawn {scans} times over"):
        decode_image(data, ImageLimits(max_work=scans * 64 * 48 - 1))
    last = data.rindex(b"\xff\xda")
    bomb = data[:-2] + data[last:-2] * 60 + data[-2:]
    with pytest.raises(BadMedia, match=f"drawn {scans + 60} times over"):
        decode_image(bomb, ImageLimits(max_work=20 * 64 * 48))


def test_what_ends_the_process_that_decodes_costs_one_sentence(monkeypatch):
    small = Pool("retrieval.picture_jobs", WorkLimits(seconds=5.0, memory=48 * 2**20, start=60.0))
    monkeypatch.setattr(images, "PROCESSES", small)
    with pytest.raises(BadMedia, match="takes too much work to open"):
        decode_image(encoded(Image.new("RGB", (6000, 6000)), "PNG"))
    small.close()
