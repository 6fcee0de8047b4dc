"""What each learnt strategy is for, on shops made so that it can show it."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn
from torch.func import functional_call

from fusion.adapter import inputs
from fusion.blocks import ItemBlocks
from fusion.gate import Gate
from fusion.strategies import STRATEGIES, attention, intermediate, pipeline
from fusion.strategies.domains import Photos
from fusion.strategies.intermediate import CrossAttention
from fusion.strategies.joint import Tensors, found, reciprocal_rank
from fusion.strategies.meta import EpisodeOptions, adapted, draw, prototypes
from fusion.training import TrainingOptions
from tests.fusion.tasks import photo_recall, shop

LONG = TrainingOptions(epochs=12, batch=64, learning_rate=3e-3)
FAST = EpisodeOptions(ways=8)


@pytest.mark.parametrize(
    "name", ["early", "unfolded", "intermediate", "classifier", "crossdomain", "pipeline"]
)
def test_a_joint_vector_is_better_than_the_sum_of_cosines(name: str) -> None:
    task = shop()
    model = STRATEGIES[name].fit(task, LONG, None)
    untrained = STRATEGIES["early"].fit(task, TrainingOptions(epochs=0), None)
    if name == "pipeline":
        task = replace(
            task,
            items=replace(task.items, image=model.picture(task.items.image)),
            queries=replace(task.queries, image=model.photo(task.queries.image)),
        )
        assert found(model, Tensors(task, True)) > found(untrained, Tensors(shop()))
    else:
        ours = found(model, Tensors(task, model.reads_tokens))
        assert ours > found(untrained, Tensors(task)) + 0.01


@pytest.mark.parametrize("name", ["dann", "cdan", "prototypes", "distillation"])
def test_a_photo_map_is_better_than_centring_for_new_products(name: str) -> None:
    task = shop(products=60)
    centred = photo_recall(STRATEGIES["centring"].fit(task, LONG, None), task, task.valid)
    ours = photo_recall(STRATEGIES[name].fit(task, LONG, None), task, task.valid)
    assert ours >= centred


def test_the_fitted_gate_helps_spoilt_questions_and_spares_whole_ones() -> None:
    task = shop(products=80, light=0.1, noise=0.3)
    adapter = attention.fit(task)
    assert adapter.gate is not None
    share = float(adapter.share)
    rows, random = task.valid, np.random.default_rng(9)
    text = np.sqrt(1 - share) * task.queries.text[rows] @ task.items.text.T
    image = np.sqrt(share) * task.queries.image[rows] @ task.items.image.T

    def rank(gate: Gate | None, words: np.ndarray, looks: np.ndarray) -> float:
        found = torch.from_numpy(attention.gated(gate, words, looks))
        return reciprocal_rank(found, torch.from_numpy(task.target[rows]))

    assert rank(adapter.gate, text, image) > rank(None, text, image) - 0.01
    spoilt = attention.swapped(text, random), image
    assert rank(adapter.gate, *spoilt) > rank(None, *spoilt) + 0.02


def test_where_a_gate_only_harms_there_is_none() -> None:
    """Two blocks that say the same: whoever damages one, the other is enough."""
    task = shop(products=5, noise=0.0, light=0.0)
    alone = replace(task, queries=ItemBlocks(0 * task.queries.text, task.queries.image))
    assert attention.fit(alone).gate is None


def test_swapping_spares_the_rest() -> None:
    scores = np.arange(4000.0)[:, None] * np.ones(3)
    changed = (attention.swapped(scores, np.random.default_rng(0)) != scores).all(axis=1)
    assert changed.mean() == pytest.approx(0.3, abs=0.03)


def test_cross_attention_equals_a_loop() -> None:
    torch.manual_seed(0)
    layer = CrossAttention(8, 2).eval()
    queries, keys = torch.randn(3, 4, 8), torch.randn(3, 5, 8)
    there = torch.tensor([5, 0, 3])[:, None] > torch.arange(5)
    fused = layer(queries, keys, there)
    for n in range(3):
        own = keys[n][there[n]]
        q, k, v = (p(x) for p, x in zip(layer.project, (queries[n], own, own), strict=False))
        heads = [
            torch.softmax(q[:, h] @ k[:, h].T / 2.0, dim=1) @ v[:, h]
            for h in (slice(0, 4), slice(4, 8))
        ]
        seen = layer.project[3](torch.cat(heads, dim=1)) * float(there[n].any())
        torch.testing.assert_close(fused[n], layer.norm(queries[n] + seen))


@pytest.mark.parametrize("fit", [intermediate.fit, pipeline.fit])
def test_padding_is_neither_looked_at_nor_counted(fit) -> None:
    """The first text has two tokens and one of padding: as if it had two."""
    task = shop()
    model = fit(task, replace(LONG, epochs=3), None)
    text, image = (block[:1] for block in inputs(task.items, True))
    with torch.no_grad():
        model.out.weight.normal_()
        words, looks = model.words(text)[0][:, :2], model.patches(image)[0]
        of_words = model.from_image(words, looks, torch.ones(1, 4, dtype=torch.bool))
        of_looks = model.from_text(looks, words, torch.ones(1, 2, dtype=torch.bool))
        nothing = torch.zeros(1, 1, words.shape[2])
        expected = model.out(torch.cat([of_words, nothing, of_looks], dim=1).flatten(1))
        torch.testing.assert_close(model.correction(text, image, 0), expected)


def test_the_classifier_knows_what_kind_of_thing_a_question_is_about() -> None:
    """Of questions it has not seen, about products that it has; one in five by chance."""
    task = shop()
    held = task.train[::4]
    task = replace(task, train=np.setdiff1d(task.train, held))
    model = STRATEGIES["classifier"].fit(task, LONG, None)
    data = Tensors(task)
    with torch.no_grad():
        questions = model.joint(data.asked_text[held], data.asked_image[held])
        named = model.classify(questions).argmax(dim=1)
    assert float((named == data.category[data.target[held]]).float().mean()) > 0.6


def test_an_encoder_without_tokens_is_told_what_does_without() -> None:
    task = shop()
    task = replace(task, items=replace(task.items, tokens=None))
    with pytest.raises(ValueError, match="unfolded"):
        STRATEGIES["intermediate"].fit(task, LONG, None)


def test_a_step_of_adaptation_follows_the_gradient_of_the_examples() -> None:
    photos = Photos(shop())
    model = photos.start(0).eval()
    torch.manual_seed(0)
    episode = draw(photos, FAST)
    options = EpisodeOptions(ways=8, inner_steps=1, inner_rate=0.1)
    weights = dict(model.named_parameters())
    moved = adapted(model, weights, episode, options)
    answer = torch.arange(8).repeat_interleave(2)
    scores = model(episode.examples.flatten(0, 1), 1) @ model(episode.pictures, 0).T
    nn.functional.cross_entropy(scores / 0.07, answer).backward()
    for name, weight in weights.items():
        torch.testing.assert_close(moved[name], weight - 0.1 * weight.grad)
    better = functional_call(model, moved, (episode.examples.flatten(0, 1), 1))
    assert not torch.equal(better, model(episode.examples.flatten(0, 1), 1))


def test_second_derivatives_are_those_of_an_unrolled_loop() -> None:
    """MAML's outer gradient, against plain autograd through two hand-written inner steps."""
    photos = Photos(shop())
    model = photos.start(0).eval()
    torch.manual_seed(1)
    for parameter in model.parameters():  # zeros at the end of a fresh map hide the gradients
        nn.init.normal_(parameter, std=0.2)
    episode = draw(photos, FAST)
    options = EpisodeOptions(ways=8, inner_steps=2, inner_rate=0.1)
    start = dict(model.named_parameters())
    answer = torch.arange(8).repeat_interleave(2)

    def entropy(weights: dict, shown: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        scores = (
            functional_call(model, weights, (shown, 1))
            @ functional_call(model, weights, (episode.pictures, 0)).T
        )
        return nn.functional.cross_entropy(scores / 0.07, right)

    def outer(weights: dict) -> list[torch.Tensor]:
        loss = entropy(weights, episode.asked, episode.answer)
        return list(torch.autograd.grad(loss, list(start.values())))

    def unrolled(second_order: bool) -> dict:
        weights = start
        for _ in range(2):
            loss = entropy(weights, episode.examples.flatten(0, 1), answer)
            slopes = torch.autograd.grad(loss, list(weights.values()), create_graph=second_order)
            moved = zip(weights.items(), slopes, strict=True)
            weights = {name: weight - 0.1 * slope for (name, weight), slope in moved}
        return weights

    ours = outer(adapted(model, start, episode, options))
    for mine, theirs in zip(ours, outer(unrolled(True)), strict=True):
        torch.testing.assert_close(mine, theirs, rtol=1e-4, atol=1e-6)
    first_order = outer(unrolled(False))
    gaps = [float((a - b).abs().max()) for a, b in zip(ours, first_order, strict=True)]
    assert max(gaps) > 1e-3


def test_prototypes_weigh_the_picture_as_much_as_all_examples() -> None:
    examples, pictures = torch.eye(4)[None, :2], torch.eye(4)[2:3]
    found = prototypes(examples, pictures)
    np.testing.assert_allclose(found[0], np.array([0.5, 0.5, 0.5**0.5, 0]), rtol=1e-6)
