"""Where things are to be bought: at a shop by its name or country, in a currency, at the least."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.advice.superlatives import worth
from assistant.dialogue.outcome import Scene
from assistant.language import Vocabulary
from assistant.lexicon import Lexicon
from assistant.recommendation import Recommendation
from retrieval.offers import Offer
from retrieval.rates import Rates
from retrieval.words import plain

_SHOP = r"(?:shop|store|seller|place|site|的?(?:那|这)?(?:家|个)?(?:店|商店|商家))"
_LEAST = re.compile(
    r"\bcheap(?:est|er|ly)?(?: way| option| route)?\b|\bleast\b"
    r"|最便宜|最省|最划算|最低"
)
LEAST_NAME = 4  # letters of a word that names a shop


@dataclass(frozen=True)
class Where:
    """Which offers count: of these shops, in this currency, the cheapest; or as they are shown."""

    shops: frozenset[str] = frozenset()
    currency: str = ""  # that a sum is wanted in
    least: bool = False

    def __bool__(self) -> bool:
        return bool(self.shops or self.currency or self.least)

    def of(self, item: Recommendation, rates: Rates) -> Recommendation | None:
        """An item with the offer that counts first: one in stock, then the cheapest; None where
        none of the shops sells it."""
        if not self:
            return item
        sold = [one for one in item.product.offers if one.price]
        if self.shops:
            sold = [one for one in sold if one.source in self.shops]
        if self.currency and any(_in(one, self.currency) for one in sold):
            sold = [one for one in sold if _in(one, self.currency)]
        elif not (self.shops or self.least):
            sold = [item.offer]
        if not sold:
            return None
        best = min(sold, key=lambda one: _rank(one, rates))
        return replace(item, offers=(best, *(one for one in item.offers if one is not best)))


def where_said(scene: Scene) -> Where:
    """Where a turn wants things from."""
    text = scene.said.text
    columns = scene.assistant.searcher.columns
    shops = shops_named(text, columns.shops, scene.vocabulary)
    if match := _of_country().search(text):
        code = Lexicon.load().words["country"][match["country"].strip()]
        pairs = zip(columns.source.tolist(), columns.currency.tolist(), strict=True)
        shops |= frozenset(source for source, currency in set(pairs) if currency == code)
    return Where(shops, currency_asked(scene), bool(_LEAST.search(text)))


def shops_named(text: str, shops: Sequence[str], vocabulary: Vocabulary) -> frozenset[str]:
    """Shops by their names, or by the first words of them: "moss lane"."""
    known = {plain(shop): shop for shop in shops}
    found = {known[t.value] for t in vocabulary.find(text) if t.facet == "shop" if t.value in known}
    for name, shop in known.items():
        words = name.split()
        said = [
            word for word in words if len(word) >= LEAST_NAME and not _describes(word, vocabulary)
        ]
        short = [" ".join(words[:2]), *said]
        own = [one for one in short if not any(one in other for other in known if other != name)]
        if any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text) for one in own):
            found.add(shop)
    return frozenset(found)


def _describes(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word of a shop's name says of things what they are: the pine of "Harbor & Pine"."""
    return any(term.facet != "shop" or term.others for term in vocabulary.find(word))


def currency_asked(scene: Scene) -> str:
    """The currency that a sum is wanted in: one that is named without an amount."""
    text = scene.said.text
    for match in _currencies().finditer(text):
        before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
        if not (before[-1:].isdigit() or after[:1].isdigit()):
            return Lexicon.load().words["currency"][match[0]]
    return ""


ABOUT = 1.01
"""By how much the prices of one shop may be above those that are shown."""


def together(items: Sequence[Recommendation], rates: Rates) -> list[Recommendation]:
    """Items as they are to be bought where nobody said where: from one shop, where their prices
    are in several currencies and one shop has all of them in stock for no more; else as they are
    shown."""
    prices = {one.offer.price.currency for one in items if one.offer.price}
    if len(prices) < 2:
        return list(items)
    shops = [_stocking(one) for one in items]
    common = set.intersection(*shops) if shops else set()
    bought = [Where(frozenset({shop})) for shop in common]
    whole = [[where.of(one, rates) for one in items] for where in bought]
    found = [[one for one in row if one] for row in whole if all(row)]

    def cost(row: Sequence[Recommendation]) -> float:
        return sum(_rank(one.offer, rates)[1] for one in row)

    best = min(found, key=cost, default=[*items])
    return best if cost(best) <= ABOUT * cost(items) else [*items]


def _stocking(item: Recommendation) -> set[str]:
    """The shops that have an item."""
    return {o.source for o in item.product.offers if o.price and o.availability != "out_of_stock"}


def _in(offer: Offer, currency: str) -> bool:
    return bool(offer.price) and offer.price.currency == currency  # type: ignore[union-attr]


def _rank(offer: Offer, rates: Rates) -> tuple[int, float]:
    """In stock first, then by what it costs."""
    cost = float(worth(offer.price, rates)) if offer.price else float("inf")
    return offer.wait, cost


def _either(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _of_country() -> re.Pattern[str]:
    """ "the uk shop", 英国那家店."""
    words = _either(list(Lexicon.load().words["country"]))
    return re.compile(rf"(?<![a-z])(?P<country>{words})(?:\W*s)?\s*{_SHOP}")


@cache
def _currencies() -> re.Pattern[str]:
    words = Lexicon.load().words["currency"]
    latin = _either([one for one in words if one[-1].isascii() and one[-1].isalpha()])
    # single characters of Chinese are measure words as well, 块 above all
    signs = _either([one for one in words if not one.isascii() and one not in ("块", "元", "刀")])
    return re.compile(rf"\b(?:{latin})\b|(?:{signs})")
