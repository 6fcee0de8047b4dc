"""What bears on what is said: the marked things it is learnt from, and the model."""

from pathlib import Path

import numpy as np
import pytest

from assistant.understanding.bearing.marked import BEARINGS, marked_things, read_block
from assistant.understanding.bearing.model import reader

BLOCK = """Tidewater Clock | wall clock
1 Silent movement; takes one AA battery.
2 diameter_cm: 30
> does it tick :: 1-
> how big is it across :: 2=
> is it waterproof ::
"""


def test_a_block_says_how_each_statement_bears_on_each_thing_said():
    thing = read_block(BLOCK)
    assert thing.statements == ("Silent movement; takes one AA battery.", "diameter_cm: 30")
    assert thing.said == (
        ("does it tick", ("denied", "nothing")),
        ("how big is it across", ("nothing", "told")),
        ("is it waterproof", ("nothing", "nothing")),
    )


@pytest.mark.parametrize(
    "line", ["> is it heavy", "> is it heavy :: 3+", "> is it heavy :: x", "?"]
)
def test_a_block_that_is_marked_wrong_is_refused(line):
    with pytest.raises(ValueError, match=r".+"):
        read_block(BLOCK + line)


def test_a_wrong_block_is_named_by_file_and_title(tmp_path: Path):
    (tmp_path / "en-1.txt").write_text("== " + BLOCK + "nonsense\n")
    with pytest.raises(ValueError, match=r"en-1.txt, “Tidewater Clock"):
        marked_things(tmp_path)


def test_the_data_show_every_bearing_and_are_partly_held_out():
    things = marked_things()
    found = {bearing for one in things for _, bearings in one.said for bearing in bearings}
    assert found == set(BEARINGS)
    share = sum(one.held_out for one in things) / len(things)
    assert 0.05 < share < 0.2


def test_the_statement_that_answers_is_the_likeliest():
    told = ["Silent movement; takes one AA battery.", "diameter_cm: 30", "colour: oak"]
    shares = reader().judge("does it tick", told)
    assert shares.shape == (3, len(BEARINGS))
    assert np.allclose(shares.sum(1), 1, atol=1e-5)
    assert shares[:, 0].argmin() == 0
    assert reader().judge("did it rain", []).shape == (0, len(BEARINGS))


def test_a_kept_statement_is_judged_as_a_new_one_is():
    told = ["Covers come off for cleaning.", "seats: 3"]
    first = reader().judge("套子能拆下来洗吗", told)
    assert np.array_equal(first, reader().judge("套子能拆下来洗吗", told))
    assert first[:, 0].argmin() == 0
