"""Counts and places in English words."""

from __future__ import annotations

ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number(count: int) -> str:
    """A count in words up to nine."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def place(position: int) -> str:
    """ "the second"."""
    return f"the {ORDINALS[position]}" if position < len(ORDINALS) else f"number {position}"
