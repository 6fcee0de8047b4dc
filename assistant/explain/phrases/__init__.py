"""Sentences made of verified claims, in every language there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from assistant.explain.claims import Claim, Reviewed
from assistant.explain.phrases.wording import WORDINGS
from assistant.languages.clauses import Clause
from assistant.languages.pack import codes
from assistant.languages.speaker import Speaker, speaker
from assistant.languages.values import Value


class Language:
    """Puts verified claims into words."""

    def __init__(self, said: Speaker) -> None:
        self.said = said

    def phrase(self, claim: Claim) -> Clause:
        """The words of a claim."""
        wording = WORDINGS[type(claim)](claim)
        clause = self.said.clause(wording.keys, **wording.values)
        return replace(clause, note=self.said.write(wording.note)) if wording.note else clause

    def place(self, position: int) -> str:
        """An item on the screen by its position, from 1: "the second"."""
        return self.said.place(position)

    def label(self, claim: Claim) -> str:
        """A claim by itself, as on a card: no full stop."""
        return self.said.joiner.label(self.phrase(claim))

    def sentences(
        self,
        claims: Sequence[Claim],
        subject: str = "",
        *,
        implied: bool = False,
    ) -> list[str]:
        """Claims about one product as sentences.

        `subject` names it where "it" would not do; with `implied` it is understood beside what
        the product is said to differ.
        """
        clauses = [self.phrase(claim) for claim in claims]
        if implied:
            clauses = [replace(one, versus="") for one in clauses]
        return self.said.joiner.sentences(clauses, subject)

    def opinions(self, stars: Sequence[float], claims: Sequence[Reviewed]) -> str:
        """What buyers say, for a cell of a table; "" where there is nothing."""
        said = [self._aspect(one) for one in claims]
        if stars:
            said.insert(0, self.said.say("opinions.stars", mean=fmean(stars), n=len(stars)))
        return str(self.said.rules["semicolon"]).join(said)

    def _aspect(self, claim: Reviewed) -> str:
        aspect = Value("aspects", claim.aspect)
        return self.said.say(
            "opinions.aspect", aspect=aspect, praise=len(claim.praise), blame=len(claim.blame)
        )


LANGUAGES: dict[str, Language] = {code: Language(speaker(code)) for code in codes()}
"""Language of a reply → how it is written."""

__all__ = ["LANGUAGES", "Language"]
