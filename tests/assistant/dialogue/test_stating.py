"""What an item states, as a sentence of an answer."""

from __future__ import annotations

import pytest

from assistant.dialogue.stating import statement
from assistant.recommendation import Recommendation
from retrieval.money import Money
from retrieval.offers import Offer, Product

MUG = Offer(
    "Alder",
    "1",
    title="Red mug",
    description="Safe in the dishwasher. The handle stays cool!",
    price=Money.of(12, "EUR"),
    availability="in_stock",
    attributes={
        "color": "red",
        "lens": "green lenses",
        "height_cm": "10",
        "diameter_cm": "8",
        "age_years": "3",
        "title_zh": "handle 红色马克杯",
    },
)
ITEM = Recommendation(Product("p", (MUG,)), (MUG,), 1.0, {}, [])


@pytest.mark.parametrize(
    ("fields", "english", "chinese"),
    [
        (["price"], "costs €12.00.", "售价€12.00。"),
        (["colour"], "is red.", "颜色是红色。"),
        (["size"], "is 10 cm high and 8 cm across.", "高10厘米，直径8厘米。"),
        (["availability"], "is in stock.", "有货。"),
        (["lens"], "has green lenses.", "是绿色镜片。"),
        (["age"], "is for age 3.", "适合3岁以上。"),
        (["colour", "shop"], "is red and sold by Alder.", "颜色是红色，由Alder出售。"),
        (
            ["price", "weight"],
            "costs €12.00; its weight is not stated.",
            "售价€12.00，重量未注明。",
        ),
        (["handle"], "says “The handle stays cool!”", "写着“The handle stays cool!”"),
    ],
)
def test_fields_in_words(fields: list[str], english: str, chinese: str) -> None:
    assert statement(ITEM, fields, "en") == f"“Red mug” {english}"
    assert statement(ITEM, fields, "zh") == f"“handle 红色马克杯”{chinese}"


def test_silence_is_said() -> None:
    assert statement(ITEM, ["weight"], "en") == "“Red mug”: weight is not stated."
    assert statement(ITEM, ["weight", "brand"], "en").endswith("weight and brand are not stated.")
    assert statement(ITEM, ["weight"], "zh") == "“handle 红色马克杯”重量未注明。"
