"""Where feeds are: a file, a folder, an archive, a web address."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from retrieval.errors import BadFeed, NotFetched
from retrieval.fetching import Answer, Fetcher, FetchLimits
from retrieval.sources import is_feed
from retrieval.sources.archives import is_archive, unpack
from retrieval.sources.jsonld import is_page
from retrieval.sources.readers import parse_json
from retrieval.sources.tables import legible

FEED_LIMITS = FetchLimits(size=2 * 2**30, seconds=600.0)
PAGE_SIZE = 250  # products a page of a Shopify shop's /products.json, the most it gives
MOST_PAGES = 400


@dataclass(frozen=True)
class Feed:
    """One feed: where it can be read now, and where it came from."""

    path: Path  # a file, or a folder of pages
    name: str  # of the shop, unless told otherwise
    location: str  # as a person would name it again
    url: str = ""  # of a feed from the web
    within: Path | None = None  # the folder of an archive, which its pictures may not leave

    def picture(self, stated: str) -> Path | str | None:
        """Where a picture is that the feed states: a file, a web address, None for neither.

        Only a feed that lies on this machine as it is may name any file of this machine. Raises
        `ValueError` for what can be no place at all.
        """
        if "://" in stated or self.url:
            address = urljoin(self.url, stated)
            return address if urlsplit(address).scheme in ("http", "https") else None
        folder = self.path if self.path.is_dir() else self.path.parent
        found = folder / stated
        if self.within and not found.resolve().is_relative_to(self.within.resolve()):
            return None
        return found


def is_address(location: str) -> bool:
    """Whether a location is on the web."""
    return location.lower().startswith(("http://", "https://"))


def check_location(location: str) -> None:
    """Raise `BadFeed` when a location cannot be a feed, without fetching anything."""
    if "://" in location and not is_address(location):
        raise BadFeed(f"{location} is neither a path nor an http(s) address.")
    try:
        found = urlsplit(location).netloc if is_address(location) else Path(location).exists()
    except (OSError, ValueError) as error:
        raise BadFeed(f"{location!r:.300} cannot be a feed ({error}); check it.") from error
    if not found:
        raise BadFeed(f"There is no file or folder {location}.")


def find_feeds(location: str, workspace: Path, fetcher: Fetcher) -> list[Feed]:
    """Every feed that `location` names; what is fetched or unpacked goes into `workspace`.

    A folder (or archive) of web pages is one feed; its other files are a feed each. Raises
    `BadFeed` when there is none.
    """
    check_location(location)
    if is_address(location):
        return _from_web(location, workspace, fetcher)
    path = Path(location)
    if path.is_dir():
        return _in_folder(path, location)
    if _is_archive(path):
        return _unpacked(path, workspace, location, "")
    return [Feed(path, path.stem, location)]


def received(path: Path, workspace: Path, fetcher: Fetcher) -> list[Feed]:
    """Every feed in a file that someone sent, which is called by its name alone.

    Unlike a file that an operator names, it says nothing of this machine: its pictures are in its
    own archive or on the web. Raises `BadFeed`.
    """
    folder = workspace / "received"
    folder.mkdir()
    kept = folder / path.name
    shutil.move(path, kept)
    feeds = find_feeds(str(kept), workspace, fetcher)
    return [
        replace(
            one,
            location=one.location.replace(str(kept), path.name, 1),
            within=one.within or folder,
        )
        for one in feeds
    ]


def _in_folder(folder: Path, location: str, name: str = "") -> list[Feed]:
    """Feeds among the files of a folder; those of pages anywhere below make one together."""
    try:
        files = [child for child in sorted(folder.iterdir()) if child.is_file()]
        pages = any(map(is_page, folder.rglob("*")))
        alone = [child for child in files if not is_page(child) and is_feed(child)]
    except OSError as error:
        raise BadFeed(f"{folder} cannot be read: {error.strerror or error}.") from error
    found = [
        Feed(child, legible(child.stem), legible(f"{location.rstrip('/')}/{child.name}"))
        for child in alone
    ]
    if pages:
        found.append(Feed(folder, name or folder.resolve().name, location))
    if not found:
        raise BadFeed(f"No feed was found in {location}; name a file.")
    return found


def _unpacked(archive: Path, workspace: Path, location: str, url: str) -> list[Feed]:
    folder = workspace / f"unpacked-{len(list(workspace.iterdir()))}"
    folder.mkdir()
    unpack(archive, folder)
    while len(inner := list(folder.iterdir())) == 1 and inner[0].is_dir():
        folder = inner[0]  # an archive of a folder is that folder
    found = _in_folder(folder, location, archive.name.split(".")[0])
    if len(found) == 1:  # the archive is the feed
        return [Feed(found[0].path, archive.name.split(".")[0], location, url, folder)]
    return [Feed(one.path, one.name, one.location, url, folder) for one in found]


def _from_web(url: str, workspace: Path, fetcher: Fetcher) -> list[Feed]:
    folder = workspace / f"fetched-{len(list(workspace.iterdir()))}"
    folder.mkdir()
    if urlsplit(url).path.endswith("/products.json") and not urlsplit(url).query:
        return _pages(url, folder, fetcher)
    last = unquote(urlsplit(url).path).rsplit("/", 1)[-1]
    path = folder / (re.sub(r"[^\w.-]", "_", last)[-80:].lstrip(".") or "feed")
    answer = _fetched(url, path, fetcher)
    if _is_archive(path):
        return _unpacked(path, workspace, url, answer.url)
    return [Feed(path, urlsplit(url).hostname or "feed", url, answer.url)]


def _pages(url: str, folder: Path, fetcher: Fetcher) -> list[Feed]:
    """All pages of a Shopify shop's products. Raises `BadFeed` when one of them is missing."""
    name = urlsplit(url).hostname or "feed"
    found: list[Feed] = []
    for number in range(1, MOST_PAGES + 1):
        page = f"{url}?limit={PAGE_SIZE}&page={number}"
        path = folder / f"{number}.json"
        answer = _fetched(page, path, fetcher)
        content = path.read_bytes()
        if found and (content == found[-1].path.read_bytes() or _is_empty(content)):
            break  # past the last page, or a server that does not know of pages
        found.append(Feed(path, name, page, answer.url))
    return found


def _is_empty(page: bytes) -> bool:
    try:
        return not parse_json(page).get("products")
    except (ValueError, AttributeError) as error:
        raise BadFeed(f"A page of products cannot be read ({error}).") from error


def _fetched(url: str, path: Path, fetcher: Fetcher) -> Answer:
    try:
        with path.open("wb") as file:
            return fetcher.fetch(url, file, FEED_LIMITS)
    except NotFetched as error:
        raise BadFeed(str(error)) from error


def _is_archive(path: Path) -> bool:
    try:
        return is_archive(path)
    except OSError as error:
        raise BadFeed(f"{path} cannot be read: {error.strerror or error}.") from error
