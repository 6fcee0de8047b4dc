"""Reading XML that strangers wrote: no DTD, no entities, one element at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from retrieval.errors import BadFeed

__all__ = ["Element", "elements"]


def elements(path: Path, names: Collection[str]) -> Iterator[Element]:
    """Every element with one of the local `names`, forgotten once the next one is asked for.

    Raises `BadFeed` for a document type definition, and where the file is not well-formed, such
    as one that was cut off.
    """
    depth: list[Element] = []
    try:
        for event, element in iterparse(path, events=("start", "end"), forbid_dtd=True):
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
