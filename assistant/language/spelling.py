"""Misspelt and misheard words of the vocabulary: "bakpack", "rug sack", "blew mug"."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from assistant.language.chinese import pinyin
from assistant.language.sounds import nearly, sound
from retrieval.lexical import STOP_WORDS, tokens
from retrieval.words import is_cjk, singular

VOCABULARY = "bpe_simple_vocab_16e6.txt.gz"
END = "</w>"
MERGES = 40_000  # lines, the most frequent first; of the rest many are no words
SHORTEST = 4  # letters of a word that may be misspelt
LETTERS_AN_ERROR = 4  # a word may have one wrong letter for as many
LONG_ENOUGH_TO_SOUND = 6  # letters: shorter words sound like too many others


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """English words that are no misspellings: the whole words of OpenCLIP's vocabulary, which was
    counted on the captions of pictures. A line of it is two parts that are joined, `</w>` ends a
    word."""
    lines = gzip.decompress((files("open_clip") / VOCABULARY).read_bytes()).decode().splitlines()
    joined = ("".join(line.split()) for line in lines[1 : MERGES + 1])
    words = (one.removesuffix(END) for one in joined if one.endswith(END))
    return frozenset(word for word in words if word.isalpha() and len(word) > 1)


@lru_cache(maxsize=1)
def _common_stems() -> frozenset[str]:
    return frozenset(stem for word in common_words() for stem in tokens(word)[:1])


def is_likely(word: str) -> bool:
    """Whether a word shares its stem with a common one: "polarized"."""
    return not _common_stems().isdisjoint(tokens(word)[:1])


_ENDINGS = ("s", "es", "ed", "ing", "ings", "er", "ers", "est", "ly", "y", "ish", "less", "ness")
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""A word of one short syllable, whose last letter is doubled before an ending with a vowel."""


def _is_inflected(word: str) -> bool:
    """Whether a word is a common one with a regular ending: "baked", "legging", not "leging"."""
    for ending in _ENDINGS:
        base = word.removesuffix(ending)
        if base == word or len(base) < 2:
            continue
        vowel = ending[0] in "aeiouy" and ending != "es"
        doubled = vowel and len(base) > 2 and base[-1] == base[-2] and base[:-1] in common_words()
        dropped = vowel and base not in common_words() and f"{base}e" in common_words()
        changed = base.endswith("i") and f"{base[:-1]}y" in common_words()
        plain = base in common_words() and not (vowel and _SHORT.fullmatch(base))
        if doubled or dropped or changed or plain:
            return True
    return False


_GRAMMAR = frozenset("要不有没想给的了是在和跟就都也还再很太我你他她它这那哪个")
"""Characters that are hardly ever misheard for another."""


