"""Whether later turns are about the item that they mean: a matrix of conversations, made and judged
from what the catalogue states.

    python -m benchmarks.references --catalog DIR [--half first] --out FILE [--show]

Each conversation shows a kind of thing, sets or moves what the talk is about (a question, a
recommendation, a comparison, another kind …) and then refers to an item: by a description that is
true of it alone, by order, by what was said before. Judged are the item that the reply speaks of,
the price, the sum, and the shopper's list. What is said stands in `references.toml`; the screen
decides what can be said of it, so that only the seed is fixed. Of every list of phrases the second
half of the conversations says those that the first half does not.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product as combinations
from pathlib import Path

from assistant.advice.superlatives import ORDERS
from assistant.cli.common import add_answering, open_assistant
from assistant.constraints import Wishes, constraints_of
from assistant.dialogue import Conversation, DialogueAnswer
from assistant.recommendation import Recommendation
from assistant.turn import Turn
from retrieval.facts import Facts
from retrieval.measures import Measure
from retrieval.money import Money
from retrieval.rates import Rates
from retrieval.words import mentions

SAID = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
CONVERSATIONS = 420
CLEAR = 1.03  # by which factor the first of an order must be apart from the next
FACETS = ("colour", "material")
AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?")

Item = Recommendation


class Unfit(Exception):
    """What is shown does not allow this conversation: another one is drawn."""


@dataclass
class Check:
    """What one turn must do, and whether it did."""

    name: str
    say: str
    wrong: str


@dataclass
class Talk:
    """One conversation as it goes on."""

    assistant: object
    language: str
    half: int
    rng: random.Random
    kinds: dict[str, str]
    conversation: Conversation
    checks: list[Check] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    known: dict[str, Item] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)
    kind: str = ""

    @property
    def rates(self) -> Rates:
        return self.conversation.assistant.searcher.columns.rates

    @property
    def screen(self) -> list[Item]:
        return list(self.conversation.state.screen)

    def phrase(self, *path: str) -> str:
        """One of a list of phrases, of those that this half of the conversations says."""
        found = SAID[self.language]
        for step in path:
            found = found[step]
        own = found[self.half :: 2] or found
        return self.rng.choice(own)

    def say(self, text: str) -> DialogueAnswer:
        """One turn."""
        text = text[:1] + text[1:]
        answer = self.conversation.say(Turn(text))
        self.known |= {one.product.product_id: one for one in self.screen}
        self.log += [f"  > {text}", f"    [{answer.intent} {list(answer.resolved)}] {answer.reply}"]
        return answer

    def judge(self, name: str, say: str, wrong: str) -> None:
        self.checks.append(Check(name, say, wrong))
        if wrong:
            self.log.append(f"    WRONG ({name}): {wrong}")

    def spoken_of(self, answer: DialogueAnswer) -> list[str]:
        """The products that a reply names, in its order; of one that names none, those that were
        pointed at."""
        places = {}
        for name, item in self.known.items():
            titles = [t for t in item.product.titles if t and t in answer.reply]
            if titles:
                places[name] = min(answer.reply.index(t) for t in titles)
        longest = {n: max(len(t) for t in self.known[n].product.titles if t in answer.reply)
                   for n in places}  # fmt: skip
        named = sorted(places, key=lambda n: (places[n], -longest[n]))
        pointed = [answer.recommendations[n - 1].product.product_id for n in answer.resolved]
        return named or pointed

    def about(self, name: str, say: str, meant: Sequence[Item]) -> DialogueAnswer:
        """A turn whose reply must speak of one of these items first."""
        answer = self.say(say)
        named = self.spoken_of(answer)
        names = [one.product.product_id for one in meant]
        wrong = "" if named[:1] and named[0] in names else (
            f"spoke of {self.title(named[:1])}, not of {self.title(names[:1])}")  # fmt: skip
        self.judge(name, say, wrong)
        return answer

    def title(self, names: Sequence[str]) -> str:
        found = [self.known[name].product.title for name in names if name in self.known]
        return found[0] if found else "nothing"

    def sums(self, name: str, say: str, parts: Sequence[tuple[Item, int]]) -> None:
        """A turn that must tell what these come to."""
        answer = self.say(say)
        told = {round(float(one.replace(",", "")), 2) for one in AMOUNT.findall(answer.reply)}
        right = set(self.totals(parts))
        wrong = "" if told & right else f"told {sorted(told)}, not one of {sorted(right)}"
        self.judge(name, say, wrong)

    def totals(self, parts: Sequence[tuple[Item, int]]) -> Iterator[float]:
        """What they come to by the offers shown, or the cheapest ones in one currency."""
        for code in {price_of(item).currency for item, _ in parts}:
            ways = [list(self.prices(item, code)) for item, _ in parts]
            for way in combinations(*ways):
                yield round(sum(p * n for p, (_, n) in zip(way, parts, strict=True)) / 100, 2)

    def prices(self, item: Item, code: str) -> Iterator[int]:
        """The price shown and the lowest one in a currency, in cents of it."""
        shown = self.rates.convert(price_of(item), code)
        if shown:
            yield shown.minor
        prices = [one.price for one in item.product.offers if one.price and one.wait == 0]
        yield from sorted(p.minor for p in prices if p.currency == code)[:1]

    def lists(self, name: str, say: str, kept: Sequence[Item]) -> None:
        """A turn after which exactly these are on the list."""
        self.say(say)
        names = {one.product.product_id for one in self.conversation.shortlist}
        right = {one.product.product_id for one in kept}
        titles = [one.product.title for one in self.conversation.shortlist]
        self.judge(name, say, "" if names == right else f"the list has {titles}")

    # what is drawn

    def opens(self, list_name: str = "open") -> list[Item]:
        """Show a kind of thing; it must be several items."""
        left = [one for one in self.kinds if one not in self.used]
        self.kind = self.rng.choice(left)
        self.used.append(self.kind)
        self.say(self.filled(self.phrase(list_name), kind=self.kind))
        if len(self.screen) < 4 or len({i.product.title for i in self.screen}) < len(self.screen):
            raise Unfit
        limits = constraints_of(Wishes(include={"category": (self.kind,)})).limits
        if not all(each.admits(Facts(one.offer)) for each in limits for one in self.screen):
            raise Unfit  # another kind was understood
        if any(not one.offer.price or Facts(one.offer).pack > 1 for one in self.screen):
            raise Unfit
        return self.screen

    def filled(self, phrase: str, kind: str = "", **values: object) -> str:
        """A phrase with what it is about in it."""
        word = (self.kinds[kind] if self.language == "zh" else kind) if kind else ""
        text = phrase.format(kind=word, kinds=plural(word), **values)
        return re.sub(r"\b(a) (?=[aeiou])", "an ", text) if self.language == "en" else text

    def pick(self, besides: Sequence[Item] = ()) -> tuple[Item, str]:
        """An item on the screen that can be described, and how."""
        names = {one.product.product_id for one in besides}
        ways = [one for one in descriptions(self) if one[0].product.product_id not in names]
        if not ways:
            raise Unfit
        facet = self.rng.choice(sorted({way[1] for way in ways}))
        item, how, said = self.rng.choice([way for way in ways if way[1] == facet])
        self.how = how
        return item, said

    def counted(self) -> tuple[Item, str]:
        """An item by its place on the screen."""
        place = self.rng.randrange(len(self.screen))
        return self.screen[place], self.ordinal(place)

    def ordinal(self, place: int) -> str:
        nth = SAID["nth"][self.language][place]
        return self.phrase("describe", "position").format(nth=nth, p=place + 1, v=nth)

    def question(self, item: Item, text: str) -> str:
        """Something that can be asked about an item."""
        stated = {one.name for one in Facts(item.offer).measures}
        able: list[str] = [n for n in ("weight", "height", "width") if n in stated]
        able += ["price", "material", "stock", "shop"]
        return self.phrase(self.rng.choice(able)).format(it=text)

    def it(self) -> str:
        return self.rng.choice(SAID[self.language]["it"])

    def number(self) -> tuple[int, str]:
        number, word = self.rng.choice(list(SAID[self.language]["numbers"].items()))
        return int(number), self.rng.choice([word, number])


def price_of(item: Item) -> Money:
    """The price shown; every item of a conversation has one."""
    assert item.offer.price is not None
    return item.offer.price


def plural(word: str) -> str:
    if word.endswith(("ch", "sh", "ss", "x")):
        return f"{word}es"
    if word.endswith("lf"):
        return f"{word[:-1]}ves"
    return word if word.endswith("s") else f"{word}s"


# what tells one item on the screen from the others


def descriptions(talk: Talk) -> list[tuple[Item, str, str]]:
    """(item, kind of description, words) for all that is true of one item on the screen alone."""
    makers: dict[str, Callable[[Talk, Item], Iterator[str]]] = {
        "position": _position, "colour": _facet("colour"), "material": _facet("material"),
        "brand": _brand, "shop": _shop, "price": _price, "reviews": _reviews,
        "order": _order, "part": _part, "name": _name, "both": _both,
    }  # fmt: skip
    return [
        (item, how, said)
        for item in talk.screen
        for how, make in makers.items()
        for said in make(talk, item)
    ]


def _others(talk: Talk, item: Item) -> list[Item]:
    return [one for one in talk.screen if one.product.product_id != item.product.product_id]


def _texts(item: Item) -> str:
    return " \n ".join(Facts(offer).everything for offer in item.product.offers)


def _position(talk: Talk, item: Item) -> Iterator[str]:
    place = talk.screen.index(item)
    yield talk.ordinal(place)
    if place + 1 == len(talk.screen):
        yield talk.phrase("describe", "last")


def _facet(facet: str) -> Callable[[Talk, Item], Iterator[str]]:
    def make(talk: Talk, item: Item) -> Iterator[str]:
        for value in values_of(talk, item, facet):
            if not any(mentions(_texts(one), value) for one in _others(talk, item)):
                yield talk.phrase("describe", facet).format(v=spoken(talk, value))

    return make


def values_of(talk: Talk, item: Item, facet: str) -> list[str]:
    """The words that an item's own field states of a colour or a material in every shop."""
    stated = [Facts(offer).fields.get(facet, "") for offer in item.product.offers]
    words = [word for word in stated[0].split() if word in SAID["zh_values"]]
    return [w for w in words[-1:] if all(mentions(one, w) for one in stated)]


