"""Bringing the derived indexes up to date with the catalogue: encode, bridge, build, switch."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fusion.blocks import ItemBlocks
from fusion.bridge import Bridge
from retrieval import backends, tokens
from retrieval.adapters import adapter_print, current_adapter
from retrieval.catalogue import Catalogue
from retrieval.catalogue.checksums import LARGE
from retrieval.catalogue.generations import Live
from retrieval.catalogue.repair import repair
from retrieval.changes import Change, Signed, change, signed
from retrieval.columns.offer_columns import OfferColumns
from retrieval.documents import Answered, lexical_fields, observed_of
from retrieval.encoders import Encoder, load_encoder
from retrieval.encoders.absent import AbsentEncoder
from retrieval.encoding import encode_products
from retrieval.errors import BadCatalogue, DamagedGeneration
from retrieval.filling import filled, fused_items, own_blocks
from retrieval.generation import Generation
from retrieval.litter import written_whole
from retrieval.manifest import read_manifest
from retrieval.offers import Product
from retrieval.progress import Progress, silent
from retrieval.relations import SESSIONS, relations
from retrieval.search import Searcher, SearchOptions
from retrieval.segment import Content
from retrieval.stores import chosen_store, default_store
from retrieval.stores.building import StoreOptions

if TYPE_CHECKING:
    from fusion.adapter import Adapter, Relations


@dataclass(frozen=True)
class GrowthOptions:
    """When a change becomes a segment of its own, and when all is built anew."""

    least: int = 2000  # products; below this, building all anew takes a moment
    share: float = 0.1  # of the products, that changes may come to before all is built anew
    absorb: int = 2  # a segment up to so many times as large as what is new joins it


GROWTH = GrowthOptions()


def update(
    catalogue: Catalogue,
    encoder: Encoder,
    progress: Progress = silent,
    options: GrowthOptions | None = None,
) -> bool:
    """Make the live generation match the catalogue; returns whether a new one was built.

    A change that is small becomes a segment beside those there are, and is found as soon as that
    is switched to; all is built anew when changes have come to much. Idempotent, and safe to kill
    at any point. The caller holds the writer's place.
    """
    if is_current(catalogue, encoder):
        publish_live(catalogue)
        return False
    started = time.monotonic()
    options = options or GROWTH
    adapter = current_adapter(catalogue)
    progress("Looking for changes", 0, None)
    now = signed(catalogue)
    live, older = catalogue.generations.live, _generation(catalogue)
    try:
        whole = older is not None and _is_ours(catalogue, older, encoder, adapter)
        if adapter is None and whole and older and live:
            found = change(older, now)
            if not len(found):
                catalogue.generations.mark_current()
                return False
            if _is_small(older, found, options):
                _remove_leftovers(catalogue)
                _extend(catalogue, encoder, older, found, now, options, started, progress)
                return True
        _build_all(catalogue, encoder, adapter, now, started, progress, older, live, whole)
    finally:
        if older:
            older.close()
    return True


def publish_live(catalogue: Catalogue) -> None:
    """Give the search engine what it lacks of the live generation: it may be new, or was down."""
    if generation := _generation(catalogue) if backends.named() else None:
        with closing(generation):
            backends.publish(generation)


def _is_small(older: Generation, found: Change, options: GrowthOptions) -> bool:
    base = len(older.segments[0])
    later = len(older.ids) - base
    dead = int(older.dead.sum())
    most = options.share * base
    return base >= options.least and len(found) + later <= most and dead + len(found.dead) <= most


def _extend(
    catalogue: Catalogue,
    encoder: Encoder,
    older: Generation,
    found: Change,
    now: Signed,
    options: GrowthOptions,
    started: float,
    progress: Progress,
) -> None:
    """Build and switch to a generation with one more segment, which takes in small ones."""
    dead = older.dead.copy()
    dead[found.dead] = True
    new, kept, end = list(found.new), len(older.segments), len(older.ids)
    while kept > 1 and len(older.segments[kept - 1]) <= options.absorb * max(len(new), 1):
        kept -= 1
        first = end - len(older.segments[kept])
        new += [older.ids[row] for row in range(first, end) if not dead[row]]
        end = first
    products = catalogue.products(sorted(new), branches=False)
    encode_products(catalogue, encoder, products, progress)
    bridge = _bridge(catalogue, older)
    blocks = filled(encoder, bridge, own_blocks(catalogue, encoder, products))
    number = catalogue.generations.next_number()
    folder = catalogue.generations.folder(number)
    content = _content(products, blocks, now, catalogue.questions.texts())
    with closing(
        Generation.extend(folder, older, kept, np.flatnonzero(dead[:end]), content, older.metadata)
    ) as made:
        backends.publish(made)
    catalogue.generations.switch_to(number, now.contents, time.monotonic() - started)
    forget_unused(catalogue)


def _content(
    products: Sequence[Product], blocks: ItemBlocks, now: Signed, answered: Answered
) -> Content:
    places = {product_id: n for n, product_id in enumerate(now.ids)}
    rows = [places[one.product_id] for one in products]
    return Content(
        [one.product_id for one in products],
        blocks,
        (lexical_fields(one, answered) for one in products),
        now.signatures[rows],
        observed_of(products),
        products,
    )


def _build_all(
    catalogue: Catalogue,
    encoder: Encoder,
    adapter: Adapter | None,
    now: Signed,
    started: float,
    progress: Progress,
    older: Generation | None,
    live: Live | None,
    whole: bool,
) -> None:
    """Build and switch to a generation of one segment, unless the live one is the same."""
    if found := catalogue.damaged_rows(tables=LARGE):
        repair(catalogue, found)  # what is indexed from here on would be wrong for long
    products = list(catalogue.all_products())
    encode_products(catalogue, encoder, products, progress)
    shared = relations(products, catalogue.folder / SESSIONS) if adapter else {}
    contents = _contents(now, encoder, adapter, shared)
    if adapter and whole and live and live.contents == contents:
        catalogue.generations.mark_current()
        return
    _remove_leftovers(catalogue)
    number = catalogue.generations.next_number()
    _build(catalogue, encoder, adapter, products, shared, number, now, progress, older)
    catalogue.generations.switch_to(number, contents, time.monotonic() - started)
    forget_unused(catalogue)


def _contents(now: Signed, encoder: Encoder, adapter: Adapter | None, shared: Relations) -> str:
    """Hash of everything a generation is built from."""
    made_by = f"{encoder.fingerprint} {Generation.VERSION} {adapter_print(adapter)} {now.contents}"
    digest = hashlib.sha256(made_by.encode())
    for kind, edges in sorted(shared.items()):
        digest.update(kind.encode() + edges.tobytes())
    return digest.hexdigest()


def _remove_leftovers(catalogue: Catalogue) -> None:
    kept = _kept(catalogue)
    for folder in catalogue.generations.leftovers():
        if folder not in kept:
            backends.forget(folder)
            Generation.remove(folder)


def _kept(catalogue: Catalogue) -> set[Path]:
    """The folders of all segments of the live generation and of the one before it."""
    return {path for one in catalogue.generations.kept for path in Generation.folders(one)}


def forget_unused(catalogue: Catalogue) -> None:
    """Delete generations that were replaced twice or begun and not finished, and the bridges and
    floors of those. The caller holds the writer's place."""
    _remove_leftovers(catalogue)
    kept = _kept(catalogue)
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
    now: Signed,
    progress: Progress,
    older: Generation | None,
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
    built = Generation.build(
        catalogue.generations.folder(number),
        _content(products, blocks, now, catalogue.questions.texts()),
        {
            "encoder": encoder.fingerprint,
            "spec": catalogue.get("encoder", "compact"),
            "bridge": bridge.fingerprint,
            "fusion": adapter_print(adapter),
        },
        progress,
        StoreOptions(chosen_store(catalogue) or default_store()),
        older if older and _same_space(older, encoder, adapter) else None,
    )
    with closing(built):
        backends.publish(built)


