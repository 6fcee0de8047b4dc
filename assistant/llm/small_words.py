"""Words that a polished reply may add or leave out: they state nothing about a product.

Left out on purpose: negations, quantities and comparisons (all, only, more, from, up), answers
(yes, sure), praise (great, perfect), possibility (may, could) and anything in the past tense ("was
€20" would be a claim).
"""

from __future__ import annotations

from assistant.language.patterns import one_of

SMALL = frozenset(
    # articles, pronouns, being and having
    "a an the this that these those it its they them their there here i me my we our us you your "
    "which am is are be has have "
    # glue
    "and so as at for in of on to with by "
    # talk about the talk
    "come comes found find look see tell know let say suggest would will please "
    "thanks thank hello hi welcome glad happy hope".split()
)
"""English, lower case."""

_ZH = one_of(
    "为您", "给您", "帮您", "请看", "看看", "谢谢", "您好", "你好", "欢迎", "希望", "推荐", "找到",
    "这款", "这件", "这个", "的话", "而且", "其中",
    "的", "了", "呢", "吧", "啊", "哦", "哟", "您", "你", "我", "们",
    "这", "是", "在", "就", "也", "请",
)  # fmt: skip


def drop_small_zh(run: str) -> str:
    """A run of Chinese characters without small words."""
    return _ZH.sub("", run)
