"""Steps that change a catalogue: how each begins, what it does, and how a person finishes it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from fusion.training import TrainingOptions
from retrieval.catalogue import Catalogue
from retrieval.catalogue.matching import MatchStore
from retrieval.fetching import Fetcher
from retrieval.ingest import IngestOptions, ensure_current, ingest, regroup, sync_all
from retrieval.scratch import workspace
from retrieval.sources.locations import received
from retrieval.training.data import read_catalogue
from retrieval.training.fitting import fit_to_file
from tests.fakes import FAKE, FakeEncoder

COLUMNS = "id,title,description,brand,price,currency,gtin,image"
FIRST = [
    "1,Alto AB-100 steel kettle,Boils two litres,Alto,20,EUR,4006381333931,1.png",
    "2,Red mug,Holds tea,Moor,9.50,EUR,,2.png",
    "3,Blue lamp,Gives light,Moor,34,EUR,,3.png",
    "4,,,,12,EUR,,4.png",
    "5,Grey chair,,Tarn,120,EUR,,",
]
LATER = [
    FIRST[0].replace(",20,", ",18,"),
    FIRST[1].replace("Red mug", "Crimson mug"),
    FIRST[2].replace("3.png", "6.png"),
    FIRST[3],
    "6,Green teapot,Pours,Tarn,40,EUR,,2.png",
]
OTHER = [
    "a,Alto AB-100 kettle of steel,Boils,Alto,22,EUR,4006381333931,1.png",
    "b,Oak table,,Tarn,300,EUR,,",
]


class OtherWeights(FakeEncoder):
    """The same encoder as another version has it."""

    fingerprint = "fake-2"


@dataclass(frozen=True)
class Scenario:
    """`begin` makes what there is before; `step` is what is stopped; `finish` is done after."""

    begin: Callable[[Path], None]
    step: Callable[[Path], None]
    finish: Callable[[Path], None]


def feeds(folder: Path) -> None:
    """The feeds of two shops, as they are at first and later."""
    folder.mkdir(parents=True)
    for number in range(1, 7):
        Image.new("RGB", (24, 24), (number * 40, 200 - number * 30, 90)).save(
            folder / f"{number}.png"
        )
    for name, rows in (("first", FIRST), ("later", LATER), ("other", OTHER)):
        (folder / f"{name}.csv").write_text("\n".join([COLUMNS, *rows]) + "\n")


def nothing(folder: Path) -> None:
    feeds(folder / "feeds")


def filled(folder: Path) -> None:
    nothing(folder)
    taken(folder, "other", "south")
    taken(folder, "first", "north")


def taken(folder: Path, feed: str, shop: str) -> None:
    """Ingest a feed, as the command line does."""
    with closing(Catalogue.create(folder / "c")) as catalogue:
        catalogue.set("encoder", "fake")
        ingest(catalogue, FAKE, str(folder / "feeds" / f"{feed}.csv"), IngestOptions(source=shop))


def opened(folder: Path) -> None:
    """What a start does."""
    with closing(Catalogue.create(folder / "c")) as catalogue:
        catalogue.set("encoder", "fake")
        ensure_current(catalogue)


def decided(folder: Path) -> None:
    with closing(Catalogue.open(folder / "c")) as catalogue, catalogue.writing():
        MatchStore(catalogue.engine).decide(("north", "1"), ("south", "a"), False)
        regroup(catalogue, FAKE)


def sent(folder: Path) -> None:
    """A file that came through the tab of sources."""
    with (
        closing(Catalogue.open(folder / "c")) as catalogue,
        closing(Fetcher()) as fetcher,
        catalogue.writing(),
        workspace("feeds") as place,
    ):
        upload = folder / "upload" / "later.csv"
        upload.parent.mkdir(exist_ok=True)
        shutil.copy(folder / "feeds" / "later.csv", upload)
        found = received(upload, place, fetcher)
        sync_all(catalogue, found, IngestOptions(source="north"), fetcher)
        regroup(catalogue, FAKE)
    shutil.rmtree(folder / "upload")


def removed(folder: Path) -> None:
    with closing(Catalogue.open(folder / "c")) as catalogue, catalogue.writing():
        if "north" in {one.name for one in catalogue.sources.list()}:
            catalogue.sources.remove("north")
        regroup(catalogue, FAKE)


def encoded_anew(folder: Path) -> None:
    with closing(Catalogue.open(folder / "c")) as catalogue, catalogue.writing():
        regroup(catalogue, OtherWeights())


def trained(folder: Path) -> None:
    """An adapter learns from the catalogue, and notes after each epoch how far it is."""
    with closing(Catalogue.open(folder / "c")) as catalogue:
        data = read_catalogue(catalogue, FAKE)
    path = folder / "c" / "fusion" / "cdan.safetensors"
    fit_to_file("cdan", data, FAKE, path, TrainingOptions(epochs=6))


def of_before(folder: Path) -> None:
    """A catalogue of the version without checksums."""
    filled(folder)
    with closing(sqlite3.connect(folder / "c" / "catalog.db", isolation_level=None)) as raw:
        for table in ("checksum", "picture", "question", "branch", "branch_stock"):
            raw.execute(f"DROP TABLE {table}")
        for column in ("reply", "pictures", "shared", "echo"):
            raw.execute(f"ALTER TABLE review DROP COLUMN {column}")
        raw.execute("UPDATE alembic_version SET version_num = '0004'")


def without_index(folder: Path) -> None:
    filled(folder)
    shutil.rmtree(folder / "c" / "generations")


def listed_first(folder: Path) -> None:
    taken(folder, "first", "north")


def listed_later(folder: Path) -> None:
    taken(folder, "later", "north")


SCENARIOS = {
    "ingest": Scenario(nothing, listed_first, listed_first),
    "sync": Scenario(filled, listed_later, listed_later),
    "decision": Scenario(filled, decided, decided),
    "upload": Scenario(filled, sent, sent),
    "removal": Scenario(filled, removed, removed),
    "encoding": Scenario(filled, encoded_anew, encoded_anew),
    "training": Scenario(filled, trained, trained),
    "migration": Scenario(of_before, opened, listed_later),
    "index": Scenario(without_index, opened, opened),
}
