"""What buyers say of offers, and the pictures that they show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import String, cast, func, select, tuple_, update

from retrieval.catalogue.database import transaction
from retrieval.catalogue.heard import HeardStore, batches
from retrieval.catalogue.schema import offer, review
from retrieval.offers import Review

BEST = 5.0
"""Stars of a review that praises without reserve."""


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

    def praising(self, source: str, least: int) -> dict[tuple[str, str], list[tuple[int, str]]]:
        """(offer id, day) → (number, text) of the reviews of a source that give five stars, where
        at least so many do so of one offer on one day."""
        c = review.c
        mine = (c.source == source) & (c.rating == BEST) & (c.written != "") & (c.text != "")
        crowded = select(c.offer_id, c.written).where(mine).group_by(c.offer_id, c.written)
        query = select(c.offer_id, c.written, c.id, c.text).where(
            mine, tuple_(c.offer_id, c.written).in_(crowded.having(func.count() >= least))
        )
        found: dict[tuple[str, str], list[tuple[int, str]]] = {}
        with self.engine.connect() as connection:
            for offer_id, day, number, text in connection.execute(query.order_by(c.id)):
                found.setdefault((offer_id, day), []).append((number, text))
        return found

    def mark(self, source: str, echoes: Iterable[int]) -> None:
        """Note which reviews of a source, by number, repeat others; all its others do not."""
        c, wanted = review.c, set(echoes)
        marked = select(c.id).where(c.source == source, c.echo.is_(True))
        with transaction(self.engine) as connection:
            known = set(connection.scalars(marked))
            for numbers, value in ((known - wanted, False), (wanted - known, True)):
                for some in batches(sorted(numbers)):
                    connection.execute(update(review).where(c.id.in_(some)).values(echo=value))

    def pairs(self, most: int) -> list[tuple[str, str]]:
        """(shop's picture, picture in a review of the same offer), at most so many."""
        c = review.c
        same = (offer.c.source == c.source) & (offer.c.offer_id == c.offer_id)
        query = select(offer.c.image, c.pictures).join(offer, same)
        query = query.where(cast(c.pictures, String) != "[]", offer.c.image != "")
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(c.id).limit(most))
            return [(own, image) for own, images in rows for image in images][:most]
