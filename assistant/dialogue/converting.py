"""Turns that want a figure in another unit: "12 kilos is what in pounds", 5公斤折多少斤."""

from __future__ import annotations

import re

from assistant.advice.figures import Converted, rounded
from assistant.dialogue import sayings
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.stating import unit_name
from assistant.lexicon import Lexicon
from retrieval.measures import UNITS, base_unit
from retrieval.words import is_cjk

_NUMBER = r"(?<![\d.])(\d+(?:\.\d+)?)"


def conversion(scene: Scene) -> Converted | None:
    """The amount that is said, in the unit that is asked for; one without a unit is in that of the
    size in force, or in centimetres. None where no two units of one kind are said."""
    text = scene.said.text
    spelled = _spelled()
    match = re.search(rf"{_NUMBER}\s*({spelled})?", text)
    if match is None:
        return None
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    asked = re.findall(rf"(?:{spelled})", rest)
    in_force = [one.unit for one in scene.state.wishes.dimensions]
    unit = unit_named(match[2] or "") or (in_force[0] if in_force else "cm")
    figures = (Converted(float(match[1]), unit, unit_named(one)) for one in reversed(asked))
    return next((one for one in figures if one.amount is not None and one.wanted != unit), None)


def converted(scene: Scene) -> Outcome:
    """An amount in another unit."""
    figure = conversion(scene)
    assert figure is not None
    unit, wanted = (unit_name(one, scene.language) for one in (figure.unit, figure.wanted))
    said = sayings.say(
        scene.language, "converted", value=figure.value, said=float(rounded(figure.amount)),
        unit=unit, wanted=wanted,
    )  # fmt: skip
    return Outcome(said, scene.state, figures=(figure,))


def _spelled() -> str:
    """A pattern of every unit of a size, the longest first; Latin ones are whole words."""
    names = sorted({*UNITS, *Lexicon.load().words["unit"]}, key=len, reverse=True)
    latin = "|".join(re.escape(one) for one in names if not is_cjk(one))
    chinese = "|".join(re.escape(one) for one in names if is_cjk(one))
    return rf"{chinese}|(?<![a-z])(?:{latin})(?![a-z])"


def unit_named(spelling: str) -> str:
    """A unit by its own name, however it is spelt; "" for none."""
    names = Lexicon.load().words["unit"]
    if base_unit(names.get(spelling, "")):
        return names[spelling]
    base = base_unit(spelling)
    return next((one for one in names.values() if base and base_unit(one) == base), "")
