import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from retrieval.evaluation.metrics import ndcg_at, recall_at, reciprocal_rank

ITEMS = [str(i) for i in range(12)]


def test_recall_by_hand():
    assert recall_at(1, ["a", "b"], ["b"]) == 0
    assert recall_at(2, ["a", "b"], ["b"]) == 1
    assert recall_at(2, ["a", "b"], ["b", "c"]) == 0.5
    assert recall_at(1, ["a", "b"], ["a", "b", "c"]) == 1


def test_reciprocal_rank_by_hand():
    assert reciprocal_rank(["a", "b", "c"], ["c", "b"]) == 0.5
    assert reciprocal_rank(["a"], ["z"]) == 0


@given(
    ranked=st.permutations(ITEMS),
    gains=st.dictionaries(st.sampled_from(ITEMS), st.floats(0.5, 3), min_size=1),
    k=st.integers(1, 12),
)
def test_ndcg_agrees_with_scikit_learn(ranked, gains, k):
    truth = np.array([[gains.get(item, 0.0) for item in ITEMS]])
    scores = np.array([[-ranked.index(item) for item in ITEMS]])
    assert ndcg_at(k, ranked, gains) == pytest.approx(ndcg_score(truth, scores, k=k))
