"""Barcodes drawn by an independent renderer."""

from PIL import Image

from benchmarks.barcodes import wrong
from retrieval.reading.barcodes import read_gtins
from tests.retrieval.reading.drawing import lettered, with_code

CODE = "4006381333931"
OTHER = "7310865004703"


def test_a_code_is_read_whichever_way_it_is_turned():
    for angle in (0, 20, 90, 135, 180):
        turned = with_code(CODE).rotate(angle, Image.Resampling.BICUBIC, fillcolor="grey")
        assert read_gtins(turned) == ("0" + CODE,)


def test_the_code_that_is_held_up_comes_first():
    assert read_gtins(with_code(CODE, OTHER)) == ("0" + CODE, "0" + OTHER)
    assert read_gtins(with_code(OTHER, CODE)) == ("0" + OTHER, "0" + CODE)


def test_a_wrong_check_digit_is_no_number():
    assert read_gtins(with_code(wrong(CODE))) == ()


def test_a_number_that_a_shop_gives_out_itself_names_nothing():
    assert read_gtins(with_code("2000000000015")) == ()


def test_words_are_no_code():
    assert read_gtins(lettered("4006381333931", "OATLY", "mjölk")) == ()
