"""The words of a catalogue: its brands, kinds, colours, materials and attributes, found in text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.language.segmentation import is_odd
from assistant.language.spelling import Speller
from assistant.language.utterance import normalise
from assistant.lexicon import FACETS as LEXICAL
from assistant.lexicon import Lexicon
from assistant.lexicon.things import Things
from retrieval.facts import FEED_NAMES, Facts, facet_of
from retrieval.words import CJK, is_cjk, mentions, plain, singular

FEW = 6  # offers that may share a code for it to stand for a thing
SHORTEST = 4  # letters and digits of a code
_FIGURE = re.compile(r"\d{1,5}(?:x\d+)*[a-z]{0,4}|\d{1,4}[a-z]{1,3}\d{0,2}|(?:19|20)\d\d")
OFTEN = 2  # offers that must state a value for it to be one that people say
_TRAIT = re.compile(r"[a-z]{4,}(?: [a-z]+){0,2}")
MAX_WORDS = 4  # of a phrase
MAX_VALUE = 30  # characters of an attribute's value that is looked for
CALLED_SO = 0.1
"""Share of a category's items whose titles must name it, for it to be a kind of thing: "Mugs" is
one, "Promotions" is not."""

PRECEDENCE = ("shop", "brand", "category", "pattern", "material", "colour", "size")
"""Which facet a phrase stands for that stands for several ("copper": the material)."""

_TOKEN = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+(?:'[^\W_{CJK}]+)*")
_SHOP_TAIL = re.compile(r"(?i)[\s-]+(?:stores?|shops?|mar(?:k|ke)t|online|gmbh|ltd|inc|& co\.?)$")
_PAIR = re.compile(r"\b([a-z]{2,})(?= ([a-z]{2,})\b)")
_LIKE = ("y", "ish", "ey", "en", "coloured", "colored")
"""What makes a word that describes out of a colour or a material."""
_APART = re.compile(r"[\s-]*")


@dataclass(frozen=True)
class Term:
    """A phrase of the vocabulary in an utterance."""

    start: int
    end: int
    facet: str
    value: str  # canonical
    others: frozenset[str] = frozenset()  # facets that the phrase might stand for as well


@dataclass(frozen=True)
class Vocabulary:
    """What can be said about a catalogue. Built once a generation; threads may share it."""

    lexicon: Lexicon
    phrases: dict[str, dict[str, str]]  # phrase → facet → canonical value
    attributes: dict[str, frozenset[str]]  # attribute, plain → its short values
    names: dict[str, str]  # attribute's name in the singular → the attribute
    words: frozenset[str]  # every word of the titles
    spoken: frozenset[str]  # every word of all texts
    codes: frozenset[str]  # what few offers go by: part numbers and model names, joined
    values: dict[str, tuple[str, str]]  # a value said by itself, singular → (attribute, value)
    speller: Speller = field(repr=False)
    sold: frozenset[str] = frozenset()  # kinds that products are called by, and wider ones
    akin: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # narrower kind → its kinds

    @classmethod
    def of(cls, facts: Sequence[Facts]) -> Vocabulary:
        """The vocabulary of what is sold."""
        lexicon = Lexicon.load()
        phrases: dict[str, dict[str, str]] = defaultdict(dict)
        for facet, value in _catalogue_terms(facts, lexicon):
            phrases[_key(value)].setdefault(facet, _canonical(lexicon, facet, value))
        for source in {one.offer.source for one in facts}:  # "Moss Lane" for "Moss Lane Stores"
            phrases[_key(_SHOP_TAIL.sub("", source))].setdefault("shop", plain(source))
        for facet in LEXICAL:
            for surface, name in lexicon.canonical[facet].items():
                phrases[_key(surface)].setdefault(facet, name)
        phrases.pop("", None)
        attributes = _attributes(facts)
        words = frozenset(w for one in facts for w in _TOKEN.findall(one.title))
        speller = Speller(tuple(phrases), words)
        kinds = {lexicon.name("category", plain(kind)) for kind in _kinds(facts, lexicon)}
        titles = " ".join(f" {plain(one.title)}" for one in facts)
        akin = _named_otherwise(phrases, kinds, titles)
        return cls(
            lexicon,
            dict(phrases),
            attributes,
            {singular(name): name for name in attributes},
            words,
            frozenset(w for one in facts for w in _TOKEN.findall(one.everything)),
            _codes(facts),
            _values(facts, phrases),
            speller,
            frozenset(kinds | _wider(kinds, lexicon)),
            akin,
        )

    def rejoined(self, text: str) -> str:
        """Two words that are one in this catalogue, and no words of it by themselves, as one:
        "blue tooth" is "bluetooth" where nothing has a tooth."""

        for match in _PAIR.finditer(text):
            first, second = match[1], match[2]
            apart = first in self.words and second in self.words
            if first + second in self.words and not apart:
                text = re.sub(rf"\b{first} {second}\b", first + second, text)
        return text

    def find(self, text: str) -> list[Term]:
        """The longest phrases in a normalised text, from left to right; misspelt ones too."""
        tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
        found: list[Term] = []
        position = 0
        while position < len(tokens):
            start, end = tokens[position]
            if is_cjk(text[start:end]):
                found += self._find_cjk(text, start, end)
                position += 1
                continue
            term, used = self._at(text, tokens, position)
            if term:
                found.append(term)
            position += used
        return found

    def named(self, text: str, facet: str = "category") -> tuple[str, ...]:
        """The values of a facet, the kinds of things unless told otherwise, that a normalised text
        names; each once, in order."""
        return tuple(dict.fromkeys(t.value for t in self.find(text) if t.facet == facet))

    def _at(self, text: str, tokens: Sequence[tuple[int, int]], i: int) -> tuple[Term | None, int]:
        """The longest phrase that starts with token i, and how many tokens it takes."""
        whole = None
        for n in range(min(MAX_WORDS, len(tokens) - i), 0, -1):
            if _joined(text, tokens[i : i + n]):
                start, end = tokens[i][0], tokens[i + n - 1][1]
                if entry := self.phrases.get(_key(text[start:end])):
                    whole = _term(start, end, entry)
                    if n > 1:
                        return whole, n
        for n in (2, 1):
            if n == 1 and whole:
                return whole, 1
            if _joined(text, tokens[i : i + n]) and len(tokens) >= i + n:
                start, end = tokens[i][0], tokens[i + n - 1][1]
                after = text[tokens[i + n][0] : tokens[i + n][1]] if len(tokens) > i + n else ""
                if len(tokens) > i + n + 1 and not self._is_kind(after):
                    after = text[tokens[i + n][0] : tokens[i + n + 1][1]]
                if whole:  # "suit case" is no suit, but "red mugs" is no misspelling
                    meant = self.speller.joined(text[start:end])
                    second = text[tokens[i + 1][0] : end] if n == 2 else ""
                    if second and not meant and _key(second) not in self.phrases:
                        meant = self.speller.run_together(text[start:end], second)
                else:
                    said = text[start:end]
                    words = n == 2 and all(map(self.speller.knows, said.split()))
                    meant = self._derived(said)
                    meant = meant or (  # "got one" is no cotton
                        self.speller.joined(said) or self.speller.compound(said)
                        if words
                        else self.speller.meant(said, self._is_kind(after))
                    )
                if meant:
                    return _term(start, end, self.phrases[meant]), n
        return None, 1

    def _derived(self, word: str) -> str:
        """The describing phrase that a word is made of: "minty", "greenish"; "" for none."""
        for ending in _LIKE:
            stem = word.removesuffix(ending)
            for base in (stem, f"{stem}e") if stem != word and len(stem) > 2 else ():
                if self.phrases.get(base, {}).keys() & {"colour", "material", "pattern"}:
                    return base
        return ""

    def _is_kind(self, word: str) -> bool:
        phrase = self.phrases.get(_key(word)) or self.phrases.get(self.speller.joined(word), {})
        return "category" in phrase

    def _find_cjk(self, text: str, start: int, end: int) -> Iterator[Term]:
        """Phrases in a run without blanks, the longest first; one character must stand alone."""
        position, last = start, -1
        while position < end:
            for length in range(min(8, end - position), 0, -1):
                piece = text[position : position + length]
                entry = self.phrases.get(piece)
                kind = entry is not None and "category" in entry and last == position  # 玻璃碗
                alone = (
                    kind or self._describes(text, position) or self._stands_alone(text, position)
                )
                if entry and (length > 1 or alone):
                    yield _term(position, position + length, entry)
                    last = position + length
                    position += length - 1
                    break
            else:
                meant, length = self._misheard(text, position, end)
                if meant:
                    yield _term(position, position + length, self.phrases[meant])
                    position += length - 1
            position += 1

    def _misheard(self, text: str, position: int, end: int) -> tuple[str, int]:
        """The kind of thing that was meant here, and how many characters it was heard as."""
        sure = any(text[position + 1 : position + n] in self.phrases for n in (3, 4, 5))
        for length in () if sure else (4, 3, 2):
            said = text[position : position + length]
            if position + length > end or _PARTICLES & set(said):
                continue
            odd = is_odd(text, position, position + length)
            meant = self.speller.sounding(said) if odd else ""
            meant = meant or self.speller.misheard(said)
            if meant and (length > 2 or "category" in self.phrases[meant]):
                return meant, length
        return "", 0

    def _describes(self, text: str, position: int) -> bool:
        """Whether one character says of what the kind right after it is: 皮 in 皮沙发."""
        entry = self.phrases.get(text[position], {})
        if not entry.keys() & {"material", "colour"}:
            return False
        after = (text[position + 1 : position + n] for n in (5, 4, 3))
        return any("category" in self.phrases.get(kind, {}) for kind in after)

    def _stands_alone(self, text: str, position: int) -> bool:
        """Whether the segmentation makes one character a word: 皮 in 皮的, not in 皮肤."""
        from assistant.language.segmentation import is_word

        kind = "category" in self.phrases.get(text[position], {})
        return is_word(text, position) or (kind and is_word(text, position, qualified=True))


_PARTICLES = set("的了吗呢吧")
"""Are heard right: 扶手的 is no armchair (扶手椅)."""


def _term(start: int, end: int, entry: dict[str, str]) -> Term:
    facet = min(entry, key=PRECEDENCE.index)
    return Term(start, end, facet, entry[facet], frozenset(entry) - {facet})


def _key(text: str) -> str:
    """How a phrase is looked up: normalised, hyphens as blanks, the last word in the singular."""
    return singular(normalise(text).replace("-", " "))


def _joined(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing but blanks and hyphens is between the tokens, and all are Latin."""
    gaps = pairwise(tokens)
    return all(_APART.fullmatch(text[a[1] : b[0]]) for a, b in gaps)


