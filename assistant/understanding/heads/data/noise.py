"""How people really write and recognisers really hear: slips that keep what a sentence means."""

from __future__ import annotations

import re
from random import Random

Piece = tuple[str, str]
"""Some characters, and the part they play."""

HEARD = {
    "their": "there",
    "too": "to",
    "two": "to",
    "for": "four",
    "buy": "by",
    "would": "wood",
    "which": "witch",
    "red": "read",
    "blue": "blew",
    "one": "won",
    "it's": "its",
    "you're": "your",
    "i'm": "im",
    "don't": "dont",
    "that's": "thats",
    "what's": "whats",
    "you": "u",
    "are": "r",
    "please": "pls",
    "something": "smth",
    "because": "cos",
}
OPENINGS = {
    "en": (
        "um, |uh |so |well, |ok so |ok, |hmm |right, |hey |hi, |hello! |please |listen, |oh and |"
        "also, |yeah |no wait, |actually |look, |sorry, |excuse me, "
    ),
    "zh": "嗯，|那个|请问|麻烦问一下，|你好，|哦，|那|对了，|就是|好的，|额|老板，|亲，",
    "de": "äh, |also |hallo, |bitte |ok, |hm, |na ja, |entschuldigung, ",
}
"""What people begin with, by language, between bars."""
ENDINGS = {
    "en": " please| pls| if possible| then| maybe| you know| mate| or something| ta| i guess",
    "zh": "啊|呀|呢|吧|哦|哈|啦|可以吗|好吗",
    "de": " bitte| oder so| vielleicht| gell",
}
STOPS = {
    "en": ((".", ".", "!", "...", ""), ("?", "?", "?", "??", ".")),
    "de": ((".", ".", "!", ""), ("?", "?", "??", ".")),
    "zh": (("。", "。", "！", "。。", "."), ("？", "？", "？", "?", "。")),
}
"""What a sentence ends with that tells, and one that asks."""
QUESTIONS = frozenset(
    "choose compare ask_item ask_all ask_reviews ask_shop total capabilities explain".split()
)
VOWEL = re.compile(r"\b([aA])(?= $)")


def joined(pieces: list[Piece]) -> list[Piece]:
    """Pieces that read well: `an` before a vowel, one space between words, no "one one"."""
    found: list[Piece] = []
    for text, role in pieces:
        if found and found[-1][0].endswith((" ", "　")):
            text = text.lstrip(" ")
        if found and found[-1][0].endswith(" one") and re.match(r" ?one\b", text):
            text = re.sub(r"^ ?one\b", "", text)
        if found and text[:1].lower() in tuple("aeiou"):
            before, its = found[-1]
            found[-1] = (VOWEL.sub(r"\1n", before), its)
        if text:
            found.append((text, role))
    return found


def slipped(pieces: list[Piece], language: str, asks: bool, random: Random) -> list[Piece]:
    """A sentence as it might be typed or heard."""
    if random.random() < 0.12:
        pieces = [(random.choice(OPENINGS[language].split("|")), "none"), *pieces]
    if random.random() < 0.08:
        pieces = [*pieces, (random.choice(ENDINGS[language].split("|")), "none")]
    pieces = [*pieces, (_stop(language, asks, random), "none")]
    if language != "zh":
        pieces = _cased(pieces, random)
    if language == "en" and random.random() < 0.2:
        pieces = [(_misheard(text, random), role) for text, role in pieces]
    if random.random() < 0.15:
        pieces = [(_mistyped(text, random), role) for text, role in pieces]
    return [piece for piece in pieces if piece[0]]


def _stop(language: str, asks: bool, random: Random) -> str:
    if random.random() < 0.5:
        return ""
    return random.choice(STOPS[language][asks])


def _cased(pieces: list[Piece], random: Random) -> list[Piece]:
    chance = random.random()
    if chance < 0.45:
        return [(text.lower(), role) for text, role in pieces]
    if chance < 0.48:
        return [(text.upper(), role) for text, role in pieces]
    (first, role), *rest = pieces
    return [(first[:1].upper() + first[1:], role), *rest]


def _misheard(text: str, random: Random) -> str:
    def one(match: re.Match[str]) -> str:
        word = match.group()
        return HEARD.get(word.lower(), word) if random.random() < 0.5 else word

    return re.sub(r"[A-Za-z']+", one, text)


def _mistyped(text: str, random: Random) -> str:
    def one(match: re.Match[str]) -> str:
        word = match.group()
        if random.random() > 0.15:
            return word
        place = random.randrange(1, len(word) - 1)
        return random.choice(
            [
                word[:place] + word[place + 1 :],
                word[:place] + word[place] + word[place:],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            ]
        )

    return re.sub(r"[A-Za-zäöüß]{4,}", one, text)
