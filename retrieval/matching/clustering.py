"""From judged pairs to products: average-link agglomeration under constraints.

Pairs are taken from the surest down; two clusters join only when, on average over every pair of
their offers, they are the same thing. A pair that was never judged counts as different, so that a
single good link cannot chain strangers together (Hassanzadeh et al., *Framework for evaluating
clustering algorithms in duplicate detection*, 2009).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

Pair = tuple[int, int]
AVERAGE = 0.5  # mean probability between two clusters from which they may join


def cluster(
    count: int,
    probabilities: Mapping[Pair, float],
    threshold: float,
    may_share: Callable[[int, int], bool | None],
    decisions: Mapping[Pair, bool],
) -> list[list[int]]:
    """Clusters of the offers 0 … count - 1, each sorted, singles included.

    `probabilities` and `decisions` map (a, b), a < b. `may_share(a, b)` is False for two offers
    that no cluster may hold together, None for two that were not to be judged (they count
    neither way), True for all others. A decision wins over all of this: "same" pairs are joined
    first, clusters with a "different" pair between them never are.
    """
    clusters: dict[int, list[int]] = {i: [i] for i in range(count)}
    home = list(range(count))

    def join(a: int, b: int) -> None:
        kept, lost = sorted((home[a], home[b]))
        for one in clusters[lost]:
            home[one] = kept
        clusters[kept] += clusters.pop(lost)

    for (a, b), same in decisions.items():
        if (
            same
            and home[a] != home[b]
            and not _apart(clusters[home[a]], clusters[home[b]], decisions)
        ):
            join(a, b)
    sure = [pair for pair, p in probabilities.items() if p >= threshold and pair not in decisions]
    for a, b in sorted(sure, key=lambda pair: (-probabilities[pair], pair)):
        if home[a] == home[b]:
            continue
        ours, theirs = clusters[home[a]], clusters[home[b]]
        if not _apart(ours, theirs, decisions) and _belong(ours, theirs, probabilities, may_share):
            join(a, b)
    return sorted(sorted(members) for members in clusters.values())


def _apart(ours: Iterable[int], theirs: Iterable[int], decisions: Mapping[Pair, bool]) -> bool:
    """Whether a person said that two of the offers are different things."""
    theirs = list(theirs)
    return any(decisions.get(_ordered(a, b)) is False for a in ours for b in theirs)


def _belong(
    ours: Iterable[int],
    theirs: Iterable[int],
    probabilities: Mapping[Pair, float],
    may_share: Callable[[int, int], bool | None],
) -> bool:
    """Whether two clusters are one thing on average, and no two offers exclude each other."""
    theirs = list(theirs)
    total = judged = 0.0
    for a in ours:
        for b in theirs:
            allowed = may_share(a, b)
            if allowed is False:
                return False
            if allowed:
                judged += 1
                total += probabilities.get(_ordered(a, b), 0.0)
    return judged > 0 and total / judged >= AVERAGE


def _ordered(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
