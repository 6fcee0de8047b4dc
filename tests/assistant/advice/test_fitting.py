"""Whether a thing fits: which of its sizes meets the size that was named, and which way."""

from __future__ import annotations

import pytest

from assistant.advice.fitting import fits, named_sizes
from retrieval.facts import Facts
from retrieval.offers import Offer


def facts(**attributes: str) -> Facts:
    return Facts(Offer("shop", "1", title="A thing", attributes=attributes))


BOX = facts(width_cm="30", height_cm="50", depth_cm="20", weight_g="1500", capacity_l="12")
ROUND = facts(diameter_cm="24", height_cm="40")
HAT = facts(head_cm="58", weight_g="110")
LAMP = facts(battery_hours="12", height_cm="20")


@pytest.mark.parametrize(
    ("thing", "words", "names", "size", "so"),
    [
        (BOX, "38 cm", ["width"], 300, True),
        (BOX, "38 cm", ["height"], 500, False),
        (BOX, "18厘米吗", ["depth"], 200, False),
        (BOX, "38 cm", [], 300, True),  # across, where nothing is said
        (ROUND, "25 cm", ["depth"], 240, True),  # round things are as deep as they are wide
        (BOX, "2 kilos", [], 1500, True),
        (BOX, "10 litres", [], 12_000, True),  # a volume is to be held
        (BOX, "15升吗", [], 12_000, False),
        (HAT, "56 cm", ["head"], 580, True),
        (LAMP, "10小时", ["battery"], 12, True),
        (LAMP, "14 hours", [], 12, False),
    ],
)
def test_the_size_that_is_meant_decides(thing, words, names, size, so):
    (said,) = named_sizes(words)
    found = fits(thing, said, names, True if "head" in names else None)
    assert found is not None
    assert (found.stated[0].value, found.is_so) == (size, so)


def test_another_size_is_no_answer():
    (said,) = named_sizes("38 cm")
    assert fits(facts(width_cm="30"), said, ["height"]) is None
    assert fits(facts(width_cm="30"), named_sizes("2 kg")[0]) is None


def test_what_is_to_be_exceeded_is_held():
    (said,) = named_sizes("1 kg")
    over, under = fits(BOX, said, (), True), fits(BOX, said, (), False)
    assert over
    assert under
    assert (over.is_so, under.is_so) == (True, False)
