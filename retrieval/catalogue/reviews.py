"""What buyers say of offers, and the pictures that they show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import String, cast, select, tuple_

from retrieval.catalogue.heard import HeardStore, batches
from retrieval.catalogue.schema import offer, review
from retrieval.offers import Review


class Reviews(HeardStore[Review]):
    """The reviews of one catalogue."""

    kind = Review
    table = review

    def pictures(
        self, offers: Sequence[tuple[str, str]] | None = None
    ) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """(source, offer id) → content hashes of the pictures in its reviews, each once, of the
        offers that have any; of all of them unless `offers` names some."""
        c = review.c
        shown = cast(c.pictures, String) != "[]"
        query = select(c.source, c.offer_id, c.pictures).where(shown).order_by(c.id)
        found: dict[tuple[str, str], dict[str, None]] = {}
        with self.engine.connect() as connection:
            for keys in [None] if offers is None else batches(offers):
                which = () if keys is None else (tuple_(c.source, c.offer_id).in_(keys),)
                for source, offer_id, images in connection.execute(query.where(*which)):
                    found.setdefault((source, offer_id), {}).update(dict.fromkeys(images))
        return {key: tuple(images) for key, images in found.items()}

    def pairs(self, most: int) -> list[tuple[str, str]]:
        """(shop's picture, picture in a review of the same offer), at most so many."""
        c = review.c
        same = (offer.c.source == c.source) & (offer.c.offer_id == c.offer_id)
        query = select(offer.c.image, c.pictures).join(offer, same)
        query = query.where(cast(c.pictures, String) != "[]", offer.c.image != "")
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(c.id).limit(most))
            return [(own, image) for own, images in rows for image in images][:most]
