"""Why two offers are taken for one thing, in words that a shopper can check."""

from __future__ import annotations

from rapidfuzz import fuzz

from retrieval.matching.profiles import Profile

MOST_ATTRIBUTES = 4
PICTURES = 0.8  # cosine from which pictures are worth a mention


def evidence(one: Profile, other: Profile, picture: float) -> tuple[str, ...]:
    """Sentences, the strongest first; `picture` is the cosine of the pictures, NaN for none."""
    said = []
    if one.gtin and one.gtin == other.gtin:
        said.append(f"same GTIN {one.gtin.lstrip('0')}")
    if code := _shared_code(one, other):
        said.append(f"same model number {code.upper()}")
    if one.brand and one.brand == other.brand:
        said.append(f"same brand {one.brand.title()}")
    if equal := _equal_attributes(one, other):
        said.append(f"same {', '.join(equal)}")
    said.append(f"title similarity {fuzz.token_set_ratio(one.title, other.title) / 100:.2f}")
    if picture >= PICTURES:
        said.append(f"picture similarity {picture:.2f}")
    return tuple(said)


def _shared_code(one: Profile, other: Profile) -> str:
    return max(one.every_code & other.every_code, key=len, default="")


def _equal_attributes(one: Profile, other: Profile) -> list[str]:
    shared = sorted(one.attributes.keys() & other.attributes.keys())
    equal = [
        name.replace("_", " ") for name in shared if one.attributes[name] == other.attributes[name]
    ]
    return equal[:MOST_ATTRIBUTES]
