"""The graph layer against loops over edges."""

import numpy as np
import torch

from fusion.blocks import ItemBlocks
from fusion.strategies.graph import Graph, GraphAdapter, fit, nearest
from fusion.training import TrainingOptions
from tests.fusion.tasks import shop


def test_borrowing_is_the_mean_over_products_with_an_equal_value() -> None:
    rng = np.random.default_rng(0)
    relations = np.array([[0, -1], [0, 1], [2, 1], [0, 0], [-1, 1], [2, 0], [1, 1]])
    block = torch.from_numpy(rng.normal(size=(7, 4)).astype(np.float32))
    block[1] = 0  # lacks the block: gives nothing
    borrowed = Graph(relations, block, block).borrowed(block)
    for kind in range(2):
        value = relations[:, kind]
        for row in range(7):
            from_ = [j for j in range(7) if value[j] == value[row] >= 0 and block[j].any()]
            expected = block[from_].mean(0) if from_ else torch.zeros(4)
            torch.testing.assert_close(borrowed[kind, row], expected)


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
    adapter = GraphAdapter(2)
    with torch.no_grad():
        adapter.strength[1, 0] = 0.0  # pictures along categories
    pictures = task.items.image.copy()
    pictures[7] = 0
    items = adapter.items(ItemBlocks(task.items.text, pictures), task.relations)
    alike = task.category == task.category[7]
    alike[7] = False
    similar = task.items.image @ items.image[7]
    assert similar[alike].mean() > similar[~alike].mean() + 0.1


def test_training_moves_what_is_borrowed() -> None:
    adapter = fit(shop(), TrainingOptions(epochs=5, learning_rate=0.1))
    assert adapter.strength.std() > 0
