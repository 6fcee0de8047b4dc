"""The evaluation set: one catalogue row a product, and queries with their right answers."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from demo.render import writing
from demo.render.model import SEED, Product
from demo.render.shops import Offer
from demo.render.tables import write_csv
from demo.render.typed import (
    Catalogue,
    Query,
    attribute_queries,
    chinese_queries,
    family,
    same_noun,
)

KIND_BOTH = "photo + words"
VOICES = ("slt", "rms", "awb")


def catalog_row(product: Product, offer: Offer, title_zh: str = "") -> dict[str, str]:
    """A product as its first shop describes it, with another's Chinese title; price in euros."""
    said = {
        k: f"{v:g}" if isinstance(v, (int, float)) else str(v)
        for k, v in product.traits.items()
        if v != ""
    }
    return {
        "id": product.key,
        "title": offer.title,
        "title_zh": title_zh,
        "description": offer.description,
        "category": product.kind.category,
        "image": f"../catalog/images/{product.key}.webp",
        "brand": product.brand,
        "price": f"{product.price:.2f}",
        "currency": "EUR",
        **said,
    }


def other_title_queries(offers: Sequence[Offer]) -> Iterator[Query]:
    """A product's title in another shop: the words differ, the product is the same."""
    times = Counter(offer.title for offer in offers)
    first: set[str] = set()
    for offer in offers:
        key = offer.product.key
        if key in first and times[offer.title] == 1:
            yield {"kind": "title in another shop", "text": offer.title, "relevant": [key]}
        first.add(key)


def photo_queries(shown: Sequence[Product]) -> Iterator[Query]:
    """A shopper's photo of one product."""
    for product in shown:
        yield {"kind": "photo", "photo": _photo(product), "relevant": [product.key]}


def _photo(product: Product) -> str:
    return f"../photos/{product.key}.jpg"


def composed_queries(
    catalogue: Catalogue, shown: Sequence[Product], rng: Random
) -> Iterator[Query]:
    """A photo with words: 'like this, but in green', '…, under 40 euros'."""
    for product in shown:
        same = [p for p in catalogue.products if same_noun(product)(p)]
        colors = sorted({family(p) for p in same} - {family(product)})
        if colors:
            color = rng.choice(colors)
            text, answers = _composed([p for p in same if family(p) == color], color, rng)
            relevant = [p.key for p in answers]
            yield {"kind": KIND_BOTH, "text": text, "photo": _photo(product), "relevant": relevant}


def _composed(answers: list[Product], color: str, rng: Random) -> tuple[str, list[Product]]:
    """The words, half of the time with a limit that leaves the cheaper answers."""
    text = f"like this, but in {color}"
    prices = sorted(p.price for p in answers)
    if len(prices) < 2 or rng.random() < 0.5:
        return text, answers
    limit = int(prices[len(prices) // 2]) + 1
    return f"{text}, under {limit} euros", [p for p in answers if p.price < limit]


def spoken_queries(typed: Sequence[Query], folder: Path, count: int = 36) -> Iterator[Query]:
    """Some of the typed queries, spoken by a synthetic voice (flite) and kept as small files."""
    folder.mkdir(parents=True, exist_ok=True)
    speaks = shutil.which("flite") and shutil.which("sox")
    wanted = {folder / f"{writing.slug(str(q['text']))}.ogg": q for q in typed[:count]}
    for stale in set(folder.glob("*.ogg")) - wanted.keys():
        stale.unlink()
    for i, (path, query) in enumerate(wanted.items()):
        if not path.exists() and speaks:
            wav = path.with_suffix(".wav")
            voice = VOICES[i % len(VOICES)]
            subprocess.run(
                ["flite", "-voice", voice, "-t", str(query["text"]), "-o", wav], check=True
            )
            subprocess.run(["sox", wav, "-r", "16000", "-C", "4", path], check=True)
            wav.unlink()
        if path.exists():
            yield {"kind": "spoken", "voice": f"voices/{path.name}", "relevant": query["relevant"]}


def queries(products: Sequence[Product], offers: Sequence[Offer], demo: Path) -> Iterator[Query]:
    """All queries over `products`, whether their pictures are there yet or not."""
    catalogue, rng = Catalogue(products), Random(f"{SEED}/queries")
    typed = list(attribute_queries(catalogue, rng, 160))
    shown = [p for p in products if (demo / "photos" / f"{p.key}.jpg").exists()]
    yield from typed
    yield from chinese_queries(catalogue, Random(f"{SEED}/chinese"), 60)
    yield from other_title_queries(offers)
    yield from photo_queries(shown)
    yield from composed_queries(catalogue, shown, rng)
    yield from spoken_queries(typed, demo / "evaluation" / "voices")


def write(products: Sequence[Product], offers: Sequence[Offer], demo: Path) -> None:
    """catalog.csv, queries.jsonl, voices/ and same_product.csv under `demo`/evaluation.

    `products` are all that are planned; only those with an offer get into the files.
    """
    folder = demo / "evaluation"
    folder.mkdir(parents=True, exist_ok=True)
    firsts = {o.product.key: o for o in reversed(offers)}
    there = [p for p in products if p.key in firsts]
    chinese = {o.product.key: o.title_zh for o in offers if o.title_zh}
    rows = [catalog_row(p, firsts[p.key], chinese.get(p.key, "")) for p in there]
    write_csv(folder / "catalog.csv", rows)
    lines = []
    for query in queries(products, offers, demo):
        answers = [key for key in query["relevant"] if key in firsts]
        if answers:
            lines.append(json.dumps({**query, "relevant": answers}, ensure_ascii=False))
    (folder / "queries.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    truth = [{"product": o.product.key, "shop": o.shop.slug, "offer_id": o.id} for o in offers]
    write_csv(folder / "same_product.csv", truth)
