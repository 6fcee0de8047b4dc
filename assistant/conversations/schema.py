"""Frozen dataclasses as JSON and back, by their declared types and nothing else.

What is read is checked against the declaration field by field; a name in it is looked up among the
subclasses of the declared class. Nothing that is read chooses code to run, as unpickling would let
it.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

KIND = "="
"""Key of the name of the subclass, where a field is declared as a class that has some."""


class BadForm(ValueError):
    """Something that is not of the declared form."""


Written = Callable[[Any], Any]
Special = tuple[Written, Callable[[Any], Any]]
"""How a class is written and read that is not written field by field."""


class Schema:
    """Writes and reads values of declared types; `special` says how for single classes."""

    def __init__(self, special: Mapping[type, Special]) -> None:
        self._special = special

    def write(self, value: Any, hint: Any) -> Any:
        """The JSON of a value of a declared type."""
        if value is None:
            return None
        hint = _some(hint)
        if hint in self._special:
            return self._special[hint][0](value)
        origin = get_origin(hint) or hint
        if origin is tuple or origin is list:
            return [
                self.write(one, kind) for one, kind in zip(value, _each(hint, value), strict=True)
            ]
        if origin is frozenset:
            return sorted(self.write(one, get_args(hint)[0]) for one in value)
        if _is_mapping(origin):
            kind = get_args(hint)[1]
            return {name: self.write(one, kind) for name, one in value.items()}
        if hint is date:
            return value.isoformat()
        if is_dataclass(hint):
            assert isinstance(hint, type)
            return self.fields(value, hint)
        return value

    def fields(self, value: Any, declared: type) -> dict[str, Any]:
        """The JSON of a dataclass; what is as it would be anyway is left out."""
        made: Any = type(value)
        found: dict[str, Any] = {KIND: made.__name__} if _kinds(declared) else {}
        for one in fields(made):
            part = getattr(value, one.name)
            if one.default is not MISSING and part == one.default:
                continue
            found[one.name] = self.write(part, _hints(made)[one.name])
        return found

    def read(self, plain: Any, hint: Any) -> Any:
        """The value of a declared type. Raises `BadForm`."""
        if plain is None:
            if _may_be_none(hint):
                return None
            raise BadForm(f"nothing where {hint} should be")
        hint = _some(hint)
        if hint in self._special:
            return self._special[hint][1](plain)
        origin = get_origin(hint) or hint
        if origin is tuple or origin is list:
            _check(plain, list)
            read = [
                self.read(one, kind) for one, kind in zip(plain, _each(hint, plain), strict=True)
            ]
            return origin(read)
        if origin is frozenset:
            return frozenset(self.read(one, get_args(hint)[0]) for one in _check(plain, list))
        if _is_mapping(origin):
            kind = get_args(hint)[1]
            return {name: self.read(one, kind) for name, one in _check(plain, dict).items()}
        if origin is Literal:
            if plain not in get_args(hint):
                raise BadForm(f"{plain!r} is none of {get_args(hint)}")
            return plain
        if is_dataclass(hint):
            assert isinstance(hint, type)
            return self.made(plain, hint)
        return _simple(plain, hint)

    def made(self, plain: Any, declared: type) -> Any:
        """The dataclass of its JSON. Raises `BadForm`."""
        _check(plain, dict)
        kinds = _kinds(declared)
        made = kinds.get(plain.get(KIND, "")) if kinds else declared
        if made is None:
            raise BadForm(f"{plain.get(KIND)!r} is no {declared.__name__}")
        hints = _hints(made)
        known = {one.name for one in fields(made)}
        given = {
            name: self.read(part, hints[name]) for name, part in plain.items() if name in known
        }
        try:
            return made(**given)
        except TypeError as error:
            raise BadForm(str(error)) from error


@cache
def _hints(made: Any) -> dict[str, Any]:
    return get_type_hints(made)


@cache
def _kinds(declared: Any) -> dict[str, type]:
    """Name → class, of a class that has subclasses and these."""
    found: dict[str, type] = {}
    for one in declared.__subclasses__():
        found |= {one.__name__: one, **_kinds(one)}
    return {declared.__name__: declared, **found} if found else {}


def _some(hint: Any) -> Any:
    """A type without its "or None"."""
    if get_origin(hint) in (Union, types.UnionType):
        (some,) = (one for one in get_args(hint) if one is not type(None))
        return some
    return hint


def _may_be_none(hint: Any) -> bool:
    return hint is Any or type(None) in get_args(hint)


def _is_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _each(hint: Any, values: Any) -> list[Any]:
    """The types of a sequence's members. Raises `BadForm` where there are too few or many."""
    kinds = get_args(hint)
    if get_origin(hint) is list or kinds[-1] is Ellipsis:
        return [kinds[0]] * len(values)
    if len(kinds) != len(values):
        raise BadForm(f"{len(values)} values where {len(kinds)} should be")
    return list(kinds)


def _check(plain: Any, kind: type) -> Any:
    if not isinstance(plain, kind):
        raise BadForm(f"{type(plain).__name__} where {kind.__name__} should be")
    return plain


def _simple(plain: Any, hint: Any) -> Any:
    """Texts, figures and the like; `Any` takes what JSON has."""
    if hint is Any:
        return plain
    if hint is date:
        try:
            return date.fromisoformat(_check(plain, str))
        except ValueError as error:
            raise BadForm(str(error)) from error
    if hint is float and isinstance(plain, int) and not isinstance(plain, bool):
        return float(plain)
    if not isinstance(hint, type) or type(plain) is not hint:
        raise BadForm(f"{type(plain).__name__} where {hint} should be")
    return plain
