"""Reading the pictures of a catalogue's products, once each and only so long."""

from __future__ import annotations

import time
from collections.abc import Iterable

from retrieval.catalogue import Catalogue
from retrieval.errors import BadMedia
from retrieval.images import decode_image
from retrieval.offers import Product
from retrieval.progress import Progress, silent
from retrieval.reading.printed import PrintedWords
from retrieval.reading.reader import Reader

BATCH = 16  # pictures a transaction: a kill loses at most these


def read_pictures(
    catalogue: Catalogue,
    reader: Reader,
    products: Iterable[Product],
    seconds: float,
    progress: Progress = silent,
) -> int:
    """Read the products' pictures that have not been read; returns how many are left.

    Those of products without words come first, as they gain the most. Stops after `seconds`: what
    is left is read the next time. The caller holds the writer's place.
    """
    until = time.monotonic() + seconds
    wordless_first = sorted(products, key=_has_words)
    missing = catalogue.printed.missing(product.image for product in wordless_first)
    done = 0
    while done < len(missing) and time.monotonic() < until:
        batch: dict[str, PrintedWords] = {}
        for image in missing[done : done + BATCH]:
            if time.monotonic() > until:
                break
            batch[image] = _read(catalogue, reader, image)
        catalogue.printed.save(batch)
        done += len(batch)
        progress("Reading pictures", done, len(missing))
    return len(missing) - done


def _has_words(product: Product) -> bool:
    return any(offer.title or offer.description or offer.category for offer in product.offers)


def _read(catalogue: Catalogue, reader: Reader, image: str) -> PrintedWords:
    try:
        return reader.read(decode_image(catalogue.image_path(image)), glance=True)
    except BadMedia:
        return PrintedWords()
