import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fusion.blocks import MODALITIES, ItemBlocks, QueryBlocks, block_weights, normalise


def random_blocks(seed: int, n: int, text_dim: int, image_dim: int) -> ItemBlocks:
    rng = np.random.default_rng(seed)
    return ItemBlocks(
        normalise(rng.normal(size=(n, text_dim))), normalise(rng.normal(size=(n, image_dim)))
    )


@given(
    seed=st.integers(0, 2**32 - 1),
    share=st.floats(0, 1),
    evidence=st.tuples(st.sampled_from(MODALITIES), st.sampled_from(MODALITIES)),
    text_dim=st.integers(1, 400),
    image_dim=st.integers(1, 1300),
)
def test_contributions_add_up_to_the_dot_product(seed, share, evidence, text_dim, image_dim):
    items = random_blocks(seed, 7, text_dim, image_dim)
    asked = random_blocks(seed + 1, 1, text_dim, image_dim)
    query = QueryBlocks(
        asked.text[0],
        asked.image[0],
        block_weights(share),
        dict(zip(MODALITIES, evidence, strict=True)),
    )
    parts = query.contributions(items)
    expected = [float(np.dot(query.fused().astype(float), row)) for row in items.fused()]
    np.testing.assert_allclose(sum(parts.values()), expected, atol=1e-5)
    np.testing.assert_allclose(query.scores(items), expected, atol=1e-5)


def test_a_block_made_from_the_photo_counts_for_the_photo():
    items = random_blocks(0, 3, 4, 5)
    query = QueryBlocks(
        items.text[0], items.image[0], block_weights(0.5), {"text": "image", "image": "image"}
    )
    assert np.all(query.contributions(items)["text"] == 0)


def test_the_fused_query_has_unit_length():
    item = random_blocks(3, 1, 8, 8)
    query = QueryBlocks(
        item.text[0], item.image[0], block_weights(0.3), {"text": "text", "image": "image"}
    )
    assert np.linalg.norm(query.fused()) == pytest.approx(1, abs=1e-6)


def test_zero_vectors_stay_zero():
    assert np.array_equal(normalise(np.zeros((2, 3))), np.zeros((2, 3)))


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_outside_the_unit_interval_is_refused(share):
    with pytest.raises(ValueError, match=r"\[0, 1\]"):
        block_weights(share)


def test_weights_that_do_not_add_up_are_refused():
    item = random_blocks(0, 1, 2, 2)
    with pytest.raises(ValueError, match="add up to 1"):
        QueryBlocks(item.text[0], item.image[0], {"text": 1.0, "image": 1.0}, {})
