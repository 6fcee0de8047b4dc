"""A small assistant for the page's tests: real catalogue, real types, no models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from assistant.dialogue import DialogueAnswer
from assistant.explain import Reason
from assistant.language import Wishes
from assistant.recommendation import Recommendation
from assistant.startup import Opening
from assistant.turn import Turn
from retrieval.catalogue import Catalogue
from retrieval.errors import BadQuery
from retrieval.images import decode_image, save_clean
from retrieval.money import Money
from retrieval.offers import Offer, Product


@dataclass
class Heard:
    """What a recogniser returns, as far as the page looks at it."""

    text: str


@dataclass
class FakeAssistant:
    """Finds products whose title shares a word with the question; any photo finds everything."""

    catalogue: Catalogue
    heard: str = "a red mug"
    fault: Exception | None = None
    turns: list[Turn] = field(default_factory=list)

    def ask(self, turn: Turn, k: int = 5) -> DialogueAnswer:
        self.turns.append(turn)
        if self.fault:
            raise self.fault
        if not (turn.text.strip() or turn.photos or turn.video):
            raise BadQuery("The question is empty; type some words, speak, or add a photo.")
        for photo in turn.photos:
            decode_image(photo)
        words = set(turn.text.lower().split())
        found = [
            product
            for product in self.catalogue.all_products()
            if turn.photos or words & set(product.title.lower().split())
        ]
        shown = [recommendation(p, photo=bool(turn.photos)) for p in found[:k]]
        reply = f"Closest: {shown[0].product.title}." if shown else "Nothing fits."
        return DialogueAnswer("search", reply, tuple(shown), Wishes(), timings_ms={"total": 1.0})

    def transcribe(self, voice: bytes, language: str = "") -> Heard:
        if self.fault:
            raise self.fault
        return Heard(self.heard)


def recommendation(product: Product, photo: bool = False) -> Recommendation:
    """A recommendation of the product, as if found by words and, if so, by a photo."""
    parts = {"text": 0.25, "image": 0.5} if photo else {"text": 0.5, "image": 0.0}
    reasons = [Reason("“mug” is in its title", "wording", "title", product.title)]
    return Recommendation(product, product.offers, sum(parts.values()), parts, reasons)


def opened(assistant: FakeAssistant) -> Opening:
    """An opening that is done."""
    opening = Opening(lambda progress: assistant)  # type: ignore[arg-type, return-value]
    opening.run()
    return opening


def make_catalogue(folder: Path, titles: Sequence[str]) -> Catalogue:
    """A catalogue with one offer a title, each with a picture in a colour of its own."""
    catalogue = Catalogue.create(folder)
    offers = [
        Offer(
            source=("Alder", "Birch")[number % 2],
            offer_id=str(number),
            title=title,
            category=("Kitchen > Mugs", "Home > Lamps")[number % 2],
            price=Money.of(10 + number, "EUR"),
            availability="in_stock",
            url=f"https://shop.example/{number}",
            image=add_picture(catalogue, number),
            attributes={"colour": "red"},
        )
        for number, title in enumerate(titles)
    ]
    save(catalogue, offers)
    return catalogue


def save(catalogue: Catalogue, offers: Sequence[Offer]) -> None:
    """Put offers into the catalogue, and their shops."""
    for source in {offer.source for offer in offers}:
        catalogue.save_source(source, "table", "")
    catalogue.save_offers(offers)


def add_picture(catalogue: Catalogue, number: int) -> str:
    """Put a picture into the catalogue's store; its (made-up) content hash."""
    name = f"{number:064x}"
    path = catalogue.image_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_clean(picture(number), path)
    return name


def picture(number: int, size: tuple[int, int] = (96, 64)) -> Image.Image:
    """A picture in the number's colour with a soft gradient."""
    colour = np.array([number * 67 % 256, number * 131 % 256, number * 29 % 256])
    shade = np.linspace(0.5, 1, size[0])[None, :, None]
    return Image.fromarray((np.ones((size[1], 1, 1)) * shade * colour).astype(np.uint8))
