"""Claims as messages: which clause says one, and with which values. No word of a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.explain import claims as c
from assistant.explain import differences as d
from assistant.explain import nearness as n
from assistant.explain.phrases.stating import stating
from assistant.languages.values import (
    Amount,
    Count,
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
from assistant.languages.words import canonical
from retrieval.facts import facet_of

VALUE_WORDS = 4  # of an attribute's value; more words are a text, and quoted
LONG = 40  # characters of a value that is told by the part that was asked for


@dataclass(frozen=True)
class Wording:
    """A clause of `claims.toml`, what it is filled in with, and what it is said for."""

    keys: tuple[str, ...]  # the most particular first
    values: Mapping[str, object] = field(default_factory=dict)
    note: Message | None = None


def _being(facet: str, value: str) -> tuple[tuple[str, ...], dict[str, object]]:
    """ "is red", "is made of oak"."""
    return (f"is.{facet}", "is"), {"value": Value(facet, value), "name": Name(facet)}


def _plain(field: str) -> str:
    """An attribute's name as people write it."""
    return field.removeprefix("attributes.").replace("_", " ").casefold().strip()


def _is_whole(quote: str) -> bool:
    """Whether it is a value, and no part of a text."""
    return len(quote) <= LONG and "…" not in quote and len(quote.split()) <= VALUE_WORDS


def _price_fits(claim: c.PriceFits) -> Wording:
    low, high = claim.minimum, claim.maximum
    limits = {"minimum": low, "maximum": high}
    key = "between" if low and high else "at_most" if high else "at_least"
    note = Message(f"asked.{key}", {"limit": high or low, **limits})
    if claim.worth is None:
        return Wording(("price_fits",), {"price": claim.price}, note)
    return Wording(("price_fits.converted",), {"price": claim.price, "worth": claim.worth}, note)


def _price_off(claim: c.PriceOff) -> Wording:
    values = {"by": claim.by, "limit": claim.limit}
    return Wording((f"price_off.{'above' if claim.above else 'below'}",), values)


def _meets(claim: c.Meets) -> Wording:
    if claim.titled:
        return Wording(("stated.title",), {"words": Quote(claim.said)})
    asked = Message("asked.value", {"wanted": Value(claim.facet, claim.wanted)})
    if claim.field.startswith("attributes.") or claim.field in ("source", "brand"):
        return _meets_by_field(claim, asked)
    if claim.facet == "for":
        return Wording(("is.for",), {"value": Value("for", claim.wanted)})
    if claim.field == "category":
        kind = {"value": Value("category", claim.quote)}
        return Wording(("meets.category",), kind, Message("asked.same"))
    value = Value(claim.facet, claim.said)
    so = Message("asked.so", {"value": value})
    return Wording(("meets.description",), {"quote": Quote(claim.quote)}, so)


def _meets_by_field(claim: c.Meets, asked: Message) -> Wording:
    said = claim.quote if len(claim.quote) <= LONG else claim.said
    same = Message("asked.same")
    if claim.facet.startswith("attributes."):
        return Wording(*stating(_plain(claim.field), said), same)
    if claim.facet == "for":
        return Wording(("is.for",), {"value": Value("for", claim.wanted)}, same)
    alike = canonical(claim.facet, said) == canonical(claim.facet, claim.wanted)
    note = same if alike else asked
    return Wording(*_being(claim.facet, said), note)


def _avoids(claim: c.Avoids) -> Wording:
    facet = "wording" if claim.facet == "words" else claim.facet
    unwanted = Value(facet, claim.unwanted)
    if not claim.field:
        return Wording(("avoids",), {"unwanted": unwanted})
    note = Message("asked.none_of", {"unwanted": unwanted})
    return Wording(*_being(facet, claim.quote), note)


