"""JSON as templates write it every day: what is meant is beyond doubt, and JSON it is not."""

from __future__ import annotations

import html
import re

_TOKENS = re.compile(
    r'("(?:\\.|[^"\\])*")'  # a string, which stays
    r"|/\*.*?\*/|(?<![:\w])//[^\n]*"  # comments of JavaScript
    r"|<!--|-->|(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>",  # of HTML and XML
    re.DOTALL,
)
_TRAILING = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*(?:[}\]]|$))|;\s*$', re.DOTALL)
_BAD_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|(.?))', re.DOTALL)


def mended(text: str) -> str:
    """The text without comments and surplus commas, with escapes that JSON knows."""
    text = text.strip("\ufeff \t\r\n")
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    text = _BAD_ESCAPE.sub(lambda found: found[0] if found[1] else found[2], text)
    text = _TOKENS.sub(lambda found: found[1] or " ", text)
    return _TRAILING.sub(lambda found: found[1] or "", text)
