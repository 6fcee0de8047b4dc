"""Pairs that wait for a person, with what one needs to decide them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from retrieval.catalogue import Catalogue
from retrieval.catalogue.matching import JudgedPair, Key, MatchStore
from retrieval.catalogue.rows import price_of
from retrieval.catalogue.schema import offer
from retrieval.errors import BadQuery
from retrieval.offers import Product


@dataclass(frozen=True)
class Listed:
    """An unsure pair and the (title, price) of both offers."""

    pair: JudgedPair
    one: tuple[str, str]
    other: tuple[str, str]

    def as_dict(self) -> dict:
        """For `--json`."""
        return {
            "probability": round(self.pair.probability, 3),
            "evidence": list(self.pair.evidence),
            "offers": [
                {"source": key[0], "offer_id": key[1], "title": title, "price": price}
                for key, (title, price) in ((self.pair.a, self.one), (self.pair.b, self.other))
            ],
        }


def listed(catalogue: Catalogue) -> Iterator[Listed]:
    """The unsure pairs, the likeliest first."""
    for pair in MatchStore(catalogue.engine).unsure():
        yield Listed(pair, _described(catalogue, pair.a), _described(catalogue, pair.b))


def reasons(catalogue: Catalogue, product: Product) -> dict[Key, tuple[str, ...]]:
    """For each offer of a product why it is in it: the evidence of its likeliest pair there.

    An offer that a person put there says so; the only offer of a product has no reasons.
    """
    store = MatchStore(catalogue.engine)
    keys = [(one.source, one.offer_id) for one in product.offers]
    found: dict[Key, tuple[str, ...]] = {}
    for pair in sorted(store.pairs_of(keys), key=lambda pair: pair.probability):
        found[pair.a] = found[pair.b] = pair.evidence
    for (a, b), same in store.decisions().items():
        if same and a in keys and b in keys:
            found[a] = found[b] = ("decided by a person", *found.get(a, ()))
    return found


def key_of(catalogue: Catalogue, text: str) -> Key:
    """The offer called SOURCE/OFFER_ID. Raises `BadQuery` when there is none."""
    source, _, offer_id = text.partition("/")
    query = select(offer.c.offer_id).where(offer.c.source == source, offer.c.offer_id == offer_id)
    with catalogue.engine.connect() as connection:
        if connection.scalar(query) is None:
            raise BadQuery(f"There is no offer {text!r}; name it as SOURCE/OFFER_ID.")
    return source, offer_id


def _described(catalogue: Catalogue, key: Key) -> tuple[str, str]:
    query = select(offer).where(offer.c.source == key[0], offer.c.offer_id == key[1])
    with catalogue.engine.connect() as connection:
        row = connection.execute(query).one()
    price = price_of(row)
    return row.title, str(price) if price is not None else ""
