"""A request to search, understood: what to look for, and what must hold of it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL.Image import Image

from assistant.api.ucp.catalogue import Shop
from assistant.api.ucp.document import Shown
from assistant.api.ucp.errors import BadRequest
from assistant.api.ucp.filters import Filter, joined, read_filters
from assistant.api.ucp.requests import Context, Like, SearchRequest
from assistant.constraints import constraints_of
from assistant.dialogue.finding import BESIDE_PHOTO
from assistant.language import Wishes, understand
from assistant.place.wishing import Placed, placed
from assistant.turn import Stopwatch, Turn
from retrieval.images import decode_image
from retrieval.query import Constraints, Query
from retrieval.reading import Reading


@dataclass(frozen=True)
class Likes:
    """What is looked for is like these."""

    pictures: tuple[Image, ...] = ()
    reading: Reading | None = None  # of what is printed on pictures that were sent
    products: tuple[str, ...] = ()  # identifiers
    titles: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()  # identifiers that nothing has


@dataclass(frozen=True)
class Sought:
    """A request, understood."""

    shown: Shown
    query: Query  # without limits
    likes: Likes
    wishes: Wishes = Wishes()  # what the words ask for
    filters: tuple[Filter, ...] = ()
    where: Placed = Placed("")

    @property
    def hidden(self) -> frozenset[str]:
        """Products that others are to be like: they are no answer."""
        return frozenset(self.likes.products)

    @property
    def limits(self) -> Constraints:
        """What filters and words demand, together."""
        parts = [*(one.demands for one in self.filters), constraints_of(self.wishes)]
        return joined(parts, self.shown.rates)

    @property
    def is_lost(self) -> bool:
        """Whether all that it was to be like is unknown."""
        return bool(self.likes.unknown) and not self.likes.products and not self.likes.pictures


def understood(shop: Shop, request: SearchRequest) -> Sought:
    """Read a request. Raises `BadRequest`, `BadMedia`, `BadQuery`."""
    _check(request)
    currency = request.context.currency or ""
    likes = _likes(shop, request.like or [])
    where = located(shop, request.words, request.context)
    wishes, text = _words(shop, where.text, currency, bool(likes.pictures))
    if not likes.pictures:
        text = text or where.text or " ".join(likes.titles)
    browsing = not (text or likes.pictures)
    wishes = wishes.having([where.alone() if browsing else where.reach])
    query = Query(
        "product" if browsing else text,
        likes.pictures,
        sort=wishes.sort or ("price_asc" if browsing else ""),
        everything=browsing,
        reading=likes.reading,
        near=where.spot.point if where.spot and wishes.near else None,
        placed=bool(where.spot),
    )
    filters = read_filters(request.filters, currency, shop.assistant.searcher.columns)
    if browsing and not (wishes or filters or request.like):
        raise BadRequest("The words say where somebody is and not what they look for; add that.")
    return Sought(shop.shown(request.context), query, likes, wishes, filters, where)


def located(shop: Shop, words: str, context: Context) -> Placed:
    """Words without what they say of places, and that."""
    return placed(words, context.spot, shop.assistant.catalogue.branches.any())


def _check(request: SearchRequest) -> None:
    if request.purpose not in (None, "search"):
        raise BadRequest(
            f"The purpose {request.purpose!r} is not served; search with `query`, `like` or "
            "`filters`.",
            "unsupported_purpose",
        )
    filters = request.filters.model_dump(exclude_none=True)
    if not (request.words or request.like or filters):
        raise BadRequest("There is nothing to search for; give `query`, `like` or `filters`.")


def _words(shop: Shop, words: str, currency: str, pictured: bool) -> tuple[Wishes, str]:
    """(what the words ask for, what to rank by). Beside a picture, words that limit say no more
    than their limit; a product's own words are no wishes."""
    if not words or shop.assistant.searcher.quoted(words):
        return Wishes(), words
    said = understand(words, shop.assistant.vocabulary)
    wishes = _in_currency(said.wishes, currency)
    if pictured:
        return wishes, said.words if len(said.words.split()) <= BESIDE_PHOTO else ""
    return wishes, said.ranking_text


def _likes(shop: Shop, likes: Sequence[Like]) -> Likes:
    sent = tuple(_bytes(one) for one in likes if one.image)
    heard = shop.assistant.hear(Turn(photos=sent), Stopwatch()) if sent else None
    wanted = [one.id for one in likes if one.id]
    resolved = shop.resolve(wanted)
    products = [product for product, _ in resolved.values()]
    files = [shop.assistant.catalogue.image_path(one.image) for one in products if one.image]
    own = [decode_image(file) for file in files if file.is_file()]
    return Likes(
        (*(heard.images if heard else ()), *own),
        heard.reading if heard else None,
        tuple(product.product_id for product in products),
        tuple(product.title for product in products),
        tuple(one for one in wanted if one not in resolved),
    )


def _bytes(like: Like) -> bytes:
    assert like.image is not None
    try:
        return base64.b64decode(like.image.data, validate=True)
    except binascii.Error as error:
        raise BadRequest("The picture's data is no base64.", "invalid_image") from error


def _in_currency(wishes: Wishes, currency: str) -> Wishes:
    """Amounts that were said without a currency are in the caller's."""
    changed = {
        name: replace(price, currency=currency)
        for name in ("min_price", "max_price", "about_price")
        if currency and (price := getattr(wishes, name)) and not price.currency
    }
    return replace(wishes, **changed) if changed else wishes
