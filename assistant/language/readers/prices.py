"""Prices: under, over, between, about; in figures and any currency, in English and Chinese."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.language.bounds import (
    ABOUT,
    AFTER_ABOUT,
    AFTER_LEAST,
    AFTER_MOST,
    FLIPPED,
    LEAST,
    MOST,
)
from assistant.language.draft import Context, Draft
from assistant.language.patterns import one_of
from assistant.language.utterance import Utterance
from assistant.language.vocabulary import Vocabulary
from assistant.lexicon import Lexicon
from retrieval.money import Money

_CURRENCIES = Lexicon.load().words["currency"]
_UNITS = Lexicon.load().words["unit"]


def _either(words: list[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(w) + (r"\b" if w.isascii() and w[-1].isalpha() else "") for w in ordered
    )


_MONEY_WORD = _either(list(_CURRENCIES))
_UNIT = _either([u for u in _UNITS if u not in ("in", '"')])
_NOT_MONEY = (
    rf"(?!\s*-?\s*(?:{_UNIT}|\"|°|%|(?:in|inch)\s*(?:wide|high|tall|long|deep)"
    r"|stars?\b|people\b|persons?\b|years?\b|months?\b|pieces?\b|items?\b|pages?\b"
    r"|of\s+(?:them|these)"
    r"|drawers?\b|seats?\b|星|个|件|页|岁|人|款|寸))"
)


def _amount(name: str) -> str:
    """A pattern for an amount, its groups called after `name`."""
    return (
        rf"(?P<{name}_before>(?:{_MONEY_WORD}))?\s*"
        rf"(?<!\d)(?<!\d[.,])(?P<{name}>\d+(?:[.,]\d+)*)(?P<{name}_k>k\b)?"
        rf"(?:\s*-?\s*(?P<{name}_after>{_MONEY_WORD}))?"
        rf"(?![\d.,]*\d){_NOT_MONEY}"
    )


_BE = r"(?:(?:priced?|costs?|costing|pay|spend|spending|budget(?: is| of|:)?|for)\s+(?:at\s+)?)?"
_MOST = (
    rf"{MOST}|max(?:imum)?\.? (?:price|budget)(?: of| is|:)?|for less than"
    r"|(?:my )?(?:budget|limit)(?: is| of|:)?(?: about| around)?"
    r"|i(?: only|'ve only|'ve)? (?:have|got)|can (?:only )?spend|spend (?:up to|at most)?"
    r"|make (?:it|that)|(?:stretch|push it|go) (?:it )?(?:up )?to"
    r"|(?:raise|increase|lower|extend|stretch|change|set|up) (?:it|that|(?:the |my )?"
    r"(?:budget|limit|price|max(?:imum)?)(?: limit)?) to"
    r"|最[多高](?:只?能|可以)?(?:出|花|给|接受|承受)?(?:到)?|预算(?:可以)?(?:是|为|在|只有|大概|就|到|加到|提高到)?"
    r"|上限(?:是|为)?|价格在|改成|(?:提高?|加|涨|调|放宽)到|我(?:就|只)有"
)
_TO = r"(?:and|to|till|until|-|–|—|~|到|至|和)"

_RANGES = (
    re.compile(
        rf"\b{_BE}(?:between|from|in between)\s+{_amount('low')}\s*{_TO}\s*{_amount('high')}"
    ),
    one_of(
        rf"(?:介于|价格在|在)\s*{_amount('low')}\s*[到至和~-]\s*{_amount('high')}\s*(?:之间|以内|的)?",
        rf"(?<![\w.-]){_amount('low2')}\s*[到至和~]\s*{_amount('high2')}\s*(?:之间|以内|的)?",
    ),
)
_BARE_RANGE = re.compile(
    rf"(?<![\w.-])(?!0\d){_amount('low')}\s*{_TO}\s*{_amount('high')}(?![\w-])"
    r"(?P<range>\s*(?:price )?range)?"
)
_LIMIT = re.compile(
    rf"(?:{_BE}(?:(?P<max>{_MOST})|(?P<min>{LEAST})|(?P<about>{ABOUT}))\s*)?{_amount('n')}"
    r"(?:\s+(?:each|apiece|a piece|per \w+),?)?"
    rf"(?:\s*(?:(?P<most>{AFTER_MOST}|budget\b|的?预算"
    r"|(?:is |'s |as )?(?:my |our |the |an? )?(?:absolute |top )?(?:limit|ceiling|cap)\b"
    r"|is (?:the most|as (?:high|much) as|all) (?:i|we)\b"
    r"(?:'d|'ll| can| could| would| want to)?(?: pay| spend| go)?)"
    rf"|(?P<least>{AFTER_LEAST})|(?P<near>{AFTER_ABOUT})))?"
)
_CORRECTED = re.compile(r"\b(?:sorry|oops|i (?:meant|mean)|correction)\b|说错|不好意思|我是说")
_DIGIT = re.compile(r"\d")
_BY_SO_MUCH = re.compile(rf"(?:(?:再|还)(?:便宜|少|减)|便宜|减)\s*{_amount('n')}(?:的)?")
"""再便宜十块: cheaper by an amount is cheaper."""
_CHANGE = re.compile(r"make (?:it|that) \d+$")
_BARE = re.compile(rf"\b(?P<for>(?:for|with|having|have|got)\s+)?{_amount('n')}")


def read_prices(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """Fill `min_price`, `max_price` and `about_price`."""
    if not _DIGIT.search(utterance.text):  # the patterns below take their time
        return
    for _ in utterance.read(_BY_SO_MUCH):
        draft.relative["price"] = "lower"
    for pattern in _RANGES:
        for match in utterance.read(pattern):
            _range(match, draft, utterance, "2" if match.groupdict().get("low2") else "")
    for match in list(_BARE_RANGE.finditer(utterance.text)):
        stated = _currency(match, "low", utterance) or _currency(match, "high", utterance)
        alone = not re.sub(r"[\W_]|then|ok|now|actually", "", _around(utterance.text, match))
        if stated or match["range"] or (alone and _has_price(context)):
            utterance.take(*match.span())
            _range(match, draft, utterance)
    for match in list(_LIMIT.finditer(utterance.text)):
        kind, end = _bound(match, utterance.text)
        if not kind or (_CHANGE.match(match[0]) and not _has_price(context)):
            continue  # "make it two"
        utterance.take(match.start(), end)
        setattr(draft, f"{kind}_price", _money(match, "n", utterance))
    _read_bare(utterance, draft, context)
    _share_currency(draft)


def _bound(match: re.Match[str], text: str) -> tuple[str, int]:
    """Which limit an amount is, "" for none, and where what says so ends."""
    flipped = FLIPPED.match(text, match.end()) if match["max"] or match["min"] else None
    if match["max"] or (match["most"] and not match["min"]):
        kind = "min" if flipped else "max"
    elif match["min"] or match["least"]:
        kind = "max" if flipped else "min"
    else:
        kind = "about" if match["about"] or match["near"] else ""
    return kind, flipped.end() if flipped else match.end()


def _around(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + text[match.end() :]


def _share_currency(draft: Draft) -> None:
    """ "over 100 but under 150 euros": both are euros."""
    low, high = draft.min_price, draft.max_price
    if low and high and bool(low.currency) != bool(high.currency):
        currency = low.currency or high.currency
        draft.min_price = Money.of(low.amount, currency)
        draft.max_price = Money.of(high.amount, currency)


def _has_price(context: Context) -> bool:
    wishes = context.wishes
    return bool(wishes.min_price or wishes.max_price or wishes.about_price)


def _read_bare(utterance: Utterance, draft: Draft, context: Context) -> None:
    """An amount with a currency and nothing said about it: "a 60 euro lamp", "for 60 euros"; a
    correction ("sorry, 30 pounds") is of the limit in force, and a sum for all ("90 for the lot")
    needs no currency."""
    if draft.min_price or draft.max_price or draft.about_price:
        return
    for match in _BARE.finditer(utterance.text):
        if _currency(match, "n", utterance) or draft.joint:
            corrects = _CORRECTED.search(utterance.whole) and context.wishes.max_price
            most = match["for"] or corrects or draft.joint
            kind = "max_price" if most else "about_price"
            setattr(draft, kind, _money(match, "n", utterance))
            utterance.take(*match.span())
            return


def _range(match: re.Match[str], draft: Draft, utterance: Utterance, which: str = "") -> None:
    low, high = f"low{which}", f"high{which}"
    currency = _currency(match, high, utterance) or _currency(match, low, utterance)
    ends = (_money(match, low, utterance, currency), _money(match, high, utterance, currency))
    draft.min_price, draft.max_price = sorted(ends)


def _money(match: re.Match[str], name: str, utterance: Utterance, currency: str = "") -> Money:
    amount = decimal(match[name]) * (1000 if match[f"{name}_k"] else 1)
    return Money.of(amount, currency or _currency(match, name, utterance))


def decimal(text: str) -> Decimal:
    """ "1,299" → 1299, "99,90" and "99.90" → 99.90: the last separator may be the decimal one."""
    whole, separator, rest = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", text).groups()  # type: ignore[union-attr]
    number = re.sub(r"[.,]", "", whole)
    return Decimal(f"{number}.{rest}" if separator else number)


def _currency(match: re.Match[str], name: str, utterance: Utterance) -> str:
    said = match[f"{name}_before"] or match[f"{name}_after"] or ""
    if said == "¥":  # the sign of two currencies
        return "CNY" if utterance.chinese else "JPY"
    return _CURRENCIES.get(said, "")
