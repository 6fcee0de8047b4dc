"""Command line of the demo catalogue: `python -m demo.render`; run again, it goes on."""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from demo.render import evaluation, feeds, reviews, stores, tables
from demo.render.model import Product, draw_products, load_types
from demo.render.shops import offers, pictures

DEMO = Path(__file__).resolve().parent.parent
IMAGES, PHOTOS, CLIPS = DEMO / "catalog" / "images", DEMO / "photos", DEMO / "clips"
Job = tuple[Path, Callable[[], None]]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.render", description=__doc__)
    parser.add_argument("--only", metavar="TYPE", action="append", help="this type (repeatable)")
    parser.add_argument("--count", type=int, default=11, help="products of each type")
    parser.add_argument("--seconds", type=float, default=math.inf, help="stop after so long")
    parser.add_argument("--texts", action="store_true", help="write the texts, take no pictures")
    parser.add_argument("--look", type=Path, metavar="SHEET", help="only a sheet of rough pictures")
    parser.add_argument("--sheet", type=Path, help="only a sheet of the pictures there are")
    return parser.parse_args()


def chosen(names: Sequence[str] | None, count: int) -> list[Product]:
    """The products of the named types, or of all."""
    types = load_types()
    unknown = set(names or ()) - types.keys()
    if unknown:
        raise SystemExit(f"No such type: {', '.join(unknown)}. There are: {', '.join(types)}.")
    kinds = [kind for name, kind in types.items() if not names or name in names]
    return [p for kind in kinds for p in draw_products(kind, count)]


def jobs(products: Sequence[Product]) -> list[Job]:
    """Everything to render, some of every type first: `--seconds` may end it at any point."""
    from demo.render import clips, shopper, studio

    takes: list[tuple[str, Product, Path, Callable[[Product, Path], None]]] = []
    for product in products:
        number = product.key.rsplit("-", 1)[1]
        takes += [(number, product, IMAGES / name, studio.take) for name in pictures(product)]
    keys = {p.key for p in products}
    for product in shopper.chosen(chosen(None, 5)):  # the same hundred, whatever --only says
        if product.key in keys:
            takes.append(("05+", product, PHOTOS / f"{product.key}.jpg", shopper.take))
    for product in clips.chosen(products):
        takes.append(("10+", product, CLIPS / f"{product.key}.mp4", clips.take))
    takes.sort(key=lambda one: one[0])
    return [(path, partial(take, product, path)) for _, product, path, take in takes]


def render_missing(products: Sequence[Product], seconds: float) -> None:
    """Render what is not there yet, for at most `seconds`."""
    from tqdm import tqdm

    end = time.monotonic() + seconds
    missing = [(path, take) for path, take in jobs(products) if not path.exists()]
    for path, take in tqdm(missing, desc="rendering", unit="file"):
        if time.monotonic() > end:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        take()


def look(products: Sequence[Product], sheet: Path) -> None:
    """Rough pictures of `products` in one contact sheet."""
    from demo.render import preview, studio

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{p.key}.png" for p in products]
        for product, path in zip(products, paths, strict=True):
            studio.take(product, path, size=180, samples=6)
        preview.contact_sheet(paths, sheet, side=180)


def write_texts(products: Sequence[Product]) -> None:
    """Tables, feeds, reviews, stores, evaluation set: of every product that has its pictures."""
    ready = [p for p in products if all((IMAGES / name).exists() for name in pictures(p))]
    print(f"{len(ready)} of {len(products)} products have their pictures")
    sold = offers(ready)
    tables.write(sold, DEMO / "catalog")
    feeds.write(sold, DEMO / "feeds")
    reviews.write(sold, DEMO / "feeds")
    stores.write(sold, DEMO / "feeds")
    evaluation.write(products, sold, DEMO)


def main() -> None:
    options = arguments()
    products = chosen(options.only, options.count)
    if options.look:
        look(products, options.look)
        return
    if options.sheet:
        from demo.render import preview

        paths = [IMAGES / f"{p.key}.webp" for p in products]
        there = [p for p in paths if p.exists()]
        preview.contact_sheet(there, options.sheet, columns=12, side=120, names=False)
        return
    if not options.texts:
        render_missing(products, options.seconds)
    if not options.only:
        write_texts(products)


if __name__ == "__main__":
    main()
