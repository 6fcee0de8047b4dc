"""Which language a turn is in."""

from __future__ import annotations

import pytest

from assistant.languages.detecting import spoken

ENGLISH = [
    "a red mug under 30 euros", "cheaper", "show me more", "how heavy is it", "oak shelf",
    "will it fit an overhead bin 55 x 40", "waterproof?", "gift for a runner", "compare 1 and 3",
    "black or white", "is it in stock", "laptop bag", "why", "for my dad", "kettle", "glass",
]  # fmt: skip
GERMAN = [
    "rote Tasse unter 30 Euro", "ein blauer Rucksack", "billiger", "Teekanne", "grün",
    "Stehlampe aus Holz", "was kostet die zweite", "wie schwer ist er?", "die erste", "danke",
    "Gibt es das auch in grün?", "Geschenk für meine Mutter", "noch was günstigeres bitte",
    "Haben Sie Lampen?", "merk dir das", "kaffeemaschine bis 100", "gruene tasse fuer den opa",
]  # fmt: skip
CHINESE = ["找一个红色的马克杯", "便宜一点的", "iPhone 有吗", "第2个"]
UNTOLD = ["Sony WH-1000XM4", "ok", "2", "?!", "", "👍", "https://example.org"]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_heard(text: str) -> None:
    assert spoken(text, "de") == "en"


@pytest.mark.parametrize("text", GERMAN)
def test_german_is_heard(text: str) -> None:
    assert spoken(text, "en") == "de"


@pytest.mark.parametrize("text", CHINESE)
def test_chinese_is_heard(text: str) -> None:
    assert spoken(text, "en") == "zh"


@pytest.mark.parametrize("before", ["en", "de", "zh"])
@pytest.mark.parametrize("text", UNTOLD)
def test_what_does_not_tell_keeps_the_language(text: str, before: str) -> None:
    assert spoken(text, before) == before
