"""Command line of the demo catalogue: `python -m demo.render`, run again to go on where it stopped."""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Sequence
from pathlib import Path

from demo.render import tables
from demo.render.model import Product, draw_products, load_types
from demo.render.shops import offers, pictures

HERE = Path(__file__).resolve().parent.parent


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo.render", description=__doc__)
    parser.add_argument(
        "--only", metavar="TYPE", action="append", help="this type alone (repeatable)"
    )
    parser.add_argument("--count", type=int, default=11, help="products of each type")
    parser.add_argument(
        "--seconds", type=float, default=math.inf, help="stop after so long; run again to go on"
    )
    parser.add_argument("--texts", action="store_true", help="write the texts, take no pictures")
    parser.add_argument(
        "--look",
        type=Path,
        metavar="SHEET",
        help="small rough pictures joined in one sheet; nothing else",
    )
    return parser.parse_args()


def chosen(names: Sequence[str] | None, count: int) -> list[Product]:
    """The products of the named types, or of all."""
    types = load_types()
    unknown = set(names or ()) - types.keys()
    if unknown:
        raise SystemExit(f"No such type: {', '.join(unknown)}. There are: {', '.join(types)}.")
    return [
        p
        for name, kind in types.items()
        if not names or name in names
        for p in draw_products(kind, count)
    ]


def take_missing(products: Sequence[Product], folder: Path, seconds: float) -> None:
    """Render every studio picture that is not there yet."""
    from tqdm import tqdm

    from demo.render import studio

    folder.mkdir(parents=True, exist_ok=True)
    turn = sorted(products, key=lambda p: p.key.rsplit("-", 1)[1])  # some of every type first
    jobs = [(p, folder / name) for p in turn for name in pictures(p)]
    missing = [(p, path) for p, path in jobs if not path.exists()]
    end = time.monotonic() + seconds
    for product, path in tqdm(missing, desc="pictures", unit="pic"):
        if time.monotonic() > end:
            return
        studio.take(product, path)


def look(products: Sequence[Product], sheet: Path) -> None:
    """Rough pictures of `products` in one contact sheet."""
    import tempfile

    from demo.render import preview, studio

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{p.key}.png" for p in products]
        for product, path in zip(products, paths, strict=True):
            studio.take(product, path, size=180, samples=6)
        preview.contact_sheet(paths, sheet, side=180)


def main() -> None:
    options = arguments()
    products = chosen(options.only, options.count)
    if options.look:
        look(products, options.look)
        return
    if not options.texts:
        take_missing(products, HERE / "catalog" / "images", options.seconds)
    folder = HERE / "catalog" / "images"
    ready = [p for p in products if all((folder / name).exists() for name in pictures(p))]
    print(f"{len(ready)} of {len(products)} products have their pictures")
    if not options.only:
        tables.write(offers(ready), HERE / "catalog")


if __name__ == "__main__":
    main()
