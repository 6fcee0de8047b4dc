"""Conversations about a catalogue in which every wish is known: what is said, and what it means.

Wishes are drawn over what the things of each kind state, so that something meets them and something
does not, and put into the words of `phrases.toml`; the same seed over the same catalogue writes the
same conversations.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import cn2an

from assistant.constraints import Said as Merging
from assistant.constraints import Wishes
from assistant.constraints.dimensions import Dimension
from assistant.constraints.price import Price
from assistant.lexicon import Lexicon
from benchmarks.limits.shelf import Gold, Shelf
from retrieval.facts import FEED_NAMES, Facts, facet_of
from retrieval.money import Money

PHRASES = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
UNITS: dict[str, dict[float, str]] = {
    "length": {10: "cm", 25.4: "inch", 1000: "m"},
    "mass": {1000: "kg", 1: "g", 453.592: "lb", 500: "jin"},
    "volume": {1000: "l", 1: "ml"},
    "time": {1: "hour"},
}
SIZES = ("width", "height", "depth", "length", "diameter", "thickness")
HELD = ("weight", "capacity", "battery")
"""Figures that are said in words of their own."""
COUNTS = {
    "drawers": ("drawer", "drawers"), "seats": ("seat", "seats"), "wagons": ("wagon", "wagons"),
    "pieces": ("piece", "pieces"), "boards": ("board", "boards"), "pages": ("page", "pages"),
}  # fmt: skip
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
NTH = ("first", "second", "third")
TYPOS = 0.06  # share of openings with a letter out of place
BESIDES = 0.3  # share of comparatives that change something else as well
NARROW = 0.02  # a figure this near to a limit is too near to be told apart from it


@dataclass(frozen=True)
class Said:
    """One turn: what is said, and all that is in force from then on."""

    text: str
    gold: Gold
    name: str  # what is tried: "price max", …
    than: tuple[str, str, int] | None = None  # (figure, "<" or ">", place on the screen before)


@dataclass(frozen=True)
class Talk:
    """A conversation."""

    language: str
    kind: str
    half: int  # 0 may be read, 1 is kept back
    turns: tuple[Said, ...]


Piece = tuple[str, Gold, str]  # a phrase, what is in force with it, what is tried


class Writer:
    """Writes conversations over a shelf."""

    def __init__(self, shelf: Shelf, language: str, seed: int) -> None:
        self.shelf, self.language, self.seed = shelf, language, seed
        self.dice = random.Random(f"{seed} {language}")
        self.phrases: dict[str, Any] = PHRASES[language]
        self.lexicon = Lexicon.load()
        self.kinds = [kind for kind in shelf.kinds if self.named("category", kind)]
        self.dice.shuffle(self.kinds)

    def talk(self, number: int) -> Talk:
        """One conversation, of one to three turns, the kinds in turn; the same whatever else is
        written."""
        self.dice = random.Random(f"{self.seed} {self.language} {number}")
        half, kind = self.dice.randrange(2), self.kinds[number % len(self.kinds)]
        while True:
            if turns := self._talk(kind, self.dice.choice((1, 2, 2, 3))):
                return Talk(self.language, kind, half, turns)

    # what can be said -------------------------------------------------

    def named(self, facet: str, value: str) -> str:
        """A value in this language, "" where it is not known there."""
        if self.language == "en":
            return str(self.phrases["kinds"].get(value, value))
        return self.lexicon.chinese(facet, value) if facet else ""

    def number(self, value: float) -> str:
        """A figure in words; "" where nobody says it so."""
        if value != int(value):
            return cn2an.an2cn(f"{value:g}") if self.language == "zh" else ""
        whole = int(value)
        if self.language == "zh":
            return str(cn2an.an2cn(whole))
        if whole < 20:
            return ONES[whole]
        if whole < 100:
            return TENS[whole // 10] + (f"-{ONES[whole % 10]}" if whole % 10 else "")
        rest = f" and {self.number(whole % 100)}" if whole % 100 else ""
        return f"{ONES[whole // 100]} hundred{rest}" if whole < 1000 else ""

    def some(self, gold: Gold, least: int = 1) -> bool:
        """Whether a wish parts its kind: something meets it, and not everything does."""
        kind = Gold(replace(Wishes(), include={"category": gold.wishes.include["category"]}))
        return least <= len(self.shelf.meeting(gold)) < len(self.shelf.meeting(kind))

    def _values(self, gold: Gold, name: str) -> list[float]:
        among = self.shelf.meeting(gold)
        return sorted(
            {
                v
                for one in among
                for f in self.shelf.facts[one]
                if (v := self.shelf.value(f, name)) is not None and v > 0
            }
        )

    def _between(self, values: Sequence[float], factor: float) -> float | None:
        """A round figure, in units of so many base units, between two of the values."""
        places = list(range(len(values) - 1))
        self.dice.shuffle(places)
        for place in places:
            low, high = values[place] * (1 + NARROW), values[place + 1] * (1 - NARROW)
            for step in (50, 10, 5, 1, 0.5, 0.1):
                figure = round(-(-low / factor // step) * step, 2)
                if figure > 0 and low <= figure * factor <= high:
                    return figure
        return None

    # pieces -----------------------------------------------------------

    def facet(self, gold: Gold, facet: str, key: str, table: str) -> Piece | None:
        """A colour, material or pattern that is wished for."""
        kind = gold.wishes.include["category"][0]
        stated = self.shelf.stated(kind, lambda facts: _first(facts, facet))
        choices = [v for v in stated if len(v.split()) < 3 and self.named(facet, v)]
        self.dice.shuffle(choices)
        for value in choices if facet not in gold.wishes.exclude else ():
            include = {**gold.wishes.include, facet: (self.lexicon.name(facet, value),)}
            if include == gold.wishes.include:
                continue
            new = replace(gold, wishes=replace(gold.wishes, include=include))
            if self.some(new):
                phrase = self.dice.choice(self.phrases[table][key])
                return phrase.replace("{v}", self.named(facet, value)), new, facet
        return None

    def refused(self, gold: Gold, facet: str, table: str, key: str) -> Piece | None:
        """A colour or material that is not wanted."""
        kind = gold.wishes.include["category"][0]
        stated = self.shelf.stated(kind, lambda facts: _first(facts, facet))
        choices = [v for v in stated if len(v.split()) < 2 and self.named(facet, v)]
        self.dice.shuffle(choices)
        for value in choices:
            if facet in gold.wishes.include:
                return None
            before = gold.wishes.exclude.get(facet, ())
            refused = (*before, self.lexicon.name(facet, value))
            exclude = {**gold.wishes.exclude, facet: tuple(dict.fromkeys(refused))}
            new = replace(gold, wishes=replace(gold.wishes, exclude=exclude))
            if self.some(new, 2) and self.shelf.meeting(new) != self.shelf.meeting(gold):
                phrase = self.dice.choice(self.phrases[table][key])
                return phrase.replace("{v}", self.named(facet, value)), new, f"not {facet}"
        return None

    def text(self, gold: Gold, table: str) -> Piece | None:
        """A word that some things of the kind state of themselves or of a part."""
        kind, values = gold.wishes.include["category"][0], {}
        for one in self.shelf.kinds[kind]:
            for facts in self.shelf.facts[one]:
                for name, value in facts.attributes.items():
                    if facet_of(name) or name in FEED_NAMES or value[:1].isdigit():
                        continue
                    if name in ("accent", "second color", "brand") or len(value.split()) > 3:
                        continue
                    if name in ("style", "scent", "sport"):
                        values[value] = "text"
                    elif " " in value:
                        values[value] = "part"
        choices = [
            value
            for value in sorted(values)
            if len(value) > 3 and not (kind in value or value.startswith("no "))
        ]
        self.dice.shuffle(choices)
        for value in choices if not gold.words else ():
            spoken = self.named("value", value)
            new = replace(gold, words=(*gold.words, value))
            ways = self.phrases[table][values[value]]
            if ways and spoken and self.some(new):
                return self.dice.choice(ways).replace("{v}", spoken), new, "word"
        return None

    def count(self, gold: Gold) -> Piece | None:
        """So many drawers."""
        kind = gold.wishes.include["category"][0]
        for name, forms in COUNTS.items():
            stated = self.shelf.stated(kind, partial(_attribute, name=name))
            choices = [v for v in stated if v.isdigit()]
            if len(choices) > 1 and self.phrases["head"]["count"]:
                value = self.dice.choice(choices)
                new = replace(gold, wishes=replace(gold.wishes, attributes={name: (value,)}))
                phrase = self.dice.choice(self.phrases["head"]["count"])
                words = self.number(int(value)) or value
                form = forms[0] if value == "1" else forms[1]
                said = phrase.format(x="{x}", n=value, w=words, name=form)
                return said, new, "count"
        return None

    def price(self, gold: Gold, how: str, table: str, key: str) -> Piece | None:
        """A price."""
        ways = self.phrases[table][key]
        currency, form = self.dice.choice(self.phrases["units"]["price"])
        rates = self.shelf.assistant.searcher.columns.rates
        factor = float(rates.factor(currency or "EUR", "EUR") or 0)
        values = self._values(gold, "price")
        if how == "range":
            cuts = [f for f in (self._between(values, 1) for _ in range(4)) if f is not None]
            low, high = min(cuts, default=0), max(cuts, default=0)
            if not low < high:
                return None
            new = self._priced(gold, min_price=Money.of(f"{low:g}", "EUR"),
                               max_price=Money.of(f"{high:g}", "EUR"))  # fmt: skip
            said = self.dice.choice(ways).format(x="{x}", a=f"{low:g}", b=f"{high:g}")
            return (said, new, "price range") if self.some(new) else None
        figure = self._between(values, factor) if factor else None
        if figure is None or (figure != int(figure) and "w" in form):
            return None
        spoken = form.format(n=f"{figure:g}", w=self.number(figure) or f"{figure:g}")
        money = Money.of(f"{figure:g}", currency)
        new = self._priced(gold, **{f"{how}_price": money})
        if not self.some(new):
            return None
        return self.dice.choice(ways).replace("{p}", spoken), new, f"price {how}"

    def _priced(self, gold: Gold, **limits: Money) -> Gold:
        """With these price limits beside those in force; without any where none is given."""
        given: dict[str, Any] = dict(limits)
        new = Price(**given)
        price = Price.of(gold.wishes).merged(new, Merging()) if new else new
        return replace(gold, wishes=gold.wishes.having([price]))

    def size(self, gold: Gold, how: str, table: str) -> Piece | None:
        """A limit on a size, a weight, on what it holds or how long it runs."""
        kind, sizes = gold.wishes.include["category"][0], dict[str, str]()
        for one in self.shelf.kinds[kind]:
            for facts in self.shelf.facts[one]:
                sizes |= {m.name: m.kind for m in facts.measures}
        known = [n for n in sizes if n in (*SIZES, *HELD)]
        self.dice.shuffle(known)
        for name in known:
            if any(one.name == name for one in gold.wishes.dimensions):
                continue
            if made := self._sized(gold, name, sizes[name], how, table):
                return made
        return None

    def _sized(self, gold: Gold, name: str, kind: str, how: str, table: str) -> Piece | None:
        section = table.replace(
            "size", name if name in ("weight", "capacity", "battery") else "size"
        )
        spoken = self.phrases.get(section, {}).get(how) or ()
        values = self._values(gold, name)
        if kind not in UNITS or not spoken or len(values) < 2:
            return None
        factor, form = self.dice.choice(self.phrases["units"][kind])
        if how in ("bare", "range"):
            factor, form = 10, "{n} cm"
        if how == "about":
            figure = round(self.dice.choice(values) / factor, 1)
            figure = figure if figure < 10 and factor > 1 else float(round(figure))
        else:
            figure = self._between(values, factor) or 0.0
        if not figure or (figure != int(figure) and "{w}" in form):
            return None
        names = [v for k, v in self.phrases["names"].items() if k.strip() == name]
        adj, more, less, noun = map(str, self.dice.choice(names) if names else [""] * 4)
        unit = str(UNITS[kind][factor])
        amount = figure * 0.5 if unit == "jin" else figure
        unit = "kg" if unit == "jin" else unit
        dims = [Dimension(name, OPS[how], amount, unit)]
        slots = {"n": f"{figure:g}", "adj": adj, "more": more, "less": less, "noun": noun}
        if how == "range":
            other = self._between([v for v in values if v > figure * factor], factor)
            if not other or other <= figure:
                return None
            dims = [Dimension(name, ">=", figure, unit), Dimension(name, "<=", other, unit)]
            slots |= {"a": f"{figure:g}", "b": f"{other:g}"}
        words = self.number(figure) or f"{figure:g}"
        slots["q"] = form.format(n=f"{figure:g}", w=words)
        wishes = replace(gold.wishes, dimensions=(*gold.wishes.dimensions, *dims))
        new = replace(gold, wishes=wishes)
        if not self.some(new) or self.shelf.meeting(new) == self.shelf.meeting(gold):
            return None
        return self.dice.choice(spoken).format(x="{x}", **slots), new, f"{name} {how}"

    def most(self, gold: Gold) -> Piece | None:
        """The cheapest, the tallest."""
        fields = [name for name, ways in self.phrases["most"].items() if ways]
        self.dice.shuffle(fields)
        for name in fields:
            if len(self._values(gold, name)) > 2:
                phrase, up = self.dice.choice(self.phrases["most"][name])
                return phrase, replace(gold, order=(name, up)), f"most {name}"
        return None

    def stock(self, gold: Gold, table: str, key: str) -> Piece | None:
        """In stock only."""
        new = replace(gold, wishes=replace(gold.wishes, in_stock=True))
        phrase = self.dice.choice(self.phrases[table][key])
        return (phrase, new, "stock") if self.some(new) else None

    def aged(self, gold: Gold) -> Piece | None:
        """For a child."""
        kind = gold.wishes.include["category"][0]
        stated = self.shelf.stated(kind, lambda facts: facts.attributes.get("age years", ""))
        if not stated:
            return None
        years = self.dice.choice((3, 4, 5, 6))
        phrase = self.dice.choice(self.phrases["head"]["age"])
        return phrase.format(x="{x}", n=years, w=ONES[years]), replace(gold, age=years), "age"

    # turns ------------------------------------------------------------

    def _talk(self, kind: str, turns: int) -> tuple[Said, ...]:
        gold = Gold(Wishes(include={"category": (kind,)}))
        first = self._first(kind, gold)
        if first is None:
            return ()
        said = [first]
        while len(said) < turns and (then := self._then(said[-1].gold)):
            said.append(then)
            if then.than:
                break
        return tuple(said)

    def _first(self, kind: str, gold: Gold) -> Said | None:
        heads = [
            lambda g: self.facet(g, "colour", "colour", "head"),
            lambda g: self.facet(g, "colour", "colour", "head"),
            lambda g: self.facet(g, "material", "material", "head"),
            lambda g: self.facet(g, "pattern", "pattern", "head"),
            lambda g: self.text(g, "head"),
            lambda g: self.text(g, "head"),
            self.count,
            self.aged,
        ]
        tails = [
            lambda g: self.price(g, *self._how("price", ("max", "max", "min", "about", "range"))),
            lambda g: self.size(g, self.dice.choice(("max", "max", "min", "min", "about", "range",
                                                     "bare", "space")), "size"),
            lambda g: self.size(g, self.dice.choice(("max", "min", "about")), "size"),
            lambda g: self.refused(g, self.dice.choice(("colour", "material")), "refuse", ""),
            lambda g: self.stock(g, "head", "stock"),
            self.most,
            self.most,
        ]  # fmt: skip
        tails[3] = self._refusing
        shape = self.dice.choice(("head", "tail", "tail", "both", "both", "twice"))
        parts = {"head": [heads], "tail": [tails], "both": [heads, tails], "twice": [tails, tails]}
        names: list[str] = []
        phrase = "{x}"
        for choices in parts[shape]:
            for _ in range(6):
                if gold.order:
                    break
                if made := self.dice.choice(choices)(gold):
                    if made[1].order and "{x}" not in phrase:
                        continue
                    of = [name.split()[0] for name in names]
                    if made[2].split()[0] in of or (made[1].order and shape == "twice"):
                        continue
                    phrase, gold = made[0].replace("{x}", phrase), made[1]
                    names.append(made[2])
                    break
        if not names or not self.shelf.meeting(gold):
            return None
        text = phrase.replace("{x}", self.named("category", kind))
        if not any(name.startswith("most") for name in names):
            text = self._opened(text, kind)
        return Said(text, gold, " + ".join(names))

    def _how(self, table: str, ways: Sequence[str]) -> tuple[str, str, str]:
        how = self.dice.choice(ways)
        return how, table, how

    def _refusing(self, gold: Gold) -> Piece | None:
        facet = self.dice.choice(("colour", "material"))
        return self.refused(gold, facet, "refuse", facet)

    def _opened(self, text: str, kind: str) -> str:
        plural = self.language == "en" and kind.endswith("s") and not kind.endswith("ss")
        article = "" if plural else "an" if text[0] in "aeiou" else "a"
        if text[0].isdigit() and text[:1] in "8":
            article = "an"
        opened = self.dice.choice(self.phrases["open"]).format(x=text, a=article).replace("  ", " ")
        if self.language == "en" and self.dice.random() < TYPOS and len(kind) > 5:
            place = self.dice.randrange(1, len(kind) - 2)
            wrong = kind[:place] + kind[place + 1] + kind[place] + kind[place + 2 :]
            opened = opened.replace(kind, wrong)
        return opened

    def _then(self, gold: Gold) -> Said | None:
        singles = [
            lambda g: self.facet(g, "colour", "colour", "then"),
            lambda g: self.facet(g, "material", "material", "then"),
            lambda g: self.text(g, "then"),
            lambda g: self.refused(g, self.dice.choice(("colour", "material")), "then", "refuse"),
            lambda g: self.price(g, "max", "then", "max"),
            lambda g: self.price(g, *self._pair(("max", "about", "min"))),
            lambda g: self.size(g, self.dice.choice(("max", "min", "about")), "then_size"),
            lambda g: self.size(g, self.dice.choice(("max", "min")), "then_size"),
            lambda g: self.stock(g, "then", "stock"),
        ]
        gold = replace(gold, order=None)
        shape = self.dice.choice(("one", "one", "two", "two", "than", "than", "drop", "aside"))
        if shape == "than":
            return self._than(gold)
        if shape == "drop" and (dropped := self._drop(gold)):
            return dropped
        if shape == "aside":
            return Said(self.dice.choice(self.phrases["then"]["aside"]), gold, "aside")
        pieces: list[Piece] = []
        for _ in range(2 if shape == "two" else 1):
            for _ in range(8):
                made = self.dice.choice(singles)(gold)
                if made and made[2] not in [one[2] for one in pieces]:
                    pieces.append(made)
                    gold = made[1]
                    break
        if not pieces:
            return None
        text = self.dice.choice(self.phrases["then"]["joins"]).join(one[0] for one in pieces)
        text = self.dice.choice(self.phrases["then"]["carry"]).format(x=text)
        return Said(text, gold, "then " + " + ".join(one[2] for one in pieces))

    def _pair(self, ways: Sequence[str]) -> tuple[str, str, str]:
        how = self.dice.choice(ways)
        return how, "then", how

    def _than(self, gold: Gold) -> Said | None:
        kind = gold.wishes.include["category"][0]
        names = ["cheaper", "cheaper", "cheaper_than", "dearer"]
        for figure, of in (("size", ("smaller", "bigger", "smaller_than", "bigger_than")),
                           ("weight", ("lighter", "heavier", "lighter_than"))):  # fmt: skip
            alike = Gold(Wishes(include={"category": (kind,)}))
            if len(self._values(alike, figure)) > 2:
                names += of
        name = self.dice.choice(names)
        place = self.dice.randrange(3) if name.endswith("_than") else 0
        figure = {"c": "price", "d": "price", "s": "size", "b": "size"}.get(name[0], "weight")
        op = ">" if name.split("_")[0] in ("dearer", "bigger", "heavier") else "<"
        phrase = self.dice.choice(self.phrases["then"][name])
        text = phrase.format(nth=NTH[place], zhn="一二三"[place])
        facet = self.dice.choice(("colour", "material"))
        besides = not place and self.dice.random() < BESIDES
        if besides and (made := self.facet(gold, facet, facet, "then")):
            text += self.dice.choice(self.phrases["then"]["joins"]) + made[0]
            gold, name = made[1], f"{name} + {facet}"
        return Said(text, gold, name, (figure, op, place))

    def _drop(self, gold: Gold) -> Said | None:
        wishes, options = gold.wishes, []
        for facet in ("colour", "material"):
            if facet in wishes.include:
                include = {k: v for k, v in wishes.include.items() if k != facet}
                options.append((f"drop_{facet}", replace(wishes, include=include)))
        if any(wishes.price_range):
            options.append(("drop_price", self._priced(gold).wishes))
        if not options:
            return None
        name, left = self.dice.choice(options)
        text = self.dice.choice(self.phrases["then"][name])
        return Said(text, replace(gold, wishes=left), name)


OPS = {"max": "<=", "space": "<=", "bare": "<=", "min": ">=", "about": "~=", "range": ">="}


def _attribute(facts: Facts, name: str) -> str:
    return facts.attributes.get(name, "")


def _first(facts: Facts, facet: str) -> str:
    """The first value of a facet that an offer states: of two colours the main one."""
    values = (value for name, value in facts.attributes.items() if facet_of(name) == facet)
    return next(values, "")