def spoken(talk: Talk, value: str) -> str:
    return SAID["zh_values"][value] if talk.language == "zh" else value


def _brand(talk: Talk, item: Item) -> Iterator[str]:
    brand = item.offer.brand
    if brand and not any(brand.lower() in _texts(one).lower() for one in _others(talk, item)):
        yield talk.phrase("describe", "brand").format(v=brand)


def _shop(talk: Talk, item: Item) -> Iterator[str]:
    shop = item.offer.source
    if not any(one.offer.source == shop for one in _others(talk, item)):
        yield talk.phrase("describe", "shop").format(v=shop)


def _price(talk: Talk, item: Item) -> Iterator[str]:
    whole = int(price_of(item).amount)
    if whole >= 10 and not any(
        abs(float(o.price.amount) - whole) < 3
        for one in _others(talk, item) for o in one.product.offers if o.price
    ):  # fmt: skip
        form = SAID["currency"][talk.language].get(price_of(item).currency)
        if form:
            yield talk.phrase("describe", "price").format(v=form.format(whole))


def _reviews(talk: Talk, item: Item) -> Iterator[str]:
    count = {one.product.product_id: _count(talk, one) for one in talk.screen}
    own = count.pop(item.product.product_id)
    if own > 1 and own not in count.values():
        yield talk.phrase("describe", "reviews").format(v=own)