def _size_fits(claim: c.SizeFits) -> Wording:
    keys, values = stating(claim.name, claim.stated)
    ends = {one.op: one for one in (claim, claim.also) if one}
    said = {op: Amount(f"{one.value:g} {one.unit}") for op, one in ends.items()}
    if ends.keys() != {">=", "<="}:
        return Wording(keys, values, Message(f"asked.{claim.op}", {"limit": said[claim.op]}))
    if ends[">="].unit == ends["<="].unit:
        said[">="] = Amount(f"{ends['>='].value:g}")  # "25 to 35 cm"
    return Wording(keys, values, Message("asked.range", {"low": said[">="], "high": said["<="]}))


def _stars_fit(claim: c.StarsFit) -> Wording:
    note = Message("asked.at_least", {"limit": claim.wanted})
    return Wording(("stars_fit",), {"stars": claim.stars}, note)


def _condition_fits(claim: c.ConditionFits) -> Wording:
    return Wording(*_being("condition", claim.condition), Message("asked.same"))


def _stated(claim: c.Stated) -> Wording:
    quote = Quote(claim.quote)
    if claim.titled:
        words = Several(tuple(map(Quote, claim.words)))
        return Wording(("stated.title",), {"words": words})
    if claim.field == "review":
        return Wording(("stated.review",), {"quote": quote})
    within = claim.field in ("description", "category", "brand")
    if not within and _is_whole(claim.quote):
        return Wording(*stating(_plain(claim.field), claim.quote))
    key = "stated.in" if within else "stated.as"
    return Wording((key,), {"quote": quote, "name": Name(claim.field)})


def _denied(claim: c.Denied) -> Wording:
    note = Message("asked.word", {"word": Gloss(claim.word), "said": claim.word})
    return Wording(("denied",), {"quote": Quote(claim.quote)}, note)


def _not_stated(claim: c.NotStated) -> Wording:
    return Wording(("not_stated",), {"words": Several(tuple(map(Gloss, claim.words)), "or")})


def _otherwise(claim: c.Otherwise) -> Wording:
    wanted = tuple(Value(claim.facet, one) for one in claim.wanted.split(" or "))
    values = {"value": Value(claim.facet, claim.quote), "wanted": Several(wanted, "or")}
    values["name"] = Name(claim.facet)
    return Wording((f"otherwise.{claim.facet}", "otherwise"), values)


def _likeness(claim: c.Likeness) -> Wording:
    model = "item" if claim.alike else "photo"
    two = (claim.rank, claim.shown) == (1, 2)
    key = "only" if claim.shown == 1 else "two" if two else "first" if claim.rank == 1 else "rank"
    return Wording((f"likeness.{key}.{model}",), {"rank": claim.rank, "shown": claim.shown})


def _lowest_shown(claim: c.LowestShown) -> Wording:
    key = "lowest.two" if claim.shown == 2 else "lowest"
    return Wording((key,), {"shown": claim.shown})


def _cheaper_here(claim: c.CheaperHere) -> Wording:
    values = {"saving": claim.saving, "other": claim.other, "price": claim.other_price}
    return Wording(("cheaper_here",), values)


def _reviewed(claim: c.Reviewed) -> Wording:
    praise, blame = len(claim.praise), len(claim.blame)
    side, other = ("praise", "blame") if praise >= blame else ("blame", "praise")
    most, least = max(praise, blame), min(praise, blame)
    first = (claim.praise if praise >= blame else claim.blame)[0]
    values = {
        "n": most,
        "most": Count(most, claim.reviews),
        "reviews": Count(claim.reviews, claim.reviews),
        "aspect": Value("aspects", claim.aspect),
        "quote": Quote(first.sentence),
        "others": "",
    }
    if least:
        contrary = (claim.blame if praise >= blame else claim.praise)[0]
        few = {"n": least, "few": Count(least, most), "quote": Quote(contrary.sentence)}
        values["others"] = Message(f"reviewed.others.{other}", few)
    key = f"reviewed.{side}"
    return Wording((f"{key}.only",) if claim.reviews == 1 else (key,), values)


