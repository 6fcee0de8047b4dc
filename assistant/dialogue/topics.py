"""What a question was about, as it can be said again: "says nothing about “bulb”"."""

from __future__ import annotations

import re

from assistant.language.segmentation import words as segments
from assistant.lexicon.things import Things
from retrieval.lexical import STOP_WORDS
from retrieval.words import is_cjk, singular

MOST = 3  # words that are said again
_WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*")
_IDLE = STOP_WORDS | frozenset(
    "does can will would could come comes coming off get gets use used have has with any some good "
    "suitable also really actually please tell know there what which how".split()
)
"""Words of a question that are not what it is about."""
_ZH_IDLE = frozenset(
    "是 有 没 没有 的 了 吗 呢 啊 吧 不 不能 能 可以 可 会 要 请 请问 请说 它 这 那 这个 那个 这款 "
    "那款 个 款 件 只 把 台 张 第 第一 第二 第三 第一个 第二个 第三个 第一件 第二件 第三件 几 哪 "
    "哪个 多少 什么 什么样 什么样的 怎么 怎么样 怎样 样的 带 带有 含 附 附带 配 配有 适合 用 用来 "
    "一下 介绍 说说 给我 是否 是不是 有没有 能不能 可不可以 还 也 和 还有 我 在".split()
)


def topic_of(text: str) -> str:
    """What a question is about, in its own words: all that tell something where they are few, else
    those that name things; "" where there are none, so that no chatter is repeated."""
    if is_cjk(text):
        kept = [word for word, _, _ in segments(text) if word.strip() and word not in _ZH_IDLE]
        said = "".join(word for word in kept if is_cjk(word) or word.isalnum())
        return said if len(kept) <= MOST and said in text.replace(" ", "") else ""
    words = [word for word in _WORD.findall(text) if word.casefold() not in _IDLE]
    if len(words) > 1:
        words = [word for word in words if _names(word.casefold())]
    return " ".join(words) if len(words) <= MOST else ""


def _names(word: str) -> bool:
    return bool({word, singular(word)} & Things.load().said)
