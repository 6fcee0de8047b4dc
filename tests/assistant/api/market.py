"""A small market: three shops in two currencies, one thing that two of them sell."""

from __future__ import annotations

import base64
from pathlib import Path

from retrieval import indexing
from retrieval.catalogue import Catalogue
from retrieval.catalogue.matching import MatchStore
from retrieval.images import save_clean
from retrieval.money import Money
from retrieval.offers import Offer
from tests.conftest import COLOURS, draw
from tests.fakes import FAKE

THINGS = {"mug": 900, "lamp": 5900, "kettle": 4200}
SHOPS = ("Alder", "Birch")
BOTH = "both"
"""The product that two shops sell."""


def make_market(folder: Path) -> Path:
    """The catalogue's folder: 12 products, those of each second colour at the other shop; a pot
    that both shops sell, in euros and in dollars; a vase without a price."""
    catalogue = Catalogue.create(folder)
    catalogue.set("encoder", "fake")
    offers = [
        Offer(
            SHOPS[number % 2],
            f"{colour}-{thing}",
            f"{colour.title()} {thing}",
            f"A plain {thing} for every day.",
            f"Home > Kitchen > {thing.title()}s",
            price=Money(price, "EUR"),
            availability="out_of_stock" if colour == "grey" else "in_stock",
            url=f"https://{SHOPS[number % 2].lower()}.example/{colour}-{thing}",
            condition="used" if colour == "blue" else "new",
            image=_picture(catalogue, colour, thing),
            attributes={"color": colour, "material": "steel" if thing == "kettle" else "clay"},
        )
        for number, colour in enumerate(COLOURS)
        for thing, price in THINGS.items()
    ]
    offers += [*_pot(), Offer("Alder", "vase", "Glass vase", category="Home > Vases")]
    for shop in SHOPS:
        catalogue.save_source(shop, "table", "")
    catalogue.save_offers(offers)
    MatchStore(catalogue.engine).assign(dict.fromkeys([(s, "pot") for s in SHOPS], BOTH))
    with catalogue.writing():
        indexing.update(catalogue, FAKE)
    catalogue.close()
    return folder


def photo(colour: str, thing: str) -> str:
    """A picture of a thing, in base64."""
    import io

    buffer = io.BytesIO()
    draw(COLOURS[colour], _place(thing)).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


def _pot() -> list[Offer]:
    own = {"Alder": (Money(4000, "EUR"), "steel"), "Birch": (Money(3900, "USD"), "iron")}
    return [
        Offer(
            shop,
            "pot",
            "Purple cooking pot",
            category="Home > Kitchen > Pots",
            price=price,
            availability="in_stock",
            url=f"https://{shop.lower()}.example/pot",
            gtin="9529063072188",
            attributes={"material": material, "color": "purple"},
            rating=4.0,
            rating_count=3,
        )
        for shop, (price, material) in own.items()
    ]


def _picture(catalogue: Catalogue, colour: str, thing: str) -> str:
    number = 100 * list(COLOURS).index(colour) + list(THINGS).index(thing) + 1
    name = f"{number:064x}"
    path = catalogue.image_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_clean(draw(COLOURS[colour], _place(thing)), path)
    return name


def _place(thing: str) -> str:
    """The drawing that stands for a thing."""
    return {"kettle": "teapot"}.get(thing, thing)
