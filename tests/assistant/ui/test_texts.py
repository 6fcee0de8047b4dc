from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.constraints import DROPPABLE
from assistant.ui import texts as module
from assistant.ui.texts import LANGUAGES, preferred, texts

UI = Path(module.__file__).parent
CONSTRAINTS = UI.parent / "constraints"


def test_every_text_that_the_page_asks_for_is_there_and_none_besides() -> None:
    sources = [*UI.rglob("*.py"), *(UI / "templates").glob("*.html"), *CONSTRAINTS.glob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    asked = set(re.findall(r"\b(?:t|self)\(\s*[\"'](\w+)[\"']", code))
    known = set(texts("en").table)
    assert asked <= known
    made = (
        r"(dimension|size|condition|for|sort|relax|did|part|field|stage|facet|theme|talk|why|rate|pace"
        r"|evidence|sync|notice|taste|watch|stance|act|store|pick_up|as)_.+"
        r"|(min|about)_price|(min|max|about)_price_joint"
    )
    others = {key for key in known - asked if not re.fullmatch(made, key)}
    assert not [key for key in others if not re.search(rf"[\"']{key}[\"']", code)]


def test_every_constraint_that_can_be_given_up_has_a_name() -> None:
    assert {f"relax_{name}" for name in DROPPABLE if name != "sort"} <= set(texts("en").table)


def test_one_and_many() -> None:
    t = texts("en")
    assert t("shops", n=1) == "1 shop"
    assert t("shops", n=2000) == "2,000 shops"
    assert texts("zh")("shops", n=1) == "1家店"


def test_a_word_of_the_catalogues_stays_where_the_page_has_none() -> None:
    assert texts("zh").known("field_availability", "stock") == "库存"
    assert texts("zh").known("field_handles", "handles") == "handles"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("zh", "zh"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("de, zh;q=0.5", "de"),
        ("fr, zh;q=0.5", "zh"),
        ("en;q=0.1, zh;q=0.5", "zh"),
        ("de-DE,fr", "de"),
        ("fr,it", "en"),
        (";;q=,zh;q=nonsense,*", "en"),
        ("zh;q=0.9" + ",x" * 1000, "zh"),
    ],
)
def test_the_page_opens_in_the_language_that_the_browser_likes_best(
    header: str, language: str
) -> None:
    assert preferred(header) == language
    assert language in LANGUAGES
