"""Claims in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import fmean

from assistant.explain import claims as c
from assistant.explain import differences as d
from assistant.explain.phrases.base import Language, Phrase
from assistant.explain.phrases.words import NUMBERS, at_rates, capital, field_name, number, place

_WIDE = {"width": "wide", "height": "high", "depth": "deep", "length": "long",
    "thickness": "thick", "diameter": "across"}  # fmt: skip
_MORE = {
    "width": ("wider", "narrower"), "height": ("taller", "lower"), "depth": ("deeper", "shallower"),
    "length": ("longer", "shorter"), "weight": ("heavier", "lighter"),
    "capacity": ("roomier", "smaller inside"), "screen": ("larger", "smaller"),
    "diameter": ("wider", "narrower"),
}  # fmt: skip
_VERBS = {"material": "is made of", "brand": "is from", "shop": "is sold by", "for": "is for",
    "size": "comes in size"}  # fmt: skip
_LIMITS = {"<=": "at most", ">=": "at least", "~=": "about", "<": "less than", ">": "more than"}


def _price_fits(claim: c.PriceFits) -> Phrase:
    low, high = claim.minimum, claim.maximum
    if low and high:
        asked = f"{low} to {high}"
    else:
        asked = f"at most {high}" if high else f"at least {low}"
    worth = f" ({claim.worth}{at_rates(claim.day)})" if claim.worth else ""
    return Phrase(f"{claim.price}{worth}", "costs", note=f"you asked for {asked}")


def _price_off(claim: c.PriceOff) -> Phrase:
    side = "over" if claim.above else "under"
    return Phrase(f"{claim.by} {side} your limit of {claim.limit}", rates=at_rates(claim.day))


def _value(facet: str, value: str) -> str:
    """A value as it stands in a sentence: "Black" is black, a brand keeps its capital."""
    return value.lower() if facet in ("colour", "material", "pattern") else value


def _meets(claim: c.Meets) -> Phrase:
    verb = _VERBS.get(claim.facet, "is")
    if claim.field.startswith("attributes.") or claim.field in ("source", "brand"):
        said = _value(claim.facet, claim.quote) if len(claim.quote) <= 40 else claim.said
        if claim.facet.startswith("attributes."):
            return Phrase(f"{field_name(claim.field)}: {said}", "has", note="as you asked")
        same = said.casefold() == claim.wanted.casefold()
        return Phrase(said, verb, note="as you asked" if same else f"you asked for {claim.wanted}")
    if claim.facet == "for":
        return Phrase(claim.said, verb)
    if claim.field == "category":
        return Phrase(claim.quote, "is listed under", note=f"you asked for {claim.wanted}")
    if claim.field == "title":
        return Phrase(f"“{claim.said}” in its title", "says")
    return Phrase(f"“{claim.quote}” in its description", "says", note=f"so it is {claim.said}")


def _avoids(claim: c.Avoids) -> Phrase:
    if claim.field:
        verb = _VERBS.get(claim.facet, "is")
        note = f"nothing about it says {claim.unwanted}"
        return Phrase(_value(claim.facet, claim.quote), verb, note=note)
    return Phrase(f"no {claim.unwanted} anywhere", "mentions")


def _size(name: str, stated: str) -> Phrase:
    """ "72 cm wide"."""
    if name in _WIDE:
        return Phrase(f"{stated} {_WIDE[name]}")
    known = {"weight": ("weighs", stated), "capacity": ("holds", stated),
             "battery": ("runs for", stated), "screen": ("has", f"a {stated} screen")}  # fmt: skip
    verb, text = known.get(name, ("has", f"a {name or 'size'} of {stated}"))
    return Phrase(text, verb)


def _size_fits(claim: c.SizeFits) -> Phrase:
    size = _size(claim.name, claim.stated)
    asked = f"you asked for {_LIMITS[claim.op]} {claim.value:.3g} {claim.unit}"
    return Phrase(size.text, size.verb, note=asked)


def _stars_fit(claim: c.StarsFit) -> Phrase:
    return Phrase(f"rated {claim.stars:g} of 5", note=f"you asked for at least {claim.wanted:g}")


def _stated(claim: c.Stated) -> Phrase:
    said = " and ".join(f"“{word}”" for word in claim.words)
    if claim.field == "title":
        return Phrase(f"{said} in its title", "says")
    if claim.field == "review":
        return Phrase(f"“{claim.quote}”", "writes", "one buyer")
    place = "category" if claim.field == "category" else field_name(claim.field)
    if claim.field in ("description", "category", "brand"):
        return Phrase(f"“{claim.quote}” in its {place}", "says")
    return Phrase(f"“{claim.quote}” as its {place}", "states")


def _reviewed(claim: c.Reviewed) -> Phrase:
    praise, blame, aspect = len(claim.praise), len(claim.blame), claim.aspect
    first = (claim.praise if praise >= blame else claim.blame)[0]
    count = number if claim.reviews < len(NUMBERS) else str  # words and digits do not mix
    buyers = f"{count(max(praise, blame))} of {count(claim.reviews)} buyers"
    if claim.reviews == 1:
        buyers = "the one buyer who reviewed it"
    single = max(praise, blame) == 1 or claim.reviews == 1
    if praise >= blame:
        verb, other = "likes" if single else "like", f", {count(blame)} not" if blame else ""
    else:
        verb, other = (
            "faults" if single else "fault",
            (f", {count(praise)} praise{'s' if praise == 1 else ''} it" if praise else ""),
        )
    return Phrase(f"its {aspect}{other}", verb, buyers, f"“{first.sentence}”")


def _likeness(claim: c.Likeness) -> Phrase:
    model = "the one you chose" if claim.alike else "your photo"
    if claim.shown == 1:
        return Phrase(f"like {model}", "looks")
    if (claim.rank, claim.shown) == (1, 2):
        return Phrase(f"more like {model} than the other one", "looks")
    if claim.rank == 1:
        return Phrase(f"most like {model} of the {number(claim.shown)} shown", "looks")
    return Phrase(f"number {claim.rank} of {claim.shown} in likeness to {model}")


def _cheaper_here(claim: c.CheaperHere) -> Phrase:
    text = f"{claim.saving} cheaper here than at {claim.other} ({claim.other_price})"
    return Phrase(text, rates=at_rates(claim.day))


def _price_gap(claim: d.PriceGap) -> Phrase:
    more = "less" if claim.less else "more"
    versus = f" than {place(claim.rival)}"
    return Phrase(f"{claim.gap} {more}", "costs", versus=versus, rates=at_rates(claim.day))


def _size_gap(claim: d.SizeGap) -> Phrase:
    more = _MORE.get(claim.name, ("larger", "smaller"))[0 if claim.more else 1]
    note = f"{claim.mine} against {claim.other}"
    return Phrase(more, note=note, versus=f" than {place(claim.rival)}")


def _differs(claim: d.Differs) -> Phrase:
    name = field_name(claim.attribute)
    verb = {"colour": "is", "material": "is made of"}.get(name)
    if verb:
        mine, other = (_value(name, value) for value in (claim.mine, claim.other))
        return Phrase(mine, verb, versus=f" where {place(claim.rival)} {verb} {other}")
    versus = f" ({place(claim.rival)}: {claim.other})"
    text = claim.mine if name in claim.mine.casefold() else f"{claim.mine} as its {name}"
    return Phrase(text, "has", versus=versus)


class English(Language):
    """Short and plain, British spelling."""

    writers = {  # noqa: RUF012
        c.PriceFits: _price_fits,
        c.PriceOff: _price_off,
        c.InStock: lambda claim: Phrase("in stock"),
        c.SoldOut: lambda claim: Phrase("out of stock at the moment"),
        c.Meets: _meets,
        c.Avoids: _avoids,
        c.SizeFits: _size_fits,
        c.StarsFit: _stars_fit,
        c.ConditionFits: lambda claim: Phrase(claim.condition, note="as you asked"),
        c.Stated: _stated,
        c.Denied: lambda claim: Phrase(
            f"“{claim.quote}”", "says", note=f"you asked for {claim.word}"
        ),
        c.NotStated: lambda claim: Phrase(
            f"nothing about {' or '.join(f'“{word}”' for word in claim.words)}", "says"
        ),
        c.Otherwise: lambda claim: Phrase(
            f"{_value(claim.facet, claim.quote)} instead of {claim.wanted}",
            _VERBS.get(claim.facet, "is"),
        ),
        c.Likeness: _likeness,
        c.LowestShown: lambda claim: Phrase(
            "the cheaper of the two"
            if claim.shown == 2
            else f"the cheapest of the {number(claim.shown)} shown",
            rates=at_rates(claim.day),
        ),
        c.CheaperHere: _cheaper_here,
        c.Reviewed: _reviewed,
        d.PriceGap: _price_gap,
        d.SizeGap: _size_gap,
        d.StockGap: lambda claim: Phrase("in stock", versus=f", which {place(claim.rival)} is not"),
        d.Differs: _differs,
    }

    def place(self, position: int) -> str:
        """ "the second"."""
        return place(position)

    def attribute(self, name: str, stated: str) -> str:
        """ "is 72 cm wide", "has green lenses"."""
        if not stated[:1].isdigit():
            return f"has {stated if name in stated.casefold() else f'{stated} as its {name}'}"
        size = _size(name, stated)
        return f"{size.verb} {size.text}"

    def label(self, claim: c.Claim) -> str:
        """ "72 cm wide: you asked for at most 80 cm"."""
        said = self.phrase(claim)
        verb = "" if said.verb == "is" and not said.subject else f"{said.verb} "
        subject = f"{said.subject} " if said.subject else ""
        note = f": {said.note}" if said.note else ""
        return f"{subject}{verb}{said.text}{said.versus}{said.rates}{note}"

    def sentences(
        self,
        claims: Sequence[c.Claim],
        subject: str = "",
        *,
        implied: bool = False,
        undated: bool = False,
    ) -> list[str]:
        """ "It is red and holds 20 l. Three of four buyers like its zip: “…”"."""
        phrases = [self.phrase(claim) for claim in claims]
        if implied:
            phrases = [replace(one, versus="") for one in phrases]
        phrases = [replace(one, rates="") for one in phrases] if undated else _dated_once(phrases)
        found: list[str] = []
        for who, group in groupby(phrases, key=lambda one: one.subject):
            found.append(_sentence(who or (subject if not found else "") or "it", list(group)))
        return found

    def opinions(self, stars: Sequence[float], claims: Sequence[c.Reviewed]) -> str:
        """ "4.2 of 5 (nine reviews); price: four for, one against"."""
        mean = f"{fmean(stars):.1f} of 5 ({number(len(stars))} rated it)" if stars else ""
        said = [
            f"{one.aspect}: {number(len(one.praise))} for, {number(len(one.blame))} against"
            for one in claims
        ]
        return "; ".join(filter(None, [mean, *said]))


def _dated_once(phrases: Sequence[Phrase]) -> list[Phrase]:
    """The day of the rates is said once, with the last one that needs it."""
    last = max((i for i, one in enumerate(phrases) if one.rates), default=-1)
    return [one if i == last else replace(one, rates="") for i, one in enumerate(phrases)]


def _sentence(subject: str, phrases: Sequence[Phrase]) -> str:
    clauses: list[str] = []
    for before, one in zip([None, *phrases], phrases, strict=False):
        again = before is not None and one.verb == before.verb == "is"
        note = f": {one.note}" if one.subject and one.note else f" ({one.note})" * bool(one.note)
        clauses.append(("" if again else f"{one.verb} ") + one.text + one.versus + one.rates + note)
    joined = clauses[0] if len(clauses) == 1 else f"{', '.join(clauses[:-1])} and {clauses[-1]}"
    sentence = f"{capital(subject)} {joined}"
    return sentence if sentence.endswith((".”", "!”", "?”", ".")) else f"{sentence}."
