"""Titles, descriptions and attributes in the voices of three shops, all from a product's traits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from demo.render.model import Product, Traits
from demo.render.palette import COLORS, MATERIALS
from demo.render.units import length, volume, weight

SIZES = {"height_cm": "height", "width_cm": "width", "depth_cm": "depth", "length_cm": "length",
         "diameter_cm": "diameter", "thickness_cm": "thickness", "seat_height_cm": "seat height",
         "screen_inch": "screen"}  # fmt: skip
COLOR_TRAITS = ("color", "second_color", "upholstery", "accent")
PAIRS = ("sunglasses", "headphones")
PATTERNS = {  # pattern: word in a title, sentence part with the second colour, Chinese
    "striped": ("striped", "stripes in {}", "条纹"),
    "pinstriped": ("pinstriped", "thin upright stripes in {}", "细条纹"),
    "checked": ("checked", "a check in {}", "格纹"),
    "dotted": ("polka dot", "dots in {}", "波点"),
    "zigzag": ("zigzag", "a zigzag in {}", "锯齿纹"),
    "speckled": ("speckled", "speckles in {}", "斑点"),
    "dipped": ("two-tone", "the lower part in {}", "双色"),
    "panels": ("two-tone", "every other panel in {}", "拼色"),
    "border": ("bordered", "a border in {}", "镶边"),
    "marbled": ("marbled", "veins in {}", "大理石纹"),
}


@dataclass(frozen=True)
class Voice:
    """How one shop writes."""

    index: int  # which of a type's `words` and `use` are its own
    title: tuple[str, ...]  # forms of a title
    text: str  # form of a description
    category: Callable[[str], str]
    imperial: bool = False
    chinese: bool = False
    leather: Mapping[str, str] | None = None


PLAIN = Voice(
    0,
    (
        "{brand} {model} {noun}, {material}, {color}{size}",
        "{brand} {noun} {model}, {color}, {material}{size}",
    ),
    "{Noun} {of_material}{pattern}{features}. {use} {sizes}{weight}",
    lambda path: path,
)
CHATTY = Voice(
    1,
    (
        "{Model} {Noun} in {Color}",
        "The {Model} {Noun} – {Color} {Material}",
        "{Color} {Noun} with {Feature}",
    ),
    "{use} Meet {model}: {a_color} {noun}{made_of}{pattern}{features}. {sizes}{weight}",
    lambda path: path.split(" > ")[-1],
    imperial=True,
)
BRITISH = Voice(
    2,
    (
        "{color} {material} {noun} with {feature}{by}",
        "{brand} {color} {noun}, {trait}",
        "{noun} '{model}' in {color} {material}{by}",
    ),
    "{A_color} {noun}{made_of}{features}{pattern}. From {brand}. {use} {sizes}{weight}",
    lambda path: ", ".join(path.split(" > ")[::2]),
    chinese=True,
)


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens, as in a web address."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def heading(text: str) -> str:
    """Every word but small ones with a capital, as American shops do."""
    small = {"a", "an", "the", "of", "with", "in", "and", "for", "to", "on", "at"}
    return " ".join(w if w in small else capital(w) for w in text.split())


def article(text: str) -> str:
    if text.endswith(PAIRS):
        return f"a pair of {text}"
    return f"{'an' if text[:1].lower() in 'aeio' else 'a'} {text}"


def _listing(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1] if parts else ""


def color_word(color: str, voice: Voice) -> str:
    entry = COLORS[color]
    return (color, entry.us, entry.uk)[voice.index]


def material_word(material: str, voice: Voice) -> str:
    entry = MATERIALS[material]
    return (material, entry.us, entry.uk)[voice.index]


def look(traits: Traits, voice: Voice) -> str:
    """Colour and pattern as a title says them."""
    word = color_word(traits["color"], voice)
    second, pattern = traits.get("second_color"), traits.get("pattern", "plain")
    if second:
        return f"{word} and {color_word(second, voice)} {PATTERNS[pattern][0]}"
    return word


def features(product: Product, voice: Voice) -> list[str]:
    """What the choices of a product mean, as noun phrases: 'a round belly'."""
    traits, said = product.traits, []
    for trait in product.kind.choices:
        phrase = product.kind.phrases.get(str(traits[trait]))
        if phrase and trait not in (*COLOR_TRAITS, "material"):
            said.append(phrase)
    for trait, part in (("upholstery", "upholstery"), ("accent", product.kind.accent)):
        if traits.get(trait):
            _add_part(said, part, color_word(traits[trait], voice))
    return said


def _add_part(said: list[str], part: str, color: str) -> None:
    """Say a part's colour: 'a leather strap' turns into 'a red leather strap'."""
    for i, phrase in enumerate(said):
        if phrase.startswith("a ") and phrase.endswith(f" {part}"):
            said[i] = article(f"{color} {phrase[2:]}")
            return
    said.append(f"{color} {part}")


