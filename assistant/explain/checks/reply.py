"""A check of sentences as they will be read, whoever wrote them: a template or a language model.

Whatever they quote must stand in a shop's text, a review, or what the shopper said; every price,
shop and figure must be one of what is on the screen, or of what was counted for this reply.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import permutations

from assistant.comparison import named
from assistant.explain.checks.notation import Notation, bare
from assistant.explain.checks.prices import convert
from assistant.explain.checks.record import harmless
from assistant.explain.evidence import Shown
from assistant.languages.pack import DEFAULT, codes
from retrieval.catalogue import Catalogue
from retrieval.money import Money
from retrieval.offers import Offer, Review
from retrieval.rates import Rates


class ReplyChecker:
    """Knows what may be said beside one screen."""

    def __init__(
        self,
        catalogue: Catalogue,
        shown: Sequence[Shown],
        *,
        shops: Iterable[str],
        said: Iterable[str] = (),
        amounts: Iterable[Money] = (),
        counts: Iterable[float] = (),
        limits: Iterable[Money] = (),
        language: str = DEFAULT,
    ) -> None:
        """Read again what is stored of the products shown.

        `shops` are all there are; `said` are the shopper's words and what else may be quoted;
        `amounts` are sums that were reckoned or counted, `limits` what a price was to be, in
        whose currencies prices may be told as well, `counts` what was counted for this reply;
        `language` is the reply's.
        """
        products = catalogue.products([one.product.product_id for one in shown])
        offers = [offer for product in products for offer in product.offers]
        keys = [(o.source, o.offer_id) for o in offers]
        reviews = catalogue.reviews.of_offers(keys)
        answers = catalogue.questions.of_offers(keys)
        rates = Rates.of(catalogue.folder)
        self._texts = [*_texts(offers, reviews), *said]
        self._texts += [text for one in answers for text in (one.text, one.answer)]
        self._foreign = [s for s in shops if not s.islower()]  # "shop" is a word as well
        self._shops = {offer.source for offer in offers}
        self._notation = Notation.of(language)
        limits = list(limits)
        asked = [*amounts, *limits]
        self._moneys = {*asked, *_amounts(offers, rates, limits)}
        self._numbers = _stated_numbers(self._texts)
        # prices of shops that state no currency are figures like others
        self._numbers |= {float(one.amount) for one in self._moneys if not one.currency}
        self._numbers |= {float(one.amount) for one in asked}
        self._numbers |= {float(n) for n in (rates.day.year, rates.day.month, rates.day.day)}
        self._numbers |= {float(n) for n in range(max(len(reviews), len(shown)) + 1)}
        self._numbers |= {float(count) for count in counts}
        self._numbers |= {float(n) for one in reviews for n in _DAY.findall(one.written)}

    @cached_property
    def _amounts(self) -> set[str]:
        """Every price that may be told, as it is written; written when a sentence tells one."""
        coded = {self._notation.coded(one) for one in self._moneys if one.currency}
        return coded | set(map(self._notation.amount, self._moneys))

    def problem(self, sentence: str) -> str:
        """What a sentence says that nothing bears out, "" for nothing."""
        for quote in self._notation.quoted.findall(sentence):
            piece = quote.removeprefix("… ").removesuffix(" …")
            if not any(piece in text for text in self._texts):
                return "a quote comes from nowhere"  # reasons are logged: not the words themselves
        for shop in sorted(self._shops, key=len, reverse=True):
            sentence = sentence.replace(shop, " ")  # whoever keeps the catalogue named it
        rest = self._notation.quoted.sub(" ", sentence)
        if not harmless(rest):
            return "it has markup or speaks to a program"
        for shop in self._foreign:
            if shop in rest and shop not in self._shops and not self._said(shop):
                return f"{shop} sells none of it"
        for amount in self._notation.amounts(rest):
            if bare(amount) not in self._amounts:
                return f"nothing costs {amount}"
        if wrong := self._notation.besides_prices(rest) - self._numbers:
            return f"{min(wrong):g} comes from nowhere"
        return ""

    def _said(self, words: str) -> bool:
        return any(words.casefold() in text.casefold() for text in self._texts)


_DAY = re.compile(r"\d+")
"""Year, month and day of a date as ISO 8601 writes it."""


def _texts(offers: Sequence[Offer], reviews: Sequence[Review]) -> Iterable[str]:
    for offer in offers:
        yield from (offer.title, offer.description, offer.category, offer.brand, offer.offer_id)
        for name, value in offer.attributes.items():
            yield from (value, f"{name.replace('_', ' ')}: {value}")
            yield ": ".join(named(name, value))  # "water_resistant_m" of 50
            yield " ".join(name.replace("_", " ").casefold().split())  # as answers name it
            yield ", ".join(re.split(r" *\| *", value))  # several values, as people list them
            if number := re.match(r"\d{4,}(?:\.\d+)?(?= (?:g|ml)$|$)", value):
                yield f"{float(number[0]) / 1000:g}"  # told in kilograms and litres
        if offer.rating is not None:
            yield f"{offer.rating:g}"
    yield from (review.text for review in reviews)


def _stated_numbers(texts: Iterable[str]) -> set[float]:
    """The numbers that shops' texts may mean: "1.250" is both of what it may be."""
    whole = "\n".join(texts)  # no figure and no word goes over a line
    return {number for code in codes() for number in Notation.of(code).numbers(whole)}


def _rounded(amount: Decimal | None, currency: str) -> Iterable[Money]:
    """The amounts in whole cents on both sides of one that is not whole."""
    if amount is not None:
        below = Money(int(amount / Money(1, currency).amount), currency)
        yield from (below, Money(below.minor + 1, currency))


def _amounts(offers: Sequence[Offer], rates: Rates, limits: Iterable[Money]) -> Iterable[Money]:
    """Every price, in every currency there is and the `limits` are in, and how far any two of
    prices and limits are apart."""
    prices = list(dict.fromkeys([*(o.price for o in offers if o.price), *limits]))
    currencies = {price.currency for price in prices} - {""}
    for price in prices:
        yield price
        for currency in currencies - {price.currency}:
            yield from _rounded(convert(price, currency, rates), currency)
    for one, other in permutations(prices, 2):
        worth = convert(other, one.currency, rates)
        if worth is not None:
            gap = abs(worth - one.amount)
            yield from _rounded(gap, one.currency)
