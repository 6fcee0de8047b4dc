"""Checks of what fields state, deny, or are silent on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from assistant.explain.checks.record import Record, Screen, folded, holds_verbatim, occurs
from assistant.explain.claims import (
    Avoids,
    Claim,
    ConditionFits,
    Denied,
    InStock,
    Meets,
    NotStated,
    Otherwise,
    Quoted,
    SoldOut,
    StarsFit,
    Stated,
)
from assistant.explain.differences import Differs, StockGap
from assistant.lexicon import Lexicon

_FIELD_OF = {
    "colour": r"colou?r|farbe|颜色", "material": r"material|fabric|材质", "pattern": r"pattern",
    "size": r"size", "for": r"gender|audience|sex|age|for", "category": r"$^", "brand": r"$^",
}  # fmt: skip
"""Facet → attributes that speak of it."""
_PEOPLE = {
    "man": r"\bm[ae]n|\bmale", "woman": r"wom[ae]n|female|lad(?:y|ies)", "boy": r"\bboy",
    "girl": r"\bgirl", "kid": r"\bkid|child", "baby": r"bab(?:y|ies)|infant|newborn",
}  # fmt: skip
_CONDITIONS = {
    "new": r"\bnew\b", "used": r"\bused\b|second.hand|pre.?owned",
    "refurbished": r"refurb|renewed|recondition",
}  # fmt: skip


def _quoted(claim: Quoted, record: Record) -> str:
    """Why the quotation is none, "" where the field has it."""
    if claim.field == "review":
        texts = [review.text for review in record.reviews]
    else:
        texts = [record.text(claim.field)]
    found = any(holds_verbatim(text, claim.quote) for text in texts)
    return "" if found else f"{claim.field} does not hold {claim.quote!r}"


def _in_stock(claim: InStock, record: Record, screen: Screen) -> str:
    fine = record.offer.availability == claim.availability == "in_stock"
    return "" if fine else "the shop does not say so"


def _meets(claim: Meets, record: Record, screen: Screen) -> str:
    if problem := _quoted(claim, record):
        return problem
    if not occurs(claim.quote, claim.said)[0]:
        return f"it does not say {claim.said!r}"
    attribute = claim.field.removeprefix("attributes.")
    if claim.facet.startswith("attributes."):
        asked = claim.facet.removeprefix("attributes.").replace("_", " ")
        if folded(attribute.replace("_", " ")) != folded(asked):
            return "that is another attribute"
    elif attribute != claim.field and not re.search(_FIELD_OF[claim.facet], folded(attribute)):
        return f"{claim.field} does not speak of {claim.facet}"
    return "" if _is_a_way_to_say(claim) else f"{claim.said!r} is not {claim.wanted!r}"


def _is_a_way_to_say(claim: Meets) -> bool:
    said, wanted = folded(claim.said), folded(claim.wanted)
    if occurs(said, wanted)[0]:
        return True
    if claim.facet == "for":
        return bool(re.search(_PEOPLE.get(wanted, "$^"), said))
    if claim.facet == "shop":
        return said.replace("-", " ") == wanted.replace("-", " ")
    if claim.facet == "size":
        return said[:1] == wanted[:1] and said in ("small", "medium", "large", "x-large")
    tables = Lexicon.load()
    names = {wanted, tables.canonical.get(claim.facet, {}).get(wanted, wanted)}
    names |= {kind for n in names for kind in tables.narrower(claim.facet, n)}
    ways = [w for n in names for w in (n, *tables.concepts.get(claim.facet, {}).get(n, ()))]
    return any(occurs(said, way)[0] for way in ways)


def _avoids(claim: Avoids, record: Record, screen: Screen) -> str:
    if claim.field and (problem := _quoted(claim, record)):
        return problem
    where: dict[str, list[str]] = {
        "shop": [record.offer.source.replace("-", " ")],
        "brand": [record.offer.brand],
        "category": [record.offer.category],
    }
    texts = where.get(claim.facet) or list(record.own_texts)
    said = any(any(occurs(text, claim.unwanted)) for text in texts)
    return f"it mentions {claim.unwanted!r}" if said else ""


def _condition(claim: ConditionFits, record: Record, screen: Screen) -> str:
    fine = re.search(_CONDITIONS.get(claim.condition, "$^"), folded(claim.quote))
    return _quoted(claim, record) or ("" if fine else f"it does not say {claim.condition}")


def _stars(claim: StarsFit, record: Record, screen: Screen) -> str:
    if problem := _quoted(claim, record):
        return problem
    number = re.match(r"\s*(\d(?:[.,]\d+)?)", claim.quote)
    if not re.search("rating|star|score", claim.field) or not number:
        return f"{claim.field} is no rating"
    stars = float(number[1].replace(",", "."))
    fine = stars == claim.stars and stars >= claim.wanted
    return "" if fine else f"it states {stars:g} stars"


def _sold_out(claim: SoldOut, record: Record, screen: Screen) -> str:
    return "" if record.offer.availability == "out_of_stock" else "the shop does not say so"


def _stated(claim: Stated, record: Record, screen: Screen) -> str:
    if not claim.words:
        return "it claims nothing"
    silent = [word for word in claim.words if not occurs(claim.quote, word)[0]]
    return _quoted(claim, record) or (f"the quotation does not say {silent}" if silent else "")


def _denied(claim: Denied, record: Record, screen: Screen) -> str:
    if not any(holds_verbatim(text, claim.quote) for text in record.all_texts):
        return f"nothing holds {claim.quote!r}"
    if not occurs(claim.quote, claim.word)[1]:
        return "the quotation does not deny it"
    said = any(occurs(text, claim.word)[0] for text in record.all_texts)
    return "another text states it" if said else ""


def _not_stated(claim: NotStated, record: Record, screen: Screen) -> str:
    said = [w for w in claim.words if any(any(occurs(text, w)) for text in record.all_texts)]
    return f"{said} are mentioned" if said or not claim.words else ""


def _otherwise(claim: Otherwise, record: Record, screen: Screen) -> str:
    if record.text(claim.field) != claim.quote or _quoted(claim, record):
        return f"{claim.field} is not {claim.quote!r}"
    wanted = claim.wanted.split(" or ")
    said = any(occurs(t, w)[0] for t in (claim.quote, record.offer.title) for w in wanted)
    return "it does state what was asked for" if said else ""


def _differs(claim: Differs, record: Record, screen: Screen) -> str:
    other = record.rival(screen, claim.rival)
    if other is None:
        return "there is no other one there"
    mine, theirs = (one.text(f"attributes.{claim.attribute}") for one in (record, other))
    if (mine, theirs) != (claim.mine, claim.other) or not (mine and theirs):
        return "they state something else"
    fine = folded(mine) != folded(theirs) and holds_verbatim(mine, mine)
    return "" if fine and holds_verbatim(theirs, theirs) else "they do not differ"


def _stock_gap(claim: StockGap, record: Record, screen: Screen) -> str:
    other = record.rival(screen, claim.rival)
    stocks = (record.offer.availability, other.offer.availability if other else "")
    return "" if stocks == ("in_stock", "out_of_stock") else "the shops say something else"


CHECKS: dict[type[Claim], Callable[[Any, Record, Screen], str]] = {
    InStock: _in_stock,
    SoldOut: _sold_out,
    Meets: _meets,
    Avoids: _avoids,
    ConditionFits: _condition,
    StarsFit: _stars,
    Stated: _stated,
    Denied: _denied,
    NotStated: _not_stated,
    Otherwise: _otherwise,
    Differs: _differs,
    StockGap: _stock_gap,
}
