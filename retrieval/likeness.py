"""How near products come to a question, and a catalogue's floor for that."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from fusion.blocks import MODALITIES, QueryBlocks
from retrieval.columns.offer_columns import OfferColumns
from retrieval.completeness import spread
from retrieval.documents import leaf
from retrieval.floor import Floor, FloorOptions, Likeness, asked_kinds, strange_pictures
from retrieval.generation import Generation
from retrieval.query_encoder import QueryEncoder
from retrieval.words import is_cjk

log = logging.getLogger(__name__)

PICTURES = 20_000
"""Of a catalogue, among which the nearest is looked for; more would say the same."""


def kinds_of(columns: OfferColumns) -> list[str]:
    """What kind of thing each row of a generation is: the last step of its category, or ""."""
    codes, names = columns.category
    leaves = np.array([*map(leaf, names), ""], object)
    named = np.flatnonzero(leaves[codes] != "")[::-1]  # the first offer of a product counts
    kinds = np.full(columns.items, len(names))
    kinds[columns.row[named]] = codes[named]
    return leaves[kinds].tolist()


def judged(
    floor: Floor, generation: Generation, fused: QueryBlocks, words: str, rows: np.ndarray
) -> list[Likeness]:
    """The likeness of the products in `rows`: to the photo where there is one, else to the words.

    Words beside a photo say how the thing should differ, not what it is.
    """
    if fused.evidence["image"] == "image":
        return floor.judge("image", generation.blocks.image[rows] @ fused.image)
    foreign = is_cjk(words) != floor.cjk
    nearness = _to_words(generation, fused.text, words, floor.options, rows)
    return floor.judge("text", nearness, foreign)


def calibrated(
    generation: Generation,
    encode: QueryEncoder,
    kinds: Sequence[str],
    observed: np.ndarray,
    options: FloorOptions,
    kept: Path,
) -> Floor:
    """The floor of a generation of n products; `observed` (n, 2): which have words, a picture.

    Encoding the names of kinds takes seconds, so that what comes of it is kept in the file `kept`.
    """
    try:
        with np.load(kept) as file:
            strange = {name: file[name] for name in MODALITIES}
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):  # not there, or damaged
        rows = spread(observed[:, 1], PICTURES)
        image = generation.blocks.image[rows].astype(np.float32)
        strange = {
            "image": strange_pictures(image, [kinds[row] for row in rows], options),
            "text": _strange_words(generation, encode, kinds, options),
        }
        _keep(kept, strange)
    return Floor(strange, options, cjk=is_cjk(" ".join(asked_kinds(kinds, options))))


def _keep(path: Path, strange: dict[str, np.ndarray]) -> None:
    """Write it whole or not at all; a folder that cannot be written to only costs time later."""
    draft = path.with_suffix(f".{os.getpid()}.npz")
    try:
        path.parent.mkdir(exist_ok=True)
        np.savez(draft, text=strange["text"], image=strange["image"])
        draft.replace(path)
    except OSError as error:
        log.warning("The floor cannot be kept in %s: %s", path, error)


def _strange_words(
    generation: Generation, encode: QueryEncoder, kinds: Sequence[str], options: FloorOptions
) -> np.ndarray:
    """How near the names of kinds come to products of other kinds, (m,) float32."""
    asked, names = asked_kinds(kinds, options), np.array(kinds, object)
    vectors = encode.encoder.encode_queries(asked)
    nearest = []
    for kind, vector in zip(asked, vectors, strict=True):
        scores = _to_words(generation, encode.fuse(vector, None).text, kind, options)
        nearest.append(scores[names != kind].max())
    return np.array(nearest, np.float32)


def _to_words(
    generation: Generation,
    text: np.ndarray,
    words: str,
    options: FloorOptions,
    rows: np.ndarray | None = None,
) -> np.ndarray:
    """How near the products in `rows` (m,), or all, come to a question's words, (m,) float32."""
    stated, blocks = generation.lexical.stated(words, rows), generation.blocks.text
    return (blocks if rows is None else blocks[rows]) @ text + options.stated * stated
