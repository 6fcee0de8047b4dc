"""What a language has to bring along to put claims into words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from assistant.explain.claims import Claim, Reviewed

Writer = Callable[[Any], "Phrase"]
"""Puts the claims of one type into words."""


@dataclass(frozen=True)
class Phrase:
    """A claim in words, to stand alone on a card or within a sentence."""

    text: str  # "72 cm wide"
    verb: str = "is"
    subject: str = ""  # "" for the product itself
    note: str = ""  # what it is said for: "you asked for at most 80 cm"
    rates: str = ""  # by the exchange rates of which day
    versus: str = ""  # beside what: " than the second"; left out where that goes without saying


class Language(ABC):
    """Puts verified claims into words."""

    writers: ClassVar[Mapping[type[Claim], Writer]]

    def phrase(self, claim: Claim) -> Phrase:
        """The words of a claim."""
        return self.writers[type(claim)](claim)

    @abstractmethod
    def place(self, position: int) -> str:
        """An item on the screen by its position, from 1: "the second"."""

    @abstractmethod
    def attribute(self, name: str, stated: str) -> str:
        """An attribute as the rest of a sentence: "is 72 cm wide", "has green lenses"."""

    @abstractmethod
    def label(self, claim: Claim) -> str:
        """A claim by itself, as on a card: no full stop."""

    @abstractmethod
    def sentences(
        self,
        claims: Sequence[Claim],
        subject: str = "",
        *,
        implied: bool = False,
        undated: bool = False,
    ) -> list[str]:
        """Claims about one product as sentences.

        `subject` names it where "it" would not do; with `implied` it is understood beside what
        the product is said to differ, with `undated` by which day's rates prices are compared.
        """

    @abstractmethod
    def opinions(self, stars: Sequence[float], claims: Sequence[Reviewed]) -> str:
        """What buyers say, for a cell of a table; "" where there is nothing."""
