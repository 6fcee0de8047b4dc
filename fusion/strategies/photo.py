"""Photos that shoppers take → catalogue pictures, learnt from photos of some of the products.

Directions in which photos of one product differ (light, angle, what lies around) say nothing of
which product it is, whichever it is: their scatter is whitened away (within-class covariance
normalisation, Hatch, Kajarekar and Stolcke, 2006), so what is learnt helps products nobody has
photographed yet. Products with photos get, besides, a prototype of them mixed into their picture
(Snell, Swersky and Zemel, 2017). As such a prototype lies closer to every photo than a picture
does, it is scaled down (calibrated stacking, Chao et al., 2016): by as much as serves products
with and without photos alike, found by cross-validation over products.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from fusion.adapter import Adapter, tensor
from fusion.blocks import Array, normalise
from fusion.ridge import whitening
from fusion.task import Task
from fusion.training import Run, TrainingOptions

SAME_PICTURE = 0.9995  # cosine above which a picture is the one that photos are known of


@dataclass(frozen=True)
class PhotoOptions:
    """How photos are mapped; lists are chosen from by cross-validation over products."""

    dimensions: int = 400  # principal directions that are kept
    strengths: tuple[float, ...] = (1e-2, 3e-3, 1e-3)  # damping of the whitening, of the scatter
    shift: float = 0.5  # how much a photo's distance to its picture counts as scatter
    prototype: float = 0.5  # share of the photos in a product that has some
    scales: tuple[float, ...] = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 1.0)  # of a prototype
    tolerance: float = 0.03  # how much worse than the best still counts as good as it
    folds: int = 3  # of the products
    least_photos: int = 20  # with fewer, nothing can be learnt


class PhotoAdapter(Adapter):
    """`(x − mean)·projection`, one mean for photos and one for pictures, and known photos."""

    def __init__(self, d_image: int, dimensions: int, known: int) -> None:
        super().__init__(d_image=d_image, dimensions=dimensions, known=known)
        for name, shape in {
            "photo_mean": (d_image,),
            "picture_mean": (d_image,),
            "projection": (d_image, dimensions),
            "known_pictures": (known, d_image),
            "known_items": (known, dimensions),
        }.items():
            self.register_buffer(name, torch.zeros(shape))

    def photo(self, image: Array) -> Array:
        return normalise((image - self._array("photo_mean")) @ self._array("projection"))

    def picture(self, image: Array) -> Array:
        mapped = normalise((image - self._array("picture_mean")) @ self._array("projection"))
        mapped *= image.any(axis=1, keepdims=True)
        pictures = self._array("known_pictures")
        if len(pictures):
            alike = image @ pictures.T
            same = alike.max(axis=1) > SAME_PICTURE
            mapped[same] = self._array("known_items")[alike[same].argmax(axis=1)]
        return mapped

    def _array(self, name: str) -> Array:
        return getattr(self, name).numpy()


def fit(
    task: Task,
    options: TrainingOptions = TrainingOptions(),
    run: Run | None = None,
    photo: PhotoOptions = PhotoOptions(),
) -> PhotoAdapter:
    """The map of a task's training photos. Closed form: seconds.

    Raises ValueError when there are too few photos of products that have a picture.
    """
    rows = task.shown
    if len(rows) < photo.least_photos:
        raise ValueError(
            f"{len(rows)} photos of products with a picture are too few; "
            f"{photo.least_photos} are needed"
        )
    seen = _Seen(task.queries.image[rows], task.target[rows], task.items.image)
    basis = _principal(seen.photos, photo.dimensions)
    strength, scale = _choose(seen, basis, photo, options.seed)
    return _adapter(seen, basis, strength, scale, photo)


@dataclass(frozen=True)
class _Seen:
    photos: Array  # (m, d)
    product: Array  # (m,) rows of `pictures`
    pictures: Array  # (n, d), zeros where a product has none

    def only(self, rows: Array) -> _Seen:
        return _Seen(self.photos[rows], self.product[rows], self.pictures)


def _adapter(
    seen: _Seen, basis: Array, strength: float, scale: float, options: PhotoOptions
) -> PhotoAdapter:
    known, which = np.unique(seen.product, return_inverse=True)
    means = np.stack([seen.photos[which == k].mean(axis=0) for k in range(len(known))])
    photo_mean = means.mean(axis=0)
    real = seen.pictures[seen.pictures.any(axis=1)]
    picture_mean = real.mean(axis=0)
    centred = means - photo_mean
    spread = _unit((seen.photos - means[which]) @ basis)
    shift = _unit((centred - (seen.pictures[known] - picture_mean)) @ basis)
    within = spread.T @ spread + options.shift**2 * shift.T @ shift
    projection = basis @ whitening(within, strength)
    pictures = normalise((seen.pictures[known] - picture_mean) @ projection)
    share = options.prototype
    mixed = normalise(share * normalise(centred @ projection) + (1 - share) * pictures)
    adapter = PhotoAdapter(len(photo_mean), projection.shape[1], len(known))
    adapter.load_state_dict(
        {
            "photo_mean": tensor(photo_mean),
            "picture_mean": tensor(picture_mean),
            "projection": tensor(projection),
            "known_pictures": tensor(seen.pictures[known]),
            "known_items": tensor(scale * mixed),
        }
    )
    return adapter


def _choose(seen: _Seen, basis: Array, options: PhotoOptions, seed: int) -> tuple[float, float]:
    """Strength and scale with the best harmonic mean of R@1 for products with and without photos.

    The harmonic mean is the measure of generalised zero-shot learning (Xian et al., 2017). It is
    flat around its best: of the scales about as good, the one that interferes least is taken.
    """
    random = np.random.default_rng(seed)
    products = np.unique(seen.product)
    fold = random.permutation(len(products)) % options.folds
    figures = np.zeros((len(options.strengths), len(options.scales)))
    for number in range(options.folds):
        new = np.isin(seen.product, products[fold == number])
        held = new | (random.random(len(new)) < 0.25)
        if held.all() or not new.any():
            continue
        for row, strength in enumerate(options.strengths):
            adapter = _adapter(seen.only(~held), basis, strength, 1.0, options)
            figures[row] += _harmonic(adapter, seen, held, new, options.scales)
    strength = int(figures.max(axis=1).argmax())
    good = np.flatnonzero(figures[strength] >= (1 - options.tolerance) * figures.max())
    return options.strengths[strength], options.scales[int(good[-1])]


def _harmonic(
    adapter: PhotoAdapter, seen: _Seen, held: Array, new: Array, scales: tuple[float, ...]
) -> list[float]:
    scores = adapter.photo(seen.photos[held]) @ adapter.picture(seen.pictures).T
    scores[:, ~seen.pictures.any(axis=1)] = -1
    known = np.isin(np.arange(len(seen.pictures)), seen.product[~held])
    found = []
    for scale in scales:
        best = np.where(known, scale * scores, scores).argmax(axis=1) == seen.product[held]
        groups = [best[new[held]], best[~new[held]]]
        parts = [group.mean() if len(group) else 0.0 for group in groups]
        found.append(float(2 * np.prod(parts) / max(sum(parts), 1e-9)))
    return found


def _principal(photos: Array, dimensions: int, most: int = 2000) -> Array:
    """The first principal directions (d, k) of at most `most` photos."""
    rows = photos[:: -(-len(photos) // most)]
    return np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)[2][:dimensions].T


def _unit(scatter: Array) -> Array:
    return scatter / max(float(np.linalg.norm(scatter)), 1e-9)
