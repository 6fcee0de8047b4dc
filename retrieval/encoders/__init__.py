"""Encoders by name. A new one is a sibling file and a line in `ENCODERS`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from retrieval.encoders.base import Encoder
from retrieval.errors import ModelUnavailable

__all__ = ["ENCODERS", "Encoder", "load_encoder"]


def _compact(_: str) -> Encoder:
    from retrieval.encoders.compact import CompactEncoder

    return CompactEncoder()


def _openclip(argument: str) -> Encoder:
    from retrieval.encoders.openclip import OpenClipEncoder

    return OpenClipEncoder(argument)


ENCODERS: dict[str, Callable[[str], Encoder]] = {"compact": _compact, "openclip": _openclip}
"""Encoder family → a function from what follows the colon of `family:argument` to the encoder."""


@lru_cache(maxsize=4)
def load_encoder(spec: str = "compact") -> Encoder:
    """The encoder that `spec` names: `compact`, or `openclip:<model>/<weights>`.

    Weights load on first use. Raises `ModelUnavailable` for a family that does not exist.
    """
    family, _, argument = spec.partition(":")
    if family not in ENCODERS:
        raise ModelUnavailable(
            f"There is no encoder {family!r}; choose one of {', '.join(ENCODERS)}."
        )
    encoder = ENCODERS[family](argument)
    encoder.spec = spec
    return encoder
