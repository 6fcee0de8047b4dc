"""Checks of claims, by type: (claim, record, screen) → why it does not hold, "" where it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.explain.checks import places, prices, reviews, similar, sizes, texts
from assistant.explain.checks.record import Record, Screen
from assistant.explain.claims import Claim

CHECKS: dict[type[Claim], Callable[[Any, Record, Screen], str]] = {
    **texts.CHECKS,
    **prices.CHECKS,
    **sizes.CHECKS,
    **reviews.CHECKS,
    **similar.CHECKS,
    **places.CHECKS,
}
