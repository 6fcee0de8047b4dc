"""Watches: read strictly, answered from offers and price history, asked for in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.dialogue import Conversation
from assistant.turn import Turn
from assistant.watches import Watch, check
from assistant.watches.watch import watches_of
from retrieval.catalogue import Catalogue
from retrieval.errors import BadQuery
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.rates import shipped_rates

TODAY = datetime.now(UTC).date()


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """One thing that was 30 for a while, and costs 45 now; one that is sold out."""
    catalogue = Catalogue.create(tmp_path / "catalog")
    catalogue.save_source("shop", "table", "")
    pot = Offer("shop", "pot", title="Pot", price=Money.of(50, "EUR"), availability="in_stock")
    for price in (50, 30, 45):
        catalogue.save_offers([replace(pot, price=Money.of(price, "EUR"))])
    gone = Offer("shop", "pan", title="Pan", price=Money.of(9, "EUR"), availability="out_of_stock")
    catalogue.save_offers([gone])
    yield catalogue
    catalogue.close()


def product(catalogue: Catalogue, title: str) -> str:
    return next(one.product_id for one in catalogue.all_products() if one.title == title)


def state(catalogue: Catalogue, watch: Watch) -> str:
    return check(watch, catalogue, shipped_rates()).state


def test_a_price_is_met_missed_or_waited_for(catalogue: Catalogue) -> None:
    pot = product(catalogue, "Pot")
    assert state(catalogue, Watch(pot, "price", Money.of(45, "EUR"))) == "met"
    assert state(catalogue, Watch(pot, "price", Money.of(60, "USD"))) == "met"
    assert state(catalogue, Watch(pot, "price", Money.of(29, "EUR"))) == "waiting"
    missed = check(Watch(pot, "price", Money.of(40, "EUR"), TODAY), catalogue, shipped_rates())
    assert (missed.state, missed.price, missed.day) == ("missed", Money.of(30, "EUR"), TODAY)
    later = Watch(pot, "price", Money.of(40, "EUR"), TODAY + timedelta(days=1))
    assert state(catalogue, later) == "waiting"


def test_stock_is_met_when_a_shop_has_it(catalogue: Catalogue) -> None:
    pan = product(catalogue, "Pan")
    assert state(catalogue, Watch(pan, "stock")) == "waiting"
    assert state(catalogue, Watch(pan, "price", Money.of(10, "EUR"))) in ("waiting", "missed")
    back = Offer("shop", "pan", title="Pan", price=Money.of(9, "EUR"), availability="in_stock")
    catalogue.save_offers([back])
    assert state(catalogue, Watch(pan, "stock")) == "met"
    assert state(catalogue, Watch("p-unknown", "stock")) == "gone"


def test_what_is_written_is_read() -> None:
    watch = Watch("p1", "price", Money.of("39.50", "EUR"), date(2026, 11, 30))
    assert Watch.read(watch.as_dict()) == watch
    assert watches_of(json.dumps([watch.as_dict(), {"kind": "x"}, watch.as_dict()])) == (watch,)


@pytest.mark.parametrize(
    "wrong",
    [
        7,
        {"product": "p1"},
        {"product": "../x", "kind": "stock"},
        {"product": "p1", "kind": "price"},
        {"product": "p1", "kind": "price", "below": "forty"},
        {"product": "p1", "kind": "stock", "below": "40 EUR"},
        {"product": "p1", "kind": "stock", "since": "soon"},
        {"product": "p1", "kind": "stock", "mail": "a@b.example"},
    ],
)
def test_what_is_no_watch_is_refused_in_a_sentence(wrong: object) -> None:
    with pytest.raises(BadQuery, match=r"^[A-Z].+\.$"):
        Watch.read(wrong)
    assert watches_of(json.dumps([wrong])) == ()


@pytest.mark.parametrize("text", [None, "", "{", "7", "[" * 100_000])
def test_a_browsers_nonsense_is_no_watch(text: object) -> None:
    assert watches_of(text) == ()


@pytest.fixture(scope="module")
def assistant(catalog_folder: Path) -> Iterator[Assistant]:
    assistant = Assistant.open(catalog_folder)
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("words", "kind", "below"),
    [
        ("tell me when it is under 40", "price", "40.00 EUR"),
        ("let me know when it drops below 30 euros", "price", "30.00 EUR"),
        ("Sag mir, wenn es unter 40 Euro kostet", "price", "40.00 EUR"),
        ("降到40欧元以下告诉我", "price", "40.00 EUR"),
        ("tell me when it gets cheaper", "price", "58.99 EUR"),
    ],
)
def test_a_watch_is_asked_for_in_words(
    assistant: Assistant, words: str, kind: str, below: str
) -> None:
    talk = Conversation(assistant)
    talk.say(Turn("a red lamp"))
    before = talk.state.wishes
    answer = talk.say(Turn(words))
    assert [(one.kind, one.stated) for one in answer.watches] == [(kind, below)]
    assert answer.watches[0].product == answer.recommendations[0].product.product_id
    assert talk.state.wishes == before, "what is waited for limits nothing"


def test_what_is_there_need_not_be_waited_for(assistant: Assistant) -> None:
    talk = Conversation(assistant)
    talk.say(Turn("a red lamp"))
    assert talk.say(Turn("tell me when it is back in stock")).watches == ()
    assert talk.say(Turn("tell me when it is under 500 euros")).watches == ()
    talk.say(Turn("a grey lamp"))
    [watch] = talk.say(Turn("tell me when it's back in stock")).watches
    assert watch.kind == "stock"


@pytest.mark.parametrize(
    "words", ["tell me about the first", "a lamp under 40", "is it back in stock?"]
)
def test_other_turns_ask_for_no_watch(assistant: Assistant, words: str) -> None:
    talk = Conversation(assistant)
    talk.say(Turn("a red lamp"))
    assert talk.say(Turn(words)).watches == ()
