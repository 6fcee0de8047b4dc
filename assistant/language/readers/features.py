"""Ratings, order, stock and condition."""

from __future__ import annotations

import re

from assistant.language.draft import Context, Draft
from assistant.language.patterns import one_of
from assistant.language.utterance import Utterance
from assistant.language.vocabulary import Vocabulary

# --- rating -------------------------------------------------------------------------------------

_STARS = one_of(
    r"(?:(?:with|rated|ratings?|reviews?|scores?|scored)\s+(?:of\s+)?)?(?:at least|over|above"
    r"|more than|min(?:imum)?(?: of)?|no less than|from|higher than|超过|高于|至少"
    r"|不低于)?\s*(?<![\d.])(\d(?:\.\d)?)\s*-?\s*(?:\+\s*)?(?:stars?\b"
    r"|颗?星级?|分(?!之))(?:\s*(?:or (?:more|higher|better|above|up)|and (?:up|above|higher|over"
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
        r"\b(?:the )?cheapest(?: (?:ones?|first|to the most expensive|(?:at the|on) top))?\b",
        r"\b(?:the )?(?:lowest|best) prices?(?: first)?\b",
        r"\b(?:the )?(?:least expensive|lowest[- ]priced?)(?: (?:ones?|first))?\b",
        r"\b(?:the )?most affordable(?: first)?\b",
        r"(?:\b(?:sort|order|rank|arrange)(?:ed)? (?:(?:them|these|those|it|all|the list|everything"
        r"|the results) )?)?by (?:the )?price\b(?!.{0,8}(?:desc|high|down|dear))"
        r"(?:,? (?:(?:from )?low(?:est)? to high(?:est)?|ascending|lowest first|low first"
        r"|cheapest (?:first|at the top)|from (?:the )?cheapest))?",
        r"\b(?:price )?(?:from )?low(?:est)? to high(?:est)?\b",
        r"\blow(?:est)? price first\b",
        r"(?<=\x02)\W*\blowest (?:first|(?:on|at)(?: the)? top)\b",
        r"\bcheap(?:er)? (?:ones? )?first\b",
        r"\b(?:whichever|whatever|the one that)(?:'s| is| are) (?:the )?cheap(?:er|est)\b",
        r"哪个便宜(?:就)?(?:要|买|选)?哪个",
        r"最便宜",
        r"最低价",
        r"价格最低",
        r"价格(?:从)?低到高",
        r"(?:按)?(?:价格|价钱|价)(?:从低|由低|升序|排[序列]|排一?下|来排)",
        r"[从由按](?:便宜|低价?)[的往向到]?.{0,6}(?:排|贵|高)",
        r"便宜的(?:排|放)?(?:在)?(?:最)?前",
    ),
    "price_desc": one_of(
        r"\b(?:the )?most expensive(?: (?:ones?|first))?\b",
        r"\b(?:the )?(?:priciest|dearest)(?: first)?\b",
        r"\b(?:the )?highest prices?(?: first)?\b",
        r"(?:\b(?:sort|order)(?:ed)? )?(?:by )?price,? (?:descending|high to low|from high to low"
        r"|highest first)\b",
        r"\bhigh(?:est)? to low(?:est)?\b",
        r"最贵",
        r"贵的(?:排|放)?(?:在)?(?:最)?前面?",
        r"价格最高",
        r"价格(?:从)?高到低",
        r"(?:按)?(?:价格|价钱|价)(?:从高|由高|降序)",
        r"[从由按](?:贵|高价?)[的往向到]?.{0,6}(?:排|便宜|低)",
        r"从贵到便宜",
    ),
    "rating": one_of(
        r"\b(?:the )?(?:best|highest|top|better)[- ](?:rated|reviewed|rating|ratings"
        r"|reviews?)(?: (?:ones?|first))?\b",
        r"(?:\b(?:sort|order|rank)(?:ed)? )?by (?:rating|reviews?|stars)\b",
        r"\bbest reviews(?: first)?\b",
        r"\bmost popular\b",
        r"评价最[好高]",
        r"(?:评价|口碑|评分)(?:比较|更)?[好高]一?[点些]?的",
        r"好评多的",
        r"评分最高",
        r"口碑最好",
        r"好评最多",
        r"(?:按)?(?:评分|评价|好评)(?:从高到低|排序|排列|排|优先)",
        r"最受欢迎",
    ),
}


_ON_TOP = one_of(
    r"\b(?:the )?lowest (?=(?:on|at)\b)",
    r"(?:\bones? )?\b(?:on|at|to)(?: the)? (?:very )?top(?: of the (?:list|page))?\b",
)


def read_sort(utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context) -> None:
    """ "cheapest first", "best rated", 最便宜的."""
    for order in ("price_desc", "price_asc", "rating"):
        for _ in utterance.read(_SORTS[order]):
            draft.sort = draft.sort or order
    if draft.sort:
        for _ in utterance.read(_ON_TOP):
            pass


# --- stock and condition ------------------------------------------------------------------------

_STOCK = one_of(
    r"\b(?:(?:that (?:is|are)|only(?: those| the ones)?|which (?:is|are)|must be|and"
    r"|currently) )*(?:in[- ]stock"
    r"|available(?: right)?(?: now| immediately| today)?|ready to (?:ship|go)|on hand)(?: only)?\b",
    r"\bnot (?:sold out|out of stock)\b",
    r"\b(?:only )?(?:the )?(?:ones? )?(?:that )?(?:i|we|you) can (?:get|have|buy|order|send|ship)"
    r"(?: it| them)? (?:right |straight )?(?:now|away|today|immediately)\b",
    r"(?:现在|马上|立刻|今天)(?:就)?能(?:买|拿|发|下单)(?:到|货|的)*",
    r"只?[要看]?有(?:现)?货",
    r"现货",
    r"有库存",
    r"不缺货",
    r"(?:没有?货|缺货|无货|断货)的?(?:就)?(?:都)?(?:不要|别|不看|不用|不考虑)(?:再)?(?:给我|推荐|看)*了?",
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
