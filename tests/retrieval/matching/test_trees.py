import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from retrieval.matching.training import TrainingOptions, best_threshold, fit_trees
from retrieval.matching.trees import Trees

FEW = TrainingOptions(seeds=1, iterations=20)


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(400, 6)).astype(np.float32)
    rows[rng.random(rows.shape) < 0.2] = np.nan
    return rows, np.nan_to_num(rows[:, 0] - rows[:, 1]) > 0


def test_the_arrays_say_what_scikit_learn_says(data):
    rows, same = data
    model = HistGradientBoostingClassifier(
        learning_rate=FEW.rate,
        max_iter=20,
        max_leaf_nodes=FEW.leaves,
        max_features=FEW.columns,
        l2_regularization=3.0,
        early_stopping=False,
        random_state=0,
    ).fit(rows, same)
    np.testing.assert_allclose(
        fit_trees(rows, same, FEW)(rows), model.decision_function(rows), rtol=1e-4, atol=1e-5
    )


def test_trees_survive_being_saved(data):
    rows, same = data
    trees = fit_trees(rows, same, FEW)
    again = Trees.from_tensors(trees.tensors("x"), "x")
    np.testing.assert_array_equal(again(rows), trees(rows))


def test_a_column_that_is_always_missing_does_no_harm(data):
    rows, same = data
    rows = rows.copy()
    rows[:, 3] = np.nan
    assert np.isfinite(fit_trees(rows, same, FEW)(rows)).all()


def test_the_best_threshold_has_the_best_f1():
    scores, same = np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True])
    said = scores >= best_threshold(scores, same)
    assert said.tolist() == [False, True, True, True]
