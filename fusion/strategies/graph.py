"""A graph network over products: each borrows from those it shares a shop, category or brand with.

Products and what they have (a shop, attributes, sessions in which they were looked at) are the two
sides of a bipartite graph; one layer goes there and back without weights in between, as in LightGCN
(He et al., 2020): all that is learnt is how much to borrow along each kind of relation and from
nearest neighbours, for words and picture, of which a product has its own or has not. So it works
for products, and for values, that training has not seen.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from fusion.adapter import Adapter, Relations, tensor
from fusion.blocks import Array, ItemBlocks
from fusion.bridge import fit_bridge
from fusion.losses import TEMPERATURE
from fusion.strategies.attention import scores
from fusion.strategies.joint import Tensors, reciprocal_rank
from fusion.task import Task
from fusion.training import Run, TrainingOptions, train

NEIGHBOURS = 10
DROPPED = 0.2
START = -4.0  # softplus of it, 0.018, is what is borrowed before training
SHARES = (0.0, 0.1, 0.25, 0.5, 1.0, 2.0)  # what ItemKNN may borrow


class Graph:
    """The edges of n products: a bipartite graph for each kind of relation, and neighbours."""

    def __init__(
        self, relations: Relations, kinds: Sequence[str], text: Tensor, image: Tensor
    ) -> None:
        none = np.zeros((0, 2), np.int64)
        edges = [torch.from_numpy(relations.get(kind, none)) for kind in kinds]
        self.kinds = [_members(places, len(text)) for places in edges]
        self.near = nearest(torch.cat([text, image], dim=1), min(NEIGHBOURS, len(text) - 1))

    def borrowed(self, block: Tensor, own: Tensor) -> Tensor:
        """What products get of a block (n, d) along each relation and from neighbours: (r, n, d).

        Products whose block is not their `own` (n,) bool give nothing.
        """
        known = own.float()[:, None]
        given = torch.cat([block * known, known], dim=1)
        near = torch.sparse.mm(self.near, given)
        kinds = [_there_and_back(members, given) for members in self.kinds]
        return torch.stack([*kinds, near[:, :-1] / near[:, -1:].clamp(min=1.0)])


def _members(places: Tensor, products: int) -> Tensor:
    """Sparse (products, values) membership of edges (e, 2)."""
    values = int(places[:, 1].max()) + 1 if len(places) else 1
    return _sparse(places.T, (products, values))


def _there_and_back(members: Tensor, given: Tensor) -> Tensor:
    """The mean of what the values of a product hold, each the mean of the products that have it.

    `given` (n, d + 1) is the blocks with a last column of ones where there is one to give. Rarer
    values say more: they weigh by one over the root of their number, as LightGCN's do.
    """
    total = torch.sparse.mm(members.T, given)
    count = total[:, -1:]
    weight = count.clamp(min=1.0).rsqrt() * (count > 0)
    mean = total[:, :-1] / count.clamp(min=1.0)
    back = torch.sparse.mm(members, torch.cat([weight * mean, weight], dim=1))
    return back[:, :-1] / back[:, -1:].clamp(min=1e-6)


def nearest(vectors: Tensor, k: int) -> Tensor:
    """Sparse (n, n): the k products nearest to each, itself left out, by cosine."""
    rows, n = [], len(vectors)
    vectors = functional.normalize(vectors, dim=1)
    for start in range(0, n, 1024):
        similar = vectors[start : start + 1024] @ vectors.T
        own = torch.arange(len(similar))
        similar[own, own + start] = -2.0
        rows.append(similar.topk(k, dim=1).indices)
    places = torch.stack([torch.arange(n).repeat_interleave(k), torch.cat(rows).flatten()])
    return _sparse(places, (n, n))


def _sparse(places: Tensor, size: tuple[int, int]) -> Tensor:
    ones = torch.ones(places.shape[1])
    return torch.sparse_coo_tensor(places, ones, size, check_invariants=True).coalesce()


class GraphAdapter(Adapter):
    """`normalise(x + Σ softplus(α_r)·borrowed_r)` for either block, predicted or own."""

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__(kinds=list(kinds))
        self.kinds = tuple(kinds)
        self.strength = nn.Parameter(torch.full((2, 2, len(kinds) + 1), START))

    def forward(self, block: Tensor, borrowed: Tensor, own: Tensor, which: int) -> Tensor:
        """(n, d), (r, n, d) and (n,) bool to unit rows (n, d); `which` 0 is words, 1 pictures."""
        strength = functional.softplus(self.strength[which])[own.long()]
        return functional.normalize(block + torch.einsum("nr,rnd->nd", strength, borrowed), dim=1)

    def items(
        self, blocks: ItemBlocks, relations: Relations | None = None, own: Array | None = None
    ) -> ItemBlocks:
        if len(blocks) < 2:
            return blocks
        both = tensor(blocks.text), tensor(blocks.image)
        has = [x.any(dim=1) for x in both] if own is None else list(torch.from_numpy(own).T)
        with torch.inference_mode():
            graph = Graph(relations or {}, self.kinds, *both)
            fused = [
                self(x, graph.borrowed(x, known), known, i).numpy()
                for i, (x, known) in enumerate(zip(both, has, strict=True))
            ]
        return ItemBlocks(*fused)


class _Lossy:
    """A task whose products have lost some blocks, which a bridge fills in as at ingest."""

    def __init__(self, task: Task, kinds: Sequence[str], seed: int) -> None:
        self.data = Tensors(task)
        luck = torch.rand(len(task.items), generator=torch.Generator().manual_seed(seed))
        text, image = self.data.text, self.data.image
        self.own = text.any(dim=1) & (luck > DROPPED), image.any(dim=1) & (luck < 1 - DROPPED)
        self.blocks = _filled_in(text, image, *self.own)
        graph = Graph(task.relations, kinds, *self.blocks)
        both = zip(self.blocks, self.own, strict=True)
        self.borrowed = [graph.borrowed(block, own) for block, own in both]

    def found(self, words: Tensor, looks: Tensor, rows: Tensor) -> Tensor:
        """Scores of all products for questions `rows`, with fused blocks of the products."""
        asked = self.data.asked_text[rows], self.data.asked_image[rows]
        share = _share(self.data, rows)
        return scores(share, asked[0] @ words.T, asked[1] @ looks.T)


def fit(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> GraphAdapter:
    """Learn how much to borrow, from products of which some have lost a block."""
    torch.manual_seed(options.seed)
    adapter = GraphAdapter(sorted(task.relations))
    lossy = _Lossy(task, adapter.kinds, options.seed)
    rows, valid = torch.from_numpy(task.train), torch.from_numpy(task.valid)
    target = lossy.data.target

    def score(asked: Tensor) -> Tensor:
        fused = [adapter(lossy.blocks[i], lossy.borrowed[i], lossy.own[i], i) for i in range(2)]
        return lossy.found(fused[0], fused[1], asked)

    def step(batch: Tensor, done: float) -> Tensor:
        return functional.cross_entropy(score(rows[batch]) / TEMPERATURE, target[rows[batch]])

    train(
        adapter,
        step,
        len(rows),
        lambda: reciprocal_rank(score(valid), target[valid]),
        options,
        run,
    )
    return adapter.eval()


def fit_knn(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> GraphAdapter:
    """ItemKNN: borrow from nearest neighbours only, as much as helps the training questions."""
    lossy = _Lossy(task, (), options.seed)
    rows = torch.from_numpy(task.train)

    def found(borrow: float) -> float:
        words, looks = (
            functional.normalize(lossy.blocks[i] + borrow * lossy.borrowed[i][-1], dim=1)
            for i in range(2)
        )
        return reciprocal_rank(lossy.found(words, looks, rows), lossy.data.target[rows])

    best = max(SHARES, key=found)
    adapter = GraphAdapter(())
    with torch.no_grad():
        adapter.strength.fill_(float(torch.log(torch.expm1(torch.tensor(max(best, 1e-6))))))
    return adapter.eval()


def _share(data: Tensors, rows: Tensor) -> Tensor:
    """Half for either block, all for the one a question has."""
    text, image = data.asked_text[rows].any(dim=1), data.asked_image[rows].any(dim=1)
    return torch.where(text & image, 0.5, image.float())


def _filled_in(text: Tensor, image: Tensor, words: Tensor, looks: Tensor) -> tuple[Tensor, Tensor]:
    """The blocks (n, d), those that are not `words` (n,) or `looks` (n,) predicted."""
    text, image = text * words[:, None], image * looks[:, None]
    both = words & looks
    bridge = fit_bridge(image[both].numpy(), text[both].numpy())
    said = tensor(bridge.text_from_image(image.numpy())) * looks[:, None]
    seen = tensor(bridge.image_from_text(text.numpy())) * words[:, None]
    return torch.where(words[:, None], text, said), torch.where(looks[:, None], image, seen)
