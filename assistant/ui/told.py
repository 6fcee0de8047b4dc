"""What a card tells of a thing: how it meets this wish, never how it differs from other cards."""

from __future__ import annotations

import re
from math import ceil

from assistant.comparison import merge_statements
from assistant.dialogue.missing import contradicted, lacking
from assistant.explain.claims import (
    InStock,
    Likeness,
    Meets,
    Otherwise,
    PriceFits,
    PriceOff,
    Quoted,
)
from assistant.explain.reason import Reason
from assistant.language import Wishes
from assistant.languages.filling import capital
from assistant.recommendation import Recommendation
from assistant.ui.pricing import Purse
from assistant.ui.texts import Texts
from retrieval.facts import Facts
from retrieval.lexical import plain
from retrieval.money import Money
from retrieval.offers import Product

MOST = 2
MOST_FACTS = 6
LONGEST = 30  # characters of a fact's value: a line of a card
ALREADY = ("brand", "condition")
"""What is told of a thing elsewhere, or goes without saying."""
ORDER = ("constraint", "review", "wording", "photo", "missing")
"""Kinds of reasons that a card may give, the most telling first."""
_BLANK = re.compile(r"\s")
_SIZE = re.compile(r"(\d) ([a-zA-Z]{1,2})(?!\w)")
_CHINESE_SIZE = re.compile(r"(\d)([\u4e00-\u9fff])")


def told(one: Recommendation, wishes: Wishes, purse: Purse, t: Texts) -> list[str]:
    """One or two reasons, what it misses first."""
    missed = [over] if (over := _over(one, wishes, purse, t)) else []
    missed += [said.rstrip(".。") for said in lacking(one, t.language)]
    others = [said for said in one.reasons if isinstance(said.fact, Otherwise)]
    missed += [capital(said.claim) for said in others if one.misses]
    reasons = [
        capital(reason.claim)
        for reason in _telling(one.reasons)
        if not (reason.fact and contradicted(one, reason.fact))
    ]
    return list(dict.fromkeys([*missed, *reasons]))[:MOST]


def facts(product: Product, t: Texts) -> list[str]:
    """ "Height 12 cm": what its shops agree on and its title leaves open, in the page's words,
    sizes first."""
    title = plain(product.title_in(t.language) or product.title)
    agreed = [
        (one.name, one.values[0][0])
        for one in merge_statements(product.offers)
        if not (one.conflict or one.name in ALREADY or plain(one.values[0][0]) in title)
    ]
    agreed.sort(key=lambda fact: not fact[1][:1].isdigit())
    said = (_fact(name, value, t) for name, value in agreed)
    return list(filter(None, said))[:MOST_FACTS]


def _fact(name: str, value: str, t: Texts) -> str:
    words = t.speaker.words
    said, field = words.value(name, value), words.field(name)
    if not (said and field) or len(said) > LONGEST:
        return ""
    return capital(t.speaker.say("kinds.trait", name=field, values=together(said)))


def _telling(reasons: list[Reason]) -> list[Reason]:
    worth = [one for one in reasons if one.kind in ORDER and not _plain(one)]
    return sorted(worth, key=lambda one: ORDER.index(one.kind))


def _plain(reason: Reason) -> bool:
    """Whether a card says it already: its title, its price, how far that is over a limit, stock."""
    fact = reason.fact
    if isinstance(fact, Meets) and fact.facet in ("category", "shop"):
        return True
    if isinstance(fact, Likeness):
        return fact.rank != 1
    titled = isinstance(fact, Quoted) and fact.titled
    above = isinstance(fact, PriceOff) and fact.above
    return titled or above or isinstance(fact, (PriceFits, InStock))


def _over(one: Recommendation, wishes: Wishes, purse: Purse, t: Texts) -> str:
    """ "€12 over your limit"."""
    limit, price = wishes.price_range[1], one.offer.price
    if not limit or not price:
        return ""
    if wishes.pieces > 1:
        packs = ceil(wishes.pieces / Facts(one.offer).pack)
        price = Money(price.minor * packs, price.currency)
    worth = purse.rates.convert(price, limit.currency)
    if worth is None or worth.minor <= limit.minor:
        return ""
    over = Money(worth.minor - limit.minor, limit.currency)
    return t("over_limit", amount=t.short_money(over))


def together(text: str) -> str:
    """A title whose figures stay in one line with their units: "3 l", 3升."""
    return _CHINESE_SIZE.sub("\\1\u2060\\2", _SIZE.sub("\\1\u00a0\\2", text))


def shortened(text: str, most: int = 90) -> str:
    """The text, ended between two words where it is longer than `most` characters."""
    if len(text) <= most:
        return text
    cut = text[:most]
    blanks = [found.start() for found in _BLANK.finditer(cut)]
    return cut[: blanks[-1] if blanks else most].rstrip(" ,;:–-") + " …"
