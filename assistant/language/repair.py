"""Misspelt words of the grammar: "beween", "diffrence", "dont". Catalogue words: `spelling`."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from assistant.language.spelling import LETTERS_AN_ERROR, Speller
from assistant.lexicon import Lexicon

SHORTEST = 5  # letters; shorter words are near to too many others

_CONTRACTED = re.compile(
    r"\b(?:(?P<s>what|that|who|where|how|there|here|let|he|she)s"
    r"|(?P<nt>do|does|did|is|are|was|would|could|should|have|has|wo|ca|need|might)nt"
    r"|(?P<ll>i|it|that)ll)\b"
)
_WORD = re.compile(r"(?<![\w'-])[a-z]{4,}(?![\w'-])")


_CHAT = {
    "aint": "is not", "ain't": "is not", "em": "them", "'em": "them",
    "u": "you", "ur": "your", "r": "are", "sry": "sorry", "soz": "sorry", "tho": "though",
    "cuz": "because", "cos": "because", "gimme": "give me", "wanna": "want to", "pls": "please",
    "plz": "please", "lookin": "looking", "sumthin": "something", "smth": "something",
    "sth": "something", "abt": "about", "prezzie": "present", "pressie": "present",
    "prezzies": "presents", "bday": "birthday", "xmas": "christmas", "thru": "through",
    "thx": "thanks", "dunno": "don't know",
    "glas": "glass", "mater": "matter",
    "refurbed": "refurbished", "girl friend": "girlfriend", "boy friend": "boyfriend",
    "an other": "another", "tee pot": "teapot", "what've": "what have", "my sun": "my son",
    "colour's": "colour is", "color's": "color is", "money's": "money is", "price's": "price is",
}  # fmt: skip
"""As it is typed in a hurry, or heard."""
_TYPED = re.compile(rf"(?<![\w'])(?:{'|'.join(sorted(_CHAT, key=len, reverse=True))})(?![\w'])")
_HEARD = (
    (re.compile(r"(?<![\w'])(?:u+h+|u+m+|erm+|hmm+)(?![\w'])[,.]*\s*"), ""),
    (re.compile(r"\b(more|less|rather|other|[a-z]+er) then\b(?= )"), r"\1 than"),
    (re.compile(r"(?<![\w'])y (?=(?:is|are|do|did|does|was|not|this|that|the)\b)"), "why "),
    (re.compile(r"(?<=[a-z] )4 (?=(?:an?|my|our|the|me|him|her|under|about|around)\b)"), "for "),
    (re.compile(r"(?<!\d)(?<!\d )\bw/? (?=(?:an?|the|my|no|it)\b)"), "with "),
    (re.compile(r"\bnumber (?:for|fore)\b"), "number four"),
    (re.compile(r"\bnumber (?:to|too)\b(?! )"), "number two"),
    (re.compile(r"\b(in|an?|or) (?:blew|bleu)\b"), r"\1 blue"),
    (re.compile(r"\b(the|that|this) (\w+) won\b"), r"\1 \2 one"),
    (re.compile(r"\b(how many|\d+) ours\b"), r"\1 hours"),
    (re.compile(r"\b(in|an?|or) read\b(?! (?:the|it|that|up|about|on|in|to|more))"), r"\1 red"),
    (
        re.compile(r"\b(under|over|below|between|about|around|and|for|to) hundred\b"),
        r"\1 one hundred",
    ),
    (re.compile("从新"), "重新"),
    (re.compile("比[教叫](?=一?下|第|前|这)"), "比较"),
    (re.compile("兰色"), "蓝色"),
    (re.compile("条文(?=的|$)"), "条纹"),
)


def repaired(text: str, speller: Speller) -> str:
    """Plain text whose misspelt grammar words are right; what the catalogue may mean stays."""
    for pattern, meant in _HEARD:
        text = pattern.sub(meant, text)
    text = _TYPED.sub(lambda match: _CHAT[match[0]], text)
    text = _CONTRACTED.sub(_apostrophe, text)
    return _WORD.sub(lambda match: _meant(match[0], speller), text)


def _apostrophe(match: re.Match[str]) -> str:
    for group, ending in (("s", "'s"), ("nt", "n't"), ("ll", "'ll")):
        if match[group] and match[0] != "ill":
            return match[group] + ending
    return match[0]


def _meant(word: str, speller: Speller) -> str:
    if speller.knows(word):
        return word
    near = _grammar_word(word)
    if not near:
        return word
    distance = DamerauLevenshtein.distance(word, near)
    return word if speller.distance(word) < distance else near


@lru_cache(maxsize=5000)
def _grammar_word(word: str) -> str:
    """The grammar's word that was meant: one error in four letters, the first letter right."""
    allowed = max(len(word) // LETTERS_AN_ERROR, 1)
    found = process.extractOne(
        word, Lexicon.load().grammar, scorer=DamerauLevenshtein.distance, score_cutoff=allowed
    )
    if found is None or found[0][0] != word[0] or len(found[0]) < SHORTEST:
        return ""
    return found[0]
