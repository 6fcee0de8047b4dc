"""Which item a description means: "the navy with the wooden handle", "the 1.2 one", 藏青那把.

A description is taken apart (what it says of colour, material and so on, its figures, the rest of
its words, whether the large or the small one is meant), and each part is held against what every
item states. The first list that has an item of which all of it is true has the item that is meant.
What is true of nothing at all tells nothing apart and is left aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from assistant.advice.ordering import figure
from assistant.advice.superlatives import size_of
from assistant.constraints import constraints_of
from assistant.dialogue.resolving import COMPARES
from assistant.language import Vocabulary, Wishes
from assistant.language.numbers import digits
from assistant.language.reference_phrases import REVIEWED
from assistant.language.utterance import normalise
from assistant.language.vocabulary import Term
from assistant.lexicon import Lexicon, spellings
from assistant.recommendation import Recommendation
from assistant.understanding.degrees import CALLING, degree
from retrieval.facts import Facts, facet_of
from retrieval.lexical import STOP_WORDS
from retrieval.measures import base_unit
from retrieval.rates import Rates
from retrieval.words import CJK, is_cjk, mentions, plain, singular

OUTRIGHT, AKIN, BESIDE = 1.0, 0.9, 0.6
"""What a part counts that an item states in that word, in one that means as much or in its title,
and among all else that it states."""
HOLDS = 0.5
"""Share of a description that must be true of an item, where all of it is true of none."""
SAME = 0.005
"""Share by which a size may differ from the figure that it is called by."""
EVERY = 100  # items that a plural without a number means at most

_EARLIEST = re.compile(r"\b(?:first|original|initial)\b|最(?:开始|初|早)|一开始")

_UNITS = {"length": (10.0, 25.4, 1000.0), "mass": (1.0, 1000.0), "volume": (1.0, 1000.0)}
"""Kind of size → what the units are in base units that people leave out: "the 24"."""
_WORD = re.compile(rf"[^\W\d_{CJK}][^\W_{CJK}]*(?:['-][^\W_{CJK}]+)*")
_FIGURE = re.compile(rf"([€$£¥]?)\s*(\d+(?:[.,]\d+)?)\s*([^\W\d_{CJK}]+|[{CJK}]{{1,2}})?")
_CALLED = re.compile(r"\d{2}|\d[.,]\d|[€$£¥]\s*\d")
"""A figure that is no count: "the 22 one"."""
_EMPTY = frozenset(
    "one ones it its that this those these them the thing things item other first second third "
    "something anything everything nothing stuff kind sort type good nice new fourth fifth "
    "two three four both all couple pair which just only "
    "last before earlier showed shown said mentioned had saw from with top number "
    "aw oh ok hmm his hers mine yours".split()
)
_NOTHING = frozenset("东西 这个 那个 一个 这种 那种 款 别的 适合 合适 推荐".split())
_SEVERAL = re.compile(r"\b(?:ones|both|those|these|them|all|pair|couple)\b|[两几]|些|都")
_POINTER = re.compile("^[那这](?=[{}]+的)".replace("{}", CJK))
_ONE = re.compile(r"\bones?\b(?= (?:with|that|which|in|from|has|have)\b)")
_COUNT = re.compile(rf"\b(?:the|those|these) ([2-9])\b|([2-9])(?=[{CJK}])")


@dataclass(frozen=True)
class Figure:
    """A number that an item is called by: its price, a size, its stars."""

    value: float
    unit: str = ""  # "" where none is said
    money: bool = False


@dataclass(frozen=True)
class Reviewed:
    """How many reviews an item is said to have."""

    count: int


Part = Term | Figure | Reviewed | str


@dataclass(frozen=True)
class Description:
    """What words say of the item that they mean."""

    kinds: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    degree: tuple[tuple[str, ...], bool] | None = None  # (fields it goes by, whether more)
    several: int = 1  # how many are meant at most
    compares: bool = False  # whether it sets things that were spoken of against each other
    earliest: bool = False  # whether the one that was seen first is meant

    @classmethod
    def of(cls, said: str, vocabulary: Vocabulary) -> Description:
        """Read a phrase, as it was said."""
        text = digits(normalise(_POINTER.sub("", said)))
        reviewed = [Reviewed(int(match["n"])) for match in REVIEWED.finditer(text)]
        text = REVIEWED.sub(" ", text)
        head = _ONE.search(text)  # "the oak one with the white shade" is no shade
        terms = [
            term
            for term in vocabulary.find(text)
            if not (head and term.facet == "category" and term.start > head.start())
        ]
        rest = _besides(text, ((t.start, t.end) for t in terms))
        figures = [] if _COUNT.search(rest) else list(_figures(rest))
        rest = _FIGURE.sub(" ", rest)
        return cls(
            tuple(t.value for t in terms if t.facet == "category"),
            (*(t for t in terms if t.facet != "category"), *reviewed, *figures, *_words(rest)),
            degree(rest, CALLING),
            _several(text, terms),
            bool(COMPARES.search(rest)),
            bool(_EARLIEST.search(rest)),
        )

    @property
    def tells(self) -> bool:
        """Whether it says anything of an item."""
        return bool(self.kinds or self.parts or self.degree)

    @property
    def is_kind(self) -> bool:
        """Whether it names a kind of thing and nothing else: "the lamp"."""
        return bool(self.kinds) and not (self.parts or self.degree)


@dataclass(frozen=True)
class Candidate:
    """An item and how much each part of a description is true of it."""

    item: Recommendation
    shares: tuple[float, ...]
    of_kind: bool  # whether it is of the kind that is named, if any is

    def score(self, telling: Sequence[int]) -> float:
        """How much of the parts that tell items apart is true of it."""
        return sum(self.shares[place] for place in telling)

    def holds(self, telling: Sequence[int]) -> bool:
        """Whether all of it is true."""
        return self.of_kind and all(self.shares[place] for place in telling)


Lister = Callable[[], Sequence[Recommendation]]


@dataclass
class Search:
    """The lists in which an item is looked for, each fetched when those before it have none."""

    lists: Sequence[Lister]
    rates: Rates
    reviews: Callable[[Recommendation], int] = lambda _: 0  # how many an item has
    _seen: list[list[Candidate]] = field(default_factory=list)

    def find(self, said: Description, salient: Sequence[str] = ()) -> list[Recommendation]:
        """The items that are meant, [] for none; where several may be, the one whose product comes
        first in `salient`, or else in its list."""
        self._seen = []
        for fetch in self.lists:
            self._seen.append([_candidate(said, item, self.reviews) for item in fetch()])
            first = self._seen[0]
            if said.degree and not (said.parts or said.kinds) and len(first) == 1:
                return [first[0].item]  # "the big one" of one that is shown
            if found := self._true(said, self._seen[-1], range(len(said.parts))):
                return self._chosen(said, found, salient)
        every = [one for items in self._seen for one in items if one.of_kind]
        telling = [n for n in range(len(said.parts)) if any(one.shares[n] for one in every)]
        if not telling:
            return []
        for items in self._seen:
            if found := self._true(said, items, telling):
                return self._chosen(said, found, salient)
        best = max(one.score(telling) for one in every)
        if best < HOLDS * len(telling):
            return []
        nearest = [one for one in every if one.score(telling) == best]
        return self._chosen(said, nearest[:1], salient)

    def _true(
        self, said: Description, items: Sequence[Candidate], telling: Sequence[int]
    ) -> list[Candidate]:
        """Those of which all is true, the truest alone; none where that tells nothing apart."""
        found = [one for one in items if one.holds(telling)]
        if not found or not (telling or said.kinds or (said.degree and len(items) > 1)):
            return []
        best = max(one.score(telling) for one in found)
        return [one for one in found if one.score(telling) == best]

    def _chosen(
        self, said: Description, found: Sequence[Candidate], salient: Sequence[str]
    ) -> list[Recommendation]:
        """As many as are meant: the largest or smallest first where that is said."""
        items = [one.item for one in found]
        spoken = [one for one in items if one.product.product_id in salient]
        if said.compares and len(spoken) > 1:  # "the bigger pot": of those spoken of
            items = spoken
        if said.earliest:
            return items[: said.several]
        if said.degree:
            items = self._in_order(items, *said.degree)
        elif said.several == 1:
            places = {name: n for n, name in reversed(list(enumerate(salient)))}
            items.sort(key=lambda one: places.get(one.product.product_id, len(salient)))
        return items[: said.several]

    def _in_order(
        self, items: list[Recommendation], fields: Sequence[str], up: bool
    ) -> list[Recommendation]:
        """By the first field that all state, those that come first as they stood."""
        for name in (*fields, "size"):
            values = [figure(Facts(one.offer), name, self.rates) for one in items]
            known = [value for value in values if value is not None]
            if len(known) == len(items):
                places = sorted(range(len(items)), key=lambda n: -known[n] if up else known[n])
                return [items[place] for place in places]
        return items


def described(
    said: str,
    items: Sequence[Recommendation],
    vocabulary: Vocabulary,
    rates: Rates,
    reviews: Callable[[Recommendation], int],
) -> list[int]:
    """Indices of the items that a description means, in order; [] where it means none."""
    what = Description.of(said, vocabulary)
    if not what.tells:
        return []
    found = Search([partial(tuple, items)], rates, reviews).find(what)
    names = {one.product.product_id for one in found}
    return [n for n, one in enumerate(items) if one.product.product_id in names]


def names_part(kinds: Sequence[str], items: Sequence[Recommendation]) -> bool:
    """Whether kinds of things are parts of what is shown: its texts speak of them, and none of it
    is of these kinds."""
    facts = [Facts(one.offer) for one in items]
    limits = constraints_of(Wishes(include={"category": tuple(kinds)})).limits
    if not kinds or any(limit.admits(one) for one in facts for limit in limits):
        return False
    return all(any(mentions(one.everything, kind) for one in facts) for kind in kinds)


def first_described(
    said: str,
    lists: Iterable[Sequence[Recommendation]],
    vocabulary: Vocabulary,
    search: Callable[[Sequence[Lister]], Search],
    salient: Sequence[str],
) -> Recommendation | None:
    """The item that a description means, in the first list that has such a one."""
    description = Description.of(said, vocabulary)
    found = search([partial(tuple, items) for items in lists]).find(description, salient)
    return next(iter(found), None) if description.tells else None


def is_empty(text: str) -> bool:
    """Whether words name nothing: "that one", 东西."""
    words = _WORD.findall(plain(text))
    if is_cjk(text):
        return text.strip() in _NOTHING
    return all(word in _EMPTY or word in STOP_WORDS or word.isdigit() for word in words)


def is_pronoun(text: str) -> bool:
    """Whether words point and say nothing of what they point at: "it", "those two"; "the 22 one"
    says something."""
    return is_empty(text) and not _CALLED.search(text)


def _besides(text: str, spans: Iterable[tuple[int, int]]) -> str:
    left = list(text)
    for start, end in spans:
        left[start:end] = " " * (end - start)
    return "".join(left)


def _figures(text: str) -> Iterable[Figure]:
    words = Lexicon.load().words
    for sign, number, unit in _FIGURE.findall(text):
        money = bool(sign) or unit.removesuffix("s") in words["currency"]
        named = words["unit"].get(unit, unit)
        known = named if base_unit(named) and not money else ""
        yield Figure(float(number.replace(",", ".")), known, money)


def _several(text: str, terms: Sequence[Term]) -> int:
    """How many items are meant at most."""
    if counted := _COUNT.search(text):
        return int(next(filter(None, counted.groups())))
    kinds = [text[t.start : t.end] for t in terms if t.facet == "category"]
    plural = bool(kinds) and not is_cjk(kinds[-1]) and singular(kinds[-1]) != kinds[-1]
    return EVERY if plural or _SEVERAL.search(text) else 1


def _words(rest: str) -> list[str]:
    """What is left of a description beside terms, figures and words of degree."""
    words = [
        word
        for word in _WORD.findall(rest)
        if word not in STOP_WORDS and word not in _EMPTY and degree(word, CALLING) is None
    ]
    if is_cjk(rest):
        tables = Lexicon.load().words
        words += [
            name
            for table in ("wording", "part")
            for way, name in tables[table].items()
            if len(way) > 1 and is_cjk(way) and way in rest
        ]
    return list(dict.fromkeys(words))


def _candidate(
    said: Description, item: Recommendation, reviews: Callable[[Recommendation], int]
) -> Candidate:
    others = [one for one in item.product.offers if one is not item.offer]
    every = [Facts(offer) for offer in (item.offer, *others)]
    of_kind = not said.kinds or any(_is_of(facts, said.kinds) for facts in every)
    shares = tuple(
        OUTRIGHT * (reviews(item) == part.count)
        if isinstance(part, Reviewed)
        else max(_share(part, facts) * _of_offer(part, n) for n, facts in enumerate(every))
        for part in said.parts
    )
    return Candidate(item, shares, of_kind)


def _of_offer(part: Term | Figure | str, number: int) -> float:
    """What a part that is of an offer counts of one that is not shown: its shop, its price."""
    of_offer = isinstance(part, Figure) or (isinstance(part, Term) and part.facet == "shop")
    return BESIDE if number and of_offer else 1.0


def _is_of(facts: Facts, kinds: Sequence[str]) -> bool:
    limits = constraints_of(Wishes(include={"category": tuple(kinds)})).limits
    return all(limit.admits(facts) for limit in limits)


def _share(part: Term | Figure | str, facts: Facts) -> float:
    """How much a part of a description is true of an offer."""
    if isinstance(part, Figure):
        return _called(part, facts)
    if isinstance(part, Term):
        return _stated(part, facts)
    word = singular(plain(part))
    stated = " ".join(f"{name} {value}" for name, value in facts.attributes.items())
    if mentions(f"{facts.title} {stated}", word):
        return OUTRIGHT
    return BESIDE if mentions(facts.description, word) else 0.0


def is_stated(term: Term, facts: Facts) -> bool:
    """Whether a value of the vocabulary is true of the thing itself."""
    return _stated(term, facts) >= AKIN


def _stated(term: Term, facts: Facts) -> float:
    """How much a value of the vocabulary is true: of the thing itself, or of a part of it."""
    ways = spellings(term.facet, term.value)
    named = [n for n in facts.attributes if facet_of(n) == term.facet]
    own = facts.attributes[min(named, key=len)] if named else ""
    if mentions(own, term.value):
        return OUTRIGHT
    if any(mentions(own, way) for way in ways):
        return AKIN
    limits = constraints_of(Wishes(include={term.facet: (term.value,)})).limits
    if not own and all(limit.admits(facts) for limit in limits):
        return AKIN
    return BESIDE if any(mentions(facts.everything, way) for way in ways) else 0.0


def _called(figure: Figure, facts: Facts) -> float:
    """How likely a number means an offer: its price, or the size that says best how big it is;
    another of its sizes, or any number that it states."""
    price, base = facts.offer.price, base_unit(figure.unit) if figure.unit else None
    if price and not base and figure.value in (float(price.amount), int(price.amount)):
        return OUTRIGHT
    if figure.money:
        return 0.0
    main = size_of(facts)
    shares = [
        OUTRIGHT if main and main.name == one.name else AKIN
        for one in facts.measures
        if one.kind in _UNITS
        and any(_alike(one.value, figure.value * factor) for factor in _factors(one.kind, base))
    ]
    if shares or base:
        return max(shares, default=0.0)
    told = re.findall(r"\d+(?:\.\d+)?", f"{facts.title} {' '.join(facts.attributes.values())}")
    stated = figure.value in {float(number) for number in told} or figure.value == facts.rating
    return BESIDE if stated else 0.0


def _factors(kind: str, base: tuple[str, float] | None) -> tuple[float, ...]:
    """How many base units the unit of a figure is; without one it may be any that people use."""
    if base is None:
        return _UNITS[kind]
    return (base[1],) if base[0] == kind else ()


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= SAME * max(abs(one), abs(other))
