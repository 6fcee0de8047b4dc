"""Why two offers are taken for one thing, in words that a shopper can check."""

from __future__ import annotations

from rapidfuzz import fuzz

from retrieval.matching.profiles import Profile

MOST_ATTRIBUTES = 4
BETWEEN = ", "  # two names of attributes
PICTURES = 0.8  # cosine from which pictures are worth a mention
FORMS = {
    "gtin": "same GTIN {}",
    "code": "same model number {}",
    "brand": "same brand {}",
    "fields": "same {}",
    "titles": "title similarity {}",
    "pictures": "picture similarity {}",
    "twins": "listed twice by one shop in the same words",
}
"""Kind of evidence → how it is said. What is said is kept, and told apart again by `parts`: the
narrower of two forms comes first."""


def evidence(one: Profile, other: Profile, picture: float) -> tuple[str, ...]:
    """Sentences, the strongest first; `picture` is the cosine of the pictures, NaN for none."""
    said = []
    if one.gtin and one.gtin == other.gtin:
        said.append(FORMS["gtin"].format(one.gtin.lstrip("0")))
    if code := _shared_code(one, other):
        said.append(FORMS["code"].format(code.upper()))
    if one.brand and one.brand == other.brand:
        said.append(FORMS["brand"].format(one.brand.title()))
    if equal := _equal_attributes(one, other):
        said.append(FORMS["fields"].format(BETWEEN.join(equal)))
    alike = fuzz.token_set_ratio(one.title, other.title) / 100
    said.append(FORMS["titles"].format(f"{alike:.2f}"))
    if picture >= PICTURES:
        said.append(FORMS["pictures"].format(f"{picture:.2f}"))
    return tuple(said)


def parts(sentence: str) -> tuple[str, str]:
    """The kind of evidence and what it is about: ("brand", "Acme"); ("", "") for other words."""
    for kind, form in FORMS.items():
        before = form.removesuffix("{}")
        if sentence.startswith(before):
            return kind, sentence.removeprefix(before)
    return "", ""


def _shared_code(one: Profile, other: Profile) -> str:
    return max(one.every_code & other.every_code, key=len, default="")


def _equal_attributes(one: Profile, other: Profile) -> list[str]:
    shared = sorted(one.attributes.keys() & other.attributes.keys())
    equal = [
        name.replace("_", " ") for name in shared if one.attributes[name] == other.attributes[name]
    ]
    return equal[:MOST_ATTRIBUTES]
