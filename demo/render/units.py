"""Measures as shops write them, metric or imperial."""

from __future__ import annotations


def length(cm: float, imperial: bool) -> str:
    return f"{cm / 2.54:.1f} in" if imperial else f"{cm:g} cm"


def volume(liters: float, imperial: bool) -> str:
    """A capacity; large ones, as of bags, are in litres everywhere."""
    if imperial:
        return f"{liters * 33.814:.0f} fl oz" if liters < 8 else f"{liters:g} liters"
    return f"{liters:g} l" if liters >= 1 else f"{liters * 1000:.0f} ml"


def weight(grams: float, imperial: bool) -> str:
    if imperial:
        return f"{grams / 453.6:.1f} lb" if grams > 450 else f"{grams / 28.35:.0f} oz"
    return f"{round(grams / 1000, 1):g} kg" if grams >= 1000 else f"{grams:g} g"
