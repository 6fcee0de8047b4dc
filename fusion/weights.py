"""Default weights of a query's blocks, by what the question holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WeightOptions:
    """The image block's share of `w_t² + w_i² = 1`."""

    text_only: float = 0.1  # the image block is predicted from the words; flat from .1 to .5
    photo_only: float = 0.9  # the text block is predicted from the photo; flat from .7 to 1
    both: float = 0.7  # both blocks are the shopper's own; flat from .7 to 1
