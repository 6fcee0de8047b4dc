"""Reading HTML that strangers wrote, however broken, in linear time (the only import of lxml)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from lxml import etree

from retrieval.sources.encodings import SUPERSETS, encoding_of

HIDDEN = ("script", "style", "template", "noscript", "iframe", "object")
"""What a reader of a page does not see."""

STATED = ("content", "href", "src", "data", "value", "datetime")
LINKING = frozenset("a area link img audio video source embed iframe track object data meter time"
                    .split())  # fmt: skip
"""Elements whose property is in an attribute."""

MAX_DEPTH = 12  # of items in items
_PARSER = etree.HTMLParser(
    encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
)


def visible_text(markup: str) -> str:
    """What a reader of the page would see; a blank stands where a tag was."""
    root = _parsed(markup)
    if root is None:
        return ""
    etree.strip_elements(root, *HIDDEN, with_tail=False)
    return " ".join(root.itertext())


_CHARSET = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def page_text(path: Path) -> str:
    """The text of a page, in the encoding that it declares, unless it plainly is in another."""
    data = path.read_bytes()
    real = encoding_of(path).name
    declared = _CHARSET.search(data[:4096])
    if declared and not real.startswith("utf-16") and not _is_utf8(data):
        with suppress(LookupError):
            name = codecs.lookup(declared[1].decode()).name
            real = real if name == "utf-8" else SUPERSETS.get(name, name)
    return data.decode(real, errors="replace").lstrip("\ufeff")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def scripts(markup: str, kind: str) -> list[str]:
    """The contents of the scripts whose type begins with `kind`, but for empty ones."""
    root = _parsed(markup)
    found = [] if root is None else root.iter("script")
    texts = [one.text or "" for one in found if one.get("type", "").lower().startswith(kind)]
    return [text for text in texts if text.strip()]


def microdata(markup: str) -> list[dict[str, Any]]:
    """The top-level items that a page marks up in its attributes, in the form of JSON-LD.

    https://html.spec.whatwg.org/multipage/microdata.html#json
    """
    root = _parsed(markup)
    if root is None:
        return []
    items = root.iter("*")
    return [
        _item(one, 0)
        for one in items
        if isinstance(one.tag, str) and "itemscope" in one.attrib and "itemprop" not in one.attrib
    ]


def _item(element: etree._Element, depth: int) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for child in _properties(element) if depth < MAX_DEPTH else ():
        value = _item(child, depth + 1) if "itemscope" in child.attrib else _value(child)
        for name in child.get("itemprop", "").split():
            found.setdefault(name.rsplit("/", 1)[-1], []).append(value)
    single = {name: one[0] if len(one) == 1 else one for name, one in found.items()}
    return {"@type": element.get("itemtype", "").split(), **single}


def _properties(element: etree._Element) -> Iterator[etree._Element]:
    """The elements that state properties of this item and of none within it."""
    left = list(reversed(element))
    while left:
        child = left.pop()
        if "itemprop" in child.attrib:
            yield child
        if "itemscope" not in child.attrib:
            left.extend(reversed(child))


def _value(element: etree._Element) -> str:
    stated = next((element.get(name) for name in STATED if element.get(name) is not None), None)
    if element.tag == "meta" or (stated is not None and element.tag in LINKING):
        return stated or ""
    if "content" in element.attrib:
        return element.get("content", "")
    return re.sub(r"\s+", " ", " ".join(element.itertext())).strip()


def _parsed(markup: str) -> etree._Element | None:
    return etree.fromstring(markup.encode("utf-8", "ignore"), _PARSER)
