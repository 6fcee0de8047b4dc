"""What others asked about an item before, and what was answered: quoted with who answered."""

from __future__ import annotations

from assistant.dialogue import sayings
from assistant.dialogue.outcome import Scene
from assistant.explain.evidence import quotable
from assistant.languages.values import Quote
from assistant.recommendation import Recommendation
from retrieval.catalogue.heard import of_one
from retrieval.lexical import STOP_WORDS, tokens
from retrieval.offers import Question

ALIKE = 0.6
"""Share of the telling words of a question that an answered one must have."""
_ASKING = frozenset(
    tokens(
        "is are does do did can could will would has have how what which where when why who much"
        " many any it its this that these those there you i we get got use used please tell know"
    )
)


def answered(scene: Scene, item: Recommendation, text: str) -> str:
    """The answered question that asks the same as a text, as a sentence; "" for none."""
    wanted = _telling(text)
    if not wanted:
        return ""
    keys = [(offer.source, offer.offer_id) for offer in item.product.offers]
    asked = of_one(scene.assistant.catalogue.questions.of_offers(keys), keys)
    best, share = None, 0.0
    for one in asked:
        here = len(wanted & set(tokens(one.text))) / len(wanted)
        if here > share and quotable(one.text) and quotable(one.answer):
            best, share = one, here
    return _said(scene, best) if best and share >= ALIKE else ""


def _said(scene: Scene, one: Question) -> str:
    key = "answered.shop" if one.by_shop else "answered.other"
    quotes = {"question": Quote(one.text), "answer": Quote(one.answer)}
    return sayings.say(scene.language, key, shop=one.source, **quotes)


def _telling(text: str) -> frozenset[str]:
    """The words of a question that tell what it is about, by their stems."""
    return frozenset(tokens(text)) - STOP_WORDS - _ASKING
