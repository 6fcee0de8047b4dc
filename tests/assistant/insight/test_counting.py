"""Turns of a real conversation, what is counted of them, and what never reaches the disk."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.assistant import Assistant
from assistant.dialogue import Conversation
from assistant.insight import Insight, Seen
from assistant.turn import Turn
from retrieval import indexing
from retrieval.catalogue import Catalogue
from retrieval.encoders import load_encoder
from retrieval.money import Money
from retrieval.offers import Offer

IDENTIFYING = (
    "Wilhelmina", "Schmidtlein", "wilhelmina@shop.example", "0171", "7391846205", "Lindenallee",
    "10115", "王小明", "13917264508",
)  # fmt: skip
SAID = (
    "My name is Wilhelmina Schmidtlein, wilhelmina@shop.example, and I want a scooter",
    "call 0171 7391846205 when you have a red mug under 2 euros",
    "does it ship to Lindenallee 7, 10115 Berlin?",
    "a trampoline for Wilhelmina Schmidtlein",
    "我叫王小明，电话13917264508，想要滑板车",
    "wilhelmina schmidtlein lindenallee",
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    catalogue = Catalogue.create(tmp_path_factory.mktemp("insight") / "catalog")
    offers = [
        Offer(
            source="Alder",
            offer_id=f"{colour} {kind}",
            title=f"{colour} {kind}",
            category=f"Home > {kind.capitalize()}s",
            price=Money.of(10, "EUR"),
            attributes={"colour": colour.lower()},
        )
        for kind in ("mug", "lamp")
        for colour in ("Red", "Blue")
    ]
    catalogue.save_source("Alder", "table", "")
    catalogue.save_offers(offers)
    with catalogue.writing():
        indexing.update(catalogue, load_encoder("compact"))
    catalogue.close()
    return Assistant.open(catalogue.folder)


@pytest.fixture
def insight(shop: Assistant) -> Iterator[Insight]:
    found = Insight(SimpleNamespace(assistant=shop))  # type: ignore[arg-type]
    yield found
    if tallies := found.tallies:
        tallies.forget_all()
        tallies.counting = True
    found.close()


def talk(shop: Assistant, insight: Insight, *said: str, who: str = "one") -> None:
    conversation = Conversation(shop)
    for text in said:
        before = conversation.state.wishes
        insight.turn(Seen(who, before, conversation.say(Turn(text))))


def counted(insight: Insight) -> dict[tuple[str, str, str], int]:
    assert insight.tallies is not None
    return {(o.kind, o.what, o.detail): o.count for o in insight.tallies.since(date.min)}


def test_what_is_wished_for_and_given_up_is_counted(shop: Assistant, insight: Insight) -> None:
    talk(shop, insight, "a red mug", "forget the colour")
    found = counted(insight)
    assert found["turn", "", ""] == 2
    assert [what for kind, what, _ in found if kind == "wished"] == ["mug"]
    assert [what for kind, what, _ in found if kind == "given_up"] == ["colour"]


def test_what_is_not_there_is_counted_in_its_words(shop: Assistant, insight: Insight) -> None:
    talk(shop, insight, "do you have a trampoline?", "a mug under 1 euro")
    words = [what for kind, what, _ in counted(insight) if kind == "nothing"]
    assert "trampoline" in " ".join(words)
    assert "mug" in " ".join(words)


def test_a_question_to_the_shop_is_counted_by_its_kind(shop: Assistant, insight: Insight) -> None:
    talk(shop, insight, "what does delivery cost?", "what will the weather be tomorrow?")
    refused = {what for kind, what, _ in counted(insight) if kind == "refused"}
    assert refused == {"delivery", "world"}


def test_clicks_and_thumbs_are_counted(shop: Assistant, insight: Insight) -> None:
    insight.opened(shop.catalogue.offer("Alder", "Red mug"))
    insight.rated("up")
    insight.rated("down")
    insight.explained("wrong_facts")
    assert counted(insight) == {
        ("opened", "Alder", "Red mug"): 1,
        ("up", "", ""): 1,
        ("down", "", ""): 1,
        ("why", "wrong_facts", ""): 1,
    }


def test_nothing_that_identifies_reaches_the_disk_or_the_log(
    shop: Assistant, insight: Insight, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for number in range(2):  # two shoppers of one name are no crowd
        talk(shop, insight, *SAID, who=f"conversation {number}")
    assert counted(insight)["turn", "", ""] == 2 * len(SAID)
    for path in shop.catalogue.folder.rglob("*"):
        content = path.read_bytes().lower() if path.is_file() else b""
        for word in IDENTIFYING:
            assert word.lower().encode() not in content, (word, path.name)
    assert not [word for word in IDENTIFYING if word.lower() in caplog.text.lower()]


def test_the_keeper_s_switch_stops_it(shop: Assistant, insight: Insight) -> None:
    assert insight.tallies is not None
    insight.tallies.counting = False
    talk(shop, insight, "a red mug")
    assert counted(insight) == {}


def test_where_it_is_off_there_is_no_file(shop: Assistant, tmp_path: Path) -> None:
    catalogue = Catalogue.create(tmp_path / "catalog")
    off = Insight(SimpleNamespace(assistant=SimpleNamespace(catalogue=catalogue)), on=False)  # type: ignore[arg-type]
    off.rated("up")
    assert off.tallies is None
    assert not list(catalogue.folder.glob("insight*"))
    catalogue.close()


def test_a_shopper_never_notices_that_it_fails(
    shop: Assistant, insight: Insight, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    assert insight.tallies is not None
    monkeypatch.setattr(insight.tallies, "add", full)
    talk(shop, insight, "a red mug")
    assert counted(insight) == {}
