"""The fixed sentences of a conversation, and names of constraints, in English and Chinese."""

from __future__ import annotations

NAMES = {
    "en": {
        "price": "the price limit", "colour": "the colour", "material": "the material",
        "brand": "the brand", "category": "the kind of thing", "pattern": "the pattern",
        "size": "the size", "shop": "the shop", "stock": "“in stock”",
        "condition": "the condition", "rating": "the rating", "for": "who it is for",
        "dimensions": "the size", "attributes": "the details",
        "exclusions": "what you ruled out",
    },
    "zh": {
        "price": "价格限制", "colour": "颜色", "material": "材质", "brand": "品牌",
        "category": "种类", "pattern": "图案", "size": "尺码", "shop": "店铺", "stock": "“有货”",
        "condition": "新旧", "rating": "评分", "for": "适用人群", "dimensions": "尺寸",
        "attributes": "细节要求", "exclusions": "排除条件",
    },
}  # fmt: skip
"""Names of constraints as a shopper reads them."""

SAYINGS = {
    "en": {
        "small_talk.greeting": "Hello! What are you looking for?",
        "small_talk.thanks": "You're welcome. Anything else?",
        "small_talk.praise": "Glad you like it. Ask me about an item, or narrow it down further.",
        "small_talk.farewell": "Goodbye, and enjoy what you found.",
        "small_talk.help": "I am a shopping assistant. Say, type or photograph what you want; I "
        "search these shops, keep to your limits, compare items and tell you what shops state.",
        "small_talk.consent": "All right. What next?",
        "out_of_scope.delivery": "I only know what the shops list, not where, when or for how much "
        "they deliver; the shop's own page says that.",
        "out_of_scope.order": "Ordering, paying and returns are done at the shop itself; I only "
        "know what the shops list.",
        "out_of_scope.discount": "I know the prices the shops list, but of no discounts or codes.",
        "out_of_scope.world": "I can only help with finding and comparing products from these "
        "shops. What are you looking for?",
        "cheapest": "“{item}” costs least: {value}.",
        "dearest": "“{item}” costs most: {value}.",
        "lightest": "“{item}” is the lightest: {value}.",
        "heaviest": "“{item}” is the heaviest: {value}.",
        "tallest": "“{item}” is the tallest: {value}.",
        "widest": "“{item}” is the widest: {value}.",
        "narrowest": "“{item}” is the narrowest: {value}.",
        "longest": "“{item}” is the longest: {value}.",
        "deepest": "“{item}” is the deepest: {value}.",
        "largest": "“{item}” is the largest: {value}.",
        "smallest": "“{item}” is the smallest: {value}.",
        "best_rated": "“{item}” is rated best: {value} of 5.",
        "level": "They are level in that.",
        "one_shown": "Only one item is shown, so there is nothing to compare it with.",
        "none_states": "None of them states this ({field}: not stated).",
        "small_talk": "You're welcome. Tell me what you are looking for, or ask about an item.",
        "out_of_scope": "I can only help with finding and comparing products from these shops. "
        "What are you looking for?",
        "start_over": "All forgotten. What are you looking for?",
        "undone": "Back to how it was before.",
        "no_undo": "There is nothing to undo yet.",
        "unresolved": "I cannot tell which item you mean; say its number, such as “the second”.",
        "nothing_shown": "Nothing is shown at the moment.",
        "no_more": "That was everything that fits.",
        "which_two": "Which ones shall I compare? Say their numbers, such as “1 and 3”.",
        "empty_list": "Your list is empty.",
        "nothing_cheaper": "Nothing else that fits costs less than {price}.",
        "nothing_dearer": "Nothing else that fits costs more than {price}.",
        "silent_size": "“{title}” does not state its size, so I cannot compare by it.",
        "silent": "“{title}” does not state its {field}.",
        "no_kind": "No shop here lists “{kind}”.",
        "empty": "The catalogue is empty; ingest a feed first.",
        "no_rating": "No shop states ratings here, so the best fit comes first.",
        "no_reasons": "{item} came closest to what you said.",
        "unsure": "I could not verify that; please look at what is on the screen.",
    },
    "zh": {
        "small_talk.greeting": "您好！想找什么？",
        "small_talk.thanks": "不客气。还需要别的吗？",
        "small_talk.praise": "您喜欢就好。可以问我某一件，也可以再缩小范围。",
        "small_talk.farewell": "再见，祝您购物愉快！",
        "small_talk.help": "我是购物助手：您打字、说话或发照片都行，我在这些店里找商品，"
        "按您的条件筛选、比较，并告诉您店家写了什么。",
        "small_talk.consent": "好的。接下来呢？",
        "out_of_scope.delivery": "我只知道店家列出的商品，不知道能送到哪里、多久到、运费多少；"
        "请看店家的页面。",
        "out_of_scope.order": "下单、付款和退换要在店家那里办；我只知道店家列出的商品。",
        "out_of_scope.discount": "我只知道店家标的价格，不知道折扣和优惠码。",
        "out_of_scope.world": "我只能帮您在这些店里找商品、比较商品。您想找什么？",
        "cheapest": "“{item}”最便宜：{value}。",
        "dearest": "“{item}”最贵：{value}。",
        "lightest": "“{item}”最轻：{value}。",
        "heaviest": "“{item}”最重：{value}。",
        "tallest": "“{item}”最高：{value}。",
        "widest": "“{item}”最宽：{value}。",
        "narrowest": "“{item}”最窄：{value}。",
        "longest": "“{item}”最长：{value}。",
        "deepest": "“{item}”最深：{value}。",
        "largest": "“{item}”最大：{value}。",
        "smallest": "“{item}”最小：{value}。",
        "best_rated": "“{item}”评分最高：{value}（满分5）。",
        "level": "这一点上它们一样。",
        "one_shown": "现在只显示了一件商品，没有可比较的。",
        "none_states": "店家都没有注明（{field}：未注明）。",
        "small_talk": "不客气。想找什么尽管说，也可以问我某一件商品。",
        "out_of_scope": "我只能帮您在这些店里找商品、比较商品。您想找什么？",
        "start_over": "好的，重新开始。您想找什么？",
        "undone": "已恢复到上一步。",
        "no_undo": "还没有可以撤销的操作。",
        "unresolved": "我不确定您指的是哪一件，请说编号，比如“第二个”。",
        "nothing_shown": "现在没有显示任何商品。",
        "no_more": "符合条件的都在这里了。",
        "which_two": "要比较哪几件？请说编号，比如“1和3”。",
        "empty_list": "您的收藏是空的。",
        "nothing_cheaper": "没有比{price}更便宜的了。",
        "nothing_dearer": "没有比{price}更贵的了。",
        "silent_size": "“{title}”没有注明尺寸，无法比较大小。",
        "silent": "“{title}”没有注明{field}。",
        "no_kind": "这些店里没有“{kind}”。",
        "empty": "目录是空的，请先导入商品。",
        "no_rating": "店家没有给出评分，先显示最匹配的。",
        "no_reasons": "{item}最接近您的要求。",
        "unsure": "我无法核实这一点，请以屏幕上的信息为准。",
    },
}


def fixed() -> list[str]:
    """All sentences that are always the same, as they may be quoted from."""
    return [text for sayings in SAYINGS.values() for text in sayings.values()]


def say(language: str, key: str, **values: str) -> str:
    """A fixed sentence."""
    return SAYINGS[language][key].format(**values)
