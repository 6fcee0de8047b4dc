"""A profile over one catalogue: what it makes of the products that answer a wish.

Only what answers the wish anyway is weighed, so that a limit is met as before; the order changes,
and at most half of a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from assistant.constraints import Wishes
from assistant.recommendation import Recommendation
from assistant.taste.ground import Ground
from assistant.taste.meeting import common, meets
from assistant.taste.profile import ACTS, STANCES, Profile
from assistant.taste.sensitive import is_sensitive
from assistant.taste.share import Cause, TasteShare
from fusion.taste import TasteOptions, TasteVector, screened
from retrieval.offers import Product
from retrieval.search import Hit, Searcher

POOL = 30  # products at least that are weighed for a screen


class Tasting:
    """What one profile adds to scores. For one turn; nothing of it is kept."""

    def __init__(
        self, profile: Profile, searcher: Searcher, options: TasteOptions = TasteOptions()
    ) -> None:
        self.profile = profile
        self.searcher = searcher
        self.options = replace(options, most=options.most * profile.strength)
        self._shares: dict[str, TasteShare] = {}

    def screen(
        self,
        hits: Sequence[Hit],
        k: int,
        wishes: Wishes = Wishes(),
        groups: Sequence[float] = (),
    ) -> list[Hit]:
        """The k of `hits` (best first, without taste) to be shown, with their shares of taste.

        `groups`, one a hit, is what orders them before their scores do, the least first; () for
        nothing.

        What is never wanted is left out unless it was asked for by name, or nothing else is
        there. What a barcode names stays first, and what is further off than the best stays so.
        """
        group = dict(zip(map(id, hits), groups, strict=True)) if groups else {}
        hits = self._unrefused(hits, wishes)
        shares = self._weighed(hits)
        scored = [
            replace(
                hit,
                score=hit.score + share.total,
                contributions={**hit.contributions, "taste": share.total},
            )
            for hit, share in zip(hits, shares, strict=True)
        ]
        firm = [(not hit.exact, group.get(id(hit), 0.0), not hit.close) for hit in hits]
        rank = [(*one, -hit.score) for one, hit in zip(firm, scored, strict=True)]
        order = sorted(range(len(hits)), key=lambda n: (rank[n], n))
        chosen = screened(order, range(len(hits)), k)
        self._shares |= {
            hits[n].product.product_id: replace(shares[n], newcomer=n >= k) for n in chosen
        }
        return [scored[n] for n in chosen]

    def noted(self, items: Iterable[Recommendation]) -> list[Recommendation]:
        """Recommendations of what `screen` chose, with what taste added to each."""
        return [replace(one, taste=self._shares.get(one.product.product_id)) for one in items]

    def _unrefused(self, hits: Sequence[Hit], wishes: Wishes) -> list[Hit]:
        """Without what is never wanted; what this wish names is wanted this time."""
        asked = {(field, value) for field, values in wishes.include.items() for value in values}
        never = [
            one
            for one in self.profile.preferences
            if one.stance == "never" and (one.field, one.value) not in asked
        ]
        rates = self.searcher.columns.rates
        left = [hit for hit in hits if not any(meets(one, hit.offers, rates) for one in never)]
        return left or list(hits)

    def _weighed(self, hits: Sequence[Hit]) -> list[TasteShare]:
        """The share of each; of what tells of a sensitive trait taste says nothing."""
        spoken = [hit for hit in hits if not tells(hit.product)]
        parts = np.zeros((len(self._signals), len(spoken)), np.float32)
        if parts.size:
            rows = np.array([self._ground.rows[hit.product.product_id] for hit in spoken])
            parts = self._vector.parts(self.searcher.generation.blocks[rows])
        shares = {
            hit.product.product_id: self._share(hit, part)
            for hit, part in zip(spoken, parts.T, strict=True)
        }
        return [shares.get(hit.product.product_id, TasteShare(())) for hit in hits]

    def _share(self, hit: Hit, parts: np.ndarray) -> TasteShare:
        causes = [*self._of_signals(hit, parts), *self._of_preferences(hit)]
        return TasteShare(tuple(sorted(causes, key=lambda one: -abs(one.part))))

    def _of_signals(self, hit: Hit, parts: np.ndarray) -> list[Cause]:
        found = []
        for (act, product), part in zip(self._signals, parts.tolist(), strict=True):
            both = common(hit.product.offers, product.offers)
            found.append(
                Cause(
                    part,
                    product=product.product_id,
                    title=product.title,
                    act=act,
                    common=both[0] if both and part * ACTS[act] > 0 else ("", ""),
                )
            )
        return found

    def _of_preferences(self, hit: Hit) -> list[Cause]:
        found = []
        for one in self.profile.preferences:
            held = meets(one, hit.offers, self.searcher.columns.rates)
            if held is None:
                continue
            single = one.field in ("size", "price", "people")
            side = 1.0 if held else -1.0 if single else 0.0
            if side:
                found.append(Cause(self.options.most * STANCES[one.stance] * side, one))
        return found

    @cached_property
    def _signals(self) -> list[tuple[str, Product]]:
        """(act, product) of what is still sold and tells of nothing sensitive."""
        acts = {one.product: one.act for one in self.profile.signals}
        products = self.searcher.catalogue.products(list(acts))
        return [
            (acts[one.product_id], one)
            for one in products
            if one.product_id in self._ground.rows and not tells(one)
        ]

    @cached_property
    def _vector(self) -> TasteVector:
        rows = np.array([self._ground.rows[one.product_id] for _, one in self._signals])
        weights = np.array([ACTS[act] for act, _ in self._signals], np.float32)
        blocks = self.searcher.generation.blocks
        return TasteVector(blocks[rows], weights, self._ground.centre, self.options)

    @property
    def _ground(self) -> Ground:
        return Ground.of(self.searcher.generation)


def tells(product: Product) -> bool:
    """Whether a product tells of a sensitive trait of whoever likes it."""
    texts = [
        text
        for one in product.offers
        for text in (one.title, one.category, *one.attributes.values())
    ]
    return any(map(is_sensitive, texts))
