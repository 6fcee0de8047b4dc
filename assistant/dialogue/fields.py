"""What an item states, field by field: for answers about it and for comparisons."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.comparison import merge_statements, named
from assistant.dialogue.answer import Table
from assistant.explain.evidence import quotable
from assistant.language import Vocabulary
from assistant.languages.pack import codes
from assistant.languages.speaker import speaker
from assistant.lexicon import Lexicon
from assistant.recommendation import Recommendation
from retrieval.facts import FEED_NAMES, Facts, facet_of
from retrieval.measures import EXTENTS
from retrieval.offers import Offer
from retrieval.words import is_cjk, mentions

NOT_STATED = {code: speaker(code).say("not_stated") for code in codes()}
"""What a cell of a table says where a shop is silent, in each language."""
MAX_QUOTE = 140  # characters of a passage that is quoted
BASE = ("price", "shop", "brand", "availability", "colour", "material")
"""Fields a comparison always has."""

_ASKED = {
    "price": (
        r"\b(?:prices?|costs?|expensive|cheap(?:er|est)?"
        r"|how much(?! (?:(?:does it|do they|can it) (?:hold|weigh|take)"
        r"|(?!is|are|was|for|would|do|does|will|it|that|this|those|they|the|to|each|in|on)[a-z]+))"
        r")\b"
        r"|多少钱|价格|价钱|贵|便宜"
    ),
    "colour": r"\bcolou?rs?\b|颜色",
    "material": r"\bmaterials?\b|\bmade (?:of|from|out of)\b|\bfabric\b|材质|材料|什么做的",
    "brand": r"\bbrand\b|\bwho makes\b|\bmade by\b|\bmanufacturer\b|品牌|牌子",
    "shop": (
        r"\bshops?\b|\bstores?\b|\bwho sells\b|\bwhere (?:can|do|is|to)\b|\bseller\b|哪家|店"
        r"|哪里(?:买|卖)"
    ),
    "availability": r"\bin stock\b|\bavailab\w+|\bstock\b|有货|现货|库存",
    "size": (
        r"\b(?:how (?:big|large)|sizes?|dimensions?|measurements?|larger|bigger|smaller)\b"
        r"|多大|尺寸|大小"
    ),
    "height": r"\b(?:how (?:tall|high)|height|taller|higher)\b|多高|高度",
    "width": r"\b(?:how wide|width|wider)\b|多宽|宽度",
    "depth": r"\b(?:how deep|depth|deeper|sticks? out)\b|多深|深度",
    "length": (
        r"\b(?:how long(?! (?:do|does|will|can)\b)(?! is (?:the|its) (?:battery|warranty|charge))"
        r"|length|longer)\b|多长|长度"
    ),
    "diameter": r"\b(?:diameter|across)\b|直径",
    "thickness": r"\b(?:how thick|thickness|thicker)\b|多厚|厚度",
    "weight": (
        r"\b(?:how heavy|weighs?|weight|lighter|heavier|lightest|heaviest)\b|多重|重量|轻|重|沉"
    ),
    "capacity": (
        r"\b(?:capacity|holds?|how much (?:goes|fits) in|how many lit\w+|volume"
        r"|how much (?:does it|do they|can it) hold"
        r"|how much (?:water|tea|coffee|liquid|wine|food)? ?"
        r"(?:goes|fits|go|fit) (?:in|into|inside))\b"
        r"|容量|装多少|多少升"
    ),
    "battery": r"\bbattery\b|\bhow long does .* last\b|续航|电池",
    "age": r"\b(?:what|which) ages?\b|\bhow old\b|\bage (?:range|group)\b|几岁|多大年[龄纪]|年龄",
    "rating": r"\b(?:ratings?|rated|stars?|reviews?)\b|评分|评价|几星",
    "condition": r"\b(?:condition|refurbished|second-?hand|used)\b|二手|成色|全新",
}
KNOWN = frozenset(_ASKED)
"""Fields that are asked for in words of their own."""
_ASKED_PATTERNS = {name: re.compile(pattern) for name, pattern in _ASKED.items()}
_NAMES = {
    way: name
    for table in ("attribute", "part")
    for way, name in Lexicon.load().words[table].items()
    if is_cjk(way)
}
"""What shoppers call an attribute in Chinese → its English name."""
_EXTENTS = re.compile(r"height|width|depth|length|diameter|thickness|size|screen|head|capacity")


def value_of(item: Recommendation, field: str) -> str:
    """What the item states in a field, "" where it is silent."""
    found = stated(item, field)
    if len(found) == 1 and found[0][0] == field:
        return found[0][1]
    return ", ".join(f"{name} {value}" for name, value in found)


def value_said(item: Recommendation, field: str, language: str) -> str:
    """What the item states in a field, as the language says it; "" where it is silent."""
    speak, found = speaker(language), stated(item, field)
    if field == "price" and item.offer.price:
        return speak.formats.money(item.offer.price)
    if len(found) == 1 and found[0][0] == field:
        return speak.value(*found[0])
    said = [
        speak.say("kinds.trait", name=speak.name(name), values=speak.value(name, value))
        for name, value in found
    ]
    return str(speak.rules["sentence"]["comma"]).join(said)


def stated(item: Recommendation, field: str) -> list[tuple[str, str]]:
    """(name, value) of what the item states in a field: of each extent for its "size". Where the
    offer that is shown is silent, what another shop states of the same thing."""
    offer, facts = item.offer, Facts(item.offer)
    simple = {
        "price": str(offer.price) if offer.price else "",
        "shop": offer.source,
        "brand": offer.brand,
        "availability": offer.availability.replace("_", " "),
        "category": offer.category,
        "condition": facts.condition,
        "rating": f"{facts.rating:g}" if facts.rating is not None else "",
    }
    if field in simple:
        return [(field, simple[field])] if simple[field] else []
    others = [one for one in item.product.offers if one is not offer]
    found = next(filter(None, (_attributes(one, field) for one in (offer, *others))), [])
    if len(found) == 1 and facet_of(found[0][0]):
        return [(field, found[0][1])]
    return found


def _attributes(offer: Offer, field: str) -> list[tuple[str, str]]:
    """(name, value) of the attributes of an offer that state a field."""
    found = [named(n, v) for n, v in offer.attributes.items() if _about(n, v, field)]
    return [(name, value) for name, value in found if name not in FEED_NAMES]


def _about(name: str, value: str, field: str) -> bool:
    """Whether an attribute states a field."""
    spaced = named(name, value)[0]
    if facet_of(name):
        return facet_of(name) == field
    if field == "size":
        return bool(_EXTENTS.match(spaced))
    return field in spaced.split() or spaced == field


def asked_fields(text: str, vocabulary: Vocabulary) -> list[str]:
    """The fields a question is about, by their names or the catalogue's attributes."""
    found = [name for name, pattern in _ASKED_PATTERNS.items() if pattern.search(text)]
    if "size" in found and set(found) & set(EXTENTS) - {"size"}:
        found.remove("size")  # "how big is it across" is its diameter
    words = [text, *(name for way, name in _NAMES.items() if way in text)]
    found += [name for name in called(text) if name not in found]
    found += [
        attribute
        for name, attribute in vocabulary.names.items()
        if attribute not in found and any(mentions(one, name) for one in words)
    ]
    return found


