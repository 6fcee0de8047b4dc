"""How shoppers open a wish or ask a question: patterns of normalised text."""

from __future__ import annotations

from assistant.language.patterns import one_of

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
    r"([轻重大小高低长短宽厚吵响亮])不\1",
    r"(\w)不\1",
    r"哪里",
    r"哪家",
    r"哪个",
)
ABOUT = one_of(
    r"\b(?:tell me (?:more )?about|(?:more )?(?:details?|info(?:rmation)?)(?: (?:on|about|"
    r"of|for))?|describe|specs?(?: of)?|read me|what about (?:the )?(?:reviews|material|size"
    r"|colour|price|weight|dimensions) of|know more about|learn more about)\b",
    r"\b(?:any|which|all|none) of (?:them|these|those)\b(?=.*\?)",
    r"介绍(?:一下)?",
    r"详细(?:信息|介绍|说说)?",
    r"说说",
    r"讲讲",
    r"看看.{0,6}详情",
    r"详情",
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
