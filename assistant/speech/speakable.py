"""One sentence for a device without a screen: short, speakable, of three things at most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from babel.numbers import get_currency_name, get_currency_symbol, list_currencies

from assistant.dialogue import DialogueAnswer
from assistant.explain.checks.notation import Notation
from assistant.language.segmentation import words as chinese_words
from assistant.languages.speaker import speaker
from assistant.recommendation import Recommendation
from retrieval.money import Money

MOST_WORDS = 25
MOST_THINGS = 3
TITLE_WORDS = 5  # of a product's title that are spoken

_END = re.compile(r"(?<=[.!?])\s+(?=[\w“„\"¿¡(])|(?<=[。!?！？])")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|https?://\S+")
_UNSPOKEN = re.compile(r"[*_`#>|•“”„\"«»<]+")
_CHINESE = re.compile(r"[一-鿿]")
_MEASURE = re.compile(r"(?<![\w.,])(\d+(?:[.,]\d+)?)\s?([a-zA-Z]{1,4}|″|\")(?!\w)")
"""A figure with a short unit: "58 cm"."""


def speech(answer: DialogueAnswer) -> str:
    """What a voice says of an answer: the reply's own first sentence where it can be spoken, or
    else the first things on the screen. At most 25 words, at most three things."""
    for sentence in _sentences(answer.reply):
        spoken = _spoken(sentence, answer.language)
        if spoken and _fits(spoken, sentence, answer):
            return spoken
        if answer.recommendations:
            break
    return _listed(answer)


def count_words(text: str) -> int:
    """How many words a text has, Chinese ones too."""
    if not _CHINESE.search(text):
        return len(text.split())
    return sum(bool(re.search(r"\w", word)) for word, _, _ in chinese_words(text))


def _sentences(reply: str) -> list[str]:
    lines = [line.strip("-*• ").strip() for line in reply.splitlines()]
    return [part.strip() for line in lines if line for part in _END.split(line) if part.strip()]


def _spoken(sentence: str, language: str) -> str:
    """Without what only an eye reads: quoted titles cut, money and units in words."""
    text = _LINK.sub(lambda found: found[1] or "", sentence)
    text = speaker(language).quotations.sub(lambda found: short(found[1]), text)
    for amount in Notation.of(language).amounts(text):
        text = text.replace(amount, _stated_money(amount, language), 1)
    text = _MEASURE.sub(lambda found: _measured(found, language), text)
    return re.sub(r"\s+", " ", _UNSPOKEN.sub("", text)).strip()


def _fits(spoken: str, sentence: str, answer: DialogueAnswer) -> bool:
    named = sum(one.is_named_in(sentence) for one in answer.recommendations)
    things = max(named, len(speaker(answer.language).quotations.findall(sentence)))
    return count_words(spoken) <= MOST_WORDS and things <= MOST_THINGS


def _listed(answer: DialogueAnswer) -> str:
    """The first things in a sentence, as many as there is room for."""
    language = answer.language
    for count in range(MOST_THINGS, 0, -1):
        shown = answer.recommendations[:count]
        sentence = _sentence_of(shown, language) if shown else ""
        sentence = sentence or speaker(language).say("speech.nothing")
        if count_words(sentence) <= MOST_WORDS:
            return sentence
    return _sentence_of(answer.recommendations[:1], language, priced=False)


def _sentence_of(shown: Sequence[Recommendation], language: str, priced: bool = True) -> str:
    speak = speaker(language)
    things = []
    for one in shown:
        title, price = short(one.named(language)), one.offer.price if priced else None
        money = money_in_words(price, language) if price else ""
        things.append(speak.say("speech.priced", title=title, price=money) if price else title)
    return speak.say("speech.found", things=speak.formats.listed(things))


def short(title: str) -> str:
    """The beginning of a title that can be spoken: up to the first comma, a few words."""
    head = re.split(r"[,;:|(（，]| - ", title.strip())[0].strip() or title.strip()
    head = _UNSPOKEN.sub("", head)
    if _CHINESE.search(head):
        return head[:12]
    return " ".join(head.split()[:TITLE_WORDS])


def money_in_words(price: Money, language: str) -> str:
    """ "14.90 euros"."""
    speak, whole = speaker(language), price.amount == price.amount.to_integral_value()
    amount = speak.formats.number(price.amount, "0" if whole else "0.00")
    if not price.currency:
        return amount
    count = int(price.amount) if whole else price.amount
    name = get_currency_name(price.currency, count=count, locale=language)
    return f"{amount}{speak.words.space}{name}"


def _measured(found: re.Match[str], language: str) -> str:
    """ "58 centimetres"; as it stands where the unit is none."""
    words, (number, unit) = speaker(language).words, found.groups()
    if words.unit(unit) == unit:
        return found[0]
    (value,) = Notation.of(language).numbers(number) or (None,)
    return found[0] if value is None else words.amount(value, unit)


def _stated_money(amount: str, language: str) -> str:
    notation = Notation.of(language)
    (figure,) = notation.numbers(amount)
    sign = re.sub(r"[\d.,\s]", "", amount)
    return money_in_words(Money.of(str(figure), _codes(language).get(sign, sign)), language)


@cache
def _codes(language: str) -> dict[str, str]:
    """How the language's prices name currencies → their codes."""
    locale = Notation.of(language).locale
    return {get_currency_symbol(code, locale): code for code in list_currencies()}
