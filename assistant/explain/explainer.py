"""From products on the screen to reasons: make claims, check them, put them into words."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeGuard

from assistant.explain.asking import Asked
from assistant.explain.checker import Checker
from assistant.explain.claims import Claim, Reviewed
from assistant.explain.evidence import Evidence, Shown, quotable
from assistant.explain.makers import MAKERS
from assistant.explain.makers.difference import differences
from assistant.explain.makers.place import place_claims
from assistant.explain.makers.review import review_claims
from assistant.explain.makers.similar import similar_claims
from assistant.explain.phrases import LANGUAGES
from assistant.explain.reason import Reason
from assistant.explain.telling import most_telling
from retrieval.catalogue import Catalogue
from retrieval.catalogue.heard import of_one
from retrieval.offers import Review
from retrieval.opinions import Mention, frequent_nouns, mentions
from retrieval.opinions.faults import Fault, faults
from retrieval.rates import Rates

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Voices:
    """What buyers wrote of one product, and the faults that they find."""

    reviews: tuple[Review, ...]  # that count
    faults: tuple[Fault, ...]
    mentions: tuple[Mention, ...] = ()


class Explainer:
    """Reasons for what is shown of one catalogue. Safe to use from several threads."""

    def __init__(self, catalogue: Catalogue, rates: Rates) -> None:
        self.catalogue = catalogue
        self.rates = rates

    def reasons(self, shown: Sequence[Shown], asked: Asked) -> list[list[Reason]]:
        """The verified reasons for each product, which are in the order of the screen; the most
        telling first."""
        checker = Checker(self.catalogue, shown)
        claims = [
            self._verified(checker, one, (c for make in MAKERS for c in make(one)))
            for one in self._evidence(shown, asked)
        ]
        return [
            [reason(c, asked.language) for c in one] for one in most_telling(claims, asked.just)
        ]

    def differences(
        self, shown: Sequence[Shown], position: int, rival: int, asked: Asked
    ) -> list[Claim]:
        """What verifiably sets one product apart from another, positions from 0."""
        evidence = Evidence(shown, position, asked, self.rates)
        claims = differences(evidence, rival)
        return self._verified(Checker(self.catalogue, shown), evidence, claims)

    def opinions(self, shown: Sequence[Shown], asked: Asked) -> list[str]:
        """What buyers verifiably say of each product, in few words; "" where they say nothing."""
        checker, language = Checker(self.catalogue, shown), LANGUAGES[asked.language]
        return [
            language.opinions(
                [review.rating for review in one.reviews if review.rating],
                [c for c in self._verified(checker, one, review_claims(one)) if _is_review(c)],
            )
            for one in self._evidence(shown, asked)
        ]

    def reviewed(self, shown: Shown, asked: Asked) -> list[Claim]:
        """What buyers verifiably say of one product, aspect by aspect, with quotes."""
        (evidence,) = self._evidence([shown], asked)
        claims = chain(similar_claims(evidence), review_claims(evidence))
        return self._verified(Checker(self.catalogue, [shown]), evidence, claims)

    def stores(self, shown: Sequence[Shown], asked: Asked) -> list[list[Claim]]:
        """What verifiably holds of the nearest store of each product, which may be shown anywhere:
        of its best offer, whose branches are known."""
        checker = Checker(self.catalogue, shown)
        every = (Evidence(shown, n, asked, self.rates) for n in range(len(shown)))
        return [self._verified(checker, one, place_claims(one)) for one in every]

    def voices(self, shown: Shown) -> Voices:
        """The reviews of one product and the faults that they find: all of them, also where what a
        review says may not be quoted."""
        (evidence,) = self._evidence([shown], Asked())
        said = tuple(evidence.reviews)
        judged = mentions(shown.product, said, evidence.nouns)
        return Voices(said, faults(said, judged, quotable), judged)

    def _evidence(self, shown: Sequence[Shown], asked: Asked) -> list[Evidence]:
        nouns = frequent_nouns(self.catalogue)
        keys = [{(o.source, o.offer_id) for o in one.product.offers} for one in shown]
        every = self.catalogue.reviews.of_offers(list(set().union(*keys)))
        mine = [of_one(every, some) for some in keys]
        return [
            Evidence(
                shown, position, asked, self.rates,
                [one for one in said if not one.echo], nouns, [one for one in said if one.echo],
            )
            for position, said in enumerate(mine)
        ]  # fmt: skip

    @staticmethod
    def _verified(checker: Checker, evidence: Evidence, claims: Iterable[Claim]) -> list[Claim]:
        """Those of the claims that hold; the others are noted, never said."""
        kept = []
        for claim in claims:
            if problem := checker.problem(claim, evidence.position):
                said = type(claim).__name__ if claim.private else claim
                log.info("Not said: %s, as %s", said, problem)
            else:
                kept.append(claim)
        return kept


def _is_review(claim: Claim) -> TypeGuard[Reviewed]:
    return isinstance(claim, Reviewed)


def reason(claim: Claim, language: str) -> Reason:
    """A verified claim in words."""
    return Reason(LANGUAGES[language].label(claim), claim.kind, *claim.evidence, claim)
