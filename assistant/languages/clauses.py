"""Clauses about a product, and how a language joins them to sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from assistant.languages.filling import capital


@dataclass(frozen=True)
class Clause:
    """A claim in words, to stand alone on a card or within a sentence."""

    text: str  # "72 cm wide"
    verb: str = ""
    note: str = ""  # what it is said for: "you asked for at most 80 cm"
    versus: str = ""  # beside what: " than the second"; left out where that goes without saying
    whole: bool = False  # whether it is a sentence of its own, but for how it begins and ends


class Joiner:
    """Joins clauses as the table `sentence` of a language's `language.toml` says."""

    def __init__(self, rules: dict[str, Any]) -> None:
        self._rules = rules

    def part(self, clause: Clause) -> str:
        """A clause as the rest of a sentence: "is 72 cm wide"."""
        return self._clause(clause)

    def label(self, clause: Clause) -> str:
        """A clause by itself, as on a card: no full stop."""
        elided = self._rules["elided"]
        bare = f"{clause.verb} ".removeprefix(f"{elided} ") if elided else clause.verb
        verb = bare.strip()  # "made of leather"
        note = self._rules["colon"].format(note=clause.note) if clause.note else ""
        return self._clause(replace(clause, verb=verb)) + note

    def sentences(self, clauses: Sequence[Clause], subject: str) -> list[str]:
        """Clauses about one thing; `subject` names it where "it" would not do."""
        found: list[str] = []
        for is_whole, group in groupby(clauses, key=lambda one: one.whole):
            if is_whole:
                found += [self.closed(capital(self.label(one))) for one in group]
            else:
                name = (subject if not found else "") or self._rules["it"]
                clauses = self._one_verb(_said_once(group))
                found.append(
                    self.sentence(
                        name, [self.noted(self._clause(one), one.note) for one in clauses]
                    )
                )
        return found

    def sentence(self, subject: str, clauses: Sequence[str]) -> str:
        """ "It is red and holds 20 l." """
        said = self.joined(clauses)
        return self.closed(self._rules["whole"].format(subject=capital(subject), clauses=said))

    def joined(self, clauses: Sequence[str]) -> str:
        """Clauses with one subject; a verb that two of them share is said once."""
        again = self._rules["elided"] + self._rules["blank"]
        pairs = zip(["", *clauses], clauses, strict=False)
        said = [
            one.removeprefix(again) if again and before.startswith(again) else one
            for before, one in pairs
        ]
        if len(said) < 2:
            return "".join(said)
        return self._rules["comma"].join(said[:-1]) + self._rules["and"] + said[-1]

    def _one_verb(self, clauses: Sequence[Clause]) -> list[Clause]:
        """A verb that clauses one after the other share is said with the first of them: "costs $5
        more than the second and $9 less than the third"."""
        verbs = ["", *(one.verb for one in clauses)]
        return [
            replace(one, verb="") if one.verb == before else one
            for before, one in zip(verbs, clauses, strict=False)
        ]

    def closed(self, sentence: str) -> str:
        """With its full stop, where a quotation does not end it."""
        ended = sentence.endswith(tuple(self._rules["closed"]))
        return sentence if ended else sentence + self._rules["stop"]

    def noted(self, text: str, note: str) -> str:
        """With a note in brackets: "red (Alder)"."""
        return text + self._rules["note"].format(note=note) if note else text

    def _clause(self, clause: Clause) -> str:
        blank = self._rules["blank"] if clause.verb else ""
        said = {"verb": clause.verb + blank, "text": clause.text, "versus": clause.versus}
        return str(self._rules["clause"].format(**said))


def _said_once(clauses: Any) -> list[Clause]:
    """Each clause once: two claims may come to the same words."""
    return list(dict.fromkeys(clauses))
