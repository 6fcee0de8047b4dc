"""What shoppers say besides wishing: small talk by its kind, and what no catalogue can answer."""

from __future__ import annotations

import re

from assistant.language.patterns import one_of

_GOOD = (
    r"(?:great|lovely|nice|perfect|beautiful|good|awesome|wonderful|excellent|super|cool|brilliant"
    r"|fantastic|amazing|grand|smashing|marvellous|helpful|gorgeous|pretty|cute|fine|well done)"
)
_VERY = r"(?:all |so |really |very |just |quite |absolutely )*"
_ZH_END = r"(?:你|您|的|啊|呀|啦|了|哦|吗|呢|吧|哈)*"

SMALL_TALK = {
    "farewell": one_of(
        r"bye(?:[- ]bye)?\b",
        r"good ?bye\b",
        r"good night\b",
        r"see you(?: later| soon| around)?\b",
        r"have a (?:nice|good|great|lovely) (?:day|one|evening|weekend)\b", r"take care\b",
        r"(?:that(?:'s| is| will be|'ll be| would be)|i think that's) (?:all|it|everything)"
        r"(?: (?:for (?:now|today)|then|i need(?:ed)?))*\b",
        r"(?:i(?:'m| am)|that's me) (?:done|finished|sorted)(?: here)?\b",
        r"(?:ta-? ?ra|ta-? ?ta|cheerio|cya|see ya|laters|toodle-?(?:oo|pip))\b",
        rf"(?:再见|拜拜了?|886?(?!\d)|晚安|回头见|下次(?:见|再[来见聊说])|改天(?:见|再[来聊说])|先这样|没事了?|就这样吧?|不用了|没别的了){_ZH_END}",
    ),
    "thanks": one_of(
        r"(?:no(?:pe)?,? )?thank(?:s|(?:s|ing)? you)(?: (?:so|very) much| a (?:lot|bunch"
        r"|million|ton)"
        r"| again| anyway)*(?: for (?:your|the|all|everything)(?: your| the)?(?: help| time"
        r"| advice| tips?)?)?\b",
        r"(?:thx|ty|cheers|ta)(?: very much| a (?:lot|bunch))?(?: for (?:your|the|all)"
        r"(?: your| the)?(?: help| time| advice))?\b", r"(?:very )?kindly\b",
        r"(?:that's |you're |you are )?(?:so |very |too |most )kind(?: of you)?\b",
        r"(?:much appreciated|(?:i )?(?:really )?appreciate (?:it|that))\b",
        rf"(?:太|非常|十分|真的?)?(?:谢谢|多谢|感谢|谢了|谢啦|辛苦|麻烦(?:你|您)了?|不客气){_ZH_END}(?:帮助|帮忙)?{_ZH_END}",
        rf"(?:(?:你|您|真的?|可)*帮了?(?:我)?(?:个|一个)?大忙){_ZH_END}",
    ),
    "help": one_of(
        r"what are you (?:able to do|good (?:at|for))\b",
        r"(?:who|what) are you\b",
        r"what (?:(?:kinds?|sorts?) of )?(?:things? |stuff )?(?:can|do|could) you "
        r"(?:do|know|help (?:me )?with)(?: for me| here)?\b",
        r"are you (?:an? )?(?:ai |real )?(?:robot|bot|human|real|person|machine)(?: person)?\b",
        r"what do you (?:sell|have|offer|stock)(?: here)?\b",
        r"how (?:does|do) (?:this|it|you|that) work\b",
        r"(?:can|could) you help(?: me)?(?: out)?\b",
        r"(?:i need )?help(?: me)?\b(?! (?:find|choose|pick|with))",
        rf"你是谁{_ZH_END}|你(?:都|还)?(?:能|会|可以)(?:都)?(?:做|干|帮我(?:做|干)?)(?:些)?(?:什么|啥){_ZH_END}"
        rf"|怎么用{_ZH_END}|你是(?:机器人|真人|人工){_ZH_END}|(?:能|可以)?帮帮?我{_ZH_END}",
    ),
    "greeting": one_of(
        r"(?:hello|hi|hey|hiya)(?: there| again| everyone)?\b", r"good (?:morning|evening|afternoon"
        r"|day)\b", r"greetings\b", r"howdy\b", r"how are you(?: doing)?(?: today)?\b",
        r"how(?:'s| is) it going\b", r"what'?s up\b", r"nice to meet you\b",
        rf"(?:你好|您好|嗨|哈喽|哈啰|早上好|晚上好|下午好|早安|最近怎么样|在吗|在不在){_ZH_END}",
    ),
    "praise": one_of(
        rf"(?:these|those|they|it|this|that|you)(?:'s|'re| is| are| was| looks?| were) {_VERY}"
        rf"(?:an? )?(?:{_GOOD}|the best|star|welcome)\b(?:,? (?:well done|good job))?",
        rf"you(?:'ve| have) been (?:an? )?{_VERY}(?:{_GOOD} )*(?:help(?:ful)?|star|gem|legend|angel"
        rf"|lifesaver|{_GOOD})\b",
        r"(?:that|this|it) (?:really |certainly )?help(?:s|ed)(?: me)?(?: a (?:lot|ton)"
        r"| so much)?\b",
        r"well done\b", r"(?:good|great|nice) (?:job|work|one|choice|find|idea|stuff)\b",
        r"i (?:really |do |quite )?(?:like|love) (?:it|that|them|these|those|this)\b",
        rf"{_VERY}{_GOOD}\b", r"(?:wow|yay|ooh)\b", r"sounds (?:good|great|lovely)\b",
        rf"(?:(?:这个|这些|那个|你)?(?:太|真|很|挺|好|超)*(?:好看|漂亮|喜欢|棒|厉害|不错|好|贴心|给力"
        rf"|赞|满意)){_ZH_END}",
    ),
    "consent": one_of(
        r"(?:ok(?:ay)?|yes|yeah|yep|yup|no|nope|sure|al ?right|all right|right|got it|i see|well|oh"
        r"|ah|hm+|fine|understood|never ?mind|forget it)\b",
        rf"(?:嗯+|哦+|好的|行|可以|明白|知道|那|ok){_ZH_END}",
    ),
}  # fmt: skip
"""Kind of small talk → one piece of it. An utterance of several is of the first kind here."""

