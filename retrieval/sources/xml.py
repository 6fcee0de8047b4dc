"""Reading XML that strangers wrote: no DTD, no entities, one element at a time."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from retrieval.errors import BadFeed

__all__ = ["Element", "elements"]

NATIVE = ("utf-8", "utf-16")
"""What the parser decodes itself; it knows no other encoding of several bytes a character."""

SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
"""Declared encoding → what is meant by it, as on the web (https://encoding.spec.whatwg.org)."""

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']""")


def elements(path: Path, names: Collection[str]) -> Iterator[Element]:
    """Every element with one of the local `names`, forgotten once the next one is asked for.

    Raises `BadFeed` for a document type definition, for an encoding that is not known or not
    kept to, and where the file is not well-formed, such as one that was cut off.
    """
    depth: list[Element] = []
    try:
        with _opened(path) as file:
            for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    depth.append(element)
                    continue
                depth.pop()
                if element.tag.rpartition("}")[2] in names:
                    yield element
                    element.clear()
                    if depth:
                        depth[-1].clear()  # else 100,000 empty elements stay behind
    except DefusedXmlException as error:
        raise BadFeed(
            f"{path} declares a document type (DTD), which is refused because it can hold traps; "
            "export the feed without one."
        ) from error
    except ParseError as error:
        raise BadFeed(
            f"{path} is not well-formed XML ({error}); perhaps it was cut off, get it again."
        ) from error
    except (LookupError, ValueError) as error:
        raise BadFeed(f"{path} cannot be decoded ({error}); save it as UTF-8.") from error


def _opened(path: Path) -> IO:
    """The file as the parser takes it: bytes, or text where it cannot decode them itself.

    Raises `LookupError` for an encoding that is not known.
    """
    with path.open("rb") as file:
        found = _DECLARED.match(file.read(500))
    name = codecs.lookup(found[1].decode()).name if found else NATIVE[0]
    return path.open("rb") if name in NATIVE else path.open(encoding=SUPERSETS.get(name, name))
