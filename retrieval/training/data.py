"""What there is to learn from: an evaluation folder, or a catalogue's own products.

Blocks are made once and kept in a catalogue, under the encoder's fingerprint: a second training
encodes nothing.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from fusion.adapter import Relations
from fusion.blocks import ItemBlocks, Tokens
from fusion.task import Task
from retrieval import tokens
from retrieval.catalogue import Catalogue
from retrieval.documents import text_hash
from retrieval.encoders import Encoder
from retrieval.encoders.base import TokenEncoder
from retrieval.encoding import encode_products
from retrieval.errors import BadFeed
from retrieval.filling import dense, own_blocks
from retrieval.images import decode_image
from retrieval.ingest import IngestOptions, ingest
from retrieval.offers import Product
from retrieval.progress import Progress, silent
from retrieval.relations import SESSIONS, relations

CACHE = ".features"
BATCH = 32


@dataclass(frozen=True)
class DataSet:
    """n products and m questions about them, as the encoder's own blocks."""

    items: ItemBlocks
    queries: ItemBlocks  # a row of zeros is missing
    relevant: tuple[tuple[int, ...], ...]  # rows of the right products, the best first
    test: np.ndarray  # (m,) bool: questions set apart for testing; none set apart: all False
    category: np.ndarray  # (n,) int64, −1 unknown
    relations: Relations  # what products have in common
    photos: tuple[Path | None, ...] = ()  # files of the questions' photos

    @property
    def target(self) -> np.ndarray:
        """(m,) the best product for each question."""
        return np.array([rows[0] for rows in self.relevant], np.int64)

    def task(self, rows: np.ndarray, seed: int, valid_share: float = 0.15) -> Task:
        """A task of the training questions `rows`, some products of which are for validation."""
        whole = Task(
            self.items,
            self.queries,
            self.target,
            rows,
            rows[:0],
            self.category,
            self.relations,
            alike=_alike(self.relevant, len(self.items)),
        )
        return whole.splitted(valid_share, seed)


@dataclass(frozen=True)
class _Question:
    text: str
    photo: Path | None
    relevant: tuple[str, ...]
    test: bool


def read_folder(
    folder: Path,
    encoder: Encoder,
    cache: Path | None = None,
    progress: Progress = silent,
    with_tokens: bool = False,
) -> DataSet:
    """`catalog.csv` and `queries.jsonl` of an evaluation folder; questions that are spoken only are
    left out. A line may say `"split": "train"` or `"test"`. `with_tokens` also asks the encoder for
    what its blocks are pooled from.

    Raises `BadFeed` when a file is missing or cannot be read.
    """
    questions = list(_questions(folder / "queries.jsonl"))
    catalogue = Catalogue.create(cache or folder / CACHE)
    try:
        options = IngestOptions(format_name="table", source="data")
        ingest(catalogue, encoder, str(folder / "catalog.csv"), options, progress=progress)
        products = list(catalogue.all_products())
        with catalogue.writing():
            text, image = _encoded(catalogue, encoder, questions, progress)
            of_items, asked = None, None
            if with_tokens and isinstance(encoder, TokenEncoder):
                of_items = tokens.of_products(catalogue, encoder, products, progress)
                asked = _asked_tokens(catalogue, encoder, questions, progress)
        row = {offer.offer_id: i for i, product in enumerate(products) for offer in product.offers}
        relevant = [tuple(row[one] for one in q.relevant if one in row) for q in questions]
        kept = np.array([bool(rows) for rows in relevant])
        if not kept.any():
            raise BadFeed(f"No question in {folder} is about a product of its catalog.csv.")
        return DataSet(
            replace(dense(own_blocks(catalogue, encoder, products)), tokens=of_items),
            ItemBlocks(text, image, asked)[kept],
            tuple(rows for rows in relevant if rows),
            np.array([question.test for question in questions])[kept],
            *_shared(products, folder / SESSIONS),
            tuple(q.photo for q, rows in zip(questions, relevant, strict=True) if rows),
        )
    finally:
        catalogue.close()


