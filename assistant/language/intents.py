"""What an utterance is for. Rules in order: the first that matches decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.language.draft import Context, Draft

INTENTS = (
    "search", "refine", "relax", "more_like", "more", "compare", "explain", "ask", "shortlist",
    "undo", "start_over", "small_talk", "out_of_scope",
)  # fmt: skip
WISHING = frozenset({"search", "refine", "relax", "more_like", "more"})
"""Intents whose constraints count; the others talk about what is on the screen."""

_START_OVER = re.compile(
    r"\bstart(?:ing)? (?:over|again|afresh|anew|fresh|from scratch|from the beginning)\b|\b(?:begin|from) (?:again|scratch)\b|\bnew (?:search|conversation|chat)\b|\breset\b|\bforget (?:everything|all(?: of (?:it|that))?|it all)\b"
    r"|\b(?:clear|scrap|delete|drop) (?:everything|all(?: of it)?|it all|the (?:chat|conversation|search))\b|重新(?:开始|来|搜索?|找)|从头(?:开始|来)|重来|清空|全部(?:忘掉|清除|取消)|忘掉(?:一切|所有|全部)"
)
_UNDO = re.compile(
    r"\bundo\b|\bgo back\b|\b(?:take|bring) (?:that|it|them) back\b|\bback to (?:the )?(?:previous|last|what|before|earlier)\b|\brevert\b|\bprevious (?:results|ones|list|items|selection)\b|\bone step back\b|\bstep back\b|\bwhat (?:we|you|i) had before\b|\b(?:the )?ones (?:from )?before\b"
    r"|撤销|撤回|撤消|返回|退回|上一步|回到(?:上|之前|刚才)|恢复(?:上|之前|刚才)|还是(?:刚才|之前|上次)的"
)
_SHORTLIST = re.compile(
    r"\bshort ?list\b|\b(?:save|bookmark|pin|remember|store) (?!money|space)|\b(?:add|put|move) .{0,40}\b(?:to|on|onto|in|into) (?:my|the) (?:short ?list|list|favou?rites|wish ?list|basket|cart|saved)|\b(?:my|the) (?:list|favou?rites|wish ?list|saved (?:items|ones|products)|cart|basket)\b"
    r"|\b(?:remove|delete|take) .{0,30}(?:from|off) (?:my|the) (?:short ?list|list|favou?rites|wish ?list)|\bwhat (?:have i|did i) saved?\b|\bfavou?rite (?:the|number|this|that|it)\b|\badd (?:it|that|this|the|number|item|both|#?\d)|\b(?:keep|i'll take|i take) (?:the|that|this|number|both|\d)\b.{0,25}$"
    r"|收藏|心愿单|购物车|候选(?:清单|列表)?|加入?(?:到)?(?:清单|列表)|清单|保存(?:第|这|那|一下)|存一下|存下来|记下(?:来)?"
)
_COMPARE = re.compile(
    r"\bcompar(?:e|ison|ing)\b|\bdifferen(?:ce|t|ces)\b.{0,20}\b(?:between|from|of)?\b|\bdiffer\b|\bside by side\b|\bversus\b|\bvs\b|\bwhich (?:one )?(?:of (?:them|these|those|the)|is|has|one|weighs|costs|holds)\b.{0,40}\b(?:\w+er|better|best|\w+est|more|less|most|least)\b|\bhow do .{0,30}(?:compare|differ)\b"
    r"|比较(?!好|便宜|大|小|贵|轻|重)|对比|比一比|比一下|有什么(?:区别|不同|差别|差异)|区别|哪[一]?[个款件].{0,8}(?:更|比较|最)"
)
_EXPLAIN = re.compile(
    r"\bwhy\b|\bhow come\b|\bwhat makes\b|\bexplain\b|\b(?:the|what(?:'s| is) the) reasons?\b|\bjustify\b|\bwhat speaks for\b|为什么|为何|为啥|凭什么|理由|原因|怎么(?:会)?推荐"
)
_MORE_LIKE = re.compile(
    r"\b(?:more|others?|anything|something|things?|items?|ones?|products?|stuff) (?:that (?:is|are|looks?) )?(?:like|similar|resembling|along the lines of)\b|\bsimilar\b|\blike (?:this|that|it|these|those|the|number|in (?:the|my)|my|\d|item|\x1f)|\b(?:same|look-?alike) (?:as|one|style|kind|thing|but)\b|\blooks? like\b|\balternatives? to\b|\bmatching\b"
    r"|类似|相似|差不多(?:的|一样)|像.{0,8}(?:一样|这样|那样|这种|那种|的)|同款|同样的|一样的(?!价)|(?:这|那)种(?:样子|风格|款式)?的?|这样的|那样的"
)
_VARIANT = re.compile(
    r"\b(?:in|but|with|only|just|except)\b|换成|但是?|要.{0,4}(?:色|大|小|号)|有没有.{0,6}(?:色|大|小)|[大小]一?[点号]"
)
_MORE = re.compile(
    r"^(?:ok(?:ay)?,? )?(?:(?:can|could) (?:you|i) )?(?:please )?(?:show|give|see|let)?(?: me| us)?(?: see)?(?: some| a few)? ?more(?: (?:results|options|items|products|of (?:them|these|those)|please|ones|choices|like these))?(?: please)?[.!?]*$"
    r"|\b(?:what|anything|something) else\b|\b(?:show|see|any|some|the|got|have|find)(?: me)?(?: some| any)? other(?:s| (?:ones|options|results|products|items|choices|ideas))\b|\b(?:next|another) (?:page|few|batch|ones|results|set)\b|\bnext\b\W*$|\bany(?:thing)? (?:more|others)\b|\bmore (?:options|results|choices)\b|\bkeep going\b|\bshow (?:me )?the rest\b"
    r"|还有(?:别的|其他|其它|更多|吗|没有)|换一[批组些换]|更多|别的(?!颜色|材质|牌|品牌|店)|下一[页批组]|其[他它]的|再来(?:一些|几个|点)|多看(?:看|几个)"
)
_SMALL_TALK = re.compile(
    r"^(?:(?:ok(?:ay)?|great|well|oh|ah|wow|yes|no|hi|hello|hey|perfect|super|cool|all right|good|nice|lovely|awesome|excellent|wonderful|brilliant|alright)[\s,.!]*)*"
    r"(?:thanks?(?: you)?(?: (?:so|very) much| a (?:lot|bunch|million)| for (?:your|the) help| again)?|thx|ty|cheers|much appreciated|appreciate it|hello(?: there)?|hi(?: there)?|hey(?: there)?|good (?:morning|evening|afternoon|day|night)|greetings|howdy|how are you(?: doing)?(?: today)?|how(?:'s| is) it going|what'?s up|nice to meet you|bye(?:[- ]bye)?|good ?bye|see you(?: later| soon)?|that(?:'s| is| was) (?:great|perfect|nice|lovely|helpful|awesome|very helpful|all|really helpful|good|wonderful|it)|you(?:'re| are) (?:great|awesome|the best|very helpful|helpful|welcome|amazing|a star|so helpful)|well done|good job|nice(?: one)?|great(?: job| work)?|perfect|awesome|cool|lovely|super|excellent|wonderful|brilliant|ok(?:ay)?|sounds good|i like (?:it|that|them)|no(?:pe)?,? (?:thanks?|thank you|that's all)|have a (?:nice|good|great) (?:day|one|evening|weekend)|who are you|what are you|what can you do|are you (?:a )?(?:robot|bot|human|real)(?: person)?)?[\s,.!?:)]*(?:thanks?(?: you)?|thank you|cheers|then|mate|man|friend|everyone|all|again|bye|goodbye)?[\s,.!?:)]*$"
    r"|^(?:好的?|嗯+|哦+|ok|行|可以|太好了|那)?[\s,，。!！]*(?:谢谢(?:你|您|啦|了)?|多谢|感谢|谢了|谢啦|辛苦了?|你好|您好|嗨|哈喽|早上好|晚上好|下午好|早安|晚安|再见|拜拜|好的?|不错|很好|太好了|太棒了|真棒|厉害|棒|你真(?:棒|好|厉害|贴心)|你是谁|没事了?|不客气|你能做什么|挺好的?|明白了?|知道了|好吧|最近怎么样)(?:你|您|的|啊|呀|啦|了|哦|吗|呢|的帮助|你的帮助)*[\s,，。!！?？~～]*$"
)
_OUT_OF_SCOPE = re.compile(
    r"\bweather\b|\bpoems?\b|\bjokes?\b|\bnews\b|\b(?:my|the|an) (?:order|parcel|package|refund|invoice|account|password)\b|\btrack(?:ing)? (?:my|number|the)\b|\bpay(?:ing|ment)?\b|\bcheck ?out\b|\bplace (?:an|the|my) order\b|\b(?:my|a) (?:credit )?card\b|\brefunds?\b|\breturn (?:my|policy|it)\b|\bpresident\b|\bcapital of\b"
    r"|\btranslate\b|\brecipes?\b|\bhow (?:do|can) i (?:cook|bake|make|learn|fix|cure|lose)\b|\bfootball (?:score|match|result)|\bwho (?:won|is the|was|invented|wrote)\b|\bwhat(?:'s| is) (?:the time|\d+ ?[-+*x/])|\bwhat time\b|\bwhat day\b|\bstock market\b|\bflights?\b|\bhotels?\b|\bbook (?:me )?(?:a|an) (?:flight|hotel|table|taxi|ticket)\b|\bsing\b|\bwrite (?:me )?(?:a|an|some)\b|\bmeaning of life\b|\bpython\b|\bhomework\b|\belection\b|\bmarry me\b|\bsystem prompt\b|\bignore (?:all |your )?(?:previous|prior) instructions\b|\bbuy it(?: now)?(?: for me)?\b|\bdiscount code\b|\bvoucher\b|\bcustomer service\b|\bspeak to (?:a )?human\b|\bdeliver(?:ed|y (?:to|date|time|address))\b|\bshipping (?:costs?|time)\b|\bcancel (?:my|the|an) (?:order|subscription)\b"
    r"|天气|写(?:一?首|个|篇|段)|讲(?:个|一个)?(?:笑话|故事)|新闻|我的(?:订单|快递|包裹|退款|账户|密码)|订单|物流|快递(?:到哪|什么时候)|付款|支付|下单|结账|退货|退款|翻译|菜谱|怎么做(?:菜|饭)|总统|首都|几点了?|星期几|股票|机票|酒店|订(?:一?张|个)(?:票|房)|唱(?:首|个)?歌|作业|谁(?:发明|赢)|数学题|算一下|编程|代码|客服|优惠券"
)
_QUESTION = re.compile(
    r"^(?:and |so |but |ok,? |hey,? |well,? )?(?:is|are|does|do|has|have|can|could|will|would|was|what|what's|how|how's|which|where|where's|who|when|any of|are any|did|isn't|doesn't)\b|\?\s*$|？\s*$|吗|呢|什么|多少|多大|多高|多重|多长|多宽|怎么样|怎样|几个|有没有|是不是|能不能|可不可以|防不防水|哪里|哪家|哪个"
)
_ABOUT = re.compile(
    r"\b(?:tell me (?:more )?about|(?:more )?(?:details?|info(?:rmation)?)(?: (?:on|about|of|for))?|describe|specs?(?: of)?|read me|what about (?:the )?(?:reviews|material|size|colour|price|weight|dimensions) of|know more about|learn more about)\b|介绍(?:一下)?|详细(?:信息|介绍|说说)?|说说|讲讲|看看.{0,6}详情|详情"
)
_WISH = re.compile(
    r"\b(?:i(?:'m| am)? (?:want|need|look|looking|search|searching|after|in the market|hunting|would like|'d like|shopping|interested)|i'd (?:like|love)|show|find|search|get me|give me|do you (?:have|sell|carry|stock|offer)|have you got|got any|are there|is there|any|recommend|suggest|looking for|need|want|how about|what about|let's see|gift|present|something|anything|buy)\b|找|想要|想买|要|买|推荐|看看|有没有|来|给我|需要|搜|送|求|换成"
)
_NEGATED_THANKS = re.compile(r"\b(?:thanks|thank you|谢谢)\b")


@dataclass(frozen=True)
class Cues:
    """What the rules look at."""

    text: str  # the whole utterance, normalised
    left: str  # what the readers have not taken
    draft: Draft
    context: Context
    kinds: frozenset[str]  # of things that are wanted
    known: bool  # whether any word of it occurs in the catalogue

    @property
    def refers(self) -> bool:
        """Whether it points at something on the screen."""
        return bool(self.draft.references) and self.context.shown > 0

    @property
    def constrains(self) -> bool:
        """Whether it says any constraint."""
        return bool(self.draft.wishes())


def _same_kind(cues: Cues) -> bool:
    return cues.kinds <= set(cues.context.wishes.include.get("category", ()))


def _wish(cues: Cues) -> str:
    """A new wish, or more about the one in force."""
    if not cues.context.begun or (cues.kinds and not _same_kind(cues)):
        return "search"
    return "refine"


def _is_small_talk(cues: Cues) -> bool:
    return bool(_SMALL_TALK.match(cues.text)) and not cues.constrains


def _is_compare(cues: Cues) -> bool:
    return cues.context.shown > 0 and bool(_COMPARE.search(cues.text))


def _is_explain(cues: Cues) -> bool:
    return cues.context.shown > 0 and bool(_EXPLAIN.search(cues.text))


def _is_more_like(cues: Cues) -> bool:
    """Like an item or the photo; or an item with something changed."""
    if cues.draft.references.get("photo"):
        return True
    if not cues.refers:
        return cues.context.photo and bool(_MORE_LIKE.search(cues.text))
    if _MORE_LIKE.search(cues.text):
        return True
    picked = cues.draft.references.keys() & {"items", "focus", "which"}
    changes = bool(cues.draft.relative) or (cues.constrains and _VARIANT.search(cues.text))
    asks = _QUESTION.search(cues.text) and not re.search(
        r"\b(?:do you have|is there|have you got|can i (?:get|have)|what about|how about|got)\b|有没有", cues.text
    )
    return bool(picked and changes and not asks)


def _is_more(cues: Cues) -> bool:
    return cues.context.begun and bool(_MORE.search(cues.text)) and not cues.kinds and not (
        cues.constrains and not _MORE.match(cues.text)
    )


def _is_ask(cues: Cues) -> bool:
    """A question about what is on the screen."""
    if not cues.refers:
        return False
    if _ABOUT.search(cues.text):
        return True
    return bool(_QUESTION.search(cues.text)) and not re.match(r"(?:what|how) about\b", cues.text)


def _is_relax(cues: Cues) -> bool:
    return bool(cues.draft.drop) and cues.context.begun


def _is_pick(cues: Cues) -> bool:
    """ "the second one", with nothing else: asks about it."""
    return cues.refers and not cues.constrains and not cues.kinds


def _is_lost(cues: Cues) -> bool:
    """Nothing in it that a catalogue could be searched for."""
    if cues.constrains or cues.kinds or cues.context.new_photo:
        return False
    return not (_WISH.search(cues.text) or cues.known)


RULES: tuple[tuple[str, Callable[[Cues], object]], ...] = (
    ("start_over", lambda c: _START_OVER.search(c.text) and not c.kinds),
    ("undo", lambda c: _UNDO.search(c.text) and not c.constrains),
    ("small_talk", _is_small_talk),
    ("shortlist", lambda c: _SHORTLIST.search(c.text) and (c.refers or not c.constrains)),
    ("explain", _is_explain),
    ("compare", _is_compare),
    ("out_of_scope", lambda c: _OUT_OF_SCOPE.search(c.text) and not c.kinds),
    ("relax", _is_relax),
    ("more_like", _is_more_like),
    ("ask", _is_ask),
    ("more", _is_more),
    ("ask", _is_pick),
    ("out_of_scope", _is_lost),
)
"""(intent, whether it is this one), in order; a wish when none holds."""


def intent_of(cues: Cues) -> str:
    """One of `INTENTS`."""
    return next((intent for intent, holds in RULES if holds(cues)), "") or _wish(cues)
