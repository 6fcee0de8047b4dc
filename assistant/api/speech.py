"""One sentence for a device without a screen: short, speakable, of three things at most."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel.numbers import get_currency_name

from assistant.dialogue import DialogueAnswer
from assistant.language.segmentation import words as chinese_words
from assistant.recommendation import Recommendation
from retrieval.money import Money

MOST_WORDS = 25
MOST_THINGS = 3
TITLE_WORDS = 5  # of a product's title that are spoken

_END = re.compile(r"(?<=[.!?])\s+(?=[\w“\"¿¡(])|(?<=[。!?！？])")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|https?://\S+")
_UNSPOKEN = re.compile(r"[*_`#>|•“”\"«»<]+")
_QUOTED = re.compile(r"“([^”]+)”")
_CHINESE = re.compile(r"[一-鿿]")
_MONEY = re.compile(r"(?P<symbol>[€$£¥]|[A-Z]{3}\s|CN¥|US\$)(?P<amount>\d[\d,]*(?:\.\d+)?)")
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "CN¥": "CNY", "US$": "USD"}

FOUND = {
    "en": ("I found {things}.", "{title} for {price}", "{title}", ", ", " and "),
    "zh": ("找到：{things}。", "{title}，{price}", "{title}", "、", "和"),
}
"""Language → the sentence, a thing with and without a price, what stands between things."""
NOTHING = {"en": "Nothing fits all of that.", "zh": "没有完全符合的商品。"}


def speech(answer: DialogueAnswer) -> str:
    """What a voice says of an answer: the reply's own first sentence where it can be spoken, or
    else the first things on the screen. At most 25 words, at most three things."""
    for sentence in _sentences(answer.reply):
        spoken = _spoken(sentence, answer.language)
        if spoken and _fits(spoken, sentence, answer.recommendations):
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
    """Without what only an eye reads: quoted titles cut, money in words."""
    text = _LINK.sub(lambda found: found[1] or "", sentence)
    text = _QUOTED.sub(lambda found: short(found[1]), text)
    text = _MONEY.sub(lambda found: _stated_money(found, language), text)
    return re.sub(r"\s+", " ", _UNSPOKEN.sub("", text)).strip()


def _fits(spoken: str, sentence: str, shown: Sequence[Recommendation]) -> bool:
    named = sum(one.product.title in sentence for one in shown)
    things = max(named, len(_QUOTED.findall(sentence)))
    return count_words(spoken) <= MOST_WORDS and things <= MOST_THINGS


def _listed(answer: DialogueAnswer) -> str:
    """The first things in a sentence, as many as there is room for."""
    language = answer.language if answer.language in FOUND else "en"
    for count in range(MOST_THINGS, 0, -1):
        shown = answer.recommendations[:count]
        sentence = _sentence_of(shown, language) if shown else NOTHING[language]
        if count_words(sentence) <= MOST_WORDS:
            return sentence
    return _sentence_of(answer.recommendations[:1], language, priced=False)


def _sentence_of(shown: Sequence[Recommendation], language: str, priced: bool = True) -> str:
    whole, with_price, without, comma, last = FOUND[language]
    things = []
    for one in shown:
        price = one.offer.price if priced else None
        form = with_price if price else without
        money = money_in_words(price, language) if price else ""
        things.append(form.format(title=short(one.product.title), price=money))
    listed = comma.join(things[:-1]) + (last if len(things) > 1 else "") + things[-1]
    return whole.format(things=listed)


def short(title: str) -> str:
    """The beginning of a title that can be spoken: up to the first comma, a few words."""
    head = re.split(r"[,;:|(（，]| - ", title.strip())[0].strip() or title.strip()
    head = _UNSPOKEN.sub("", head)
    if _CHINESE.search(head):
        return head[:12]
    return " ".join(head.split()[:TITLE_WORDS])


def money_in_words(price: Money, language: str) -> str:
    """ "14.90 euros"."""
    whole = price.amount == price.amount.to_integral_value()
    amount = f"{price.amount:.0f}" if whole else f"{price.amount:f}"
    if not price.currency:
        return amount
    locale = language if language in FOUND else "en"
    name = get_currency_name(
        price.currency, count=int(price.amount) if whole else price.amount, locale=locale
    )
    return f"{amount}{'' if locale == 'zh' else ' '}{name}"


def _stated_money(found: re.Match[str], language: str) -> str:
    symbol = found["symbol"].strip()
    code = _SYMBOLS.get(symbol, symbol)
    return money_in_words(Money.of(found["amount"].replace(",", ""), code), language)
