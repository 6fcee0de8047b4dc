"""The evaluation set: its answers are right by the catalogue's own columns."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import av
import numpy as np
import soundfile
from PIL import Image

from demo.render.__main__ import CLIPS, DEMO, PHOTOS
from demo.render.clips import FRAMES, RATE, chosen
from demo.render.model import Product
from demo.render.palette import COLORS, MATERIALS
from demo.render.typed import Catalogue, chinese_queries

from .conftest import read_table

FOLDER = DEMO / "evaluation"


def test_one_row_a_product_with_its_picture(products) -> None:
    rows = read_table(FOLDER / "catalog.csv")
    assert [r["id"] for r in rows] == [p.key for p in products]
    assert all((FOLDER / r["image"]).resolve().is_file() for r in rows)


def test_every_kind_of_query_is_there(queries) -> None:
    kinds = Counter(q["kind"] for q in queries)
    least = {
        "typed": 160,
        "typed in Chinese": 60,
        "title in another shop": 280,
        "photo": 100,
        "photo + words": 80,
        "spoken": 36,
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


def test_chinese_words_are_true_of_the_answers_and_of_no_other_of_the_kind(products) -> None:
    """Read the words of each query back: a colour, a material or a price, and the kind."""
    catalogue = Catalogue(products)
    for query in chinese_queries(catalogue, Random(5), 120):
        what = re.sub("^(我想买|有没有|请推荐)", "", query["text"])
        same = [p for p in products if what.endswith(p.kind.zh)]
        longest = max(len(p.kind.zh) for p in same)  # 木制火车 ends as 火车 would
        same = [p for p in same if len(p.kind.zh) == longest]
        found = {p.key for p in same if _holds_zh(what[:-longest], p)}
        assert found == set(query["relevant"]), query


def _holds_zh(words: str, product: Product) -> bool:
    limit = re.fullmatch(r"(\d+)欧元以下的", words)
    if limit:
        return product.price < int(limit[1])
    family = COLORS[product.traits["color"]].family
    said = {MATERIALS[product.traits["material"]].zh, {"grey": "灰色"}.get(family, "")}
    return words in said | ({COLORS[family].zh} if family in COLORS else set())


def test_photos_are_of_a_hundred_products(products) -> None:
    photos = {path.stem for path in PHOTOS.glob("*.jpg")}
    assert photos <= {p.key for p in products}
    assert len(photos) >= 100


def test_clips_are_three_seconds_of_a_whole_product(products) -> None:
    clips = sorted(CLIPS.glob("*.mp4"))
    assert {path.stem for path in clips} == {p.key for p in chosen(products)}
    assert len(clips) >= 6
    for path in clips:
        with av.open(str(path)) as video:
            frames = [frame.to_ndarray(format="rgb24") for frame in video.decode(video=0)]
        assert len(frames) == FRAMES
        assert FRAMES / RATE == 3
        still = frames[0].astype(int)
        assert max(abs(frame - still).max() for frame in frames[1:]) > 60  # it turns
        sides = np.stack(frames)[:, :, [1, -2]].astype(int)
        assert abs(sides[:, 6:] - sides[:, :-6]).max() < 60  # smooth paper: nothing is cut off
