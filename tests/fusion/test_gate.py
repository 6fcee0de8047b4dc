"""The gate against the mixture it stands for."""

import numpy as np
import pytest

from fusion.gate import Gate

GATE = Gate(temperature=0.05, odds=0.1)


def parts(text: list[float], image: list[float]) -> dict[str, np.ndarray]:
    return {"text": np.array(text, np.float32), "image": np.array(image, np.float32)}


def test_the_score_is_the_logarithm_of_the_mixture() -> None:
    """Words and photo made from one item (weight 1), or one of them from another item, any."""
    random = np.random.default_rng(0)
    given = parts(random.normal(0.3, 0.1, 30), random.normal(0.4, 0.1, 30))
    gated = GATE(given, GATE.floors(given))
    words, looks = (np.exp(given[name].astype(float) / 0.05) for name in ("text", "image"))
    for row in range(30):
        by_words = 0.1 * words[row] * sum(looks) / 30
        by_looks = 0.1 * looks[row] * sum(words) / 30
        expected = 0.05 * np.log(words[row] * looks[row] + by_words + by_looks)
        assert gated["text"][row] + gated["image"][row] == pytest.approx(expected, abs=1e-5)


def test_where_words_and_photo_agree_nothing_changes() -> None:
    given = parts([0.5] + [0.1] * 50, [0.6] + [0.1] * 50)
    gated = GATE(given, GATE.floors(given))
    assert gated["text"][0] == pytest.approx(0.5, abs=2e-3)
    assert gated["image"][0] == pytest.approx(0.6, abs=2e-3)


def test_a_compromise_yields_to_what_one_modality_is_sure_of() -> None:
    """Item 0 fits the words only, item 1 both a little: the sum prefers 1, the gate 0."""
    given = parts([0.6, 0.3] + [0.0] * 200, [0.0, 0.32] + [0.3] * 200)
    assert (given["text"] + given["image"]).argmax() == 1
    gated = GATE(given, GATE.floors(given))
    total = gated["text"] + gated["image"]
    assert total.argmax() == 0
    floor = GATE.floors(given)["image"]
    assert gated["image"][0] == pytest.approx(floor, abs=0.02)  # the photo says nothing of it


def test_without_doubt_the_gate_is_the_sum() -> None:
    given = parts([0.1, 0.5, 0.2], [0.3, 0.0, 0.9])
    sure = Gate(odds=1e-30)
    gated = sure(given, sure.floors(given))
    for name in ("text", "image"):
        np.testing.assert_allclose(gated[name], given[name], atol=1e-6)


def test_floors_of_nothing_but_zeros_are_finite() -> None:
    given = parts([0.0] * 4, [0.0] * 4)
    gated = GATE(given, GATE.floors(given))
    assert np.isfinite(gated["text"] + gated["image"]).all()
