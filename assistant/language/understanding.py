"""From a shopper's words to an intent, constraints and references."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.constraints import Dimension, Values, Wishes, search_text
from assistant.language.draft import Context, Draft
from assistant.language.foreign import readable
from assistant.language.gate import HIDDEN, gated, idle, only, without
from assistant.language.intent_phrases import KEEP
from assistant.language.intents import WISHING, Cues, intent_of
from assistant.language.patterns import one_of
from assistant.language.readers import READERS
from assistant.language.readers.facets import SIZE
from assistant.language.reference_phrases import superlative
from assistant.language.repair import repaired
from assistant.language.spelling import is_likely
from assistant.language.talk_phrases import out_of_scope, small_talk
from assistant.language.utterance import TAKEN, Utterance
from assistant.language.vocabulary import Vocabulary
from assistant.language.whole_words import whole_words
from assistant.language.wish_phrases import QUESTION, REVIEWS
from assistant.lexicon import Lexicon
from assistant.understanding.frames.model import reader
from assistant.understanding.frames.schema import HEARING, SURE, Frame, FrameContext, Span
from retrieval.errors import BadQuery
from retrieval.lexical import STOP_WORDS, tokens
from retrieval.money import Money
from retrieval.words import is_cjk

SEARCHED = ("kind", "trait", "style", "use", "occasion", "place", "goes_with")
"""Roles of words that describe what could be searched for."""
TOLD = (
    "owned", "refused", "reference", "question", "limit", "measure", "count", "relative",
    "superlative", "same", "recipient",
)  # fmt: skip
"""Roles of words that do not."""
MAX_LENGTH = 2000  # characters of a question

_CHATTER = frozenset(
    token
    for token in tokens(
        "a non about actually again also am an and another any anything are as at be best better "
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
        " otherwise already though tho she he her him "
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
    budget: Money | None = None  # a sum that was named, also where nothing is wished for
    frame: Frame = Frame("", {}, ())  # what the turn does, and the parts of its spans

    @property
    def own_words(self) -> str:
        """What was said of the thing, as it was said, where the encoders rank best by that: in
        English; "" otherwise."""
        return self.wording if self.language == "en" else ""

    @property
    def ranking_text(self) -> str:
        """What to rank by: the shopper's own words, or else the wishes in English ones."""
        return self.own_words or search_text(self.wishes, self.words)

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


def _is_real(utterance: Utterance, vocabulary: Vocabulary) -> bool:
    """Whether any word is a figure, or one that a language or this catalogue has, if misspelt."""
    words = re.findall(r"\w+", utterance.whole)
    known = vocabulary.speller.knows
    return (
        utterance.chinese
        or bool(vocabulary.find(utterance.whole))
        or any(w.isdigit() or w in vocabulary.spoken or known(w) or is_likely(w) for w in words)
    )


POINTS = 0.7
"""How sure the model must be that words point at something that was shown."""
BARE_WORDS = 7  # at most, of an utterance that is nothing but values


def _is_bare(utterance: Utterance, frame: Frame, vocabulary: Vocabulary) -> bool:
    """Whether an utterance is nothing but values of this catalogue: "cast iron", 黑的."""
    text = utterance.whole.rstrip(" ?？")
    points = any(s.probability >= POINTS for s in frame.of("reference"))
    if QUESTION.search(text) or len(text.split()) > BARE_WORDS or points:
        return False
    if SIZE.fullmatch(text.removesuffix(" please")):
        return True
    terms = vocabulary.find(text)
    left = without(text, [Span(t.start, t.end, "", "", 1.0) for t in terms])
    return bool(terms) and not free_words(left, utterance.chinese)


_DEFINITE = re.compile(
    r"^(?:the|this|that|those|these|my|your|its|their|both|first|second|third|last|other|same|\d)\b"
    r"|[这那第两几]|\bones?\b"
)


def _names_new(frame: Frame, vocabulary: Vocabulary, context: Context) -> bool:
    """Whether what the frame takes for something shown is a kind of thing that was not wished for
    so far, and nothing points: "mens shorts, need pockets"."""
    spans = frame.of("reference")
    in_force = set(context.wishes.include.get("category", ()))
    if not spans or not in_force or QUESTION.search(frame.text) or frame.does("return_topic"):
        return False
    named = {kind for span in spans for kind in vocabulary.named(span.text)}
    points = any(_DEFINITE.search(span.text) for span in spans)
    return bool(named) and not (named & in_force or points)


_SUCH = re.compile(r"(?!(?:other|same|first|second|third|last)\b)[a-z-]+(?: [a-z-]+)*?(?= ones?\b)")


