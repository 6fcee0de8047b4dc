"""Reading XML that strangers wrote: no DTD, no entities of their own, one element at a time.

A file that is sound is read by the parser. From the first flaw on, each item is cut out of the
text and mended on its own, as far as there is one way to: then a flaw costs one item.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Collection, Generator, Iterator
from pathlib import Path
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from retrieval.errors import BadFeed
from retrieval.sources.encodings import SUPERSETS, encoding_of

__all__ = ["Element", "Item", "items"]

NATIVE = ("utf-8", "utf-16")
"""What the parser decodes itself; it knows no other encoding of several bytes a character."""

MAX_ITEM = 1_000_000  # characters of one item
CHUNK = 256 * 1024  # characters read at a time
GOOGLE = "http://base.google.com/ns/1.0"

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']""")
_XML_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(\w+;)?")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BARE_LESS = re.compile(r"<(?![\w/!?])")
_PREFIX = re.compile(r"</?([\w-]+):[\w-]+")


class Item(NamedTuple):
    """An element that was asked for; None with the reason where it cannot be read."""

    element: Element | None
    problem: str = ""
    note: str = ""  # what was mended
    text: str = ""  # of a damaged one, as it stands


def items(path: Path, names: Collection[str]) -> Iterator[Item]:
    """Every element with one of the local `names`, forgotten once the next one is asked for.

    Raises `BadFeed` for a document type definition, for an encoding that is not known, and where
    the file ends too early.
    """
    count = 0
    encoding, note = _encoding(path)
    try:
        for element in _strict(path, names, encoding):
            count += 1
            yield Item(element, note=note)
    except DefusedXmlException as error:
        raise BadFeed(
            f"{path} declares a document type (DTD), which is refused because it can hold traps; "
            "export the feed without one."
        ) from error
    except ParseError as error:
        yield from _loose(path, names, encoding, note, count, str(error))
    except (LookupError, ValueError) as error:
        raise BadFeed(f"{path} cannot be decoded ({error}); save it as UTF-8.") from error


def _strict(path: Path, names: Collection[str], encoding: str) -> Iterator[Element]:
    depth: list[Element] = []
    with _opened(path, encoding) as opened:
        file = _Bounded(opened)
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                depth.append(element)
                continue
            depth.pop()
            if element.tag.rpartition("}")[2] in names:
                file.since = 0
                yield element
                element.clear()
                if depth:
                    depth[-1].clear()  # else 100,000 empty elements stay behind


class _Bounded:
    """A file that is read only so far between one item and the next: the parser keeps it all."""

    def __init__(self, file: IO) -> None:
        self._file = file
        self.since = 0  # what was read since the last item

    def read(self, size: int = -1) -> bytes | str:
        data = self._file.read(size)
        self.since += len(data)
        if self.since > 4 * MAX_ITEM:
            raise ParseError("an item is longer than items may be")
        return data


def _encoding(path: Path) -> tuple[str, str]:
    """The encoding that a file is in, "" for one that the parser finds out, and what to tell.

    A declaration is not believed where the file is UTF-8 throughout and cannot be so by chance,
    nor where it says UTF-8 and is not, nor where nobody knows what it says.
    """
    with path.open("rb") as file:
        head = file.read(500)
    found = _DECLARED.match(head)
    try:
        declared = codecs.lookup(found[1].decode()).name if found else NATIVE[0]
    except LookupError:
        declared = "unknown"
    real = encoding_of(path)
    if declared in ("utf-8", "unknown"):
        if declared == "unknown" and real.name.startswith("utf-8"):
            return "utf-8", "its declared encoding is not known; it is UTF-8"
        return ("", "") if real.name.startswith("utf-8") else (real.name, real.note)
    if declared not in NATIVE and real.name.startswith("utf-8") and _is_more_than_ascii(path):
        return "utf-8", f"it is declared as {declared} and is UTF-8"
    return ("" if declared in NATIVE else SUPERSETS.get(declared, declared)), ""


def _is_more_than_ascii(path: Path) -> bool:
    with path.open("rb") as file:
        return any(not chunk.isascii() for chunk in iter(lambda: file.read(2**20), b""))


def _opened(path: Path, encoding: str) -> IO:
    """The file as the parser takes it: bytes, or text where it cannot decode them itself."""
    return path.open(encoding=encoding) if encoding else path.open("rb")


