"""The one reader of prices: what a price tag says, or that it cannot be told.

A number is never cut short, and never taken because it is the first: it must belong to the
currency, or be alone. Each mark between its digits must be one in use, in a place where it can
stand; what could be read two ways is refused.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from retrieval.currencies import SIGN, currency_of, has_sign, is_mark
from retrieval.numerals import number_of
from retrieval.price_words import BESIDES, FREE, NOW, PLAIN, WAS

LONGEST = 200  # characters of a price that are looked at; what is longer is no price
APOSTROPHES = "[’‘ʼ‛´`′＇ʹ٬]"
BLANKS = r"[\s\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"
DASHES = r"‐‑‒–—―−\-"
SIMPLE = re.compile(r"\d{1,12}(?:\.\d\d)?", re.ASCII)
JOINTS = frozenset("‐‑‒–—―−-/()~+|")  # between two numbers, each a number of its own
NUMBER = re.compile(
    r"(?<![\d])(?:(?<![\w.,'])[.,]\d{1,2}(?![\d.,'])|\d+(?:[.,']\d+| \d{3}(?!\d))*)"
)
WORD = re.compile(r"[^\W\d_]+(?:[./][^\W\d_]+)*\.?")
EXCLUSIVE = re.compile(r"^\W*(?:\w+\W+)?(?:excl|exkl|excluding|ex\b|ht\b|net\b|netto|zzgl)", re.I)
RANGE = re.compile(rf"\s*(?:[{DASHES}~〜]|to|bis|à|a|al|tot|do|até|hasta|至|到)\s*")


@dataclass(frozen=True)
class _Amount:
    """One number of a price tag."""

    digits: str
    currency: str  # of a mark beside it, "" for none
    mark: str  # the mark of a currency that stands beside it, "" for none
    before: str  # the words between the number before and this one
    after: str  # those between this one and the next


def read_amount(
    text: str, default: str = "", stated: str = "", decimal: str = ""
) -> tuple[Decimal, str]:
    """The amount and the ISO currency that a price tag states.

    `stated` is the currency that the feed names beside it; `default` holds where nothing is named
    at all. `decimal` is the mark of decimals that the writer is known to use. Raises `ValueError`
    with the reason for what is no price, or could be several.
    """
    known = stated or default
    if plain := SIMPLE.fullmatch(text):  # as almost all are, read fast
        return Decimal(plain[0]), known
    tag = _plain(text)
    if not re.search(r"\d", tag):
        if tag.strip(" !.").lower() in FREE:
            return Decimal(0), known
        raise ValueError(f"the price {text!r:.100} is not a number")
    if re.match(rf"[^\w]*[{DASHES}]\s*\W?\s*\d", tag) or re.match(r"\s*\(\W*\d[^)]*\)\s*$", tag):
        raise ValueError(f"the price {text!r:.100} is negative")
    try:
        amount = _chosen(_amounts(tag, known), known)
        currency = amount.currency or known
        if stated and currency != stated:
            raise ValueError(f"it is in {currency}, and {stated} is stated beside it")
        signed = bool(amount.mark) and amount.mark.upper() != currency
        return number_of(amount.digits, currency, decimal, signed), currency
    except ValueError as error:
        raise ValueError(f"the price {text!r:.100} cannot be told: {error}") from error


def _plain(text: str) -> str:
    """A price tag in the few signs that are told apart below."""
    if len(text) > LONGEST:
        raise ValueError("the price is longer than any price can be")
    tag = re.sub(APOSTROPHES, "'", text).replace("٫", ".")
    tag = unicodedata.normalize("NFKC", re.sub(BLANKS, " ", tag))
    tag = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in tag)
    tag = re.sub(rf"(\d)[.,:]\s?(?:[{DASHES}=]{{1,2}})(?!\s*\d)", r"\1 ", tag)  # 1299,-
    tag = re.sub(r"(?<![\d:])(\d+):(\d\d)(?![\d:])", r"\1.\2", tag)  # 49:90
    return re.sub(r"(?<=\d)(€|\$|£|EUR|zł|₺)(\d\d)(?![\d.,])", r".\2 \1", tag)  # 49€99


def _amounts(tag: str, known: str) -> list[_Amount]:
    """Every number of a tag with what stands around it, but for percentages."""
    found = list(NUMBER.finditer(tag))
    amounts = []
    for one, last, following in zip(found, [None, *found], [*found[1:], None], strict=False):
        before = tag[last.end() if last else 0 : one.start()]
        after = tag[one.end() : following.start() if following else len(tag)]
        _check_joint(after, following is not None)
        if re.match(r"\s*%", after):
            continue
        mark = _mark_after(after) or _mark_before(before)
        amounts.append(
            _Amount(
                one[0],
                currency_of(mark, known) if mark else "",
                mark,
                before,
                after,
            )
        )
        if mark and not amounts[-1].currency:
            raise ValueError(f"{mark!r} is no currency that is known here; name its ISO code")
    return amounts


def _check_joint(after: str, more: bool) -> None:
    """Raise `ValueError` where a number goes on behind a mark that is not known."""
    joint = after.strip(" ")
    fine = not joint or joint in JOINTS or has_sign(joint) or joint.isalpha()
    if more and len(after) <= 2 and not fine:
        raise ValueError(f"the mark {joint!r} between its digits is not known")
    if re.match(r"[eE][+-]?\d*$", after) and more:
        raise ValueError("it is a power of ten")
    if re.match(r"(?:[kKmM]|tsd|mio|千|万|萬|億|亿)(?![^\W\d_])", after.lstrip(), re.I):
        raise ValueError("it is abbreviated")


def _mark_after(after: str) -> str:
    """The mark of a currency that stands right behind a number, "" for none."""
    text = after.lstrip(" *")
    if sign := SIGN.match(text):
        return sign[0]
    word = WORD.match(text)
    if word and (is_mark(word[0]) or _like_code(word[0])):
        return word[0]
    return text[0] if text and has_sign(text[0]) else ""


def _mark_before(before: str) -> str:
    text = before.rstrip(" :*")
    signs = [one for one in SIGN.finditer(text) if one.end() == len(text)]
    if signs:
        return signs[-1][0]
    if text.endswith("/") or text.lower().endswith("s/."):
        return "s/" if text.lower().rstrip(".").endswith("s/") else ""
    words = [one for one in WORD.finditer(text) if one.end() == len(text)]
    if words and (is_mark(words[-1][0]) or _like_code(words[-1][0])):
        return words[-1][0]
    return text[-1] if text and has_sign(text[-1]) else ""


def _like_code(word: str) -> bool:
    """Whether a word is written like a currency's code and is none of the words of price tags."""
    return bool(re.fullmatch(r"[A-Z]{3}", word)) and not _says(word, PLAIN | NOW | WAS | BESIDES)


