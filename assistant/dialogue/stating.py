"""What an item states of the fields that were asked for, as a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.advice.figures import Converted, rounded
from assistant.comparison import named
from assistant.dialogue.fields import passage, stated
from assistant.explain.phrases.stating import stating
from assistant.languages.speaker import speaker
from assistant.languages.values import Name, Quote, Several, Value
from assistant.recommendation import Recommendation

_SIZED = re.compile(r"(\d+(?:\.\d+)?) (mm|cm|m|in|inch|ft|g|kg|lb|oz|ml|cl|l)")
_SAID = frozenset({"price", "age", "rating", "category"})
"""Fields that have a clause `says.…` of their own."""
_BEING = frozenset({"shop", "brand", "colour", "material", "condition"})
"""Fields whose value is said of the thing itself: "is red"."""


def statement(
    item: Recommendation,
    fields: Sequence[str],
    language: str,
    unit: str = "",
    figures: list[Converted] | None = None,
) -> str:
    """ "“Red mug” is made of stoneware and holds 0.3 l; its weight is not stated.".

    With `unit`, sizes are told in it as well; each that is reckoned so is added to `figures`.
    """
    said = {field: _said(item, field, language, unit, figures) for field in fields}
    clauses = [clause for found in said.values() for clause in found]
    silent = tuple(Name(field) for field in fields if not said[field])
    speak, title = speaker(language), item.named(language)
    joined = speak.joiner.joined(clauses)
    if not silent:
        return speak.joiner.sentence(speak.quoted(title), clauses)
    key = "statement.besides" if clauses else "statement.silent"
    names = Several(silent)
    return speak.say(key, n=len(silent), subject=title, clauses=joined, names=names)


def attribute_stated(
    item: Recommendation,
    quote: str,
    language: str,
    unit: str = "",
    figures: list[Converted] | None = None,
) -> str:
    """A quotation that is an attribute ("second color: white") as a sentence, a size in `unit` as
    well; "" for another."""
    every = (pair for offer in item.product.offers for pair in offer.attributes.items())
    for raw, stated_value in every:
        if quote == f"{raw.replace('_', ' ')}: {stated_value}":
            name, value = named(raw, stated_value)
            keys, values = _stating(name, name, value)
            if unit and figures is not None and (told := in_unit(value, unit, language, figures)):
                values["value"] = told
            speak = speaker(language)
            part = speak.joiner.part(speak.clause(keys, **values))
            return speak.joiner.sentence(speak.quoted(item.named(language)), [part])
    return ""


def in_unit(value: str, unit: str, language: str, figures: list[Converted]) -> str:
    """A size told in another unit too: "24 cm (9.4 inches)"; "" where it is none."""
    match = _SIZED.fullmatch(value)
    if match is None:
        return ""
    figure = Converted(float(match[1]), match[2], unit)
    if figure.amount is None or unit == match[2]:
        return ""
    figures.append(figure)
    words = speaker(language).words
    other = words.amount(float(rounded(figure.amount)), unit)
    return speaker(language).say("in_other_unit", size=words.measured(value) or value, other=other)


def unit_name(unit: str, language: str) -> str:
    """A unit as people write it."""
    return speaker(language).words.unit(unit)


def _said(
    item: Recommendation,
    field: str,
    language: str,
    unit: str,
    figures: list[Converted] | None,
) -> list[str]:
    """What the item states of a field, each the rest of a sentence; none where it is silent."""
    speak = speaker(language)
    found = stated(item, field)
    if not found:
        quote = passage(item, field)
        return [speak.joiner.part(speak.clause(["says.quote"], quote=Quote(quote)))] * bool(quote)
    parts = []
    for name, value in found:
        keys, values = _stating(field, name, value)
        if unit and figures is not None and (told := in_unit(value, unit, language, figures)):
            values["value"] = told
        if field == "price" and item.offer.price:
            values["value"] = item.offer.price
        parts.append(speak.joiner.part(speak.clause(keys, **values)))
    return parts


def _stating(field: str, name: str, value: str) -> tuple[Sequence[str], dict[str, object]]:
    values: dict[str, object] = {"value": Value(name, value), "name": Name(name)}
    if field == "availability":
        return (f"stock.{value}",), values
    keys, values = stating(name, value)
    if name != field and not name.startswith(f"{field} "):
        return keys, values
    if field in _SAID:
        return (f"says.{field}",), values
    if field in _BEING:
        return (f"is.{field}", "is"), values
    return (keys[0], f"size.{field}", *keys[1:]), values