def _wanting_such(frame: Frame) -> Frame:
    """The frame of a change in which what points without an article describes what is wanted:
    "oval one then, oak"."""
    if frame.strength("change", "wish") < SURE or frame.strength(*HEARING) >= SURE:
        return frame
    spans = [
        replace(one, role="trait", end=match.end(), text=match[0])
        if one.role == "reference"
        and (match := _SUCH.match(frame.text, one.start))
        and not _DEFINITE.search(match[0])
        and not frame.text[: one.start].endswith(("the ", "that ", "this "))
        else one
        for one in frame.spans
    ]
    return replace(frame, spans=tuple(spans))


_FOND = re.compile(
    r"\b(?:likes?|loves?|wears?|fond of|into|mad about|fan of|collects?)\s+$|[喜爱]欢?$"
)


def _fond_of(frame: Frame) -> Frame:
    """The frame in which what somebody likes is a kind of thing for them, and not owned."""
    spans = tuple(
        replace(one, role="kind")
        if one.role == "owned" and _FOND.search(frame.text[: one.start])
        else one
        for one in frame.spans
    )
    return replace(frame, spans=spans)


def _asking_for(frame: Frame, vocabulary: Vocabulary) -> Frame:
    """The frame of a turn that nothing came before, where the thing that it asks about is wanted:
    "max 55 x 40 x 23, what cabin bag works?"."""
    if frame.of("kind"):
        return frame
    spans = tuple(
        replace(one, role="kind") if one.role == "question" and vocabulary.named(one.text) else one
        for one in frame.spans
    )
    if spans == frame.spans:
        return frame
    acts = {act: 0.0 if act in HEARING else share for act, share in frame.acts.items()}
    return replace(frame, spans=spans, acts={**acts, "wish": SURE})


def _of_whole_terms(frame: Frame, vocabulary: Vocabulary) -> Frame:
    """The frame with spans that end at no place within a term: 蓝绿 is one colour. A span that
    begins a term has all of it."""
    within = {
        place: term.end
        for term in vocabulary.find(frame.text)
        for place in range(term.start + 1, term.end)
    }
    spans = []
    for one in frame.spans:
        start, end = within.get(one.start, one.start), within.get(one.end, one.end)
        if start < end:
            spans.append(replace(one, start=start, end=end, text=frame.text[start:end]))
    return replace(frame, spans=tuple(spans))


def _besides_taken(frame: Frame, utterance: Utterance, kinds: bool) -> Frame:
    """The frame without kinds of things in words that were read as something else: the 刀 of 220刀
    are dollars, and 鼠尾草绿的 is a colour where no kind is named."""
    left = utterance.wording if kinds else utterance.text
    spans = tuple(
        span
        for span in frame.spans
        if span.role != "kind" or left[span.start : span.end].strip(TAKEN + " 的")
    )
    return replace(frame, spans=spans)


_COUNT = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,])")


def _counted(frame: Frame, draft: Draft) -> int:
    """How many pieces are wanted, by the frame; 0 where it is not said, or one, or rather says what
    the thing has ("3 seats")."""
    figures = {value for values in draft.attributes.values() for value in values}
    said = [match[0] for span in frame.of("count") if (match := _COUNT.search(span.text))]
    found = [int(one) for one in said if one not in figures]
    return found[0] if found and found[0] > 1 else 0


_SO_MANY = re.compile(r"(?<![\d.,])(\d{1,3})\s*[个只把张台盏双件条款]?(?:of (?:my|the) )?")


def _counts_others(text: str, draft: Draft, vocabulary: Vocabulary) -> bool:
    """Whether the count is of other things than are wanted: 桌上放两个显示器，想换键盘."""
    wanted = draft.include.get("category", [])
    for match in _SO_MANY.finditer(text):
        if int(match[1]) != draft.quantity:
            continue
        behind = text[match.end() :].lstrip()
        kind = next((t for t in vocabulary.find(behind[:24]) if t.facet == "category"), None)
        if kind and kind.start <= 1 and wanted and kind.value not in wanted:
            return True
    return False


TALK_OF = {
    "small_talk": {"greet": "greeting", "thank": "thanks", "goodbye": "farewell"},
    "out_of_scope": {"ask_shop": "order", "out_of_scope": "world"},
}
"""Intent → act → the kind of talk that it is, where no set phrase says so."""


def _talk(intent: str, utterance: Utterance) -> str:
    if intent not in TALKS:
        return ""
    acts = utterance.frame.acts
    kinds = TALK_OF[intent]
    likely = max(kinds, key=lambda act: acts.get(act, 0.0))
    found = TALKS[intent](utterance.whole)
    return found or (kinds[likely] if utterance.frame.does(likely) else "")


