"""What one question wishes of places, where no conversation remembers anything."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.constraints.reach import PICK_UP_KM, Reach
from assistant.place.gazetteer import gazetteer
from assistant.place.reading import told_of
from assistant.place.spot import Spot

NO_LOCATION, NO_STORES = "no_location", "no_stores"
"""Why what is asked of places was not looked at: nobody said where the shopper is; no shop states
its stores."""


@dataclass(frozen=True)
class Placed:
    """A question with what it says of places taken out of its words."""

    text: str  # what is left to be understood
    spot: Spot | None = None  # where the shopper is: as the words say, or else as was sent
    reach: Reach = Reach()  # what the words wish; empty where that cannot be looked at
    lack: str = ""  # why it cannot: `NO_LOCATION`, `NO_STORES`
    language: str = ""  # that it is said in; "" where that does not tell

    def alone(self, other: Reach = Reach()) -> Reach:
        """What is wished where nothing but this (and `other`) is, which could rank: what is near
        is what one may go to."""
        near = (self.reach.near or other.near) and not (self.reach.km or other.km)
        return replace(self.reach, within_km=PICK_UP_KM, spot=self.spot) if near else self.reach


def placed(text: str, sent: Spot | None, stores: bool) -> Placed:
    """Read a question; `sent`: where its shopper is, as their program says; `stores`: whether any
    shop states what its stores have."""
    told = told_of(text, stores=stores)
    spot = told.spot or (gazetteer().named(sent) if sent else None)
    if not (told.spot or told.wished or told.store):
        return Placed(text, spot)
    if not told.wished:
        return Placed(told.text, spot, language=told.language)
    lack = NO_STORES if not stores else "" if spot else NO_LOCATION
    reach = Reach() if lack else Reach(told.near, told.within_km, told.pick_up, spot)
    return Placed(told.text, spot, reach, lack, told.language)
