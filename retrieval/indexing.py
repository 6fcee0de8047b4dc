"""Bringing the derived indexes up to date with the catalogue: encode, bridge, build, switch."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fusion.blocks import ItemBlocks
from fusion.bridge import Bridge, SharedSpaceBridge, fit_bridge
from retrieval import tokens
from retrieval.adapters import adapter_print, current_adapter
from retrieval.catalogue import Catalogue
from retrieval.catalogue.checksums import LARGE
from retrieval.catalogue.generations import Live
from retrieval.catalogue.repair import repair
from retrieval.documents import embedding_text, lexical_text, text_hash
from retrieval.encoders import Encoder, load_encoder
from retrieval.encoders.absent import AbsentEncoder
from retrieval.errors import BadCatalogue, BadMedia, DamagedGeneration
from retrieval.generation import Generation
from retrieval.images import decode_image
from retrieval.litter import written_whole
from retrieval.manifest import read_manifest
from retrieval.offers import Product
from retrieval.progress import Progress, silent
from retrieval.relations import SESSIONS, relations
from retrieval.search import Searcher, SearchOptions

if TYPE_CHECKING:
    from fusion.adapter import Adapter, Relations

BATCH = 64  # items encoded and committed at a time


def update(catalogue: Catalogue, encoder: Encoder, progress: Progress = silent) -> bool:
    """Make the live generation match the catalogue; returns whether a new one was built.

    Idempotent, and safe to kill at any point. The caller holds the writer's place.
    """
    if is_current(catalogue, encoder):
        return False
    started = time.monotonic()
    if found := catalogue.damaged_rows(tables=LARGE):
        repair(catalogue, found)  # what is indexed from here on would be wrong for long
    products = list(catalogue.all_products())
    encode_products(catalogue, encoder, products, progress)
    adapter = current_adapter(catalogue)
    shared = relations(products, catalogue.folder / SESSIONS) if adapter else {}
    contents = _contents(products, encoder, adapter, shared)
    live = catalogue.generations.live
    if live and live.contents == contents and _is_whole(catalogue, encoder):
        catalogue.generations.mark_current()
        return False
    _remove_leftovers(catalogue)
    number = catalogue.generations.next_number()
    _build(catalogue, encoder, adapter, products, shared, number, progress)
    catalogue.generations.switch_to(number, contents, time.monotonic() - started)
    forget_unused(catalogue)
    return True


def _remove_leftovers(catalogue: Catalogue) -> None:
    for folder in catalogue.generations.leftovers():
        Generation.remove(folder)


def forget_unused(catalogue: Catalogue) -> None:
    """Delete generations that were replaced twice or begun and not finished, and the bridges and
    floors of those. The caller holds the writer's place."""
    _remove_leftovers(catalogue)
    kept = catalogue.generations.kept
    try:
        manifests = [read_manifest(folder) for folder in kept if folder.is_dir()]
    except (OSError, ValueError):  # the one before is damaged: nobody knows what it needs
        return
    bridges = {manifest["metadata"]["bridge"] for manifest in manifests}
    for path in (catalogue.folder / "bridges").glob("*.safetensors"):
        if path.stem not in bridges:
            path.unlink(missing_ok=True)
    numbers = {folder.name for folder in kept}
    for path in (catalogue.folder / "floors").glob("*.npz"):
        if path.name.partition("-")[0] not in numbers:
            path.unlink(missing_ok=True)


def bridge_path(catalogue: Catalogue, fingerprint: str) -> Path:
    """Where the bridge with this fingerprint is kept."""
    return catalogue.folder / "bridges" / f"{fingerprint}.safetensors"


def _build(
    catalogue: Catalogue,
    encoder: Encoder,
    adapter: Adapter | None,
    products: Sequence[Product],
    shared: Relations,
    number: int,
    progress: Progress,
) -> None:
    """Build and verify generation `number` from the blocks in the catalogue."""
    own = own_blocks(catalogue, encoder, products)
    if adapter and adapter.reads_tokens:
        made = tokens.of_products(catalogue, encoder, products, progress)
        own = replace(own, tokens=made)
    progress("Fitting the bridge", 0, None)
    bridge, blocks = fused_items(encoder, adapter, own, shared)
    path = bridge_path(catalogue, bridge.fingerprint)
    path.parent.mkdir(exist_ok=True)
    with written_whole(path) as draft:
        bridge.save(draft)
    base = _generation(catalogue)
    try:
        Generation.build(
            catalogue.generations.folder(number),
            [p.product_id for p in products],
            blocks,
            [lexical_text(p) for p in products],
            {
                "encoder": encoder.fingerprint,
                "spec": catalogue.get("encoder", "compact"),
                "bridge": bridge.fingerprint,
                "fusion": adapter_print(adapter),
            },
            progress,
            base=base if base and _same_space(base, encoder, adapter) else None,
        ).close()
    finally:
        if base:
            base.close()


def fused_items(
    encoder: Encoder,
    adapter: Adapter | None,
    own: ItemBlocks,
    shared: Relations | None = None,
) -> tuple[Bridge, ItemBlocks]:
    """The bridge fitted on n products, and the blocks to index of them.

    `own` are the encoder's blocks; `shared` is what `relations` makes of the products.
    """
    text, image = own.text, own.image
    prior = encoder.zero_shot_text(image)
    mapped = adapter.picture(image) if adapter else image
    if encoder.shared_space and adapter is None:
        bridge: Bridge = SharedSpaceBridge()
    else:
        pairs = text.any(axis=1) & image.any(axis=1)
        bridge = fit_bridge(mapped[pairs], text[pairs], None if prior is None else prior[pairs])
    blocks = replace(fill_in(bridge, text, mapped, prior), tokens=own.tokens)
    observed = np.stack([text.any(axis=1), image.any(axis=1)], axis=1)
    return bridge, adapter.items(blocks, shared, observed) if adapter else blocks


