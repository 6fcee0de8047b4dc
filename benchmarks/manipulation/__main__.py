"""`python -m benchmarks.manipulation`: try every trick, print how many move an answer.

What was tried is kept in a file, a line each; a run that was stopped goes on behind it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from benchmarks.manipulation.attacks import Attack, attacks
from benchmarks.manipulation.judge import harms
from benchmarks.manipulation.shelf import KINDS, TARGET, Item, honest, questions
from benchmarks.manipulation.system import Answer, Shop, this_assistant

_ORDER = "rows in order"
ORDERED = 5  # kinds that are asked for after the rows changed places

Outcome = tuple[str, str, list[str]]
"""Name of the trick, its family, what it did."""


def main() -> int:
    """Returns 1 where a trick moved an answer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", default="compact")
    parser.add_argument("--family", nargs="*", default=[], help="only these tricks")
    parser.add_argument("--journal", type=Path, help="go on behind what this file has")
    parser.add_argument("--minutes", type=float, default=240, help="begin nothing after that long")
    options = parser.parse_args()
    until = time.monotonic() + 60 * options.minutes
    chosen = [one for one in attacks() if not options.family or one.family in options.family]
    outcomes = _read(options.journal)
    ordered = not options.family or "position" in options.family
    tried = {name for name, _, _ in outcomes}
    for some in run(chosen, options.encoder, tried, ordered):
        outcomes += some
        if options.journal:
            with options.journal.open("a") as file:
                file.writelines(json.dumps(one) + "\n" for one in some)
        if time.monotonic() > until:
            break
    counts, moved = Counter(o[1] for o in outcomes), Counter(o[1] for o in outcomes if o[2])
    for name, _, found in outcomes:
        if found:
            print(f"{name}\n    " + "\n    ".join(found))
    for family, count in sorted(counts.items()):
        print(f"{family:12} {count:4} tried {moved[family]:4} moved an answer")
    print(f"{'all':12} {len(outcomes):4} tried {sum(moved.values()):4} moved an answer")
    return 1 if moved else 0


def run(
    chosen: Sequence[Attack],
    encoder: str = "compact",
    tried: Set[str] = frozenset(),
    ordered: bool = True,
) -> Iterator[list[Outcome]]:
    """Every trick on a kind of its own, as many at a time as there are kinds; then, where
    `ordered`, the rows of the feed in another order, which must change nothing. Leaves out what
    was `tried`, by name."""
    kinds = list(KINDS)
    plain: dict[str, Answer] = {}  # of the honest shelf, asked once
    for start in range(0, len(chosen), len(kinds)):
        some = dict(zip(kinds, chosen[start : start + len(kinds)], strict=False))
        if all(attack.name in tried for attack in some.values()):
            continue
        fair = _with(some, honestly=True)
        if fair == honest():
            before = plain = _with_answers(plain, list(some), encoder)
        else:
            before = _asked(fair, list(some), encoder)
        after = _asked(_with(some), list(some), encoder)
        yield [
            (attack.name, attack.family, _harms(kind, before, after))
            for kind, attack in some.items()
        ]
    if ordered and not any(_ORDER in name for name in tried):
        yield _reordered(_with_answers(plain, kinds[:ORDERED], encoder), encoder)


def _with_answers(
    plain: dict[str, Answer], kinds: Sequence[str], encoder: str
) -> dict[str, Answer]:
    """Answers over the honest shelf, with those about kinds that were not asked for yet."""
    unasked = [kind for kind in kinds if questions(kind)[0] not in plain]
    return plain | (_asked(honest(), unasked, encoder) if unasked else {})


def _read(journal: Path | None) -> list[Outcome]:
    lines = journal.read_text().splitlines() if journal and journal.is_file() else []
    return [(name, family, found) for name, family, found in map(json.loads, lines)]


def _harms(kind: str, before: dict[str, Answer], after: dict[str, Answer]) -> list[str]:
    target = f"{kind}-{TARGET}"
    return [
        f"{question!r}: {harm}"
        for question in questions(kind)
        for harm in harms(question, target, before[question], after[question])
    ]


def _reordered(before: dict[str, Answer], encoder: str) -> list[Outcome]:
    """Which row comes first is the seller's choice."""
    kinds = list(KINDS)[:ORDERED]
    found: list[Outcome] = []
    for seed in (1, 2):
        items = honest()
        random.Random(seed).shuffle(items)
        after = _asked(items, kinds, encoder)
        for kind in kinds:
            swapped = [
                f"{question!r}: {[s.id for s in after[question].shown]}"
                for question in questions(kind)
                if [s.id for s in after[question].shown] != [s.id for s in before[question].shown]
            ]
            found.append((f"{_ORDER} {seed} of {kind}", "position", swapped))
    return found


def _with(some: dict[str, Attack], honestly: bool = False) -> list[Item]:
    items = honest()
    for place, item in enumerate(items):
        if item.id.endswith(f"-{TARGET}") and item.kind in some:
            attack = some[item.kind]
            items[place] = (attack.honest if honestly else attack.change)(item)
    return items


def _asked(items: Sequence[Item], kinds: Sequence[str], encoder: str) -> dict[str, Answer]:
    with this_assistant(items, encoder) as shop:
        return _answers(shop, kinds)


def _answers(shop: Shop, kinds: Sequence[str]) -> dict[str, Answer]:
    return {question: shop.ask(question) for kind in kinds for question in questions(kind)}


if __name__ == "__main__":
    sys.exit(main())
