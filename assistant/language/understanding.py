"""From a shopper's words to an intent, constraints and references."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.language.draft import Context, Draft
from assistant.language.intents import WISHING, Cues, intent_of
from assistant.language.readers import READERS
from assistant.language.utterance import TAKEN, Utterance
from assistant.language.vocabulary import Vocabulary
from assistant.language.wishes import Wishes
from retrieval.errors import BadQuery
from retrieval.lexical import STOP_WORDS, tokens

MAX_LENGTH = 2000  # characters of a question

_CHATTER = frozenset(
    token
    for token in tokens(
        "a an and any are as at be but by can could do does for from get give have i in is it its like looking made me my "
        "need of on one or please show some something anything such that the their them these this to want what which who will "
        "with would you your find buy good nice great really also just now then instead actually maybe perhaps ok okay well "
        "hello hi hey thanks thank only i'm i'd i'll it's that's don't ones search searching shop shopping sell stock recommend suggest interested "
        "budget price priced cost costs see let us lets am im id ive gift present there here gimme pair help got come not no without much too very bit "
        "little best better prefer preferably ideally should must make sure kind type sort thing things item items product "
        "products option options more other else another again how about colour color material brand size"
    )
)
"""Words of a question that are no wish."""
_ZH_CHATTER = re.compile(
    r"或者|评分|评价|不要|不想|差不多|不|跟|别|我|你|您|想|要|买|找|看|给|一?[个款件把只张双些盏]|的|了|吗|呢|吧|啊|请|帮|有|没|推荐|可以|能|什么|那|这|是|在|和|或|换|成|左右|需要|来|下|点|送|用|适合|就|都|还|也|再|最好|价格|颜色"
)


@dataclass(frozen=True)
class Understanding:
    """One utterance, understood. See docs/dialogue.md for what the values may be."""

    intent: str
    wishes: Wishes = Wishes()
    references: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""  # free wording: what ranks but does not filter
    wording: str = ""  # the same with the words that describe the thing, as they were said
    added: frozenset[str] = frozenset()  # facets whose values come besides those in force
    language: str = "en"  # "zh" when there is Chinese in it
    text: str = ""  # normalised

    def as_dict(self) -> dict[str, Any]:
        """In the form that the evaluation expects."""
        found: dict[str, Any] = {"intent": self.intent, "constraints": self.wishes.as_dict()}
        if self.references:
            found["references"] = dict(self.references)
        if self.words:
            found["words"] = self.words
        return found


def understand(text: str, vocabulary: Vocabulary, context: Context = Context()) -> Understanding:
    """Read one utterance. Raises `BadQuery` for one that is too long."""
    if len(text) > MAX_LENGTH:
        raise BadQuery(
            f"The question has {len(text):,} characters; ask it in at most {MAX_LENGTH:,}."
        )
    utterance, draft = Utterance.of(text), Draft()
    for read in READERS:
        read(utterance, draft, vocabulary, context)
    kinds = frozenset(draft.include.get("category", ()))
    words = free_words(utterance)
    known = any(w in vocabulary.words for w in re.findall(r"\w+", words)) or utterance.chinese
    cues = Cues(utterance.whole, utterance.text, draft, context, kinds, known and bool(words))
    intent = intent_of(cues) if text.strip() else "search"
    return Understanding(
        intent,
        _wishes(intent, draft, context),
        _references(intent, draft, context),
        words,
        " ".join(utterance.wording.replace(TAKEN, " ").split()).strip(" ,.;!?"),
        frozenset(draft.added),
        "zh" if utterance.chinese else "en",
        utterance.whole,
    )


def free_words(utterance: Utterance) -> str:
    """What no reader has taken and is no chatter."""
    left = utterance.text.replace(TAKEN, " ")
    if utterance.chinese:
        left = _ZH_CHATTER.sub(" ", left)
    words = re.findall(r"[^\W_]+(?:[-'.][^\W_]+)*", left)
    kept = [w for w in words if not all(t in _CHATTER or t in STOP_WORDS for t in tokens(w))]
    return " ".join(kept)


def _wishes(intent: str, draft: Draft, context: Context) -> Wishes:
    """The wishes of an utterance that wishes; only a `relax` drops."""
    if intent not in WISHING:
        return Wishes()
    wishes = draft.wishes()
    return wishes if intent == "relax" else replace(wishes, drop=())


def _references(intent: str, draft: Draft, context: Context) -> dict[str, Any]:
    """What is pointed at; for talk about the screen, its descriptions too."""
    found = dict(draft.references)
    if intent in ("search", "refine", "relax", "more", "small_talk", "out_of_scope"):
        kept = {"items", "focus", "which"} if draft.relative else set()
        return {name: value for name, value in found.items() if name in kept | {"photo"}}
    if intent in ("compare", "explain", "ask", "shortlist") and context.shown:
        if not found.keys() & {"items", "which", "focus", "by"} and draft.include:
            which = {k: v for k, v in draft.include.items() if k != "size"}
            if intent != "ask" and which:
                found["which"] = which
    if found.keys() & {"items", "which"}:
        found.pop("by", None)
    return found
