"""Brands that no field states: words that head titles, confirmed by the catalogue itself.

A maker's name begins titles of different things in several shops and categories, is followed by
different words, and is written with a capital even in the middle of a sentence; words for kinds
of things are none of that. A word that nearly always comes with one maker's name (a series) implies
it where the name is left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval import colours
from retrieval.offers import Offer
from retrieval.specs.specification import fold
from retrieval.specs.units import table

READ_IN = "brand_read_in"
"""Attribute that says where the brand was read, where no field of the feed states it."""
WORD = re.compile(r"[^\W_]+(?:[-'’&.+][^\W_]+)*!?")
STEP = re.compile(r"\s*[>|/,]\s*")
HEADS = 2  # titles that a word begins before it may be a maker's name
SHARE = 0.5  # of its places in titles that are the first one, or the first after another name
SMALL = 0.2  # of its places in running text where it stands in small letters: above, a common word
ALWAYS, OFTEN = 0.9, 3  # how surely two words make one name; how often at least
IMPLIED = 0.6  # of a series' titles that name its maker
LONGEST = 15  # letters of a name that nothing confirms
TEXT = 400  # characters of a description in which small letters are looked for


@dataclass(frozen=True)
class Brand:
    """A maker's name, and where it was read."""

    name: str
    where: str  # "brand", "attributes.NAME", "category", "title" or "implied"
    sure: bool  # whether the catalogue confirms it: stated somewhere, or recurring


@dataclass(frozen=True)
class _Counts:
    """What a catalogue says of the words of its titles; all words folded."""

    places: Counter[str]  # titles that have the word
    heads: Counter[str]  # titles that begin with it
    next: dict[str, Counter[str]]  # word → the words behind it
    third: dict[str, set[str]]  # two words → the words behind them
    before: dict[str, Counter[str]]  # word → the words before it
    small: Counter[str]  # running text that has it in small letters
    large: Counter[str]  # … with a capital
    kinds: frozenset[str]  # words of categories' names
    values: frozenset[str]  # what offers state of themselves: colours, materials, …

    @classmethod
    def of(cls, offers: Sequence[Offer]) -> _Counts:
        places, heads, small, large = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
        following: dict[str, Counter[str]] = defaultdict(Counter)
        preceding: dict[str, Counter[str]] = defaultdict(Counter)
        third: dict[str, set[str]] = defaultdict(set)
        parents: dict[str, set[str]] = defaultdict(set)
        for one in offers:
            words = WORD.findall(one.title)
            folded = [fold(word) for word in words]
            places.update(set(folded))
            heads.update(folded[:1])
            for a, b in zip(folded, [*folded[1:], ""], strict=False):
                following[a][b] += 1
                preceding[b][a] += 1
            for a, b, c in zip(folded, folded[1:], [*folded[2:], ""], strict=False):
                third[f"{a} {b}"].add(c)
            for word in [*words[1:], *WORD.findall(one.description[:TEXT])]:
                (small if word.islower() else large)[fold(word)] += 1
            steps = [fold(step) for step in STEP.split(one.category) if step]
            for above, step in zip(["", *steps], steps, strict=False):
                parents[step].add(above)
        kinds = {
            word
            for step, above in parents.items()
            if len(above) == 1 and not heads[step.split(" ")[0]] > len(above)
            for word in WORD.findall(step)
        }
        makers = table("brands.toml")["attributes"]
        values = {
            fold(value)
            for one in offers
            for name, value in one.attributes.items()
            if value and fold(name) not in makers
        }
        return cls(
            places, heads, following, third, preceding, small, large,
            frozenset(kinds), frozenset(values),
        )  # fmt: skip

    def is_common(self, word: str) -> bool:
        """Whether running text has the word in small letters, categories are called so, things
        state it of themselves, or it is a colour."""
        seen = self.small[word] + self.large[word]
        often_small = self.small[word] > SMALL * max(seen, 1)
        return often_small or word in self.kinds | self.values or bool(colours.named(word))

    def heads_titles(self, word: str) -> bool:
        return self.heads[word] >= HEADS and self.heads[word] >= SHARE * self.places[word]


