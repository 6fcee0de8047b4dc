"""How shoppers say what they are after, in English and Chinese: patterns of normalised text."""

from assistant.language.patterns import one_of

START_OVER = one_of(
    r"\bstart(?:ing)? (?:over|again|afresh|anew|fresh|from scratch|from the beginning)\b",
    r"\b(?:begin|from) (?:again|scratch)\b",
    r"\bnew (?:search|conversation|chat)\b",
    r"\breset\b",
    r"\bforget (?:everything|all(?: of (?:it|that))?|it all)\b",
    r"\b(?:clear|scrap|delete|drop) (?:everything|all(?: of it)?|it all|the (?:chat|conversation"
    r"|search))\b",
    r"重新(?:开始|来|搜索?|找)",
    r"从头(?:开始|来)",
    r"重来",
    r"清空",
    r"全部(?:忘掉|清除|取消)",
    r"忘掉(?:一切|所有|全部)",
)
UNDO = one_of(
    r"\bundo\b",
    r"\bgo back\b",
    r"\b(?:take|bring) (?:that|it|them) back\b",
    r"\bback to (?:the )?(?:previous|last|what|before|earlier)\b",
    r"\brevert\b",
    r"\bprevious (?:results|ones|list|items|selection)\b",
    r"\bone step back\b",
    r"\bstep back\b",
    r"\bwhat (?:we|you|i) had before\b",
    r"\b(?:the )?ones (?:from )?before\b",
    r"撤销",
    r"撤回",
    r"撤消",
    r"返回",
    r"退回",
    r"上一步",
    r"回到(?:上|之前|刚才)",
    r"恢复(?:上|之前|刚才)",
    r"还是(?:刚才|之前|上次)的",
)
SHORTLIST = one_of(
    r"\bshort ?list\b",
    r"\b(?:save|bookmark|pin|remember|store) (?!money|space)",
    r"\b(?:add|put|move) .{0,40}\b(?:to|on|onto|in|into) (?:my|the) (?:short ?list|list|favou?rites"
    r"|wish ?list|basket|cart|saved)",
    r"\b(?:my|the) (?:list|favou?rites|wish ?list|saved (?:items|ones|products)|cart|basket)\b",
    r"\b(?:remove|delete|take) .{0,30}(?:from|off) (?:my|the) (?:short ?list|list|favou?rites"
    r"|wish ?list)",
    r"\bwhat (?:have i|did i) saved?\b",
    r"\bfavou?rite (?:the|number|this|that|it)\b",
    r"\badd (?:it|that|this|the|number|item|both|#?\d)",
    r"\b(?:keep|i'll take|i take) (?:it|the|that|this|number|both|\d)\b.{0,25}$",
    r"收藏",
    r"心愿单",
    r"购物车",
    r"候选(?:清单|列表)?",
    r"加入?(?:到)?(?:清单|列表)",
    r"清单",
    r"保存(?:第|这|那|一下)",
    r"存一下",
    r"存下来",
    r"记下(?:来)?",
)
COMPARE = one_of(
    r"\bcompar(?:e|ison|ing)\b",
    r"\bdifferen(?:ce|t|ces)\b.{0,20}\b(?:between|from|of)?\b",
    r"\bdiffer\b",
    r"\bside by side\b",
    r"\bversus\b",
    r"\bvs\b",
    r"\bwhich (?:one )?(?:of (?:them|these|those|the)|is|has|one|weighs|costs"
    r"|holds)\b.{0,40}\b(?:\w+er"
    r"|better|best|\w+est|more|less|most|least)\b",
    r"\bhow do .{0,30}(?:compare|differ)\b",
    r"比较(?!好|便宜|大|小|贵|轻|重)",
    r"对比",
    r"比比",
    r"放(?:在)?一起",
    r"比一比",
    r"比一下",
    r"有什么(?:区别|不同|差别|差异)",
    r"区别",
    r"哪[一]?[个款件].{0,8}(?:更|比较|最)",
)
EXPLAIN = one_of(
    r"\bwhy\b",
    r"\bhow come\b",
    r"\bwhat makes\b",
    r"\bexplain\b",
    r"\b(?:the|what(?:'s| is) the) reasons?\b",
    r"\bjustify\b",
    r"\bwhat speaks for\b",
    r"为什么",
    r"为何",
    r"为啥",
    r"凭什么",
    r"理由",
    r"原因",
    r"怎么(?:会)?推荐",
)
MORE_LIKE = one_of(
    r"\b(?:more|others?|anything|something|things?|items?|ones?|products?|stuff) (?:that (?:is"
    r"|are|looks?) )?(?:like|similar|resembling|along the lines of)\b",
    r"\bsimilar\b",
    r"(?<!\bi )(?<!would )(?<!'d )\blike (?:this|that|it|these|those|the|number|in (?:the|my)"
    r"|my|\d|item|\x1f)",
    r"\b(?:same|look-?alike) (?:as|one|style|kind|thing|but)\b",
    r"\blooks? like\b",
    r"\balternatives? to\b",
    r"\bmatching\b",
    r"类似",
    r"相似",
    r"差不多(?:的|一样)",
    r"像.{0,8}(?:一样|这样|那样|这种|那种|的)",
    r"同款",
    r"同样的",
    r"一样的(?!价)",
    r"(?:这|那)种(?:样子|风格|款式)?的?",
    r"这样的",
    r"那样的",
)
VARIANT = one_of(
    r"\b(?:in|but|with|only|just|except)\b",
    r"换成",
    r"但是?",
    r"要.{0,4}(?:色|大|小|号)",
    r"有没有.{0,6}(?:色|大|小)",
    r"[大小]一?[点号]",
)
MORE = one_of(
    r"^(?:ok(?:ay)?,? )?(?:(?:can|could) (?:you|i) )?(?:please )?(?:show|give|see|let)?(?: me"
    r"| us)?(?: see)?(?: some| a few)? ?more(?: (?:results|options|items|products|of (?:them"
    r"|these|those)|please|ones|choices|like these))?(?: please)?[.!?]*$",
    r"\b(?:what|anything|something) else\b",
    r"\b(?:show|see|any|some|the|got|have|find)(?: me)?(?: some| any)? other(?:s| (?:ones|"
    r"options|results|products|items|choices|ideas))\b",
    r"\b(?:next|another) (?:page|few|batch|ones|results|set)\b",
    r"\bnext\b\W*$",
    r"\bany(?:thing)? (?:more|others)\b",
    r"\bmore (?:options|results|choices)\b",
    r"\bkeep going\b",
    r"\bshow (?:me )?the rest\b",
    r"还有(?:别的|其他|其它|更多|吗|没有)",
    r"换一[批组些换]",
    r"更多",
    r"别的(?!颜色|材质|牌|品牌|店)",
    r"下一[页批组]",
    r"其[他它]的",
    r"再来(?:一些|几个|点)",
    r"多看(?:看|几个)",
)
SMALL_TALK = one_of(
    r"^(?:(?:ok(?:ay)?|great|well|oh|ah|wow|yes|no|hi|hello|hey|perfect|super|cool|all right"
    r"|good|nice|lovely|awesome|excellent|wonderful|brilliant|alright)[\s,.!]*)*(?:thanks?(?: "
    r"you)?(?: (?:so"
    r"|very) much| a (?:lot|bunch|million)| for (?:your|the) help| again)?|thx|ty|cheers|much "
    r"appreciated"
    r"|appreciate it|hello(?: there)?|hi(?: there)?|hey(?: there)?|good (?:morning|evening"
    r"|afternoon|day|night)|greetings|howdy|how are you(?: doing)?(?: today)?|how(?:'s| is) it "
    r"going"
    r"|(?:these|those|they|it|this) (?:is|are|looks?) (?:all )?(?:so |really |very )?(?:great"
    r"|lovely"
    r"|nice|perfect|beautiful|good|awesome|wonderful)(?:, (?:well done|good job))?"
    r"|what'?s up|nice to meet you|bye(?:[- ]bye)?|good ?bye|see you(?: later| soon)?|that(?:'s"
    r"| is| was) (?:great|perfect|nice|lovely|helpful|awesome|very helpful|all|really helpful"
    r"|good|wonderful|it)|you(?:'re| are) (?:great|awesome|the best|very helpful|helpful|welcome"
    r"|amazing|a star|so helpful)|well done|good job|nice(?: one)?|great(?: job| work)?|perfect"
    r"|awesome|cool|lovely|super|excellent|wonderful|brilliant|ok(?:ay)?|sounds good|i like (?:it"
    r"|that|them)|no(?:pe)?,? (?:thanks?|thank you|that's all)|have a (?:nice|good|great) (?:day"
    r"|one|evening|weekend)|who are you|what are you|what can you do|are you (?:a )?(?:robot"
    r"|bot|human|real)(?: person)?)?[\s,.!?:)]*(?:thanks?(?: you)?|thank you|cheers|then|mate"
    r"|man|friend|everyone|all|again|bye|goodbye|(?:that's (?:it|all) )?(?:for (?:now"
    r"|today)))?[\s,.!?:)]*$",
    r"^(?:好的?|嗯+|哦+|ok|行|可以|太好了|那)?[\s,，。!！]*(?:谢谢(?:你|您|啦"
    r"|了)?[,，!！ ]*(?:很漂亮|很好看|很喜欢|不错|很好)?|多谢|感谢"
    r"|谢了|谢啦|辛苦了?|你好|您好|嗨|哈喽|早上好|晚上好|下午好|早安|晚安|再见|拜拜|好的?|"
    r"不错|很好|太好了|太棒了|很?漂亮|(?:太|真|很)?好看了?|(?:很|挺)?喜欢|真棒|厉害|棒"
    r"|你真(?:棒|好|厉害"
    r"|贴心)|你是谁|没事了?|麻烦(?:你|您)了?|不客气|"
    r"你能做什么|挺好的?|明白了?|知道了|好吧|最近怎么样)(?:你|您|的|啊|呀|啦|了|哦|吗|呢|"
    r"的帮助|你的帮助)*[\s,，。!！?？~～]*$",
)
OUT_OF_SCOPE = one_of(
    r"\bweather\b",
    r"\bpoems?\b",
    r"\bjokes?\b",
    r"\bnews\b",
    r"\b(?:my|the|an) (?:order|parcel|package|refund|invoice|account|password)\b",
    r"\btrack(?:ing)? (?:my|number|the)\b",
    r"\bpay(?:ing|ment)?\b",
    r"\bcheck ?out\b",
    r"\bplace (?:an|the|my) order\b",
    r"\b(?:my|a) (?:credit )?card\b",
    r"\brefunds?\b",
    r"\breturn (?:my|policy|it)\b",
    r"\bpresident\b",
    r"\bcapital of\b",
    r"\btranslate\b",
    r"\brecipes?\b",
    r"\bhow (?:do|can) i (?:cook|bake|make|learn|fix|cure|lose)\b",
    r"\bfootball (?:score|match|result)",
    r"\bwho (?:won|is the|was|invented|wrote)\b",
    r"\bwhat(?:'s| is) (?:the time|\d+ ?[-+*x/])",
    r"\bwhat time\b",
    r"\bwhat day\b",
    r"\bstock market\b",
    r"\bflights?\b",
    r"\bhotels?\b",
    r"\bbook (?:me )?(?:a|an) (?:flight|hotel|table|taxi|ticket)\b",
    r"\bsing\b",
    r"\bwrite (?:me )?(?:a|an|some)\b",
    r"\bmeaning of life\b",
    r"\bpython\b",
    r"\bhomework\b",
    r"\belection\b",
    r"\bmarry me\b",
    r"\bsystem prompt\b",
    r"\bignore (?:all |your )?(?:previous|prior) instructions\b",
    r"\bbuy it(?: now)?(?: for me)?\b",
    r"\bdiscount code\b",
    r"\bvoucher\b",
    r"\bcustomer service\b",
    r"\bspeak to (?:a )?human\b",
    r"\bdeliver(?:ed|y (?:to|date|time|address))\b",
    r"\bshipping (?:costs?|time)\b",
    r"\bcancel (?:my|the|an) (?:order|subscription)\b",
    r"天气",
    r"写(?:一?首|个|篇|段)",
    r"讲(?:个|一个)?(?:笑话|故事)",
    r"新闻",
    r"我的(?:订单|快递|包裹|退款|账户|密码)",
    r"订单",
    r"物流",
    r"快递(?:到哪|什么时候)",
    r"付款",
    r"支付",
    r"下单",
    r"结账",
    r"退货",
    r"退款",
    r"翻译",
    r"菜谱",
    r"怎么做(?:菜|饭)",
    r"总统",
    r"首都",
    r"几点了?",
    r"星期几",
    r"股票",
    r"机票",
    r"酒店",
    r"订(?:一?张|个)(?:票|房)",
    r"唱(?:首|个)?歌",
    r"作业",
    r"谁(?:发明|赢)",
    r"数学题",
    r"算一下",
    r"编程",
    r"代码",
    r"客服",
    r"优惠券",
)
QUESTION = one_of(
    r"^(?:and |so |but |ok,? |hey,? |well,? )?(?:is|are|does|do|has|have|can|could|will|would"
    r"|was|what|what's|how|how's|which|where|where's|who|when|any of|are any|did|isn't|doesn't)\b",
    r"\?\s*$",
    r"？\s*$",
    r"吗",
    r"呢",
    r"什么",
    r"多少",
    r"多大",
    r"多高",
    r"多重",
    r"多长",
    r"多宽",
    r"怎么样",
    r"怎样",
    r"几个",
    r"哪[个件款些只种把盏双张]",
    r"有没有",
    r"是不是",
    r"能不能",
    r"可不可以",
    r"防不防水",
    r"哪里",
    r"哪家",
    r"哪个",
)
ABOUT = one_of(
    r"\b(?:tell me (?:more )?about|(?:more )?(?:details?|info(?:rmation)?)(?: (?:on|about|"
    r"of|for))?|describe|specs?(?: of)?|read me|what about (?:the )?(?:reviews|material|size"
    r"|colour|price|weight|dimensions) of|know more about|learn more about)\b",
    r"介绍(?:一下)?",
    r"详细(?:信息|介绍|说说)?",
    r"说说",
    r"讲讲",
    r"看看.{0,6}详情",
    r"详情",
)
WISH = one_of(
    r"\b(?:i(?:'m| am)? (?:want|need|look|looking|search|searching|after|in the market|hunting"
    r"|would like|'d like|shopping|interested)|i'd (?:like|love)|show|find|search|get me|give me"
    r"|do you (?:have|sell|carry|stock|offer)|have you got|got any|are there|is there|any|"
    r"recommend|suggest|looking for|need|want|how about|what about|let's see|gift|present|"
    r"something|anything|buy)\b",
    r"找",
    r"想要",
    r"想买",
    r"要",
    r"买",
    r"推荐",
    r"看看",
    r"有没有",
    r"来",
    r"给我",
    r"需要",
    r"搜",
    r"送",
    r"求",
    r"换成",
)
FIELD_QUESTION = one_of(
    r"\bhow (?:big|large|tall|wide|high|long|deep|heavy|thick|much|many|old)\b",
    r"\b(?:what|which) (?:colou?rs?|sizes?|material|brand|weight|height|width)\b",
    r"\bwho makes\b",
    r"\bmade of what\b",
    r"多(?:高|大|重|宽|长|深|厚|少|久|粗)",
    r"什么(?:颜色|牌子|品牌|材质|材料|尺寸|做的|形状|味道)",
    r"哪家(?:店)?",
    r"几(?:岁|升|厘米|公斤|个)",
)
NO_SHOPPING = one_of(
    r"\b(?:write|compose|sing|tell)(?: me)? (?:a|an|me|some) (?:poem|song|story|joke|essay|email)",
    r"\btranslate\b",
    r"写(?:一?首|一?篇|个)",
    r"讲(?:一?个)(?:笑话|故事)",
)
