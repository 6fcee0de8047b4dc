"""What shops call colours, as the few families that everyone tells apart.

No two shops name a colour alike, and many names lie between two families: "teal" is a green and a
blue. So a name stands for every family that people would count it to, and two names clash only
where they share none, or where one is expressly light and the other dark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_FAMILIES = {
    "red": "red scarlet crimson ruby cherry vermilion burgundy wine maroon rust coral brick",
    "orange": "orange tangerine apricot peach coral rust terracotta clay copper amber brick salmon",
    "yellow": "yellow lemon mustard golden gold amber cream ivory ochre saffron straw khaki brass",
    "green": "green lime olive mint sage emerald forest teal turquoise aqua khaki pistachio jade",
    "blue": "blue navy azure cobalt sky indigo teal turquoise aqua cyan denim petrol royal",
    "purple": "purple violet lilac lavender mauve plum aubergine burgundy indigo magenta wine",
    "pink": "pink rose magenta fuchsia salmon coral blush mauve peach",
    "brown": "brown tan camel chocolate coffee caramel cognac walnut chestnut mocha hazel umber oak"
    " wood wooden beech pine bamboo cork terracotta clay rust bronze taupe teak sand",
    "beige": "beige cream ivory sand tan camel ecru taupe natural nude oatmeal straw linen wood"
    " wooden beech pine bamboo cork oak stone eggshell",
    "white": "white silver ivory cream eggshell snow ecru pearl",
    "grey": "grey gray charcoal silver slate ash anthracite graphite stone steel chrome taupe",
    "black": "black charcoal anthracite ebony jet onyx graphite",
}
_SHADES = {
    "light": "light pale soft sky mint lilac lavender pastel cream ivory beige sand blush aqua",
    "dark": "dark deep forest bottle navy burgundy bordeaux wine maroon charcoal chocolate midnight"
    " anthracite walnut",
}
_PLAIN = frozenset("tone coloured colored metallic matt matte glossy and with bright".split())
_BY_WORD: dict[str, frozenset[str]] = {}
for _family, _words in _FAMILIES.items():
    for _word in _words.split():
        _BY_WORD[_word] = _BY_WORD.get(_word, frozenset()) | {_family}
_SHADE = {word: shade for shade, words in _SHADES.items() for word in words.split()}

_OUTRIGHT = frozenset({*_FAMILIES, *"gray silver gold golden navy turquoise violet".split()})
"""Words that name a colour wherever they stand; "oak" and "stone" may be a material."""
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Colour:
    """The families a colour's name may mean, and "light", "dark" or "" where it says neither."""

    families: frozenset[str]
    shade: str


@lru_cache(maxsize=10_000)
def colour(name: str) -> Colour | None:
    """What `name` ("navy blue", "light wood") means; None when it is no name of a colour."""
    words = re.findall(r"[a-z]+", name.lower())
    families, shade = None, ""
    for word in words:
        if word in _BY_WORD:
            known = _BY_WORD[word]
            # "navy blue" is what both words say; "mint green" too
            families = known if families is None else (families & known or families | known)
        elif word not in _SHADE and word not in _PLAIN:
            return None
        shade = _SHADE.get(word, shade)
    return Colour(families, shade) if families else None


def clash(one: Colour, other: Colour) -> bool:
    """Whether no thing can have both: no family in common, or one light and the other dark."""
    opposed = {one.shade, other.shade} == {"light", "dark"}
    return opposed or not one.families & other.families


def named(text: str) -> frozenset[str]:
    """The families of the colours that a text in small letters names outright."""
    found = [_BY_WORD[word] for word in _WORD.findall(text) if word in _OUTRIGHT]
    return frozenset().union(*found)