def sizes(traits: Traits, voice: Voice) -> str:
    """Measures in whole sentences."""
    parts = [
        f"{word} {length(traits[key], voice.imperial)}"
        for key, word in SIZES.items()
        if key in traits and key.endswith("_cm")
    ]
    text = capital(", ".join(parts)) + "." if parts else ""
    if "capacity_l" in traits:
        text += f" Holds {volume(traits['capacity_l'], voice.imperial)}."
    return text.strip()


def _weight(traits: Traits, voice: Voice) -> str:
    if "weight_g" not in traits:
        return ""
    said = "Weighs" if voice.imperial else "Weight"
    return f" {said} {weight(traits['weight_g'], voice.imperial)}."


def _title_size(product: Product) -> str:
    """The one measure that goes in a title: capacity, load, screen, else the first that varies."""
    traits = product.traits
    for key, unit in (("capacity_l", "l"), ("load_kg", "kg"), ("screen_inch", "inch")):
        if key in traits:
            return f", {traits[key]:g} {unit}"
    key = next((k for k in product.kind.sizes if k.endswith("_cm")), "width_cm")
    return f", {traits[key]:g} cm" if key in traits else ""


def _words(product: Product, voice: Voice, rng: Random) -> dict[str, str]:
    traits, noun = product.traits, product.noun(voice.index)
    material = material_word(traits["material"], voice)
    said = features(product, voice)
    color = look(traits, voice)
    base = color_word(traits["color"], voice)
    second = traits.get("second_color")
    pattern = (
        f", {PATTERNS[traits['pattern']][1].format(color_word(second, voice))}" if second else ""
    )
    words = {
        "brand": product.brand, "model": product.model, "noun": noun, "material": material,
        "color": color, "feature": said[0] if said else material, "size": _title_size(product),
    }  # fmt: skip
    own = _own_color(traits)
    plain_color = {**words, "color": base}
    return words | {
        **{capital(k): heading(v) for k, v in words.items()},
        "trait": re.sub("^(a|an|the) ", "", words["feature"]),
        "by": rng.choice((f" by {product.brand}", "")),
        "pattern": pattern,
        "features": f", with {_listing(said)}" if said else "",
        "made_of": "" if material in noun else f" made of {material}",
        "of_material": f"of {material}" + ("" if material == base else f" in {base}"),
        "a_color": article(noun if own else f"{plain_color['color']} {noun}").removesuffix(
            f" {noun}"
        ),
        "A_color": capital(article(noun if own else f"{plain_color['color']} {noun}")).removesuffix(
            f" {noun}"
        ),
        "base": base,
        "use": product.kind.use[voice.index],
        "sizes": sizes(traits, voice),
        "weight": _weight(traits, voice),
    }


def title(product: Product, voice: Voice, rng: Random) -> str:
    """One of the shop's forms of a title, filled in."""
    words, form = _words(product, voice, rng), rng.choice(voice.title)
    if _own_color(product.traits):  # "walnut", never "dark brown walnut"
        instead = "" if "{material}" in form.lower() else words["material"]
        words["color"], words["Color"] = instead, heading(instead)
    text = re.sub(r"(, )+", ", ", re.sub(r"\s+", " ", form.format(**words))).replace(" ,", ",")
    return capital(text.strip(" ,"))


def _own_color(traits: Traits) -> bool:
    return MATERIALS[traits["material"]].color == traits["color"]


def description(product: Product, voice: Voice, rng: Random) -> str:
    """A few true sentences."""
    words = _words(product, voice, rng)
    words["color"] = words["base"]
    words["Noun"] = capital(words["noun"])
    return re.sub(r"\s+", " ", voice.text.format(**words)).strip()


def attributes(product: Product, voice: Voice) -> dict[str, str]:
    """Traits as a shop's table names them: its own words for colours and materials."""
    said = {}
    for trait, value in product.traits.items():
        if value == "":
            continue
        if trait in COLOR_TRAITS:
            value = color_word(value, voice)
        elif trait == "material":
            value = material_word(value, voice)
        said[trait] = f"{value:g}" if isinstance(value, (int, float)) else str(value)
    return said


def chinese_title(product: Product) -> str:
    """Brand, colour, pattern, material, kind and size in Chinese."""
    traits = product.traits
    pattern = PATTERNS[traits["pattern"]][2] if traits.get("second_color") else ""
    material, color = MATERIALS[traits["material"]], COLORS[traits["color"]]
    size = f" {traits['capacity_l']:g}升" if "capacity_l" in traits else ""
    return f"{product.brand} {color.zh}{pattern}{material.zh}{product.kind.zh}{size}"
