"""Small made-up shops whose photos differ from their pictures as real ones do."""

import numpy as np

from fusion.blocks import ItemBlocks, Tokens, normalise
from fusion.task import Task


def shop(products: int = 30, photos: int = 12, noise: float = 0.12, light: float = 1.0) -> Task:
    """Questions with words and a photo. Photos have a `light` of their own: they are shifted, and
    vary most in one direction that says nothing of the product."""
    rng = np.random.default_rng(0)
    pictures = normalise(rng.normal(size=(products, 20)))
    mixing = np.random.default_rng(99).normal(size=(20, 10))  # titles tell of what is to be seen
    titles = normalise(normalise(pictures @ mixing) + 0.2 * rng.normal(size=(products, 10)))
    target = np.repeat(np.arange(products), photos)
    nuisance = rng.normal(size=(len(target), 1)) * rng.normal(size=(1, 20))
    blur = noise * rng.normal(size=(len(target), 20))
    seen = normalise(pictures[target] + light * (0.4 * nuisance + 0.5) + blur)
    said = normalise(titles[target] + 0.3 * rng.normal(size=(len(target), 10)))
    category = np.arange(products) % 5
    row = np.arange(products)
    relations = {"category": np.stack([row, category], 1), "shop": np.stack([row, row % 3], 1)}
    rows = np.arange(len(target))
    items = ItemBlocks(titles, pictures, tokens(titles, pictures))
    queries = ItemBlocks(said, seen, tokens(said, seen))
    task = Task(items, queries, target, rows, rows[:0], category, relations)
    return task.splitted(0.2, seed=0)


def tokens(text: np.ndarray, image: np.ndarray) -> Tokens:
    """What an encoder may have made these blocks from: 3 tokens, the last of which every other text
    lacks, and 4 parts of a picture."""
    rng = np.random.default_rng(5)
    words = (text @ rng.normal(size=(text.shape[1], 18))).reshape(-1, 3, 6)
    words[::2, 2] = 0
    parts = (image @ rng.normal(size=(image.shape[1], 32))).reshape(-1, 4, 8)
    return Tokens(words.astype(np.float32), parts.astype(np.float32))


def photo_recall(adapter, task: Task, rows: np.ndarray) -> float:
    """R@1 of the photos of questions `rows` among all pictures."""
    scores = adapter.photo(task.queries.image[rows]) @ adapter.picture(task.items.image).T
    return float((scores.argmax(axis=1) == task.target[rows]).mean())
