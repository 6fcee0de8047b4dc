"""schema.org products as JSON-LD: in web pages, in folders of pages, or as files of their own.

Product, ProductGroup with hasVariant, Offer and AggregateOffer, Review (https://schema.org/Product).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import tee
from pathlib import Path
from typing import Any

from retrieval.offers import Question, Review
from retrieval.sources.base import ATTRIBUTE, FeedFormat, ReadOptions, Record, Rejection, Row
from retrieval.sources.html import microdata, page_text, scripts
from retrieval.sources.jsonld_prices import best_offer, offer_fields
from retrieval.sources.nodes import as_list, quantity, text_of
from retrieval.sources.offering import offer_from, question_from, review_from
from retrieval.sources.readers import flat, json_document, json_rows, parse_loosely
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
QUESTIONS = "questions of its page"  # beside what a product says itself


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
            for row in _page_rows(page):
                number += 1
                yield replace(row, number=number, page=name)

    def understand(self, row: Row, options: ReadOptions) -> Record | Rejection:
        said = row.content
        fields = {
            ours: next((text for name in names if (text := text_of(said.get(name)))), "")
            for ours, names in FIELDS.items()
        }
        offer = best_offer(said.get("offers"), options)
        fields |= {k: v for k, v in offer_fields(offer, options).items() if v}
        fields["offer_id"] = (
            fields["offer_id"] or fields["gtin"] or fields["mpn"] or flat(said.get("@id"))
        ) or fields["url"]
        fields["group"] = text_of(said.get("inProductGroupWithID"))
        rating = said.get("aggregateRating")
        if isinstance(rating, dict):
            fields["rating"] = text_of(rating.get("ratingValue"))
            fields["rating_best"] = text_of(rating.get("bestRating"))
            fields["rating_count"] = text_of(rating.get("reviewCount") or rating.get("ratingCount"))
        attributes = {name: text_of(said.get(name)) for name in ATTRIBUTES}
        for extra in as_list(said.get("additionalProperty")):
            if isinstance(extra, dict):
                attributes[text_of(extra.get("name"))] = quantity(extra)
        reviews = _reviews(said, options.source, fields["offer_id"])
        questions = _questions(said, options.source, fields["offer_id"])
        pictures = addresses(said.get("image"))
        return offer_from(
            row, fields, attributes, options,
            pictures=pictures, reviews=reviews, questions=questions,
        )  # fmt: skip

    def taken_for(self, columns: tuple[str, ...], options: ReadOptions) -> dict[str, str]:
        ours = {name: field for field, names in FIELDS.items() for name in names}
        ours |= {"offers": "price", "image": "picture", "aggregateRating": "rating"}
        ours |= {"inProductGroupWithID": "group", "additionalProperty": ATTRIBUTE}
        return {c: ours.get(c, ATTRIBUTE if c in ATTRIBUTES else "") for c in columns}


def _page_rows(page: Path) -> Iterator[Row]:
    """A row a product of one page or file, and one for each flaw; the numbers are not set."""
    found = False
    documents = _documents(page)
    asked: list[dict[str, Any]] = []
    if page.suffix.lower() in (".html", ".htm"):
        documents = iter(list(documents))
        documents, again = tee(documents)
        asked = _asked_of_one(row.content["document"] for row in again if not row.problem)
    for row in documents:
        if row.problem:
            found = True
            yield row
            continue
        for product in products_in(row.content["document"]):
            found = True
            more = {QUESTIONS: asked} if asked else {}
            yield Row(0, {**product, **more}, note=row.note)
    if not found and page.suffix.lower() in (".html", ".htm"):
        yield Row(0, {}, f"no product was found in the page {legible(page.name)}")


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
        for variant in as_list(group.get("hasVariant")):
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


def _asked_of_one(documents: Iterable[Any]) -> list[dict[str, Any]]:
    """The questions of a page that is about one thing, or the variants of one."""
    products, questions = set(), []
    for document in documents:
        products |= {
            text_of(one.get("inProductGroupWithID") or one.get("sku") or one.get("name"))
            for one in products_in(document)
        }
        questions += [node for node in _nodes(document, 0) if _is(node, {"Question"})]
    return questions if len(products) == 1 else []


def addresses(images: Any) -> list[str]:
    """The addresses of pictures, which may be texts or ImageObjects."""
    return [
        address
        for image in as_list(images)
        if (address := text_of(image.get("contentUrl") or image.get("url"))
            if isinstance(image, dict) else flat(image))
    ]  # fmt: skip


def _reviews(said: Mapping[str, Any], source: str, offer_id: str) -> list[Review]:
    stated = [*as_list(said.get("review")), *as_list(said.get("reviews"))]
    found = (review_in(one, source, offer_id) for one in stated if isinstance(one, dict))
    return [review for review in found if review]


def review_in(node: Mapping[str, Any], source: str, offer_id: str) -> Review | None:
    """What a node of type Review says of an offer; None when it says nothing."""
    rating = node.get("reviewRating")
    scale: Mapping[str, Any] = rating if isinstance(rating, dict) else {"ratingValue": rating}
    answers = [one for one in as_list(node.get("comment")) if isinstance(one, dict)]
    fields = {
        "rating": text_of(scale.get("ratingValue")),
        "title": text_of(node.get("name") or node.get("headline")),
        "text": text_of(node.get("reviewBody") or node.get("description")),
        "date": text_of(node.get("datePublished")),
        "reply": text_of(answers[0].get("text")) if answers else "",
    }
    shown = [*addresses(node.get("image")), *addresses(node.get("associatedMedia"))]
    return review_from(source, offer_id, fields, text_of(scale.get("bestRating")), shown)


def _questions(said: Mapping[str, Any], source: str, offer_id: str) -> list[Question]:
    """A question for each of its answers, as a page's questions state them."""
    found = []
    for node in as_list(said.get(QUESTIONS)):
        answers = [*as_list(node.get("acceptedAnswer")), *as_list(node.get("suggestedAnswer"))]
        for answer in (one for one in answers if isinstance(one, dict)):
            author = answer.get("author")
            fields = {
                "text": text_of(node.get("name") or node.get("text")),
                "answer": text_of(answer.get("text")),
                "date": text_of(answer.get("dateCreated") or answer.get("datePublished")),
                "answered_by": flat(author.get("@type")) if isinstance(author, dict) else "",
            }
            found.append(question_from(source, offer_id, fields))
    return [question for question in found if question]


