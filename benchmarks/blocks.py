"""Blocks of catalogues of any size that are spread as those of real products are.

Real titles and pictures are encoded once and kept; a larger catalogue is made by placing further
items between neighbours, so that clusters and near-duplicates stay where real ones have them.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fusion.blocks import ItemBlocks, normalise
from fusion.bridge import Bridge, fit_bridge
from retrieval.encoders import Encoder, load_encoder
from retrieval.images import decode_image

PIECE = 512  # items encoded between two saves: what a run that is cut off loses
NEIGHBOURS = 64
SAME_TITLE = 0.15  # share of products that have the title of another, as variants do


@dataclass(frozen=True)
class Sample:
    """n items; a block of zeros is unknown. `questions` are texts a shopper might type for them."""

    blocks: ItemBlocks
    questions: np.ndarray  # (n, d_text) float32
    prior: np.ndarray | None = None  # (n, d_text) what the encoder expects of the pictures, unseen

    def __getitem__(self, rows: np.ndarray) -> Sample:
        prior = None if self.prior is None else self.prior[rows]
        return Sample(self.blocks[rows], self.questions[rows], prior)


def encode_folders(folders: Sequence[Path], cache: Path, seed: int = 0) -> Sample:
    """Every product of the `catalog.csv` (columns title and image) in each of `folders`."""
    rows = [
        (row["title"], folder / row["image"] if row["image"] else None)
        for folder in folders
        for row in csv.DictReader((folder / "catalog.csv").open(encoding="utf-8"))
    ]
    encoder = load_encoder("compact")
    random = np.random.default_rng(seed)
    titles = [title for title, _ in rows]
    pictures = [path for _, path in rows if path]
    text = cached(cache, encoder, titles, encoder.encode_texts)
    questions = [_question(title, random) for title in titles]
    asked = cached(cache, encoder, questions, encoder.encode_queries)
    image = np.zeros((len(rows), encoder.image_dim), np.float32)
    image[[path is not None for _, path in rows]] = cached(
        cache,
        encoder,
        pictures,
        lambda paths: encoder.encode_images(list(map(decode_image, paths))),
    )
    return Sample(ItemBlocks(text, image), asked, encoder.zero_shot_text(image))


def synthetic(n: int, text_dim: int = 384, image_dim: int = 1280, seed: int = 0) -> Sample:
    """n items in clusters of some fifty; the image block depends on the text block in part."""
    random = np.random.default_rng(seed)

    def gauss(*shape: int) -> np.ndarray:
        return random.standard_normal(shape, np.float32) / np.float32(np.sqrt(shape[-1]))

    cluster = random.integers(0, max(n // 50, 1), n)
    text = normalise(gauss(n // 50 + 1, text_dim)[cluster] + 0.6 * gauss(n, text_dim))
    image = 0.7 * text @ gauss(text_dim, image_dim) * np.float32(np.sqrt(image_dim / text_dim))
    image = normalise(image + gauss(n // 50 + 1, image_dim)[cluster] + 0.6 * gauss(n, image_dim))
    return Sample(ItemBlocks(text, image), normalise(text + 0.6 * gauss(n, text_dim)))


def enlarge(sample: Sample, n: int, seed: int = 0) -> ItemBlocks:
    """n items: those of the sample, and as many made from them as it takes.

    One is made from an item by a step towards a neighbour and another along the difference of two
    neighbours, the same in both blocks. These steps are such that the similarity to the 1st, 10th
    and 100th neighbour and the intrinsic dimension (Levina & Bickel 2004) go on as they do when a
    real sample grows. What is made of an item without a picture has none either.
    """
    blocks = sample.blocks
    if n <= len(blocks):
        return blocks[:n]
    random = np.random.default_rng(seed)
    near = _neighbours(blocks, random)
    origin = random.integers(0, len(blocks), n - len(blocks))
    others = np.take_along_axis(
        near[origin], random.integers(0, NEIGHBOURS, (len(origin), 3)), axis=1
    ).T
    towards = random.uniform(0, 0.5, (len(origin), 1)).astype(np.float32)
    along = random.uniform(-1, 1, (len(origin), 1)).astype(np.float32)
    text, image = (
        _moved(block, origin, others, towards, along) for block in (blocks.text, blocks.image)
    )
    same = random.random(len(origin)) < SAME_TITLE
    text[same] = blocks.text[origin[same]]
    return ItemBlocks(np.concatenate([blocks.text, text]), np.concatenate([blocks.image, image]))


def fitted_bridge(sample: Sample) -> Bridge:
    """The bridge fitted on the items that have both blocks."""
    both = np.flatnonzero(sample.blocks.text.any(axis=1) & sample.blocks.image.any(axis=1))
    pairs = sample[both]
    return fit_bridge(pairs.blocks.image, pairs.blocks.text, pairs.prior)


def filled(blocks: ItemBlocks, bridge: Bridge) -> ItemBlocks:
    """The same items, with missing image blocks predicted from the text."""
    missing = ~blocks.image.any(axis=1)
    blocks.image[missing] = bridge.image_from_text(blocks.text[missing])
    return blocks


def _moved(
    block: np.ndarray,
    origin: np.ndarray,
    others: np.ndarray,
    towards: np.ndarray,
    along: np.ndarray,
) -> np.ndarray:
    """The unit vectors of `origin`, moved towards others[0] and along others[1] - others[2].

    Where one of these has no such block, the step is left out.
    """
    known = np.asarray(block.any(axis=1, keepdims=True))
    start, first, second, third = (block[rows] for rows in (origin, *others))
    moved = start + towards * known[others[0]] * (first - start)
    moved += along * (known[others[1]] & known[others[2]]) * (second - third)
    return normalise(known[origin] * moved)


def _neighbours(blocks: ItemBlocks, random: np.random.Generator, dim: int = 96) -> np.ndarray:
    """About the nearest rows of each of n items, (n, NEIGHBOURS), by a random projection."""
    fused = blocks.fused()
    low = normalise(fused @ random.standard_normal((fused.shape[1], dim), np.float32))
    near = np.empty((len(low), NEIGHBOURS), np.int64)
    for start in range(0, len(low), 2048):
        similar = low[start : start + 2048] @ low.T
        near[start : start + 2048] = np.argpartition(-similar, NEIGHBOURS)[:, :NEIGHBOURS]
    return near


def _question(title: str, random: np.random.Generator) -> str:
    """Some of the words of a title, in their order: two at least, half of them at most."""
    words = title.split()
    n = min(len(words), int(random.integers(2, max(3, len(words) // 2 + 1))))
    return " ".join(words[i] for i in sorted(random.choice(len(words), n, replace=False)))


def cached(
    cache: Path, encoder: Encoder, items: Sequence, encode: Callable[[list], np.ndarray]
) -> np.ndarray:
    """encode(items), piece by piece, each kept in `cache` under a hash of what is in it."""
    cache.mkdir(parents=True, exist_ok=True)
    pieces = []
    for start in range(0, len(items), PIECE):
        piece = list(items[start : start + PIECE])
        name = hashlib.sha256(f"{encoder.fingerprint}{piece}".encode()).hexdigest()[:24]
        path = cache / f"{name}.npy"
        if not path.exists():
            np.save(path, encode(piece))
        pieces.append(np.load(path))
    return np.concatenate(pieces)
