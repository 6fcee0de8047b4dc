"""The pictures that are kept: what each file holds, to notice and replace one that is damaged."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, delete, insert, select

from retrieval.catalogue.database import transaction
from retrieval.catalogue.schema import picture

log = logging.getLogger(__name__)
CHUNK = 500  # pictures asked for at a time


class Content(NamedTuple):
    """What a file holds."""

    size: int  # bytes
    digest: str

    @classmethod
    def of(cls, data: bytes) -> Content:
        """That of bytes."""
        return cls(len(data), blake2b(data, digest_size=16).hexdigest())


class KeptPictures:
    """The files of one catalogue's pictures, by the content hash of what they were made from."""

    def __init__(self, engine: Engine, path: Callable[[str], Path]) -> None:
        self.engine = engine
        self.path = path
        self._told: set[str] = set()  # damaged pictures that were logged

    def save(self, contents: Mapping[str, Content]) -> None:
        """Note what files hold that were written."""
        with transaction(self.engine) as connection:
            if contents:
                gone = picture.c.image.in_(list(contents))
                connection.execute(delete(picture).where(gone))
                rows = [{"image": one, **held._asdict()} for one, held in contents.items()]
                connection.execute(insert(picture), rows)

    def adopt(self, images: Iterable[str]) -> None:
        """Note what files hold that nothing was noted of, as by an earlier version: believed."""
        wanted = {one for one in images if one}
        unknown = wanted - self.known(wanted).keys()
        found = {image: _content(self.path(image)) for image in unknown}
        self.save({image: Content.of(data) for image, data in found.items() if data})

    def known(self, images: Iterable[str]) -> dict[str, Content]:
        """What the files of these pictures should hold, as far as it was noted."""
        wanted = [one for one in dict.fromkeys(images) if one]
        columns = (picture.c.image, picture.c.size, picture.c.digest)
        found: dict[str, Content] = {}
        with self.engine.connect() as connection:
            for start in range(0, len(wanted), CHUNK):
                some = picture.c.image.in_(wanted[start : start + CHUNK])
                for image, size, digest in connection.execute(select(*columns).where(some)):
                    found[image] = Content(size, digest)
        return found

    def read(self, image: str) -> bytes | None:
        """The content of a picture's file; None where it is not what was written, which is logged
        once."""
        held = self.known([image]).get(image)
        data = _content(self.path(image))
        if data and (held is None or Content.of(data) == held):
            self._told.discard(image)
            return data
        if held and image not in self._told:  # of others anybody may ask, by any name
            self._told.add(image)
            log.warning("The picture %.12s… is damaged and left out until its next ingest.", image)
        return None

    def damaged(self, images: Iterable[str], deep: bool = True) -> set[str]:
        """Those of the pictures whose file is gone or altered; without `deep` only their sizes are
        compared. Of files that nothing was noted of, what is empty is damaged."""
        wanted = [one for one in dict.fromkeys(images) if one]
        known = self.known(wanted)

        def is_sound(image: str) -> bool:
            held = known.get(image)
            try:
                if deep and held:
                    return Content.of(self.path(image).read_bytes()) == held
                size = self.path(image).stat().st_size
            except OSError:
                return False
            return size > 0 and (held is None or size == held.size)

        with ThreadPoolExecutor(4) as pool:
            sound = pool.map(is_sound, wanted)
            return {image for image, good in zip(wanted, sound, strict=True) if not good}


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
