"""What is odd about a feed as a whole: nothing disappears in silence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from retrieval.catalogue import Catalogue
from retrieval.catalogue.overview import Overview, overview, twins
from retrieval.money import Money
from retrieval.sources import Record, Rejection
from retrieval.sources.describing import Column

SPAN = 10**5  # from the lowest to the highest price of a shop: more is a price misread
TWIN = 0.9  # of a source's offers that another one has too, by identifier and title
SHOWN = 20  # kinds of notes
MOST_DAMAGED = 2000  # damaged rows that are searched for identifiers


class FeedReport:
    """Counts, while a feed is read, what is to be told of it once."""

    def __init__(self) -> None:
        self.damaged: list[str] = []  # rows that could not be taken apart, as they stand
        self._notes: Counter[str] = Counter()
        self._first: dict[str, str] = {}  # note → the row where it came first
        self._hosts: Counter[str] = Counter()
        self._rows: dict[str, int] = {}  # host → the first row with a picture there

    def note(self, record: Record) -> None:
        """Count what was repaired or passed over in a row."""
        for note in record.notes:
            self._notes[note] += 1
            page = f" of {record.page}" if record.page else ""
            self._first.setdefault(note, f"row {record.row}{page}")

    def notes(self) -> list[str]:
        """A sentence for each kind of repair, the most frequent first."""
        return [
            f"{count:,} row{'s' * (count > 1)}: {note} (first in {self._first[note]})."
            for note, count in self._notes.most_common(SHOWN)
        ]

    def not_reached(self, host: str, problem: Rejection) -> None:
        """Count an offer whose picture is on a host that does not answer."""
        self._hosts[host] += 1
        self._rows.setdefault(host, problem.row)

    def unreachable(self) -> list[Rejection]:
        """One warning for each host that does not answer."""
        return [
            Rejection(
                self._rows[host],
                f"{host} does not answer: {count:,} offer{'s' * (count > 1)} have no picture; "
                "ingest the feed again later",
            )
            for host, count in self._hosts.most_common()
        ]

    def in_damaged_rows(self, offer_ids: Iterable[str]) -> set[str]:
        """Those of the offers that stand in a damaged row, all where there are too many such."""
        if len(self.damaged) > MOST_DAMAGED:
            return set(offer_ids)
        text = "\n".join(self.damaged)
        return {one for one in offer_ids if one in text} if text else set()


def findings(catalogue: Catalogue, source: str) -> list[str]:
    """What a keeper should look at in the offers of a source, a sentence each."""
    with catalogue.engine.connect() as connection:
        seen = overview(connection, source)
        others = twins(connection, source, TWIN) if seen.offers > 2 else []
    if not seen.offers:
        return []
    found = [*_missing(seen), *_span(seen)]
    found += [
        f"{round(100 * share)} % of the offers have the identifier and title of one of {other}: "
        "if it is the same shop under another name, remove one of the two."
        for other, share in others
    ]
    return found


def _missing(seen: Overview) -> list[str]:
    hints = {
        "price": (seen.priced, "see how the columns were read, and say which one it is (map)"),
        "picture": (seen.pictured, "see how the columns were read, and say which one it is (map)"),
        "link": (seen.linked, "name the shop's address (site), or the column (map)"),
    }
    found = []
    for name, (count, hint) in hints.items():
        if not count:
            found.append(f"No offer has a {name}: {hint}.")
        elif count < seen.offers:
            found.append(f"{seen.offers - count:,} of {seen.offers:,} offers have no {name}.")
    return found


def _span(seen: Overview) -> list[str]:
    return [
        f"Prices span from {Money(low, currency)} to {Money(high, currency)}: "
        "see whether thousands or decimals are read as they are meant."
        for currency, low, high in seen.spans
        if low and high >= SPAN * low
    ]


def remember_reading(
    catalogue: Catalogue, source: str, columns: Sequence[Column], found: Sequence[str]
) -> None:
    """Keep how a source was read last, for whoever looks at it later."""
    kept = {"columns": [vars(one) for one in columns], "findings": list(found)}
    catalogue.set(f"reading:{source}", json.dumps(kept, ensure_ascii=False))


def last_reading(catalogue: Catalogue, source: str) -> dict[str, list]:
    """How a source was read last: its `columns` and `findings`."""
    return json.loads(catalogue.get(f"reading:{source}", '{"columns": [], "findings": []}'))
