"""Ratings, order, stock, condition, relative wishes, quantity, and who it is for."""

from __future__ import annotations

import re

from assistant.language.draft import Context, Draft
from assistant.language.lexicon import Lexicon
from assistant.language.patterns import one_of
from assistant.language.utterance import Utterance
from assistant.language.vocabulary import Vocabulary

# --- rating -------------------------------------------------------------------------------------

_STARS = one_of(
    r"(?:(?:with|rated|ratings?|reviews?|scores?|scored)\s+(?:of\s+)?)?(?:at least|over|above"
    r"|more than|min(?:imum)?(?: of)?|no less than|from|higher than|超过|高于|至少"
    r"|不低于)?\s*(?<![\d.])(\d(?:\.\d)?)\s*-?\s*(?:\+\s*)?(?:stars?\b"
    r"|星级?|分(?!之))(?:\s*(?:or (?:more|higher|better|above|up)|and (?:up|above|higher|over"
    r"|better)|\+|plus\b|以上|及以上|ratings?\b))?",
)
_RATED = one_of(
    r"(?:\brated|\bratings?|\bscored?|\bstars|评分|评价|星级)\s*(?:is|of|should be|要|在|"
    r"是)?\s*(?:at least|over|above|more than|higher than|better than|≥|>=?|不低于|高于|超过"
    r"|大于|至少)?\s*(?:of\s+)?(\d(?:\.\d)?)(?![\d%])\s*(?:分|星)?(?:\s*(?:or (?:more|higher"
    r"|above|better)|and (?:up|above)|\+|以上|out of 5))?",
)


