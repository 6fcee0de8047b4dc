"""The ridge bridge against a plain solver, and at the sizes of real catalogues."""

from pathlib import Path

import numpy as np
import pytest

from fusion.blocks import normalise
from fusion.bridge import Bridge, BridgeOptions, RidgeBridge, SharedSpaceBridge, fit_bridge
from fusion.pairs import Pairs, choose
from fusion.ridge import mean_reciprocal_rank


def linear_pairs(n: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    image = normalise(rng.normal(size=(n, 24)))
    mixing = np.random.default_rng(7).normal(size=(24, 12))
    return image, normalise(image @ mixing + 0.3 * rng.normal(size=(n, 12)))


def skewed_pairs(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs whose blocks share a mean and vary most where it tells least, as real features do."""
    rng = np.random.default_rng(2)
    common = rng.normal(size=(n, 10))
    loud_image, loud_text = (3 * rng.normal(size=(n, 2)) for _ in range(2))
    image = np.hstack([5 * np.ones((n, 1)), loud_image, common, rng.normal(size=(n, 4))])
    text = np.hstack([3 * np.ones((n, 1)), loud_text, common @ rng.normal(size=(10, 10)) / 3])
    return normalise(image), normalise(text)


def test_predicts_both_blocks_of_unseen_items() -> None:
    bridge = fit_bridge(*linear_pairs(500))
    image, text = linear_pairs(100, seed=1)
    assert (bridge.text_from_image(image) * text).sum(1).mean() > 0.7
    assert (bridge.image_from_text(text) * image).sum(1).mean() > 0.5


def test_queries_find_their_pair_better_than_expected_blocks_do() -> None:
    """Whitening is for searching: directions that all items share must not drown the others."""
    image, text = skewed_pairs(600)
    bridge = fit_bridge(image[:400], text[:400])
    unseen_image, unseen_text, own = image[400:], text[400:], np.arange(200)
    asked = mean_reciprocal_rank(bridge.image_query(unseen_text) @ unseen_image.T, own)
    expected = mean_reciprocal_rank(bridge.image_from_text(unseen_text) @ unseen_image.T, own)
    assert asked > expected + 0.05
    asked = mean_reciprocal_rank(bridge.text_query(unseen_image) @ unseen_text.T, own)
    expected = mean_reciprocal_rank(bridge.text_from_image(unseen_image) @ unseen_text.T, own)
    assert asked > expected + 0.05


def test_an_expected_block_lies_among_the_real_ones_and_a_query_does_not() -> None:
    image, text = skewed_pairs(600)
    bridge = fit_bridge(image[:400], text[:400])
    between_real = (image[400:500] @ image[500:].T).mean()
    assert (bridge.image_from_text(text[400:500]) @ image[500:].T).mean() > between_real
    assert abs((bridge.image_query(text[400:500]) @ image[500:].T).mean()) < between_real / 4


def test_without_pairs_the_prior_speaks_for_texts_and_nothing_for_images() -> None:
    image, text = linear_pairs(4)
    bridge = fit_bridge(image[:0], text[:0], text[:0])
    np.testing.assert_allclose(bridge.text_from_image(image, prior=text), text, atol=1e-6)
    assert not bridge.image_from_text(text).any()
    assert not bridge.text_from_image(image).any()


def test_a_perfect_prior_is_kept_when_pairs_are_few() -> None:
    image, text = linear_pairs(30)
    unseen_image, unseen_text = linear_pairs(50, seed=1)
    bridge = fit_bridge(image, text, prior=text)
    predicted = bridge.text_from_image(unseen_image, prior=unseen_text)
    assert (predicted * unseen_text).sum(1).mean() > 0.95


def test_a_useless_prior_is_dropped() -> None:
    image, text = linear_pairs(500)
    noise = normalise(np.random.default_rng(3).normal(size=text.shape))
    bridge = fit_bridge(image, text, prior=noise)
    assert isinstance(bridge, RidgeBridge)
    assert bridge.prior_share[0] <= 0.25


def test_a_prior_wrong_in_what_sets_texts_apart_counts_less_in_questions() -> None:
    """It is right about the loud directions, which is what items need, and wrong about the quiet
    ones, which whitening brings out."""
    rng = np.random.default_rng(4)
    loud, quiet, wrong, noise = rng.normal(size=(4, 200, 8))
    text = normalise(np.hstack([loud, 0.1 * quiet]))
    prior = normalise(np.hstack([loud, 0.6 * wrong]))
    image = normalise(np.hstack([loud + noise, 3 * quiet]) @ rng.normal(size=(16, 24)))
    choice = choose(Pairs(image, text, prior, 200), BridgeOptions())
    assert choice.text_query.share < choice.item_text.share
    bridge = fit_bridge(image, text, prior)
    ratio = np.abs(bridge.prior_to_query).mean() / choice.text_query.share
    assert bridge.prior_share[0] == pytest.approx(choice.item_text.share)
    other = fit_bridge(image, text, prior, BridgeOptions(shares=(1.0,)))
    assert np.abs(other.prior_to_query).mean() == pytest.approx(ratio, rel=1e-3)


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    image, text = linear_pairs(50)
    for bridge in (fit_bridge(image, text), SharedSpaceBridge()):
        bridge.save(tmp_path / "bridge.safetensors")
        loaded = Bridge.load(tmp_path / "bridge.safetensors")
        assert loaded.fingerprint == bridge.fingerprint
        np.testing.assert_array_equal(loaded.image_from_text(text), bridge.image_from_text(text))


def test_fingerprint_follows_the_pairs() -> None:
    image, text = linear_pairs(50)
    assert fit_bridge(image, text).fingerprint == fit_bridge(image, text).fingerprint
    assert fit_bridge(image, text).fingerprint != fit_bridge(image[1:], text[1:]).fingerprint


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    save_file({"a": np.zeros(3, np.float32)}, tmp_path / "other.safetensors")
    with pytest.raises(ValueError, match="holds no bridge"):
        Bridge.load(tmp_path / "other.safetensors")


def test_unequal_lengths_are_refused() -> None:
    image, text = linear_pairs(50)
    with pytest.raises(ValueError, match="differ in length"):
        fit_bridge(image, text[1:], options=BridgeOptions())
