import io
import struct

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.media.audio import SAMPLE_RATE, AudioLimits, decode_audio, loudness
from retrieval.errors import BadMedia
from tests.assistant.media.clips import encode, tone


def written(samples, rate, format="WAV", subtype=None):
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format=format, subtype=subtype)
    return file.getvalue()


def pitch(samples):
    """The strongest frequency in hertz."""
    return np.abs(np.fft.rfft(samples)).argmax() * SAMPLE_RATE / len(samples)


RECORDINGS = {
    "what gradio writes": written(tone(1, 44_100), 44_100, subtype="PCM_16"),
    "8 kHz": written(tone(1, 8_000), 8_000, subtype="PCM_16"),
    "8-bit": written(tone(1), SAMPLE_RATE, subtype="PCM_U8"),
    "telephone": written(tone(1, 8_000), 8_000, subtype="ULAW"),
    "24-bit": written(tone(1, 96_000), 96_000, subtype="PCM_24"),
    "32-bit": written(tone(1, 48_000), 48_000, subtype="PCM_32"),
    "float": written(tone(1, 48_000), 48_000, subtype="FLOAT"),
    "stereo": written(np.stack([tone(1, 48_000)] * 2, axis=1), 48_000),
    "one side only": written(np.stack([tone(1), 0 * tone(1)], axis=1), SAMPLE_RATE),
    "flac": written(tone(1), SAMPLE_RATE, "FLAC"),
    "ogg vorbis": written(tone(1, 44_100), 44_100, "OGG", "VORBIS"),
    "ogg opus": written(tone(1, 48_000), 48_000, "OGG", "OPUS"),
    "mp3": written(tone(1, 44_100), 44_100, "MP3"),
    "webm opus of a browser": encode("webm", ("libopus", 48_000, tone(1, 48_000))),
    "m4a": encode("ipod", ("aac", 44_100, tone(1, 44_100))),
    "mp4 of Safari": encode("mp4", ("aac", 48_000, tone(1, 48_000))),
}


@pytest.mark.parametrize("name", RECORDINGS)
def test_every_kind_becomes_mono_16_khz(name):
    samples = decode_audio(RECORDINGS[name])
    assert samples.dtype == np.float32
    assert samples.ndim == 1
    assert len(samples) == pytest.approx(SAMPLE_RATE, rel=0.08)
    assert pitch(samples) == pytest.approx(440, abs=3)
    expected = 0.15 if name == "one side only" else 0.3
    assert samples[4000:12_000].std() == pytest.approx(expected / np.sqrt(2), rel=0.05)


def test_samples_at_16_khz_pass_unchanged():
    samples = tone(0.5)
    data = written(samples, SAMPLE_RATE, subtype="FLOAT")
    np.testing.assert_array_equal(decode_audio(data), samples)


def test_resampling_leaves_no_aliases():
    # 13 kHz cannot be represented at 16 kHz: a naive decimation would fold it down to 3 kHz.
    mixed = tone(1, 48_000, 1000) + tone(1, 48_000, 13_000)
    spectrum = np.abs(np.fft.rfft(decode_audio(written(mixed, 48_000))))
    assert spectrum[3000] < spectrum[1000] / 1000


def test_opposed_channels_do_not_silence_each_other():
    mono = tone(0.5)
    heard = decode_audio(written(np.stack([mono, -mono], axis=1), SAMPLE_RATE, subtype="FLOAT"))
    assert loudness(heard) == pytest.approx(loudness(mono), rel=0.05)


def test_samples_beyond_full_scale_are_clipped():
    loud = tone(0.5, level=3.0)
    loud[100] = np.nan
    samples = decode_audio(written(loud, SAMPLE_RATE, subtype="FLOAT"))
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() == 1


def test_a_path_is_read(tmp_path):
    path = tmp_path / "question.flac"
    path.write_bytes(RECORDINGS["flac"])
    assert len(decode_audio(path)) == SAMPLE_RATE


def test_an_hour_is_refused_without_decoding_it():
    hour = np.zeros(3600 * 8000, np.int16)
    hour[:8000] = tone(1, 8000) * 30_000
    data = written(hour, 8000, "FLAC")  # 100 kB
    with pytest.raises(BadMedia, match="longer than the 60 seconds"):
        decode_audio(data)


@pytest.mark.parametrize("seconds", [59.9, 60.1])
def test_the_limit_is_the_decoded_length_whatever_the_header_says(seconds):
    data = bytearray(written(tone(seconds), SAMPLE_RATE, subtype="PCM_16"))
    data[40:44] = struct.pack("<I", 0xFFFFFFFF)  # as a recorder writes that streams
    if seconds < 60:
        assert len(decode_audio(bytes(data))) == int(seconds * SAMPLE_RATE)
    else:
        with pytest.raises(BadMedia, match="longer"):
            decode_audio(bytes(data))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"these are words, not sound", "cannot be read"),
        (written(tone(1), SAMPLE_RATE)[:30], "cannot be read"),
        (written(tone(0.05), SAMPLE_RATE), "too short"),
        (written(np.zeros(SAMPLE_RATE), SAMPLE_RATE), "silent"),
        (written(np.full(SAMPLE_RATE, 0.4), SAMPLE_RATE), "silent"),  # only an offset
        (written(tone(1, level=0.0005), SAMPLE_RATE, subtype="FLOAT"), "silent"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n", "cannot be read"),
        (b"ffconcat version 1.0\nfile /etc/hostname\n", "cannot be read"),
        (b"OggS" * 50, "cannot be read"),
        (encode("webm", video=("libvpx", 10, [np.zeros((32, 32, 3), np.uint8)] * 3)), "no sound"),
    ],
)
def test_what_is_no_question_is_refused(data, says):
    with pytest.raises(BadMedia, match=says) as caught:
        decode_audio(data)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_other_decoders_may_not_run():
    with pytest.raises(BadMedia, match="adpcm_ms"):
        decode_audio(written(tone(1), SAMPLE_RATE, subtype="MS_ADPCM"))


def test_files_that_are_none_or_too_large(tmp_path):
    with pytest.raises(BadMedia, match="no file at"):
        decode_audio(tmp_path / "missing.wav")
    with pytest.raises(BadMedia, match="not a file"):
        decode_audio(tmp_path)
    path = tmp_path / "large.wav"
    path.write_bytes(RECORDINGS["32-bit"])
    with pytest.raises(BadMedia, match="smaller one"):
        decode_audio(path, AudioLimits(max_bytes=1000))


@settings(max_examples=150)
@given(
    name=st.sampled_from(sorted(RECORDINGS)),
    flips=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 7)), max_size=30),
    end=st.floats(0, 1),
)
def test_damaged_recordings_are_refused_or_decoded(name, flips, end):
    data = bytearray(RECORDINGS[name])
    for place, bit in flips:
        data[place % len(data)] ^= 1 << bit
    try:
        samples = decode_audio(bytes(data[: int(len(data) * end)]))
    except BadMedia:
        return
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= 1
    assert loudness(samples) > 0


def test_loudness_is_that_of_the_loudest_moment():
    samples = np.concatenate([np.zeros(8000), tone(0.2), np.zeros(8000)]) + 0.1
    assert loudness(samples) == pytest.approx(0.3 / np.sqrt(2), rel=0.01)
    assert loudness(np.zeros(10)) == 0
