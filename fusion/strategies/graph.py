"""A graph network over products: each borrows from those it shares a shop, category or brand with.

Products and the values they share are the two sides of a bipartite graph; one layer goes there and
back, `D⁻¹ M (MᵀM)⁻¹ Mᵀ x`, without weights in between, as in LightGCN (He et al., 2020): all that
is learnt is how much to borrow along each kind of relation and from nearest neighbours, for words
and picture. So it works for products, and for values, that training has not seen.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from fusion.adapter import Adapter, tensor
from fusion.blocks import Array, ItemBlocks
from fusion.losses import TEMPERATURE
from fusion.strategies.attention import scores
from fusion.strategies.joint import Tensors, reciprocal_rank
from fusion.task import Task
from fusion.training import Run, TrainingOptions, train

NEIGHBOURS = 10
DROPPED = 0.2
START = -4.0  # softplus of it, 0.018, is what is borrowed before training
SHARES = (0.0, 0.1, 0.25, 0.5, 1.0)  # what ItemKNN may borrow


class Graph:
    """The edges of n products: sparse (n, n) averaging matrices, one a kind of relation."""

    def __init__(self, relations: Array, text: Tensor, image: Tensor) -> None:
        self.kinds = [shared(torch.from_numpy(column).long()) for column in relations.T.copy()]
        self.near = nearest(torch.cat([text, image], dim=1), min(NEIGHBOURS, len(text) - 1))

    def borrowed(self, block: Tensor) -> Tensor:
        """What products get of a block (n, d) along each relation and from neighbours: (r, n, d).

        Products that lack the block give nothing.
        """
        known = block.any(dim=1, keepdim=True).float()
        walks = [*((edges.T, edges) for edges in self.kinds), (self.near,)]
        return torch.stack([_mean(walk, block, known) for walk in walks])


def shared(value: Tensor) -> Tensor:
    """Sparse (n, values) membership of products in values (n,), where −1 is none."""
    has = torch.nonzero(value >= 0).squeeze(1)
    places = torch.stack([has, value[has]])
    size = (len(value), int(value.max().clamp(min=0)) + 1)
    return _sparse(places, size)


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


def _mean(walk: tuple[Tensor, ...], block: Tensor, known: Tensor) -> Tensor:
    """The mean block of the products that a walk along edges comes from: one step from neighbours,
    two from products with an equal value; zeros where nothing is known."""
    total = torch.cat([block, known], dim=1)
    for edges in walk:
        total = torch.sparse.mm(edges, total)
    return total[:, :-1] / total[:, -1:].clamp(min=1.0)


class GraphAdapter(Adapter):
    """`normalise(x + Σ softplus(α_r)·borrowed_r)` for either block."""

    def __init__(self, kinds: int) -> None:
        super().__init__(kinds=kinds)
        self.strength = nn.Parameter(torch.full((2, kinds + 1), START))

    def forward(self, block: Tensor, borrowed: Tensor, which: int) -> Tensor:
        """(n, d) and (r, n, d) to unit rows (n, d); `which` 0 is words, 1 pictures."""
        parts = torch.einsum("r,rnd->nd", functional.softplus(self.strength[which]), borrowed)
        return functional.normalize(block + parts, dim=1)

    def items(self, blocks: ItemBlocks, relations: Array | None = None) -> ItemBlocks:
        if len(blocks) < 2:
            return blocks
        text, image = tensor(blocks.text), tensor(blocks.image)
        kinds = self.strength.shape[1] - 1
        if relations is None or relations.shape[1] != kinds:
            raise ValueError(f"this graph was trained with {kinds} kinds of relations")
        with torch.inference_mode():
            graph = Graph(relations, text, image)
            fused = [self(x, graph.borrowed(x), i).numpy() for i, x in enumerate((text, image))]
        return ItemBlocks(*fused)


def fit(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> GraphAdapter:
    """Learn how much to borrow, from products of which some have lost a block."""
    torch.manual_seed(options.seed)
    data, adapter = Tensors(task), GraphAdapter(_kinds(task))
    rows = torch.from_numpy(task.train)
    text, image = _lossy(data, options.seed)
    graph = Graph(task.relations, text, image)
    borrowed = graph.borrowed(text), graph.borrowed(image)

    def fused() -> tuple[Tensor, Tensor]:
        return adapter(text, borrowed[0], 0), adapter(image, borrowed[1], 1)

    def score(asked: Tensor) -> Tensor:
        words, looks = fused()
        share = _share(data, asked)
        return scores(share, data.asked_text[asked] @ words.T, data.asked_image[asked] @ looks.T)

    def step(batch: Tensor, done: float) -> Tensor:
        return functional.cross_entropy(score(rows[batch]) / TEMPERATURE, data.target[rows[batch]])

    valid = torch.from_numpy(task.valid)
    train(
        adapter,
        step,
        len(rows),
        lambda: reciprocal_rank(score(valid), data.target[valid]),
        options,
        run,
    )
    return adapter.eval()


def fit_knn(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> GraphAdapter:
    """ItemKNN: borrow from nearest neighbours only, as much as helps the training questions."""
    data, adapter = Tensors(task), GraphAdapter(_kinds(task))
    rows = torch.from_numpy(task.train)
    text, image = _lossy(data, options.seed)
    near = Graph(task.relations, text, image)
    words, looks = near.borrowed(text)[-1], near.borrowed(image)[-1]
    share = _share(data, rows)

    def found(borrow: float) -> float:
        fused = (functional.normalize(x + borrow * b) for x, b in ((text, words), (image, looks)))
        of_text, of_image = fused
        asked = data.asked_text[rows] @ of_text.T, data.asked_image[rows] @ of_image.T
        return reciprocal_rank(scores(share, *asked), data.target[rows])

    best = max(SHARES, key=found)
    with torch.no_grad():
        adapter.strength.fill_(-20.0)  # softplus: nothing
        adapter.strength[:, -1] = torch.log(torch.expm1(torch.tensor(max(best, 1e-6))))
    return adapter.eval()


def _kinds(task: Task) -> int:
    return task.relations.shape[1] if task.relations.size else 0


def _share(data: Tensors, rows: Tensor) -> Tensor:
    """Half for either block, all for the one a question has."""
    text, image = data.asked_text[rows].any(dim=1), data.asked_image[rows].any(dim=1)
    return torch.where(text & image, 0.5, image.float())


def _lossy(data: Tensors, seed: int) -> tuple[Tensor, Tensor]:
    """Some products lose a block, so that borrowing has something to make up for."""
    luck = torch.rand(len(data.text), 1, generator=torch.Generator().manual_seed(seed))
    return data.text * (luck > DROPPED), data.image * (luck < 1 - DROPPED)