class Brands:
    """The makers' names of one catalogue. Use `Brands.learn`."""

    def __init__(self, names: dict[str, str], series: dict[str, str], counts: _Counts) -> None:
        self.names = names  # folded → as it is written most often
        self.series = series  # folded word → folded name of its maker
        self._counts = counts
        self._longest = max((name.count(" ") + 1 for name in names), default=1)

    @classmethod
    def learn(cls, offers: Sequence[Offer]) -> Brands:
        """Names stated anywhere in the catalogue, and those that its titles and categories show."""
        counts = _Counts.of(offers)
        spelled: dict[str, Counter[str]] = defaultdict(Counter)
        for one in offers:
            if name := stated(one)[0]:
                spelled[fold(name)][name] += 1
        lettered = sum(counts.large.values()) > SMALL * sum(counts.small.values())
        for name in _recurring(counts) if lettered else ():
            spelled.setdefault(name, Counter())
        for one in offers:
            words = WORD.findall(one.title)
            for name, start, end in _names_in(words, spelled, 3):
                spelled[name][" ".join(words[start:end])] += 1
        names = {name: written.most_common(1)[0][0] for name, written in spelled.items() if written}
        return cls(names, _series(offers, names, counts), counts)

    @classmethod
    def of_names(cls, names: dict[str, str], series: dict[str, str]) -> Brands:
        """What was learnt before: tells makers that are sure, and guesses none."""
        return cls(names, series, _Counts.of([]))

    def of(self, offer: Offer) -> Brand | None:
        """The maker of an offer, None where nothing says who it is."""
        name, where = stated(offer)
        if name:
            return Brand(name, where, True)
        for step in reversed(STEP.split(offer.category)):
            if found := self.names.get(fold(step)):
                return Brand(found, "category", True)
        if found := self.in_text(offer.title):
            return Brand(found, "title", True)
        words = [fold(word) for word in WORD.findall(offer.title)]
        makers = Counter(self.series[word] for word in words if word in self.series)
        if makers:
            return Brand(self.names[makers.most_common(1)[0][0]], "implied", True)
        return self._guess(offer.title)

    def in_text(self, text: str) -> str:
        """The first maker's name that stands in a text, "" for none; not one that the thing goes
        with ("case for …")."""
        words = WORD.findall(text)
        for _, start, end in _names_in(words, self.names, self._longest):
            if start == 0 or fold(words[start - 1]) not in table("brands.toml")["goes_with"]:
                return self.names[fold(" ".join(words[start:end]))]
        return ""

    def _guess(self, title: str) -> Brand | None:
        """The first word of a title that looks like a name, though nothing confirms it."""
        words = WORD.findall(title)
        if not words or not words[0][:1].isupper():
            return None
        word = fold(words[0])
        odd = sum(c.isdigit() for c in word) > 1 or len(word) < 2 or word.isdigit()
        counts = self._counts
        inside = counts.heads[word] < SHARE * counts.places[word]
        if odd or inside or len(word) > LONGEST or counts.is_common(word):
            return None
        return Brand(words[0], "title", False)


def stated(offer: Offer) -> tuple[str, str]:
    """The maker that a field states, and which field: ("", "") for none."""
    if offer.brand:
        return offer.brand, "brand"
    known = table("brands.toml")["attributes"]
    for name, value in offer.attributes.items():
        if value and fold(name) in known:
            return value, f"attributes.{name}"
    return "", ""


def _recurring(counts: _Counts) -> Iterable[str]:
    """Words, or two that always stand together, that begin titles as names do."""
    for word in counts.heads:
        if not any(c.isalpha() for c in word) or not counts.heads_titles(word):
            continue
        second, together = counts.next[word].most_common(1)[0]
        pair = f"{word} {second}"
        one_name = (
            together >= max(OFTEN, ALWAYS * counts.places[word])
            and together >= ALWAYS * counts.places[second]
            and len(counts.third[pair]) >= OFTEN
            and second.isalpha()
        )
        if one_name:
            yield pair
        elif (
            len(counts.next[word]) >= HEADS
            and not counts.is_common(word)
            and sum(c.isdigit() for c in word) < HEADS
        ):
            yield word


def _names_in(
    words: Sequence[str], names: Iterable[str], longest: int
) -> Iterable[tuple[str, int, int]]:
    """The names among words, longest first at each place: (folded name, start, end)."""
    folded = [fold(word) for word in words]
    start = 0
    while start < len(folded):
        for length in range(min(longest, len(folded) - start), 0, -1):
            name = " ".join(folded[start : start + length])
            if name in names:
                yield name, start, start + length
                start += length - 1
                break
        start += 1


def _series(offers: Iterable[Offer], names: dict[str, str], counts: _Counts) -> dict[str, str]:
    """Word → the maker that most titles with the word name, where it is no maker's name itself."""
    together: dict[str, Counter[str]] = defaultdict(Counter)
    longest = max((name.count(" ") + 1 for name in names), default=1)
    for one in offers:
        words = WORD.findall(one.title)
        found = next(iter(_names_in(words, names, longest)), None)
        maker = fold(stated(one)[0]) or (found[0] if found else "")
        for word in {fold(word) for word in words[:6]}:
            together[word][maker] += 1
    implied = {}
    for word, makers in together.items():
        maker, count = makers.most_common(1)[0]
        others = sum(n for name, n in makers.items() if name not in (maker, ""))
        sure = count >= max(OFTEN, IMPLIED * makers.total()) and others <= (1 - ALWAYS) * count
        a_name = word[:1].isalpha() and word not in names and not counts.is_common(word)
        if sure and a_name and maker in names:
            implied[word] = maker
    return implied
