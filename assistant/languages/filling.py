"""Templates filled in: `{name}` by what is said there, `{Name}` the same with a capital.

After a colon: `words` writes a count in words, a CLDR pattern such as `0.00` a number by it,
`short` a price without needless cents and a day in few characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_SLOT = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
Writer = Callable[[object, str], str]
"""(what is to be said, how) → its words."""


def capital(text: str) -> str:
    """As a sentence begins: the first letter is a capital, the others stay as they are."""
    return text[:1].upper() + text[1:]


def fill(template: str, values: Mapping[str, object], write: Writer) -> str:
    """A template with its slots filled in. Raises `KeyError` for a slot without a value."""

    def slot(match: re.Match[str]) -> str:
        name, how = match[1], match[2] or ""
        if name in values:
            return write(values[name], how)
        return capital(write(values[name[:1].lower() + name[1:]], how))

    return _SLOT.sub(slot, template)


def slots(template: str) -> set[str]:
    """The names of a template's slots, as values are called."""
    return {match[1][:1].lower() + match[1][1:] for match in _SLOT.finditer(template)}
