"""Colours and materials by name: what the renderer paints and what the shops call it."""

from __future__ import annotations

from typing import NamedTuple


class Color(NamedTuple):
    """One colour: sRGB hex, the plain word shoppers use, Chinese, and other shops' names for it."""

    hex: str
    family: str
    zh: str
    us: str
    uk: str


COLORS = {
    "white": Color("#F1F0EC", "white", "白色", "white", "white"),
    "cream": Color("#EBDDBF", "white", "米白色", "ivory", "cream"),
    "beige": Color("#CDB593", "beige", "米色", "sand", "beige"),
    "tan": Color("#A9713F", "brown", "棕褐色", "camel", "tan"),
    "brown": Color("#5B3420", "brown", "棕色", "chocolate", "brown"),
    "black": Color("#17171A", "black", "黑色", "black", "black"),
    "charcoal": Color("#3E4247", "grey", "炭灰色", "charcoal gray", "charcoal"),
    "light grey": Color("#AEB2B5", "grey", "浅灰色", "light gray", "pale grey"),
    "navy": Color("#16284F", "blue", "藏青色", "navy blue", "navy"),
    "blue": Color("#1F5FBF", "blue", "蓝色", "blue", "blue"),
    "sky blue": Color("#79B4DC", "blue", "天蓝色", "light blue", "sky blue"),
    "teal": Color("#12696B", "teal", "蓝绿色", "teal", "teal"),
    "turquoise": Color("#2FB7AE", "teal", "绿松石色", "aqua", "turquoise"),
    "forest green": Color("#1E4D31", "green", "墨绿色", "dark green", "bottle green"),
    "green": Color("#2F8A3E", "green", "绿色", "green", "green"),
    "sage green": Color("#93A889", "green", "鼠尾草绿", "sage", "soft green"),
    "mint": Color("#ACDCC3", "green", "薄荷绿", "mint green", "mint"),
    "red": Color("#C11D22", "red", "红色", "red", "red"),
    "burgundy": Color("#6A1328", "red", "酒红色", "wine red", "burgundy"),
    "terracotta": Color("#B4552F", "orange", "陶土色", "clay", "terracotta"),
    "orange": Color("#E8731A", "orange", "橙色", "orange", "orange"),
    "mustard": Color("#CB9420", "yellow", "芥末黄", "golden yellow", "mustard"),
    "yellow": Color("#F4C81D", "yellow", "黄色", "yellow", "yellow"),
    "pink": Color("#EE9DB4", "pink", "粉色", "pink", "pink"),
    "lilac": Color("#B59BD0", "purple", "丁香紫", "lavender", "lilac"),
    "purple": Color("#5D2F86", "purple", "紫色", "purple", "purple"),
    "light brown": Color("#B98A55", "brown", "浅棕色", "light wood", "light brown"),
    "dark brown": Color("#54341F", "brown", "深棕色", "dark wood", "dark brown"),
    "gold": Color("#C9A24B", "gold", "金色", "gold-tone", "gold"),
    "silver": Color("#B9BCC0", "silver", "银色", "silver", "silver"),
    "copper": Color("#B86A42", "copper", "铜色", "copper", "copper"),
    "clear": Color("#EEF3F3", "clear", "透明", "clear", "transparent"),
    "amber": Color("#B5651B", "orange", "琥珀色", "amber", "amber"),
}

GLAZES = ("white", "cream", "sage green", "navy", "terracotta", "charcoal", "teal", "mustard",
          "sky blue", "red", "pink", "forest green", "black", "mint", "lilac")  # fmt: skip
FABRICS = ("light grey", "charcoal", "beige", "navy", "forest green", "mustard", "terracotta",
           "teal", "burgundy", "cream", "sky blue", "pink", "brown", "sage green")  # fmt: skip
BRIGHTS = ("red", "blue", "yellow", "green", "orange", "black", "white", "pink", "turquoise",
           "purple", "navy", "mint")  # fmt: skip
TECH = ("black", "white", "charcoal", "light grey", "navy", "red", "mint", "pink",
        "sky blue", "cream")  # fmt: skip
