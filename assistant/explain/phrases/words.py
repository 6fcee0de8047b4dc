"""Counts, places, fields and days in English words."""

from __future__ import annotations

from datetime import date

ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def capital(text: str) -> str:
    """As a sentence begins: the first letter is a capital, the others stay as they are."""
    return text[:1].upper() + text[1:]


def number(count: int) -> str:
    """A count in words up to nine."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def place(position: int) -> str:
    """ "the second"."""
    return f"the {ORDINALS[position]}" if position < len(ORDINALS) else f"number {position}"


def field_name(field: str) -> str:
    """A field as one says it: "attributes.seat_height_cm" is "seat height cm"."""
    name = field.removeprefix("attributes.").replace("_", " ").strip()
    return {"color": "colour", "source": "shop"}.get(name, name)


def at_rates(day: date | None) -> str:
    """By the rates of which day; "" where none were needed."""
    return f" at rates of {day.day} {day:%B %Y}" if day else ""
