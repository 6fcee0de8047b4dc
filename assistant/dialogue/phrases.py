"""The sentences of a conversation that have something of an item in them, in any language.

Products are named as the shops do. What is said stands in `languages/<code>/messages.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from assistant.advice.figures import Converted
from assistant.dialogue.answer import Relaxation
from assistant.dialogue.stating import attribute_stated
from assistant.explain import Claim
from assistant.language import Wishes
from assistant.languages.filling import capital
from assistant.languages.speaker import speaker
from assistant.languages.values import Gloss, Message, Quote, Several, Value
from assistant.recommendation import Recommendation
from retrieval.columns.offer_columns import OfferColumns

MOST_OPTIONS = 2  # wishes to give up that are named


class Aside(str):
    """A sentence that is said once a conversation: by which rates prices are compared."""


def priced(item: Recommendation, language: str) -> str:
    """ "“Red mug” for €9.50 at shop"."""
    offer, title = item.offer, item.named(language)
    say = speaker(language).say
    if offer.price is None:
        return say("priced.unpriced", title=title, shop=offer.source)
    return say("priced", title=title, shop=offer.source, price=offer.price)


def offered(items: Sequence[Recommendation], language: str) -> str:
    """The offers of one thing, each with shop, price and whether it is sold out."""
    say = speaker(language).say
    said = []
    for one in items:
        key = "offered.out" if one.offer.availability == "out_of_stock" else "offered.one"
        said.append(say(key, shop=one.offer.source, price=one.offer.price or say("not_stated")))
    offers = say("offered.comma").join(said)
    return say("offered", title=items[0].named(language), offers=offers)


def compared_at(day: date, language: str) -> Aside:
    """By the rates of which day prices in several currencies are compared."""
    return Aside(speaker(language).say("compared_at", day=day))


def dated(claims: Iterable[Claim], language: str) -> list[Aside]:
    """By the rates of which day the prices in these claims are compared; none where they are in
    one currency."""
    days = [day for one in claims if (day := getattr(one, "day", None))]
    return [compared_at(days[0], language)] if days else []


def rates(
    wishes: Wishes, items: Sequence[Recommendation], columns: OfferColumns, language: str
) -> Aside:
    """By which rates a limit was applied to prices in other currencies, and which have none."""
    low, high = wishes.price_range
    limit = high or low
    if limit is None or not limit.currency:
        return Aside()
    known = columns.rates
    stated = set(columns.currency.tolist()) - {"", limit.currency}
    unknown = sorted(code for code in stated if known.factor(code, limit.currency) is None)
    converted = sorted({one.offer.price.currency for one in items if one.offer.price} & stated)
    said = []
    for key, currencies in (("rates.converted", converted), ("rates.left_out", unknown)):
        if currencies:
            formats = speaker(language).formats
            listed = formats.listed([formats.currency(one) for one in currencies])
            said.append(speaker(language).say(key, currencies=listed, day=known.day))
    return Aside(joined(said, language))


def nothing(options: Sequence[Relaxation], language: str) -> str:
    """That nothing fits, and what to give up."""
    key = ("nothing.none", "nothing.one", "nothing.two")[min(len(options), MOST_OPTIONS)]
    said = [_option(one, language) for one in options[:MOST_OPTIONS]]
    return speaker(language).say(key, **dict(zip(("first", "second"), said, strict=False)))


def _option(option: Relaxation, language: str) -> Message:
    name = speaker(language).constraint(option.name)
    values = {"name": name, "n": option.count, "lowest": option.lowest or ""}
    return Message("option.lowest" if option.lowest else "option", values)


def not_found(words: str, language: str) -> str:
    """That nothing shown and nothing sold is what was described."""
    return speaker(language).say("not_found", words=Quote(words))


def silent_ones(items: Sequence[Recommendation], language: str) -> str:
    """That some of several items state nothing of what was asked."""
    titles = Several(tuple(Quote(one.named(language)) for one in items))
    return speaker(language).say("silent_ones", titles=titles)


def value(stated: Value, language: str) -> str:
    """What a field states, in the language."""
    return speaker(language).write(stated)


def side_by_side(count: int, language: str) -> str:
    """Announces a table."""
    return speaker(language).say("side_by_side", n=count)


def compared(items: Sequence[Recommendation], language: str) -> list[str]:
    """The sentences above a table."""
    named = _named(items, language)
    return [side_by_side(len(items), language), speaker(language).say("compared", items=named)]


def kept(item: Recommendation, count: int, language: str) -> str:
    """An item went to the shortlist."""
    return speaker(language).say("kept", title=item.named(language), n=count)


def removed(item: Recommendation, count: int, language: str) -> str:
    """An item left the shortlist."""
    return speaker(language).say("removed", title=item.named(language), n=count)


def listed(items: Sequence[Recommendation], language: str) -> str:
    """The shortlist."""
    return speaker(language).say("listed", items=_named(items, language))


def unreviewed(item: Recommendation, language: str) -> str:
    """That no buyer has said anything of an item."""
    return speaker(language).say("unreviewed", item=priced(item, language))


def none_states(topic: str, language: str) -> str:
    """That nothing on the screen speaks of what was asked."""
    return speaker(language).say("none_say", topic=Gloss(topic))


def said_of(
    item: Recommendation,
    topic: str,
    quote: str,
    language: str,
    unit: str = "",
    figures: list[Converted] | None = None,
) -> str:
    """Where an item speaks of what was asked, or that it does not; a size in `unit` as well."""
    if told := attribute_stated(item, quote, language, unit, figures):
        return told
    if quote:
        return speaker(language).say("said_of.quote", title=item.named(language), quote=quote)
    return silent_on(item, [topic], language)


def silent_on(item: Recommendation, topics: Sequence[str], language: str) -> str:
    """That an item says nothing of what was asked; "that" where a topic cannot be said shortly."""
    say, title = speaker(language).say, item.named(language)
    if not all(topics):
        return say("said_of.silent.plain", title=title)
    return say("said_of.silent", title=title, topic=Several(tuple(map(Gloss, topics)), "or"))


def closest(item: Recommendation, quote: str, language: str) -> str:
    """What an item states that comes closest to what was asked."""
    if told := attribute_stated(item, quote, language):
        return told
    speak = speaker(language)
    return speak.joiner.closed(speak.say("said_of.closest", quote=Quote(quote)))


def named_once(lines: Sequence[str], item: Recommendation, language: str) -> list[str]:
    """Sentences about one item, which is named in the first that begins with its name."""
    speak, found = speaker(language), list[str]()
    name = speak.quoted(item.named(language))
    it = capital(str(speak.rules["sentence"]["it"]))
    for line in lines:
        again = any(one.startswith(name) for one in found) and line.startswith(name)
        found.append(it + line.removeprefix(name) if again else line)
    return found


def described(item: Recommendation, text: str, language: str) -> str:
    """An item with its description, as far as it may be quoted."""
    key = "described" if text else "described.silent"
    return speaker(language).say(key, item=priced(item, language), text=text)


def field_name(name: str, language: str) -> str:
    """A field's name as a shopper reads it."""
    return speaker(language).name(name)


def joined(sentences: Sequence[str], language: str) -> str:
    """Sentences as one text; empty ones are none."""
    return speaker(language).paragraph(sentences)


def _named(items: Sequence[Recommendation], language: str) -> str:
    semicolon = str(speaker(language).rules["semicolon"])
    return semicolon.join(priced(one, language) for one in items)
