"""The graph layer against loops over edges."""

from dataclasses import replace

import numpy as np
import torch

from fusion.blocks import ItemBlocks
from fusion.strategies.graph import Graph, GraphAdapter, fit, nearest
from fusion.training import TrainingOptions
from tests.fusion.tasks import shop


def test_borrowing_is_the_mean_over_values_of_the_mean_over_products() -> None:
    """Against loops; products have several values, and one of them lacks the block."""
    rng = np.random.default_rng(0)
    edges = np.array([[0, 0], [0, 2], [1, 0], [2, 0], [2, 1], [3, 1], [4, 2], [5, 3]])
    block = torch.from_numpy(rng.normal(size=(7, 4)).astype(np.float32))
    own = torch.tensor([True, False, True, True, True, True, True])
    borrowed = Graph({"kind": edges}, ["kind", "unheard of"], block, block).borrowed(block, own)
    for row in range(7):
        total, weights = torch.zeros(4), 0.0
        for value in (v for r, v in edges if r == row):
            givers = [r for r, v in edges if v == value and own[r]]
            if givers:
                weight = len(givers) ** -0.5
                total, weights = total + weight * block[givers].mean(0), weights + weight
        torch.testing.assert_close(borrowed[0, row], total / weights if weights else total)
    assert not borrowed[1].any()


def test_nearest_are_the_most_similar_others() -> None:
    vectors = torch.randn(40, 6, generator=torch.Generator().manual_seed(0))
    edges = nearest(vectors, 3).to_dense()
    unit = torch.nn.functional.normalize(vectors, dim=1)
    for row in range(40):
        order = sorted(
            (j for j in range(40) if j != row), key=lambda j: -float(unit[row] @ unit[j])
        )
        assert set(torch.nonzero(edges[row]).flatten().tolist()) == set(order[:3])


def test_a_product_without_a_picture_gets_one_like_those_of_its_kind() -> None:
    task = shop()
    adapter = GraphAdapter(["category", "shop"])
    with torch.no_grad():
        adapter.strength[1, 0, 0] = 0.0  # predicted pictures along categories
    pictures = task.items.image.copy()
    pictures[7] = 0
    items = adapter.items(ItemBlocks(task.items.text, pictures), task.relations)
    alike = task.category == task.category[7]
    alike[7] = False
    similar = task.items.image @ items.image[7]
    assert similar[alike].mean() > similar[~alike].mean() + 0.1


def test_what_shoppers_look_at_together_lends_a_cold_product_its_looks() -> None:
    """Made-up sessions of products that look alike; nothing else tells what product 7 looks like,
    and the trained graph takes it from there."""
    task = shop(products=120, photos=4, light=0.1)
    groups = task.items.image[:, :10].argmax(axis=1)
    sessions = np.stack([np.arange(120), groups], axis=1)
    task = replace(
        task,
        items=ItemBlocks(np.zeros_like(task.items.text), task.items.image),
        queries=ItemBlocks(np.zeros_like(task.queries.text), task.queries.image),
        relations={"interest": sessions},
    )
    adapter = fit(task, TrainingOptions(epochs=30, learning_rate=0.1))
    strength = torch.nn.functional.softplus(adapter.strength[1])
    assert strength[0, 0] > strength[0, 1]  # sessions tell more than neighbours of nothing
    pictures = task.items.image.copy()
    alike = groups == groups[7]
    pictures[7], alike[7] = 0, False
    assert alike.any()
    items = adapter.items(ItemBlocks(task.items.text, pictures), task.relations)
    similar = task.items.image @ items.image[7]
    assert similar[alike].mean() > np.delete(similar, np.flatnonzero(alike)).mean()


def test_training_moves_what_is_borrowed() -> None:
    adapter = fit(shop(), TrainingOptions(epochs=5, learning_rate=0.1))
    assert adapter.strength.std() > 0
