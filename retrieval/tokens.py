"""What blocks were pooled from: an encoder's tokens of words and parts of pictures.

Only cross-attention reads them. They are made when it is wanted, once, and kept in the catalogue
like blocks: under the hash of what they were made from, and the encoder's fingerprint.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from PIL.Image import Image

from fusion.blocks import Tokens
from retrieval.catalogue import Catalogue
from retrieval.documents import embedding_text, text_hash
from retrieval.encoders import Encoder
from retrieval.encoders.base import TokenEncoder
from retrieval.errors import ModelUnavailable
from retrieval.images import decode_image
from retrieval.offers import Product
from retrieval.progress import Progress, silent

BATCH = 32


def of_products(
    catalogue: Catalogue,
    encoder: Encoder,
    products: Sequence[Product],
    progress: Progress = silent,
) -> Tokens | None:
    """The tokens of n products' titles and pictures; None when the encoder hands out none.

    The caller holds the writer's place.
    """
    if not isinstance(encoder, TokenEncoder):
        return None
    titles = {text_hash(text): text for p in products if (text := embedding_text(p))}
    hashes = [text_hash(text) if (text := embedding_text(p)) else "" for p in products]
    pictures = [product.image for product in products]
    return Tokens(
        of_texts(catalogue, encoder, hashes, titles, progress),
        of_images(
            catalogue,
            encoder,
            pictures,
            lambda content: decode_image(catalogue.image_path(content)),
            progress,
        ),
    )


def of_texts(
    catalogue: Catalogue,
    encoder: TokenEncoder,
    hashes: Sequence[str],
    texts: Mapping[str, str],
    progress: Progress = silent,
) -> np.ndarray:
    """Tokens (n, l, d) of texts by their hashes; `texts` says what is behind each, "" is none."""
    return _kept(
        catalogue,
        ("text tokens", encoder.fingerprint, encoder.token_shape),
        hashes,
        lambda some: encoder.text_tokens([texts[one] for one in some]),
        progress,
    )


def of_images(
    catalogue: Catalogue,
    encoder: TokenEncoder,
    hashes: Sequence[str],
    image: Callable[[str], Image],
    progress: Progress = silent,
) -> np.ndarray:
    """Tokens (n, p, d) of pictures by their hashes, which `image` decodes; "" is none."""
    return _kept(
        catalogue,
        ("image tokens", encoder.fingerprint, encoder.patch_shape),
        hashes,
        lambda some: encoder.image_tokens([image(one) for one in some]),
        progress,
    )


def of_question(encoder: Encoder, text: str, images: Sequence[Image]) -> Tokens:
    """The tokens of one question; several photos are averaged, as their blocks are.

    Raises `ModelUnavailable` when the encoder hands out none.
    """
    if not isinstance(encoder, TokenEncoder):
        raise ModelUnavailable(
            "This adapter reads an encoder's tokens, and this encoder hands out none; "
            "choose another with `ingest --fusion`."
        )
    words = np.zeros((1, *encoder.token_shape), np.float32)
    patches = np.zeros((1, *encoder.patch_shape), np.float32)
    if text.strip():
        words = encoder.query_tokens([text])
    if images:
        patches = encoder.image_tokens(images).mean(axis=0, keepdims=True)
    return Tokens(words, patches)


def _kept(
    catalogue: Catalogue,
    what: tuple[str, str, tuple[int, int]],
    hashes: Sequence[str],
    make: Callable[[Sequence[str]], np.ndarray],
    progress: Progress,
) -> np.ndarray:
    kind, fingerprint, (count, width) = what
    store = catalogue.blocks(kind, fingerprint)
    missing = store.missing(hashes)
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        store.save(batch, make(batch).reshape(len(batch), -1))
        progress(f"Making {kind}", start + len(batch), len(missing))
    return store.load(hashes, count * width).reshape(len(hashes), count, width)
