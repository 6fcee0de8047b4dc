"""Which words of a product each index sees."""

from __future__ import annotations

import hashlib

from retrieval.offers import Product

LONGEST = 500
"""Characters the text encoder reads; it cuts at 256 tokens anyway."""


def leaf(category: str) -> str:
    """The last step of a category path: "Home > Kitchen > Mugs" → "Mugs"."""
    first_path = category.split(",")[0]
    for separator in (">", "/", "|"):
        first_path = first_path.split(separator)[-1]
    return first_path.strip()


def embedding_text(product: Product) -> str:
    """What the text encoder reads: a title or what stands in for it, "" for none."""
    stated = (
        words
        for field in ("title", "description", "category")
        for offer in product.offers
        if (words := getattr(offer, field))
    )
    return next(stated, "")[:LONGEST]


def lexical_text(product: Product) -> str:
    """What BM25 reads: every word any offer states, titles twice as they say what a thing is."""
    words: list[str] = []
    for offer in product.offers:
        words += [offer.title, offer.title, offer.category, offer.brand, offer.description]
        words += [str(value) for value in offer.attributes.values()]
        words += [offer.offer_id, offer.gtin]
    return " ".join(word for word in words if word)


def text_hash(text: str) -> str:
    """The content hash under which the block of a text is kept."""
    return hashlib.sha256(text.encode()).hexdigest()
