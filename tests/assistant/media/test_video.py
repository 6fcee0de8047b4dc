import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from assistant.media.video import VideoLimits, sample_frames
from retrieval.errors import BadMedia
from tests.assistant.media.clips import encode, tone

COLOURS = [(230, 30, 30), (30, 200, 30), (30, 30, 220), (220, 220, 30)]


def picture(colour, size=(96, 64), seed=0):
    """A coloured chequerboard: sharp edges, and a mean colour that tells scenes apart."""
    y, x = np.mgrid[: size[1], : size[0]]
    board = ((x // 8 + y // 8) % 2)[..., None]
    return (np.asarray(colour) * (0.6 + 0.4 * board)).astype(np.uint8)


def clip(container="mp4", codec="libx264", scenes=COLOURS, frames_each=5, fps=10, **options):
    frames = [picture(colour) for colour in scenes for _ in range(frames_each)]
    return encode(container, video=(codec, fps, frames), **options)


def hues(frames):
    """Which of `COLOURS` each frame shows."""
    means = [np.asarray(frame).mean(axis=(0, 1)) for frame in frames]
    return [int(np.argmin([np.abs(m - 0.8 * np.array(c)).sum() for c in COLOURS])) for m in means]


@pytest.mark.parametrize(
    ("container", "codec"),
    [("mp4", "libx264"), ("webm", "libvpx"), ("webm", "libvpx-vp9"), ("mov", "mpeg4")],
)
def test_frames_are_spread_over_the_clip_in_order(container, codec):
    frames = sample_frames(clip(container, codec))
    assert hues(frames) == [0, 1, 2, 3]
    assert all(frame.mode == "RGB" and frame.size == (96, 64) for frame in frames)


def test_fewer_frames_than_asked_for():
    assert len(sample_frames(clip(frames_each=1), n=9)) == 4
    assert len(sample_frames(clip(frames_each=7), n=1)) == 1


def test_frames_that_show_the_same_are_dropped():
    assert len(sample_frames(clip(scenes=COLOURS[:1], frames_each=30))) == 1
    assert hues(sample_frames(clip(scenes=COLOURS[:2], frames_each=20))) == [0, 1]


def test_the_sharpest_frame_of_a_part_is_taken():
    sharp = [picture(colour) for colour in COLOURS]
    blurred = [
        np.asarray(Image.fromarray(frame).filter(ImageFilter.GaussianBlur(6))) for frame in sharp
    ]
    frames = [f for s, b in zip(sharp, blurred, strict=True) for f in (b, b, s, b)]
    taken = sample_frames(encode("mp4", video=("libx264", 10, frames)))
    assert hues(taken) == [0, 1, 2, 3]
    assert min(np.asarray(frame).max(axis=2).std() for frame in taken) > 25  # the board is seen


def test_a_long_clip_keeps_few_frames_in_memory():
    frames = sample_frames(clip(frames_each=150, fps=30), n=4)
    assert hues(frames) == [0, 1, 2, 3]


def test_frames_are_turned_as_the_phone_was_held():
    frames = [picture(COLOURS[0])] * 3
    frames[0][:20, :30] = 255  # the corner at the top left
    upright = sample_frames(encode("mp4", video=("libx264", 10, frames)))[0]
    turned = sample_frames(encode("mp4", video=("libx264", 10, frames), rotation=90))[0]
    assert turned.size == (64, 96)
    expected = np.rot90(np.asarray(upright)).astype(int)
    np.testing.assert_allclose(np.asarray(turned).astype(int), expected, atol=12)


def test_large_frames_are_scaled_down():
    frames = [picture(COLOURS[0], (1280, 720))] * 2
    assert sample_frames(encode("mp4", video=("libx264", 10, frames)))[0].size == (640, 360)


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (VideoLimits(max_seconds=1.0), "longer than the 1 seconds"),
        (VideoLimits(max_frames=10), "longer"),
        (VideoLimits(max_pixels=96 * 64 - 1), "96 × 64 pixels"),
        (VideoLimits(max_bytes=100), "smaller one"),
    ],
)
def test_limits(limits, says):
    with pytest.raises(BadMedia, match=says):
        sample_frames(clip(), limits=limits)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"no film at all", "cannot be read"),
        (clip()[:200], "cannot be read"),
        (encode("webm", ("libopus", 48_000, tone(1, 48_000))), "holds no pictures"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n", "cannot be read"),
        (clip("avi", "mpeg4"), "cannot be read"),
        (clip("matroska", "ffv1"), "ffv1"),
    ],
)
def test_what_is_no_clip_is_refused(data, says):
    with pytest.raises(BadMedia, match=says) as caught:
        sample_frames(data)
    assert str(caught.value).endswith(".")


def test_paths(tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(clip())
    assert len(sample_frames(path)) == 4
    with pytest.raises(BadMedia, match="no file at"):
        sample_frames(tmp_path / "missing.mp4")


@pytest.mark.parametrize(
    ("container", "video", "audio"),
    [("mp4", "libx264", "aac"), ("webm", "libvpx", "libopus")],
)
def test_the_frames_of_a_clip_with_sound(container, video, audio):
    data = clip(container, video, audio=(audio, 48_000, tone(2, 48_000)))
    assert len(sample_frames(data)) == 4


@settings(max_examples=60)
@given(
    container=st.sampled_from(["mp4", "webm"]),
    flips=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 7)), max_size=30),
    end=st.floats(0, 1),
)
def test_damaged_clips_are_refused_or_decoded(container, flips, end):
    data = bytearray(DAMAGEABLE[container])
    for place, bit in flips:
        data[place % len(data)] ^= 1 << bit
    try:
        frames = sample_frames(bytes(data[: int(len(data) * end)]))
    except BadMedia:
        return
    assert 1 <= len(frames) <= 4


DAMAGEABLE = {"mp4": clip(), "webm": clip("webm", "libvpx")}