class Speller:
    """Brings a word that nobody knows to the phrase that was meant."""

    def __init__(self, phrases: Iterable[str], words: frozenset[str]) -> None:
        """`phrases` of the vocabulary, and the `words` that occur in titles."""
        self._joined = {
            phrase.replace(" ", ""): phrase
            for phrase in phrases
            if not is_cjk(phrase) and len(phrase) >= SHORTEST and not phrase.isdigit()
        }
        self._after: dict[str, list[str]] = defaultdict(list)  # yoga → mat
        for first, _, second in (phrase.partition(" ") for phrase in phrases):
            if second and " " not in second and not is_cjk(first):
                self._after[first].append(second)
        self._sounds: dict[str, list[str]] = defaultdict(list)
        for phrase in phrases:
            if phrase.isascii() and len(phrase) >= 3 and phrase.isalpha():
                self._sounds[sound(phrase)].append(phrase)
        self._masked: dict[str, str] = {}  # 双_包 → 双肩包; "" where several words fit
        for phrase in phrases:
            if len(phrase) == 3 and is_cjk(phrase[0]) and is_cjk(phrase[2]):
                for i in range(3):
                    mask = phrase[:i] + "_" + phrase[i + 1 :]
                    self._masked[mask] = "" if mask in self._masked else phrase
        self._pinyin: dict[str, str] = {}  # how a Chinese phrase sounds → the phrase
        for phrase in phrases:
            if len(phrase) > 1 and all(map(is_cjk, phrase)):
                self._pinyin.setdefault(pinyin(phrase), phrase)
        self._long = {
            sound(joined): phrase
            for joined, phrase in self._joined.items()
            if len(joined) >= LONG_ENOUGH_TO_SOUND
        }
        self._words = words

    @lru_cache(maxsize=5000)  # noqa: B019 - one speller lives as long as its generation
    def meant(self, said: str, before_kind: bool = False) -> str:
        """The phrase meant by one or two words, "" when there is none near.

        A known word is taken for another that sounds the same only before the name of a kind of
        thing ("blew mugs"), where the grammar has no place for it.
        """
        if said in STOP_WORDS:
            return ""
        joined = singular(said.replace(" ", "").replace("-", ""))
        two = " " in said
        if joined in self._joined and two:
            return self._joined[joined]
        if len(joined) < SHORTEST or not joined.isalpha():
            return self._alike(joined) if before_kind else ""
        if two and any(len(w) < 3 or w in STOP_WORDS for w in said.split()):
            return ""
        known = all(self.knows(word) for word in said.split())
        if known and not two:
            return self._alike(joined) if before_kind else ""
        return self._near(joined, strict=known)

    def sounding(self, said: str) -> str:
        """The Chinese phrase that sounds the same but for the tones, "" for none.

        Words of grammar are what they are: 要带 is "should have", not 腰带.
        """
        return "" if _GRAMMAR.intersection(said) else self._pinyin.get(pinyin(said), "")

    def misheard(self, said: str) -> str:
        """The Chinese word of three characters of which one was misheard, "" for none."""
        if len(said) != 3 or not is_cjk(said):
            return ""
        masked = {self._masked.get(said[:i] + "_" + said[i + 1 :], "") for i in range(3)} - {""}
        return masked.pop() if len(masked) == 1 else ""

    def distance(self, word: str) -> int:
        """Errors between a word and the vocabulary's nearest phrase; at most what is allowed."""
        allowed = max(len(word) // LETTERS_AN_ERROR, 1)
        found = process.extractOne(
            word, self._joined.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=allowed
        )
        return int(found[1]) if found and found[0][0] == word[0] else allowed + 1

    def joined(self, said: str) -> str:
        """The phrase that is two words run together ("suit case"), "" for none."""
        return self._joined.get(singular(said.replace(" ", "").replace("-", "")), "")

    def compound(self, said: str) -> str:
        """The phrase of two words of which the second has one letter wrong ("yoga matt"), "" for
        none."""
        first, _, second = said.partition(" ")
        near = [
            one
            for one in self._after.get(first, ())
            if min(len(one), len(second)) >= SHORTEST - 1
            and DamerauLevenshtein.distance(one, second, score_cutoff=1) <= 1
        ]
        return f"{first} {near[0]}" if len(near) == 1 else ""

    def run_together(self, said: str, second: str) -> str:
        """The kind of thing that was heard as a word and a piece ("pen dent"), "" for none."""
        if second in STOP_WORDS or not (second.isascii() and second.isalpha()):
            return ""
        return self._near(said.replace(" ", "").replace("-", ""), strict=True)

    def knows(self, word: str) -> bool:
        """Whether this is a word of its own."""
        own = not self._words.isdisjoint({word, singular(word)}) or word in common_words()
        return own or _is_inflected(word)

    def _alike(self, word: str) -> str:
        same = self._sounds.get(sound(word), [])
        return same[0] if len(same) == 1 and same[0] != word else ""

    def _near(self, word: str, strict: bool) -> str:
        """The nearest phrase by spelling or, for two known words, by sound alone."""
        allowed = max(len(word) // LETTERS_AN_ERROR, 1)
        if not strict:
            found = process.extractOne(
                word, self._joined.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=allowed
            )
            if found and (found[0][0] == word[0] or sound(found[0]) == sound(word)):
                return self._joined[found[0]]
        if len(word) < LONG_ENOUGH_TO_SOUND:
            return ""
        heard = process.extractOne(
            sound(word), self._long.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=1
        )
        if not heard or (strict and not nearly(sound(word), heard[0])):
            return ""
        return self._long[heard[0]]
