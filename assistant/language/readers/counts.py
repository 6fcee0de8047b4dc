"""How many are wanted, and for whom."""

from __future__ import annotations

import re

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from assistant.language.draft import Context, Draft
from assistant.language.patterns import MEASURES, one_of
from assistant.language.utterance import TAKEN, Utterance
from assistant.language.vocabulary import Vocabulary
from assistant.lexicon import Lexicon
from assistant.understanding.cues import patterns
from retrieval.words import singular

_COUNT = one_of(
    r"\bx\s?(\d{1,2})\b",
    r"\b(?:a )?(?:sets?|packs?|boxe?s?) of (\d{1,3})\b",
    rf"(?<!第)(?<!前)(?<!后)(?<!\d)(?<!\d[.,])(\d{{1,3}})\s*(?:[{MEASURES}口]|套|条)(?!月|人)",
    r"\b(\d{1,3}) of (?:them|those|these)\b",
    r"\b(\d{1,2})[- ](?:pack|piece set)\b",
    r"\bmake (?:it|that|them) (\d{1,2})(?=\s*(?:$|[,.;!?]|and\b|then\b|please\b))",
    r"^(?:\W*(?:ok|okay|yes|just|only)\b\W*)*(\d{1,2})(?: of (?:them|those|these))?,? please\b",
    r"\b(?:i|we)(?:'d| would|'ll| will)? (?:need|want|like|take) (\d{1,2})"
    r"(?=\s*(?:$|[,.;]|in\b|for\b|please\b))",
    r"[,;.]\s*(?:need|want|for) (\d{1,2})(?: of (?:them|those))?\s*$",
)
_BEHIND_KIND = re.compile(r"[,;]\s*(\d{1,2})(?: of (?:them|those))?(?: please)?\s*[.!]?$")
_PAIR = re.compile("一对(?!一)")
_ONLY_PAIR = re.compile(r"^(?:an?|one) pair(?: please)?$")
_BEFORE_KIND = one_of(
    r"(?<![\d.,#-])(?<!number )(?<!item )(?<!option )(?<!size )(?<!sizes )(?<!age )(?<!ages )"
    rf"(?<!model )(?<!part )(?<!type )(?<!series )(?<!no )\b(\d{{1,2}})(?:\s+|(?={TAKEN}))"
    rf"(?=(?:{TAKEN}+\s*)?[a-z])"
    r"(?!(?:inch|or|and|to|of|x)\b)",
)


