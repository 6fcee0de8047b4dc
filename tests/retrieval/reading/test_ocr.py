"""The real reader, on words that are drawn with a font."""

from dataclasses import replace

import pytest
from PIL import Image, ImageOps

from retrieval.errors import ModelUnavailable
from retrieval.reading.ocr import Ocr, OcrOptions
from retrieval.reading.weights import RECOGNITION
from tests.retrieval.reading.drawing import lettered

PATIENT = 60.0


@pytest.fixture(scope="module")
def ocr() -> Ocr:
    return Ocr()


def words(ocr: Ocr, image: Image.Image) -> set[str]:
    return set(ocr.read(image, PATIENT).text.lower().split())


def test_words_and_where_they_are(ocr):
    read = ocr.read(lettered("HAVRE", "ekologisk dryck"), PATIENT)
    assert {"HAVRE", "ekologisk dryck"} == {line.text for line in read.lines}
    assert all(line.confidence > 0.8 for line in read.lines)
    first = next(line for line in read.lines if line.text == "HAVRE")
    left, top, width, height = first.box
    assert left < 0.15
    assert top + height < 0.3
    assert 0.2 < width < 0.6


def test_upside_down_words_are_read(ocr):
    assert "havre" in words(ocr, lettered("HAVRE", "dryck").rotate(180))


def test_mirrored_words_are_not_taken_for_words(ocr):
    assert not {"ekologisk", "dryck"} & words(ocr, ImageOps.mirror(lettered("ekologisk", "dryck")))


def test_a_picture_without_words_has_none(ocr):
    blank = Image.new("RGB", (300, 400), (90, 120, 200))
    assert ocr.read(blank, PATIENT).lines == ()
    assert ocr.read(blank, PATIENT, glance=True).lines == ()


def test_a_glance_sees_that_there_are_words(ocr):
    assert ocr.read(lettered("HAVRE"), PATIENT, glance=True).text == "HAVRE"


def test_a_page_of_text_is_read_as_far_as_time_and_lines_go(ocr):
    page = lettered(*(f"line number {n}" for n in range(12)), size=30)
    assert ocr.read(page, 0.0).lines == ()
    assert not ocr.read(page, 0.0).whole
    few = Ocr(OcrOptions(lines=3)).read(page, PATIENT)
    assert len(few.lines) == 3
    assert not few.whole


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (2000, 3)])
def test_odd_sizes_are_no_trouble(ocr, size):
    assert ocr.read(Image.new("RGB", size, "white"), PATIENT).lines == ()


def test_weights_that_were_changed_are_refused(monkeypatch):
    changed = replace(RECOGNITION, sha256="0" * 64)
    monkeypatch.setattr("retrieval.reading.ocr.RECOGNITION", changed)
    with pytest.raises(ModelUnavailable, match=r"rapidocr.*pip install"):
        Ocr()
