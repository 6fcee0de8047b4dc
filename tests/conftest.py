"""A small shop, in files and as a catalogue, built once."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PIL import Image, ImageDraw
from xdist.scheduler.loadscope import LoadScopeScheduling

from retrieval.catalogue import Catalogue
from retrieval.catalogue.address import Address
from retrieval.indexes import blockwise
from retrieval.ingest import ingest
from tests.databases import database, postgres
from tests.fakes import FAKE
from tests.postgres import Postgres

__all__ = ["database", "postgres"]  # fixtures

settings.register_profile(
    "steady",  # the same verdict on every machine, however slow or busy: no clock, no dice
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


class _ByFolder(LoadScopeScheduling):
    """A folder's tests stay together where several processes share the work: what a folder needs
    (a server, a browser, a catalogue) is made once, and no two browsers wait for each other."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0].rpartition("/")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """How tests are dealt out; see `_ByFolder`."""
    return _ByFolder(config, log)


COLOURS = {"red": (200, 30, 30), "green": (30, 160, 60), "blue": (40, 60, 200), "grey": (120,) * 3}
THINGS = {"mug": 9.5, "teapot": 34.0, "lamp": 59.0, "chair": 120.0}


@pytest.fixture(autouse=True, scope="session")
def stores_are_asked() -> Iterator[None]:
    """However little there is: the shops of tests are small, and a small one does without."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blockwise, "SMALL", 0)
        yield


def draw(colour: tuple[int, ...], thing: str) -> Image.Image:
    """A picture whose layout says what the thing is and whose colour is its colour."""
    image = Image.new("RGB", (64, 64), "white")
    corner = 8 * list(THINGS).index(thing)
    ImageDraw.Draw(image).rectangle((corner, corner, 40 + corner // 2, 60), fill=colour)
    return image


@pytest.fixture(scope="session")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`shop.csv`: 16 products in 4 colours, with pictures, prices in EUR, some out of stock."""
    folder = tmp_path_factory.mktemp("feed")
    with (folder / "shop.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "id",
                "title",
                "description",
                "category",
                "price",
                "currency",
                "availability",
                "link",
                "image",
                "color",
            ]
        )
        for name, rgb in COLOURS.items():
            for thing, price in THINGS.items():
                draw(rgb, thing).save(folder / f"{name}-{thing}.png")
                writer.writerow(
                    [
                        f"{name}-{thing}",
                        f"{name.title()} {thing}",
                        f"A plain {thing} for every day.",
                        f"Home > {thing.title()}s",
                        price,
                        "EUR",
                        "out of stock" if name == "grey" else "in stock",
                        f"https://shop.example/{name}-{thing}",
                        f"{name}-{thing}.png",
                        name,
                    ]
                )
    return folder / "shop.csv"


def filled(place: Address, feed: Path) -> Address:
    """A catalogue that holds `feed`, closed again."""
    catalogue = Catalogue.create(place)
    catalogue.set("encoder", "fake")
    ingest(catalogue, FAKE, str(feed))
    catalogue.close()
    return place


@pytest.fixture(scope="session")
def closed_catalog(feed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a catalogue that holds `feed`. Only to be copied: nobody opens it, as the
    files of a database in use come and go while they are copied."""
    return filled(Address(tmp_path_factory.mktemp("closed") / "catalog"), feed).folder


@pytest.fixture(scope="session")
def closed_on_server(
    feed: Path, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Address:
    """The same on PostgreSQL."""
    return filled(Address(tmp_path_factory.mktemp("served") / "catalog", postgres.create()), feed)


@pytest.fixture(scope="session")
def catalog_folder(closed_catalog: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy for all tests that only read it."""
    return Path(shutil.copytree(closed_catalog, tmp_path_factory.mktemp("shared") / "catalog"))


@pytest.fixture
def own_catalog(request: pytest.FixtureRequest, closed_catalog: Path, tmp_path: Path) -> Path:
    """A copy for the test alone, which may write to it and damage it; on the database at hand."""
    new = tmp_path / "catalog"
    both = request.getfixturevalue("database") if "database" in request.fixturenames else None
    if both is None or both.is_sqlite:
        return Path(shutil.copytree(closed_catalog, new))
    return both.copy(request.getfixturevalue("closed_on_server"), new)
