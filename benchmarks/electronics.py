"""Four invented electronics shops as WooCommerce exports, with the truth of what is the same thing.

    python -m benchmarks.electronics write --out DIR --seed 1     # the feeds and truth.json
    python -m benchmarks.electronics measure --seed 1             # ingest them, then the figures

Nothing is an attribute: maker, model and specifications stand in the title, in each shop's own
order, spelling and completeness. The makers, series and numbers are invented (`electronics.toml`);
how shops write them is not. Exporters' own columns (`Meta: …`) come along.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from retrieval.offers import Offer

SHOPS = ("Alder", "Birch", "Cedar", "Dogwood")
SHARED = 0.6  # how likely a shop lists a thing at all
MODELS = 34  # things a family has
NUMBERED = tuple("@KAS")  # codes that begin so stand for the whole thing, and may be left out
HEADERS = (
    "ID", "Type", "SKU", "Name", "Published", "Short description", "Description", "In stock?",
    "Regular price", "Categories", "Tags", "Images", "Parent", "Meta: entry_key",
    "Meta: content_layout", "Meta: revision_hash",
)  # fmt: skip


@dataclass(frozen=True)
class Thing:
    """One product that may be sold by several shops."""

    number: int
    family: Mapping[str, Any]
    maker: str
    series: str
    model: str  # "" where the series says it all
    slots: tuple[str, ...]  # the spellings of each value, parted by "|"
    price: float


@dataclass(frozen=True)
class Listing:
    """One shop's row of a thing."""

    shop: str
    row: dict[str, str]
    thing: int
    maker: str


def things(seed: int, models: int = MODELS) -> list[Thing]:
    """The products of all families: neighbours differ in one value, one suffix or one digit."""
    rng = random.Random(seed)
    table = tomllib.loads((Path(__file__).parent / "electronics.toml").read_text("utf-8"))
    found: list[Thing] = []
    for family in table["family"]:
        seen: set[tuple[str, ...]] = set()
        codes: dict[str, str] = {}
        for _ in range(models * 4):
            maker = rng.choice(list(family["makers"]))
            series = rng.choice(family["makers"][maker])
            slots = tuple(rng.choice(values) for values in family["slots"].values())
            owner = f"{series} {slots}" if family["code"][:1] in NUMBERED else str(len(seen))
            code = codes.setdefault(owner, _code(family["code"], rng))
            model = code + rng.choice(family["suffixes"])
            key = (maker, series, model, *slots)
            if key not in seen and len(seen) < models:
                seen.add(key)
                price = round(rng.uniform(20, 900), 2)
                found.append(Thing(len(found), family, maker, series, model, slots, price))
    return found


def _code(pattern: str, rng: random.Random) -> str:
    letters = {"#": "123456789", "@": "ABCDEFGHKMNPRTVX"}
    return "".join(rng.choice(letters[c]) if c in letters else c for c in pattern)


def listings(seed: int, models: int = MODELS) -> list[Listing]:
    """Every shop's rows. Some are listed twice by one shop, in other words."""
    rng = random.Random(seed + 1000)
    found: list[Listing] = []
    for thing in things(seed, models):
        shops = [shop for shop in SHOPS if rng.random() < SHARED] or [rng.choice(SHOPS)]
        for shop in [*shops, *(shops[:1] if rng.random() < 0.03 else [])]:
            row = _row(thing, SHOPS.index(shop), len(found), rng)
            found.append(Listing(shop, row, thing.number, thing.maker))
    return found


def _row(thing: Thing, shop: int, number: int, rng: random.Random) -> dict[str, str]:
    family = thing.family
    more = rng.sample(family["more"], rng.choice((0, 1, 2, 3)))
    text = f"The {thing.series} {family['noun'][0].lower()} by {thing.maker}. {', '.join(more)}."
    category = family["kinds"][shop]
    if shop == 3:  # this shop ends its categories with the maker
        category = f"{category} > {thing.maker}"
    price = thing.price * rng.uniform(0.9, 1.1)
    values = (
        str(number + 100), "simple", f"{SHOPS[shop][:2].upper()}-{number:05d}",
        _title(thing, shop, more, rng), "1", "", text if rng.random() < 0.8 else "", "1",
        f"{price:.2f}", category, "", "", "", f"k{number * 7919 % 99991:05d}", "default",
        f"{rng.getrandbits(64):016x}",
    )  # fmt: skip
    return dict(zip(HEADERS, values, strict=True))


