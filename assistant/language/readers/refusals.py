"""What is refused: "not leather", "anything but black", 不要皮的, "without a handle"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.draft import Draft
from assistant.language.patterns import one_of
from assistant.language.utterance import TAKEN, Utterance
from assistant.language.vocabulary import Term
from assistant.lexicon import Lexicon
from retrieval.lexical import STOP_WORDS
from retrieval.words import CJK, is_cjk, singular

NEGATION = one_of(
    r"\b(?:neither|any but|all except|nothing(?! (?:but|special|else|in particular))|(?:must"
    r"|should|ca)n'?t(?: be| have)?|must not|cannot|should not|anything but|everything but|all "
    r"but|nothing (?:in|made of|with|from|by)"
    r"|none (?:in|of|with|made of|from)(?! (?:these|them|those|the)\b)"
    r"|(?:tired|sick|bored) of|fed up with|(?:had )?enough of|no more(?! than)|no|not|n't|non"
    r"|without|leav(?:e|ing) out"
    r"|skip(?:ping)?|get rid of|keep out|rule out"
    r"|except(?: for)?|excluding|exclude|other than|apart from|rather than"
    r"|instead of|avoid(?:ing)?|never(?! ?mind)|minus|don'?t (?:want|like|need|show(?:"
    r" me)?)|do not (?:want"
    r"|like)|hate|dislike|can'?t stand|allergic to|isn'?t|aren'?t|is not|are not|free (?:of"
    r"|from))\b(?!-\w)(?!\s*(?:only|just|sure|bad|thanks))",
    r"除了",
    r"除开",
    r"不要",
    r"不想要",
    r"不喜欢",
    r"不含",
    r"(?<!带)不带",
    r"(?<!有)没有",
    r"不是",
    r"别要",
    r"别给我",
    r"讨厌",
    r"拒绝",
    r"受够了?",
    r"排除",
    r"(?<![特分级个])别(?=[^的人])",
    r"非(?!常)",
    r"无(?!线|所)",
    r"不(?=[^错同少超限])",
)
FILLER = one_of(
    r"(?:[\s]|\b(?:an?|any|the|everything|every|all|in|of|made|from|with|too|is|are|be|it|to|have|having|anything"
    r"|something|that|one|ones|those|it's|by|want|from|such|as|please)\b|-|任何|什么|是|的"
    r"|用|做|含|那种|有|要|买|看|给我|推荐|品牌|牌子?)*",
)
_LISTED = one_of(
    r"(?:[\s]*(?P<any>\b(?:or|nor)\b|、|或者?|/|以?及)|[\s]*(?P<same>,?\s*\band\b|&|,|，|"
    rf"和|跟|还有))?{FILLER.pattern}",
)
_AFTER = one_of(
    r"\s*(?:花纹|图案|颜色|款式?|家|店铺?|牌子?|的|色|[那这]些|[那这]种|之类|什么)*\s*[也都就]?\s*(?:除外|[以之]外|(?:不要|不行|不考虑|免谈|不喜欢"
    r"|别要|别给我看|别推荐|别来|免了|就?算了|想都(?:别|不要|不用)想|(?:千万|绝对|坚决|一律|可|真)(?:别|不[要行看]?)"
    r"|pass|达咩|不感冒|不感兴趣|没兴趣|太[土丑俗艳花]|(?:看|用|戴|穿)?[腻厌够])了?(?:一?[点些])?(?![^\s,，。;；!！?？]))",
    r"-free\b",
    r"\s+free\b(?!\s+(?:shipping|delivery))",
    r"(?:\s+(?:is|are)|\s*'s) (?:out|a no[- ]go|no (?:good|use)|boring|dull|ugly"
    r"|not (?:ok|an option|for me|my thing|my style))\b",
)
_SAME = re.compile(r"\s*(?:的|的?(?:和|跟|、|以及|还有))?\s*")
_WITHOUT = re.compile(r"\b(?:without|with no|no) (?:an? |any |the )?$|不带$|不要[带有]$|没有$")
_TRAILING = re.compile(
    r"(?:\s+(?:either|too|please|pls|plz|at all|tho|then|btw|though"
    r"|any ?more|if possible|thanks?))+\s*$"
)
_EMPTY = frozenset("a an the that this those these one ones thing things stuff any my".split())
_NO_NOUN = frozenset(
    "too so very really that this it sure thanks thank idea problem worries matter need more "
    "less i fancy special wait way one not you only just yet now what much many other others "
    "like want bad good "
    "longer limit preference go rush hurry clue bother biggie sorry wait".split()
)


LIKELY = 0.6
"""How sure the model must be that words which no facet knows are refused."""


def refused_terms(text: str, terms: Sequence[Term]) -> list[Term]:
    """The terms in the scope of a negation."""
    refused: list[Term] = []
    for negation in NEGATION.finditer(text):
        position, last = negation.end(), None
        for term in (t for t in terms if t.start >= negation.end()):
            between = text[position : term.start]
            link = FILLER.fullmatch(between) if last is None else _LISTED.fullmatch(between)
            if last is not None and is_cjk(text[last.end - 1]) and _PAUSE.search(between):
                break  # 我不要硅胶的 有木头的吗: a blank ends a clause
            if not link or (last is not None and not _goes_on(link, last, term)):
                break
            refused.append(term)
            position, last = term.end, term
    for term in terms:
        before = text[: term.start].rstrip()
        if _AFTER.match(text, term.end) or before.endswith("non-"):
            refused.append(term)
    for term in reversed(terms):  # 黑色和藏青色都不要
        if term not in refused and any(
            t.facet == term.facet and _SAME.fullmatch(text[term.end : t.start])
            for t in refused
            if t.start >= term.end and _AFTER.match(text, t.end)
        ):
            refused.append(term)
    return without_compound_heads(text, refused)


_PAUSE = re.compile(rf"(?<=[{CJK}]) (?=[{CJK}])")


def _goes_on(link: re.Match[str], last: Term, term: Term) -> bool:
    """Whether what refuses `last` refuses `term`: "leather or plastic", not "leather, green"."""
    if link["any"]:
        return True
    adjacent = not link["same"] and "," not in link[0]
    if adjacent:
        return term.facet == "category" or term.facet == last.facet
    return term.facet == last.facet and ("," not in link[0] or "and" in link[0])


def without_compound_heads(text: str, refused: list[Term]) -> list[Term]:
    """ "no leather bags" refuses leather, not bags."""
    return [
        term
        for term in refused
        if term.facet != "category"
        or not any(
            other.end <= term.start and not text[other.end : term.start].strip(" -的")
            for other in refused
            if other is not term and other.facet != "category"
        )
    ]


def is_a_part(
    text: str, term: Term, terms: Sequence[Term], refused: Sequence[Term], settled: bool = False
) -> bool:
    """ "a bear without a scarf": a kind refused beside one that is wanted is a part of it."""
    wanted = [t.value for t in terms if t.facet == "category" and t not in refused]
    kinds = Lexicon.load().families["category"]
    if any(term.value in kinds.get(one, ()) for one in wanted):
        return False  # "a bag, but no backpacks"
    near = bool(wanted) or (settled and text[: term.start].endswith("有"))
    return term.facet == "category" and near and bool(_WITHOUT.search(text[: term.start]))


def read_unknown_refusals(utterance: Utterance, draft: Draft, terms: Sequence[Term]) -> None:
    """ "without a handle": a refused thing that no facet knows goes to `words`."""
    if not utterance.frame.of("refused"):
        _read_without(utterance, draft, terms)
    for span in utterance.frame.of("refused"):
        known = any(term.start < span.end and span.start < term.end for term in terms)
        start, end = _whole_word(utterance, span.start, span.end)
        text = utterance.text[start:end]
        denied = _DENIED.search(utterance.whole[:start])
        unlikely = span.probability < LIKELY and not denied
        part = utterance.chinese and _OF_IT.match(utterance.whole, end)
        if part and any(other.start >= part.end() for other in utterance.frame.of("refused")):
            continue  # 把手不要竹子的: only what is said of it
        if known or unlikely or not text.strip(TAKEN + " "):
            continue
        if said := _noun(_FILLED.sub("", text.replace(TAKEN, " ").strip()), utterance.chinese):
            draft.exclude.setdefault("words", []).append(said)
            utterance.take(start, end)


def _whole_word(utterance: Utterance, start: int, end: int) -> tuple[int, int]:
    """A span widened to the Chinese word that it begins or ends within: 手 of 把手."""
    if not utterance.chinese:
        return start, end
    for word in Lexicon.load().words["part"]:
        at = utterance.text.find(word, max(0, start - len(word) + 1))
        if -1 < at < end and at + len(word) > start:
            return min(at, start), max(at + len(word), end)
    return start, end


def _read_without(utterance: Utterance, draft: Draft, terms: Sequence[Term]) -> None:
    """ "without a handle" and nothing else."""
    found = _BARE_WITHOUT.fullmatch(utterance.text.strip(" .!。"))
    if found and not terms and (said := _noun(found["what"], utterance.chinese)):
        draft.exclude.setdefault("words", []).append(said)
        utterance.take(0, len(utterance.text))


_OF_IT = re.compile("(?:的材质|的颜色)?(?:不要|别要?|不想要|不能是?|不是)")
_BARE_WITHOUT = re.compile(r"(?:without|with no|不(?:要带?|带))\s*(?P<what>.{1,20})")
_DENIED = re.compile(rf"(?:{NEGATION.pattern})(?:{FILLER.pattern})$")
_FILLED = re.compile(rf"^{FILLER.pattern}")


def _noun(text: str, chinese: bool) -> str:
    """The refused thing in a few words, "" for what is none ("not sure", "no thanks")."""
    if chinese:
        text = text.strip().split("的")[0]
        said = re.sub(r"^[带有]|(?:的|了|吧|啊|款|那种)+$", "", text.strip())
        said = Lexicon.load().words["part"].get(said, said)
        return said if 1 <= len(said) <= 10 else ""
    words = re.findall(r"[\w'-]+", _TRAILING.sub("", text))
    words = [word for word in words if word not in _EMPTY]
    if not words or len(words) > 3 or words[0] in _NO_NOUN or words[0].isdigit():
        return ""
    return singular(" ".join(words)) if not all(w in STOP_WORDS for w in words) else ""
