"""Kinds, brands, colours, materials, patterns, sizes and shops, and which of them are refused."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.draft import Context, Draft
from assistant.language.patterns import FOR_SO_MANY, one_of
from assistant.language.readers.refusals import (
    FILLER,
    NEGATION,
    is_a_part,
    read_unknown_refusals,
    refused_terms,
    without_compound_heads,
)
from assistant.language.utterance import Utterance
from assistant.language.vocabulary import Term, Vocabulary
from assistant.lexicon import Lexicon
from assistant.understanding.frames.schema import Span
from retrieval.words import singular

_PURPOSE = one_of(
    r"(?:(?<!look )(?<!looking )(?<!search )(?<!searching )(?<!shopping )(?<!hunting "
    r")(?<!market )(?<!after )\bfor"
    r"|\bon|\bunder|\bin|\bnext to|\bbeside|\bin front of|\bfits?|\binside|\bmatch(?:es"
    r"|ing)?|\bgo(?:es)? with)\s+(?:my"
    r"|our|his|her|their|your|the)\s+(?:[\w-]+\s+){0,2}$",
)
_PREPOSITION = re.compile(
    r"\b(?:for|with|on|to|under|that|which|without|in|from|by|has|have|having)\b"
)
_MATERIAL_PLACE = re.compile(
    r"\b(?:made (?:of|from|out of)|of|in|but|no|not|nothing|without|except)\s+(?:any )?$"
)
_ADDS = re.compile(
    r"\b(?:or|also|too|as well|additionally)\b|也(?:行|可以|要)|或者?|还(?:有|要)|加上"
)
SIZE = one_of(
    r"\bsizes?\s*(?:is|of|:|in)?\s*(\d{1,3}(?:\.5)?|x{0,3}[sml]|[2-5]xl|small|medium|large"
    r"|extra large|one size)\b",
    r"\b(x{1,3}[sl]|[2-5]xl|(?<!')[sml])\b(?=\s*(?:size|码|号|$|[,.;，。]|please|only|and|or"
    r"|in|[\u4e00-\u9fff]))",
    r"(?<![a-z\d])(x{0,3}[sml]|\d{2,3})\s*[码号](?!线)",
    r"尺码\s*(\d{2,3}|x{0,3}[sml])",
    r"\bin (?:an? )?(?:size )?(small|medium|large|extra large|[2-5]\d)\b(?=\s*(?:$|[,.;!?]"
    r"|please|for|and|or))",
    r"(?:(?<=, )|(?<=men's )|(?<=women's ))(small|medium|large|extra large)(?=$|,)",
)
_SIZE_NAMES = {"small": "s", "medium": "m", "large": "l", "extra large": "xl"}
_ZH_PLACE = re.compile(r"(?:摆|放|挂)(?:在|到)?$")
_ZH_ON = re.compile(r"(?:上(?!衣)|里|旁)(?:面|边)?(?:的|用|摆|放|$)")
_COLOURED = re.compile(r"\s*-?\s*(?:colou?red|in colou?r|colou?r\b|tone|色)")
_COUNTED = re.compile(r"(?:\b(?:an?|another|any|some|one|the|show me|wine|drinking)|\d)\s+$")
_ALLOWED = re.compile(
    r"\s*(?:(?:is|are|would be|'s) )?(?:also |actually )?(?:fine|ok|okay|all right"
    r"|alright|allowed|good)\b"
    r"|\s*(?:的)?也?(?:可以|行|没问题|没关系|能接受)"
)
_OF_A_PART = re.compile(
    r"\b(?:with|(?:it|they|one|that|which|must|should|to) ha(?:s|ve)) "
    r"(?P<article>an? |its |the |some )?(?:[\w-]+ )?$"
)
_PART = re.compile(r"\s+(?!and|or|but|for|in|under|please|only|not|that)[a-z]{3,}")
_WITH = re.compile(
    r"\b(?:with|having|(?:that|which|it|they) ha(?:s|ve)) (?:an? |the |its |some )?(?:[\w-]+ )?$"
)
_LOOKS = re.compile(
    r"\b(?:it|they|that|this) looks? (?:a bit |too |so |very |kind of |more )*$"
    r"|\b(?:was|is|are|were|feels?|felt|looks?|looked) (?:just |thin |flat )?(?:like|as thin as)"
    r" (?:an? )?$"
)
"""Tells of what there is, or was: "the mat I had was like paper"."""
_OF_ONES = re.compile(
    r"\bones? (?:that (?:are|come|is|comes) )?(?:in|with|on) (?:an? |the )?(?:\w+ )?$"
    rf"|{FOR_SO_MANY.pattern}"
)
"""Says what the things spoken of come in, or how much they are to do: "the ones in a glass", "a
lighter one for 4 cups"."""
_TOO_DEAR = re.compile(
    r"\s*(?:ones?|的|那[个款])?\s*(?:is|are|'s|就)?\s*(?:a (?:bit|little|tad)|bit|too|rather"
    r"|有点儿?|太|偏|zu)\s*(?:dear|expensive|pricey|steep|贵|teuer)"
)
"""Tells why something else is wanted: "the copper ones are too dear"."""
_FOR = re.compile(r"(?<!look )(?<!looking )(?<!searching )\bfor (?:an? |the |my )?$")


