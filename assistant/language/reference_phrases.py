"""How shoppers point at what is on the screen: patterns of normalised text."""

from __future__ import annotations

import re

from assistant.language.patterns import MEASURES, one_of
from assistant.language.utterance import TAKEN

ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th",
         "seventh 7th", "eighth 8th", "ninth 9th", "tenth 10th"), start=1
    )
    for word in words.split()
} | {"forth": 4, "last": -1}  # fmt: skip
ORDINAL = "|".join(ORDINALS)
NOUN = r"(?:\s+(?:one|item|product|option|result|choice|article|pick|suggestion|thing))?"
AND = r"\s*(?:,|and|&|with|to|vs\.?|versus|or|than|,\s*and)\s*"
EN_ORDINALS = re.compile(
    rf"\b(?:the\s+|your\s+)?(?P<list>(?:{ORDINAL})(?:{AND}(?:the\s+)?(?:{ORDINAL}))*)\b"
    rf"(?!\s+(?:two|2|three|3|four|4|time|hand|of all|aid|class|night|week|month|year)\b)"
    rf"(?!-hand){NOUN}"
)
FIRST_N = one_of(
    r"\b(?:the\s+)?(?P<end>first|top|last)\s+(?P<n>\d|two|three|four|five)(?:\s+(?:ones|items"
    r"|products|options|results))?\b",
    rf"前\s*(?P<zh>\d|两|三|四|五)\s*[{MEASURES}]?",
)
FROM_END = one_of(
    r"\b(?:the )?(?P<n>second|third|fourth)[- ](?:to|from)[- ](?:the )?(?:last|end)(?: one)?\b",
    r"\b(?:the )?(?:last but one|one before (?:the )?last|next to last|penultimate)(?: one)?\b",
    rf"倒数第\s*(?P<zh>\d)\s*[{MEASURES}]?",
)
ENDS = one_of(
    rf"(?P<head>头一)[{MEASURES}]",
    r"(?:\bthe |^|(?<=[,.;:] )|(?<=and )|(?<=with ))"
    r"(?:(?P<start>top|leftmost|very first)|(?P<end>bottom|rightmost|final)|middle) one\b",
    r"\b(?:the )?one (?:on|at|in) the (?:(?:left|top)(?P<left>)|(?:right|bottom"
    r"|end)(?P<right>)|middle)\b",
)
NUMBERED = one_of(
    r"(?:\b(?:number|no\.?|nr\.?|item|option|product|result|choice)\s*"
    r"|#\s*)(?P<first>\d{1,2})(?P<rest>(?:\s*(?:,"
    r"|and|&|with|to|vs\.?|versus|or)\s*(?:number|no\.?|item|option|#)?\s*\d{1,2})*)\b",
)
BARE = one_of(
    r"(?<!\d)(?<!\d[.,])(?<![€$£¥])\b(?P<first>\d{1,2})(?P<rest>(?:\s*(?:,|and|an|n|&|with|to|vs\.?"
    r"|versus|or|than|和|跟|与|、|还是)\s*(?:and\s+)?\d{1,2})*)\b(?![.,]?\d)(?!\s*(?:%|"
    r"[€$£]|[a-z]*(?:cm|mm|kg|eur|usd|euros?|dollars?|pounds?|stars?"
    r"|feet|foot|ft|inch(?:es)?|in|met(?:er|re)s?|lit(?:er|re)s?|kilos?|grams?|hours?|m|l|g)\b))",
)
POINTING = one_of(
    r"\b(?:compare|difference between|differ|between|save|shortlist|add|keep|bookmark|remove"
    r"|why|about|like|as|similar to|of|is|does|and|explain|tell me about|with|favou?rite"
    r"|against)\s*$",
    r"(?:比较|对比|收藏|保存|加入|为什么|关于|像|跟|和)(?:一下)?\s*$",
)
ZH = one_of(
    rf"(?:第\s*(?P<n>\d{{1,2}}|最后)\s*(?:[{MEASURES}种项号])?"
    r"|(?P<last>最后(?:面)?(?:[那这]"
    rf"|一)?(?:一)?[{MEASURES}])"
    r"|(?P<no>\d{1,2})\s*号)(?!\s*(?:块|元|欧|星|"
    r"厘米))",
)
ALL = one_of(
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
BY = {
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
        r"哪一?[个款件]?.{0,2}轻",
    ),
    "heaviest": one_of(
        r"\b(?:the )?(?:heaviest|heavier)(?: one)?(?: of (?:the|these|those|them)(?: (?:two"
        r"|three))?)?\b",
        r"[更最]重的那?(?:个|款)?",
        r"哪一?[个款件]?.{0,2}重",
    ),
    "largest": one_of(
        r"\b(?:the )?(?:(?:biggest|largest|bigger|larger|tallest)(?: one)?|(?:big|large"
        r"|tall) one)(?: of (?:the|these|those"
        r"|them)(?: (?:two|three))?)?\b",
        r"[更最]大的那?(?:个|款)?",
    ),
    "smallest": one_of(
        r"\b(?:the )?(?:(?:smallest|smaller|shortest)(?: one)?|(?:small|short) one)(?: of"
        r" (?:the|these|those|them)(?: "
        r"(?:two"
        r"|three))?)?\b",
        r"[更最]小的那?(?:个|款)?",
    ),
    "best_rated": re.compile(
        r"\b(?:the )?(?:best|highest|top)[- ]rated(?: one)?\b|评[价分]最[高好]的那?(?:个|款)?"
    ),
}
SUPERLATIVES = {
    "best_rated": re.compile(
        r"\b(?:best|better|high(?:er|est)|top|most|more)[- ](?:rat(?:ed|ing|ings)|review(?:s|ed)"
        r"|popular|stars)\b|(?:评[价分]|口碑)[更最比较]*[好高]|[更最]受欢迎"
    ),
    "cheapest": re.compile(
        r"\b(?:cheap(?:er|est)|(?:less|least) expensive|lower price)\b|便宜|更低价"
    ),
    "dearest": re.compile(
        r"\b(?:(?:more|most) expensive|pric(?:ier|iest)|dear(?:er|est))\b|[更最比较]贵"
    ),
    "lightest": re.compile(
        r"\b(?:light(?:er|est)|weighs? (?:the )?(?:less|least))\b|[更最较]轻|哪一?[个款件把只]轻"
    ),
    "heaviest": re.compile(
        r"\b(?:heav(?:ier|iest)|weighs? (?:the )?(?:more|most))\b|[更最较]重|哪一?[个款件把只]重"
    ),
    "tallest": re.compile(r"\b(?:tall|high)(?:er|est)\b(?! (?:rat|pric))|[更最较]高(?!评)"),
    "widest": re.compile(r"\bwid(?:er|est)\b|[更最较]宽"),
    "narrowest": re.compile(r"\bnarrow(?:er|est)\b|[更最较]窄"),
    "longest": re.compile(r"\blong(?:er|est)\b(?! last)|[更最较]长"),
    "deepest": re.compile(r"\bdeep(?:er|est)\b|[更最较]深"),
    "largest": re.compile(
        r"\b(?:bigg(?:er|est)|larg(?:er|est)|holds (?:the )?(?:more"
        r"|most)|roomi(?:er|est))\b|[更最较]大|装得[更最]?多"
    ),
    "smallest": re.compile(r"\b(?:small(?:er|est)|short(?:er|est))\b|[更最较][小矮]"),
}
"""Order → the words of a question which of several items is first in it."""
DEFINITE = re.compile(r"\bthe\b|\bof (?:the|these|those|them)\b|的那|那[个款]|最")
STANDS_ALONE = re.compile(
    r"\s*(?:$|[^\w\s]|[\u3400-\u9fff]|(?:and|or|an?|is|was|has|have|does|do|in|to|on|for|from|with|please|again|as|but"
    r"|than|over|best|better|so|the|too|by|instead|up|at|against|cost|costs|made|come|look|fit|recommended|good)\b)"
)
"""What may follow a number that is a position: "with 3 wagons" points at nothing."""
LASTS = re.compile(r"\b(?:does|do|did|will|would|can|could|should|must|how long|to)\b[^,.?]*\s$")
FOCUS = one_of(
    r"\b(?:this|that)(?: (?:one|item|product|thing))?\b(?! (?:is|are) (?:fine|ok|all|great"
    r"|good))",
    r"\bit\b(?!'s (?:fine|ok|all right))",
    rf"这[{MEASURES}]?(?!价|颜色|材质|风格|品牌)",
    rf"那[{MEASURES}]",
    r"它(?!们)",
)
FILLER_IT = one_of(
    r"\b\d+ of (?:them|these|those)\b",
    r"\bit (?:clashes|doesn't match|'s too|is too|gets|makes|hurts|leaks|broke)\b",
    r"\bmake that(?= \d+$)",
    r"\b(?:can|could|should|must|may) it be\b",
    r"\b(?:make|take|leave|put|got|get|forget|that's|do|call) it\b"
    r"(?! (?:on|onto|to|in|into|off|from) (?:my|the)\b)",
    r"\b(?:that|this|it)(?:'s| is) (?:a (?:bit|little) |way |far |much |still )?too\b",
    r"\b(?:that|this|it) (?:really )?help(?:s|ed)\b",
    r"\bkeep it (?=under|below|around|about|between|within|cheap|simple|small|to\b)",
    r"\bit (?:doesn't|does not|should|must|needs?|has to|can|could|would be)\b",
    r"\b(?:it's|it is) (?:for|a gift|a present)\b",
    r"\b(?:that|this) (?:is|are|has|have|costs?|fits?|can|will|matches|goes|doesn't"
    r"|isn't)\b(?=.*\b(?:under"
    r"|in stock|made|available)\b)",
    r"(?<=\w )that (?=(?:is|are|has|have|costs?|fits?|can|will|matches|goes|looks?|holds?"
    r"|weighs?|comes?|works?|"
    r"won't|doesn't|isn't|would|i|you|my)\b)",
    r"\blike that\b(?=\W*$)(?<=.)\Z\b",
)
OTHER = one_of(
    r"\bthe (?:other|remaining) (?:one|item)\b",
    r"\bthe other\b(?! \w)",
    rf"(?:另外?一?|另外那)[{MEASURES}]",
)
REVIEWED = re.compile(
    r"(?<![\d.])(?P<n>\d{1,6})\s*(?:(?:customer |buyer )?"
    r"(?:reviews?|ratings?|bewertungen|rezensionen)\b|[条个则份](?:评[价论]|点评|反馈))"
)
"""How many reviews something has."""
COSTING = one_of(
    r"\b(?:the|that) one (?:for|at|(?:that|which) (?:costs?|is)|costing|priced"
    r" at)\s*[€$£¥]?\s*(\d+(?:\.\d+)?)"
    r"(?:\s*(?:something|ish|odd|euros?|dollars?|pounds?|bucks|quid|[€$£]))*",
    r"\b(?:the|that) [€$£]?\s*(\d+(?:\.\d+)?)(?:[€$£]|[- ](?:euros?|dollars?|pounds?"
    r"|bucks?|quid))? one\b",
    rf"(\d+(?:\.\d+)?)\s*(?:块钱?|元|欧元?|美元|英镑)的?那[{MEASURES}]",
    rf"那[{MEASURES}]\s*(\d+(?:\.\d+)?)\s*(?:块钱?|元|欧元?|美元|英镑)(?:的)?",
)
ONE_FROM = re.compile(
    r"\b(?:the|that) one (?:(?:that(?:'s| is) )?(?:from|by|at|of|in|made (?:by|of)|sold"
    r" (?:by|at)) )(?:the )?"
)
REFUSED = re.compile(r"\b(?:not?|n't (?:want|like)|without|except|but not) $")
THE = re.compile(r"\b(?:the|that) (?=[a-z])")
TALKS = re.compile(
    r"^(?:and |so |but )?(?:is|does|has|how|what|why|compare|tell|save|can)\b|, ?(?:how"
    r"|is|does|what)\b"
)
OF_KIND = re.compile(r"\b(?:this|that|these|those)\s+(?=[a-z])")
ONE = one_of(
    r"\b(?:the|that|this)\s+((?:[\w-]+\s+){1,3}?)one\b",
    rf"(?<=[的色])那[{MEASURES}]",
    rf"那[{MEASURES}](?=[^\s,，。]{{1,5}}的)",
)
_ENDS = (
    r"(?=$|[^\w\s'-]|\s+(?:is|are|was|has|in|and|or|than|vs|versus|cost|costs|come|comes|to|on|for"
    r"|from|available|please|look|looks|made|too|better|waterproof|with the|with that|against)\b)"
)
WORDED = one_of(
    r"\b(?:the|that) (?:one|item|product)s? (?:with|(?:that|which)(?: has|'s got)|having"
    rf"|featuring) (?:the |an? |its )?(?P<part>[a-z][a-z-]*(?: [a-z-]+){{0,2}}?){_ENDS}",
    r"\b(?:the|that) (?P<trait>[a-z][a-z-]+(?: [a-z-]+)?) one\b",
    rf"(?:带|有)?(?P<zh>[^\s,，。的第{TAKEN}]{{1,5}})的那[{MEASURES}]",
    rf"那[{MEASURES}](?:带|有|是)?(?P<zh_after>[^\s,，。的{TAKEN}]{{1,5}})的",
)
"""An item by words of its own: "the one with the lid", "the round one"."""
WISHES = one_of(
    r"\b(?:want|need|looking|find|show me|any|do you have|have you|get me|prefer|rather|like"
    r"|is there|are there|not)\b",
    r"要|想|找|有没有|换|喜欢|不",
)
NO_TRAITS = frozenset(
    "other same first second third fourth fifth last next new best better right left wrong only "
    "whole previous current cheap cheaper cheapest expensive dear dearest big bigger biggest large "
    "larger largest small smaller smallest tall taller tallest short long longest light lighter "
    "heavy heavier nice good great old older lowest highest lower higher most least more less "
    "perfect ideal favourite suitable proper very different another middle top bottom "
    "recommended popular".split()
)
"""Words that tell no item from others by its own texts, or do so in another way."""
PHOTO = re.compile(r"\b(?:this|that|it|photo|picture|image)\b|这|那|照片|图")
LIKE_PHOTO = one_of(
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


def superlative(text: str) -> str:
    """The order that a question "which is …?" asks by, "" for none."""
    return next((name for name, pattern in SUPERLATIVES.items() if pattern.search(text)), "")
