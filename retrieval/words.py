"""Whole words in running text: plain form, singular, and whether a text mentions a phrase."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
"""Scripts that write words without blanks between them."""

_MARKS = re.compile(r"[\u0300-\u036f]")
_CJK = re.compile(f"[{CJK}]")
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "mice": "mouse", "feet": "foot",
    "knives": "knife", "shelves": "shelf", "scarves": "scarf", "leaves": "leaf",
    "bookshelves": "bookshelf", "loaves": "loaf", "halves": "half", "wolves": "wolf",
}  # fmt: skip
_PLURAL = {singular: plural for plural, singular in _IRREGULAR.items()}
_ALIKE = ("ss", "us", "is", "ies", "news", "lens", "chess")
"""Endings of words whose last s does not make a plural ("ies" is treated by itself)."""


def plain(text: str) -> str:
    """Lower case without accents and full-width forms; blanks are single."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
        text = unicodedata.normalize("NFC", _MARKS.sub("", text))
    return " ".join(text.casefold().split())


def is_cjk(text: str) -> bool:
    """Whether the text has Chinese, Japanese or Korean characters."""
    return bool(_CJK.search(text))


def singular(phrase: str) -> str:
    """The phrase with its last word in the singular ("wine glasses" → "wine glass").

    A few rules and exceptions, not a dictionary: enough to bring two forms of a word together.
    """
    head, blank, word = phrase.rpartition(" ")
    return head + blank + _singular(word)


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(_ALIKE):
        return word
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=20_000)
def phrase_pattern(phrase: str, *, head: bool = False) -> re.Pattern[str]:
    """Finds a plain phrase, in the singular or plural, as whole words of a plain text.

    With `head`, only where a line ends with it. CJK phrases need no word boundary.
    """
    words = phrase.split() or [""]
    last = forms(words[-1])
    ending = re.escape(last[0]) if len(last) == 1 else f"(?:{'|'.join(last)})"
    body = "[ -]+".join([*map(re.escape, words[:-1]), ending])
    hue = "(?<![红黄蓝绿青紫橙])" if phrase.endswith("色") else ""  # 蓝绿色 is teal, not green
    before = hue if is_cjk(phrase[:1]) else rf"(?<![^\W_{CJK}])"
    after = "" if is_cjk(phrase[-1:]) else rf"(?![^\W_{CJK}])"
    return re.compile(before + body + after + (r"(?=\s*$)" if head else ""), re.MULTILINE)


def mentions(text: str, phrase: str, *, head: bool = False) -> bool:
    """Whether a plain text states a plain phrase; with `head`, at the end of one of its lines."""
    if _stem(phrase) not in text:  # a quick look
        return False
    return bool(phrase_pattern(phrase, head=head).search(text))


_DENIED_BEFORE = re.compile(
    r"(?:\b(?:no|not|non|without|free (?:of|from)|zero|0 ?%|never|sans|ohne|sin|sem|senza|zonder"
    r"|bez)(?:[ -](?:any|added|an?|the))?[ -]?|[无零免不]含?|没有|未添加)\Z"
)
_DENIED_AFTER = re.compile(r"(?:[ -](?:free|less)\b|less\b|[- ]?frei\b)")


def asserts(text: str, phrase: str) -> bool:
    """Whether a plain text mentions a phrase without denying it each time: "no sugar" and
    "sugar-free" mention sugar, and say that there is none."""
    if not mentions(text, phrase):
        return False
    return any(
        not _DENIED_BEFORE.search(text[max(match.start() - 24, 0) : match.start()])
        and not _DENIED_AFTER.match(text, match.end())
        for match in phrase_pattern(phrase).finditer(text)
    )


def forms(word: str) -> tuple[str, ...]:
    """The singular and the plural of a plain word, as far as a few rules know them."""
    one = _singular(word)
    if is_cjk(one) or not one.isalpha():
        return (word,)
    if one in _PLURAL:
        return (one, _PLURAL[one])
    if one.endswith("y"):
        return (one, f"{one}s", f"{one[:-1]}ies")
    return (one, f"{one}s", f"{one}es")


@lru_cache(maxsize=20_000)
def _stem(phrase: str) -> str:
    """What a text has at the least that states a phrase."""
    first, _, more = phrase.partition(" ")
    one = forms(first)
    length = next((n for n, letters in enumerate(zip(*one, strict=False)) if len(set(letters)) > 1),
                  min(map(len, one)))  # fmt: skip
    return first if more else one[0][:length]


_DENIAL = re.compile(
    r"\b(?:no|not|non|without|free (?:of|from)|zero|0 ?%|never|sans|ohne|sin|sem|senza|zonder|bez)"
    r"|[无零免不]|没有|未添加"
)
_REACH = 26
"""Characters after the beginning of a denial in which what is denied begins."""


def denials(text: str) -> tuple[set[int], set[int]]:
    """Where a phrase that begins, and where one that ends, would be denied in a plain text: what
    `asserts` looks at, for all phrases at once."""
    before = set()
    for denial in _DENIAL.finditer(text):
        for start in range(denial.start() + 1, min(denial.start() + _REACH, len(text))):
            if _DENIED_BEFORE.search(text[max(start - 24, 0) : start]):
                before.add(start)
    after = {match.start() for match in _DENIED_AFTER.finditer(text)}
    return before, after
