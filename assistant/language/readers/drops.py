"""Constraints given up: "forget the colour", "any brand is fine", 颜色无所谓."""

from __future__ import annotations

import re

from assistant.language.draft import Context, Draft
from assistant.language.patterns import one_of
from assistant.language.utterance import TAKEN, Utterance
from assistant.language.vocabulary import Vocabulary
from retrieval.words import is_cjk

_NAMES = {
    "price": (
        r"prices?|budget|costs?|money|price (?:limit|range|cap)|钱(?![包夹])|价格|价钱|预算|价位"
    ),
    "colour": r"colou?rs?|颜色|色彩",
    "material": r"materials?|fabrics?|what it(?:'?s| is) made of|材质|材料|面料",
    "brand": r"brands?|makes?|maker|manufacturers?|品牌|牌子",
    "category": r"kinds?|types?|categor(?:y|ies)|种类|类型|类别",
    "pattern": r"patterns?|prints?|图案|花纹",
    "size": r"sizes?|码数|尺寸|大小|尺码",
    "shop": r"shops?|stores?|sellers?|retailers?|店铺?|商店|商家",
    "stock": r"stock|availability|in[- ]stock|库存|有没有货|现货",
    "condition": r"condition|成色|新旧",
    "rating": r"(?:star )?ratings?|reviews?|stars|scores?|评分|评价|星级",
    "for": (
        r"gender|(?:whether )?(?:it(?:'s| is) )?(?:for )?(?:men or women|women or men|male or "
        r"female)|who it(?:'s| is) for|性别|男女"
    ),
    "dimensions": (
        r"dimensions?|measurements?|width|height|length|depth|weight|capacity|diameter"
        r"|battery(?: life)?|宽度"
        r"|高度|重量|容量|长度|续航|电池"
    ),
    "exclusions": (
        r"exclusions?|(?:what(?:ever)?|(?:the )?(?:things?|stuff|ones)(?: that)?) i (?:excluded"
        r"|ruled out|refused|said no to|didn't want)|排除(?:的|条件)?"
    ),
}
_NAME = "|".join(f"(?P<{name}>{words})" for name, words in _NAMES.items())
_NAMED = re.compile("|".join(_NAMES.values()))
_TAIL = (
    r"(?:\s+(?:limits?|filters?|restrictions?|requirements?|constraints?|criteri(?:on|a)"
    r"|preferences?|part|thing))?"
)
_MINDLESS = (
    r"(?:does ?n[o']?t|do ?n[o']?t|doesnt|dont|does not|do not|is ?n[o']?t|is not|isnt|no longer)"
)
_DROPS = (
    one_of(
        r"\b(?:forget(?: about)?|ignore|drop|remove|lose|skip|clear|lift|scrap|delete|never ?mind"
        r"|screw|stuff|sod|blow|hang|to hell with|don't worry about|who cares about|bother"
        r"|disregard|leave out|take (?:off|away))\s+(?:about\s+)?"
        r"(?:what (?:i|we) (?:said|asked|told you|wanted) (?:about|on|for)\s+)?(?:the|my|that|any"
        rf"|all)?\s*(?:{_NAME}){_TAIL}\b",
    ),
    one_of(
        rf"(?<!there )(?<!have )(?<!got )(?<!has )(?<!see )\b(?:any|whatever|all"
        rf"|every)\s+(?!reviews?\W*$)(?:{_NAME})(?:\s+(?:is|are|will|would|works?|does?|goes"
        r"|you|can|that))?(?:\s+(?:fine|ok(?:ay)?|good|do|be fine|works?|all ?right|like|have|"
        r"it comes in))*",
    ),
    re.compile(rf"\bcan (?:have|be|come in) (?:any|whatever) (?:{_NAME})\b"),
    one_of(
        rf"(?:\b(?:the|about)\s+)?(?:{_NAME})\s+(?:{_MINDLESS})\s+"
        r"(?:(?:really|so|that|very|too|all that|terribly)\s+)*(?:matter|important"
        r"|an? issue|relevant|a problem|a concern|count)(?: (?:to me|for me|any ?more|now))?\b",
    ),
    one_of(
        rf"\bi?\s*(?:{_MINDLESS})\s+(?:really\s+)?(?:care|mind|bother)\s+(?:about\s+)?(?:the|what"
        rf"|which)?\s*(?:{_NAME})(?: (?:it is|any ?more))?\b",
    ),
    one_of(
        rf"\b(?:it )?(?:{_MINDLESS})\s+(?:really\s+)?matter\s+(?:about |what |which |the "
        rf")*(?:{_NAME})(?: (?:it is"
        r"|it has))?\b",
    ),
    one_of(
        r"\b(?:no matter|regardless of|irrespective of|never mind)\s+(?:what |which |the "
        rf")*(?:{_NAME})\b",
    ),
    one_of(
        rf"\b(?:the )?(?:{_NAME})\s+(?:is|are)\s+(?:irrelevant|unimportant|not important|no "
        r"(?:issue"
        r"|object|concern)|up to you|open|flexible)\b",
    ),
    one_of(
        rf"\b(?:no|without(?: the| a| any)?)\s+(?:{_NAME})\s+(?:limits?|restrictions?|preferences?"
        r"|filters?|requirements?)\b",
    ),
    one_of(
        r"(?:不限|不管|别管|忽略|去掉|取消|不考虑|不看|不在乎|不在意|忘(?:了|掉)|无论|放宽|删掉"
        rf"|不要限制?|去除|不用管)(?:掉|了)?(?:什么|哪个|任何|哪种)?\s*(?:{_NAME})(?:的)?(?:限制"
        r"|要求|条件|都行|都可以|了)?",
    ),
    one_of(
        rf"(?:{_NAME})(?:的(?:限制|要求|条件))?(?:就|都|也|其实|方面)?\s*(?:是)?(?:什么|哪[个种]|怎样|怎么样)?(?:都)?(?:无所谓|不拘|不挑|不讲究|不计较|不设限|不限|随便|随意|"
        r"不重要|不要紧|没关系|没要求|没有要求|不管|都行|都可以|不用管|算了|去掉|取消|不是问题"
        r"|不限制|不做要求|多少都(?:行|可以|好)|怎样都(?:行|可以)|怎么样都(?:行|可以))(?:了|吧)?",
    ),
    re.compile(
        rf"(?:任何|什么|哪[个种家款])(?:样的)?\s*(?:{_NAME})(?:的)?都?(?:行|可以|好|没问题|ok)"
    ),
)
FORGOTTEN = re.compile(
    r"\b(?:forget|never ?mind|drop|scrap|skip|lose|remove|ignore) (?:about )?(?:the )?"
)
_OTHERS = re.compile(
    rf"\b(?:any |some |got |in )*(?:other|different|another) (?:{_NAME})\b|(?:别的"
    rf"|其[他它]|换[个种]?)(?:{_NAME.replace('(?P<', '(?P<zh_')})"
)
_OF_AN_ITEM = re.compile(r"第|这|那|\b(?:it|this|that|first|second|third|last|number|one)\b")
_ALL_BUT = re.compile(
    rf"\b(?P<any>any|every|all)\s+(?:{_NAME})\s+"
    r"(?P<but>but|except(?: for)?|other than|apart from|excluding|besides)\b(?! (?:not|no|under))"
)
_ALL_OTHERS = re.compile(
    rf"除了?[^,，。]{{1,20}}?(?:以外|之外)?[,，]?\s*(?P<any>(?:其[他它]|别的|什么|任何)(?:的)?(?:{_NAME})(?:的)?[都也]?(?:行|可以|好|没问题))"
)
_BOTH = one_of(
    r"\b(?:new|used|second[- ]?hand|refurbished),? or (?:new|used|second[- ]?hand|refurbished)\b"
    r"(?=.{0,20}\b(?:either|both|fine|ok|okay|whatever|matter|care|mind)\b)",
    r"(?:全?新的?|旧的?|二手的?)[和跟或、]?(?:者)?(?:全?新的?|旧的?|二手的?)(?:我)?(?:都|也)(?:行|可以|好|无所谓|没关系)",
)
"""New or not: the condition is given up."""
_CUE = re.compile(
    r"\b(?:forget(?: about)?|ignore|drop|remove|skip|clear|any|never ?mind) (?:the |my )?"
)
_AND_MORE = re.compile(
    rf"(?<={TAKEN})\s*(?:,\s*and|,|and|or)\s+(?:the\s+)?(?:{_NAME})\b(?:\s+too\b)?"
)
_BEFORE = re.compile(rf"(?:the\s+)?(?:{_NAME})\s*(?:和|跟|、|，|,|and|or)\s*(?:the\s+)?$")
_UNNEEDED = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:it |they )?(?:doesn'?t|don'?t|does not|do not|needn'?t|need not) (?:(?:have|need) "
        r"to )?be (?:made of "
        r"|in )?(?P<value>[a-z -]+?)(?: any ?more| after all| then| now|$|[,.;])",
        rf"{_MINDLESS} (?:really |even )?(?:care|bother)(?: about| for| if it'?s)? (?:the )?"
        r"(?P<value>[a-z -]+?)(?: honestly| really| though| any ?more| so much|$|[,.;])",
        r"\b(?P<value>[a-z]+)(?: (?:is|are|isn'?t|aren'?t))?(?: not)?"
        r" (?:(?<=not )|(?<=n't ))(?:needed|necessary|required|important|a must|essential)\b",
        r"(?:不用|不必|不一定(?:要|得)?|不需要|可以不)(?:非得|非要|一定)?(?:要)?(?:是)?"
        r"(?P<value>[^\s,，。]{1,8}?)(?:的)?(?:了|也行|也可以|$|[,，。])",
        r"(?P<value>[^\s,，。]{1,8}?)(?<![点些])(?:的)?(?:也)?(?:不是必须的?|不重要|无所谓|不强求|不用了)",
    )
)
"""Gives up what is in force by its value: "it needn't be red", "blue not needed"."""
_DEARER = one_of(
    r"\b(?:a (?:bit|little) )?(?:more expensive|dearer|pricier|higher)(?: ones?)? (?:is"
    r"|are|would be) "
    r"(?:ok|okay|fine|all right|alright)(?: too)?\b",
    r"\b(?:it )?(?:can|could|may) (?:also )?(?:be|cost) (?:a (?:bit|little) )?(?:more"
    r"|dearer|pricier)(?: expensive)?\b",
    r"\bi(?:'d| would| can|'ll)? (?:also )?(?:pay|spend) (?:a (?:bit|little) )?more\b(?! than)",
    r"(?:可以(?:再)?贵一?[点些](?:儿)?|贵一?[点些](?:儿)?(?:也)?(?:行|可以|没关系|没事|无所谓))",
)
"""Gives up a limit of the price."""
_OUT_OF_STOCK = one_of(
    r"\b(?:out of stock|sold out|pre-?orders?)\b.{0,12}\b(?:fine|ok|okay|too|as well|all right)\b",
    r"(?:没有?货|缺货|无货|断货|没现货)(?:的)?(?:也|都)?(?:行|可以|没关系|没事|无所谓|不要紧|没问题|能接受)",
    r"\b(?:doesn't|does not|needn't|need not|no need to) (?:have to )?be (?:in stock|available)\b",
)


