"""From a shopper's words to an intent, constraints and references."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.constraints import Values, Wishes
from assistant.language.draft import Context, Draft
from assistant.language.intent_phrases import KEEP
from assistant.language.intents import WISHING, Cues, intent_of
from assistant.language.patterns import one_of
from assistant.language.readers import READERS
from assistant.language.reference_phrases import superlative
from assistant.language.repair import repaired
from assistant.language.talk_phrases import out_of_scope, small_talk
from assistant.language.utterance import TAKEN, Utterance
from assistant.language.vocabulary import Vocabulary
from assistant.language.wish_phrases import REVIEWS
from assistant.lexicon import Lexicon
from retrieval.errors import BadQuery
from retrieval.lexical import STOP_WORDS, tokens
from retrieval.words import is_cjk

MAX_LENGTH = 2000  # characters of a question

_CHATTER = frozenset(
    token
    for token in tokens(
        "a about actually again also am an and another any anything are as at be best better "
        "bit brand budget but buy by can color colour come cost costs could do does don't "
        "else find for from get gift gimme give good got great have hello help here hey hi "
        "how i i'd i'll i'm id ideally im in instead interested is it it's item items its ive "
        "just kind let lets like little looking made make material maybe me more much must my "
        "need nice no not now of ok okay on one ones only option options or other pair "
        "perhaps please prefer preferably present price priced product products really "
        "recommend search searching see sell shop shopping should show size some something "
        "smth sort sorry meant stock such suggest sure thank thanks that that's the their"
        " them then there "
        "these thing things this to too type us very want well what which who will with "
        "without would you your everything hm hmm um uh oh well whichever possible"
        " otherwise already she he her him "
        "yes yeah yep kindly quite rather simply either actually somewhere "
    )
)
"""Words of a question that are no wish."""
_ZH_CHATTER = one_of(
    r"或者",
    r"评分",
    r"评价",
    r"不要",
    r"不想",
    r"差不多",
    r"不",
    r"跟",
    r"别",
    r"我",
    r"你",
    r"您",
    r"想",
    r"要",
    r"买",
    r"找",
    r"看",
    r"给",
    r"一?[个款件把只张双些盏]",
    r"的",
    r"了",
    r"吗",
    r"呢",
    r"吧",
    r"啊",
    r"请",
    r"帮",
    r"有",
    r"没",
    r"推荐",
    r"可以",
    r"能",
    r"什么",
    r"那",
    r"这",
    r"是",
    r"在",
    r"和",
    r"或",
    r"换",
    r"成",
    r"左右",
    r"刚才",
    r"怎么样",
    r"多少",
    r"东西",
    r"有点|一?[点下些]",
    r"其[他它]",
    r"更|最|比较",
    r"需要",
    r"来",
    r"下",
    r"点",
    r"送",
    r"用",
    r"适合",
    r"就",
    r"都",
    r"还",
    r"也",
    r"再",
    r"最好",
    r"价格",
    r"颜色",
    r"预算",
    r"算了?",
    r"[她他]",
)

_GLOSSES = Lexicon.load().words["wording"]
_REAL = frozenset(
    form
    for table in ("wording", "part")
    for name in Lexicon.load().words[table].values()
    for word in name.split()
    for form in (word, f"{word}s")
)
"""Words that describe, whatever a word list says of their spelling."""
_WORDING = one_of(*sorted(_GLOSSES, key=len, reverse=True))
"""Chinese describing words, searched in English."""


@dataclass(frozen=True)
class Understanding:
    """One utterance, understood. See docs/dialogue.md for what the values may be."""

    intent: str
    wishes: Wishes = Wishes()
    references: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""  # free wording: what ranks but does not filter
    wording: str = ""  # the same with the words that describe the thing, as they were said
    topic: str = ""  # what a question is about: its wording without chatter, or "reviews"
    added: frozenset[str] = frozenset()  # facets whose values come besides those in force
    lifted: Values = field(default_factory=dict)  # what was refused and may be there again
    asked: Values = field(default_factory=dict)  # what a question names: {"size": ("xl",)}
    language: str = "en"  # "zh" when there is Chinese in it
    text: str = ""  # normalised
    talk: str = ""  # kind of small talk or of what is out of scope: "greeting", "delivery", …
    by: str = ""  # order that a question "which is …?" asks by: "cheapest", "best_rated", …

    def as_dict(self) -> dict[str, Any]:
        """In the form that the evaluation expects."""
        found: dict[str, Any] = {"intent": self.intent, "constraints": self.wishes.as_dict()}
        if self.references:
            found["references"] = dict(self.references)
        if self.words:
            found["words"] = self.words
        return found


TALKS = {"small_talk": small_talk, "out_of_scope": out_of_scope}
"""Intent → what tells its kinds apart."""


def understand(text: str, vocabulary: Vocabulary, context: Context = Context()) -> Understanding:
    """Read one utterance. Raises `BadQuery` for one that is too long."""
    if len(text) > MAX_LENGTH:
        raise BadQuery(
            f"The question has {len(text):,} characters; ask it in at most {MAX_LENGTH:,}."
        )
    utterance = Utterance.of(
        text, lambda plain: vocabulary.rejoined(repaired(plain, vocabulary.speller))
    )
    draft = Draft()
    for read in READERS:
        read(utterance, draft, vocabulary, context)
    kinds = frozenset(draft.include.get("category", ()))
    words = free_words(utterance.text, utterance.chinese)
    known = any(w in vocabulary.words for w in re.findall(r"\w+", words)) or utterance.chinese
    real = any(w in _REAL or vocabulary.speller.knows(w) for w in words.split())
    cues = Cues(
        utterance.whole,
        utterance.text,
        draft,
        context,
        kinds,
        known and bool(words),
        words,
        real or utterance.chinese,
    )
    intent = intent_of(cues) if text.strip() else "search"
    return Understanding(
        intent,
        _wishes(intent, draft, context),
        _references(intent, draft, context, utterance),
        words,
        " ".join(utterance.wording.replace(TAKEN, " ").split()).strip(" ,.;!?"),
        _topic(intent, utterance),
        frozenset(draft.added),
        {facet: tuple(values) for facet, values in draft.lifted.items()},
        draft.wishes().include if intent == "ask" else {},
        "zh" if utterance.chinese else "en",
        utterance.whole,
        TALKS[intent](utterance.whole) if intent in TALKS else "",
        superlative(utterance.whole) if intent == "compare" else "",
    )


def _topic(intent: str, utterance: Utterance) -> str:
    """What a question is about."""
    if intent == "ask" and REVIEWS.search(utterance.whole):
        return "reviews"
    return free_words(utterance.wording, utterance.chinese)


def free_words(text: str, chinese: bool) -> str:
    """What is left of an utterance's text and is no chatter."""
    left = text.replace(TAKEN, " ")
    if chinese:
        left = _ZH_CHATTER.sub(" ", _WORDING.sub(lambda match: f" {_GLOSSES[match[0]]} ", left))
    words = re.findall(r"[^\W_]+(?:[-'.][^\W_]+)*", left)
    kept = [w for w in words if not all(t in _CHATTER or t in STOP_WORDS for t in tokens(w))]
    return " ".join(word for word in kept if len(word) > 1 or word.isdigit() or is_cjk(word))


def _wishes(intent: str, draft: Draft, context: Context) -> Wishes:
    """The wishes of an utterance that wishes; only a `relax` drops."""
    if intent not in WISHING:
        return Wishes()
    wishes = draft.wishes()
    return wishes if intent == "relax" else replace(wishes, drop=())


def _references(
    intent: str, draft: Draft, context: Context, utterance: Utterance
) -> dict[str, Any]:
    """What is pointed at; for talk about the screen, its descriptions too."""
    found = dict(draft.references)
    if intent in ("search", "refine", "relax", "more", "small_talk", "out_of_scope"):
        kept = {"items", "focus", "which"} if draft.relative else set()
        return {name: value for name, value in found.items() if name in kept | {"photo"}}
    if intent in ("compare", "explain", "ask", "shortlist") and context.shown:
        which = {k: v for k, v in draft.include.items() if k != "size"}
        if intent != "ask" and which and not found.keys() & {"items", "which", "focus", "by"}:
            found["which"] = which
    if found.keys() & {"items", "which"}:
        found.pop("by", None)
    if intent == "shortlist" and not found and context.shown and KEEP.search(utterance.whole):
        found["focus"] = True
    return found
