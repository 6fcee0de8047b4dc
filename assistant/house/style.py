"""`shop.toml`: reading and checking it. Whatever is wrong is one sentence that names the key."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from assistant.house.accent import checked_colour
from assistant.house.answers import HouseAnswer, read_answers
from assistant.house.errors import BadHouse
from assistant.languages.pack import codes

NAME = "shop.toml"
LONGEST_NAME = 60  # characters
LONGEST_WELCOME = 160
LONGEST_EXAMPLE = 160
MOST_EXAMPLES = 6

PerLanguage = Mapping[str, Any]
"""Code of a language → what is said in it; "" for all that have nothing of their own."""


@dataclass(frozen=True)
class House:
    """How a shop's assistant is called, looks and speaks; "" and () for what is the page's own."""

    name: str = ""
    logo: Path | None = None  # a file that nobody has opened yet
    accent: str = ""  # "#rrggbb"
    welcomes: PerLanguage = field(default_factory=dict, hash=False)  # language → one line
    questions: PerLanguage = field(default_factory=dict, hash=False)  # → example questions
    languages: tuple[str, ...] = codes()  # shown, the first one to whoever speaks none of them
    answers: tuple[HouseAnswer, ...] = ()
    insight: bool = True  # whether it is counted what shoppers ask for

    def welcome(self, language: str) -> str:
        """The line that greets in a language; "" for the page's own."""
        return str(self._in(self.welcomes, language) or "")

    def examples(self, language: str) -> tuple[str, ...]:
        """Example questions in a language; () to make them from the catalogue."""
        return tuple(self._in(self.questions, language) or ())

    def next_language(self, language: str) -> str:
        """The language that the page is switched to from this one."""
        place = self.languages.index(language) if language in self.languages else -1
        return self.languages[(place + 1) % len(self.languages)]

    def shown(self, language: str) -> str:
        """This language, or the first one where it is not shown."""
        return language if language in self.languages else self.languages[0]

    @staticmethod
    def _in(said: PerLanguage, language: str) -> Any:
        return said.get(language) or said.get("")


PLAIN = House()
"""The page as it comes."""


def house_of(catalogue: Path, named: Path | None = None) -> House:
    """The style in a file that was named, or in the catalogue's folder, or none.

    Raises `BadHouse`.
    """
    if named is None and not (catalogue / NAME).is_file():
        return PLAIN
    return read_house(named or catalogue / NAME)


def read_house(path: Path) -> House:
    """The style in a file. Files that it names lie beside it. Raises `BadHouse`."""
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadHouse(f"There is no file {path.name}; name one with --shop.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadHouse(f"{path.name} cannot be read; save it as text in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadHouse(f"{path.name} is not written as TOML: {error}.") from error
    found: dict[str, Any] = {}
    try:
        for key, value in stated.items():
            if key not in READERS:
                raise BadHouse(_unknown(key))
            field_name, read = READERS[key]
            found[field_name] = read(key, value, path.parent)
    except BadHouse as error:
        raise BadHouse(f"{path.name}: {error}") from error
    return House(**found)


def _unknown(key: str) -> str:
    near = get_close_matches(key, READERS, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(READERS)}."
    return f"there is no key {key}; {hint}"


def _text(key: str, value: Any, most: int) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadHouse(f"{key} is no text; write it in quotation marks.")
    said = " ".join(value.split())
    if len(said) > most:
        raise BadHouse(f"{key} has {len(said)} characters; at most {most} have room.")
    return said


def _name(key: str, value: Any, folder: Path) -> str:
    return _text(key, value, LONGEST_NAME)


def _accent(key: str, value: Any, folder: Path) -> str:
    return checked_colour(_text(key, value, LONGEST_NAME))


def _file(key: str, value: Any, folder: Path) -> Path:
    path = folder / _text(key, value, 500)
    if not path.is_file():
        raise BadHouse(f"{key}: there is no file {value}; it is looked for beside the TOML file.")
    return path


def _answers(key: str, value: Any, folder: Path) -> tuple[HouseAnswer, ...]:
    return read_answers(_file(key, value, folder))


def _welcome(key: str, value: Any, folder: Path) -> PerLanguage:
    return _each(key, value, lambda name, said: _text(name, said, LONGEST_WELCOME))


def _examples(key: str, value: Any, folder: Path) -> PerLanguage:
    return _each(key, value, _questions)


def _questions(key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_EXAMPLES:
        raise BadHouse(f"{key} is no list of 1 to {MOST_EXAMPLES} questions.")
    return tuple(_text(key, one, LONGEST_EXAMPLE) for one in value)


def _each(key: str, value: Any, read: Callable[[str, Any], Any]) -> PerLanguage:
    """One value for all languages, or a table with one for each."""
    if not isinstance(value, dict):
        return {"": read(key, value)}
    _checked_codes(key, value)
    return {code: read(f"{key}.{code}", said) for code, said in value.items()}


def _languages(key: str, value: Any, folder: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise BadHouse(f"{key} is no list of languages, such as {list(codes())!r}.")
    _checked_codes(key, value)
    return tuple(dict.fromkeys(value))


def _checked_codes(key: str, value: Any) -> None:
    for code in value:
        if code not in codes():
            raise BadHouse(f"{key}: “{code}” is not spoken here; there are {', '.join(codes())}.")


def _switch(key: str, value: Any, folder: Path) -> bool:
    if not isinstance(value, bool):
        raise BadHouse(f"{key} is neither true nor false.")
    return value


READERS: dict[str, tuple[str, Callable[[str, Any, Path], Any]]] = {
    "name": ("name", _name),
    "logo": ("logo", _file),
    "accent": ("accent", _accent),
    "welcome": ("welcomes", _welcome),
    "examples": ("questions", _examples),
    "languages": ("languages", _languages),
    "answers": ("answers", _answers),
    "insight": ("insight", _switch),
}
"""Key → the field of `House`, and what reads its value."""
