"""What a card tells of a thing: how it meets this wish, never how it differs from other cards."""

from __future__ import annotations

import re
from math import ceil

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
from retrieval.money import Money

MOST = 2
ORDER = ("constraint", "review", "wording", "photo", "missing")
"""Kinds of reasons that a card may give, the most telling first."""
_BLANK = re.compile(r"\s")
_SIZE = re.compile(r"(\d) ([a-zA-Z]{1,2})(?!\w)")


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
    """A title whose figures stay in one line with their units: "3 l"."""
    return _SIZE.sub("\\1\u00a0\\2", text)


def shortened(text: str, most: int = 90) -> str:
    """The text, ended between two words where it is longer than `most` characters."""
    if len(text) <= most:
        return text
    cut = text[:most]
    blanks = [found.start() for found in _BLANK.finditer(cut)]
    return cut[: blanks[-1] if blanks else most].rstrip(" ,;:–-") + " …"
