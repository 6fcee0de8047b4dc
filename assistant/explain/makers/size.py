"""Sizes that were asked for, with the field that states them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.comparison import named
from assistant.constraints import Dimension
from assistant.explain.claims import SizeFits
from assistant.explain.evidence import Evidence, alone, quotable
from retrieval.facts import Facts
from retrieval.limits import Measures
from retrieval.measures import base_unit
from retrieval.offers import Offer
from retrieval.opinions.clauses import sentences

_SIZE = re.compile(
    r"\d+(?:[.,]\d+)?[\s-]?(?:mm|cm|m|inch(?:es)?|in|ft|kg|g|lbs?|oz|ml|cl|lit(?:re|er)s?|l|hours?|h"
    r"|mAh)\b",
    re.IGNORECASE,
)


def size_claims(evidence: Evidence) -> Iterator[SizeFits]:
    """The first field that states a size within each limit; attributes before running text. A size
    that lies between two limits is one claim."""
    found: dict[tuple[str, str], SizeFits] = {}
    for limit in evidence.asked.wishes.dimensions:
        if base_unit(limit.unit):
            for one in [*_in_attributes(evidence, limit), *_in_texts(evidence, limit)][:1]:
                first = found.get((one.field, one.stated))
                found[one.field, one.stated] = replace(first, also=one) if first else one
    yield from found.values()


def _in_attributes(evidence: Evidence, limit: Dimension) -> Iterator[SizeFits]:
    for field, text in evidence.fields.items():
        if field.startswith("attributes.") and quotable(text):
            name, size = named(field.removeprefix("attributes."), text)
            if _measures(limit).admits(Facts(alone(evidence.offer, field))):
                yield SizeFits(field, text, name, size, limit.op, limit.value, limit.unit)


def _in_texts(evidence: Evidence, limit: Dimension) -> Iterator[SizeFits]:
    wanted, name = _measures(limit), limit.name or ""
    for field in ("title", "description"):
        for text in sentences(evidence.fields.get(field, "")):
            if not quotable(text) or not wanted.admits(Facts(Offer("", "", title=text))):
                continue
            for size in _SIZE.findall(text):
                if wanted.admits(Facts(Offer("", "", attributes={name or "size": size}))):
                    yield SizeFits(field, text, name, size, limit.op, limit.value, limit.unit)


def _measures(limit: Dimension) -> Measures:
    return Measures(limit.name or "", limit.op, limit.value, limit.unit)
