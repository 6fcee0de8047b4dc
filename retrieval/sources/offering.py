"""From what a feed states, as text under our own field names, to an offer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from retrieval.money import Money
from retrieval.offers import Offer, Question, Review
from retrieval.sources.base import AtOne, ReadOptions, Record, Rejection, Row
from retrieval.sources.branches import branch_of, stocked_of
from retrieval.sources.cleaning import (
    ATTRIBUTE_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    plain_text,
    web_address,
)
from retrieval.sources.dates import day_of, runs_now
from retrieval.sources.identifiers import trusted_gtin
from retrieval.sources.pricing import price_of
from retrieval.sources.ratings import how_many, stars
from retrieval.sources.stock import availability_of, is_hidden

FIELDS = (
    "offer_id title description category brand price sale_price list_price sale_dates sale_starts"
    " sale_ends currency availability quantity published expires url gtin mpn condition group"
    " rating rating_best rating_count picture more_pictures store_code store_name store_latitude"
    " store_longitude store_address store_hours store_zone store_quantity store_availability"
    " pickup_method pickup_sla"
).split()
"""Our names of what feeds state. All but these are attributes."""

MAX_ATTRIBUTES = 100
MAX_REVIEWS = 100  # of one offer, in its own feed; questions as well
MAX_SHOWN = 5  # pictures of one review

CONDITION = {
    "new": "new newcondition".split(),
    "refurbished": "refurbished refurbishedcondition".split(),
    "used": "used usedcondition damagedcondition".split(),
}
"""Our word → what feeds write, without blanks and signs."""
ANSWERED = {
    "shop": "shop store storeowner seller merchant brand vendor owner admin organization".split()
}
"""Who answered a question, where it was the shop."""


def offer_from(
    row: Row,
    fields: Mapping[str, str],
    attributes: Mapping[str, str],
    options: ReadOptions,
    *,
    price: Money | None = None,
    pictures: Iterable[str] = (),
    reviews: Iterable[Review] = (),
    questions: Iterable[Question] = (),
) -> Record | Rejection:
    """The offer that a row states in `fields` (see `FIELDS`) and `attributes`.

    `price` takes the place of the price fields where a format states minor units. A GTIN that is
    not sound is kept as the attribute "stated_gtin", and never used as an identifier.
    """
    offer_id = plain_text(fields.get("offer_id", ""), 200)
    title = plain_text(fields.get("title", ""), TITLE_LENGTH)
    found = tuple(dict.fromkeys(p.strip() for p in pictures if p.strip()))
    if not offer_id:
        return Rejection(row.number, "there is no id")
    if not (title or found):
        return Rejection(row.number, "there is neither a title nor a picture")
    if why := _not_sold(fields, options):
        return Rejection(row.number, why)
    extra = dict(attributes)
    notes: list[str] = [row.note] if row.note else []
    try:
        price = price or price_of(fields, options, extra, notes)
        branches = _branches(offer_id, fields, options)
    except ValueError as error:
        return Rejection(row.number, str(error))
    gtin = trusted_gtin(fields.get("gtin", ""))
    if not gtin:
        extra["stated_gtin"] = fields.get("gtin", "")
    offer = Offer(
        source=options.source,
        offer_id=offer_id,
        title=title,
        description=plain_text(fields.get("description", "")),
        category=plain_text(fields.get("category", ""), TITLE_LENGTH),
        brand=plain_text(fields.get("brand", ""), ATTRIBUTE_LENGTH),
        price=price,
        availability=_availability(fields),
        url=web_address(fields.get("url", "")),
        gtin=gtin,
        mpn=plain_text(fields.get("mpn", ""), 100),
        condition=word(fields.get("condition", ""), CONDITION),
        group=plain_text(fields.get("group", ""), 200),
        rating=stars(fields.get("rating", ""), fields.get("rating_best", "")),
        rating_count=how_many(fields.get("rating_count", "")),
        attributes=clean_attributes(extra),
    )
    said, asked = tuple(reviews)[:MAX_REVIEWS], tuple(questions)[:MAX_REVIEWS]
    return Record(row.number, offer, found, said, asked, branches, notes=tuple(notes))


def review_from(
    source: str,
    offer_id: str,
    fields: Mapping[str, str],
    best: str = "",
    pictures: Iterable[str] = (),
) -> Review | None:
    """A review stated as rating, title, text, date and reply; None when it says nothing."""
    text = plain_text(fields.get("text", ""), TEXT_LENGTH // 4)
    rating = stars(fields.get("rating", ""), best)
    if not text and rating is None:
        return None
    return Review(
        source,
        offer_id,
        rating,
        plain_text(fields.get("title", ""), TITLE_LENGTH),
        text,
        day_of(fields.get("date", "")),
        plain_text(fields.get("reply", ""), TEXT_LENGTH // 4),
        tuple(dict.fromkeys(one.strip() for one in pictures if one.strip()))[:MAX_SHOWN],
    )


def question_from(source: str, offer_id: str, fields: Mapping[str, str]) -> Question | None:
    """A question stated as text, answer and date; None where either is missing."""
    text = plain_text(fields.get("text", ""), TEXT_LENGTH // 4)
    answer = plain_text(fields.get("answer", ""), TEXT_LENGTH // 4)
    if not (text and answer):
        return None
    shop = word(fields.get("answered_by", ""), ANSWERED) == "shop"
    return Question(source, offer_id, text, answer, day_of(fields.get("date", "")), shop)


def clean_attributes(stated: Mapping[str, str]) -> dict[str, str]:
    """At most `MAX_ATTRIBUTES` of the attributes, as plain text; empty ones are left out."""
    clean: dict[str, str] = {}
    for name, value in stated.items():
        text = plain_text(value, ATTRIBUTE_LENGTH)
        if text and len(clean) < MAX_ATTRIBUTES:
            clean[plain_text(name, 60)] = text
    return clean


def word(said: str, words: Mapping[str, list[str]]) -> str:
    """Our word for what a feed writes ("In stock", "https://schema.org/InStock"), "" for none."""
    compact = re.sub(r"[\W_]", "", said.rsplit("/", 1)[-1].lower())
    return next((name for name, spellings in words.items() if compact in spellings), "")


def _branches(offer_id: str, fields: Mapping[str, str], options: ReadOptions) -> tuple[AtOne, ...]:
    """The branch that a row of a product names, and what it has of it; a branch without a stock of
    its own has what the shop has. Raises `ValueError`."""
    if not fields.get("store_code", "").strip():
        return ()
    names = {"pickup_method": "pickup", "pickup_sla": "ready"}
    said = {names.get(n, n.removeprefix("store_")): v for n, v in fields.items() if v.strip()}
    own = {name: fields.get(f"store_{name}", "") for name in ("name", "quantity", "availability")}
    if not (own["quantity"] or own["availability"]):
        own |= {name: fields.get(name, "") for name in ("quantity", "availability")}
    said |= {**own, "price": ""}
    source = options.source
    return ((branch_of(source, said, options), stocked_of(source, offer_id, said, options)),)


def _availability(fields: Mapping[str, str]) -> str:
    """What is said of the stock, else what the number of pieces comes to."""
    said = availability_of(fields.get("availability", ""))
    return said or availability_of(fields.get("quantity", ""))


def _not_sold(fields: Mapping[str, str], options: ReadOptions) -> str:
    """Why a shop does not sell what it lists, "" where it does."""
    if is_hidden(fields.get("published", "")):
        return "the shop has not published it"
    until = fields.get("expires", "").strip()
    if until and runs_now(f"\N{EN DASH}{until}", options.zone) is False:
        return "it is no longer on offer by its expiration date"
    return ""