def _count(talk: Talk, item: Item) -> int:
    return len(talk.conversation.assistant.explainer.voices(item).reviews)


def firsts(talk: Talk, item: Item, among: Sequence[Item]) -> list[str]:
    """The orders in which an item is clearly the first of several."""
    found = []
    for name in ("cheapest", "dearest", "largest", "smallest", "lightest", "heaviest"):
        order = ORDERS[name]
        values = [order.value(Facts(one.offer), talk.rates) for one in among]
        if None in values or item.offer.wait != 0:
            continue
        kinds = {_main(one) for one in among} if order.field == "size" else {""}
        own = order.value(Facts(item.offer), talk.rates)
        rest = [v for v, one in zip(values, among, strict=True) if one is not item]
        low = order.best is min
        clear = rest and (own * 103 < min(rest) * 100 if low else own * 100 > max(rest) * 103)
        if clear and len(kinds) == 1:
            found.append(name)
    return found


def _main(item: Item) -> str:
    from assistant.advice.superlatives import size_of

    found: Measure | None = size_of(Facts(item.offer))
    return found.name if found else ""


def _order(talk: Talk, item: Item) -> Iterator[str]:
    for name in firsts(talk, item, talk.screen):
        yield talk.phrase("describe", name)


def _part(talk: Talk, item: Item) -> Iterator[str]:
    title = item.offer.title
    found = re.search(r"\bwith (?:an? |the )?([a-z]+(?: [a-z]+)?)(?=,| and |$| by )", title)
    if talk.language != "en" or not found or found[1].split()[0] in ("noise", "two", "three"):
        return
    last = found[1].split()[-1]
    if not any(mentions(_texts(one), last) for one in _others(talk, item)):
        yield talk.phrase("describe", "part").format(v=found[1])


