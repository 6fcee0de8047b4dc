"""The words of a catalogue: its brands, kinds, colours, materials and attributes, found in text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.language.counts import MAX_WORDS, SHORTEST, TOKEN, Counts
from assistant.language.segmentation import is_odd
from assistant.language.spelling import Speller
from assistant.language.utterance import normalise
from assistant.lexicon import FACETS as LEXICAL
from assistant.lexicon import Lexicon
from assistant.lexicon.things import Things, chinese, endings
from retrieval.facts import Facts
from retrieval.words import is_cjk, plain, singular

PRECEDENCE = ("shop", "brand", "category", "pattern", "material", "colour", "size")
"""Which facet a phrase stands for that stands for several ("copper": the material)."""

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
    heads: Mapping[str, str] = field(default_factory=dict)  # last word of one kind alone → it

    @classmethod
    def of(cls, facts: Iterable[Facts]) -> Vocabulary:
        """The vocabulary of what is sold."""
        return cls.counted(Counts(Lexicon.load()).add(facts))

    @classmethod
    def counted(cls, counts: Counts) -> Vocabulary:
        """The vocabulary of offers that were counted."""
        lexicon = Lexicon.load()
        phrases: dict[str, dict[str, str]] = defaultdict(dict)
        for facet, value in counts.terms():
            phrases[_key(value)].setdefault(facet, _canonical(lexicon, facet, value))
        for source in counts.sources:  # "Moss Lane" for "Moss Lane Stores"
            phrases[_key(_SHOP_TAIL.sub("", source))].setdefault("shop", plain(source))
        for facet in LEXICAL:
            for surface, name in lexicon.canonical[facet].items():
                phrases[_key(surface)].setdefault(facet, name)
        phrases.pop("", None)
        attributes, words = counts.attributes(), frozenset(counts.words)
        speller = Speller(tuple(phrases), words)
        kinds = {lexicon.name("category", plain(kind)) for kind in counts.kinds()}
        akin = _named_otherwise(phrases, kinds, counts.titles())
        return cls(
            lexicon,
            dict(phrases),
            attributes,
            {singular(name): name for name in attributes},
            words,
            frozenset(counts.spoken),
            counts.codes(),
            counts.traits(phrases),
            speller,
            frozenset(kinds | _wider(kinds, lexicon)),
            akin,
            _heads(kinds),
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
        tokens = [(m.start(), m.end()) for m in TOKEN.finditer(text)]
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

    def by_heads(self, phrases: Iterable[str]) -> tuple[str, ...]:
        """The kinds that the last words of phrases alone stand for: Desk lamps for "big lamps"."""
        last = (singular(plain(phrase)).split()[-1:] for phrase in phrases)
        return tuple(self.heads[word] for words in last for word in words if word in self.heads)

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
        if other := self._another(text, tokens[i : i + 2]):
            return other, 2
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

    def _another(self, text: str, tokens: Sequence[tuple[int, int]]) -> Term | None:
        """Two words for a thing that is none of what its last word is: an ironing board, where
        boards are sold."""
        if len(tokens) < 2 or not _joined(text, tokens):
            return None
        start, end = tokens[0][0], tokens[1][1]
        said = _key(text[start:end])
        known = Things.load().said & {said, said.replace(" ", "")}
        last = _key(text[tokens[1][0] : end])
        head = "category" in self.phrases.get(last, {}) or any(
            k.endswith(f" {last}") for k in self.sold
        )
        if not known or said in self.phrases or not head:
            return None
        return Term(start, end, "category", said)

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
            if self._crosses(text, position, position + length):
                continue
            odd = is_odd(text, position, position + length)
            meant = self.speller.sounding(said) if odd else ""
            near = self.speller.misheard(said)
            own = said[-1] in endings() and near[-1:] != said[-1]  # 太阳帽 is a hat, no 太阳镜
            meant = meant or ("" if own else near)
            if meant and (length > 2 or "category" in self.phrases[meant]):
                return meant, length
        return "", 0

    def _crosses(self, text: str, start: int, end: int) -> bool:
        """Whether a phrase begins within a span and ends behind it: 花盆 in 陶土花|盆."""
        inside = range(start + 1, end)
        return any(text[p : p + n] in self.phrases for p in inside for n in range(end - p + 1, 5))

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
    for word, nouns in chinese().items():
        named = next((noun for noun in nouns if "category" in phrases.get(noun, {})), "")
        if named and not phrases.get(word):
            phrases[word] = {"category": phrases[named]["category"]}
            akin[word] += akin.get(named, [])
    return {word: tuple(dict.fromkeys(of)) for word, of in akin.items() if of}


def _heads(kinds: Iterable[str]) -> dict[str, str]:
    """The last words that one kind of several words ends with, and no other: "can" of watering
    can."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind in kinds:
        found[singular(kind.split()[-1])].add(kind)
    return {
        word: kind
        for word, ks in found.items()
        for kind in ks
        if len(ks) == 1
        and " " in kind
        and not any(other != kind and other.endswith(word) for other in kinds)
    }
