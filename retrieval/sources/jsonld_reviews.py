"""schema.org reviews by themselves: JSON-LD of nodes of type Review, each with what it is about.

Reviews within a Product are read with it (`jsonld`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from retrieval.sources.base import FeedFormat, Heard, ReadOptions, Rejection, Row
from retrieval.sources.jsonld import FIELDS, review_in
from retrieval.sources.nodes import as_list, text_of
from retrieval.sources.readers import json_document, json_rows
from retrieval.sources.sniffing import Head

_TYPE = re.compile(r'"@type"\s*:\s*"(?:https?://schema\.org/)?(\w+)"')
"""The type of the outermost node that has one."""


class JsonLdReviewsFormat(FeedFormat):
    """A list, a graph or lines of Review nodes with itemReviewed."""

    name = "jsonld-reviews"
    holds = "reviews"

    def recognises(self, head: Head) -> bool:
        first = _TYPE.search(head.text)
        return (
            head.text.startswith(("{", "["))
            and '"itemReviewed"' in head.text
            and first is not None
            and first[1] == "Review"
        )

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        if "itemReviewed" in Head.of(path).first_object:
            yield from json_rows(path)
            return
        document = json_document(path)
        nodes = document.get("@graph", document) if isinstance(document, dict) else document
        for number, node in enumerate(as_list(nodes), start=1):
            yield Row(number, node if isinstance(node, dict) else {"text": node})

    def understand(self, row: Row, options: ReadOptions) -> Heard | Rejection:
        about = row.content.get("itemReviewed")
        stated = about if isinstance(about, dict) else {}
        ways = (*FIELDS["offer_id"], *FIELDS["gtin"], *FIELDS["mpn"], "@id", "url")
        names = tuple(dict.fromkeys(filter(None, (text_of(stated.get(way)) for way in ways))))
        if not names:
            return Rejection(row.number, "it names no offer")
        review = review_in(row.content, options.source, names[0])
        if review is None:
            return Rejection(row.number, "there is neither a rating nor a text")
        return Heard(row.number, review, names)
