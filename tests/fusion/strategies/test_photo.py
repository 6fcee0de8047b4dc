"""The photo map: products with photos, and products nobody has photographed."""

from dataclasses import replace

import numpy as np
import pytest

from fusion.blocks import normalise
from fusion.strategies import distillation
from fusion.strategies.adaptation import coral, fit_centring
from fusion.strategies.photo import PhotoOptions, fit
from tests.fusion.tasks import photo_recall, shop


def raw_recall(task, rows) -> float:
    scores = task.queries.image[rows] @ task.items.image.T
    return float((scores.argmax(axis=1) == task.target[rows]).mean())


def test_it_helps_products_with_and_without_photos() -> None:
    task = shop()
    adapter, centred = fit(task), fit_centring(task)
    assert photo_recall(adapter, task, task.valid) > photo_recall(centred, task, task.valid)
    assert photo_recall(centred, task, task.valid) > raw_recall(task, task.valid)
    assert photo_recall(adapter, task, task.train) > raw_recall(task, task.train) + 0.2


def test_a_prototype_that_is_scaled_down_draws_fewer_photos_of_new_products() -> None:
    task = shop(products=60, photos=6, noise=0.25)
    full, small = (fit(task, photo=PhotoOptions(scales=(scale,))) for scale in (1.0, 0.6))
    new = np.unique(task.target[task.valid])
    lengths = np.linalg.norm(small.picture(task.items.image), axis=1)
    assert lengths[new] == pytest.approx(1, abs=1e-5)
    assert np.delete(lengths, new) == pytest.approx(0.6, abs=1e-5)
    drawn = [photo_recall(one, task, task.valid) for one in (full, small)]
    assert drawn[1] > drawn[0]


def test_nuisance_directions_shrink() -> None:
    """The direction in which photos of one product vary most is the one to look at least."""
    task = shop()
    photos = task.queries.image
    means = np.stack([photos[task.target == k].mean(0) for k in range(len(task.items))])
    inside = photos - means[task.target]
    loudest = np.linalg.svd(inside, full_matrices=False)[2][0]
    projection = fit(task).projection.numpy()
    typical = np.linalg.norm(projection, axis=1).mean()
    assert np.linalg.norm(loudest @ projection) < typical / 2


def test_too_few_photos_are_refused() -> None:
    task = shop()
    with pytest.raises(ValueError, match="too few"):
        fit(replace(task, train=task.train[:5]))


def test_coral_gives_the_target_covariance() -> None:
    rng = np.random.default_rng(0)
    source, target = (rng.normal(size=(400, 6)) @ rng.normal(size=(6, 6)) for _ in range(2))
    moved = (source - source.mean(0)) @ coral(source, target, damping=0)
    np.testing.assert_allclose(np.cov(moved.T), np.cov(target.T) * 1.0, rtol=1e-6, atol=1e-8)


def test_a_student_sees_what_its_teacher_sees_in_worse_photos() -> None:
    """The teacher's photos have half of the noise; the student has no label and new products."""
    task, clear = shop(noise=0.3), shop(noise=0.15)
    teacher = fit(replace(clear, train=np.arange(len(clear.target)), valid=clear.valid[:0]))
    seen = teacher.photo(clear.queries.image), teacher.picture(clear.items.image)
    student = distillation.fit(replace(task, teacher=seen))
    ours, centred = (photo_recall(x, task, task.valid) for x in (student, fit_centring(task)))
    assert ours > centred
    np.testing.assert_allclose(student.picture(task.items.image), seen[1], atol=1e-6)


def test_a_student_predicts_as_ridge_regression_does() -> None:
    rng = np.random.default_rng(0)
    task = shop()
    vectors = normalise(rng.normal(size=(len(task.target), 6)))
    items = normalise(rng.normal(size=(len(task.items), 6)))
    student = distillation.fit(replace(task, teacher=(vectors, items)))
    x, y = task.queries.image[task.train], vectors[task.train]
    centred = (x - x.mean(0)).astype(float)
    scatter = centred.T @ centred
    fits = []
    for strength in distillation.STRENGTHS:
        damped = scatter + strength * np.trace(scatter) * np.eye(20)
        slope = np.linalg.solve(damped, centred.T @ (y - y.mean(0)))
        fits.append(normalise((task.queries.image - x.mean(0)) @ slope + y.mean(0)))
    gaps = [np.abs(student.photo(task.queries.image) - one).max() for one in fits]
    assert min(gaps) < 1e-4
