"""Units of every dimension: one registry, spellings from `units.toml` (the only import of pint)."""

from __future__ import annotations

import tomllib
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

    def convert(self, amount: float) -> float:
        """The amount in base units, without the noise of binary fractions."""
        return float(f"{amount * self.factor + self.offset:.10g}")


@lru_cache(maxsize=1)
def _registry() -> pint.UnitRegistry[Any]:
    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(cache_folder=None)
    registry.define("jin = 500 g")
    registry.define("Ah = ampere * hour")
    return registry


def _unit(dimension: str, base: str, name: str, whole: bool, least: float) -> Unit:
    if name == base:
        return Unit(dimension, base, 1.0, 0.0, whole, least)
    registry = _registry()
    zero, one = (
        float(registry.Quantity(float(n), registry.Unit(name)).to(base).magnitude) for n in (0, 1)
    )
    return Unit(dimension, base, one - zero, zero, whole, least)


@lru_cache(maxsize=1)
def spellings() -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Spelling → unit: those read in small letters, and those that must be written as they are."""
    plain: dict[str, Unit] = {}
    exact: dict[str, Unit] = {}
    for dimension, said in table("units.toml").items():
        shared = said["base"], bool(said.get("whole")), float(said.get("least", 0))
        for key, found in (("units", plain), ("case", exact)):
            for name, written in said.get(key, {}).items():
                unit = _unit(dimension, shared[0], name, *shared[1:])
                names = written if key == "case" else map(fold, written)
                found.update(dict.fromkeys(names, unit))
    return plain, exact


@lru_cache(maxsize=5000)
def unit_of(spelling: str) -> Unit | None:
    """The unit of that spelling, None for a word that is no unit."""
    plain, exact = spellings()
    return exact.get(spelling) or plain.get(fold(spelling))
