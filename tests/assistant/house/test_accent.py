from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.house import BadHouse
from assistant.house.accent import DARK, LEAST, LIGHT, checked_colour, contrast, style, tints

STYLE = Path(__file__).parents[3] / "assistant/ui/style.css"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # from WebAIM's contrast checker
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS)
def test_every_colour_can_be_read_in_both_themes(colour: str) -> None:
    for theme in (LIGHT, DARK):
        found = tints(colour, theme)
        for ground in (theme.paper, theme.surface, found.soft, found.ink):
            assert contrast(found.accent, ground) >= LEAST, (theme, ground, found)


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert tints("#1d5b4f", LIGHT).accent == "#1d5b4f"
    assert tints("#86c7b7", DARK).accent == "#86c7b7"


def test_a_colour_is_not_changed_further_than_it_takes() -> None:
    found = tints("#ffcc00", LIGHT)
    least = min(contrast(found.accent, one) for one in (LIGHT.paper, found.soft))
    assert LEAST <= least < LEAST + 0.5


@pytest.mark.parametrize("colour", ["teal", "#12", "#12345g", "#1234567", "rgb(1,2,3)", "#fff;}"])
def test_what_is_no_colour_is_named(colour: str) -> None:
    with pytest.raises(BadHouse, match=r"^accent: .*is no colour"):
        checked_colour(colour)


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    light, dark = re.findall(r"--paper: (#\w+);\s+--surface: (#\w+);", STYLE.read_text())
    assert light == (LIGHT.paper, LIGHT.surface)
    assert dark == (DARK.paper, DARK.surface)


def test_the_rules_take_the_place_of_the_page_s_own() -> None:
    rules = style("#aa0000").splitlines()
    assert [rule.split(" ")[0] for rule in rules] == [":root", ".dark"]
    assert all({"--accent:", "--accent-ink:", "--accent-soft:"} <= set(r.split()) for r in rules)
