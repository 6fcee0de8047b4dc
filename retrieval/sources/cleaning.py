"""Feed text is hostile data: what leaves here is plain text of bounded length."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

TITLE_LENGTH = 500
TEXT_LENGTH = 20_000
ATTRIBUTE_LENGTH = 500

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control characters, zero-width characters and overrides of the writing direction."""


def plain_text(text: str, length: int = TEXT_LENGTH) -> str:
    """Text without markup, invisible characters and runs of blanks, cut to `length` characters."""
    if "<" in text or "&" in text:
        text = _Text.of(text[: length * 20])
    return re.sub(r"\s+", " ", _INVISIBLE.sub("", text)).strip()[:length].rstrip()


def web_address(text: str) -> str:
    """An absolute http(s) address, or "" for anything else (`javascript:`, a relative path)."""
    text = text.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    fine = (
        parts.scheme in ("http", "https")
        and parts.netloc
        and not re.search(r'[\s<>"\x00-\x1f]', text)
    )
    return text if fine and len(text) <= 2000 else ""


class _Text(HTMLParser):
    """Collects what a reader of the page would see."""

    HIDDEN = frozenset({"script", "style", "template", "noscript", "iframe", "object"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    @classmethod
    def of(cls, markup: str) -> str:
        parser = cls()
        parser.feed(markup)
        parser.close()
        return "".join(parser.parts)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in self.HIDDEN
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.HIDDEN and self.hidden:
            self.hidden -= 1
        self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)