def _title(thing: Thing, shop: int, more: Sequence[str], rng: random.Random) -> str:
    """The title in the shop's order; the maker is left out of one in twelve."""
    maker = thing.maker if rng.random() < 11 / 12 else ""
    if shop == 1:
        maker = maker.upper() if len(maker) < 6 else maker
    slots = [rng.choice(spelled.split("|")) for spelled in thing.slots]
    rng.shuffle(slots)
    noun = rng.choice(thing.family["noun"])
    name = f"{thing.series} {thing.model}".replace(" -", "-").strip()
    if thing.model and thing.family["code"][:1] in NUMBERED and rng.random() < 0.4:
        name = thing.series if rng.random() < 0.5 else f"{thing.series} ({thing.model})"
    parts = (
        [maker, name, *slots, noun, *more],
        [maker, name, noun, *more, *slots],
        [maker, noun, name, *slots[:1], *more, *slots[1:]],
        [*slots[:1], maker, name, *slots[1:], noun] if rng.random() < 0.3 else
        [maker, name, ", ".join(filter(None, [noun, *slots, *more]))],
    )[shop]  # fmt: skip
    return " ".join(filter(None, parts)) + rng.choice(("", "", "", " - New", " (2023)"))


def write(folder: Path, seed: int, models: int = MODELS) -> list[Listing]:
    """The four exports, with the mark of UTF-8 that spreadsheets write, and truth.json."""
    folder.mkdir(parents=True, exist_ok=True)
    made = listings(seed, models)
    for shop in SHOPS:
        with (folder / f"{shop}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, HEADERS)
            writer.writeheader()
            writer.writerows(one.row for one in made if one.shop == shop)
    truth = [[one.shop, one.row["SKU"], one.thing, one.maker] for one in made]
    (folder / "truth.json").write_text(json.dumps(truth), "utf-8")
    return made


def offers(made: Sequence[Listing]) -> Iterator[Offer]:
    """The rows as offers, without reading a feed."""
    for one in made:
        row = one.row
        yield Offer(
            one.shop, row["SKU"], row["Name"], row["Description"], row["Categories"],
            attributes={k[6:]: v for k, v in row.items() if k.startswith("Meta: ")},
        )  # fmt: skip


def linked(groups: Mapping[Any, Any], truth: Mapping[Any, int]) -> dict[str, float]:
    """Pairwise precision, recall and F1 of clusters: key → its group, key → what it is."""
    said, right = _pairs(groups), _pairs(truth)
    hits = len(said & right)
    precision, recall = hits / max(len(said), 1), hits / max(len(right), 1)
    return {
        "pairs": len(right),
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / max(precision + recall, 1e-9),
    }


def _pairs(groups: Mapping[Any, Any]) -> set[tuple[Any, Any]]:
    members: dict[Any, list[Any]] = defaultdict(list)
    for key in sorted(groups):
        members[groups[key]].append(key)
    return {pair for some in members.values() for pair in combinations(some, 2)}


def measure(seed: int, encoder: str) -> dict[str, float]:
    """Ingest the four shops into a new catalogue; figures of products, makers and prices."""
    from retrieval.catalogue import Catalogue
    from retrieval.encoders import load_encoder
    from retrieval.ingest import IngestOptions, ingest

    with tempfile.TemporaryDirectory() as folder:
        made = write(Path(folder) / "feeds", seed)
        catalogue = Catalogue.create(Path(folder) / "catalog")
        for shop in SHOPS:
            place = str(Path(folder) / "feeds" / f"{shop}.csv")
            ingest(catalogue, load_encoder(encoder), place, IngestOptions(None, shop, "EUR"))
        truth = {(one.shop, one.row["SKU"]): one for one in made}
        found = [(p.product_id, o) for p in catalogue.all_products() for o in p.offers]
    groups = {(o.source, o.offer_id): product for product, o in found}
    figures = linked(groups, {key: truth[key].thing for key in groups})
    makers = sum(o.brand.lower() == truth[o.source, o.offer_id].maker.lower() for _, o in found)
    wrong = sum(
        o.price is None or str(o.price.amount) != truth[o.source, o.offer_id].row["Regular price"]
        for _, o in found
    )
    return {**figures, "offers": len(found), "makers": makers / len(found), "wrong prices": wrong}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("action", choices=("write", "measure"))
    parser.add_argument("--out", type=Path, default=Path("electronics"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoder", default="compact")
    options = parser.parse_args()
    if options.action == "write":
        print(f"{len(write(options.out, options.seed)):,} offers in {options.out}")
    else:
        for name, value in measure(options.seed, options.encoder).items():
            print(f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}")


if __name__ == "__main__":
    main()
