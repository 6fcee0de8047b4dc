"""One language: everything that is said in it goes through here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from assistant.languages.clauses import Clause, Joiner
from assistant.languages.filling import fill
from assistant.languages.formats import Formats, Style
from assistant.languages.pack import messages, table
from assistant.languages.values import (
    Amount,
    Count,
    Country,
    Gloss,
    Message,
    Name,
    Place,
    Quote,
    Several,
    Thing,
    Value,
    Weekday,
)
from assistant.languages.words import Words
from retrieval.money import Money

_SHORT = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}")
"""A value that can stand before its noun: three words at most, no list, no figure, no quotation."""

Text = str | Sequence[str]
"""A template, or those of the plural categories "one" and "other"."""


class Speaker:
    """Says things in one language."""

    def __init__(self, code: str) -> None:
        rules = table(code, "language")
        self.code = code
        self.rules: Mapping[str, Any] = rules
        self.formats = Formats(rules["numbers"], rules["texts"])
        self.words = Words(code, self.formats)
        self.joiner = Joiner(rules["sentence"])
        self._messages: Mapping[str, Text] = messages(code)["sentences"]
        self._names: Mapping[str, str] = messages(code)["names"]
        self._claims: Mapping[str, Mapping[str, str]] = table(code, "claims")

    def say(self, key: str, **values: object) -> str:
        """A message. Raises `KeyError` for one that there is not."""
        return self.text(self._messages[key], values)

    def text(self, template: Text, values: Mapping[str, object]) -> str:
        """A template, or the one of several that the number `n` among the values asks for."""
        if not isinstance(template, str):
            count = values.get("n", 0)
            assert isinstance(count, (int, float))
            template = template[0 if self.formats.plural(count) == "one" else -1]
        return fill(template, values, self.write)

    def constraint(self, name: str) -> str:
        """A constraint as a shopper reads it: "the colour"."""
        return self._names[name]

    def clause(self, keys: Iterable[str], **values: object) -> Clause:
        """The first clause that the language has of these keys, the most particular first. Raises
        `KeyError` for none."""
        tried = list(keys)
        parts = next((self._claims[key] for key in tried if key in self._claims), None)
        if parts is None:
            raise KeyError(tried)
        said = {name: self.text(part, values) for name, part in parts.items() if name != "whole"}
        text = self.text(parts.get("whole", parts.get("text", "")), values)
        return Clause(
            text, said.get("verb", ""), said.get("note", ""), said.get("versus", ""),
            "whole" in parts,
        )  # fmt: skip

    def write(self, value: object, how: str = "") -> str:
        """A value of a message in the language; strings stand as they are."""
        if isinstance(value, bool) or value is None:
            raise TypeError(f"{value!r} cannot be said; leave it out, or say a message.")
        for kind, writer in _WRITERS:
            if isinstance(value, kind):
                return writer(self, value, how)
        return str(value)

    def number(self, count: float, how: str = "") -> str:
        """A count in words where `how` says so and the language has one, else in figures."""
        words: Sequence[str] = self.rules.get("counts", ())
        if how == "words" and isinstance(count, int) and 0 <= count < len(words):
            return words[count]
        return self.formats.number(count, None if how in ("", "words") else how)

    def counted(self, number: int, among: int) -> str:
        """A count in words, where the larger one that it stands beside has a word too."""
        words: Sequence[str] = self.rules.get("counts", ())
        return self.number(number, "words" if among < len(words) else "")

    def place(self, position: int) -> str:
        """ "the second"."""
        places: Sequence[str] = self.rules.get("places", ())
        if position <= len(places):
            return places[position - 1]
        return str(self.rules["place"]).format(n=position)

    def quoted(self, text: str) -> str:
        """In the language's quotation marks."""
        opening, closing = self.rules["quotes"]
        return f"{opening}{text}{closing}"

    @property
    def quotations(self) -> re.Pattern[str]:
        """Finds what stands between quotation marks."""
        opening, closing = map(re.escape, self.rules["quotes"])
        return re.compile(f"{opening}([^{closing}]*){closing}")

    def value(self, field: str, text: str, form: str = "") -> str:
        """What a field states, in the language or as the shop's own words in quotation marks;
        `form` "other" is the second form that a word has: several lamps, or "of painted wood"."""
        return self.words.value(field, text, form) or self.quoted(text)

    def thing(self, field: str, text: str) -> str:
        """What a field states with its noun, by the table `thing` of the language: "a round shape";
        "green lenses" where the value names it, "rounded arms" where it is a thing itself; "… as
        its …" where it is too long for that."""
        rules = self.rules["thing"]
        said, name = self.value(field, text), self.name(field)
        alone = name.casefold() in said.casefold() or re.match(rules["alone"], said)
        if not alone:
            if " " in name or not _SHORT.fullmatch(said):
                return str(rules["as"]).format(value=said, name=name)
            said = str(rules["with"]).format(value=said, name=name)
        article = next((one for one, found in rules["articles"] if re.match(found, said)), "")
        return f"{article} {said}" if article else said

    def name(self, field: str) -> str:
        """A field's name, where it is not known the shop's own."""
        known = self.words.field(field)
        return known or self.quoted(field.removeprefix("attributes.").replace("_", " ").strip())

    def gloss(self, wording: str) -> str:
        """Describing words in the language where all are known; quoted where the language does
        so, or where they are not known."""
        known = self.words.gloss(wording)
        return known if known and not self.rules["quoted_words"] else self.quoted(known or wording)

    def listed(self, parts: Iterable[object], style: Style = "standard", how: str = "") -> str:
        """ "a, b and c"."""
        return self.formats.listed([self.write(one, how) for one in parts], style)

    def paragraph(self, sentences: Iterable[str]) -> str:
        """Sentences as one text; empty ones are none."""
        return str(self.rules["between"]).join(filter(None, sentences))


Writers = tuple[tuple[type | tuple[type, ...], Callable[[Speaker, Any, str], str]], ...]
_WRITERS: Writers = (
    (Message, lambda it, value, _: it.say(value.key, **value.values)),
    (Quote, lambda it, value, _: it.quoted(value.text)),
    (Value, lambda it, value, how: it.value(value.field, value.text, how)),
    (Amount, lambda it, value, _: it.words.measured(value.text) or value.text),
    (Thing, lambda it, value, _: it.thing(value.field, value.text)),
    (Count, lambda it, value, _: it.counted(value.number, value.among)),
    (Name, lambda it, value, _: it.name(value.field)),
    (Gloss, lambda it, value, _: it.gloss(value.text)),
    (Place, lambda it, value, _: it.place(value.position)),
    (Weekday, lambda it, value, _: it.formats.weekday(value.day)),
    (Country, lambda it, value, _: it.formats.country(value.code)),
    (Several, lambda it, value, how: it.listed(value.parts, value.style, how)),
    (
        Money,
        lambda it, value, how: it.formats.short_money(value) if how else it.formats.money(value),
    ),
    (date, lambda it, value, how: it.formats.day(value, "medium" if how else "long")),
    ((int, float), lambda it, value, how: it.number(value, how)),
)
"""Type of a value → how it is written, the more particular first."""


@cache
def speaker(code: str) -> Speaker:
    """The language of a code. Raises `KeyError` for one that there is not."""
    return Speaker(code)