def _says(text: str, words: frozenset[str]) -> bool:
    return any(word.lower().rstrip(".") in words for word in re.findall(r"[^\W\d_]+", text))


def _chosen(amounts: list[_Amount], known: str) -> _Amount:
    """The number that is the price. Raises `ValueError` where more than one may be."""
    left = [one for one in _ranged(amounts) if one.mark]
    if not left:
        _check_words(amounts)
        left = amounts
    for keep in (
        lambda one: (
            not (
                _says(one.before, BESIDES)
                or _without_marks(one.before).rstrip().endswith(("/", "+"))
            )
        ),
        lambda one: not _says(one.before, WAS) or _says(one.before, NOW),
        lambda one: _says(one.before, NOW),
        lambda one: not EXCLUSIVE.match(one.after),
        lambda one: not known or one.currency in (known, ""),
    ):
        left = [one for one in left if keep(one)] or left
        if len(left) == 1:
            return left[0]
    if len(left) == 2 and RANGE.fullmatch(_without_marks(left[0].after)):
        return min(left, key=_size)
    if len({(one.digits, one.currency) for one in left}) == 1:
        return left[0]
    raise ValueError("it holds several amounts" if left else "there is no amount")


def _ranged(amounts: list[_Amount]) -> list[_Amount]:
    """The amounts, those of a range such as "10 – 20 EUR" with the currency that both share."""
    if len(amounts) == 2 and RANGE.fullmatch(_without_marks(amounts[0].after)):
        low, high = amounts
        mark, currency = low.mark or high.mark, low.currency or high.currency
        return [
            replace(one, mark=one.mark or mark, currency=one.currency or currency)
            for one in amounts
        ]
    return amounts


def _check_words(amounts: list[_Amount]) -> None:
    """Raise `ValueError` for a word beside a number that may be a currency nobody knows."""
    for one in amounts:
        if _says(one.before, BESIDES):
            continue
        words = re.findall(r"[^\W\d_]+|/", f"{one.before} {one.after}")
        known = PLAIN | NOW | WAS | FREE
        for word in itertools.takewhile(lambda w: w != "/" and w.lower() not in BESIDES, words):
            if word.lower() not in known:
                raise ValueError(f"what {word!r:.40} means beside it is not known here")
        if has_sign(one.before + one.after):
            raise ValueError("its currency is not known here; name its ISO code")


def _without_marks(text: str) -> str:
    text = SIGN.sub(" ", text)
    return WORD.sub(lambda word: " " if is_mark(word[0]) else word[0], text)


def _size(one: _Amount) -> Decimal:
    try:
        return number_of(one.digits, one.currency)
    except ValueError:
        return Decimal("Infinity")


def decimal_mark(texts: Iterable[str]) -> str:
    """The mark of decimals that prices together show their writer to use, "" where they do not.

    1.299 and 1,299 show nothing: it is for them that this is asked.
    """
    marks = set()
    for text in texts:
        for number in NUMBER.findall(re.sub(APOSTROPHES, "'", text[:LONGEST])):
            found = re.fullmatch(r"[\d.,' ]*?([.,])(\d+)", number)
            several = found and len(set(re.sub(r"\d", "", number))) > 1
            if found and (several or (len(found[2]) != 3 and number.count(found[1]) == 1)):
                marks.add(found[1])
    return marks.pop() if len(marks) == 1 else ""
