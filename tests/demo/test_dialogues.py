"""The conversation sets keep to their format, and the catalogue can meet what they expect."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from demo.render.__main__ import DEMO

from .conftest import Row, read_table

FOLDER = DEMO / "evaluation"
OTHERS = DEMO.parent / "benchmarks" / "dialogues"
CHINESE = re.compile("[\u4e00-\u9fff]")
INTENTS = set(
    "search refine relax more_like more compare explain ask shortlist undo start_over "
    "small_talk out_of_scope".split()
)
INCLUDED = set("category brand colour material pattern size shop".split())
DROPPED = set(
    "price colour material brand category pattern size shop stock condition rating for "
    "dimensions attributes exclusions".split()
)
MEASURED = {"width", "height", "depth", "length", "diameter", "thickness", "weight"}
MEASURED |= {"capacity", "screen", "battery", None}
UNITS = {"mm", "cm", "m", "g", "kg", "ml", "l", "inch", "h", "hours"}
RELATIVE = {
    "price": {"lower", "higher"},
    "size": {"larger", "smaller"},
    "weight": {"lower", "higher"},
}
MUST = set(
    "intent constraints without shown all any near first changed cheaper sorted references table "
    "not_stated reply_has reply_lacks shortlist question language".split()
)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def turns(path: Path) -> Iterator[dict[str, Any]]:
    return (turn for dialogue in read(path) for turn in dialogue["turns"])


def assert_price(value: dict[str, Any]) -> None:
    assert value.keys() == {"amount", "currency"}
    assert value["amount"] > 0
    assert value["currency"] in {None, "EUR", "USD", "GBP", "CNY", "JPY", "CHF", "INR"}


def assert_words(groups: dict[str, list[str]], keys: set[str]) -> None:
    assert groups
    assert groups.keys() <= keys
    for words in groups.values():
        assert words
        assert len(set(words)) == len(words)
        assert all(w == w.lower() and not CHINESE.search(w) for w in words)


def assert_dimension(value: dict[str, Any]) -> None:
    assert value.keys() == {"name", "op", "value", "unit"}
    assert value["name"] in MEASURED
    assert value["op"] in {"<=", ">=", "~="}
    assert value["value"] > 0
    assert value["unit"] in UNITS


CHECKS = {
    "max_price": assert_price,
    "min_price": assert_price,
    "about_price": assert_price,
    "include": lambda v: assert_words(v, INCLUDED),
    "exclude": lambda v: assert_words(v, INCLUDED | {"words"}),
    "attributes": lambda v: assert_words(v, set(v)),
    "dimensions": lambda v: [assert_dimension(d) for d in v],
}
VALUES = {
    "in_stock": {True},
    "condition": {"new", "used", "refurbished"},
    "min_rating": {3, 3.5, 4, 4.5, 5},
    "sort": {"price_asc", "price_desc", "rating"},
    "quantity": set(range(2, 21)),
    "for": {"man", "woman", "boy", "girl", "kid", "baby"},
}


def assert_constraints(constraints: dict[str, Any]) -> None:
    for key, value in constraints.items():
        if key in CHECKS:
            CHECKS[key](value)
        elif key in VALUES:
            assert value in VALUES[key]
        elif key == "relative":
            assert all(way in RELATIVE[what] for what, way in value.items())
        else:
            assert key == "drop"
            assert set(value) <= DROPPED


def stems(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return " " + " ".join(re.sub(r"(?<=ch|sh|ss)es$|(?<!s)s$", "", w) for w in words) + " "


def meets(row: Row, condition: dict[str, Any]) -> bool:
    field, op, value = condition["field"], condition["op"], condition["value"]
    cell = " . ".join(row.values()) if field == "text" else row[field]
    if op in {"has", "lacks"}:
        values = value if isinstance(value, list) else [value]
        return any(stems(v) in stems(cell) for v in values) == (op == "has")
    if isinstance(value, str):
        return cell == value
    if not cell:
        return False
    number = float(cell)
    return {"<=": number <= value, ">=": number >= value, "<": number < value}.get(
        op, number == value
    )


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return read_table(FOLDER / "catalog.csv")


@pytest.fixture(scope="module")
def utterances() -> list[dict[str, Any]]:
    return read(FOLDER / "utterances.jsonl")


def test_utterances_keep_to_the_format(utterances) -> None:
    for line in utterances:
        assert line.keys() <= {"say", "context", "expect"}
        expect, context = line["expect"], line.get("context", {"shown": 0})
        assert expect["intent"] in INTENTS
        assert context.keys() <= {"shown", "photo", "constraints"}
        assert_constraints(context.get("constraints", {}))
        assert_constraints(expect["constraints"])
        assert ("drop" in expect["constraints"]) == (expect["intent"] == "relax")
        positions = expect.get("references", {}).get("items", [])
        assert all(p == -1 or 1 <= p <= context["shown"] for p in positions)


def test_utterances_are_many_varied_and_half_chinese(utterances) -> None:
    assert len(utterances) >= 320
    assert len({(u["say"], str(u.get("context"))) for u in utterances}) == len(utterances)
    assert {u["expect"]["intent"] for u in utterances} == INTENTS
    chinese = sum(bool(CHINESE.search(u["say"])) for u in utterances)
    assert 0.45 <= chinese / len(utterances) <= 0.55


def test_brands_asked_for_exist(utterances, rows) -> None:
    brands = {r["brand"].lower() for r in rows}
    for line in utterances:
        asked = line["expect"]["constraints"]
        for group in (asked.get("include", {}), asked.get("exclude", {})):
            assert set(group.get("brand", [])) <= brands


@pytest.mark.parametrize(
    ("path", "least"),
    [
        (FOLDER / "dialogues.jsonl", 45),
        (OTHERS / "magento" / "dialogues.jsonl", 20),
        (OTHERS / "held-out" / "dialogues.jsonl", 20),
        (OTHERS / "held-out-2" / "dialogues.jsonl", 15),
        (OTHERS / "held-out-3" / "dialogues.jsonl", 20),
        (OTHERS / "held-out-4" / "dialogues.jsonl", 20),
        (OTHERS / "held-out-5" / "dialogues.jsonl", 20),
        (OTHERS / "held-out-6" / "dialogues.jsonl", 20),
        (OTHERS / "held-out-7" / "dialogues.jsonl", 20),
    ],
    ids=["demo", "magento", "first", "second", "third", "fourth", "fifth", "sixth", "seventh"],
)
def test_dialogues_keep_to_the_format(path: Path, least: int) -> None:
    dialogues = read(path)
    assert len(dialogues) >= least
    assert len({d["name"] for d in dialogues}) == len(dialogues)
    assert all(4 <= len(d["turns"]) <= 10 for d in dialogues)
    for turn in turns(path):
        must = turn["must"]
        assert turn.keys() <= {"say", "photo", "must"}
        assert must.keys() <= MUST
        assert "photo" not in turn or (path.parent / turn["photo"]).is_file()
        said = must.get("intent", [])
        intents = said if isinstance(said, list) else [said]
        assert set(intents) <= INTENTS
        assert_constraints(must.get("constraints", {}))
        assert set(must.get("without", [])) <= DROPPED | {"sort"}
    chinese = sum(bool(CHINESE.search(t["say"])) for t in turns(path))
    assert chinese >= sum(1 for _ in turns(path)) / 4


def test_the_catalogue_can_meet_what_a_turn_expects(rows) -> None:
    for turn in turns(FOLDER / "dialogues.jsonl"):
        must, say = turn["must"], turn["say"]
        fitting = [r for r in rows if all(meets(r, c) for c in must.get("all", []))]
        if must.get("shown") != 0:
            assert fitting, say
        if "first" in must and "all" in must:
            assert any(all(meets(r, c) for c in must["first"]) for r in fitting), say
