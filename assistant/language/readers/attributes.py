"""Attributes of the catalogue that are said with their name: "192 pages", "lavender scent"."""

from __future__ import annotations

import re

from assistant.language.draft import Context, Draft
from assistant.language.utterance import Utterance
from assistant.language.vocabulary import Vocabulary
from assistant.lexicon import Lexicon
from retrieval.words import is_cjk, phrase_pattern, singular

_WORDS = Lexicon.load().words["attribute"]
_CHINESE = Lexicon.load().ways("value")
_LINK = r"(?:\s+(?:of|is|are|:|should be|in))?\s+(?:an?\s+|the\s+)?"


def read_attributes(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """Fill `attributes`: a value next to the attribute's name, or a value that holds the name."""
    known = [(word, name) for word, name in _WORDS.items() if name in vocabulary.attributes]
    named = [(singular(name), name) for name in vocabulary.attributes]
    for name, attribute in (*named, *known):
        if name[: max(len(name) - 2, 1)] not in utterance.text:
            continue
        for match in phrase_pattern(name).finditer(utterance.text):
            if utterance.text[match.end() :].startswith("柜"):  # 抽屉柜 has drawers in its name
                continue
            span = _beside(utterance.text, match, vocabulary.attributes[attribute])
            if span:
                value = span[2] or utterance.text[span[0] : span[1]].strip()
                if _negated(utterance, *span[:2]):
                    draft.exclude.setdefault("words", []).append(value)
                else:
                    draft.attributes.setdefault(attribute, []).append(value)
                utterance.take(span[0], span[1], describes=True)
                utterance.take(*match.span(), describes=True)
                break


def read_values(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """A value said without its attribute's name: "flutes" is a style of the glasses in force."""
    for match in list(_RUN.finditer(utterance.text)):
        words = match[0].split()
        for size in (3, 2, 1):
            for start in range(len(words) - size + 1):
                said = singular(" ".join(words[start : start + size]))
                if said in vocabulary.values and not draft.attributes:
                    at = utterance.text.find(" ".join(words[start : start + size]))
                    name, value = vocabulary.values[said]
                    if _negated(utterance, at, at + len(said)):
                        draft.exclude.setdefault("words", []).append(value)
                        continue
                    draft.attributes.setdefault(name, []).append(value)

    for term in vocabulary.find(utterance.whole):  # a champagne flute is a glass, and a flute
        last = singular(utterance.whole[term.start : term.end]).split()[-1]
        found = vocabulary.values.get(last)
        tells = term.facet == "category" and found and last not in term.value.split()
        if found and tells and not _negated(utterance, term.start, term.end):
            draft.attributes.setdefault(found[0], []).append(found[1])


_RUN = re.compile(r"[a-z][a-z ]+[a-z]")


def _beside(text: str, name: re.Match[str], values: frozenset[str]) -> tuple[int, int, str] | None:
    """(start, end, value) of a known value before or after the name, the longest first."""
    before = text[: name.end()]
    if "1" in values and (one := re.search(r"\b(?:one|single|an?)\s+$", text[: name.start()])):
        return one.start(), name.end(), "1"
    ways = [(way, value) for value in values for way in (value, *_CHINESE.get(value, ()))]
    for way, value in sorted(ways, key=lambda pair: len(pair[0]), reverse=True):
        whole = before.endswith(way) and way.endswith(name[0]) and way != name[0]
        if whole:
            return name.end() - len(way), name.end(), value
        start, gap = ("", "") if is_cjk(way) else (r"(?<!\w)(?<!\d[.,])", r"[\s个-]+|(?<=\d)")
        found = re.search(rf"{start}{re.escape(way)}(?:{gap})$", text[: name.start()])
        if found:
            return found.start(), name.end(), value
        after = re.match(rf"{_LINK}{re.escape(way)}(?![\w.,]*\d|\w)", text[name.end() :])
        if after and not value.isdigit():
            return name.start(), name.end() + after.end(), value
    return None


_DENIED = re.compile(
    r"\b(?:no|not|without|except|non)[\s-]+(?:(?:an?|any|the|those|these|its)\s+)?$"
    r"|(?:不要|不想要|别要|不喜欢|讨厌|不能?是|除了)(?:那种|有|带)?$"
)


def _negated(utterance: Utterance, start: int, end: int) -> bool:
    """Whether a value is refused: by the word before it, or as the model has it."""
    refused = any(
        one.start <= start and end <= one.end and one.probability >= REFUSED
        for one in utterance.frame.of("refused")
    )
    return refused or bool(_DENIED.search(utterance.whole[:start]))


REFUSED = 0.4
"""How sure the model must be of words that name a value which they refuse."""
