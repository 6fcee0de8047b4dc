"""Pictures of offers, from files and from the web, into the catalogue's store."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import NamedTuple
from urllib.parse import urlsplit

from retrieval.catalogue import Catalogue
from retrieval.catalogue.fetched import FetchedPicture
from retrieval.catalogue.kept_pictures import Content
from retrieval.errors import BadMedia, HostUnreachable, NotFetched
from retrieval.fetching import Fetcher, FetchLimits
from retrieval.images import decode_image, save_clean
from retrieval.sources.locations import Feed, is_address
from retrieval.trouble import check_machine

WORKERS = 8  # pictures taken in at a time
PATIENCE = 2  # times in a row that a host may fail to answer before it is asked no more
A_HOST = 2  # fetched from one host at a time: a shop is no load test
GOOD_FOR = timedelta(days=7)  # before a fetched picture is asked for again
LIMITS = FetchLimits(size=20 * 2**20, seconds=15.0)


class Stored(NamedTuple):
    """A picture in the store, or why there is none."""

    image: str = ""  # content hash
    origin: str = ""  # the file or address it came from
    stamp: str = ""  # changes when it has to be looked at again; "" for at once
    problem: str = ""
    unreachable: str = ""  # the host that does not answer, where that is the problem


class PictureStore:
    """Takes pictures into one catalogue. Use as a context manager: it has threads."""

    def __init__(self, catalogue: Catalogue, fetcher: Fetcher) -> None:
        self.catalogue = catalogue
        self.fetcher = fetcher
        self._pool = ThreadPoolExecutor(WORKERS)
        self._hosts: dict[str, BoundedSemaphore] = {}
        self._failures: Counter[str] = Counter()  # of a host, since it last answered
        self._lock = Lock()
        self._written: dict[str, Content] = {}  # of pictures whose content is not noted yet
        self._sound: set[str] = set()  # pictures whose file was looked at, or written

    def __enter__(self) -> PictureStore:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def take(self, feed: Feed, stated: Sequence[Sequence[str]]) -> list[Stored]:
        """For each offer the first of its stated pictures that can be had."""
        taken = list(self._pool.map(lambda pictures: self._first(feed, pictures), stated))
        with self._lock:
            written, self._written = self._written, {}
        self.catalogue.pictures.save(written)
        return taken

    def _first(self, feed: Feed, pictures: Sequence[str]) -> Stored:
        outcome = Stored(stamp="none stated")
        first = Stored()
        for stated in pictures[:3]:
            outcome = self._take(feed, stated)
            if outcome.image:
                return outcome
            first = first if first.problem else outcome
        return outcome._replace(problem=first.problem, unreachable=first.unreachable)

    def _take(self, feed: Feed, stated: str) -> Stored:
        try:
            place = feed.picture(stated)
            if place is None:
                why = "is not one that this feed may name"
                return Stored(problem=f"the picture {stated:.200} {why}")
            if isinstance(place, Path):
                if not place.is_file():  # a device has no end
                    raise FileNotFoundError(place)
                return Stored(self._keep(place.read_bytes()), str(place), file_stamp(place))
            return self._fetch(place)
        except (OSError, ValueError) as error:
            check_machine(error)
            return Stored(problem=f"there is no picture {stated:.200}")
        except HostUnreachable as error:
            return Stored(problem=str(error), unreachable=urlsplit(str(place)).hostname or "")
        except (BadMedia, NotFetched) as error:
            return Stored(problem=f"the picture {stated:.200} cannot be used: {error}")

    def _fetch(self, url: str) -> Stored:
        """The picture at an address, asked for again only after `GOOD_FOR`, and conditionally."""
        now = datetime.now(UTC)
        known = self.catalogue.fetched.get(url)
        if known and not self._is_sound(known.image):
            known = None
        if known is None or now - known.checked_at.replace(tzinfo=UTC) > GOOD_FOR:
            host = urlsplit(url).hostname or ""
            with self._turn(host):
                known = self._patiently(host, url, known, now)
            self.catalogue.fetched.save(known)
        return Stored(known.image, url, known.checked_at.replace(tzinfo=UTC).isoformat())

    def _patiently(
        self, host: str, url: str, known: FetchedPicture | None, now: datetime
    ) -> FetchedPicture:
        """As `_ask`; a host that did not answer some times in a row is not asked again.

        Raises `HostUnreachable`, `NotFetched`, `BadMedia`.
        """
        if self._failures[host] >= PATIENCE:
            raise HostUnreachable(f"{host} does not answer; try later.")
        try:
            found = self._ask(url, known, now)
        except HostUnreachable:
            self._failures[host] += 1
            raise
        except (NotFetched, BadMedia):
            self._failures[host] = 0
            raise
        self._failures[host] = 0
        return found

    def _ask(self, url: str, known: FetchedPicture | None, now: datetime) -> FetchedPicture:
        body = BytesIO()
        answer = self.fetcher.fetch(
            url,
            body,
            LIMITS,
            etag=known.etag if known else "",
            last_modified=known.last_modified if known else "",
        )
        image = self._keep(body.getvalue()) if answer.fresh or not known else known.image
        return FetchedPicture(url, image, answer.etag, answer.last_modified, now)

    def _keep(self, data: bytes) -> str:
        """Decode a picture and keep it under its content hash. Raises `BadMedia`."""
        image = hashlib.sha256(data).hexdigest()
        if not self._is_sound(image):
            path = self.catalogue.image_path(image)
            path.parent.mkdir(parents=True, exist_ok=True)
            written = Content.of(save_clean(decode_image(data), path))
            with self._lock:
                self._written[image] = written
                self._sound.add(image)
        return image

    def _is_sound(self, image: str) -> bool:
        """Whether a picture is here as it was written: one that nothing is noted of, because
        whoever wrote it was killed, is written again."""
        with self._lock:
            if image in self._sound:
                return True
        held = self.catalogue.pictures
        if not held.known([image]) or held.damaged([image]):
            return False
        with self._lock:
            self._sound.add(image)
        return True

    def _turn(self, host: str) -> BoundedSemaphore:
        with self._lock:
            return self._hosts.setdefault(host, BoundedSemaphore(A_HOST))


def file_stamp(path: Path) -> str:
    """Changes when a file does."""
    status = path.stat()
    return f"{status.st_size}:{status.st_mtime_ns}"


def still_good(origin: str, stamp: str) -> bool:
    """Whether a picture that was taken in need not be looked at again."""
    if not stamp or not origin:
        return bool(stamp)
    try:
        if is_address(origin):
            return datetime.now(UTC) - datetime.fromisoformat(stamp) < GOOD_FOR
        return file_stamp(Path(origin)) == stamp
    except (OSError, ValueError):
        return False