def fill_in(
    bridge: Bridge, text: np.ndarray, image: np.ndarray, prior: np.ndarray | None
) -> ItemBlocks:
    """Predict the blocks that are missing (rows of zeros) from the ones that are there."""
    no_text, no_image = ~text.any(axis=1), ~image.any(axis=1)
    text, image = text.copy(), image.copy()
    if no_text.any():
        text[no_text] = bridge.text_from_image(
            image[no_text], None if prior is None else prior[no_text]
        )
    if no_image.any():
        image[no_image] = bridge.image_from_text(text[no_image])
    return ItemBlocks(text, image)


def _same_space(generation: Generation, encoder: Encoder, adapter: Adapter | None) -> bool:
    made_with = (generation.metadata["encoder"], generation.metadata.get("fusion", ""))
    return made_with == (encoder.fingerprint, adapter_print(adapter))


def encode_products(
    catalogue: Catalogue, encoder: Encoder, products: Sequence[Product], progress: Progress = silent
) -> None:
    """See to it that the catalogue has the blocks of these products' titles and pictures."""
    texts = {text_hash(text): text for p in products if (text := embedding_text(p))}
    encode_texts(catalogue, encoder, texts, progress)
    encode_images(catalogue, encoder, [p.image for p in products], progress)


def own_blocks(catalogue: Catalogue, encoder: Encoder, products: Sequence[Product]) -> ItemBlocks:
    """The encoder's own blocks of products, a row of zeros where there is no title or picture."""
    hashes = [text_hash(t) if (t := embedding_text(p)) else "" for p in products]
    images = [product.image for product in products]
    return ItemBlocks(
        catalogue.blocks("text", encoder.fingerprint).load(hashes, encoder.text_dim),
        catalogue.blocks("image", encoder.fingerprint).load(images, encoder.image_dim),
    )


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


def _contents(
    products: Sequence[Product], encoder: Encoder, adapter: Adapter | None, shared: Relations
) -> str:
    """Hash of everything a generation is built from."""
    made_by = f"{encoder.fingerprint} {Generation.VERSION} {adapter_print(adapter)}"
    digest = hashlib.sha256(made_by.encode())
    for product in products:
        parts = (product.product_id, embedding_text(product), product.image, lexical_text(product))
        digest.update("\0".join(parts).encode())
        digest.update(b"\n")
    for kind, edges in sorted(shared.items()):
        digest.update(kind.encode() + edges.tobytes())
    return digest.hexdigest()


def is_current(catalogue: Catalogue, encoder: Encoder) -> bool:
    """Whether the live generation holds what the catalogue does, was made by this encoder and
    the adapter in use, and is undamaged."""
    return not catalogue.generations.stale and _is_whole(catalogue, encoder)


def open_live(
    catalogue: Catalogue, options: SearchOptions, encoder: Encoder | None = None
) -> tuple[Searcher, Live]:
    """A searcher over the live generation, and which one that is.

    `encoder` is the one that made the generation, unless given. Where its weights are gone, words
    are answered by BM25 alone until the catalogue is encoded anew. Raises `BadCatalogue` when
    nothing has been indexed yet.
    """
    live = catalogue.generations.live
    if live is None:
        raise BadCatalogue(
            f"The catalogue in {catalogue.address} is empty; fill it with "
            f"`python -m assistant ingest FEED --catalog {catalogue.address}`."
        )
    generation = Generation.open(catalogue.generations.folder(live.number))
    encoder = encoder or load_encoder(generation.metadata["spec"])
    adapter = current_adapter(catalogue)
    if generation.metadata["encoder"] != encoder.fingerprint and adapter is None:
        encoder = _stand_in(generation)
    if not _same_space(generation, encoder, adapter):
        raise BadCatalogue(
            f"The catalogue in {catalogue.address} was encoded with other weights than are here; "
            "open it again, and it is encoded anew."
        )
    bridge = _bridge(catalogue, generation)
    return Searcher(catalogue, generation, encoder, bridge, options, adapter), live


def _bridge(catalogue: Catalogue, generation: Generation) -> Bridge:
    """The bridge of a generation. Raises OSError or ValueError for one that is not as it was
    fitted."""
    fitted = generation.metadata["bridge"]
    bridge = Bridge.load(bridge_path(catalogue, fitted))
    if bridge.fingerprint != fitted:
        raise ValueError(f"the bridge {fitted} was altered")
    return bridge


def is_outdated(catalogue: Catalogue, encoder: Encoder) -> bool:
    """Whether the live generation is undamaged and was made by other weights: it can serve words
    while the catalogue is encoded anew."""
    generation = _generation(catalogue)
    if generation is None:
        return False
    try:
        other = generation.metadata["encoder"] != encoder.fingerprint
        _bridge(catalogue, generation)
        return other and not generation.problems and current_adapter(catalogue) is None
    except (OSError, ValueError, KeyError):
        return False
    finally:
        generation.close()


def _stand_in(generation: Generation) -> Encoder:
    blocks = generation.blocks
    return AbsentEncoder(
        generation.metadata["encoder"], blocks.text.shape[1], blocks.image.shape[1]
    )


def _is_whole(catalogue: Catalogue, encoder: Encoder) -> bool:
    """Whether the live generation was made by this encoder and adapter and is undamaged."""
    generation = _generation(catalogue)
    if generation is None:
        return catalogue.generations.live is None and len(catalogue) == 0
    try:
        _bridge(catalogue, generation)
        ours = _same_space(generation, encoder, current_adapter(catalogue))
        return ours and not generation.problems
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
