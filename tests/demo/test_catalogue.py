"""What the shops say is complete, consistent and true of what was drawn."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from PIL import Image

from demo.render import writing
from demo.render.__main__ import DEMO, IMAGES, chosen
from demo.render.materials import SURFACES
from demo.render.model import CONTRASTS, LIGHT, TYPES, Product, draw_products
from demo.render.palette import COLORS, MATERIALS
from demo.render.reviews import file_name
from demo.render.shops import SHOPS, Offer
from demo.render.tables import row
from demo.render.units import length

from .conftest import read_table


def test_the_committed_tables_are_what_the_script_writes(sold, tables) -> None:
    written: dict[str, list[dict[str, str]]] = defaultdict(list)
    for offer in sold:
        written[offer.shop.slug].append(row(offer))
    for slug, rows in tables.items():
        said = [{k: v for k, v in r.items() if v} for r in rows]
        expected = [{k: v for k, v in r.items() if v} for r in written[slug]]
        assert said == expected


def test_there_are_many_products_of_many_types(products) -> None:
    assert len(products) >= 600
    assert len({p.kind.name for p in products}) >= 59


def test_more_products_change_no_earlier_one() -> None:
    chosen(None, 1)
    for kind in TYPES.values():
        few, many = draw_products(kind, 3), draw_products(kind, 6)
        assert [p.traits for p in few] == [p.traits for p in many[:3]]


def test_no_two_products_of_a_type_look_alike(products: list[Product]) -> None:
    looks = Counter(
        (p.kind.name, *(p.traits[k] for k in (*p.kind.choices, "color"))) for p in products
    )
    assert looks.most_common(1)[0][1] == 1


def test_identifiers_are_unique_within_a_shop(tables) -> None:
    for rows in tables.values():
        for column in ("id", "url"):
            values = [r[column] for r in rows]
            assert len(values) == len(set(values))


def test_gtins_are_valid_and_tell_products_apart(sold: list[Offer]) -> None:
    owners = defaultdict(set)
    for offer in sold:
        if offer.gtin:
            digits = [int(d) for d in offer.gtin]
            assert len(digits) == 13
            assert sum(d * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0
            owners[offer.gtin].add(offer.product.key)
    assert all(len(keys) == 1 for keys in owners.values())


def test_about_a_third_is_sold_by_several_shops_under_other_words(sold: list[Offer]) -> None:
    by_product = defaultdict(list)
    for offer in sold:
        by_product[offer.product.key].append(offer)
    several = [group for group in by_product.values() if len(group) > 1]
    assert 0.25 < len(several) / len(by_product) < 0.42
    for group in several:
        assert len({o.title.lower() for o in group}) == len(group)
        assert len({o.description for o in group}) == len(group)


def test_truth_names_every_offer_and_stays_out_of_the_tables(sold: list[Offer], tables) -> None:
    truth = read_table(DEMO / "evaluation" / "same_product.csv")
    assert {(t["product"], t["shop"], t["offer_id"]) for t in truth} == {
        (o.product.key, o.shop.slug, o.id) for o in sold
    }
    keys = {o.product.key for o in sold}
    for rows in tables.values():
        assert not keys & {r["id"] for r in rows}


def test_descriptions_name_colour_material_and_sizes(sold: list[Offer]) -> None:
    for offer in sold:
        traits, voice, text = offer.product.traits, offer.shop.voice, offer.description
        color = writing.color_word(traits["color"], voice)
        if MATERIALS[traits["material"]].color != traits["color"]:
            assert color in text.lower() or color in text, text
        assert writing.material_word(traits["material"], voice).lower() in text.lower(), text
        for measure in ("height_cm", "width_cm", "diameter_cm"):
            if measure in traits:
                assert length(traits[measure], voice.imperial) in text, text


def test_texts_are_whole(sold: list[Offer]) -> None:
    for offer in sold:
        for text in (offer.title, offer.description):
            assert not re.search(
                r"[{}]|\s{2}|,\s*,|,$|\bNone\b|\ba [aeio]\w+ing\b|\.\.| ,|^\W", text
            ), text
        assert len(offer.title) < 130


def test_prices_are_positive_and_shops_agree_roughly(sold: list[Offer]) -> None:
    for offer in sold:
        euros = offer.price / offer.shop.rate
        assert offer.price > 0
        assert euros == pytest.approx(offer.product.price, rel=0.3, abs=2.5)


def test_chinese_titles_stand_beside_the_english_ones_in_one_shop(tables) -> None:
    assert "title_zh" in tables["moss-lane-stores"][0]
    for one in tables["moss-lane-stores"]:
        assert re.search(r"[\u4e00-\u9fff]", one["title_zh"])
    assert "title_zh" not in tables["harbor-and-pine"][0]


def test_pictures_are_whole_square_and_small(tables) -> None:
    names = {r["image"].removeprefix("images/") for rows in tables.values() for r in rows}
    for name in names:
        with Image.open(IMAGES / name) as picture:
            assert picture.size == (480, 480)
    assert names <= {path.name for path in IMAGES.glob("*.webp")}  # a render may be under way
    folders = ("catalog", "photos", "clips", "evaluation", "feeds")
    files = (f for folder in folders for f in (DEMO / folder).rglob("*") if f.is_file())
    assert sum(f.stat().st_size for f in files) <= 25e6


def test_every_colour_and_material_word_is_filled_in() -> None:
    assert SURFACES.keys() == MATERIALS.keys()
    assert COLORS.keys() >= {*LIGHT, *CONTRASTS}
    for entry in (*COLORS.values(), *MATERIALS.values()):
        assert entry.us
        assert entry.uk
        assert re.fullmatch(r"[\u4e00-\u9fff]+", entry.zh)


def test_a_toy_is_called_what_it_is(products: list[Product]) -> None:
    parts = {"ring tower": "ring", "rainbow arches": "rainbow", "block tower": "block"}
    toys = [p for p in products if p.kind.name == "stacking toy"]
    assert {p.traits["style"] for p in toys} == parts.keys()
    for toy in toys:
        assert all(parts[toy.traits["style"]] in toy.noun(i) for i in range(len(SHOPS)))


def test_reviews_are_of_offers_that_exist_and_many(sold: list[Offer]) -> None:
    reviews = [
        {**row, "shop": shop.slug}
        for shop in SHOPS
        for row in read_table(DEMO / "feeds" / file_name(shop))
    ]
    product_of = {(o.shop.slug, o.id): o.product.key for o in sold}
    counts = Counter(product_of[r["shop"], r["offer_id"]] for r in reviews)
    assert len(counts) >= 200
    assert all(3 <= n <= 12 for n in counts.values())
    assert {r["rating"] for r in reviews} == {"2", "3", "4", "5"}
    assert len({r["review_id"] for r in reviews}) == len(reviews)
