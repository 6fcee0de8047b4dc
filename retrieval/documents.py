"""Which words of a product each index sees."""

from __future__ import annotations

import hashlib

from retrieval.offers import Product

LONGEST = 500
"""Characters the text encoder reads; it cuts at 256 tokens anyway."""


SHORTEST = 2
"""Characters of a printed word; single ones are mostly edges that look like letters."""


def leaf(category: str) -> str:
    """The last step of a category path: "Home > Kitchen > Mugs" → "Mugs"."""
    first_path = category.split(",")[0]
    for separator in (">", "/", "|"):
        first_path = first_path.split(separator)[-1]
    return first_path.strip()


def embedding_text(product: Product) -> str:
    """What the text encoder reads: a title or what stands in for it, "" for none.

    Where no shop has a word for a thing, what is printed on its picture stands in.
    """
    stated = (
        words
        for field in ("title", "description", "category")
        for offer in product.offers
        if (words := getattr(offer, field))
    )
    return next(stated, printed_text(product))[:LONGEST]


def lexical_text(product: Product) -> str:
    """What BM25 reads: every word any offer states, titles twice as they say what a thing is, and
    what is printed on its picture."""
    words: list[str] = []
    for offer in product.offers:
        words += [offer.title, offer.title, offer.category, offer.brand, offer.description]
        words += [str(value) for value in offer.attributes.values()]
        words += [offer.offer_id, offer.gtin]
    words.append(printed_text(product))
    return " ".join(word for word in words if word)


def printed_text(product: Product) -> str:
    """What was read off a product's picture and may be words: letters in a row, or digits."""
    words = (word for line in product.printed for word in line.split())
    return " ".join(word for word in words if sum(map(str.isalnum, word)) >= SHORTEST)


def text_hash(text: str) -> str:
    """The content hash under which the block of a text is kept."""
    return hashlib.sha256(text.encode()).hexdigest()
