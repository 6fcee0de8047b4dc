"""Reading HTML that strangers wrote, however broken, in linear time (the only import of lxml)."""

from __future__ import annotations

from lxml import etree

HIDDEN = ("script", "style", "template", "noscript", "iframe", "object")
"""What a reader of a page does not see."""

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


def scripts(markup: str, kind: str) -> list[str]:
    """The contents of the scripts whose type begins with `kind`, but for empty ones."""
    root = _parsed(markup)
    found = [] if root is None else root.iter("script")
    texts = [one.text or "" for one in found if one.get("type", "").lower().startswith(kind)]
    return [text for text in texts if text.strip()]


def _parsed(markup: str) -> etree._Element | None:
    return etree.fromstring(markup.encode("utf-8", "ignore"), _PARSER)