def read_catalogue(
    catalogue: Catalogue,
    encoder: Encoder,
    progress: Progress = silent,
    with_tokens: bool = False,
) -> DataSet:
    """A catalogue's own titles and pictures, each as a question for its product.

    Raises `BadFeed` when there are no products to learn from.
    """
    products = list(catalogue.all_products())
    if not products:
        raise BadFeed(f"The catalogue in {catalogue.folder} is empty; ingest a feed first.")
    with catalogue.writing():
        encode_products(catalogue, encoder, products, progress)
        made = tokens.of_products(catalogue, encoder, products, progress) if with_tokens else None
    items = replace(dense(own_blocks(catalogue, encoder, products)), tokens=made)
    by_text, by_image = (np.flatnonzero(b.any(axis=1)) for b in (items.text, items.image))
    rows = np.concatenate([by_text, by_image])
    queries = copy.deepcopy(items[rows])
    queries.text[: len(by_text)] = encoder.encode_queries([products[row].title for row in by_text])
    for part in (queries, queries.tokens):
        if part is not None:
            part.image[: len(by_text)], part.text[len(by_text) :] = 0, 0
    relevant = tuple((int(row),) for row in rows)
    shared = _shared(products, catalogue.folder / SESSIONS)
    return DataSet(items, queries, relevant, np.zeros(len(rows), bool), *shared)


def _questions(path: Path) -> list[_Question]:
    found = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadFeed(f"{path} cannot be read: {error}.") from error
    for number, line in enumerate(filter(str.strip, lines), start=1):
        try:
            row = json.loads(line)
            photo = path.parent / row["photo"] if row.get("photo") else None
            relevant = tuple(str(one) for one in row["relevant"])
            if row.get("text") or photo:
                test = row.get("split") == "test"
                found.append(_Question(row.get("text") or "", photo, relevant, test))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadFeed(f"{path}, line {number} is not a query: {error}.") from error
    return found


def _encoded(
    catalogue: Catalogue, encoder: Encoder, questions: Sequence[_Question], progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """Blocks of the questions' words and photos; photos are kept under their files' hashes."""
    worded = [row for row, question in enumerate(questions) if question.text]
    text = np.zeros((len(questions), encoder.text_dim), np.float32)
    text[worded] = encoder.encode_queries([questions[row].text for row in worded])
    hashes, file = _photo_files(questions)
    store = catalogue.blocks("photo", encoder.fingerprint)
    missing = store.missing(hashes)
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        store.save(batch, encoder.encode_photos([decode_image(file[one]) for one in batch]))
        progress("Encoding photos", start + len(batch), len(missing))
    return text, store.load(hashes, encoder.image_dim)


def _shared(products: Sequence[Product], sessions: Path) -> tuple[np.ndarray, Relations]:
    category = np.full(len(products), -1, np.int64)
    shared = relations(products, sessions)
    category[shared["category"][:, 0]] = shared["category"][:, 1]
    return category, shared


def _alike(relevant: Sequence[tuple[int, ...]], products: int) -> np.ndarray:
    """A number for each product, the same for those that the very same questions are about."""
    asked: list[list[int]] = [[] for _ in range(products)]
    for question, rows in enumerate(relevant):
        for row in rows:
            asked[row].append(question)
    number: dict[object, int] = {}
    return np.array([number.setdefault(tuple(q) or -i, len(number)) for i, q in enumerate(asked)])


def _asked_tokens(
    catalogue: Catalogue, encoder: TokenEncoder, questions: Sequence[_Question], progress: Progress
) -> Tokens:
    """The tokens of the questions' words and photos."""
    words = [text_hash(q.text) if q.text else "" for q in questions]
    texts = {text_hash(q.text): q.text for q in questions}
    photos, file = _photo_files(questions)
    return Tokens(
        tokens.of_texts(catalogue, encoder, words, texts, progress),
        tokens.of_images(catalogue, encoder, photos, lambda one: decode_image(file[one]), progress),
    )


def _photo_files(questions: Sequence[_Question]) -> tuple[list[str], dict[str, Path]]:
    """The hash of each question's photo, "" where there is none, and the file of each hash."""
    data = {q.photo: hashlib.sha256(q.photo.read_bytes()).hexdigest() for q in questions if q.photo}
    hashes = [data[q.photo] if q.photo else "" for q in questions]
    return hashes, {content: path for path, content in data.items()}
