"""Train what tells which statement bears on what is said:
`python -m assistant.understanding.bearing.train`.

A tenth of the things is held out: the model that is written has not seen what it is measured on.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from assistant.understanding.adapted import SHARED, load, save
from assistant.understanding.bearing.marked import BEARINGS, Thing, marked_things
from assistant.understanding.bearing.model import WEIGHTS
from assistant.understanding.bearing.net import BearingNet, Pairs
from assistant.understanding.fitting import FitOptions, fit
from retrieval.encoders.compact import CompactEncoder

BATCH = 48
SILENT = 2
"""Statements of the thing that do not bear on what is said, for each that does, and at least."""
ENCODED = 64  # texts at once
WARMTHS = np.geomspace(0.5, 4, 40)
SURE = 0.25
"""How likely a statement must bear on what is said, to be counted as found."""


@dataclass(frozen=True)
class Row:
    """One pair by the places of its texts, and how the second bears on the first."""

    said: int
    statement: int
    bearing: int


class Texts:
    """The lower states of texts, each encoded once."""

    def __init__(self, encoder: CompactEncoder, texts: Sequence[str]) -> None:
        self.places = {text: n for n, text in enumerate(dict.fromkeys(texts))}
        self.states: list[Tensor] = [torch.empty(0)] * len(self.places)
        order = sorted(self.places, key=len)
        for start in range(0, len(order), ENCODED):
            chunk = order[start : start + ENCODED]
            states, there = encoder.lower_states(chunk, SHARED)
            for text, one, count in zip(chunk, states, there.sum(1).tolist(), strict=True):
                self.states[self.places[text]] = one[:count].half().clone()

    def pairs(self, rows: Sequence[Row]) -> Pairs:
        """The rows' texts side by side."""
        said = [self.states[row.said].float() for row in rows]
        return Pairs.of(said, [self.states[row.statement].float() for row in rows])

    def length(self, row: Row) -> int:
        """Tokens of a pair."""
        return len(self.states[row.said]) + len(self.states[row.statement])


