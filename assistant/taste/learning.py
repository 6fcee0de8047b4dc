"""What somebody says of themselves in a turn, read by the patterns of the languages' `yours.toml`.

"I never wear wool" is more than a wish: it is so tomorrow as well. Only clauses that such a
pattern marks are read, and only values that the catalogue's vocabulary knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.language import Understanding, Vocabulary
from assistant.languages.pack import codes, table
from assistant.languages.words import canonical
from assistant.lexicon import Lexicon
from assistant.taste.profile import FIELDS, Preference, allowed
from assistant.taste.sensitive import is_sensitive

STANCES = ("never", "avoid", "like")
"""In this order: "I never buy" has "I … buy" in it."""


def learnt(said: Understanding, vocabulary: Vocabulary) -> list[Preference]:
    """The preferences that an utterance states, none that is sensitive."""
    found = [*_of_values(said, vocabulary), *_of_person(said)]
    return [one for one in dict.fromkeys(found) if allowed(one)]


def _of_values(said: Understanding, vocabulary: Vocabulary) -> Iterator[Preference]:
    """ "I never wear wool": the values named in the clause that a pattern marks."""
    for clause in _patterns("clause")[0].split(said.text):
        stance = next((one for one in STANCES if _marked(one, clause)), "")
        if stance and not is_sensitive(clause):
            for field, value in _values(clause, vocabulary):
                yield Preference(field, value, stance)


def _of_person(said: Understanding) -> Iterator[Preference]:
    """ "Size 42", "we are four", "not over 50 as a rule"."""
    if size := _found("size", said.text):
        yield Preference("size", size)
    counted = _found("people", said.text)
    if (people := _counts().get(counted, counted)).isdigit():
        yield Preference("people", people)
    limit = said.wishes.max_price
    if limit and _marked("price", said.text):
        yield Preference("price", f"{limit.amount:f} {limit.currency}".strip())


def _values(clause: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """(field, value) that a clause names, in the catalogue's words or in any language's."""
    for term in vocabulary.find(clause):
        if term.facet in FIELDS and term.facet != "size":
            yield term.facet, term.value
    for word in re.findall(r"\w+", clause):
        for facet in ("colour", "material", "pattern"):
            if (name := canonical(facet, word)) != word and name in Lexicon.load().concepts[facet]:
                yield facet, name


def _found(name: str, text: str) -> str:
    """What the first of the patterns that are met captures; "" for none."""
    met = (found for one in _patterns(name) if (found := one.search(text)))
    return next((next(filter(None, one.groups()), "") for one in met), "")


@cache
def _counts() -> dict[str, str]:
    found = (table(code, "yours")["taste"].get("counts", {}) for code in codes())
    return {word: str(number) for each in found for word, number in each.items()}


def _marked(name: str, text: str) -> bool:
    return any(one.search(text) for one in _patterns(name))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """What all languages have under a name; the borders of clauses as one pattern."""
    tables = (table(code, "yours")["taste"] for code in codes())
    found = [each[name] for each in tables if name in each]
    if name == "clause":
        return (re.compile("|".join(found)),)
    return tuple(re.compile(one) for each in found for one in each)
