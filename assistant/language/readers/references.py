"""References to what is on the screen: "the second", "1 and 3", "the blue one", 第二个."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.draft import Context, Draft
from assistant.language.patterns import MEASURES, one_of
from assistant.language.utterance import Utterance
from assistant.language.vocabulary import Term, Vocabulary

_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th",
         "seventh 7th", "eighth 8th", "ninth 9th", "tenth 10th"), start=1
    )
    for word in words.split()
} | {"last": -1}  # fmt: skip
_ORDINAL = "|".join(_ORDINALS)
_NOUN = r"(?:\s+(?:one|item|product|option|result|choice|article|pick|suggestion|thing))?"
_AND = r"\s*(?:,|and|&|with|to|vs\.?|versus|or|than|,\s*and)\s*"
_EN_ORDINALS = re.compile(
    rf"\b(?:the\s+|your\s+)?(?P<list>(?:{_ORDINAL})(?:{_AND}(?:the\s+)?(?:{_ORDINAL}))*)\b"
    rf"(?!\s+(?:two|2|three|3|four|4|time|hand|of all|aid|class)\b)(?!-hand){_NOUN}"
)
_FIRST_N = one_of(
    r"\b(?:the\s+)?(?P<end>first|top|last)\s+(?P<n>\d|two|three|four|five)(?:\s+(?:ones|items"
    r"|products|options|results))?\b",
    rf"前\s*(?P<zh>\d|两|三|四|五)\s*[{MEASURES}]?",
)
_FROM_END = one_of(
    r"\b(?:the )?(?P<n>second|third|fourth)[- ](?:to|from)[- ](?:the )?(?:last|end)(?: one)?\b",
    r"\b(?:the )?(?:last but one|one before (?:the )?last|next to last|penultimate)(?: one)?\b",
    rf"倒数第\s*(?P<zh>\d)\s*[{MEASURES}]?",
)
_ENDS = one_of(
    r"\b(?:the )?(?:(?P<start>top|leftmost|very first)|(?P<end>bottom|rightmost|final)|middle) one\b",
    r"\b(?:the )?one (?:on|at|in) the (?:(?:left|top)(?P<left>)|(?:right|bottom|end)(?P<right>)|middle)\b",
)
_SIDES = (("start", "left"), ("end", "right"))
_NUMBERED = one_of(
    r"(?:\b(?:number|no\.?|nr\.?|item|option|product|result|choice)\s*"
    r"|#\s*)(?P<first>\d{1,2})(?P<rest>(?:\s*(?:,"
    r"|and|&|with|to|vs\.?|versus|or)\s*(?:number|no\.?|item|option|#)?\s*\d{1,2})*)\b",
)
_BARE = one_of(
    r"(?<!\d)(?<!\d[.,])(?<![€$£¥])\b(?P<first>\d{1,2})(?P<rest>(?:\s*(?:,|and|&|with|to|vs\.?"
    r"|versus|or|than|和|跟|与|、|还是)\s*(?:and\s+)?\d{1,2})*)\b(?![.,]?\d)(?!\s*(?:%|"
    r"[€$£]|[a-z]*(?:cm|mm|kg|eur|usd|euros?|dollars?|pounds?|stars?"
    r"|feet|foot|ft|inch(?:es)?|in|met(?:er|re)s?|lit(?:er|re)s?|kilos?|grams?|hours?|m|l|g)\b))",
)
_POINTING = one_of(
    r"\b(?:compare|difference between|differ|between|save|shortlist|add|keep|bookmark|remove"
    r"|why|about|like|as|similar to|of|is|does|and|explain|tell me about|with|favou?rite"
    r"|against)\s*$",
    r"(?:比较|对比|收藏|保存|加入|为什么|关于|像|跟|和)(?:一下)?\s*$",
)
_ZH = one_of(
    rf"(?:第\s*(?P<n>\d{{1,2}}|最后)\s*(?:[{MEASURES}种项号])?"
    r"|(?P<last>最后(?:面)?(?:那"
    rf"|一)?(?:一)?[{MEASURES}])"
    r"|(?P<no>\d{1,2})\s*号)(?!\s*(?:块|元|欧|星|"
    r"厘米))",
)
_ALL = one_of(
    r"^(?:and |so |but )?which (?:ones? )?(?=(?:has|have|is|are|comes?|can|fits?|would|will|do)\b)",
    rf"^(?:那)?(?:哪|有哪)[些几一]?[{MEASURES}]?(?:有|是|能|可以|带|防)",
    r"\b(?:any|all|each|none|which|either|both|some|one)(?: one)? of (?:them|these|those|the (?:two"
    r"|three|ones))\b",
    r"\b(?:these|those)(?: (?:ones|two|three|items|products|results))?\b",
    r"\bthem(?: all)?\b",
    r"\bthey(?:'re)?\b",
    r"\bboth\b",
    rf"[这那](?:些|几[{MEASURES}])",
    r"它们",
    rf"哪[一{MEASURES}][{MEASURES}]?(?=.*(?:更|最|比较))",
)
_BY = {
    "cheapest": one_of(
        r"\b(?:the )?(?:cheapest|cheaper|least expensive|less expensive)(?: (?:one|item"
        r"|option))?(?: of (?:the"
        r"|these|those|them)(?: (?:two|three|ones))?)?\b",
        r"(?:更|最|比较)?便宜的?那?(?:个|款|一个)(?!的)",
        r"最便宜的?",
    ),
    "dearest": one_of(
        r"\b(?:the )?(?:most expensive|more expensive|priciest|pricier|dearest|dearer)(?: (?:one"
        r"|item|option))?(?: of (?:the|these|those|them)(?: (?:two|three))?)?\b",
        r"(?:更|最|比较)?贵的?那?(?:个|款|一个)(?!的)",
        r"最贵的?",
    ),
    "lightest": one_of(
        r"\b(?:the )?(?:lightest|lighter)(?: one)?(?: of (?:the|these|those|them)(?: (?:two"
        r"|three))?)?\b",
        r"[更最]轻的那?(?:个|款)?",
    ),
    "heaviest": one_of(
        r"\b(?:the )?(?:heaviest|heavier)(?: one)?(?: of (?:the|these|those|them)(?: (?:two"
        r"|three))?)?\b",
        r"[更最]重的那?(?:个|款)?",
    ),
    "largest": one_of(
        r"\b(?:the )?(?:(?:biggest|largest|bigger|larger|tallest)(?: one)?|(?:big|large|tall) one)(?: of (?:the|these|those"
        r"|them)(?: (?:two|three))?)?\b",
        r"[更最]大的那?(?:个|款)?",
    ),
    "smallest": one_of(
        r"\b(?:the )?(?:(?:smallest|smaller|shortest)(?: one)?|(?:small|short) one)(?: of (?:the|these|those|them)(?: "
        r"(?:two"
        r"|three))?)?\b",
        r"[更最]小的那?(?:个|款)?",
    ),
    "best_rated": re.compile(
        r"\b(?:the )?(?:best|highest|top)[- ]rated(?: one)?\b|评[价分]最[高好]的那?(?:个|款)?"
    ),
}
SUPERLATIVES = {
    "cheapest": re.compile(
        r"\b(?:cheap(?:er|est)|(?:less|least) expensive|lower price)\b|便宜|更低价"
    ),
    "dearest": re.compile(
        r"\b(?:(?:more|most) expensive|pric(?:ier|iest)|dear(?:er|est))\b|[更最比较]贵"
    ),
    "lightest": re.compile(r"\b(?:light(?:er|est)|weighs? (?:the )?(?:less|least))\b|[更最较]轻"),
    "heaviest": re.compile(r"\b(?:heav(?:ier|iest)|weighs? (?:the )?(?:more|most))\b|[更最较]重"),
    "largest": re.compile(
        r"\b(?:bigg(?:er|est)|larg(?:er|est)|tall(?:er|est)|wid(?:er|est)|holds (?:the )?(?:more"
        r"|most)|roomi(?:er|est))\b|[更最较][大高宽]"
    ),
    "smallest": re.compile(
        r"\b(?:small(?:er|est)|short(?:er|est)|narrow(?:er|est))\b|[更最较][小矮窄]"
    ),
    "best_rated": re.compile(
        r"\b(?:best|better|high(?:er|est)|top|most|more)[- ](?:rat(?:ed|ing|ings)|review(?:s|ed)"
        r"|popular|stars)\b|(?:评[价分]|口碑)[更最比较]*[好高]|[更最]受欢迎"
    ),
}
"""Order → the words of a question which of several items is first in it."""


def superlative(text: str) -> str:
    """The order that a question "which is …?" asks by, "" for none."""
    return next((name for name, pattern in SUPERLATIVES.items() if pattern.search(text)), "")


_DEFINITE = re.compile(r"\bthe\b|\bof (?:the|these|those|them)\b|的那|那[个款]|最")
MOST_SHOWN = 5  # positions that may be meant while the screen is empty
_FOCUS = one_of(
    r"\b(?:this|that)(?: (?:one|item|product|thing))?\b(?! (?:is|are) (?:fine|ok|all|great"
    r"|good))",
    r"\bit\b(?!'s (?:fine|ok|all right))",
    rf"这[{MEASURES}]?(?!价|颜色|材质|风格|品牌)",
    rf"那[{MEASURES}]",
    r"它(?!们)",
)
_FILLER_IT = one_of(
    r"\b\d+ of (?:them|these|those)\b",
    r"\b(?:make|take|leave|put|got|get|forget|that's|do|call) it\b",
    r"\bit (?:doesn't|does not|should|must|needs?|has to|can|could|would be)\b",
    r"\b(?:it's|it is) (?:for|a gift|a present)\b",
    r"\b(?:that|this) (?:is|are|has|have|costs?|fits?|can|will|matches|goes|doesn't"
    r"|isn't)\b(?=.*\b(?:under"
    r"|in stock|made|available)\b)",
    r"(?<=\w )that (?=(?:is|are|has|have|costs?|fits?|can|will|matches|goes|looks?|holds?|"
    r"won't|doesn't|isn't|would|i|you|my)\b)",
    r"\blike that\b(?=\W*$)(?<=.)\Z\b",
)
_OTHER = one_of(
    r"\bthe other(?: one| item)?\b(?! \w)(?! ones)",
    rf"(?:另外?一?|另外那)[{MEASURES}]",
)
_COSTING = one_of(
    r"\b(?:the|that) one (?:for|at|(?:that|which) (?:costs?|is)|costing|priced at)\s*[€$£¥]?\s*(\d+(?:\.\d+)?)"
    r"(?:\s*(?:something|ish|odd|euros?|dollars?|pounds?|bucks|quid|[€$£]))*",
    r"\b(?:the|that) [€$£]?\s*(\d+(?:\.\d+)?)(?:[€$£]|[- ](?:euros?|dollars?|pounds?|bucks?|quid))? one\b",
    rf"(\d+(?:\.\d+)?)(?:块钱?|元|欧元?|美元|英镑)的?那[{MEASURES}]",
    rf"那[{MEASURES}](\d+(?:\.\d+)?)(?:块钱?|元|欧元?|美元|英镑)的",
)
_ONE_FROM = re.compile(
    r"\b(?:the|that) one (?:(?:that(?:'s| is) )?(?:from|by|at|of|in|made (?:by|of)|sold (?:by|at)) )(?:the )?"
)
_REFUSED = re.compile(r"\b(?:not?|n't (?:want|like)|without|except|but not) $")
_THE = re.compile(r"\b(?:the|that) (?=[a-z])")
_TALKS = re.compile(
    r"^(?:and |so |but )?(?:is|does|has|how|what|why|compare|tell|save|can)\b|, ?(?:how|is|does|what)\b"
)
_OF_KIND = re.compile(r"\b(?:this|that|these|those)\s+(?=[a-z])")
_ONE = one_of(
    r"\b(?:the|that|this)\s+((?:[\w-]+\s+){1,3}?)one\b",
    rf"(?<=[的色])那[{MEASURES}]",
    rf"那[{MEASURES}](?=[^\s,，。]{{1,5}}的)",
)
_LIKE_PHOTO = one_of(
    r"\b(?:like|similar to|as|same as|matching|match(?:es)?|resembl\w+) (?:in )?(?:this|that"
    r"|the|my)?\s*(?:photo|picture|image|pic)?",
    r"(?:photo|picture|image|pic)\b",
    r"照片",
    r"图片",
    r"图里",
    r"图中",
    r"这[个张]?",
    r"这样",
    r"同款",
    r"类似",
)


def read_references(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """Fill `references`. Where nothing was wished for yet, there is nothing to refer to; a screen
    that is empty now was not empty before."""
    found = draft.references
    if context.new_photo and _LIKE_PHOTO.search(utterance.text):
        found["photo"] = True
        for _ in utterance.read(
            one_of(
                r"\b(?:this|that)(?: one)?\b",
                r"(?:\b(?:the|my|this) )?\b(?:photo|picture|image|pic)\b",
                r"这[个张款]?(?:照片|图片|图)?",
                r"照片",
                r"图片",
            )
        ):
            pass
    if not context.shown:
        if (
            context.photo
            and not found
            and re.search(r"\b(?:this|that|it|photo|picture|image)\b|这|那|照片|图", utterance.text)
        ):
            found["photo"] = True
            return
    if not context.begun:
        return
    shown = context.shown or MOST_SHOWN
    items = [item for position in _positions(utterance, vocabulary, shown) for item in position]
    if items:
        found["items"] = list(dict.fromkeys(items))
        return
    _described(utterance, draft, vocabulary, context.shown)
    if not found:
        _pronouns(utterance, draft, vocabulary)


def _positions(utterance: Utterance, vocabulary: Vocabulary, shown: int) -> Iterator[list[int]]:
    for match in utterance.read(_FIRST_N):
        n = match["n"] or match["zh"]
        count = {
            "two": 2,
            "three": 3,
            "four": 4,
            "five": 5,
            "两": 2,
            "三": 3,
            "四": 4,
            "五": 5,
        }.get(n)
        count = count or int(n)
        yield list(range(-count, 0)) if match["end"] == "last" else list(range(1, count + 1))
    for match in utterance.read(re.compile(r"这\s*([2-9])\s*[个款件盏把只张]")):
        yield list(range(1, min(int(match[1]), shown) + 1))
    for match in utterance.read(_FROM_END):
        word = match["n"] or ""
        yield [-(_ORDINALS.get(word) or (int(match["zh"]) if match["zh"] else 2))]
    for match in utterance.read(_ENDS):
        start, end = (match[a] is not None or match[b] is not None for a, b in _SIDES)
        yield [1 if start else -1 if end else (shown + 1) // 2]
    for match in utterance.read(_ZH):
        yield [-1 if match["last"] or match["n"] == "最后" else int(match["n"] or match["no"])]
    for match in utterance.read(_NUMBERED):
        yield [int(match["first"]), *map(int, re.findall(r"\d+", match["rest"]))]
    for match in list(_EN_ORDINALS.finditer(utterance.text)):
        if re.search(
            r"(?:cheapest|dearest|priciest|rated|expensive|lowest|highest|best|price|sellers?"
            r"|at|for the)\s*$",
            utterance.text[: match.start()],
        ):
            continue  # "cheapest first"
        utterance.take(*match.span())
        _take_kind(utterance, vocabulary, match.end())
        yield [_ORDINALS[word] for word in re.findall(_ORDINAL, match["list"])]
    for match in list(_BARE.finditer(utterance.text)):
        numbers = [int(match["first"]), *map(int, re.findall(r"\d+", match["rest"]))]
        pointed = _POINTING.search(utterance.text[: match.start()])
        alone = not re.sub(
            r"[\W_]", "", utterance.text[: match.start()] + utterance.text[match.end() :]
        )
        if (pointed or alone or match["rest"]) and all(1 <= n <= max(shown, 1) for n in numbers):
            utterance.take(*match.span())
            yield numbers


def _take_kind(utterance: Utterance, vocabulary: Vocabulary, start: int) -> None:
    """The kind of thing that is counted: "the second jacket"."""
    rest = utterance.text[start : start + 30]
    term = next(iter(vocabulary.find(rest)), None)
    if term and term.facet == "category" and not rest[: term.start].strip():
        utterance.take(start, start + term.end)


def _described(utterance: Utterance, draft: Draft, vocabulary: Vocabulary, shown: int) -> None:
    """ "the blue one", "that lamp", "the cheaper of the two"."""
    found = draft.references
    for match in utterance.read(_OTHER):
        found["other"] = True
    for match in utterance.read(_COSTING):
        found["price"] = float(next(group for group in match.groups() if group))
    for match in list(_ONE_FROM.finditer(utterance.text)):
        after = utterance.text[match.end() : match.end() + 30]
        if (term := next(iter(vocabulary.find(after)), None)) and term.start == 0:
            found.setdefault("which", {}).setdefault(term.facet, []).append(term.value)
            utterance.take(match.start(), match.end() + term.end)
    for match in list(_ONE.finditer(utterance.text)):
        said = match[1] or _zh_around(utterance.text, match)
        terms = vocabulary.find(said)
        if terms and _REFUSED.search(utterance.text[: match.start()]):
            continue  # "not the pink one" refuses pink
        if terms:
            which = found.setdefault("which", {})
            for term in terms:
                which.setdefault(term.facet, []).append(term.value)
            start = utterance.text.find(said, max(match.start() - len(said), 0))
            utterance.take(min(start, match.start()), max(match.end(), start + len(said)))
    if _TALKS.search(utterance.whole):
        _definite(utterance, draft, vocabulary)
    for match in list(_OF_KIND.finditer(utterance.text)):
        terms = vocabulary.find(utterance.text[match.end() : match.end() + 40])
        run = [t for t in terms if t.start == 0 or t is not terms[0]]
        kind = next((t for t in run[:3] if t.facet == "category"), None)
        if kind and terms[0].start == 0:
            found.setdefault("which", {}).setdefault("category", []).append(kind.value)
            utterance.take(match.start(), match.end() + kind.end)
    for name, pattern in _BY.items():
        for match in list(pattern.finditer(utterance.text)):
            ordered = re.match(r"\s*first\b", utterance.text[match.end() :])
            pointed = shown or re.search(r"\bone\b|那", match[0])
            if _DEFINITE.search(match[0]) and not ordered and pointed:
                found["by"] = name


def _definite(utterance: Utterance, draft: Draft, vocabulary: Vocabulary) -> None:
    """ "the Kestovar backpack, how heavy is it?": a kind with what tells one item from others."""
    for match in list(_THE.finditer(utterance.text)):
        run: list[Term] = []
        rest = utterance.text[match.end() : match.end() + 40]
        for term in vocabulary.find(rest):
            if rest[run[-1].end if run else 0 : term.start].strip():
                break
            run.append(term)
            if term.facet == "category":
                break
        if len(run) > 1 and run[0].start == 0 and run[-1].facet == "category":
            which = draft.references.setdefault("which", {})
            for term in run:
                which.setdefault(term.facet, []).append(term.value)
            utterance.take(match.start(), match.end() + run[-1].end)


def _zh_around(text: str, match: re.Match[str]) -> str:
    """The words before 的那个 or between 那个 and 的."""
    before = text[: match.start()]
    if before.endswith(("的", "色")):
        return re.split(r"[\s,，。]", before.removesuffix("的"))[-1][-6:]
    return text[match.end() :].split("的", 1)[0]


def _pronouns(utterance: Utterance, draft: Draft, vocabulary: Vocabulary) -> None:
    for pattern, name in ((_ALL, "all"), (_FOCUS, "focus")):
        hidden = [m.span() for m in _FILLER_IT.finditer(utterance.text)]
        for match in list(pattern.finditer(utterance.text)):
            if any(a <= match.start() < b for a, b in hidden):
                continue
            draft.references[name] = True
            utterance.take(*match.span())
        if draft.references:
            return
