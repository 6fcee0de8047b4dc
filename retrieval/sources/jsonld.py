"""schema.org products as JSON-LD: in web pages, in folders of pages, or as files of their own.

Product, ProductGroup with hasVariant, Offer and AggregateOffer, Review (https://schema.org/Product).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from retrieval.offers import Review
from retrieval.sources.base import FeedFormat, ReadOptions, Record, Rejection, Row
from retrieval.sources.html import scripts
from retrieval.sources.offering import offer_from, review_from
from retrieval.sources.readers import flat, json_document, json_rows, parse_json
from retrieval.sources.sniffing import Head
from retrieval.sources.tables import legible

PAGES = (".html", ".htm", ".jsonld")
PRODUCTS = frozenset({"Product", "IndividualProduct", "ProductModel", "SomeProducts"})
SHARED = ("name", "description", "brand", "image", "category", "aggregateRating", "review",
          "reviews", "material", "pattern", "url")  # fmt: skip
"""What a variant takes from its group where it is silent itself."""

FIELDS = {
    "offer_id": ("sku", "productID", "identifier"),
    "title": ("name",),
    "description": ("description",),
    "category": ("category",),
    "brand": ("brand", "manufacturer"),
    "gtin": ("gtin", "gtin13", "gtin14", "gtin12", "gtin8", "isbn"),
    "mpn": ("mpn", "model"),
    "url": ("url",),
}
ATTRIBUTES = ("color", "material", "pattern", "size", "weight", "height", "width", "depth",
              "keywords", "slogan", "audience")  # fmt: skip
MAX_DEPTH = 12  # of nested nodes; more is no product page


class JsonLdFormat(FeedFormat):
    """One offer a Product; the variants of a ProductGroup are a group."""

    name = "jsonld"

    def recognises(self, head: Head) -> bool:
        if head.path.is_dir():
            return any(is_page(child) for child in head.path.rglob("*"))
        if head.text.startswith("<"):
            return head.suffix in PAGES or "<html" in head.text[:2000].lower()
        return head.suffix == ".jsonld" or (
            head.text.startswith(("{", "[")) and '"@type"' in head.text
        )

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        number = 0
        pages = sorted(filter(is_page, path.rglob("*"))) if path.is_dir() else [path]
        for page in pages:
            name = legible(page.relative_to(path).as_posix()) if path.is_dir() else ""
            for document in _documents(page):
                if isinstance(document, Row):
                    number += 1
                    yield Row(number, document.content, document.problem, name)
                    continue
                for product in products_in(document):
                    number += 1
                    yield Row(number, product, "", name)

    def understand(self, row: Row, options: ReadOptions) -> Record | Rejection:
        said = row.content
        fields = {
            ours: next((text for name in names if (text := text_of(said.get(name)))), "")
            for ours, names in FIELDS.items()
        }
        offer = _best(said.get("offers"))
        fields |= {k: v for k, v in _offer_fields(offer).items() if v}
        fields["offer_id"] = (
            fields["offer_id"] or fields["gtin"] or fields["mpn"] or flat(said.get("@id"))
        ) or fields["url"]
        fields["group"] = text_of(said.get("inProductGroupWithID"))
        rating = said.get("aggregateRating")
        if isinstance(rating, dict):
            fields["rating"] = text_of(rating.get("ratingValue"))
            fields["rating_count"] = text_of(rating.get("reviewCount") or rating.get("ratingCount"))
        attributes = {name: text_of(said.get(name)) for name in ATTRIBUTES}
        for extra in _list(said.get("additionalProperty")):
            if isinstance(extra, dict):
                attributes[text_of(extra.get("name"))] = _quantity(extra)
        reviews = _reviews(said, options.source, fields["offer_id"])
        pictures = [
            address
            for image in _list(said.get("image"))
            if (address := text_of(image.get("contentUrl") or image.get("url"))
                if isinstance(image, dict) else flat(image))
        ]  # fmt: skip
        return offer_from(row, fields, attributes, options, pictures=pictures, reviews=reviews)


def is_page(path: Path) -> bool:
    """Whether a file of a folder is a page that may state products."""
    return path.suffix.lower() in PAGES and path.is_file()


def products_in(document: Any) -> Iterator[dict[str, Any]]:
    """Every product of a document, complete: references followed, variants with their group's."""
    nodes = list(_nodes(document, 0))
    named = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }
    done: set[int] = set()
    for group in (node for node in nodes if _is(node, {"ProductGroup"})):
        shared = {name: group[name] for name in SHARED if name in group}
        shared["inProductGroupWithID"] = group.get("productGroupID") or group.get("@id", "")
        for variant in _list(group.get("hasVariant")):
            if isinstance(variant, dict):
                full = named.get(flat(variant.get("@id")), variant)
                done |= {id(variant), id(full)}
                yield _resolved({**shared, **full}, named)
    for node in nodes:
        if _is(node, PRODUCTS) and id(node) not in done and ("name" in node or "offers" in node):
            yield _resolved(node, named)


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every object in a document, outer before inner."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for name, inner in value.items():
            if name not in ("isRelatedTo", "isSimilarTo", "itemReviewed", "isVariantOf"):
                yield from _nodes(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner, depth + 1)


