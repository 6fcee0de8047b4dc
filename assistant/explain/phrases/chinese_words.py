"""Values, fields, places and days in Chinese words."""

from __future__ import annotations

from datetime import date

from assistant.lexicon import Lexicon

_SIZES = {"width": "宽", "height": "高", "depth": "深", "length": "长", "thickness": "厚",
    "diameter": "直径", "weight": "重", "capacity": "容量", "battery": "续航", "screen": "屏幕",
    "size": "尺寸"}  # fmt: skip
_FIELDS = {
    "color": "颜色", "colour": "颜色", "material": "材质", "brand": "品牌", "category": "类别",
    "description": "描述", "title": "标题", "style": "款式", "pattern": "图案", "size": "尺寸",
    "shop": "店铺", "for": "适用人群", "price": "价格", "availability": "库存", "weight": "重量",
    "capacity": "容量", "battery": "续航", "rating": "评分", "condition": "新旧", "width": "宽度",
    "height": "高度", "depth": "深度", "length": "长度", "accent": "配色", "shape": "形状",
    "finish": "表面", "closure": "开合方式", "features": "特点", "gender": "性别",
    "age group": "年龄段", "reviews": "评价", "diameter": "直径", "availability date": "到货日期",
    "thickness": "厚度",
}  # fmt: skip
_PEOPLE = {"man": "男士", "woman": "女士", "boy": "男孩", "girl": "女孩", "kid": "儿童",
    "baby": "婴儿"}  # fmt: skip
_DIGITS = "零一二三四五六七八九"


def place(position: int) -> str:
    """ "第二件"."""
    digit = _DIGITS[position] if position < len(_DIGITS) else str(position)
    return f"第{digit}件"


def word(facet: str, value: str) -> str:
    """A canonical English value in Chinese where the lexicon knows it: "red" is 红色."""
    if facet == "for":
        return _PEOPLE.get(value, value)
    return Lexicon.load().chinese(facet, value) or value


def gloss(wording: str) -> str:
    """Describing words in Chinese where the lexicon knows them all, otherwise quoted."""
    if whole := _known(wording, "wording"):
        return whole
    known = [_known(word, "wording", "part") for word in wording.split()]
    return "、".join(known) if all(known) else f"“{wording}”"


def size_name(name: str) -> str:
    """An extent or a quantity, before its figure: "宽"."""
    return _SIZES.get(name, name.replace("_", " ") or "尺寸")


def field_name(field: str) -> str:
    """A field's name; the catalogue's own attributes keep the shop's."""
    name = field.removeprefix("attributes.").replace("_", " ")
    return _FIELDS.get(name) or _known(name, "attribute", "part") or name


def at_rates(day: date | None) -> str:
    """By the rates of which day; "" where none were needed."""
    return f"（按{day:%Y-%m-%d}汇率）" if day else ""


def _known(name: str, *tables: str) -> str:
    """A name in Chinese by the first of the lexicon's tables that has it, "" for none."""
    lexicon = Lexicon.load()
    return next(filter(None, (lexicon.chinese(table, name) for table in tables)), "")