def _same_space(generation: Generation, encoder: Encoder, adapter: Adapter | None) -> bool:
    made_with = (generation.metadata["encoder"], generation.metadata.get("fusion", ""))
    return made_with == (encoder.fingerprint, adapter_print(adapter))


def _same_store(catalogue: Catalogue, generation: Generation) -> bool:
    """Where nobody chose, any will do: the environment alone builds nothing anew."""
    return chosen_store(catalogue) in ("", generation.store)


def is_current(catalogue: Catalogue, encoder: Encoder) -> bool:
    """Whether the live generation holds what the catalogue does, was made by this encoder and
    the adapter in use, and is undamaged."""
    return not catalogue.generations.stale and _is_whole(catalogue, encoder)


def open_live(
    catalogue: Catalogue,
    options: SearchOptions,
    encoder: Encoder | None = None,
    old: Searcher | None = None,
) -> tuple[Searcher, Live]:
    """A searcher over the live generation, and which one that is.

    What `old` has open and has read is shared with it. `encoder` is the one that made the
    generation, unless given. Where its weights are gone, words are answered by BM25 alone until
    the catalogue is encoded anew. Raises `BadCatalogue` when nothing has been indexed yet.
    """
    live = catalogue.generations.live
    if live is None:
        raise BadCatalogue(
            f"The catalogue in {catalogue.address} is empty; fill it with "
            f"`python -m assistant ingest FEED --catalog {catalogue.address}`."
        )
    known = old.generation if old else None
    generation = Generation.open(catalogue.generations.folder(live.number), known)
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
    columns = OfferColumns.load(catalogue, generation, old.columns if old else None)
    backend = backends.backend_of(generation, options.exact)
    return Searcher(
        catalogue, generation, encoder, bridge, options, adapter, columns, backend
    ), live


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
    with closing(generation):
        return _is_ours(catalogue, generation, encoder, current_adapter(catalogue))


def _is_ours(
    catalogue: Catalogue, generation: Generation, encoder: Encoder, adapter: Adapter | None
) -> bool:
    try:
        _bridge(catalogue, generation)
        same = _same_space(generation, encoder, adapter) and _same_store(catalogue, generation)
        return same and not generation.problems
    except (OSError, ValueError, KeyError):
        return False  # of an older version, or damaged


def _generation(catalogue: Catalogue) -> Generation | None:
    """The live generation, None when there is none that can be opened."""
    live = catalogue.generations.live
    if live is None:
        return None
    try:
        return Generation.open(catalogue.generations.folder(live.number))
    except DamagedGeneration:
        return None