def read_drops(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """Fill `drop`."""
    _read_all_but(utterance, context)
    for _ in utterance.read(_BOTH):
        draft.drop.append("condition")
    _read_given_up(utterance, draft, vocabulary, context)
    for pattern in _DROPS if _NAMED.search(utterance.text) else ():
        for match in utterance.read(pattern):
            draft.drop += _listed(utterance, match.start()) + _and_more(utterance)
            draft.drop += [name for name in _NAMES if match.groupdict().get(name)]
    _drop_attributes(utterance, draft, vocabulary)
    for _ in utterance.read(_DEARER):
        draft.drop.append("price")
    for _ in utterance.read(_OUT_OF_STOCK):
        draft.drop.append("stock")
    if utterance.frame.does("drop_limit") and not draft.drop:
        draft.drop += _named_in_force(utterance.text, context)
    for match in [m for pattern in _UNNEEDED for m in pattern.finditer(utterance.text)]:
        said = match["value"]
        terms = vocabulary.find(said)
        stock = said.startswith(("in stock", "stock", "available", "有货", "现货"))
        if terms or stock:
            draft.drop += [term.facet for term in terms] or ["stock"]
            utterance.take(*match.span())


def _named_in_force(text: str, context: Context) -> list[str]:
    """What a turn that gives something up names of what is in force: "colour can be whatever"."""
    in_force = context.wishes
    return [
        name
        for name in _NAMES
        if re.search(rf"\b(?:{_NAMES[name]})\b|{_zh(name)}", text)
        if in_force.without(name) != in_force
    ]


def _zh(name: str) -> str:
    """The Chinese words of a name, which no word boundary surrounds."""
    return "|".join(one for one in _NAMES[name].split("|") if is_cjk(one)) or r"(?!)"


def _read_given_up(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "forget black" and "other colours?": a facet in force is given up by its value or name."""
    in_force = context.wishes.include
    for match in list(FORGOTTEN.finditer(utterance.text)):
        term = next(iter(vocabulary.find(utterance.text[match.end() :])), None)
        if not term or term.start:
            continue
        known = term.value in in_force.get(term.facet, ())
        if known or term.facet == "category":  # "forget lamps" may be said of another list
            draft.drop += [term.facet] * known
            utterance.take(match.start(), match.end() + term.end)
    if _OF_AN_ITEM.search(utterance.text):
        return
    for match in list(_OTHERS.finditer(utterance.text)):
        name = next(name for name in _NAMES if match[name] or match[f"zh_{name}"])
        if name in in_force:
            draft.drop.append(name)
            utterance.take(*match.span())


def _read_all_but(utterance: Utterance, context: Context) -> None:
    """ "any colour but pink" refuses pink, and gives up the colour in force: "but" is a "not"."""
    for pattern in (_ALL_BUT, _ALL_OTHERS):
        for match in pattern.finditer(utterance.text):
            name = next(name for name in _NAMES if match[name])
            if "but" in match.groupdict():
                start, end = match.span("but")
                utterance.text = (
                    utterance.text[:start] + "not".ljust(end - start) + utterance.text[end:]
                )
            if name not in context.wishes.include:
                start, end = match.span("any")
                end = max(end, match.end(name))
                utterance.take(start, end)


def _drop_attributes(utterance: Utterance, draft: Draft, vocabulary: Vocabulary) -> None:
    """Attributes of the catalogue: "forget the scent", and what is given up with them."""
    if not _CUE.search(utterance.text):
        return
    for name in vocabulary.names:
        for match in re.finditer(rf"{_CUE.pattern}{re.escape(name)}s?\b", utterance.text):
            draft.drop.append("attributes")
            utterance.take(*match.span())
            draft.drop += _and_more(utterance)


def _and_more(utterance: Utterance) -> list[str]:
    """Names said after one given up: "forget the scent and the price"."""
    matches = utterance.read(_AND_MORE)
    return [name for match in matches for name in _NAMES if match.groupdict().get(name)]


def _listed(utterance: Utterance, end: int) -> list[str]:
    """Names in a list that ends in one given up: 品牌和 before 颜色都随便."""
    match = _BEFORE.search(utterance.text[:end])
    if not match:
        return []
    utterance.take(*match.span())
    return [name for name in _NAMES if match.groupdict().get(name)]


def mentioned(text: str) -> frozenset[str]:
    """The names of constraints that a normalised text mentions, as in `drop`."""
    return frozenset(name for name, words in _NAMES.items() if re.search(words, text))
