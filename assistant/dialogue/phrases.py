"""The words of a conversation in English and Chinese. Products are named as the shops do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.dialogue import sayings
from assistant.dialogue.answer import Relaxation
from assistant.explain.phrases import chinese_words
from assistant.explain.phrases.chinese_words import gloss
from assistant.explain.phrases.words import number
from assistant.language import Wishes
from assistant.recommendation import Recommendation
from retrieval.filters import OfferColumns


def priced(item: Recommendation, language: str) -> str:
    """ "“Red mug” for €9.50 at shop"."""
    offer = item.offer
    if language == "zh":
        price = f"，售价{offer.price}" if offer.price else ""
        return f"“{item.product.title}”（{offer.source}{price}）"
    price = f" for {offer.price}" if offer.price else ""
    return f"“{item.product.title}”{price} at {offer.source}"


def offered(items: Sequence[Recommendation], language: str) -> str:
    """The offers of one thing, each with shop, price and whether it is sold out."""
    said = []
    for one in items:
        offer = one.offer
        out = offer.availability == "out_of_stock"
        if language == "zh":
            said.append(f"{offer.source}售价{offer.price}{'（缺货）' * out}")
        else:
            said.append(f"{offer.price} at {offer.source}{' (out of stock)' * out}")
    title = items[0].product.title
    return (
        f"“{title}”：{'，'.join(said)}。" if language == "zh" else f"“{title}”: {', '.join(said)}."
    )


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
    name = sayings.name(language, option.name)
    if language == "zh":
        lowest = f"，最低{option.lowest}" if option.lowest else ""
        return f"放宽{name}有{option.count}件{lowest}"
    there = "there is 1" if option.count == 1 else f"there are {option.count}"
    lowest = f" from {option.lowest}" if option.lowest else ""
    return f"Without {name} {there}{lowest}"


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