def _name(talk: Talk, item: Item) -> Iterator[str]:
    vocabulary = talk.conversation.assistant.vocabulary
    for word in re.findall(r"\b[A-Z][a-z]{3,}\b", item.product.title)[:4]:
        known = word == item.offer.brand or vocabulary.find(word.lower())
        if not known and not any(word in _texts(one).title() for one in _others(talk, item)):
            yield talk.phrase("describe", "name").format(v=word)
            return


def _both(talk: Talk, item: Item) -> Iterator[str]:
    """ "The little aluminium one": the first in an order of those that share a value."""
    for facet in FACETS:
        for value in values_of(talk, item, facet):
            alike = [one for one in talk.screen if mentions(_texts(one), value)]
            own = [one for one in alike if value in values_of(talk, one, facet)]
            if len(own) != len(alike) or len(own) < 2:
                continue
            degrees = SAID[talk.language]["describe"]["degrees"]
            for name in firsts(talk, item, own):
                if name in degrees:
                    yield talk.phrase("describe", "both").format(
                        degree=degrees[name], v=spoken(talk, value)
                    )


# conversations


def asked_again(talk: Talk) -> None:
    """A question about one item, and another about "it"."""
    talk.opens()
    item, said = talk.pick()
    talk.about(talk.how, talk.question(item, said), [item])
    talk.about("it", talk.question(item, talk.it()), [item])


def asked_two(talk: Talk) -> None:
    """A question about one item, about another, and again about "it"."""
    talk.opens()
    first, said = talk.counted()
    talk.about("position", talk.question(first, said), [first])
    item, said = talk.pick([first])
    talk.about(talk.how, talk.question(item, said), [item])
    talk.about("it", talk.question(item, talk.it()), [item])


def chosen(talk: Talk) -> Item:
    """A recommendation that is asked for; what it names."""
    answer = talk.say(talk.phrase("choose"))
    named = talk.spoken_of(answer)
    talk.judge("choose", "", "" if named else "nothing is recommended")
    if not named:
        raise Unfit
    return talk.known[named[0]]


def chosen_and_asked(talk: Talk) -> None:
    """A recommendation, and a question about it."""
    talk.opens()
    item = chosen(talk)
    talk.about("chosen", talk.question(item, talk.it()), [item])


def chosen_and_counted(talk: Talk) -> None:
    """A recommendation, something aside, and so many of it."""
    talk.opens()
    item = chosen(talk)
    if talk.rng.random() < 0.5:
        talk.say(talk.phrase("aside"))
    count, word = talk.number()
    talk.sums("those", talk.phrase("those").format(n=word), [(item, count)])


def chosen_and_kept(talk: Talk) -> None:
    """A recommendation that is kept, and the list."""
    talk.opens()
    item = chosen(talk)
    if talk.rng.random() < 0.5:
        talk.about("chosen", talk.question(item, talk.it()), [item])
    talk.lists("keep it", talk.phrase("keep").format(it=talk.it()), [item])
    talk.about("list", talk.phrase("list"), [item])