def read_facets(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """Fill `include` and `exclude`."""
    _read_sizes(utterance, draft)
    for pattern in (_UNNEEDED, _REPLACED):
        for _ in utterance.read(pattern):
            pass
    text = utterance.text
    settled = bool(context.wishes.include.get("category"))
    found = _meant(text, vocabulary.find(text), settled)
    found = [_in_force(term, context) for term in found]
    terms = [
        t
        for t in found
        if not (_is_of_a_part(text, t) or _LOOKS.search(utterance.whole[: t.start]))
        and not (settled and t.facet == "category" and _OF_ONES.search(text[: t.start]))
        and not _TOO_DEAR.match(utterance.whole, t.end)
    ]
    terms = _without_purposes(text, terms)
    refused = _refused(utterance, terms)
    terms = [
        t
        for t in terms
        if not (t in refused and is_a_part(utterance.text, t, terms, refused, settled))
    ]
    refused = [t for t in refused if t in terms]
    looks = [t for t in found if _LOOKS.search(utterance.whole[: t.start])]
    read_unknown_refusals(utterance, draft, [*terms, *looks])
    for negation in NEGATION.finditer(text):
        if any(
            FILLER.fullmatch(text[negation.end() : max(t.start, negation.end())]) for t in refused
        ):
            utterance.take(*negation.span())
    kinds = [t for t in terms if t.facet == "category" and t not in refused]
    kinds = _wanted(utterance, _sold(utterance, kinds, vocabulary), context)
    heads = _heads(
        utterance.text, kinds, utterance.chinese, context.wishes.include.get("category", ())
    )
    for term in terms:
        if _is_allowed_again(text, term, context):
            draft.lifted.setdefault(term.facet, []).append(term.value)
        elif term in refused:
            draft.exclude.setdefault(term.facet, []).append(term.value)
            if term.facet == "category" and heads and not _is_narrower(term, heads):
                draft.exclude.setdefault("words", []).append(term.value)
        elif term.facet != "category" or term in heads:
            draft.include.setdefault(term.facet, []).append(term.value)
            if _ADDS.search(utterance.text[max(term.start - 12, 0) : term.end + 20]):
                draft.added.add(term.facet)
        if term in refused or term.facet != "category" or term in heads:
            utterance.take(term.start, term.end, describes=term not in refused)
    _without_refused(draft)


def _sold(utterance: Utterance, kinds: Sequence[Term], vocabulary: Vocabulary) -> list[Term]:
    """Without the kinds that are not sold here and that the frame sees no kind of thing in, where
    one that is sold is spoken of as well: my kettle broke, I want a stove top one."""
    owned = vocabulary.named(" , ".join(utterance.frame.texts("owned")))
    if vocabulary.sold.isdisjoint({*(t.value for t in kinds), *owned}):
        return list(kinds)
    spans = utterance.frame.of("kind")
    heads = [t for t in kinds if any(s.start < t.end <= s.end for s in spans)]
    return [t for t in kinds if t in heads or t.value in vocabulary.sold]


UNSURE, CERTAIN = 0.7, 0.9
"""How sure the model must be that a value is refused where no word denies it, and that one is
wanted where a word does."""


def _refused(utterance: Utterance, terms: Sequence[Term]) -> list[Term]:
    """The terms that are ruled out: those the frame says are; where it says so of none, those a
    negation is said of."""
    denied = refused_terms(utterance.text, terms)
    spans, frame = utterance.frame.of("refused"), utterance.frame
    if not spans:
        return denied
    said = [t for t in terms if any(_within(t, s) and s.probability >= UNSURE for s in spans)]
    sure = [s for s in frame.of("kind", "trait") if s.probability >= CERTAIN]
    denied = [t for t in denied if not any(_within(t, s) for s in sure)]
    wanted = {t.facet for t in terms for s in frame.of("trait", "kind") if _within(t, s)}
    said += [t for t in terms if t.facet in wanted and any(_within(t, s) for s in spans)]
    refused = [t for t in terms if t in said or t in denied]
    return without_compound_heads(utterance.text, refused)


_REQUEST = re.compile(
    r"\b(?:show me|do you (?:have|sell|do)|have you got|i (?:want|need)|i'd like|looking for"
    r"|find me)\b"
    r"|给我|有没有|我想要"
)
FEW_WORDS, FEW_WORDS_FIRST = 3, 10
"""More words than these name no kind that the frame does not see in them: in mid-conversation, and
when it begins."""


def _wanted(utterance: Utterance, kinds: Sequence[Term], context: Context) -> list[Term]:
    """Of kinds of things that are named, those the frame says are wanted; where it says so of
    none, a story's nouns are none either."""
    spans = utterance.frame.of("kind", "trait", "style", "relative", "superlative")
    wanted = [t for t in kinds if any(_within(t, span) for span in spans)]
    words = len(utterance.whole.split())
    if not context.begun and words <= FEW_WORDS_FIRST:
        apart = utterance.frame.of("place", "goes_with") if _names_surely(utterance) else []
        return [t for t in kinds if not any(_within(t, span) for span in apart)]
    short = words <= FEW_WORDS
    if wanted or not context.begun or context.new_photo or short:
        beside = utterance.frame.of(*_BESIDE)
        left = [t for t in kinds if not any(_within(t, span) for span in beside)]
        if words > FEW_WORDS_FIRST:  # a story: "it fell off the shelf"
            left = [t for t in left if not _PLACED.search(utterance.whole[: t.start])]
        return wanted or left
    asked = _REQUEST.search(utterance.whole)
    return [t for t in kinds if asked and t.start >= asked.end()]


def _names_surely(utterance: Utterance) -> bool:
    """Whether the frame surely sees a kind of thing that is wanted."""
    return any(span.probability >= UNSURE for span in utterance.frame.of("kind"))


_PLACED = re.compile(
    r"\b(?:off|on|onto|in|into|under|behind|beside|next to|from|at|against|down)"
    r" (?:the|my|his|her|our|their) (?:\w+ )?$"
)
"""Says where something happened."""
_BESIDE = ("limit", "measure", "owned", "use", "place", "goes_with", "occasion")
"""Parts of a turn whose nouns are wanted by no one: big enough for four mugs of tea."""


def _within(term: Term, span: Span) -> bool:
    return span.start < term.end and term.start < span.end


def _without_refused(draft: Draft) -> None:
    """What is ruled out is not wanted as well: 橡胶的味儿冲，不要橡胶."""
    for facet, values in draft.exclude.items():
        if facet in draft.include:
            draft.include[facet] = [v for v in draft.include[facet] if v not in values]


def _is_narrower(term: Term, heads: Sequence[Term]) -> bool:
    """Whether a refused kind is one of those wanted: "lamps, but no table lamps"; chocolate beside
    milk is none, so nothing with chocolate is wanted."""
    lexicon = Lexicon.load()
    return any(
        term.value in lexicon.narrower("category", head.value) or term.value.endswith(head.value)
        for head in heads
    )


def _in_force(term: Term, context: Context) -> Term:
    """ "terracotta" is a colour where a colour is in force and no material is."""
    facets = context.wishes.include.keys() & {"material", "colour"}
    if term.facet in ("material", "colour") and facets < {"material", "colour"}:
        for facet in facets & term.others:
            return Term(term.start, term.end, facet, term.value)
    return term


def _is_allowed_again(text: str, term: Term, context: Context) -> bool:
    """ "metal is fine after all": what was refused is refused no longer, nor is it wanted."""
    refused = context.wishes.exclude.get(term.facet, ())
    return term.value in refused and bool(_ALLOWED.match(text, term.end))


def _is_of_a_part(text: str, term: Term) -> bool:
    """Whether it describes a part: "with a leather strap", "a bottle with a straw"."""
    match = _OF_A_PART.search(text[: term.start])
    if match is None or term.facet not in ("material", "colour"):
        return False
    return bool(match["article"] or _PART.match(text, term.end))


def _without_purposes(text: str, terms: Sequence[Term]) -> list[Term]:
    """Without what a thing is for: "a birdhouse for blue tits" is not blue."""
    kinds = [t.end for t in terms if t.facet == "category"]
    return [
        t
        for t in terms
        if t.facet == "category"
        or not (_FOR.search(text[: t.start]) and any(end < t.start for end in kinds))
    ]


def _read_sizes(utterance: Utterance, draft: Draft) -> None:
    for match in utterance.read(SIZE):
        said = next(group for group in match.groups() if group)
        draft.include.setdefault("size", []).append(_SIZE_NAMES.get(said, said))


def _meant(text: str, terms: Sequence[Term], settled: bool) -> list[Term]:
    """Terms by what they stand for in their place: "glass vase", "made of glass", "a glass";
    once a kind is `settled`, "make it glass" is a material too."""
    found: list[Term] = []
    beside = any(t.facet == "material" for t in terms)
    alone = settled and not any(t.facet == "category" and not t.others for t in terms)
    for i, term in enumerate(terms):
        follows = i + 1 < len(terms) and not text[term.end : terms[i + 1].start].strip(" -的色")
        as_material = "material" in term.others and term.facet == "category"
        if "colour" in term.others and _COLOURED.match(text, term.end):
            term = Term(term.start, term.end, "colour", term.value)
        elif as_material and (
            follows
            or any(t.facet == "category" for t in found)
            or _MATERIAL_PLACE.search(text[: term.start])
            or ((beside or alone) and _is_stuff(text, term))
        ):
            lexicon_value = term.value
            term = Term(term.start, term.end, "material", lexicon_value)
        found.append(term)
    return found


def _is_stuff(text: str, term: Term) -> bool:
    """Whether a word for a thing or what it is made of can be the latter: "glass", no "a glass"."""
    said = text[term.start : term.end]
    return singular(said) == said and not _COUNTED.search(text[: term.start])


_UNNEEDED = re.compile(
    r"\bno (?:[\w-]+ ){1,2}(?:is |are )?(?:needed|necessary|required)\b"
    r"|\b(?:[\w-]+ ){1,2}(?:is |are )?not (?:needed|necessary|required)\b"
)
_REPLACED = re.compile(
    r"\b(?:replace|swap|change|switch)(?: out)? (?:the )?[\w-]+(?: [\w-]+)? (?:with|for"
    r"|to|into|by) "
    r"|\bfrom [\w-]+ to (?=[a-z])|把[^\s,，。]{1,6}(?:换|改)(?:成|为)"
)
"""What another thing takes the place of: "replace black with white" is white."""


def _heads(
    text: str, kinds: Sequence[Term], chinese: bool, in_force: Sequence[str] = ()
) -> list[Term]:
    """The kinds that are wanted: "a lamp for my desk" is a lamp, "desk or lamp" is both."""
    wanted: list[Term] = []
    settled = bool(in_force)
    for term in kinds:
        if chinese and (_ZH_PLACE.search(text[: term.start]) or _ZH_ON.match(text, term.end)):
            continue
        if not chinese and _PURPOSE.search(text[: term.start]):
            continue
        if settled and _WITH.search(text[: term.start]) and term.value not in in_force:
            continue  # a part of what is wanted
        if not wanted:
            wanted.append(term)
            continue
        between = text[wanted[-1].end : term.start]
        if re.search(r"\b(?:or|and)\b|[,/、]|或|和", between) and not _PREPOSITION.search(between):
            wanted.append(term)
        elif not between.strip(" -的") or chinese:
            wanted[-1] = term  # the last of a compound is its head
    return wanted
