"""The words of a conversation in English and Chinese. Products are named as the shops do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.explain.phrases import chinese_words
from assistant.explain.phrases.chinese_words import gloss
from assistant.explain.phrases.words import number

if TYPE_CHECKING:
    from assistant.assistant import Recommendation
    from assistant.dialogue.answer import Relaxation
    from assistant.language import Wishes
    from retrieval.filters import OfferColumns

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


def priced(item: Recommendation, language: str) -> str:
    """ "“Red mug” for €9.50 at shop"."""
    offer = item.offer
    if language == "zh":
        price = f"，售价{offer.price}" if offer.price else ""
        return f"“{item.product.title}”（{offer.source}{price}）"
    price = f" for {offer.price}" if offer.price else ""
    return f"“{item.product.title}”{price} at {offer.source}"


def further_off(items: Sequence[Recommendation], language: str) -> str:
    """How many of those shown fit less well than the first; "" for none."""
    far = sum(not one.close for one in items)
    if not far:
        return ""
    if language == "zh":
        return f"另有{far}件相差较远。"
    return "One is further off." if far == 1 else f"{far} are further off."


def compared_at(day: date, language: str) -> str:
    """By the rates of which day prices in several currencies are compared."""
    if language == "zh":
        return f"不同货币按{day:%Y-%m-%d}的汇率比较。"
    return f"Currencies are compared at rates of {day.day} {day:%B %Y}."


def rates(
    wishes: Wishes, items: Sequence[Recommendation], columns: OfferColumns, language: str
) -> str:
    """By which rates a limit was applied to prices in other currencies, and which have none."""
    low, high = wishes.price_range
    limit = high or low
    if limit is None or not limit.currency:
        return ""
    known = columns.rates
    stated = set(columns.currency.tolist()) - {"", limit.currency}
    unknown = sorted(code for code in stated if known.factor(code, limit.currency) is None)
    converted = sorted({one.offer.price.currency for one in items if one.offer.price} & stated)
    if language == "zh":
        said = f"{'、'.join(converted)}价格按{known.day:%Y-%m-%d}的汇率比较。" * bool(converted)
        return said + f"{'、'.join(unknown)}价格无汇率，未列入。" * bool(unknown)
    day = f"{known.day.day} {known.day:%B %Y}"
    said = f"Prices in {' and '.join(converted)} are compared at rates of {day}. "
    left_out = f"Prices in {' and '.join(unknown)} are left out."
    return (said * bool(converted) + left_out * bool(unknown)).strip()


def nothing(options: Sequence[Relaxation], language: str) -> str:
    """That nothing fits, and what to give up."""
    if not options:
        return (
            "没有符合所有条件的商品，只放宽一个条件也没有。请放宽几个条件。"
            if language == "zh"
            else "Nothing fits all of it, nor with any one wish given up. Try giving up two."
        )
    said = [_option(one, language) for one in options[:2]]
    if language == "zh":
        return f"没有符合所有条件的商品。{'；'.join(said)}。"
    return f"Nothing fits all of it. {'. '.join(said)}."


def _option(option: Relaxation, language: str) -> str:
    name = NAMES[language][option.name]
    if language == "zh":
        lowest = f"，最低{option.lowest}" if option.lowest else ""
        return f"放宽{name}有{option.count}件{lowest}"
    there = "there is 1" if option.count == 1 else f"there are {option.count}"
    lowest = f" from {option.lowest}" if option.lowest else ""
    return f"Without {name} {there}{lowest}"


def numbers(positions: Sequence[int], language: str) -> str:
    """ "1, 2 and 4"."""
    said = [str(n) for n in positions]
    if language == "zh":
        return "、".join(said)
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def which_one(positions: Sequence[int], language: str) -> str:
    """A question which of several items is meant."""
    if language == "zh":
        return f"您指的是第{'个还是第'.join(map(str, positions))}个？"
    return f"Do you mean number {' or number '.join(map(str, positions))}?"


def side_by_side(count: int, language: str) -> str:
    """Announces a table."""
    return (
        f"以下是这{count}件的对比。"
        if language == "zh"
        else f"Here are the {number(count)} side by side."
    )


def compared(items: Sequence[Recommendation], language: str) -> list[str]:
    """The sentences above a table."""
    named = [priced(one, language) for one in items]
    if language == "zh":
        return [f"{side_by_side(len(items), language)}{'；'.join(named)}。"]
    return [side_by_side(len(items), language), f"{'; '.join(named)}."]


def kept(item: Recommendation, count: int, language: str) -> str:
    """An item went to the shortlist."""
    if language == "zh":
        return f"已收藏“{item.product.title}”，共{count}件。"
    return f"“{item.product.title}” is on your list ({count} in all)."


def removed(item: Recommendation, count: int, language: str) -> str:
    """An item left the shortlist."""
    if language == "zh":
        return f"已从收藏中移除“{item.product.title}”，还剩{count}件。"
    return f"“{item.product.title}” is off your list ({count} left)."


def listed(items: Sequence[Recommendation], language: str) -> str:
    """The shortlist."""
    said = [priced(one, language) for one in items]
    return (
        f"您的收藏：{'；'.join(said)}。"
        if language == "zh"
        else f"On your list: {'; '.join(said)}."
    )


def unreviewed(item: Recommendation, language: str) -> str:
    """That no buyer has said anything of an item."""
    if language == "zh":
        return f"还没有买家评价{priced(item, language)}。"
    return f"No buyer has reviewed {priced(item, language)} yet."


def none_states(topic: str, language: str) -> str:
    """That nothing on the screen speaks of what was asked."""
    if language == "zh":
        return f"这几件都没有提到{gloss(topic)}（未注明）。"
    return f"None of them says anything about “{topic}” (not stated)."


def said_of(item: Recommendation, topic: str, quote: str, language: str) -> str:
    """Where an item speaks of what was asked, or that it does not."""
    name = f"“{item.product.title}”"
    if language == "zh":
        return f"{name}写着：“{quote}”。" if quote else f"{name}没有提到{gloss(topic)}（未注明）。"
    if quote:
        return f"{name} says: “{quote}”"
    return f"{name} says nothing about “{topic}” (not stated)."


def described(item: Recommendation, text: str, language: str) -> str:
    """An item with its description, as far as it may be quoted."""
    name, silent = (
        priced(item, language),
        "没有描述：未注明。" if language == "zh" else "not stated.",
    )
    return f"{name}：{text or silent}" if language == "zh" else f"{name}: {text or silent}"


def field_name(name: str, language: str) -> str:
    """A field's name as a shopper reads it."""
    return chinese_words.field_name(name) if language == "zh" else name.replace("_", " ")


def joined(sentences: Sequence[str], language: str) -> str:
    """Sentences as one text; empty ones are none."""
    return ("" if language == "zh" else " ").join(filter(None, sentences))
