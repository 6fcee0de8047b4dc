"""What is said beside the wish: corrections, and what is done with."""

from __future__ import annotations

import re

from assistant.language.draft import Context, Draft
from assistant.language.patterns import one_of
from assistant.language.utterance import Utterance
from assistant.language.vocabulary import Vocabulary

_MEANT = one_of(
    r"^(?:\W*(?:no|nope|nah|oh|ah|oops|ups|sorry|wait|hang on|hold on|actually|my mistake)\b\W*)*"
    r"(?:what )?i (?:meant|mean)(?: to say)?\b",
    r"^(?:\W*(?:no|nope|oh|oops|sorry|wait|ah)\b\W+){2,}",
    r"^(?:\W*(?:ok|okay|oh|ah)\b\W+)+(?=\w)",
    r"\b(?:in|by) (?:the )?way of\b",
    r"^\W*(?:不对|不是|说错了?|错了|哦不|啊不)[\s,，!！]+(?:我是说|应该是|是)?",
)
_INSTEAD = one_of(
    r"\W*\b(?:no,? sorry|sorry,? no|no,? wait|wait,? no|scratch that|or rather|no,? actually|oops"
    r"|sorry,? i (?:meant|mean)|i (?:meant|mean))\b\W*",
    r"[\s,，.。…]*(?:不对|说错了?|哦不|啊不)[\s,，]+",
)
"""Takes back what was said last: "a red, no wait, a blue umbrella"."""
_DONE = one_of(
    r"\b(?:that's |so much for |enough(?: of)? |done with |finished with )(?:the |my )?[a-z]+"
    r"(?: (?:done|sorted|settled|dealt with|taken care of))?(?=\s*[,.;!]|$)",
    r"\b(?:that's )?(?:the |my )?[a-z]+ (?:is |are )?"
    r"(?:done|sorted|settled|dealt with)(?=\s*[,.;!])",
    r"[^\s,，。]{1,8}(?:(?:看|选|挑|买|定)(?:好|完|够|齐)?|好|行|可以|搞定)了(?=[\s,，。])",
    r"不(?:再)?(?:看|找|买|要看)\s*[^\s,，。]{1,8}了",
)
"""A kind of thing that is no longer looked for."""


def read_asides(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """Take what is none of the wish, and what is taken back."""
    for _ in utterance.read(_MEANT):
        pass
    for match in list(_INSTEAD.finditer(utterance.text)):
        _take_back(utterance, vocabulary, match)
    for match in list(_DONE.finditer(utterance.text)):
        if vocabulary.named(match[0]):
            utterance.take(*match.span())


def _take_back(utterance: Utterance, vocabulary: Vocabulary, match: re.Match[str]) -> None:
    """The values right before a correction that it puts others in the place of."""
    instead = next(iter(vocabulary.find(utterance.text[match.end() :])), None)
    for term in vocabulary.find(utterance.text[: match.start()]):
        if instead and term.facet == instead.facet:
            utterance.take(term.start, match.end())
