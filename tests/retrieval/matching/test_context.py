import numpy as np

from retrieval.matching.context import context_features


def reference(left, right, sources, score):
    """The definition, pair by pair."""
    rows = []
    for a, b, s in zip(left, right, score, strict=True):
        margins, ranks = [], []
        for mine, shop in ((a, sources[b]), (b, sources[a])):
            rivals = [
                t
                for x, y, t in zip(left, right, score, strict=True)
                if (x, y) != (a, b)
                and ((x == mine and sources[y] == shop) or (y == mine and sources[x] == shop))
            ]
            margins.append(s - max(rivals) if rivals else np.nan)
            ranks.append(sum(t > s for t in rivals))
        rows.append([np.fmin(*margins), np.fmax(*margins), min(ranks), max(ranks)])
    return np.array(rows, np.float32)


def test_margins_and_ranks_are_those_of_the_definition():
    rng = np.random.default_rng(0)
    sources = rng.integers(0, 3, 30)
    pairs = [(a, b) for a in range(30) for b in range(a + 1, 30) if sources[a] != sources[b]]
    chosen = np.array(pairs)[rng.permutation(len(pairs))[:120]]
    left, right, score = chosen[:, 0], chosen[:, 1], rng.random(120)
    found = context_features(left, right, sources, [score])
    np.testing.assert_allclose(found, reference(left, right, sources, score), rtol=1e-5)
