"""Offers as they were when they were indexed, read one at a time from a file that is mapped."""

from __future__ import annotations

import json
from array import array
from hashlib import blake2b
from pathlib import Path

import numpy as np

from retrieval.offers import Offer

_LEFT = frozenset({"price", "availability", "rating", "rating_count", "branches"})
"""Fields that change without the offer being indexed anew."""


def offer_key(source: str, offer_id: str) -> int:
    """64 bits of what an offer is called. Of a million offers two are taken for one with p = 3e-8:
    one of them would then be shown with its own price and filtered by the other's."""
    digest = blake2b(f"{source}\0{offer_id}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


class OffersWriter:
    """Takes one offer after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / "offers.jsonl").open("wb")
        self._starts, self._keys = array("q", [0]), array("Q")

    def add(self, offer: Offer) -> None:
        """Keep one offer."""
        fields = {name: value for name, value in vars(offer).items() if value and name not in _LEFT}
        fields["attributes"] = dict(offer.attributes)
        line = json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"
        self._starts.append(self._starts[-1] + self._file.write(line.encode("utf-8", "replace")))
        self._keys.append(offer_key(offer.source, offer.offer_id))

    def close(self) -> None:
        """Finish the files."""
        self._file.close()
        np.save(self._folder / "offers.starts.npy", np.array(self._starts, np.int64))
        np.save(self._folder / "offers.keys.npy", np.array(self._keys, np.uint64))


class KeptOffers:
    """What an `OffersWriter` wrote. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        """Open it; raises OSError or ValueError when it is damaged."""
        self._starts = np.load(folder / "offers.starts.npy")
        self.keys: np.ndarray = np.load(folder / "offers.keys.npy")
        size = int(self._starts[-1])
        path = folder / "offers.jsonl"
        if path.stat().st_size != size:
            raise ValueError(f"{path} was cut")
        self._bytes = np.memmap(path, np.uint8, "r") if size else np.empty(0, np.uint8)

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, place: int) -> Offer:
        """One offer, without its price, stock and rating."""
        line = self._bytes[self._starts[place] : self._starts[place + 1]].tobytes()
        return Offer(**json.loads(line))
