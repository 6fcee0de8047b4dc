"""How shoppers say what they are after, in English and Chinese: patterns of normalised text."""

import re

from assistant.language.patterns import MEASURES, one_of

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
    r"刚才(?:的)?那?一?步",
    r"回到(?:上|之前|刚才)",
    r"恢复(?:上|之前|刚才)",
    r"还是(?:刚才|之前|上次)的",
    r"(?:刚才|之前|上次|前面)(?:的|那些|那批|那几个)(?:比较|更)?好",
    r"\b(?:the )?(?:last|earlier|previous|old|first) (?:ones|lot|batch|results) were"
    r" (?:better|nicer)\b",
    r"\bi (?:liked|preferred) (?:the )?(?:previous|earlier|last|old)(?: ones| results|"
    r" list| lot)?\b",
)
BASKET = re.compile(r"\b(?:basket|cart|trolley|warenkorb)\b|购物车")
"""Where things go that are to be bought."""
CONVERT = re.compile(
    r"^\W*(?:(?:and|so|ok|uh|um|what(?:'s| is| would) (?:that|it)(?: be)?"
    r"|how much is (?:that|it)) )*in (?:us |uk |american |old )?"
    r"(?:cups?|inch(?:es)?|feet|foot|ft|pounds?|lbs?|kilos?|kg|cm|ounces?|oz|gallons?|pints?"
    r"|lit(?:re|er)s?|centimet\w+|millimet\w+|met(?:re|er)s|stone)\b(?! of)"
)
"""Asks for a size in another unit."""
SHORTLIST = one_of(
    r"\bshort ?list\b",
    r"\b(?:save|bookmark|pin|remember|store) (?!money|space)",
    r"\b(?:add|put|move) .{0,40}\b(?:to|on|onto|in|into) (?:my|the) (?:short ?list|list|favou?rites"
    r"|wish ?list|basket|cart|saved)",
    r"\b(?:my|the) (?:list|favou?rites|wish ?list|saved (?:items|ones|products)|cart|basket)\b",
    r"\b(?:remove|delete|take) .{0,30}(?:from|off) (?:my|the) (?:short ?list|list|favou?rites"
    r"|wish ?list)",
    r"\bwhat (?:have i|did i) saved?\b",
    r"\b(?:what|things?|items?|ones?|stuff|everything)(?: that)? i(?:'ve| have)? (?:saved|kept"
    r"|bookmarked)\b",
    r"\badd .{0,6}(?:收藏|清单)",
    r"\bfavou?rite (?:the|number|this|that|it)\b",
    r"\badd (?:it|that|this|the|number|item|both|#?\d)",
    r"\b(?:keep|i'll take|i take) (?:it|the|that|this|number|both|\d)\b"
    r"(?! (?:under|below|less|around|about|between|within|cheap|simple|small|short|to)).{0,25}$",
    r"收藏",
    r"心愿单",
    r"购物车",
    r"候选(?:清单|列表)?",
    r"加入?(?:到)?(?:清单|列表)",
    r"清单",
    r"保存(?:第|这|那|一下)",
    r"存一下",
    r"(?:存|留|记)(?:下来|起来|着)",
    r"记下(?:来)?",
    r"[把将].{1,8}(?:删[了掉除]|移除|移出|拿掉|去掉)",
    r"^(?:好的?|嗯|行|那)?[\s,，]*(?:那?就)(?:要|买|选|拿|它|这)(?:了|它|这|第|\x02|那|\d|便宜).{0,6}$",
)
KEEP = one_of(
    r"\b(?:add|save|keep|bookmark) ?(?:to|$)",
    r"加(?:到|入|进)",
    r"(?<![的看])收藏(?:一下|起来)?$",
    r"存(?:一下|下来)",
)
"""Puts on the list what was spoken of, where it is not said which."""
COMPARE = one_of(
    r"哪一?[个款件把只].{0,2}(?:更|比较)?(?:轻|重|大|小|高|矮|宽|窄|长|短|便宜|贵)(?:一?[点些])?(?:的)?\W*$",
    r"\bcompar(?:e|ison|ing)\b",
    r"\bdifferen(?:ce|t|ces)\b.{0,20}\b(?:between|from|of)?\b",
    r"\bdiff(?:er|s)?\b",
    r"\b(?:put|show|see|hold) .{0,30}\b(?:next to|beside|against|alongside)"
    r" (?:each other|number|the|\d|#)",
    r"\bside by side\b",
    r"\bversus\b",
    r"\bvs\b",
    r"\bwhich (?:one )?(?:of (?:them|these|those|the)|is|has|one|weighs|costs"
    r"|holds)\b.{0,40}\b(?:\w+er"
    r"|better|best|\w+est|more|less|most|least)\b",
    r"\bhow (?:do|does) .{0,30}(?:compare|differ|stack up|measure up|square up)\b",
    r"\bstacks? up (?:against|to|with)\b",
    r"比较(?!好|便宜|大|小|贵|轻|重|喜欢|想|爱|适合|中意|[高低长短宽窄厚薄矮]|[^\s，。]{1,3}的)",
    r"对比|比呢|比一比|比比看|相比|比起来",
    r"比比",
    r"放(?:在)?一起",
    r"比一比",
    r"比一下",
    r"有(?:什么|啥|何|哪些)(?:区别|不同|差别|差异|不一样)",
    r"(?:哪里|哪儿)(?:不同|不一样)",
    r"区别",
    r"哪[一]?[个款件].{0,8}(?:更|比较|最|便宜|贵|划算|耐用|结实|值得|装得多)",
)
EXPLAIN = one_of(
    r"\bwhy\b",
    r"\bhow come\b",
    r"\bwhat (?:makes|made|led)\b",
    r"\bwhat'?s (?:so )?(?:good|great|special) about\b",
    r"\bexplain\b",
    r"\b(?:the|what(?:'s| is) the) reasons?\b",
    r"\bjustify\b",
    r"\bwhat speaks for\b",
    r"为什么",
    r"为何",
    r"为啥",
    r"凭[什啥]",
    r"理由",
    r"原因",
    r"怎么(?:会|就|想到)?(?:给我)?(?:推荐|选|挑)",
)
MORE_LIKE = one_of(
    r"\b(?:more|others?|anything|something|things?|items?|ones?|products?|stuff) (?:that (?:is"
    r"|are|looks?) )?(?:like|similar|resembling|along the lines of)\b",
    r"\bsimilar\b",
    r"(?<!\bi )(?<!would )(?<!'d )\blike (?:this|that|it|these|those|the|number|in (?:the|my)"
    r"|my|\d|item|\x02)",
    r"\b(?:same|look-?alike) (?:as|one|style|kind|thing|but|idea|look|vibe|sort)\b",
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
    r"\b(?:none|neither|not any) of (?:these|them|those)\b",
    r"^(?:\W*(?:no|hm+|ok|well)\W+)*not (?:these|those|them)(?: ones)?\b(?!.*\bbut (?:in|with)\b)",
    r"^others?(?: ones)?(?:,? please)?\W*$",
    r"\b(?:do ?n't|do not|didn't) (?:really )?(?:like|want|fancy) (?:any of )?(?:these"
    r"|them|those|it)\b",
    r"\bsurprise me\b",
    r"^(?:any |some |got |what )*(?:other|different) (?:colou?rs?|brands?|materials?"
    r"|sizes?|patterns?|kinds?|styles?|models?)\W*$",
    r"^(?:有|还有|换)?(?:没有)?(?:别的|其[他它]|个|种)(?:颜色|材质|牌子|品牌|款式?|尺码|样子)(?:的)?[吗呢的]?\W*$",
    r"^(?:\W*(?:no|hm+|ok)\W+)*not (?:that|this|it)(?: one)?\W*$",
    rf"^(?:换一[{MEASURES}]|(?:不要|不喜欢)这[{MEASURES}])(?:吧|了|看看)?\W*$",
    r"(?:这[些几]个?|那[些几]个?|哪个|一个)?都不(?:喜欢|要|行|好|满意|合适|想要)",
    r"一个都(?:不|没)",
    r"更多",
    r"别的(?!颜色|材质|牌|品牌|店)",
    r"下一[页批组]",
    r"其[他它]的",
    r"随便(?:看看|推荐)",
    r"再来(?:一些|几个|点)",
    r"多看(?:看|几个)",
    r"再多?(?:给我|帮我)?(?:看|来|推荐|找|显示)(?:一些|几[个款件]|点|些)",
)
