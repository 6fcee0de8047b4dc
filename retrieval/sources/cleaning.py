"""Feed text is hostile data: what leaves here is plain text of bounded length."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from retrieval.sources.html import visible_text

TITLE_LENGTH = 500
TEXT_LENGTH = 20_000
ATTRIBUTE_LENGTH = 500

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control characters, zero-width characters and overrides of the writing direction."""

ESCAPES = 2  # times that markup may have been escaped before it was escaped rightly
_ESCAPED = re.compile(
    r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8}\d?);|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.I
)


def plain_text(text: str, length: int = TEXT_LENGTH) -> str:
    """Text without markup, invisible characters and runs of blanks, cut to `length` characters."""
    if "<" in text or "&" in text:
        text = visible_text(text[: length * 20])
        for _ in range(ESCAPES):
            if not _ESCAPED.search(text):
                break
            text = visible_text(text)
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
        and not re.search(r'[\s<>"\ufffd]', text)
        and not _INVISIBLE.search(text)
    )
    return text if fine and len(text) <= 2000 else ""