def _is(node: Mapping[str, Any], types: frozenset[str] | set[str]) -> bool:
    return any(flat(kind).rsplit("/", 1)[-1] in types for kind in as_list(node.get("@type")))


def _documents(page: Path) -> Iterator[Row]:
    """The documents of a page or file, each in a row, or a row with what is wrong in place."""
    head = Head.of(page)
    if head.text.startswith("<"):
        yield from _marked_up(page_text(page))
    elif "\n{" in head.text and head.first_object:
        for row in json_rows(page):
            yield row if row.problem else replace(row, content={"document": row.content})
    else:
        yield Row(0, {"document": json_document(page)})


def _marked_up(text: str) -> Iterator[Row]:
    """What a page states in scripts, else what it states in the attributes of its elements."""
    stated = False
    for script in scripts(text, "application/ld+json"):
        try:
            document, note = parse_loosely(script)
        except ValueError as error:
            problem = f"the page's JSON-LD cannot be read ({error})"
            yield Row(0, {"script": script[:1000]}, problem)
            stated = True
            continue
        stated = stated or any(products_in(document))
        yield Row(0, {"document": document}, note=note)
    if not stated:
        note = "it states no JSON-LD and is read from the marks in its text (microdata)"
        yield Row(0, {"document": microdata(text)}, note=note)
