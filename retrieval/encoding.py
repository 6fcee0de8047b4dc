"""Encoding what is new: titles and pictures whose blocks the catalogue does not have yet."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from retrieval.catalogue import Catalogue
from retrieval.documents import embedding_text, text_hash
from retrieval.encoders import Encoder
from retrieval.errors import BadMedia
from retrieval.images import decode_image
from retrieval.offers import Product
from retrieval.progress import Progress, silent
from retrieval.shown import shown_of

BATCH = 64  # items encoded and committed at a time


def encode_products(
    catalogue: Catalogue, encoder: Encoder, products: Sequence[Product], progress: Progress = silent
) -> None:
    """See to it that the catalogue has the blocks of these products' titles and pictures, and of
    those in their reviews."""
    texts = {text_hash(text): text for p in products if (text := embedding_text(p))}
    encode_texts(catalogue, encoder, texts, progress)
    images = [p.image for p in products]
    images += [image for each in shown_of(catalogue, products) for image in each]
    encode_images(catalogue, encoder, images, progress)


def encode_texts(
    catalogue: Catalogue, encoder: Encoder, texts: dict[str, str], progress: Progress
) -> None:
    """Make the blocks that are missing of texts, content hash → text."""
    blocks = catalogue.blocks("text", encoder.fingerprint)
    missing = blocks.missing(texts)
    missing.sort(key=lambda content: len(texts[content]))  # equal lengths waste no padding
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        vectors = encoder.encode_texts([texts[content] for content in batch])
        blocks.save(batch, vectors)
        progress("Encoding titles", start + len(batch), len(missing))


def encode_images(
    catalogue: Catalogue, encoder: Encoder, images: Sequence[str], progress: Progress
) -> None:
    """Make the blocks that are missing of pictures, named by their content hashes."""
    blocks = catalogue.blocks("image", encoder.fingerprint)
    missing = blocks.missing(images)
    for start in range(0, len(missing), BATCH):
        batch = {}
        for content in missing[start : start + BATCH]:
            with suppress(BadMedia):  # damaged: the next ingest writes it again
                batch[content] = decode_image(catalogue.image_path(content))
        if batch:
            blocks.save(list(batch), encoder.encode_images(list(batch.values())))
        progress("Encoding pictures", min(start + BATCH, len(missing)), len(missing))
