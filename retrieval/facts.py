"""What an offer states, in the form that limits are checked against: plain text by facet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from retrieval.measures import Measure, stated_measures
from retrieval.offers import Offer
from retrieval.words import mentions, plain

FACETS = {
    "colour": re.compile(r"colou?rs?$|^farbe$|^颜色$"),
    "material": re.compile(r"^(?:outer |main )?(?:materials?|fabric)$|^材质$"),
    "pattern": re.compile(r"^patterns?$"),
    "size": re.compile(r"^sizes?$"),
}
"""Facet → the attribute names that state it."""

AUDIENCES = {
    "man": ("man", "men", "mens", "men's", "male"),
    "woman": ("woman", "women", "womens", "women's", "female", "lady"),
    "boy": ("boy", "boys"),
    "girl": ("girl", "girls"),
    "kid": ("kid", "kids", "child", "children"),
    "baby": ("baby", "infant", "newborn"),
}
CONDITIONS = ("", "new", "used", "refurbished")
"""What `Facts.condition` may be."""
FEED_NAMES = frozenset(
    {"tags", "list price", "sale dates", "stated gtin", "title zh", "type", "brand read in"}
)
"""Attributes that say something of the feed and not of the thing, with blanks."""

LONGEST_STEP = 4
"""Words: a longer step is a path that lost its separators ("Gear Bags Collections Yoga Sale")."""

_CODE = re.compile(r"(?=[\w./-]*\d)[a-z0-9]+(?:[./_-][a-z0-9]+)*")
_CODED = re.compile(r"\b(?:sku|mpn|model|part|article|item|ean|upc|isbn|gtin)\b|number|nummer|型号")
_GENDER = re.compile(r"gender|audience|age group|^sex$|^for$")
_RATING = re.compile(r"^(?:average |avg )?(?:rating|stars|review score)(?: value)?$")
_CONDITIONS = {
    "refurbished": ("refurbished", "renewed", "reconditioned"),
    "used": ("used", "second-hand", "second hand", "pre-owned", "preowned"),
}
_HEAD_ENDS = re.compile(
    r"[,;:(|–—\"]| - |'(?=\S)|\d|\b(?:in|with|(?<!\bchest )of|by|for|from|made|and|set|without"
    r"|that|on)\b"
)


@lru_cache(maxsize=5000)
def facet_of(name: str) -> str:
    """The facet that an attribute of this name states, "" for none."""
    name = re.sub(r"[\s_]+", " ", name.strip().lower())
    return next((facet for facet, names in FACETS.items() if names.search(name)), "")


_PART = re.compile(r"\b(?:with|mit)\b")
"""What begins to tell of a part of a thing in its title."""
_PACK = re.compile(
    r"\b(?:set|pack|box) of (\d{1,3})\b|\b(\d{1,3})[- ](?:pack|piece set)\b|(\d{1,3})[个只件]装"
)
"""How a title says how many are sold together."""


@dataclass(frozen=True)
class Facts:
    """The texts of one offer, plain, read when they are first needed."""

    offer: Offer

    @cached_property
    def title(self) -> str:
        """The title, and titles in other languages."""
        titles = [self.offer.title]
        titles += [v for name, v in self.offer.attributes.items() if name.startswith("title")]
        return "\n".join(map(plain, titles))

    @cached_property
    def fields(self) -> dict[str, str]:
        """Facet → what its attributes state."""
        found: dict[str, str] = {}
        for name, value in self.offer.attributes.items():
            if facet := facet_of(name):
                found[facet] = f"{found.get(facet, '')} {plain(value)}".strip()
        return found

    @cached_property
    def attributes(self) -> dict[str, str]:
        """Attribute, plain and with blanks → value, plain."""
        return {plain(n.replace("_", " ")): plain(v) for n, v in self.offer.attributes.items()}

    @cached_property
    def description(self) -> str:
        """The description, plain."""
        return plain(self.offer.description)

    @cached_property
    def plain_brand(self) -> str:
        """The brand, plain."""
        return plain(self.offer.brand)

    @cached_property
    def everything(self) -> str:
        """All texts of the offer."""
        parts = [self.title, self.plain_brand, self.description, *self.attributes.values()]
        return " \n".join(parts)

    @cached_property
    def kinds(self) -> str:
        """What kind of thing it is, a line each: the steps of the category, and the head of the
        title's first noun phrase."""
        steps = [s.strip() for s in re.split(r"[>/|,\n]", plain(self.offer.category))]
        steps += [part.strip() for s in steps for part in re.split(r" & | and ", s) if part != s]
        for step in [s for s in steps if len(s.split()) > LONGEST_STEP]:
            steps += step.split()
        titles = self.title.split("\n")
        named = titles[:1] if any(steps) else titles  # translated titles say no more than a path
        return "\n".join([*steps, *map(_head, named)])

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The sizes it states."""
        text = plain(self.offer.title + " \n " + self.offer.description)
        return stated_measures(self.offer.attributes, text)

    @cached_property
    def pack(self) -> int:
        """How many are in one pack, 1 where it is sold singly."""
        match = _PACK.search(self.title)
        return max(int(next(filter(None, match.groups()))), 1) if match else 1

    @cached_property
    def codes(self) -> str:
        """The numbers and model names it goes by, without what joins their parts, a blank between
        two: "NOR.0707-60" is "nor070760"."""
        offer = self.offer
        stated = [offer.title, offer.mpn, offer.gtin, offer.offer_id]
        stated += [v for n, v in offer.attributes.items() if _CODED.search(n.lower())]
        found = (re.sub(r"[\W_]", "", c) for text in stated for c in _CODE.findall(plain(text)))
        return " ".join(dict.fromkeys(found))

    @cached_property
    def audiences(self) -> frozenset[str]:
        """Whom it says it is for; empty where it is silent or for everyone."""
        stated = [self.title, plain(re.sub(r"[>/|,]", " ", self.offer.category))]
        stated += [value for name, value in self.attributes.items() if _GENDER.search(name)]
        text = " ".join(stated)
        if mentions(text, "unisex"):
            return frozenset()
        return frozenset(
            name for name, words in AUDIENCES.items() if any(mentions(text, word) for word in words)
        )

    @cached_property
    def condition(self) -> str:
        """ "new", "used" or "refurbished" where it is said, else ""."""
        stated = self.offer.condition or self.attributes.get("condition", "")
        text = stated or self.title
        for condition, words in _CONDITIONS.items():
            if any(mentions(text, word) for word in words):
                return condition
        return "new" if mentions(stated, "new") else ""

    @cached_property
    def rating(self) -> float | None:
        """Stars out of 5, as the shop states them or its reviews come to."""
        if self.offer.rating is not None:
            return self.offer.rating
        for name, value in self.attributes.items():
            if _RATING.search(name) and (match := re.match(r"\d(?:[.,]\d+)?", value)):
                return float(match[0].replace(",", "."))
        return None

    def _title_besides(self, facet: str) -> str:
        """The title without what it says of a part ("with a black handle"; "straight black handle"
        where an attribute states that), nor what the attributes of other facets state: where the
        colour is "light wood", "in light wood" says nothing of the material."""
        title = "\n".join(_PART.split(one)[0] for one in self.title.split("\n"))
        others = {v for other, v in self.fields.items() if other != facet}
        named = self.attributes.items()
        others |= {v for n, v in named if not (facet_of(n) or n.startswith("title")) and " " in v}
        for value in others - {"", self.fields[facet], self.title}:
            title = title.replace(value, " ")
        return title

    def stated(self, facet: str) -> str:
        """The text that decides whether an inclusion in `facet` holds."""
        if facet.startswith("attributes."):
            return self.attributes.get(facet.removeprefix("attributes."), "")
        if facet == "code":
            return self.codes
        if facet == "shop":
            return plain(self.offer.source.replace("-", " "))
        if facet == "brand":
            return self.plain_brand or self.title
        if facet == "pattern":  # a notebook's pages are dotted, and its cover plain
            return "\n".join([*self.attributes.values(), self.title])
        if facet in self.fields:
            return f"{self.fields[facet]} \n{self._title_besides(facet)}"
        return f"{self.title} \n{self.description}"


def _head(title: str) -> str:
    """The first noun phrase of a title, where the kind of thing stands last."""
    found = _HEAD_ENDS.search(title, 3)
    return (title[: found.start()] if found else title).strip(" '-")
