"""What a catalogue costs on SQLite and on PostgreSQL: offers made up, written, read, changed.

    python -m benchmarks.databases --offers 20000 [--server postgresql+psycopg://user@host/empty]

Seconds of computing are this process's own; those of a server are its machine's.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from retrieval.catalogue import Catalogue
from retrieval.catalogue.address import Address
from retrieval.catalogue.sources import Sighting
from retrieval.money import Money
from retrieval.offers import Offer

BATCH = 500  # offers a transaction, as a sync writes them
ASKED = 50  # products a question reads
QUESTIONS = 200
CHANGED = 0.01  # of the prices


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offers", type=int, default=20_000)
    parser.add_argument("--server", help="an empty database; only SQLite is measured without it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = {"SQLite": measured(Address(Path(folder) / "sqlite"), options.offers)}
        if options.server:
            address = Address(Path(folder) / "files", Address.of(options.server).url)
            report["PostgreSQL"] = measured(address, options.offers)
    print(json.dumps(report, indent=2))


def measured(address: Address, count: int) -> dict[str, float]:
    """The figures of one database: CPU seconds and milliseconds, bytes an offer."""
    offers = list(made_up(count))
    changed = [cheaper(one) for one in random.Random(1).sample(offers, int(count * CHANGED))]
    with closing(Catalogue.create(address)) as catalogue:
        catalogue.save_source("shop", "table", "shop.csv")
        found = {
            "write_cpu_s": cpu(lambda: save(catalogue, offers)),
            "write_again_unchanged_cpu_s": cpu(lambda: save(catalogue, offers)),
            "prices_changed_cpu_s": cpu(lambda: save(catalogue, changed)),
            "read_all_cpu_s": cpu(lambda: sum(1 for _ in catalogue.all_products())),
        }
        ids = [product.product_id for product in catalogue.all_products()]
        found |= asked(catalogue, ids)
        found["bytes_an_offer"] = size(catalogue) / count
    return {name: round(value, 3) for name, value in found.items()}


def made_up(count: int) -> Iterator[Offer]:
    """Offers with a title, a description, attributes and a price."""
    dice = random.Random(0)
    words = [f"word{number}" for number in range(20_000)]
    for number in range(count):
        yield Offer(
            "shop",
            str(number),
            " ".join(dice.choices(words, k=8)),
            " ".join(dice.choices(words, k=40)),
            "Home > Things",
            price=Money(dice.randrange(100, 100_000), "EUR"),
            availability="in_stock",
            url=f"https://shop.example/{number}",
            attributes={"color": dice.choice(("red", "blue")), "material": "wood"},
        )


def cheaper(offer: Offer) -> Offer:
    """The offer at another price."""
    assert offer.price
    return Offer(**{**vars(offer), "price": Money(offer.price.minor - 1, "EUR")})


def save(catalogue: Catalogue, offers: list[Offer]) -> None:
    """Write offers as a sync does."""
    for start in range(0, len(offers), BATCH):
        some = offers[start : start + BATCH]
        seen = [Sighting(one.offer_id, "shop.csv", start + n) for n, one in enumerate(some)]
        catalogue.save_offers(some, seen)


def asked(catalogue: Catalogue, ids: list[str]) -> dict[str, float]:
    """What reading the products of one answer takes, and the look before each question."""
    dice, begun = random.Random(2), time.process_time()
    times = []
    for _ in range(QUESTIONS):
        some = dice.sample(ids, ASKED)
        before = time.perf_counter()
        catalogue.products(some)
        times.append(time.perf_counter() - before)
    used = (time.process_time() - begun) / QUESTIONS
    live = cpu(lambda: [catalogue.generations.live for _ in range(QUESTIONS)]) / QUESTIONS
    return {
        "products_of_an_answer_cpu_ms": 1000 * used,
        "products_of_an_answer_median_ms": 1000 * sorted(times)[len(times) // 2],
        "look_before_a_question_cpu_ms": 1000 * live,
    }


def cpu(work: Callable[[], object]) -> float:
    """Seconds of computing that something takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def size(catalogue: Catalogue) -> float:
    """Bytes that the database takes."""
    with catalogue.engine.connect() as connection:
        if catalogue.address.url is None:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return (catalogue.folder / "catalog.db").stat().st_size
        return float(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


if __name__ == "__main__":
    main()