def main(arguments: Sequence[str] | None = None) -> None:
    """Encode, train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure-only", action="store_true", help="write no weights")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=7e-4, help="highest learning rate")
    parser.add_argument("--onward", action="store_true", help="from the weights there are")
    chosen = parser.parse_args(arguments)
    options = FitOptions(epochs=chosen.epochs, rate=chosen.rate)
    encoder, things = CompactEncoder(), marked_things()
    every = [text for one in things for text in (*one.statements, *(w for w, _ in one.said))]
    texts = Texts(encoder, every)
    net = new_net(encoder, options.seed, onward=chosen.onward)
    train(net, [one for one in things if not one.held_out], texts, options)
    unseen = [one for one in things if one.held_out]
    warm(net, unseen[::2], texts)
    mix(net, unseen[::2], texts, encoder)
    print(measured(net, unseen[1::2], texts, encoder), flush=True)
    if not chosen.measure_only:
        save(net, WEIGHTS, encoder)


def rows_of(things: Sequence[Thing], texts: Texts) -> list[list[Row]]:
    """Of each thing said, a row for every statement."""
    return [
        [
            Row(texts.places[words], texts.places[text], BEARINGS.index(bearing))
            for text, bearing in zip(thing.statements, bearings, strict=True)
        ]
        for thing in things
        for words, bearings in thing.said
    ]


def new_net(encoder: CompactEncoder, seed: int = 0, onward: bool = False) -> BearingNet:
    """A network that has learnt nothing yet, or what is in the weights there are."""
    torch.manual_seed(seed)
    net = BearingNet(encoder.upper_layers(SHARED))
    if onward:
        load(net, WEIGHTS, encoder, "assistant.understanding.bearing.train")
        net.warmth = torch.ones(())
    return net


def train(net: BearingNet, things: Sequence[Thing], texts: Texts, options: FitOptions) -> None:
    """Fit a network to things; of what does not bear, each epoch sees others."""
    groups = rows_of(things, texts)

    def loss(rows: list[Row]) -> Tensor:
        wanted = torch.tensor([row.bearing for row in rows])
        return cross_entropy(net(texts.pairs(rows)), wanted)

    first = sum(1 for _ in batches(groups, texts, np.random.default_rng(options.seed)))
    fit(net, lambda random: batches(groups, texts, random, first), first, loss, options)


def batches(
    groups: Sequence[Sequence[Row]], texts: Texts, random: np.random.Generator, most: int = 0
) -> Iterator[list[Row]]:
    """An epoch of pairs of like length, shuffled; at most so many batches."""
    kept: list[Row] = []
    for group in groups:
        bears = [row for row in group if row.bearing]
        silent = [row for row in group if not row.bearing]
        random.shuffle(silent)
        kept += [*bears, *silent[: SILENT * max(1, len(bears))]]
    length = np.array([texts.length(row) for row in kept]) + random.uniform(0, 6, len(kept))
    order = np.argsort(length)
    chunks = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    for n in random.permutation(len(chunks))[: most or None]:
        yield [kept[i] for i in chunks[n]]


def judged(net: BearingNet, things: Sequence[Thing], texts: Texts) -> list[tuple[Tensor, Tensor]]:
    """(logits (n, 4), bearings (n,)) of each thing said."""
    with torch.inference_mode():
        return [
            (net(texts.pairs(rows)).float(), torch.tensor([row.bearing for row in rows]))
            for rows in rows_of(things, texts)
        ]


def warm(net: BearingNet, things: Sequence[Thing], texts: Texts) -> None:
    """Fit the temperature (Guo et al., 2017, arXiv:1706.04599) to unseen things."""
    logits, wanted = (torch.cat(side) for side in zip(*judged(net, things, texts), strict=True))
    losses = [float(cross_entropy(logits / w, wanted)) for w in WARMTHS]
    net.warmth = torch.tensor(float(WARMTHS[int(np.argmin(losses))]))


def mix(net: BearingNet, things: Sequence[Thing], texts: Texts, encoder: CompactEncoder) -> None:
    """Fit how much the network's opinion counts, and how much the encoder's likeness."""
    logits, wanted = (torch.cat(side) for side in zip(*judged(net, things, texts), strict=True))
    bears = logits[:, 1:].logsumexp(1) - logits[:, 0]
    like = torch.cat(likenesses(things, encoder))
    rows = torch.stack([bears, like, torch.ones(len(like))], 1)
    weights = torch.zeros(3, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200)

    def loss() -> Tensor:
        optimiser.zero_grad()
        value = binary_cross_entropy_with_logits(rows @ weights, (wanted > 0).float())
        value.backward()
        return value

    optimiser.step(loss)
    net.mix = weights.detach()


def likenesses(things: Sequence[Thing], encoder: CompactEncoder) -> list[Tensor]:
    """How like the encoder finds each statement and each thing said, in the order of `rows_of`."""
    found = []
    for thing in things:
        stated = encoder.encode_texts(list(thing.statements))
        asked = encoder.encode_queries([words for words, _ in thing.said])
        found += [torch.from_numpy(stated @ row) for row in asked]
    return found


def measured(
    net: BearingNet, things: Sequence[Thing], texts: Texts, encoder: CompactEncoder
) -> str:
    """How often the likeliest statement bears on what is said, beside the encoder's likeness
    alone, and how often silence is told."""
    likeness = likenesses(things, encoder)
    with torch.inference_mode():
        found = [
            (
                net.shares(texts.pairs(rows), like).float(),
                like,
                torch.tensor([row.bearing for row in rows]),
            )
            for rows, like in zip(rows_of(things, texts), likeness, strict=True)
        ]
    answered = [one for one in found if bool(one[2].any())]
    silent = [one for one in found if not bool(one[2].any())]
    best = [(shares[:, 0].argmin(), like.argmax(), w) for shares, like, w in answered]
    how = [shares[:, 1:].argmax(1)[shares[:, 0].argmin()] + 1 for shares, _, _ in answered]
    sure = [float(1 - shares[:, 0].min()) >= SURE for shares, _, _ in answered]
    left = [float(1 - shares[:, 0].min()) < SURE for shares, _, _ in silent]
    right = [bool(w[ours] == told) for (ours, _, w), told in zip(best, how, strict=True)]
    return "\n".join(
        [
            f"{len(found)} things said of {len(things)} things, {len(answered)} of them answered",
            f"the likeliest statement bears on it {np.mean([bool(w[o]) for o, _, w in best]):.3f},"
            f" as it is told {np.mean(right):.3f}; by likeness alone "
            f"{np.mean([bool(w[k]) for _, k, w in best]):.3f}",
            f"answered ones found {np.mean(sure):.3f}, open ones left open {np.mean(left):.3f}",
        ]
    )


if __name__ == "__main__":
    main()