LEATHERS = ("tan", "brown", "black", "burgundy", "navy", "forest green")
PAINTS = ("white", "black", "navy", "sage green", "mustard", "red", "teal", "light grey")
LAMP_COLORS = ("black", "white", "red", "mustard", "sage green", "navy", "teal", "orange")
GLASS_TINTS = ("clear", "amber", "sky blue", "sage green", "charcoal", "pink")


class Material(NamedTuple):
    """One material: its own colour (if any), g per cm3, Chinese, other shops' names."""

    color: str | None
    density: float
    zh: str
    us: str
    uk: str
    price: float = 1.0  # relative to the type's usual price


MATERIALS = {
    "stoneware": Material(None, 2.2, "粗陶", "stoneware ceramic", "stoneware"),
    "porcelain": Material(None, 2.4, "瓷", "fine porcelain", "porcelain", 1.25),
    "earthenware": Material(None, 2.0, "陶", "ceramic", "earthenware", 0.9),
    "terracotta": Material("terracotta", 1.9, "红陶", "unglazed clay", "terracotta", 0.75),
    "concrete": Material("light grey", 2.2, "混凝土", "cast concrete", "concrete", 0.95),
    "marble": Material("white", 2.7, "大理石", "marble", "marble", 1.5),
    "enamel": Material(None, 3.2, "搪瓷", "enameled steel", "enamelled steel", 0.9),
    "glass": Material(None, 2.5, "玻璃", "glass", "glass"),
    "oak": Material("light brown", 0.7, "橡木", "oak wood", "solid oak", 1.1),
    "walnut": Material("dark brown", 0.65, "胡桃木", "walnut wood", "walnut", 1.35),
    "beech": Material("beige", 0.7, "榉木", "beechwood", "beech"),
    "pine": Material("beige", 0.5, "松木", "pine wood", "pine", 0.8),
    "bamboo": Material("light brown", 0.6, "竹", "bamboo", "bamboo", 0.8),
    "painted wood": Material(None, 0.6, "漆木", "painted wood", "lacquered wood", 0.95),
    "brass": Material("gold", 8.5, "黄铜", "brass", "brass", 1.4),
    "copper": Material("copper", 8.9, "紫铜", "copper", "copper", 1.5),
    "stainless steel": Material(
        "silver", 7.9, "不锈钢", "stainless steel", "stainless steel", 1.15
    ),
    "steel": Material(None, 7.8, "钢", "powder-coated steel", "painted steel"),
    "aluminium": Material("silver", 2.7, "铝", "aluminum", "aluminium", 1.05),
    "cast iron": Material("black", 7.2, "铸铁", "cast iron", "cast iron", 1.2),
    "plastic": Material(None, 1.0, "塑料", "plastic", "plastic", 0.8),
    "rubber": Material(None, 1.2, "橡胶", "rubber", "rubber", 0.9),
    "silicone": Material(None, 1.1, "硅胶", "silicone", "silicone", 0.85),
    "cotton": Material(None, 0.3, "棉", "cotton canvas", "cotton"),
    "linen": Material(None, 0.3, "亚麻", "linen", "linen", 1.15),
    "wool": Material(None, 0.3, "羊毛", "wool", "wool", 1.2),
    "velvet": Material(None, 0.3, "丝绒", "velvet", "velvet", 1.2),
    "felt": Material(None, 0.3, "毛毡", "felt", "wool felt", 0.9),
    "nylon": Material(None, 0.3, "尼龙", "nylon", "nylon"),
    "polyester": Material(None, 0.3, "涤纶", "polyester", "polyester", 0.9),
    "canvas": Material(None, 0.4, "帆布", "heavy canvas", "canvas"),
    "leather": Material(None, 0.9, "真皮", "genuine leather", "leather", 1.7),
    "straw": Material("beige", 0.3, "草编", "woven straw", "straw", 0.9),
    "rattan": Material("light brown", 0.4, "藤编", "woven rattan", "rattan", 0.95),
    "paper": Material(None, 0.8, "纸", "paper", "paper", 0.8),
    "cork": Material("light brown", 0.25, "软木", "cork", "cork", 0.85),
    "soy wax": Material(None, 0.9, "大豆蜡", "soy wax", "soya wax"),
}


def linear(color: str) -> tuple[float, ...]:
    """Named colour or `#rrggbb` as linear RGBA."""
    code = COLORS[color].hex if color in COLORS else color
    channels = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return (r, g, b, 1.0)
