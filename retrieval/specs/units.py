"""Units of every dimension: one registry, spellings from `units.toml` (the only import of pint)."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pint

from retrieval.specs.specification import fold

HERE = Path(__file__).parent


@lru_cache(maxsize=10)
def table(name: str) -> dict[str, Any]:
    """A data file of this package."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: an amount of it is `amount · factor + offset` base units of its dimension."""

    dimension: str
    base: str
    factor: float
    offset: float = 0.0
    whole: bool = False  # a point before exactly three digits is a mark of thousands
    least: float = 0.0  # a smaller amount is something else
    most: float = math.inf  # and so is a larger one

    def convert(self, amount: float) -> float:
        """The amount in base units, without the noise of binary fractions."""
        return float(f"{amount * self.factor + self.offset:.10g}")


@lru_cache(maxsize=1)
def _registry() -> pint.UnitRegistry[Any]:
    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(
        cache_folder=None, on_redefinition="ignore"
    )
    registry.define("jin = 500 g")
    registry.define("Ah = ampere * hour")
    return registry


def _unit(dimension: str, name: str, said: Mapping[str, Any]) -> Unit:
    base = said["base"]
    limits = bool(said.get("whole")), float(said.get("least", 0)), float(said.get("most", math.inf))
    if name == base:
        return Unit(dimension, base, 1.0, 0.0, *limits)
    registry = _registry()
    zero, one = (
        float(registry.Quantity(float(n), registry.Unit(name)).to(base).magnitude) for n in (0, 1)
    )
    return Unit(dimension, base, one - zero, zero, *limits)


@lru_cache(maxsize=1)
def spellings() -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Spelling → unit: those read in small letters, and those that must be written as they are."""
    plain: dict[str, Unit] = {}
    exact: dict[str, Unit] = {}
    for dimension, said in table("units.toml").items():
        for key, found in (("units", plain), ("case", exact)):
            for name, written in said.get(key, {}).items():
                unit = _unit(dimension, name, said)
                names = written if key == "case" else map(fold, written)
                found.update(dict.fromkeys(names, unit))
    return plain, exact


@lru_cache(maxsize=5000)
def unit_of(spelling: str) -> Unit | None:
    """The unit of that spelling, None for a word that is no unit."""
    plain, exact = spellings()
    return exact.get(spelling) or plain.get(fold(spelling))
