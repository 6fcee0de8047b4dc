"""Ways to steer without words: an order, a facet, a range of prices, what is in stock, more.

Each is said in the conversation as if it had been typed, and is a state that can be undone.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from assistant.constraints.price import Price
from assistant.dialogue import DialogueAnswer
from assistant.language import Wishes
from assistant.languages.filling import capital
from assistant.ui.facets import Facet, Found, found_by
from assistant.ui.labels import value_word
from assistant.ui.pricing import Purse
from assistant.ui.rendering import render
from assistant.ui.sessions import Session
from assistant.ui.texts import Texts
from retrieval.errors import BadQuery
from retrieval.money import Money

SORTS = ("", "price_asc", "price_desc", "rating")
"""Orders that can be chosen, the best match first."""
LARGEST = Decimal(10) ** 9


def sorted_by(session: Session, name: str, t: Texts) -> tuple[Wishes, str]:
    """The wishes in another order, and that in words. Raises `BadQuery`."""
    if name not in SORTS:
        raise BadQuery(t("gone"))
    words = t(f"sort_{name}") if name else t("sort_best")
    return replace(_wishes(session), sort=name), words


def within(session: Session, facet: str, value: str, t: Texts) -> tuple[Wishes, str]:
    """The wishes with one value of a facet. Raises `BadQuery` for one that nothing states."""
    known = {one.name: {value for value, _ in one.values} for one in _found(session).facets}
    if value not in known.get(facet, ()):
        raise BadQuery(t("gone"))
    wishes = _wishes(session)
    if facet.startswith("attributes."):
        name = facet.removeprefix("attributes.")
        said = {"name": value_word("attribute", name, t), "value": value_word(name, value, t)}
        words = t("attribute", **said)
        return replace(wishes, attributes={**wishes.attributes, name: (value,)}), words
    words = t("from_shop", value=value) if facet == "shop" else value_word(facet, value, t)
    return replace(wishes, include={**wishes.include, facet: (value,)}), words


def priced(session: Session, text: str, t: Texts) -> tuple[Wishes, str]:
    """The wishes with a range of prices, "10|50", either of them "" for none. Raises `BadQuery`."""
    low, _, high = text.partition("|")
    currency = currency_of(session)
    least, most = _money(low, currency, t), _money(high, currency, t)
    if least and most and most < least:
        least, most = most, least
    said = [t("min_price", price=t.short_money(least))] if least else []
    said += [t("max_price", price=t.short_money(most))] if most else []
    words = t("comma").join(said) or t("relax_price")
    return _wishes(session).having([Price(least, most)]), words


def stocked(session: Session, text: str, t: Texts) -> tuple[Wishes, str]:
    """The wishes with what is in stock alone, or with all."""
    only = text == "yes"
    return replace(_wishes(session), in_stock=only), t("in_stock_only" if only else "relax_stock")


def stated_currency(session: Session) -> str:
    """The shopper's currency: the one chosen, else that of the limits they named, else ""."""
    stated = [one.currency for one in _wishes(session).price_range if one]
    return next(filter(None, [session.currency, *stated]), "")


def currency_of(session: Session) -> str:
    """The currency that a range of prices is in: the shopper's, else that of the first thing
    shown."""
    shown = [one.offer.price.currency for one in session.screen if one.offer.price]
    return next(filter(None, [stated_currency(session), *shown]), "")


def go_on(session: Session, t: Texts) -> DialogueAnswer:
    """More of the same: below what is shown already, and numbered after it."""
    conversation = session.conversation
    before = session.screen
    answer = conversation.act("more", language=t.language)
    new = [one for one in answer.recommendations if one not in before]
    if not new or answer.recommendations == before:
        return answer
    screen = (*before, *new)
    conversation.state = replace(conversation.state, screen=screen)
    return replace(answer, recommendations=screen)


def is_all(session: Session, found: Found) -> bool:
    """Whether everything that fits is shown; where no kind was wished for, there is always more."""
    wishes = session.conversation.state.wishes
    return "category" in wishes.include and len(session.screen) >= found.total


def render_steer(session: Session, found: Found, t: Texts, purse: Purse) -> str:
    """The ways to steer, as HTML above the cards."""
    wishes = session.conversation.state.wishes
    low, high = wishes.price_range
    currency = currency_of(session)
    values = {
        "facets": [_facet(one, t) for one in found.facets],
        "sorts": [(one, t(f"sort_{one}") if one else t("sort_best")) for one in SORTS],
        "sort": wishes.sort,
        "in_stock": wishes.in_stock,
        "currency": currency,
        "low": _plain(low, currency, purse),
        "high": _plain(high, currency, purse),
        "lowest": _plain(found.lowest, currency, purse),
        "highest": _plain(found.highest, currency, purse),
        "shown": len(session.screen),
        "total": max(found.total, len(session.screen)),
    }
    return render("steer.html", t, **values)


def _facet(one: Facet, t: Texts) -> dict:
    name = one.name.removeprefix("attributes.")
    return {
        "name": one.name,
        "label": capital(t.known(f"facet_{name}", value_word("attribute", name, t))),
        "values": [(value, value_word(one.name, value, t), count) for value, count in one.values],
    }


def _found(session: Session) -> Found:
    return found_by(session.conversation.assistant, session.conversation.state)


def _wishes(session: Session) -> Wishes:
    return session.conversation.state.wishes


def _plain(price: Money | None, currency: str, purse: Purse) -> str:
    """A price in a field: whole where nothing is lost."""
    if price is None:
        return ""
    worth = purse.rates.convert(price, currency) or price
    return f"{worth.amount:f}".removesuffix(".00")


def _money(text: str, currency: str, t: Texts) -> Money | None:
    if not text.strip():
        return None
    try:
        figure = Decimal(text.strip().replace(",", "."))
    except InvalidOperation as error:
        raise BadQuery(t("no_amount", text=text)) from error
    if not (figure.is_finite() and 0 <= figure <= LARGEST):
        raise BadQuery(t("no_amount", text=text))
    return Money.of(figure, currency)