_ONLY = re.compile(r"(?:才|也就|只有|\b(?:only|just)\b)(?: about)? ?\d")


def _beyond(limit: Dimension) -> Dimension:
    """ "That's only 200 ml, got a bigger one?": what is too little is what the new one exceeds."""
    return replace(limit, op=">") if limit.op in ("<=", "~=") else limit


def understand(text: str, vocabulary: Vocabulary, context: Context = Context()) -> Understanding:
    """Read one utterance. Raises `BadQuery` for one that is too long."""
    if len(text) > MAX_LENGTH:
        raise BadQuery(
            f"The question has {len(text):,} characters; ask it in at most {MAX_LENGTH:,}."
        )
    utterance = Utterance.of(
        readable(text, vocabulary.find),
        lambda plain: vocabulary.rejoined(repaired(plain, vocabulary.speller)),
    )
    frame = reader().read(utterance.whole, FrameContext(context.shown, context.new_photo))
    frame = whole_words(frame)
    if not (context.begun or frame.points):
        frame = _asking_for(frame.opening(), vocabulary)
        if not (QUESTION.search(utterance.whole) or context.new_photo or frame.wants):
            frame = frame.wishing() if vocabulary.find(utterance.whole) else frame
    frame = _fond_of(_wanting_such(_of_whole_terms(frame, vocabulary)))
    if _is_bare(utterance, frame, vocabulary) or _names_new(frame, vocabulary, context):
        frame = frame.wishing()
    utterance.frame = frame
    draft = Draft()
    refused = {value for values in context.wishes.exclude.values() for value in values}
    aside = [one for one in idle(frame, vocabulary) if one.text not in refused]
    if _LIKES.search(utterance.whole):
        aside = []  # "she likes blue very much" says what is wanted
    for read, hidden in READERS:
        gated(read, frame, hidden, aside)(utterance, draft, vocabulary, context)
    if draft.dimensions and all(one.op != "~=" for one in draft.dimensions):
        for name in ("size", "weight"):  # "a bigger one, 400 ml and up" says how big
            draft.relative.pop(name, None)
    if draft.relative.get("size") == "larger" and _ONLY.search(utterance.whole):
        draft.dimensions = [_beyond(one) for one in draft.dimensions]
    frame = utterance.frame = _besides_taken(frame, utterance, bool(draft.include.get("category")))
    if not draft.quantity:
        draft.quantity = _counted(frame, draft)
    if draft.quantity and _counts_others(utterance.whole, draft, vocabulary):
        draft.quantity = 0
    kinds = frozenset(draft.include.get("category", ()))
    words = free_words(searched(utterance.text, frame), utterance.chinese)
    cues = Cues(
        utterance.whole, draft, context, kinds, frame, words, _is_real(utterance, vocabulary)
    )
    intent = intent_of(cues) if text.strip() else "search"
    return Understanding(
        intent,
        _wishes(intent, draft, context),
        _references(intent, draft, context, utterance),
        words,
        _wording(utterance),
        _topic(intent, utterance),
        frozenset(draft.added),
        {facet: tuple(values) for facet, values in draft.lifted.items()},
        draft.wishes().include if intent == "ask" else {},
        "zh" if utterance.chinese else "en",
        utterance.whole,
        _talk(intent, utterance),
        superlative(utterance.whole) if intent == "compare" else "",
        draft.max_price or draft.about_price,
        frame,
    )


_LIKES = re.compile(
    r"\b(?:likes?(?! to\b)|loves?|prefers?|fond of|fan of)\b|喜欢|偏爱|爱[好穿戴用]"
)


def searched(text: str, frame: Frame) -> str:
    """A text with only the words in it that describe what is wanted; where the frame knows of
    none, all that it does not know to be something else."""
    spans = frame.of(*SEARCHED)
    return only(text, spans) if spans else without(text, frame.of(*TOLD))


def _wording(utterance: Utterance) -> str:
    """What describes the thing, in the shopper's words and order."""
    left = searched(utterance.wording, utterance.frame)
    return " ".join(left.replace(TAKEN, " ").replace(HIDDEN, " ").split()).strip(" ,.;!?")


def _topic(intent: str, utterance: Utterance) -> str:
    """What a question is about."""
    if intent == "ask" and REVIEWS.search(utterance.whole):
        return "reviews"
    asked = utterance.frame.of("question")
    if asked:
        return free_words(only(utterance.whole, asked), utterance.chinese)
    return free_words(utterance.wording, utterance.chinese)


def free_words(text: str, chinese: bool) -> str:
    """What is left of an utterance's text and is no chatter."""
    left = text.replace(TAKEN, " ").replace(HIDDEN, " ")
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