def read_quantity(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "two red mugs", "a set of six", 两个杯子."""
    for match in utterance.read(_COUNT):
        number = int(next(group for group in match.groups() if group))
        draft.quantity = number if number > 1 else 0
    for _ in utterance.read(_PAIR):
        draft.quantity = 2
    for _ in utterance.read(_ONLY_PAIR):
        draft.quantity = 2
    if draft.quantity:
        return
    for match in list(_BEHIND_KIND.finditer(utterance.text)):  # "half-litre mugs, four"
        terms = vocabulary.find(utterance.text[: match.start()])
        if terms and terms[-1].facet == "category" and terms[-1].end == match.start():
            draft.quantity = int(match[1]) if int(match[1]) > 1 else 0
            utterance.take(*match.span())
            return
    limits = utterance.frame.of("limit", "use")  # "big enough for 4 mugs" wants no mugs
    for match in list(_BEFORE_KIND.finditer(utterance.text)):
        if any(span.start <= match.start(1) < span.end for span in limits):
            continue
        phrase = " ".join(utterance.text[match.end() :].replace(TAKEN, " ").split()[:4])
        if singular(phrase.split(" ")[0]) in vocabulary.names:
            continue  # "3 seats" says what it has
        if any(t.facet == "category" or "category" in t.others for t in vocabulary.find(phrase)):
            number = int(match[1])
            draft.quantity = number if number > 1 else 0
            utterance.take(*match.span(1))
            return


def read_joint(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "70 euros for the six", 一共不超过100: a sum for all of them, and of how many. Its words
    become blanks, so that the amount stands beside what bounds it."""
    for pattern in patterns().get("joint", ()):
        for match in list(pattern.finditer(utterance.text)):
            draft.joint = True
            if count := _NUMBER.search(match[0]):
                draft.quantity = int(count[0])
            blank = " " * (match.end() - match.start())
            utterance.text = (
                f"{utterance.text[: match.start()]}{blank}{utterance.text[match.end() :]}"
            )


_NUMBER = re.compile(r"\d{1,3}")
_AUDIENCE = Lexicon.load().words["audience"]


def _someone() -> re.Pattern[str]:
    latin = sorted((w for w in _AUDIENCE if w.isascii()), key=len, reverse=True)
    chinese = sorted((w for w in _AUDIENCE if not w.isascii()), key=len, reverse=True)
    only_after_for = {"her", "him", "guy"}
    free = "|".join(re.escape(w) for w in latin if w not in only_after_for)
    tied = "|".join(re.escape(w) for w in latin if w in only_after_for)
    whose = (
        r"(?:my|his|her|our|your|their|a|an|the|some)?\s*(?:\d+[- ]years?[- ]old\s*)?(?:little "
        r"|young |old |small |elderly |best )?"
    )
    return one_of(
        rf"(?:\b(?:for|give|gift for|suits?)\s+{whose})?\b(?P<free>{free})(?:'s|')?\b(?! blue)",
        rf"\b(?:for|give|gift for)\s+(?P<tied>{tied})\b",
        rf"(?:送给?|给|适合|为)?\s*(?:我|他|她)?(?:的)?(?P<zh>{'|'.join(chinese)})(?:用|穿|戴|"
        r"背|款|式)?的?",
    )


_SOMEONE = _someone()
_AGE = re.compile(
    r"\b(?:for )?(?:an? |my |our )?(\d{1,2})[- ](?:years?|yrs?)[- ]olds?\b|\b(?:he|she"
    r"|who)(?:'s| is) (?:only |just )?(\d{1,2})\b(?! ?(?:cm|kg))|(\d{1,2})\s*岁(?:的)?"
)
GROWN_UP = 13  # years
STORY = 10
"""More words than these may speak of somebody whom the thing is not for."""


def read_audience(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "for my wife", "men's", 送女朋友."""
    spans = utterance.frame.of("recipient", "kind", "trait")
    of_whom = False
    for match in utterance.read(_SOMEONE):
        said = match["free"] or match["tied"] or match["zh"]
        told = any(s.start < match.end() and match.start() < s.end for s in spans)
        long = len(utterance.whole.split()) > STORY
        if (context.begun or long) and (not told or (match["tied"] and context.wishes.audience)):
            continue  # somebody in a story, or the one who was spoken of before
        if "for" not in draft.drop and (not draft.audience or of_whom):  # 男女都行，不用限定女款
            draft.audience = _AUDIENCE[said]
        of_whom = match[0].endswith("'s")  # "my sister's baby"
    if not draft.audience:
        draft.audience = _misspelt(utterance, vocabulary)
    for match in utterance.read(_AGE):
        if int(next(filter(None, match.groups()))) < GROWN_UP:
            draft.audience = draft.audience or "kid"


def _misspelt(utterance: Utterance, vocabulary: Vocabulary) -> str:
    """Somebody whose name is spelt wrong: "my dauhgter"."""
    for match in re.finditer(r"[a-z']{5,}", utterance.text):
        if not vocabulary.speller.knows(match[0].removesuffix("'s")):
            found = process.extractOne(
                match[0], _LONG, scorer=DamerauLevenshtein.distance, score_cutoff=1
            )
            if found:
                utterance.take(*match.span())
                return _AUDIENCE[found[0]]
    return ""


_LONG = [word for word in _AUDIENCE if word.isascii() and len(word) >= 5]