def _resolved(node: Mapping[str, Any], named: Mapping[str, dict]) -> dict[str, Any]:
    """The node with bare references ({"@id": …}) in place of which stands what they name."""

    def follow(value: Any) -> Any:
        if isinstance(value, list):
            return [follow(one) for one in value]
        if isinstance(value, dict) and len(value) == 1 and "@id" in value:
            return named.get(flat(value["@id"]), value)
        return value

    return {name: follow(value) for name, value in node.items() if name != "hasVariant"}


def _best(offers: Any) -> Mapping[str, Any]:
    """The cheapest of the offers that are in stock, else of all; {} for none."""
    flattened: list[Mapping[str, Any]] = []
    for offer in _list(offers):
        if isinstance(offer, dict):
            inner = [one for one in _list(offer.get("offers")) if isinstance(one, dict)]
            flattened += inner or [offer]

    def rank(offer: Mapping[str, Any]) -> tuple[bool, float]:
        stated = _offer_fields(offer)
        try:
            price = float(stated["price"])
        except ValueError:
            price = float("inf")
        return "InStock" not in stated["availability"], price

    return min(flattened, key=rank, default={})


def _offer_fields(offer: Mapping[str, Any]) -> dict[str, str]:
    """Price, stock and address as an Offer or AggregateOffer states them."""
    terms = next((s for s in _list(offer.get("priceSpecification")) if isinstance(s, dict)), {})
    price = (
        text_of(offer.get("price")) or text_of(offer.get("lowPrice")) or text_of(terms.get("price"))
    )
    return {
        "price": price,
        "currency": text_of(offer.get("priceCurrency") or terms.get("priceCurrency")),
        "availability": text_of(offer.get("availability")),
        "condition": text_of(offer.get("itemCondition")),
        "url": text_of(offer.get("url")),
        "offer_id": text_of(offer.get("sku")),
    }


def _reviews(said: Mapping[str, Any], source: str, offer_id: str) -> list[Review]:
    found = []
    for review in [*_list(said.get("review")), *_list(said.get("reviews"))]:
        if not isinstance(review, dict):
            continue
        rating = review.get("reviewRating")
        scale: Mapping[str, Any] = rating if isinstance(rating, dict) else {"ratingValue": rating}
        fields = {
            "rating": text_of(scale.get("ratingValue")),
            "title": text_of(review.get("name") or review.get("headline")),
            "text": text_of(review.get("reviewBody") or review.get("description")),
            "date": text_of(review.get("datePublished")),
        }
        found.append(review_from(source, offer_id, fields, text_of(scale.get("bestRating")) or "5"))
    return [review for review in found if review]


def text_of(value: Any) -> str:
    """The text of a property: itself, a node's name or value, the first of several."""
    if isinstance(value, list):
        return next((text for one in value if (text := text_of(one))), "")
    if isinstance(value, dict):
        if "value" in value:
            return _quantity(value)
        return text_of(value.get("name") or value.get("@value") or value.get("@id"))
    return flat(value)


def _quantity(node: Mapping[str, Any]) -> str:
    unit = flat(node.get("unitText") or node.get("unitCode"))
    return f"{flat(node.get('value'))} {unit}".strip()


def _is(node: Mapping[str, Any], types: frozenset[str] | set[str]) -> bool:
    return any(flat(kind).rsplit("/", 1)[-1] in types for kind in _list(node.get("@type")))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _documents(page: Path) -> Iterator[Any]:
    """The JSON-LD documents of a page, or a row with what is wrong in place of one."""
    head = Head.of(page)
    if head.text.startswith("<"):
        text = page.read_text(encoding="utf-8-sig", errors="replace")
        for script in scripts(text, "application/ld+json"):
            try:
                yield parse_json(script)
            except ValueError as error:
                problem = f"the page's JSON-LD cannot be read ({error})"
                yield Row(0, {"script": script[:1000]}, problem)
    elif "\n{" in head.text and head.first_object:
        for row in json_rows(page):
            yield row if row.problem else row.content
    else:
        yield json_document(page)