_FILLING = re.compile(
    r"(?:then|mate|man|my|friends?|dear|love|everyone|all|again|anyway|for now|for today|so|and|but"
    r"|today)\b|(?:小姑娘|小伙子|姑娘|小哥|亲爱的?|亲|老板|师傅|帅哥|美女|朋友|么么哒|爱你|比心)|[那啦啊呀哦呢哈嘛哟吧]"
)
_GAP = re.compile(r"[\s,.!?:;)(，。！？～~、;]*")


def small_talk(text: str) -> str:
    """The kind of small talk that a whole normalised utterance is, "" for none."""
    kinds, position = set(), _GAP.match(text).end()  # type: ignore[union-attr]
    while position < len(text):
        found = max(
            ((m.end(), kind) for kind, p in SMALL_TALK.items() if (m := p.match(text, position))),
            key=lambda piece: piece[0],
            default=None,
        )
        filling = _FILLING.match(text, position)
        if found is None and filling is None:
            return ""
        if found is not None:
            kinds.add(found[1])
        end = found[0] if found is not None else filling.end()  # type: ignore[union-attr]
        position = _GAP.match(text, end).end()  # type: ignore[union-attr]
    return next((kind for kind in SMALL_TALK if kind in kinds), "")


OUT_OF_SCOPE = {
    "delivery": one_of(
        r"\b(?:get|be|come|arrive|turn up) here (?:by|before|in time|on)\b",
        r"\barriv(?:e|es|ing) (?:by|before|in time|on|tomorrow)\b",
        r"\bdeliver(?:ed|y|s|ing)?\b(?! date of birth)", r"\bship(?:s|ped|ping)? (?:it |them )?"
        r"(?:to|costs?|times?|fees?|free|worldwide|abroad|internationally)\b",
        r"\b(?:free|express|next[- ]day) shipping\b", r"\bhow (?:long|fast|soon).{0,30}\b(?:arrive"
        r"|ship|get here)\b", r"\bpick(?:ing)? (?:it )?up (?:in|at|from) (?:a |the )?store\b",
        r"包邮",
        r"运费",
        r"邮费",
        r"发货",
        r"送货",
        r"配送",
        r"(?:能|可以|会)?(?:送|寄|发)(?:到|往)",
        r"物流",
        r"几天(?:能|可以)?到",
        r"快递",
    ),
    "order": one_of(
        r"\b(?:my|the|an) (?:order|parcel|package|refund|invoice|account|password)\b",
        r"\btrack(?:ing)? (?:my|number|the)\b", r"\bpay(?:ing|ment)?\b", r"\bcheck ?out\b",
        r"\bplace (?:an|the|my) order\b", r"\b(?:my|a) (?:credit )?card\b", r"\brefunds?\b",
        r"\breturn (?:my|policy|it|them|this)\b", r"\breturns? policy\b", r"\bwarranty claim\b",
        r"\bbuy it(?: now)?(?: for me)?\b", r"\bcancel (?:my|the|an) (?:order|subscription)\b",
        r"\bcustomer service\b", r"\b(?:speak|talk) to (?:a )?(?:human|person|someone)\b",
        r"\binstal?lments?\b",
        r"\bgift[- ]?wrap\w*\b",
        r"我的(?:订单|快递|包裹|退款|账户|密码)",
        r"订单",
        r"付款",
        r"支付",
        r"下单", r"结账", r"退货", r"退款", r"客服", r"分期", r"发票", r"换货",
    ),
    "discount": one_of(
        r"\bdiscounts?\b", r"\bvouchers?\b", r"\bcoupons?\b", r"\bpromo(?:tion)? ?codes?\b",
        r"\d ?% (?:off|less|discount)", r"\b(?:haggle|negotiate|bargain with)\b", r"优惠", r"折扣",
        r"打?(?:\d|[一二三四五六七八九]){1,2}折",
        r"打折",
        r"能不能便宜点卖",
        r"砍价",
        r"还价",
        r"满减",
    ),
    "world": one_of(
        r"\bweather\b",
        r"\bpoems?\b",
        r"\bjokes?\b",
        r"\bnews\b",
        r"\bpresident\b",
        r"\bcapital of\b",
        r"\btranslate\b",
        r"\brecipes?\b",
        r"\bhow (?:do|can) i (?:cook|bake|make|learn|fix|cure|lose)\b",
        r"\bfootball (?:score|match|result)",
        r"\bwho (?:won|is the|was|invented|wrote)\b",
        r"\bwhat(?:'s| is) (?:the time|\d+ ?(?:[-+*x/]|times|plus|minus|divided by))",
        r"\b(?:will|is) it (?:going to )?(?:rain|snow)\b", r"\bforecast\b",
        r"\bwhat time\b",
        r"\bwhat day\b",
        r"\bstock market\b",
        r"\bflights?\b",
        r"\bhotels?\b",
        r"\bbook (?:me |us )?(?:a|an|some|the)? ?(?:flights?|hotels?|table|taxi|cab|tickets?"
        r"|room|seats?|appointment|trip)\b",
        r"\b(?:train|plane|bus|concert|cinema|theatre|movie) tickets?\b",
        r"\bsing\b",
        r"\bwrite (?:me )?(?:a|an|some)\b",
        r"\bmeaning of life\b",
        r"\bpython\b",
        r"\bhomework\b",
        r"\belection\b",
        r"\bmarry me\b",
        r"\bsystem prompt\b",
        r"\bignore (?:all |your )?(?:previous|prior) instructions\b",
        r"天气", r"下[雨雪](?!鞋|靴|衣|伞)", r"气温",
        r"写(?:一?首|个|篇|段)",
        r"讲(?:个|一个)?(?:笑话|故事)",
        r"新闻",
        r"翻译",
        r"菜谱",
        r"怎么做(?:菜|饭)",
        r"总统",
        r"首都",
        r"几点了?",
        r"星期几",
        r"今天(?:是)?(?:几号|周几|礼拜几)",
        r"信用卡",
        r"股[票市]",
        r"(?:机|火车|高铁|车|船|电影|门)票",
        r"订(?:一?[个间张])?.{0,8}(?:票|酒店|房间?|座位|餐厅)",
        r"酒店",
        r"订(?:一?张|个)(?:票|房)",
        r"唱(?:首|个)?歌",
        r"作业",
        r"谁(?:发明|赢)",
        r"数学题",
        r"算一下",
        r"编程",
        r"代码",
    ),
}  # fmt: skip
"""Kind of question that no catalogue can answer → how it is asked."""


def out_of_scope(text: str) -> str:
    """The kind of out-of-scope question an utterance asks, "" for none."""
    return next((kind for kind, pattern in OUT_OF_SCOPE.items() if pattern.search(text)), "")


NO_SHOPPING = one_of(
    r"\b(?:write|compose|sing|tell)(?: me)? (?:a|an|me|some) (?:poem|song|story|joke|essay|email)",
    r"\btranslate\b",
    r"\bwho (?:won|invented|wrote|discovered)\b",
    r"写(?:一?[首篇封份段张]|个)",
    r"讲(?:一?个)(?:笑话|故事)",
    r"\bbook (?:me|us) (?:a|an|some) (?:flights?|hotels?|tables?|taxi|cab|tickets?|room|seats?)\b",
    r"(?:订|买|抢)(?:一?[张个])?.{0,8}(?:机|火车|高铁|车|船|电影|门)票",
)