def _loose(
    path: Path, names: Collection[str], encoding: str, note: str, done: int, why: str
) -> Iterator[Item]:
    """The items after the first `done` of them, each mended and parsed on its own.

    Raises `BadFeed` where the file ends within them, or there is none.
    """
    found = 0
    either = "|".join(map(re.escape, names))
    start = re.compile(rf"<((?:[\w-]+:)?(?:{either}))(?=[\s>])[^>]*>")
    for found, item in enumerate(_cut_out(path, encoding, start, why), start=1):
        if found > done:
            yield _mended(item, note)
    if not found:
        raise BadFeed(f"{path} is not well-formed XML ({why}), and no item was found in it.")


def _cut_out(path: Path, encoding: str, start: re.Pattern[str], why: str) -> Iterator[str]:
    """The text of every item, `MAX_ITEM` characters of a longer one."""
    name = encoding or encoding_of(path).name
    text, end, more = "", "", True
    with path.open(encoding=name, errors="replace") as file:
        while more:
            chunk = file.read(CHUNK)
            more, text = bool(chunk), text + chunk
            if "<!DOCTYPE" in text or "<!ENTITY" in text:
                raise BadFeed(f"{path} is not well-formed ({why}) and declares a document type.")
            text, end = yield from _items_of(text, start, end)
            if not end:
                text = text[-1000:]
    if end or not re.search(r"</[\w:-]+>\s*(?:<!--.*-->\s*)?$", text) or not _is_closed(text):
        raise BadFeed(f"{path} is not well-formed XML ({why}); it was cut off, get it again.")


def _is_closed(tail: str) -> bool:
    """Whether the last tag closes a whole feed and not something within it."""
    last = re.findall(r"</(?:[\w-]+:)?([\w-]+)>", tail)[-1]
    return last.lower() not in ("item", "entry", "channel")


def _items_of(text: str, start: re.Pattern[str], end: str) -> Generator[str, None, tuple[str, str]]:
    """Yields the whole items in a piece of text; returns the rest, and how its item will end."""
    while True:
        if not end:
            opening = start.search(text)
            if not opening:
                return text, ""
            end, text = f"</{opening[1]}>", text[opening.start() :]
        at, again = text.find(end), start.search(text, 1)
        if again and (again.start() < at or at < 0):  # the end of this one is missing
            yield text[: min(again.start(), MAX_ITEM)]
            text, end = text[again.start() :], ""
        elif at >= 0:
            yield text[: min(at + len(end), MAX_ITEM)]
            text, end = text[at + len(end) :], ""
        elif len(text) > MAX_ITEM:
            return f"{text[:1000]}<too-long>{text[-200:]}", end  # no parser takes it for whole
        else:
            return text, end


def _mended(text: str, note: str) -> Item:
    for change, repair in ((text, ""), (_repaired(text), "signs that XML does not allow")):
        try:
            element = fromstring(_wrapped(change), forbid_dtd=True)[0]
        except (ParseError, DefusedXmlException, ValueError, IndexError) as error:
            problem = f"the item is not well-formed XML ({error})"
        else:
            notes = filter(None, (note, repair and f"{repair} were mended in it"))
            return Item(element, note="; ".join(notes))
    return Item(None, problem, text=text[:1000])


def _repaired(text: str) -> str:
    """The text with what has one meaning only written as XML wants it; data sections stay."""
    parts = re.split(r"(<!\[CDATA\[.*?\]\]>)", _NO_XML.sub("", text), flags=re.DOTALL)
    return "".join(
        part if number % 2 else _BARE_LESS.sub("&lt;", _XML_ENTITY.sub(_entity, part))
        for number, part in enumerate(parts)
    )


def _entity(found: re.Match[str]) -> str:
    """An entity of HTML as its character; a bare ampersand as XML wants it."""
    character = html.unescape(found[0]) if found[1] else found[0]
    return html.escape(character) if character == found[0] else character


def _wrapped(text: str) -> str:
    """An item in an element that declares the prefixes it uses."""
    prefixes = {prefix for prefix in _PREFIX.findall(text) if prefix != "xml"}
    named = " ".join(f'xmlns:{p}="{GOOGLE if p == "g" else f"urn:{p}"}"' for p in sorted(prefixes))
    return f"<feed {named}>{text}</feed>"
