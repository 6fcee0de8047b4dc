"""Train what tells the attribute a question is about:
`python -m assistant.understanding.train_fields`. Half a minute on two cores."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import Tensor, nn
from torch.nn.functional import normalize

from assistant.understanding.fields import MATRICES, WEIGHTS, Fields
from retrieval.encoders.compact import CompactEncoder

SENTENCES = Path(__file__).parent / "data" / "fields.txt"
RANK, STEPS, RATE, DECAY, WARMTH, NOISE = 64, 40, 3e-3, 1.0, 0.07, 0.02
FOLDS = 5
CANDIDATES = 12
"""Names a kind's attributes usually have; what is measured is the choice among so many."""


@dataclass(frozen=True)
class Pairs:
    """n questions and m names, and the attribute each belongs to."""

    asked: np.ndarray  # (n, d) float32 unit rows
    asked_about: np.ndarray  # (n,) int64
    named: np.ndarray  # (m, d) float32 unit rows
    names_of: np.ndarray  # (m,) int64

    def without(self, questions: np.ndarray, attributes: np.ndarray) -> Pairs:
        """Those whose question and whose attribute are not in the masks (n,) and (a,)."""
        asked = ~questions & ~attributes[self.asked_about]
        named = ~attributes[self.names_of]
        return Pairs(
            self.asked[asked], self.asked_about[asked], self.named[named], self.names_of[named]
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Encode, measure by cross-validation, train on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure-only", action="store_true", help="write no weights")
    chosen = parser.parse_args(arguments)
    encoder = CompactEncoder()
    pairs = encoded(encoder)
    for line in measured(encoder, pairs):
        print(line, flush=True)
    if not chosen.measure_only:
        WEIGHTS.parent.mkdir(parents=True, exist_ok=True)
        save_file(fitted(pairs), WEIGHTS, {"encoder": encoder.states_fingerprint})


def encoded(encoder: CompactEncoder) -> Pairs:
    """The questions and names of the file."""
    rows = [(names.split(", "), asked.split(", ")) for names, asked in sections(SENTENCES)]
    return Pairs(
        encoder.encode_queries([one for _, asked in rows for one in asked]),
        np.array([i for i, (_, asked) in enumerate(rows) for _ in asked]),
        encoder.encode_texts([one for names, _ in rows for one in names]),
        np.array([i for i, (names, _) in enumerate(rows) for _ in names]),
    )


def sections(path: Path) -> Iterator[tuple[str, str]]:
    """(heading, line) of a file of headings and lines."""
    heading = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            heading = line[3:].strip()
        elif line.strip():
            yield heading, line.strip()


def fitted(pairs: Pairs) -> dict[str, np.ndarray]:
    """The maps that bring questions close to the names of their attributes (InfoNCE: van den Oord
    et al., 2018, arXiv:1807.03748)."""
    torch.manual_seed(0)
    width = pairs.asked.shape[1]
    maps = {
        name: nn.Parameter(
            0.05 * torch.randn(width, RANK) if name.endswith("_in") else torch.zeros(RANK, width)
        )
        for name in MATRICES
    }
    optimiser = torch.optim.AdamW(maps.values(), RATE, weight_decay=DECAY)
    asked, named = torch.from_numpy(pairs.asked), torch.from_numpy(pairs.named)
    right = torch.from_numpy(pairs.asked_about[:, None] == pairs.names_of[None])
    for _ in range(STEPS):
        loss = _loss(_moved(asked, maps, "asked"), _moved(named, maps, "named"), right)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return {name: one.detach().numpy() for name, one in maps.items()}


def _moved(rows: Tensor, maps: Mapping[str, Tensor], side: str) -> Tensor:
    rows = rows + NOISE * torch.randn_like(rows)
    return normalize(rows + rows @ maps[f"{side}_in"] @ maps[f"{side}_out"], dim=1)


def _loss(asked: Tensor, named: Tensor, right: Tensor) -> Tensor:
    """Half for the likest of an attribute's names, half for the mean of all of them."""
    scores = asked @ named.T / WARMTH
    all_names = scores.logsumexp(1)
    likest = all_names - scores.masked_fill(~right, -torch.inf).logsumexp(1)
    mean = all_names - (scores * right).sum(1) / right.sum(1)
    return (likest + mean).mean() / 2


def measured(encoder: CompactEncoder, pairs: Pairs) -> Iterator[str]:
    """Shares of right choices for questions that were not trained on."""
    random = np.random.default_rng(0)
    attributes = int(pairs.asked_about.max()) + 1
    question_fold = random.integers(FOLDS, size=len(pairs.asked))
    attribute_fold = random.integers(FOLDS, size=attributes)
    still = {name: np.zeros_like(one) for name, one in fitted(pairs).items()}
    everything = np.arange(len(pairs.asked))
    yield f"the encoder alone {_right(Fields(encoder, still), pairs, everything):.3f}"
    for seen in (True, False):
        shares = []
        for fold in range(FOLDS):
            held = question_fold == fold if seen else (attribute_fold == fold)[pairs.asked_about]
            left = (attribute_fold == fold) & (not seen)
            maps = fitted(pairs.without(held, left))
            shares.append(_right(Fields(encoder, maps), pairs, np.flatnonzero(held)))
        what = "new questions about known attributes" if seen else "attributes never trained on"
        yield f"{what} {np.mean(shares):.3f}"


def _right(fields: Fields, pairs: Pairs, rows: np.ndarray) -> float:
    """The share of questions that choose their attribute among `CANDIDATES`, one name each."""
    random = np.random.default_rng(0)
    attributes = np.arange(pairs.names_of.max() + 1)
    right = []
    for row in rows:
        about = pairs.asked_about[row]
        others = random.choice(attributes[attributes != about], CANDIDATES - 1, replace=False)
        names = [random.choice(np.flatnonzero(pairs.names_of == one)) for one in (about, *others)]
        scores = fields.likeness(pairs.asked[row : row + 1], pairs.named[names])
        right.append(int(scores[0].argmax()) == 0)
    return float(np.mean(right))


if __name__ == "__main__":
    main()
