import pytest

from retrieval.matching.identifiers import gtin, model_codes, same_code, squash


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4006381333931", "04006381333931"),  # EAN-13
        ("036000291452", "00036000291452"),  # UPC-A
        ("96385074", "00000096385074"),  # EAN-8
        ("0-306-40615-2", "09780306406157"),  # ISBN-10
        ("4006381333930", ""),  # wrong check digit
        ("2012345678900", ""),  # a shop's own number
        ("0000000000000", ""),
        ("n/a", ""),
        ("", ""),
    ],
)
def test_item_numbers_are_checked_and_brought_to_one_form(text, number):
    assert gtin(text) == number


def test_model_numbers_meet_whatever_joins_them():
    assert model_codes("sony wh-1000xm4 headphones") == {"wh1000xm4"}
    assert model_codes("sony wh1000xm4") == {"wh1000xm4"}
    assert squash("WH 1000.XM4".lower()) == "wh1000xm4"


def test_sizes_and_ordinals_are_no_model_numbers():
    assert not model_codes("500gb 4th 1080p 10x42 7.5 2007 usb 3.0")
    assert model_codes("toner 12345") == {"12345"}


def test_makers_append_colours_to_numbers():
    assert same_code({"nn4tsblk"}, {"nn4tsblk", "x"}) == 1.0
    assert same_code({"xav5001100nas"}, {"xav5001"}) == pytest.approx(7 / 13)
    assert same_code({"ab1234"}, {"cd1234"}) == 0.0