def counted_after_question(talk: Talk) -> None:
    """A question about an item, and so many of "those"; then another number of them."""
    talk.opens()
    item, said = talk.pick()
    talk.about(talk.how, talk.question(item, said), [item])
    count, word = talk.number()
    talk.sums("those", talk.phrase("those").format(n=word), [(item, count)])
    talk.about("it after a sum", talk.question(item, talk.it()), [item])


def counted_described(talk: Talk) -> None:
    """A question about one item, and so many of another."""
    talk.opens()
    first, said = talk.counted()
    talk.about("position", talk.question(first, said), [first])
    item, said = talk.pick([first])
    count, word = talk.number()
    talk.sums(f"total of {talk.how}", talk.phrase("total").format(n=word, it=said), [(item, count)])
    talk.about("it after a sum", talk.question(item, talk.it()), [item])


def compared(talk: Talk) -> tuple[Item, Item]:
    """A comparison of two that are described."""
    one, said = talk.pick()
    how = talk.how
    other, beside = talk.pick([one])
    answer = talk.say(talk.phrase("compare").format(it=said, other=beside))
    pointed = {answer.recommendations[n - 1].product.product_id for n in answer.resolved}
    names = {one.product.product_id, other.product.product_id}
    talk.judge(
        f"compare {how} and {talk.how}", "", "" if pointed == names else f"compared {len(pointed)}"
    )
    return one, other


def both(talk: Talk) -> None:
    """Two that are compared, and what both cost."""
    talk.opens()
    one, other = compared(talk)
    talk.sums("both", talk.phrase("both"), [(one, 1), (other, 1)])


def the_other(talk: Talk) -> None:
    """Two that are compared, a question about one, and "the other one"."""
    talk.opens()
    one, other = compared(talk)
    place = talk.screen.index(next(i for i in talk.screen if i.product == one.product))
    talk.about("position", talk.question(one, talk.ordinal(place)), [one])
    talk.about("the other", talk.phrase("the_other"), [other])


def kept_described(talk: Talk) -> None:
    """A question about one, another is kept, then the first as well, and the list."""
    talk.opens()
    first, said = talk.counted()
    talk.about("position", talk.question(first, said), [first])
    item, said = talk.pick([first])
    talk.lists(f"keep {talk.how}", talk.phrase("keep").format(it=said), [item])
    talk.about("list", talk.phrase("list"), [item])


def kept_and_dropped(talk: Talk) -> None:
    """Two are kept, and one of them is taken off."""
    talk.opens()
    one, said = talk.counted()
    talk.lists("keep position", talk.phrase("keep").format(it=said), [one])
    other, said = talk.pick([one])
    talk.lists(f"keep {talk.how}", talk.phrase("keep").format(it=said), [one, other])
    talk.lists(f"off {talk.how}", talk.phrase("off").format(it=said), [one])
    talk.about("list", talk.phrase("list"), [one])


def liked(talk: Talk) -> None:
    """One is settled on, something aside is asked, and it is kept or counted."""
    talk.opens()
    item, said = talk.pick()
    talk.say(talk.phrase("like").format(it=said))
    talk.say(talk.phrase("aside"))
    if talk.rng.random() < 0.5:
        talk.lists("keep settled", talk.phrase("keep").format(it=talk.it()), [item])
        return
    count, word = talk.number()
    talk.sums("settled", talk.phrase("those").format(n=word), [(item, count)])


def earlier(talk: Talk) -> None:
    """An item of the kind before, once another kind was looked at."""
    talk.opens()
    item, said = talk.pick()
    kind = talk.kind
    talk.about(talk.how, talk.question(item, said), [item])
    talk.opens("another")
    name = talk.filled(talk.phrase("describe", "kind"), kind=kind)
    if talk.rng.random() < 0.5:
        said = talk.phrase("before").format(it=name)
        talk.about("kind from before", talk.question(item, said), [item])
    else:
        answer = talk.say(talk.phrase("back").format(it=name))
        shown = {one.product.product_id for one in answer.recommendations}
        there = item.product.product_id in shown
        talk.judge("back", "", "" if there else "did not go back")
    talk.about("it of before", talk.question(item, talk.it()), [item])


