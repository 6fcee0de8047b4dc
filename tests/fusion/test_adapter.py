"""Adapters on disk, and joint vectors whose contributions still add up."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from fusion.adapter import load_adapter
from fusion.blocks import QueryBlocks, block_weights
from fusion.strategies import STRATEGIES
from fusion.training import TrainingOptions
from tests.fusion.tasks import shop

SHORT = TrainingOptions(epochs=2, batch=64)


def question(task, adapter, evidence: dict[str, str] | None = None) -> QueryBlocks:
    own = {"text": "text", "image": "image"}
    image = adapter.photo(task.queries.image[:1])[0]
    weights, tokens = block_weights(0.5), task.queries.tokens[:1]
    return adapter.query(QueryBlocks(task.queries.text[0], image, weights, evidence or own, tokens))


@pytest.fixture(scope="module", params=STRATEGIES)
def trained(request):
    task = shop()
    return task, STRATEGIES[request.param].fit(task, SHORT, None)


def test_what_is_read_is_what_was_written(trained, tmp_path: Path) -> None:
    task, adapter = trained
    path = tmp_path / "adapter.safetensors"
    adapter.save(path, {"data": "made up"})
    loaded = load_adapter(path)
    assert loaded.fingerprint == adapter.fingerprint
    assert '"data": "made up"' in path.with_suffix(".json").read_text()
    pictures = task.items.image
    np.testing.assert_array_equal(loaded.picture(pictures), adapter.picture(pictures))


def test_contributions_add_up_and_pictures_that_are_missing_stay_missing(trained) -> None:
    task, adapter = trained
    pictures = task.items.image.copy()
    pictures[3] = 0
    mapped = adapter.picture(pictures)
    assert not mapped[3].any()
    items = adapter.items(replace(task.items, image=mapped), task.relations)
    query = question(task, adapter)
    parts = query.contributions(items)
    np.testing.assert_allclose(
        parts["text"] + parts["image"], items.fused() @ query.fused(), atol=1e-5
    )


def test_one_seed_one_adapter() -> None:
    fits = [STRATEGIES["pipeline"].fit(shop(), SHORT, None).fingerprint for _ in range(2)]
    assert fits[0] == fits[1]


@pytest.mark.parametrize("name", ["early", "intermediate"])
def test_a_joint_score_is_that_of_the_joint_vectors(name: str) -> None:
    task = shop()
    adapter = STRATEGIES[name].fit(task, SHORT, None)
    items = adapter.items(task.items)
    scores = question(task, adapter).scores(items)
    own = adapter.items(task.queries[:1])
    np.testing.assert_allclose(scores, items.text @ own.text[0], atol=1e-5)


def test_a_block_the_bridge_predicted_does_not_speak_in_a_joint_vector() -> None:
    task = shop()
    adapter = STRATEGIES["early"].fit(task, SHORT, None)
    parts = question(task, adapter, {"text": "text", "image": "text"}).contributions(
        adapter.items(task.items)
    )
    assert parts["text"].any()
    assert not parts["image"].any()


def test_a_file_that_holds_no_adapter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    save_file({"x": np.zeros(1)}, path)
    with pytest.raises(ValueError, match="no adapter"):
        load_adapter(path)
