"""Search: a question becomes one fused query; candidates come from two channels; late fusion ranks.

Query ─ encoder, bridge ─► fused q ─► index (dense candidates) ┐
  └──────────── words ─────────────► BM25 (lexical candidates) ┴─ exact re-scoring ─► hits
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from fusion.blocks import QueryBlocks
from fusion.bridge import Bridge
from fusion.gate import Gate
from fusion.late import LateFusion
from fusion.missing import MissingOptions
from fusion.place import NearOptions
from fusion.weights import WeightOptions
from retrieval.backends.base import SearchBackend
from retrieval.backends.local import LocalBackend
from retrieval.branches.nearest import nearest
from retrieval.catalogue import Catalogue
from retrieval.catalogue.heard import of_one
from retrieval.columns.offer_columns import OfferColumns
from retrieval.completeness import Completeness
from retrieval.encoders import Encoder
from retrieval.floor import Floor, FloorOptions, Likeness, best
from retrieval.generation import Generation
from retrieval.likeness import calibrated, judged, kinds_of
from retrieval.limits import AtStore, Includes
from retrieval.offers import Offer, Product
from retrieval.opinions.signal import ReviewOptions, asked_aspects, leaning
from retrieval.printed import Evidence, PrintedOptions, PrintedSearch
from retrieval.query import Constraints, Query
from retrieval.query_encoder import QueryEncoder
from retrieval.rates import Rates
from retrieval.scoring import Scorer

if TYPE_CHECKING:
    from fusion.adapter import Adapter

QUOTED = 5  # words from which on what a product says word for word is a quotation
SORTED = 1000  # items that are put in the order of their price or rating


@dataclass(frozen=True)
class SearchOptions:
    """How candidates are made and ranked."""

    candidates: int = 100  # asked of each channel
    close: float = 0.6  # of the best hit's likeness: what is less likely is shown as further off
    cut: float = 0.6  # of the best score: the same; left out where prices order
    floor: FloorOptions = field(default_factory=FloorOptions)
    exact: bool = False  # search the blocks exactly instead of through the index
    weights: WeightOptions = field(default_factory=WeightOptions)
    late: LateFusion = field(default_factory=LateFusion)
    gate: Gate | None = field(default_factory=Gate)  # None: words and photo are always trusted
    missing: MissingOptions = field(default_factory=MissingOptions)
    reviews: ReviewOptions = field(default_factory=ReviewOptions)
    printed: PrintedOptions = field(default_factory=PrintedOptions)
    near: NearOptions = field(default_factory=NearOptions)
    sold_out: float = 0.02  # by how much what no shop has must fit better to come first


@dataclass(frozen=True)
class Hit:
    """One product found. `contributions` (modality → part) add up to `score`."""

    product: Product
    offers: tuple[Offer, ...]  # those that meet the constraints, the best one first
    score: float
    contributions: dict[
        str, float
    ]  # "text", "image"; "printed", "barcode", "reviews", "near" if any
    close: bool = True  # whether it fits about as well as the best hit
    exact: bool = False  # whether a barcode on the photo names it
    printed: tuple[str, ...] = ()  # words on the photo that speak for it
    likeness: Likeness = Likeness()  # whether it is like what was asked for at all

    @property
    def sold_out(self) -> bool:
        """Whether no shop that may be chosen has it."""
        return all(offer.availability == "out_of_stock" for offer in self.offers)


class Searcher:
    """Answers questions from one generation. Safe to use from several threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        generation: Generation,
        encoder: Encoder,
        bridge: Bridge,
        options: SearchOptions = SearchOptions(),
        adapter: Adapter | None = None,
        columns: OfferColumns | None = None,
        backend: SearchBackend | None = None,
    ) -> None:
        """`backend`: what searches; by default this process."""
        self.catalogue = catalogue
        self.generation = generation
        self.options = options
        self.encode = QueryEncoder(encoder, bridge, options.weights, adapter)
        self.columns = columns or OfferColumns.load(catalogue, generation)
        self.completeness = Completeness(generation.observed, options.missing)
        gate = options.gate
        if adapter:  # a joint vector has no terms to choose between
            gate = (adapter.gate or gate) if adapter.exact else None
        self._floor: Floor | None = None
        backend = backend or LocalBackend(generation, options.exact)
        n = len(generation.ids)
        self.score = Scorer(backend, n, self.completeness, options.late, gate)
        self.printed = PrintedSearch(generation.lexical, self.columns, options.printed)

    def refreshed(self) -> Searcher:
        """A searcher over the same generation, with prices, stock and ratings as they are now."""
        other = copy.copy(self)
        other.columns = self.columns.followed(self.catalogue)
        return other

    @property
    def floor(self) -> Floor:
        """What tells whether anything like a question is sold here; calibrated on first use, which
        takes seconds. Two threads that come first do the same work twice, no more."""
        if self._floor is None:
            kinds = kinds_of(self.columns)
            observed = self.completeness.observed
            self._floor = calibrated(
                self.generation, self.encode, kinds, observed, self.options.floor, self._kept_floor
            )
        return self._floor

    @property
    def _kept_floor(self) -> Path:
        made_from = (
            f"{self.generation.metadata['bridge']}-{crc32(repr(self.options.floor).encode())}"
        )
        base = self.generation.segments[0].folder.name  # what came since changes it little
        return self.catalogue.folder / "floors" / f"{base}-{made_from}.npz"

    def quoted(self, text: str) -> bool:
        """Whether a product says `text` word for word, in so many words that it is no wish of the
        shopper's own: what looks like a limit in it ("not included", "18-70mm") is none."""
        if len(text.split()) < QUOTED:
            return False
        rows, _ = self.generation.lexical.top(text, 10)
        said = self.generation.lexical.mentions(text, rows)
        return bool(((said.stated > 0.999) & (said.verbatim > 0.999)).any())

    def search(self, query: Query, k: int = 5) -> list[Hit]:
        """The k best products that meet the constraints, best first. Raises `BadQuery`."""
        fused = self.encode(query)
        allowed = self.columns.allowed(query.constraints)
        evidence = self.printed(query.printed)
        if query.sort:
            rows, parts = self._sorted(query, fused, allowed, k)
        else:  # the same are weighed by nearness, whichever page of them is asked for
            deep = max(k, self.options.near.depth) if query.near else k
            rows, parts = self.rank(fused, query.text, deep, allowed, evidence)
        rows, parts = self._once(rows, parts)
        likeness = judged(self.floor, self.generation, fused, query.text, rows)
        hits = self._hits(rows, parts, likeness, query, evidence)
        if not query.sort:
            hits = self._near(self._heard(hits, asked_aspects(query.text)), query.near)
        hits = _by_shown_price(hits, query.sort, self.columns.rates)
        return self._marked(hits[:k])

    def _once(
        self, rows: np.ndarray, parts: dict[str, np.ndarray]
    ) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Without what nobody could tell from something further up."""
        _, first = np.unique(self.columns.thing[rows], return_index=True)
        keep = np.sort(first)
        return rows[keep], {name: part[keep] for name, part in parts.items()}

    def _marked(self, hits: list[Hit]) -> list[Hit]:
        """With what fits about as well as the best hit told from what is further off."""
        likely = self.options.close * best([hit.likeness for hit in hits]).p
        score = self.options.cut * max((hit.score for hit in hits), default=0.0)
        return [replace(hit, close=hit.likeness.p >= likely and hit.score >= score) for hit in hits]

    def _hits(
        self,
        rows: np.ndarray,
        parts: dict[str, np.ndarray],
        likeness: list[Likeness],
        query: Query,
        evidence: Evidence | None,
    ) -> list[Hit]:
        """The products in `rows` that still have an offer within the constraints."""
        constraints = query.constraints
        placed = query.placed or bool(query.near)
        placed = placed or any(isinstance(one, AtStore) for one in constraints.limits)
        products = self.catalogue.products([self.generation.ids[row] for row in rows], placed)
        found = {product.product_id: product for product in products}
        hits = []
        for position, row in enumerate(rows):
            product = found.get(self.generation.ids[row])
            offers = _fitting(product, constraints, self.columns.rates) if product else ()
            if product and offers:
                contributions = {name: float(part[position]) for name, part in parts.items()}
                score = sum(contributions.values())
                hit = Hit(product, offers, score, contributions, likeness=likeness[position])
                hits.append(evidence.noted(hit, int(row)) if evidence else hit)
        return hits

    def _heard(self, hits: list[Hit], aspects: frozenset[str]) -> list[Hit]:
        """The hits once buyers have been heard on the aspects that the question names."""
        options = self.options.reviews
        if not aspects or not options.weight:
            return hits
        heard = []
        for hit in hits[: options.depth]:
            keys = [(offer.source, offer.offer_id) for offer in hit.product.offers]
            reviews = of_one(self.catalogue.reviews.of_offers(keys), keys)
            part = options.weight * leaning(hit.product, reviews, aspects)
            if part:
                contributions = {**hit.contributions, "reviews": part}
                hit = replace(hit, score=hit.score + part, contributions=contributions)
            heard.append(hit)
        return sorted(heard, key=lambda hit: -hit.score) + hits[options.depth :]

    def _near(self, hits: list[Hit], place: tuple[float, float] | None) -> list[Hit]:
        """The hits once it counts how far it is to the nearest branch that has one."""
        options = self.options.near
        if place is None or not options.most:
            return hits
        weighed = hits[: options.depth]
        found = [nearest(one.offers, *place) for one in weighed]
        shares = options.shares(np.array([one.km if one else np.nan for one in found]))
        placed = [
            replace(
                hit,
                offers=(hit.offers if one is None else _first(one.offer, hit.offers)),
                score=hit.score + share,
                contributions={**hit.contributions, "near": share},
            )
            for hit, one, share in zip(weighed, found, shares.tolist(), strict=True)
        ]
        return sorted(placed, key=lambda hit: -hit.score) + hits[options.depth :]

    def rank(
        self,
        fused: QueryBlocks,
        words: str,
        k: int,
        allowed: np.ndarray | None = None,
        evidence: Evidence | None = None,
    ) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Rows of the best items (2k if there are), best first, and each modality's part of their
        scores. `allowed`: (n,) bool, the items that may be found; `evidence`: of what is printed
        on the photo."""
        n = max(self.options.candidates, k)
        also = evidence.top(n, allowed) if evidence else None
        rows, parts = self.score.search(fused, words, n, allowed, also)
        if evidence:
            parts = {**parts, **evidence.parts(rows)}
        score = sum(parts.values(), np.zeros(len(rows), np.float32))
        best = np.lexsort((rows, -score))[: 2 * k]  # some to spare: offers may vanish meanwhile
        return rows[best], {name: part[best] for name, part in parts.items()}

    def _sorted(
        self, query: Query, fused: QueryBlocks, allowed: np.ndarray | None, k: int
    ) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """As `rank`, in the order asked for.

        Where the kind of thing is a limit, all that is allowed is ordered; else what fits about as
        well as the best, for the cheapest of all would be something quite different, unless it is
        `everything` that is to be ordered.
        """
        fits = self.columns.fits(query.constraints)
        values = self.columns.sort_values(query.sort)
        best = self.columns.best(values, fits, np.inf)
        if query.everything:
            rows = np.argsort(best, kind="stable")[: 2 * k]
            return rows, self.score(fused, query.text, rows)
        rows, parts = self.rank(fused, query.text, SORTED, allowed)
        score = sum(parts.values(), np.zeros(len(rows), np.float32))
        limits = query.constraints.limits
        if not any(isinstance(one, Includes) and one.facet == "category" for one in limits):
            keep = score >= self.options.cut * score.max(initial=0)
            rows, parts = rows[keep], {name: part[keep] for name, part in parts.items()}
        order = np.argsort(best[rows], kind="stable")[: 2 * k]
        return rows[order], {name: part[order] for name, part in parts.items()}


def _by_shown_price(hits: list[Hit], order: str, rates: Rates) -> list[Hit]:
    """In the order of the prices that are shown: a product's cheapest offer may be sold out."""
    if not order.startswith("price"):
        return hits
    sign = -1 if order == "price_desc" else 1

    def place(hit: Hit) -> tuple[bool, bool, Fraction]:
        price = hit.offers[0].price
        unrated, worth = rates.rank(price) if price else (True, Fraction())
        return price is None, unrated, sign * worth

    return sorted(hits, key=place)


def _first(best: Offer, offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """The offers with one of them before the others."""
    return (best, *(one for one in offers if one is not best))


def _fitting(product: Product, constraints: Constraints, rates: Rates) -> tuple[Offer, ...]:
    """The product's offers that meet the constraints, the best one first."""
    offers = [offer for offer in product.offers if constraints.admit(offer, rates)]
    if not offers:
        return ()
    best = Product(product.product_id, tuple(offers)).best(rates)
    return (best, *(offer for offer in offers if offer is not best))