def with_before(talk: Talk) -> None:
    """An item of one kind and one of another, and what both cost."""
    talk.opens()
    one, said = talk.pick()
    kind = talk.kind
    talk.about(talk.how, talk.question(one, said), [one])
    talk.opens("another")
    other, said = talk.pick()
    talk.about(talk.how, talk.question(other, said), [other])
    name = talk.filled(talk.phrase("describe", "kind"), kind=kind)
    said = talk.phrase("before").format(it=name)
    ask = talk.phrase("both") if talk.rng.random() < 0.5 else talk.phrase("with").format(it=said)
    talk.sums("with before", ask, [(one, 1), (other, 1)])


def refined(talk: Talk) -> None:
    """One that was shown before the list changed."""
    before = talk.opens()
    item, said = talk.pick()
    talk.about(talk.how, talk.question(item, said), [item])
    talk.say(talk.phrase("cheaper"))
    here = {one.product.product_id for one in talk.screen}
    if item.product.product_id in here or len(here) < 2:
        raise Unfit
    every = [*before, *talk.screen]
    values = [(f, v) for f in FACETS for v in values_of(talk, item, f)]
    alone = [v for f, v in values if sum(mentions(_texts(o), v) for o in every) == 1]
    if not alone:
        raise Unfit
    said = talk.phrase("describe", "colour").format(v=spoken(talk, alone[0]))
    talk.about("before the change", talk.question(item, talk.phrase("before").format(it=said)),
               [item])  # fmt: skip
    talk.lists("keep it", talk.phrase("keep").format(it=talk.it()), [item])


def unseen(talk: Talk) -> None:
    """One of the kind in a colour or material that nothing on the screen has."""
    talk.opens()
    limits = constraints_of(Wishes(include={"category": (talk.kind,)})).limits
    every = [
        Recommendation(one, tuple(one.ranked(talk.rates)), 0.0, {}, [])
        for one in talk.conversation.assistant.catalogue.all_products()
    ]
    every = [one for one in every if all(each.admits(Facts(one.offer)) for each in limits)]
    stated = {(f, v) for one in every for f in FACETS for v in values_of(talk, one, f)}
    new = [key for key in stated if not any(mentions(_texts(one), key[1]) for one in talk.screen)]
    if not new:
        raise Unfit
    facet, value = talk.rng.choice(sorted(new))
    meant = [
        one
        for one in every
        if any(mentions(Facts(o).fields.get(facet, ""), value) for o in one.product.offers)
    ]
    talk.known |= {one.product.product_id: one for one in meant}
    said = talk.filled(talk.phrase("describe", "of_kind"), kind=talk.kind, v=spoken(talk, value))
    talk.about("unseen", talk.question(meant[0], said), meant)
    shown = [one for one in talk.screen if one.product in [m.product for m in meant]]
    if shown:
        talk.about("it", talk.question(shown[0], talk.it()), shown)


def superlative(talk: Talk) -> None:
    """Which is the cheapest, biggest …, and then "it"."""
    talk.opens()
    able = [(item, name) for item in talk.screen for name in firsts(talk, item, talk.screen)]
    if not able:
        raise Unfit
    item, name = talk.rng.choice(able)
    by = SAID["by"][talk.language][name]
    talk.about(f"which {name}", talk.phrase("which").format(by=by), [item])
    if talk.rng.random() < 0.4:
        talk.lists("keep it", talk.phrase("keep").format(it=talk.it()), [item])
    elif talk.rng.random() < 0.5:
        count, word = talk.number()
        talk.sums("those", talk.phrase("those").format(n=word), [(item, count)])
    else:
        talk.about("it", talk.question(item, talk.it()), [item])


def compared_with_it(talk: Talk) -> None:
    """A question about one, and how another compares with it."""
    talk.opens()
    one, said = talk.counted()
    talk.about("position", talk.question(one, said), [one])
    other, said = talk.pick([one])
    answer = talk.say(talk.phrase("compare_with").format(other=said))
    pointed = {answer.recommendations[n - 1].product.product_id for n in answer.resolved}
    table = answer.table
    if table is not None:
        positions = table.as_dict().get("positions") or answer.resolved
        pointed |= {answer.recommendations[n - 1].product.product_id for n in positions}
    names = {one.product.product_id, other.product.product_id}
    right = pointed == names or (pointed <= names and set(talk.spoken_of(answer)[:2]) == names)
    talk.judge(f"compare it with {talk.how}", "", "" if right else f"compared {len(pointed)}")