def called(text: str) -> list[str]:
    """The attributes that a question calls otherwise than shops do: "the hole" is the entrance."""
    found, left = dict[str, None](), text
    for way, names in Lexicon.load().meant["called"].items():
        at = way in left if is_cjk(way) else re.search(rf"\b{re.escape(way)}s?\b", left)
        if at:
            found |= dict.fromkeys(names)
            left = left.replace(way, " ")
    return list(found)


def passage(item: Recommendation, phrase: str) -> str:
    """The sentence of the title, the description or an attribute that states a phrase, or ""."""
    offer = item.offer
    spaced = [(name.replace("_", " "), value) for name, value in offer.attributes.items()]
    attributes = [f"{name}: {value}" for name, value in spaced if name not in FEED_NAMES]
    sentences = re.split(r"(?<=[.!?;。；])\s+|(?<=[。；])", offer.description)
    for text in (offer.title, *attributes, *sentences):
        if mentions(text.casefold(), phrase) and quotable(text):
            return text if len(text) <= MAX_QUOTE else text[:MAX_QUOTE].rsplit(" ", 1)[0] + " …"
    return ""


def compare(
    items: Sequence[Recommendation],
    positions: Sequence[int],
    language: str,
    reviews: Sequence[str] = (),
    only: Collection[str] = (),
) -> Table:
    """The items side by side; fields that none states are left out, the basic ones apart.

    Where the shops of an item state different things, the cell says which shop states what.
    `reviews` is what buyers say of each item, "" for nothing; `only` are the fields that matter,
    where not all do.
    """
    stated = [_stated(item, language) for item in items]
    for one, said in zip(stated, reviews, strict=bool(reviews)):
        one["reviews"] = said
    names = dict.fromkeys([*BASE, *(name for one in stated for name in one)])
    silent = NOT_STATED[language]
    rows = [(name, tuple(one.get(name) or silent for one in stated)) for name in names]
    if only:
        kept = [row for row in rows if _matters(row[0], only)]
    else:
        kept = [row for row in rows if row[0] in BASE or any(v != silent for v in row[1])]
    return Table(tuple(positions), tuple(item.named(language) for item in items), tuple(kept))


def _matters(name: str, only: Collection[str]) -> bool:
    return name in only or ("size" in only and bool(_EXTENTS.match(name)))


def _stated(item: Recommendation, language: str) -> dict[str, str]:
    """Field → what the offer that is shown, or the product's shops together, state."""
    speak = speaker(language)
    found = {name: value_said(item, name, language) for name in ("price", "shop", "availability")}
    for statement in merge_statements(item.product.offers):
        name = facet_of(statement.name) or statement.name
        said = [(speak.value(statement.name, value), shops) for value, shops in statement.values]
        told = [
            speak.joiner.noted(value, speak.listed(shops)) if statement.conflict else value
            for value, shops in said
        ]
        semicolon = str(speak.rules["semicolon"])
        found[name] = semicolon.join([*filter(None, [found.get(name)]), *told])
    return found
