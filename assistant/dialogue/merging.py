"""How the wishes of one utterance change those in force."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.constraints import Said, Wishes
from assistant.language import Understanding

ONLY = re.compile(r"(?:ok(?:ay)?[, ]+)?(?:only|just)\b|只[看要]|就[看要]")
"""Narrows the list down to a kind of thing, where none was named before."""


def merge(old: Wishes, said: Understanding) -> Wishes:
    """The wishes in force after an utterance; a search starts a new list.

    Relative wishes must have been resolved.
    """
    new = said.wishes
    kinds, before = new.include.get("category"), old.include.get("category")
    narrows = said.intent == "search" and ONLY.match(said.text) and "category" not in old.include
    if (said.intent == "search" and not narrows) or (
        said.intent == "more_like" and before and kinds not in (None, before)
    ):
        return replace(new, relative={}, drop=())
    changes = Said(new.include, new.exclude, said.added, said.lifted)
    return old.without(*new.drop).merged(new, changes)