SHAPES: tuple[Callable[[Talk], object], ...] = (
    asked_again, asked_two, chosen_and_asked, chosen_and_counted, chosen_and_kept,
    counted_after_question, counted_described, counted_described, both, the_other, kept_described,
    kept_and_dropped, liked, earlier, with_before, refined, unseen, superlative, compared_with_it,
    asked_two,
)  # fmt: skip
"""Ways a conversation may go."""


def converse(assistant: object, number: int, kinds: dict[str, str]) -> Talk:
    """The conversation of a number: the first draw that its screens allow."""
    shape = SHAPES[number % len(SHAPES)]
    chinese = all(kinds.values()) and (number // len(SHAPES)) % 3 == 2
    half = half_of(number)
    for draw in range(30):
        rng = random.Random(f"{number} {draw}")
        conversation = Conversation(assistant, 5)  # type: ignore[arg-type]
        language = "zh" if chinese else "en"
        talk = Talk(assistant, language, half, rng, kinds, conversation)
        try:
            shape(talk)
        except Unfit:
            if not any(one.wrong for one in talk.checks):
                continue
        break
    return talk


def half_of(number: int) -> int:
    """0 for the half whose failures are read, 1 for the one that is held out."""
    return random.Random(f"half {number}").randrange(2)


def judged(talk: Talk, number: int) -> dict:
    """A conversation as it is written down."""
    return {
        "number": number,
        "shape": SHAPES[number % len(SHAPES)].__name__,
        "language": talk.language,
        "half": talk.half,
        "checks": [[one.name, one.say, one.wrong] for one in talk.checks],
        "log": talk.log,
    }


def report(rows: Sequence[dict]) -> Iterator[str]:
    """Shares of whole conversations and of judged turns that are right."""
    whole: dict[str, list[bool]] = {}
    turns: dict[str, list[bool]] = {}
    for row in rows:
        right = bool(row["checks"]) and not any(wrong for *_, wrong in row["checks"])
        for key in ("all", row["language"], row["shape"]):
            whole.setdefault(key, []).append(right)
        for name, _, wrong in row["checks"]:
            for key in ("all", row["language"], name):
                turns.setdefault(key, []).append(not wrong)
    for title, found in (("conversations", whole), ("turns", turns)):
        yield title
        for key in sorted(found):
            yield f"  {key:32} {len(found[key]):4} {sum(found[key]) / len(found[key]):.2f}"


def main() -> None:
    """Hold the conversations that a file does not have yet, and report on all in it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    add_answering(parser)
    parser.add_argument("--kinds", default="demo", help="of which catalogue the kinds are")
    parser.add_argument("--half", choices=HALVES, default="first")
    parser.add_argument("--only", default="", help="shapes, with commas")
    parser.add_argument("--count", type=int, default=CONVERSATIONS)
    parser.add_argument("--out", type=Path, required=True, help="JSON lines, gone on with")
    parser.add_argument("--show", action="store_true", help="print what failed")
    options = parser.parse_args()
    lines = options.out.read_text(encoding="utf-8").splitlines() if options.out.exists() else []
    rows = [json.loads(line) for line in lines]
    done, only = {row["number"] for row in rows}, options.only.split(",")
    left = [
        number
        for number in range(options.count)
        if half_of(number) == HALVES.index(options.half) and number not in done
        if not options.only or SHAPES[number % len(SHAPES)].__name__ in only
    ]
    assistant = open_assistant(options) if left else None
    with options.out.open("a", encoding="utf-8") as file:
        for number in left:
            row = judged(converse(assistant, number, SAID["kinds"][options.kinds]), number)
            rows.append(row)
            print(json.dumps(row, ensure_ascii=False), file=file, flush=True)
    for row in rows if options.show else ():
        if any(wrong for *_, wrong in row["checks"]) or not row["checks"]:
            print(f"--- {row['number']} {row['shape']} {row['language']}", *row["log"], sep="\n")
    print(*report(rows), sep="\n")


HALVES = ("first", "second")

if __name__ == "__main__":
    main()
