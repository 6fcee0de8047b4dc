"""How a reply to a wish begins, by what the evidence bears out."""

from __future__ import annotations

from assistant.dialogue.phrases import priced
from assistant.explain.phrases.chinese_words import word
from assistant.explain.phrases.words import capital, number
from assistant.language import Wishes
from assistant.recommendation import Recommendation
from retrieval.facts import Facts

OPENINGS = {
    "en": {
        "several": "{Number} fit; I would start with {first}.",
        "one": "Just one fits: {first}.",
        "changed": "{Change} there are {number}, and I would start with {first}.",
        "one_changed": "{Change} there is just one: {first}.",
        "closest": "Closest to what you describe is {first}.",
        "near": "Nothing meets all of that; closest is {first}.",
        "near_price": "There is nothing {change}; closest is {first}.",
        "photo": "{First} looks most like your photo.",
        "alike": "Most like it is {first}.",
        "price_asc": "Cheapest first: {first}.",
        "price_desc": "Dearest first: {first}.",
        "rating": "Best rated is {first}.",
        "changed_sorted": "{Change} there are {number}, beginning with {first}.",
    },
    "zh": {
        "several": "符合条件的有{number}件，首选{first}。",
        "one": "只有一件符合：{first}。",
        "changed": "{Change}有{number}件，首选{first}。",
        "one_changed": "{Change}只有一件：{first}。",
        "closest": "最接近您要的是{first}。",
        "near": "没有完全符合的，最接近的是{first}。",
        "near_price": "没有{change}的，最接近的是{first}。",
        "photo": "最像您照片的是{first}。",
        "alike": "与它最像的是{first}。",
        "price_asc": "从便宜的看起：{first}。",
        "price_desc": "从贵的看起：{first}。",
        "rating": "评分最高的是{first}。",
        "changed_sorted": "{Change}有{number}件，第一件是{first}。",
    },
}
"""How a reply begins, by what the evidence bears out."""

_CHANGES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "en": (
        ("include", "colour", "in {}"), ("include", "material", "made of {}"),
        ("include", "pattern", "in a {} pattern"), ("include", "brand", "from {}"),
        ("include", "shop", "at {}"), ("exclude", "colour", "leaving out {}"),
        ("exclude", "material", "without {}"), ("exclude", "words", "without {}"),
    ),
    "zh": (
        ("include", "colour", "{}的"), ("include", "material", "{}材质的"),
        ("include", "pattern", "{}的"), ("include", "brand", "{}的"),
        ("include", "shop", "{}里"), ("exclude", "colour", "除去{}，"),
        ("exclude", "material", "不含{}的"), ("exclude", "words", "不带{}的"),
    ),
}  # fmt: skip
_BETWEEN = {"en": "between {} and {}", "zh": "{}到{}之间"}
_JOINED = {"en": " or ", "zh": "或"}
_LIMITS = {
    "en": {"max_price": "for up to {}", "min_price": "from {}", "in_stock": "in stock"},
    "zh": {"max_price": "{}以内", "min_price": "{}以上", "in_stock": "有现货的"},
}


def opening(
    key: str, first: Recommendation, total: int | None, added: Wishes, language: str
) -> str:
    """How the reply to a wish begins; `key` is one of `OPENINGS`."""
    named, count = priced(first, language), total or 0
    spoken = number(count) if language == "en" else str(count)
    changed = change(added, language)
    return OPENINGS[language][key].format(
        first=named, First=capital(named), number=spoken, Number=capital(spoken),
        change=changed, Change=capital(changed),
    )  # fmt: skip


def change(added: Wishes, language: str) -> str:
    """What an utterance added, in words: "in green"; "" where it is not to be put shortly."""
    for kind, facet, pattern in _CHANGES[language]:
        if values := getattr(added, kind).get(facet, ()):
            said = [word(facet, one) for one in values] if language == "zh" else values
            return pattern.format(_JOINED[language].join(said))
    if added.min_price and added.max_price:
        return _BETWEEN[language].format(added.min_price, added.max_price)
    for name, pattern in _LIMITS[language].items():
        if value := getattr(added, name):
            return pattern.format(value)
    return ""


def rated(item: Recommendation) -> bool:
    """Whether the shop states a rating."""
    return Facts(item.offer).rating is not None