def _similar(claim: c.Similar) -> Wording:
    values = {"n": len(claim.said), "trait": Value("selves", claim.trait)}
    return Wording(("similar",), {**values, "quote": Quote(claim.said[0].sentence)})


def _flooded(claim: c.Flooded) -> Wording:
    return Wording(("flooded",), {"n": claim.alike, "flood": claim.day})


def _price_gap(claim: d.PriceGap) -> Wording:
    values = {"gap": claim.gap, "rival": Place(claim.rival)}
    return Wording((f"price_gap.{'less' if claim.less else 'more'}",), values)


def _size_gap(claim: d.SizeGap) -> Wording:
    way = "more" if claim.more else "less"
    sizes = {"mine": Value(claim.name, claim.mine), "other": Value(claim.name, claim.other)}
    keys = (f"size_gap.{claim.name}.{way}", f"size_gap.{way}")
    return Wording(keys, {"rival": Place(claim.rival)}, Message("asked.against", sizes))


def _differs(claim: d.Differs) -> Wording:
    name = claim.attribute.replace("_", " ").strip()
    facet = facet_of(name)
    values = {
        "mine": Value(name, claim.mine),
        "other": Value(name, claim.other),
        "name": Name(name),
        "thing": Thing(name, claim.mine),
        "rival": Place(claim.rival),
    }
    named = ("differs.named",) if name in claim.mine.casefold() else ()
    return Wording((f"differs.{facet}", *named, "differs"), values)


def _store(claim: n.OfStore, key: str) -> Wording:
    """Where a store is, and its hours: "less than 1 km away at Alder, open until 18:00"."""
    far = Message("place.km" if claim.km >= 1 else "place.km.less", {"km": claim.km})
    state = claim.hours
    if state == "opens" and not claim.today:
        state = "opens.later"
    values: dict[str, object] = {"far": far, "store": claim.store}
    if claim.changes:
        day = claim.changes
        values |= {"time": f"{day.hour:02}:{day.minute:02}", "weekday": Weekday(day.date())}
    return Wording((f"{key}.{state}", key), values)


def _store_far(claim: n.StoreFar) -> Wording:
    values = {"km": claim.km, "store": claim.store, "by": claim.by, "limit": claim.limit}
    return Wording(("store_far",), values)


def _not_today(claim: n.NotToday) -> Wording:
    wording = _store(claim, "not_today")
    return wording if claim.why == "closed" else replace(wording, keys=(f"not_today.{claim.why}",))


WORDINGS: dict[type[c.Claim], Callable[[Any], Wording]] = {
    c.PriceFits: _price_fits,
    c.PriceOff: _price_off,
    c.InStock: lambda claim: Wording(("in_stock",)),
    c.SoldOut: lambda claim: Wording(("sold_out",)),
    c.Meets: _meets,
    c.Avoids: _avoids,
    c.SizeFits: _size_fits,
    c.StarsFit: _stars_fit,
    c.ConditionFits: _condition_fits,
    c.Stated: _stated,
    c.Denied: _denied,
    c.NotStated: _not_stated,
    c.Otherwise: _otherwise,
    c.Likeness: _likeness,
    c.LowestShown: _lowest_shown,
    c.CheaperHere: _cheaper_here,
    c.Reviewed: _reviewed,
    c.Flooded: _flooded,
    c.Similar: _similar,
    n.StoreNear: lambda claim: _store(claim, "store_near"),
    n.PickUp: lambda claim: _store(claim, "pick_up"),
    n.StoreFar: _store_far,
    n.NotToday: _not_today,
    n.NoStore: lambda claim: Wording(("no_store",)),
    d.PriceGap: _price_gap,
    d.SizeGap: _size_gap,
    d.StockGap: lambda claim: Wording(("stock_gap",), {"rival": Place(claim.rival)}),
    d.Differs: _differs,
}
"""Type of claim → how it is said."""
