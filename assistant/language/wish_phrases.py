"""How shoppers open a wish or ask a question: patterns of normalised text."""

from __future__ import annotations

from assistant.language.patterns import one_of

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
NEW_WISH = one_of(
    r"\b(?:want|need|looking for|look for|find|get|buy|after|like|suggest|recommend|now|also"
    r"|next|idea for)\b(?: \w+){0,4} (?:gift|present)s?\b",
    r"^(?:\W*(?:ok|okay|and|now|next|also|so|right)\b\W*)*(?:an? )?(?:\w+ )?(?:gift"
    r"|present)s? for\b",
    r"\b(?:something|anything|sth) (?:\w+ ){0,2}for (?:my|our|his|her|their|a friend)\b",
    r"\b(?:now|next|another thing|moving on|different)\b\W+(?:\w+\W+){0,4}(?:something"
    r"|anything) for\b",
    r"(?:想|要|帮我|再|得|需要)?(?:给|为|替)[^\s,，。]{1,5}?(?:买|挑|选|找)(?:一?[个点件份些]|东西|礼物|生日)",
    r"(?:买|挑|选|找|要|推荐)[^\s,，。]{0,4}(?:生日|新年|圣诞|结婚|节日)?礼物",
)
"""Opens a wish that does not go on about the one in force."""
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
    r"(\w)不\1",
    r"哪里",
    r"哪家",
    r"哪个",
)
REQUEST = one_of(
    r"(?:please |ok(?:ay)? |and |so )*(?:can|could|would|will) (?:you|we|i)\b",
    r"(?:你|您)?(?:能不能|可不可以|能否|可以)(?:帮我)?",
)
"""A wish in the form of a question."""
ANYTHING = one_of(r"\b(?:anything|something|any(?: ones?)?|others?)\b", r"有没有|有什么")
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
FIELD_QUESTION = one_of(
    r"\bhow (?:big|large|tall|wide|high|long|deep|heavy|thick|much|many|old)\b",
    r"\b(?:what|which) (?:colou?rs?|sizes?|material|brand|weight|height|width)\b",
    r"\bwho makes\b",
    r"\bmade of what\b",
    r"多(?:高|大|重|宽|长|深|厚|少|久|粗)",
    r"什么(?:颜色|牌子|品牌|材质|材料|尺寸|做的|形状|味道)",
    r"哪家(?:店)?",
    r"几[\u4e00-\u9fff]",
)
REVIEWS = one_of(
    r"\breviews?\b",
    r"\b(?:people|customers|buyers|users|shoppers|others|anyone|everybody|everyone) "
    r"(?:\w+ )?(?:say|saying|think|said|like|complain|feel|write)\b",
    r"\bpeople (?:have )?rated\b",
    r"\b(?:feedback|opinions?|testimonials?|complaints?)\b",
    r"\b(?:well|highly|positively|badly) (?:rated|reviewed)\b",
    r"评[价论](?!最|低|高|在|不)",
    r"口碑",
    r"好评|差评",
    r"(?:大家|别人|买家|顾客|用户|用过的人)(?:都|们)?(?:怎么|如何|觉得|说)",
)
"""What other shoppers think."""