def read_rating(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "at least 4 stars", "rated above 4.5", 四星以上."""
    for pattern in (_STARS, _RATED):
        for match in utterance.read(pattern):
            draft.min_rating = float(match[1])


# --- order --------------------------------------------------------------------------------------

_SORTS = {
    "price_asc": one_of(
        r"\b(?:the )?cheapest(?: (?:ones?|first|to the most expensive))?\b",
        r"\b(?:the )?(?:lowest|best) prices?(?: first)?\b",
        r"\b(?:the )?least expensive(?: first)?\b",
        r"\b(?:the )?most affordable(?: first)?\b",
        r"(?:\b(?:sort|order|rank)(?:ed)? )?by price\b(?!.{0,4}(?:desc|high|down))(?:,? (?:low "
        r"to high"
        r"|ascending|lowest first|low first))?",
        r"\b(?:price )?(?:from )?low(?:est)? to high(?:est)?\b",
        r"\blow price first\b",
        r"\bcheap(?:er)? (?:ones? )?first\b",
        r"最便宜",
        r"最低价",
        r"价格最低",
        r"价格(?:从)?低到高",
        r"(?:按)?价格(?:升序|排序)",
        r"从便宜到贵",
        r"便宜的(?:排)?(?:在)?(?:最)?前",
    ),
    "price_desc": one_of(
        r"\b(?:the )?most expensive(?: (?:ones?|first))?\b",
        r"\b(?:the )?(?:priciest|dearest)(?: first)?\b",
        r"\b(?:the )?highest prices?(?: first)?\b",
        r"(?:\b(?:sort|order)(?:ed)? )?(?:by )?price,? (?:descending|high to low|from high to low"
        r"|highest first)\b",
        r"\bhigh(?:est)? to low(?:est)?\b",
        r"最贵",
        r"价格最高",
        r"价格(?:从)?高到低",
        r"(?:按)?价格降序",
        r"从贵到便宜",
    ),
    "rating": one_of(
        r"\b(?:the )?(?:best|highest|top)[- ](?:rated|reviewed|rating|ratings|reviews?)(?: (?:ones?"
        r"|first))?\b",
        r"(?:\b(?:sort|order|rank)(?:ed)? )?by (?:rating|reviews?|stars)\b",
        r"\bbest reviews(?: first)?\b",
        r"\bmost popular\b",
        r"评价最[好高]",
        r"评分最高",
        r"口碑最好",
        r"好评最多",
        r"(?:按)?(?:评分|评价|好评)(?:从高到低|排序|优先)",
        r"最受欢迎",
    ),
}


def read_sort(utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context) -> None:
    """ "cheapest first", "best rated", 最便宜的."""
    for order in ("price_desc", "price_asc", "rating"):
        for _ in utterance.read(_SORTS[order]):
            draft.sort = draft.sort or order


# --- stock and condition ------------------------------------------------------------------------

_STOCK = one_of(
    r"\b(?:(?:that (?:is|are)|only(?: those| the ones)?|which (?:is|are)|must be|and"
    r"|currently) )*(?:in[- ]stock"
    r"|available(?: right)?(?: now| immediately| today)?|ready to (?:ship|go)|on hand)(?: only)?\b",
    r"\bnot (?:sold out|out of stock)\b",
    r"只?[要看]?有(?:现)?货",
    r"现货",
    r"有库存",
    r"不缺货",
    r"能马上发货",
)
_CONDITIONS = (
    (
        "new",
        one_of(
            r"\bbrand[- ]new\b",
            r"\bunused\b",
            r"\bnew condition\b",
            r"\b(?:not?|nothing|never) (?:used|second[- ]?hand|pre[- ]?owned|refurbished)\b",
            r"\bnew (?:ones? )?only\b",
            r"\bonly new\b",
            r"\bnew,? not used\b",
            r"全新",
            r"不要二手的?",
            r"不要翻新的?",
            r"新品",
        ),
    ),
    (
        "refurbished",
        re.compile(r"\b(?:refurbished|reconditioned|renewed|refurb)\b|翻新(?:机|的)?|官翻"),
    ),
    (
        "used",
        one_of(
            r"\b(?:used|second[- ]?hand|pre[- ]?owned|pre[- ]?loved)\b(?! (?:for|to|as|with|in|by|"
            r"at)\b)",
            r"二手(?:的)?",
        ),
    ),
)


def read_stock(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "in stock", 有货."""
    for _ in utterance.read(_STOCK):
        draft.in_stock = True


def read_condition(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "second-hand", "brand new", 二手."""
    for condition, pattern in _CONDITIONS:
        for _ in utterance.read(pattern):
            draft.condition = draft.condition or condition


# --- relative wishes ----------------------------------------------------------------------------

_BIT = (
    r"(?:(?:a (?:little |bit |lot |tad )*|slightly |much |even |way |far |some(?:thing|what)? "
    r"|any )*(?:bit )?)"
)
_ZH_MORE = r"(?:一?[点些](?:儿|的)?)"
_RELATIVE = (
    ("price", "lower", one_of(
        rf"\b{_BIT}(?:cheaper|less expensive|less pricey|less costly|more affordable"
        r"|lower[- ]priced?"
        r"|lower in price|less money)\b",
        r"\b(?:too|so|pretty|quite|that's|bit) (?:much )?(?:expensive|pricey|dear|costly)\b",
        r"\btoo much money\b", r"\bover my budget\b", rf"(?:更|再|稍微|还要)?便宜{_ZH_MORE}",
        r"(?:更|再)便宜", r"(?:太|有点|好)贵了?", rf"价格(?:再)?低{_ZH_MORE}",
        rf"实惠{_ZH_MORE}",
    )),
    ("price", "higher", one_of(
        rf"\b{_BIT}(?:more expensive|pricier|higher[- ]priced?|higher[- ]end|more upmarket|fancier"
        r"|dearer|more luxurious)\b",
        r"\btoo cheap\b", rf"(?:更|再|稍微)?(?:贵|高档|高级|高端){_ZH_MORE}", r"更贵",
        r"更高档", r"更高级", r"太便宜",
    )),
    ("size", "larger", one_of(
        rf"\b{_BIT}(?:bigger|larger|roomier|taller|wider|longer|more spacious)(?: ones?| "
        r"sizes?)?\b",
        r"\btoo (?:small|tiny|short|narrow)\b", r"\b(?:a |one )?size up\b",
        rf"(?:更|再|稍微)?[大高长宽]{_ZH_MORE}", r"更[大高长宽]", r"太[小矮短窄]了?",
        r"大[一两]?号",
    )),
    ("size", "smaller", one_of(
        rf"\b{_BIT}(?:smaller|more compact|tinier|shorter|narrower)(?: ones?| sizes?)?\b",
        r"\btoo (?:big|large|bulky|tall|wide|long|huge)\b", r"\b(?:a |one )?size down\b",
        rf"(?:更|再|稍微)?(?:小|矮|短|窄|小巧){_ZH_MORE}", r"更[小矮短窄]", r"太[大高长宽]了?",
        r"小[一两]?号",
    )),
    ("weight", "lower", one_of(
        rf"\b{_BIT}(?:lighter|less heavy)\b", r"\btoo heavy\b",
        rf"(?:更|再|稍微)?轻(?:便)?{_ZH_MORE}", r"更轻便?", r"太[重沉]了?",
    )),
    ("weight", "higher", one_of(
        rf"\b{_BIT}heavier\b", r"\btoo light\b(?! in colou?r)",
        rf"(?:更|再|稍微)?[重沉]{_ZH_MORE}", r"更[重沉]", r"太轻了?",
    )),
)  # fmt: skip
_NO_WISH = one_of(
    r"\b(?:not|n't|isn't|nothing|don't be) (?:too|so|very|that|overly|all that) (?P<en>\w+)(?: "
    r"though)?",
    r"(?:不[要能]?|别)太(?P<zh>[贵大小重轻])",
)


def read_hedges(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "not too expensive" compares with what is on the screen, with nothing before that."""
    for match in utterance.read(_NO_WISH):
        if context.shown and (
            match["en"] in ("expensive", "pricey", "dear") or match["zh"] == "贵"
        ):
            draft.relative["price"] = "lower"


def read_relative(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "cheaper", "something bigger", 轻一点."""
    for name, direction, pattern in _RELATIVE:
        for match in list(pattern.finditer(utterance.text)):
            shade = vocabulary.find(utterance.text[match.end() :].lstrip()[:20])
            if name == "weight" and shade and shade[0].start == 0 and shade[0].facet == "colour":
                continue  # "a lighter green"
            utterance.take(*match.span())
            draft.relative[name] = direction


# --- quantity -----------------------------------------------------------------------------------

_COUNT = one_of(
    r"\b(?:a )?(?:sets?|packs?|boxe?s?) of (\d{1,3})\b",
    r"(?<!第)(?<!前)(?<!后)(?<!\d)(?<!\d[.,])(\d{1,3})\s*(?:个|只|把|件|双|盏|台|张|套|条|"
    r"副|顶|本|瓶|口)(?!月)",
    r"\b(\d{1,3}) of (?:them|those|these)\b",
    r"\b(\d{1,2})[- ](?:pack|piece set)\b",
    r"\bmake (?:it|that) (\d{1,2})$",
)
_BEFORE_KIND = one_of(
    r"(?<![\d.,#-])(?<!number )(?<!item )(?<!option )\b(\d{1,2})\s+(?=[a-z])(?!(?:inch|or|"
    r"and|to|of|x)\b)",
)


def read_quantity(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "two red mugs", "a set of six", 两个杯子."""
    for match in utterance.read(_COUNT):
        number = int(next(group for group in match.groups() if group))
        draft.quantity = number if number > 1 else 0
    if draft.quantity:
        return
    for match in list(_BEFORE_KIND.finditer(utterance.text)):
        phrase = " ".join(utterance.text[match.end() :].split()[:4])
        if any(t.facet == "category" or "category" in t.others for t in vocabulary.find(phrase)):
            number = int(match[1])
            draft.quantity = number if number > 1 else 0
            utterance.take(*match.span(1))
            return


# --- who it is for ------------------------------------------------------------------------------

_AUDIENCE = Lexicon.load().words["audience"]


def _someone() -> re.Pattern[str]:
    latin = sorted((w for w in _AUDIENCE if w.isascii()), key=len, reverse=True)
    chinese = sorted((w for w in _AUDIENCE if not w.isascii()), key=len, reverse=True)
    only_after_for = {"her", "him", "guy"}
    free = "|".join(re.escape(w) for w in latin if w not in only_after_for)
    tied = "|".join(re.escape(w) for w in latin if w in only_after_for)
    whose = (
        r"(?:my|his|her|our|your|their|a|an|the|some)?\s*(?:\d+[- ]years?[- ]old\s*)?(?:little "
        r"|young |old |small |elderly |best )?"
    )
    return one_of(
        rf"(?:\b(?:for|give|gift for|suits?)\s+{whose})?\b(?P<free>{free})(?:'s|')?\b(?! blue)",
        rf"\b(?:for|give|gift for)\s+(?P<tied>{tied})\b",
        rf"(?:送给?|给|适合|为)?\s*(?:我|他|她)?(?:的)?(?P<zh>{'|'.join(chinese)})(?:用|穿|戴|"
        r"背|款|式)?的?",
    )


_SOMEONE = _someone()
_AGE = re.compile(
    r"\b(?:for )?(?:an? |my |our )?(\d{1,2})[- ]years?[- ]olds?\b|(\d{1,2})\s*岁(?:的)?"
)
GROWN_UP = 13  # years


def read_audience(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "for my wife", "men's", 送女朋友."""
    for match in utterance.read(_SOMEONE):
        said = match["free"] or match["tied"] or match["zh"]
        draft.audience = draft.audience or _AUDIENCE[said]
    for match in utterance.read(_AGE):
        if int(next(filter(None, match.groups()))) < GROWN_UP:
            draft.audience = draft.audience or "kid"
