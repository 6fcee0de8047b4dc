"""What the matcher knows of one offer, worked out once however many pairs it is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from retrieval.colours import named
from retrieval.lexical import plain
from retrieval.matching.attributes import Stated, comparable
from retrieval.matching.identifiers import gtin, model_codes
from retrieval.matching.stated import Stated as Specifications
from retrieval.matching.stated import by_dimension, in_one_spelling
from retrieval.offers import Offer
from retrieval.specs import Specification, attribute, extract
from retrieval.specs.brands import READ_IN
from retrieval.specs.models import MODEL_ATTRIBUTES, is_plausible_code, models_in, squash

WORD = re.compile(r"§[^\W_]+|\d+(?:\.\d+)?|[^\W\d_]+")
"""A specification in one spelling, letters, or a number with its decimals."""
UNCOMPARED = frozenset({*MODEL_ATTRIBUTES, READ_IN})
"""Attributes that are compared otherwise, or say nothing of the thing."""
LONG = 4  # letters and digits of a code that may be the maker's number by itself
SHORT = 40  # characters of an attribute that states one thing
TELLING = ("information", "charge", "power", "pack")
"""Dimensions of which a thing has one, whatever the attribute is called."""
DESCRIPTION = 1200
"""Characters of a description that are read: what tells products apart comes first."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One offer as the matcher sees it; all text in lower case without accents."""

    source: str
    title: str
    words: tuple[str, ...]  # of the title
    every_word: frozenset[str]  # of all fields
    squashed: str  # all fields without anything but letters and digits
    codes: frozenset[str]  # what may be model numbers, in the title or stated
    every_code: frozenset[str]  # the same, in the description as well
    models: tuple[str, ...]  # of the title, short ones ("s23", "5600gt") too
    model: str  # the maker's number as stated, else the longest code of the title, "" for none
    specifications: Specifications
    numbers: frozenset[str]  # of the title that are no specification
    brand: str
    gtin: str  # 14 digits with a right check digit, "" for none
    price: float  # major units, NaN where there is none
    currency: str
    image: str
    attributes: Mapping[str, Stated]
    colours: frozenset[str]  # families that the title names


def profile(offer: Offer) -> Profile:
    """Work out what the matcher needs to know of an offer."""
    read = extract(offer.title)
    specifications = by_dimension([*read, *_in_attributes(offer)])
    title = plain(in_one_spelling(offer.title, read))
    brand = plain(offer.brand)
    stated = [plain(offer.mpn)]
    stated += [plain(offer.attributes.get(name, "")) for name in MODEL_ATTRIBUTES]
    description = plain(offer.description[:DESCRIPTION])
    text = " ".join([brand, title, *stated, description])
    models = [code for code in map(squash, stated) if is_plausible_code(code)]
    in_title = models_in(offer.title, read)
    codes = frozenset(code for code in in_title if len(code) >= LONG).union(models)
    return Profile(
        source=offer.source,
        title=title,
        words=tuple(words_of(title)),
        every_word=frozenset(words_of(text)),
        squashed=squash(text),
        codes=codes,
        every_code=codes | model_codes(description),
        models=in_title,
        model=models[0] if models else max(sorted(codes), key=len, default=""),
        specifications=specifications,
        numbers=frozenset(w for w in words_of(title) if w[0].isdigit()),
        brand=brand,
        gtin=gtin(offer.gtin),
        price=float(offer.price.amount) if offer.price else float("nan"),
        currency=offer.price.currency if offer.price else "",
        image=offer.image,
        attributes=comparable({k: v for k, v in offer.attributes.items() if k not in UNCOMPARED}),
        colours=named(title),
    )


def _in_attributes(offer: Offer) -> list[Specification]:
    """Amounts that attributes state by name, as titles state them without one."""
    return [
        one
        for name, value in offer.attributes.items()
        if name not in MODEL_ATTRIBUTES and len(value) <= SHORT
        for one in attribute(name, value)
        if one.dimension in TELLING
    ]


def words_of(text: str) -> list[str]:
    """Words and numbers in their order, plurals as singulars, "7.0" as "7"."""
    return [_normal(word) for word in WORD.findall(text)]


@lru_cache(maxsize=200_000)
def _normal(word: str) -> str:
    if word[0].isdigit():
        return word.rstrip("0").rstrip(".") if "." in word else word
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
