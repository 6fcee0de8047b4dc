"""Bringing the derived indexes up to date with the catalogue: encode, bridge, build, switch."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from fusion.blocks import ItemBlocks
from fusion.bridge import Bridge, SharedSpaceBridge, fit_bridge
from retrieval.catalogue import Catalogue
from retrieval.documents import embedding_text, lexical_text, text_hash
from retrieval.encoders import Encoder, load_encoder
from retrieval.errors import BadCatalogue, DamagedGeneration
from retrieval.generation import Generation
from retrieval.images import decode_image
from retrieval.offers import Product
from retrieval.progress import Progress, silent
from retrieval.search import Searcher, SearchOptions

BATCH = 64  # items encoded and committed at a time


def update(catalogue: Catalogue, encoder: Encoder, progress: Progress = silent) -> bool:
    """Make the live generation match the catalogue; returns whether a new one was built.

    Idempotent, and safe to kill at any point. The caller holds the writer's place.
    """
    if not catalogue.generations.stale and _is_whole(catalogue, encoder):
        return False
    started = time.monotonic()
    products = list(catalogue.all_products())
    texts = {text_hash(text): text for p in products if (text := embedding_text(p))}
    _encode_texts(catalogue, encoder, texts, progress)
    _encode_images(catalogue, encoder, [p.image for p in products], progress)

    contents = _contents(products, encoder)
    live = catalogue.generations.live
    if live and live.contents == contents and _is_whole(catalogue, encoder):
        catalogue.generations.mark_current()
        return False
    number = catalogue.generations.next_number()
    _build(catalogue, encoder, products, number, progress)
    catalogue.generations.switch_to(number, contents, time.monotonic() - started)
    return True


def bridge_path(catalogue: Catalogue, fingerprint: str) -> Path:
    """Where the bridge with this fingerprint is kept."""
    return catalogue.folder / "bridges" / f"{fingerprint}.safetensors"


def _build(
    catalogue: Catalogue,
    encoder: Encoder,
    products: Sequence[Product],
    number: int,
    progress: Progress,
) -> None:
    """Build and verify generation `number` from the blocks in the catalogue."""
    hashes = [text_hash(t) if (t := embedding_text(p)) else "" for p in products]
    images = [product.image for product in products]
    text = catalogue.blocks("text", encoder.fingerprint).load(hashes, encoder.text_dim)
    image = catalogue.blocks("image", encoder.fingerprint).load(images, encoder.image_dim)
    progress("Fitting the bridge", 0, None)
    bridge = _fit(encoder, text, image)
    path = bridge_path(catalogue, bridge.fingerprint)
    path.parent.mkdir(exist_ok=True)
    bridge.save(path)
    base = _generation(catalogue)
    try:
        Generation.build(
            catalogue.generations.folder(number),
            [p.product_id for p in products],
            fill_in(encoder, bridge, text, image),
            [lexical_text(p) for p in products],
            {
                "encoder": encoder.fingerprint,
                "spec": catalogue.get("encoder", "compact"),
                "bridge": bridge.fingerprint,
            },
            progress,
            base=base if base and base.metadata["encoder"] == encoder.fingerprint else None,
        ).close()
    finally:
        if base:
            base.close()


def _fit(encoder: Encoder, text: np.ndarray, image: np.ndarray) -> Bridge:
    """The bridge of a catalogue: fitted on the products that have both a title and a picture."""
    if encoder.shared_space:
        return SharedSpaceBridge()
    pairs = text.any(axis=1) & image.any(axis=1)
    return fit_bridge(image[pairs], text[pairs], encoder.zero_shot_text(image[pairs]))


def fill_in(encoder: Encoder, bridge: Bridge, text: np.ndarray, image: np.ndarray) -> ItemBlocks:
    """Predict the blocks that are missing (rows of zeros) from the ones that are there."""
    no_text, no_image = ~text.any(axis=1), ~image.any(axis=1)
    text, image = text.copy(), image.copy()
    if no_text.any():
        lone = image[no_text]
        text[no_text] = bridge.text_from_image(lone, encoder.zero_shot_text(lone))
    if no_image.any():
        image[no_image] = bridge.image_from_text(text[no_image])
    return ItemBlocks(text, image)


def _encode_texts(
    catalogue: Catalogue, encoder: Encoder, texts: dict[str, str], progress: Progress
) -> None:
    blocks = catalogue.blocks("text", encoder.fingerprint)
    missing = blocks.missing(texts)
    missing.sort(key=lambda content: len(texts[content]))  # equal lengths waste no padding
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        vectors = encoder.encode_texts([texts[content] for content in batch])
        blocks.save(batch, vectors)
        progress("Encoding titles", start + len(batch), len(missing))


def _encode_images(
    catalogue: Catalogue, encoder: Encoder, images: Sequence[str], progress: Progress
) -> None:
    blocks = catalogue.blocks("image", encoder.fingerprint)
    missing = blocks.missing(images)
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        pictures = [decode_image(catalogue.image_path(content)) for content in batch]
        vectors = encoder.encode_images(pictures)
        blocks.save(batch, vectors)
        progress("Encoding pictures", start + len(batch), len(missing))


def _contents(products: Sequence[Product], encoder: Encoder) -> str:
    """Hash of everything a generation is built from."""
    digest = hashlib.sha256(f"{encoder.fingerprint} {Generation.VERSION}".encode())
    for product in products:
        parts = (product.product_id, embedding_text(product), product.image, lexical_text(product))
        digest.update("\0".join(parts).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def ensure_current(catalogue: Catalogue, progress: Progress = silent) -> None:
    """Finish what a killed ingest began; rebuild a generation that is damaged, or was made by
    other weights than the catalogue's encoder has now.

    Needs no feed: offers, pictures and blocks are in the catalogue. Raises `BadCatalogue` when it
    is needed while another process is writing.
    """
    encoder = load_encoder(catalogue.get("encoder", "compact"))
    if not catalogue.generations.stale and _is_whole(catalogue, encoder):
        return
    with catalogue.writing():
        update(catalogue, encoder, progress)


def open_live(
    catalogue: Catalogue, options: SearchOptions, encoder: Encoder | None = None
) -> tuple[Searcher, int]:
    """A searcher over the live generation, and that generation's number.

    `encoder` is the one that made the generation, unless given. Raises `BadCatalogue` when
    nothing has been indexed yet.
    """
    live = catalogue.generations.live
    if live is None:
        raise BadCatalogue(
            f"The catalogue in {catalogue.folder} is empty; fill it with "
            f"`python -m assistant ingest FEED --catalog {catalogue.folder}`."
        )
    generation = Generation.open(catalogue.generations.folder(live.number))
    encoder = encoder or load_encoder(generation.metadata["spec"])
    if generation.metadata["encoder"] != encoder.fingerprint:
        raise BadCatalogue(
            f"The catalogue in {catalogue.folder} was encoded with other weights than are here; "
            "open it again, and it is encoded anew."
        )
    bridge = Bridge.load(bridge_path(catalogue, generation.metadata["bridge"]))
    return Searcher(catalogue, generation, encoder, bridge, options), live.number


def _is_whole(catalogue: Catalogue, encoder: Encoder) -> bool:
    """Whether the live generation was made by this encoder and all of it is undamaged."""
    generation = _generation(catalogue)
    if generation is None:
        return catalogue.generations.live is None and len(catalogue) == 0
    try:
        Bridge.load(bridge_path(catalogue, generation.metadata["bridge"]))
        return generation.metadata["encoder"] == encoder.fingerprint and not generation.problems
    except (OSError, ValueError, KeyError):
        return False  # of an older version, or damaged
    finally:
        generation.close()


def _generation(catalogue: Catalogue) -> Generation | None:
    """The live generation, None when there is none that can be opened."""
    live = catalogue.generations.live
    if live is None:
        return None
    try:
        return Generation.open(catalogue.generations.folder(live.number))
    except DamagedGeneration:
        return None
