"""What an item states of the fields that were asked for, as a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.advice.figures import Converted, rounded
from assistant.dialogue.fields import NOT_STATED, passage, stated
from assistant.dialogue.phrases import field_name
from assistant.explain.phrases import LANGUAGES
from assistant.recommendation import Recommendation
from retrieval.measures import base_unit

_SIZED = re.compile(r"(\d+(?:\.\d+)?) (mm|cm|m|in|inch|ft|g|kg|lb|oz|ml|cl|l)\b")
SAYS = {
    "en": {
        "price": "costs {}", "shop": "is sold by {}", "brand": "is from {}", "colour": "is {}",
        "material": "is made of {}", "weight": "weighs {}", "capacity": "holds {}",
        "battery": "runs for {}", "age": "is for age {}", "rating": "is rated {} of 5",
        "condition": "is {}", "category": "is listed under {}", "in stock": "is in stock",
        "out of stock": "is out of stock", "preorder": "can be ordered in advance",
        "backorder": "is on back order",
    },
    "zh": {
        "price": "售价{}", "shop": "由{}出售", "brand": "品牌是{}", "colour": "颜色是“{}”",
        "material": "材质是“{}”", "weight": "重{}", "capacity": "容量{}", "battery": "续航{}",
        "age": "适用年龄{}", "rating": "评分{}（满分5）", "condition": "注明为“{}”",
        "category": "类别是“{}”",
        "in stock": "有货", "out of stock": "缺货", "preorder": "可以预订",
        "backorder": "暂时缺货，可以先下单",
    },
}  # fmt: skip
"""A field, or a state of the stock, in words."""
QUOTES = {"en": "says “{}”", "zh": "写着“{}”"}


def statement(
    item: Recommendation,
    fields: Sequence[str],
    language: str,
    unit: str = "",
    figures: list[Converted] | None = None,
) -> str:
    """ "“Red mug” is made of stoneware and holds 0.3 l; its weight is not stated.".

    With `unit`, sizes are told in it as well; each that is reckoned so is added to `figures`.
    """
    said = {field: _said(item, field, language) for field in fields}
    if unit and figures is not None:
        said = {
            field: [in_unit(clause, unit, language, figures) for clause in clauses]
            for field, clauses in said.items()
        }
    clauses = [clause for found in said.values() for clause in found]
    silent = [field_name(field, language) for field in fields if not said[field]]
    write = _chinese if language == "zh" else _english
    return write(f"“{item.product.title}”", clauses, silent)


def in_unit(clause: str, unit: str, language: str, figures: list[Converted]) -> str:
    """A clause whose sizes are told in another unit too: "is 24 cm (9.4 inches) across"."""

    def told(match: re.Match[str]) -> str:
        figure = Converted(float(match[1]), match[2], unit)
        if figure.amount is None or base_unit(unit) == base_unit(match[2]):
            return match[0]
        figures.append(figure)
        return f"{match[0]} ({rounded(figure.amount)} {unit_name(unit, language)})"

    return _SIZED.sub(told, clause)


def unit_name(unit: str, language: str) -> str:
    """A unit as people write it."""
    if language == "zh":
        return {"inch": "英寸", "foot": "英尺"}.get(unit, unit)
    return {"inch": "inches", "foot": "feet"}.get(unit, unit)


def _said(item: Recommendation, field: str, language: str) -> list[str]:
    """What the item states of a field, each the rest of a sentence; none where it is silent."""
    found = stated(item, field)
    if not found:
        quote = passage(item, field)
        return [QUOTES[language].format(quote)] if quote else []
    says, attribute = SAYS[language], LANGUAGES[language].attribute
    parts = []
    for name, value in found:
        if field == "availability":
            parts.append(says[value])
        elif field in says and (name == field or name.startswith(f"{field} ")):
            parts.append(says[field].format(value))
        else:
            parts.append(attribute(name, value))
    return parts


def _english(subject: str, clauses: Sequence[str], silent: Sequence[str]) -> str:
    lacks = f"{_listed(silent)} {'is' if len(silent) == 1 else 'are'} {NOT_STATED['en']}"
    if not clauses:
        return f"{subject}: {lacks}."
    said = f"{subject} {_listed(_is_once(clauses))}" + (f"; its {lacks}" if silent else "")
    return said if said.endswith((".”", "!”", "?”")) else f"{said}."


def _chinese(subject: str, clauses: Sequence[str], silent: Sequence[str]) -> str:
    lacks = [f"{name}{NOT_STATED['zh']}" for name in silent]
    return f"{subject}{'，'.join([*clauses, *lacks])}。"


def _is_once(clauses: Sequence[str]) -> list[str]:
    """ "is 10 cm high", "is red": the second "is" goes without saying."""
    pairs = zip(["", *clauses], clauses, strict=False)
    return [one.removeprefix("is ") if before.startswith("is ") else one for before, one in pairs]


def _listed(parts: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
