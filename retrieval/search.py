"""Search: a question becomes one fused query; candidates come from two channels; late fusion ranks.

Query ─ encoder, bridge ─► fused q ─► index (dense candidates) ┐
  └──────────── words ─────────────► BM25 (lexical candidates) ┴─ exact re-scoring ─► hits
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from fusion.blocks import QueryBlocks, Tokens, block_weights, normalise
from fusion.bridge import Bridge
from fusion.gate import Gate
from fusion.late import LateFusion
from fusion.missing import MissingOptions
from fusion.weights import WeightOptions
from retrieval import tokens
from retrieval.catalogue import Catalogue
from retrieval.completeness import Completeness
from retrieval.encoders import Encoder
from retrieval.errors import BadQuery
from retrieval.filters import OfferColumns
from retrieval.generation import Generation
from retrieval.limits import Includes
from retrieval.offers import Offer, Product
from retrieval.opinions.signal import ReviewOptions, asked_aspects, leaning
from retrieval.query import Constraints, Query
from retrieval.rates import Rates
from retrieval.scoring import Scorer

if TYPE_CHECKING:
    from fusion.adapter import Adapter

SORTED = 1000  # items that are put in the order of their price or rating


@dataclass(frozen=True)
class SearchOptions:
    """How candidates are made and ranked."""

    candidates: int = 100  # asked of each channel
    close: float = 0.6  # of the best score: what scores less is shown as further off
    exact: bool = False  # search the blocks exactly instead of through the index
    weights: WeightOptions = field(default_factory=WeightOptions)
    late: LateFusion = field(default_factory=LateFusion)
    gate: Gate | None = field(default_factory=Gate)  # None: words and photo are always trusted
    missing: MissingOptions = field(default_factory=MissingOptions)
    reviews: ReviewOptions = field(default_factory=ReviewOptions)
    sold_out: float = 0.02  # by how much what no shop has must fit better to come first


@dataclass(frozen=True)
class Hit:
    """One product found. `contributions` (modality → part) add up to `score`."""

    product: Product
    offers: tuple[Offer, ...]  # those that meet the constraints, the best one first
    score: float
    contributions: dict[str, float]  # "text", "image"; "reviews" where they were asked about
    close: bool = True  # whether it fits about as well as the best hit

    @property
    def sold_out(self) -> bool:
        """Whether no shop that may be chosen has it."""
        return all(offer.availability == "out_of_stock" for offer in self.offers)


class QueryEncoder:
    """Turns a question into one fused query, filling in what it lacks."""

    def __init__(
        self,
        encoder: Encoder,
        bridge: Bridge,
        weights: WeightOptions,
        adapter: Adapter | None = None,
    ) -> None:
        self.encoder = encoder
        self.bridge = bridge
        self.weights = weights
        self.adapter = adapter

    def __call__(self, query: Query) -> QueryBlocks:
        """Raises `BadQuery` when there are neither words nor photos."""
        text = self.encoder.encode_queries([query.text])[0] if query.text.strip() else None
        image = None
        if query.images:
            image = normalise(self.encoder.encode_photos(query.images).mean(axis=0))
        if text is None and image is None:
            raise BadQuery("The question is empty; type some words or add a photo.")
        asked = None
        if self.adapter and self.adapter.reads_tokens:
            asked = tokens.of_question(self.encoder, query.text, query.images)
        return self.fuse(text, image, asked)

    def fuse(
        self, text: np.ndarray | None, image: np.ndarray | None, asked: Tokens | None = None
    ) -> QueryBlocks:
        """The fused query of the encoder's own blocks, either of which may be None, and of what
        they were pooled from, where the adapter reads it."""
        prior = None
        if image is not None and text is None:
            prior = self.encoder.zero_shot_text(image[None])
        if image is not None and self.adapter:
            image = self.adapter.photo(image[None])[0]
        query = replace(self._fill_in(text, image, prior), tokens=asked)
        return self.adapter.query(query) if self.adapter else query

    def _fill_in(
        self, text: np.ndarray | None, image: np.ndarray | None, prior: np.ndarray | None
    ) -> QueryBlocks:
        """Predict a missing block; a bridge that has nothing to go on gets no weight."""
        if text is not None and image is not None:
            shares, evidence = self.weights.both, ("text", "image")
        elif text is not None:
            image = self.bridge.image_query(text[None])[0]
            shares, evidence = self.weights.text_only * bool(image.any()), ("text", "text")
        else:
            assert image is not None
            text = self.bridge.text_query(image[None], prior)[0]
            shares = self.weights.photo_only if text.any() else 1.0
            evidence = ("image", "image")
        return QueryBlocks(
            text, image, block_weights(shares), dict(zip(("text", "image"), evidence, strict=True))
        )


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
    ) -> None:
        self.catalogue = catalogue
        self.generation = generation
        self.options = options
        self.encode = QueryEncoder(encoder, bridge, options.weights, adapter)
        self.columns = OfferColumns.load(catalogue, generation.ids)
        self.completeness = Completeness(catalogue, generation.ids, options.missing)
        gate = options.gate
        if adapter:  # a joint vector has no terms to choose between
            gate = (adapter.gate or gate) if adapter.exact else None
        self.score = Scorer(generation, self.completeness, options.late, gate)

    def refreshed(self) -> Searcher:
        """A searcher over the same generation, with prices, stock and ratings as they are now."""
        made = self.encode
        return Searcher(
            self.catalogue, self.generation, made.encoder, made.bridge, self.options, made.adapter
        )

    def search(self, query: Query, k: int = 5) -> list[Hit]:
        """The k best products that meet the constraints, best first. Raises `BadQuery`."""
        fused = self.encode(query)
        allowed = self.columns.allowed(query.constraints)
        if query.sort:
            rows, parts = self._sorted(query, fused, allowed, k)
        else:
            rows, parts = self.rank(fused, query.text, k, allowed)
        hits = self._hits(rows, parts, query.constraints)
        if not query.sort:
            hits = self._heard(hits, asked_aspects(query.text))
        hits = _by_shown_price(hits, query.sort, self.columns.rates)
        best = hits[0].score if hits else 0.0
        return [replace(hit, close=hit.score >= self.options.close * best) for hit in hits[:k]]

    def _hits(
        self, rows: np.ndarray, parts: dict[str, np.ndarray], constraints: Constraints
    ) -> list[Hit]:
        """The products in `rows` that still have an offer within the constraints."""
        products = self.catalogue.products([self.generation.ids[row] for row in rows])
        found = {product.product_id: product for product in products}
        hits = []
        for position, row in enumerate(rows):
            product = found.get(self.generation.ids[row])
            offers = _fitting(product, constraints, self.columns.rates) if product else ()
            if product and offers:
                contributions = {name: float(part[position]) for name, part in parts.items()}
                hits.append(Hit(product, offers, sum(contributions.values()), contributions))
        return hits

    def _heard(self, hits: list[Hit], aspects: frozenset[str]) -> list[Hit]:
        """The hits once buyers have been heard on the aspects that the question names."""
        options = self.options.reviews
        if not aspects or not options.weight:
            return hits
        heard = []
        for hit in hits[: options.depth]:
            keys = [(offer.source, offer.offer_id) for offer in hit.product.offers]
            reviews = self.catalogue.reviews.of_offers(keys)
            part = options.weight * leaning(hit.product, reviews, aspects)
            if part:
                contributions = {**hit.contributions, "reviews": part}
                hit = replace(hit, score=hit.score + part, contributions=contributions)
            heard.append(hit)
        return sorted(heard, key=lambda hit: -hit.score) + hits[options.depth :]

    def rank(
        self, fused: QueryBlocks, words: str, k: int, allowed: np.ndarray | None = None
    ) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Rows of the best items (2k if there are), best first, and each modality's part of their
        scores. `allowed`: (n,) bool, the items that may be found."""
        lexical = self.generation.lexical.scores(words) if words.strip() else None
        rows = self._candidates(fused, lexical, allowed, max(self.options.candidates, k))
        parts = self.score(fused, lexical, rows)
        score = sum(parts.values(), np.zeros(len(rows), np.float32))
        best = np.lexsort((rows, -score))[: 2 * k]  # some to spare: offers may vanish meanwhile
        return rows[best], {name: part[best] for name, part in parts.items()}

    def _sorted(
        self, query: Query, fused: QueryBlocks, allowed: np.ndarray | None, k: int
    ) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """As `rank`, in the order asked for.

        Where the kind of thing is a limit, all that is allowed is ordered; else what fits about as
        well as the best, for the cheapest of all would be something quite different.
        """
        rows, parts = self.rank(fused, query.text, SORTED, allowed)
        score = sum(parts.values(), np.zeros(len(rows), np.float32))
        limits = query.constraints.limits
        if not any(isinstance(one, Includes) and one.facet == "category" for one in limits):
            keep = score >= self.options.close * score.max(initial=0)
            rows, parts = rows[keep], {name: part[keep] for name, part in parts.items()}
        fits = self.columns.fits(query.constraints)
        values = self.columns.sort_values(query.sort)
        best = self.columns.best(values, fits, np.inf)[rows]
        order = np.argsort(best, kind="stable")[: 2 * k]
        return rows[order], {name: part[order] for name, part in parts.items()}

    def _candidates(
        self, fused: QueryBlocks, lexical: np.ndarray | None, allowed: np.ndarray | None, n: int
    ) -> np.ndarray:
        """The united candidates of all channels, in rows of the generation.

        Items that lack what the question holds propose their own, or whole items crowd them out.
        """
        index = self.generation.exact if self.options.exact else self.generation.index
        channels = [index.candidates(fused, n, allowed)]
        if self.score.gate_of(fused):  # either may be the only one that is right
            alone = [replace(fused, weights=block_weights(image)) for image in (0.0, 1.0)]
            channels += [index.candidates(one, n, allowed) for one in alone]
        for lacking in self.completeness.lacking(fused):
            mask = lacking if allowed is None else lacking & allowed
            channels.append(self.generation.exact.candidates(fused, n, mask))
        if lexical is not None:
            scores = lexical if allowed is None else np.where(allowed, lexical, 0)
            top = np.argpartition(-scores, min(n, len(scores) - 1))[:n]
            channels.append(top[scores[top] > 0])
        return np.unique(np.concatenate(channels))


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


def _fitting(product: Product, constraints: Constraints, rates: Rates) -> tuple[Offer, ...]:
    """The product's offers that meet the constraints, the best one first."""
    offers = [offer for offer in product.offers if constraints.admit(offer, rates)]
    if not offers:
        return ()
    best = Product(product.product_id, tuple(offers)).best(rates)
    return (best, *(offer for offer in offers if offer is not best))
