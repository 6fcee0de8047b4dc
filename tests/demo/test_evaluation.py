"""The evaluation set: its answers are right by the catalogue's own columns."""

from __future__ import annotations

from collections import Counter

import soundfile
from PIL import Image

from demo.render.__main__ import CLIPS, DEMO, PHOTOS
from demo.render.palette import COLORS

from .conftest import read_table

FOLDER = DEMO / "evaluation"


def test_one_row_a_product_with_its_picture(products) -> None:
    rows = read_table(FOLDER / "catalog.csv")
    assert [r["id"] for r in rows] == [p.key for p in products]
    assert all((FOLDER / r["image"]).resolve().is_file() for r in rows)


def test_every_kind_of_query_is_there(queries) -> None:
    kinds = Counter(q["kind"] for q in queries)
    least = {
        "typed": 100,
        "title in another shop": 130,
        "photo": 70,
        "photo + words": 25,
        "spoken": 20,
    }
    assert kinds.keys() >= least.keys()
    assert all(kinds[kind] >= count for kind, count in least.items())


def test_answers_exist_and_files_open(queries) -> None:
    ids = {r["id"] for r in read_table(FOLDER / "catalog.csv")}
    for query in queries:
        assert query["relevant"]
        assert set(query["relevant"]) <= ids
        if "photo" in query:
            with Image.open(FOLDER / query["photo"]) as photo:
                assert photo.format == "JPEG"
        if "voice" in query:
            assert 0.4 < soundfile.info(FOLDER / query["voice"]).duration < 9


def test_a_photo_with_a_colour_asks_for_that_colour_of_the_same_kind(queries) -> None:
    rows = {r["id"]: r for r in read_table(FOLDER / "catalog.csv")}
    composed = [q for q in queries if q["kind"] == "photo + words"]
    for query in composed:
        shown = query["photo"].rsplit("/", 1)[1].removesuffix(".jpg")
        words, _, limit = query["text"].removeprefix("like this, but in ").partition(", under ")
        assert shown not in query["relevant"]
        for answer in query["relevant"]:
            assert rows[answer]["category"] == rows[shown]["category"]
            assert COLORS[rows[answer]["color"]].family == words
            if limit:
                assert float(rows[answer]["price"]) < int(limit.removesuffix(" euros"))


def test_typed_colours_are_those_of_the_answers(queries) -> None:
    rows = {r["id"]: r for r in read_table(FOLDER / "catalog.csv")}
    families = {color.family for color in COLORS.values()} - {"clear", "gold", "silver", "copper"}
    checked = 0
    for query in queries:
        asked = families & set(query.get("text", "").split()) if query["kind"] == "typed" else set()
        if len(asked) == 1 and " with " not in query["text"]:
            found = {COLORS[rows[answer]["color"]].family for answer in query["relevant"]}
            assert found == asked
            checked += 1
    assert checked > 30


def test_photos_and_clips_are_there(products) -> None:
    keys = {p.key for p in products}
    photos = {path.stem for path in PHOTOS.glob("*.jpg")}
    assert photos <= keys
    assert {path.stem for path in CLIPS.glob("*.mp4")} <= keys