def _canonical(lexicon: Lexicon, facet: str, value: str) -> str:
    return lexicon.name(facet, value) if facet in LEXICAL else plain(value)


def _catalogue_terms(facts: Sequence[Facts], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """(facet, value) of all that the catalogue names."""
    for source in {one.offer.source for one in facts}:
        yield "shop", source
    for brand in {plain(one.offer.brand) for one in facts} - {""}:
        if len(brand.split()) <= MAX_WORDS:
            yield "brand", brand
    for kind in _kinds(facts, lexicon):
        yield "category", kind
    for facet, value in {
        (facet, part)
        for one in facts
        for name, stated in one.offer.attributes.items()
        if (facet := facet_of(name))
        for part in re.split(r"\s*[|,/;]\s*", plain(stated))
    }:
        if value and len(value) <= MAX_VALUE and not (facet != "size" and value.isdigit()):
            yield facet, value


def _kinds(facts: Sequence[Facts], lexicon: Lexicon) -> Iterator[str]:
    """Categories that are kinds of things: that their items are called by."""
    titles: dict[str, list[str]] = defaultdict(list)
    for one in facts:
        for path in plain(one.offer.category).split(","):
            leaf = re.split(r"[>/|]", path)[-1].strip()
            for part in {leaf, *re.split(r" & | and ", leaf)}:
                titles[part].append(one.title)
    for kind, named in titles.items():
        if kind and len(kind.split()) <= MAX_WORDS and not _is_person(kind, lexicon):
            surfaces = lexicon.surfaces("category", kind)
            calls = sum(any(mentions(title, s) for s in surfaces) for title in named)
            if calls >= CALLED_SO * len(named):
                yield kind


def _wider(kinds: Collection[str], lexicon: Lexicon) -> set[str]:
    """The kinds that some kinds belong to: drinkware for mugs."""
    families = lexicon.families["category"]
    return {one for one, family in families.items() if not set(family).isdisjoint(kinds)}


def _named_otherwise(
    phrases: dict[str, dict[str, str]], kinds: Iterable[str], titles: str
) -> dict[str, tuple[str, ...]]:
    """Add to the phrases what else the kinds sold are called (a rucksack), and kinds of them (a
    bowler hat); those to the kinds that they are of. Of words that mean the same, the one that
    `titles` use stands for the others."""
    akin: dict[str, list[str]] = defaultdict(list)
    for kind in sorted(kinds):
        for steps, words in Things.load().narrower(kind):
            keys = sorted(map(_key, words), key=lambda key: f" {key}" not in titles)
            name = keys[0] if steps else kind
            for key in keys:
                new = not phrases.get(key) or key in akin
                if new and len(key) >= SHORTEST:
                    phrases[key] = {"category": name}
                    akin[key] += [kind] * bool(steps)
    return {word: tuple(dict.fromkeys(of)) for word, of in akin.items() if of}


def _is_person(kind: str, lexicon: Lexicon) -> bool:
    return kind in lexicon.words["audience"]


def _codes(facts: Sequence[Facts]) -> frozenset[str]:
    """Letters and digits that stand for a thing, as few offers share them; figures with a unit
    ("750ml") stand for none, and neither do short numbers."""
    count = Counter(code for one in facts for code in set(one.codes.split()))
    most = max(FEW, len(facts) // 200)
    return frozenset(
        code
        for code, shared in count.items()
        if shared <= most and len(code) >= SHORTEST and not _FIGURE.fullmatch(code)
    )


def _values(facts: Sequence[Facts], phrases: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    """Values of attributes that stand for themselves: words that one attribute alone states, as a
    trait that divides a kind of thing ("flute" among the styles of wine glasses)."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    count: Counter[str] = Counter()
    for one in facts:
        for name, value in one.attributes.items():
            if not facet_of(name) and name not in FEED_NAMES and _TRAIT.fullmatch(value):
                found[singular(value)].add((name, value))
                count[singular(value)] += 1
    return {
        said: next(iter(stated))
        for said, stated in found.items()
        if len(stated) == 1 and count[said] >= OFTEN and said not in phrases
    }


def _attributes(facts: Iterable[Facts]) -> dict[str, frozenset[str]]:
    """Attributes that are neither facets nor sizes → their values, where those are short."""
    values: dict[str, Counter[str]] = defaultdict(Counter)
    for one in facts:
        for name, value in one.attributes.items():
            if not facet_of(name) and len(value) <= MAX_VALUE and len(name) > 2:
                values[name][value] += 1
    return {name: frozenset(found) for name, found in values.items()}
