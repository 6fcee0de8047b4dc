"""A language model for one catalogue: the questions its shoppers are likely to ask.

A recogniser prefers word sequences it has seen. A general model makes "read tea pot" of "red
teapot"; one written from the catalogue's own phrases, set into the sentences people shop with,
does not.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from io import StringIO

from pocketsphinx.lm import ArpaBoLM

from assistant.speech.vocabulary import Vocabulary

OPENINGS = (
    "",
    "i am looking for a",
    "i'm looking for",
    "looking for a",
    "show me",
    "show me a",
    "show me some",
    "i need a",
    "i want a",
    "i would like a",
    "do you have a",
    "do you have any",
    "have you got a",
    "can you find me a",
    "find me a",
    "find me something like a",
    "what about a",
    "how about a",
    "is there a",
    "are there any",
)
ENDINGS = (
    "please",
    "in stock",
    "for my kitchen",
    "for my mother",
    "for a friend",
    "for men",
    "for women",
    "for children",
    "that is not too expensive",
    "as a gift",
    "like this",
    "like this one",
)
LIMITS = ("under", "below", "for less than", "up to", "at most", "over", "above", "around")
CURRENCIES = ("euros", "dollars", "pounds")
ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
ONES_TO_NINETEEN = f"{ONES} sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def shopping_sentences(vocabulary: Vocabulary, seed: int = 0) -> Iterator[str]:
    """Sentences people would say in this shop, the same ones for the same vocabulary."""
    rng = random.Random(seed)
    things = vocabulary.things or ("something",)
    for title in vocabulary.titles:
        yield title
        yield _sentence(rng, title)
    for thing in things:
        yield thing
        for _ in range(4):
            yield _sentence(rng, thing)
    for value in vocabulary.values:
        yield value
        for _ in range(3):
            yield _sentence(rng, f"{value} {rng.choice(things)}")
            yield _sentence(rng, f"{rng.choice(things)} in {value}")
        yield f"like this but in {value}"
        yield f"the same in {value}"
        yield f"not {value}"
    for amount in amounts():
        limit = f"{rng.choice(LIMITS)} {amount}"
        yield f"{_sentence(rng, rng.choice(things))} {limit} {rng.choice(CURRENCIES)}"
        yield f"{limit} {rng.choice(CURRENCIES)}"
        yield f"{rng.choice(things)} {limit}"


def _sentence(rng: random.Random, phrase: str) -> str:
    ending = rng.choice(ENDINGS) if rng.random() < 0.3 else ""
    return f"{rng.choice(OPENINGS)} {phrase} {ending}".strip()


def amounts() -> Iterator[str]:
    """Amounts of money in words: all to one hundred, then round ones."""
    small: list[str] = [*ONES_TO_NINETEEN]
    for ten in TENS:
        small += [ten, *(f"{ten} {one}" for one in ONES_TO_NINETEEN[:9])]
    yield from small
    for hundreds in ("a", *ONES_TO_NINETEEN[:9]):
        yield f"{hundreds} hundred"
        yield f"{hundreds} hundred and fifty"
        yield f"{hundreds} hundred {TENS[3]}"
    yield from (f"{count} thousand" for count in ("a", *ONES_TO_NINETEEN[:9]))


def arpa(sentences: Sequence[str]) -> str:
    """A trigram model with back-off in ARPA's format, the text PocketSphinx reads."""
    text = "".join(f"{sentence}\n" for sentence in sentences)
    model, out = ArpaBoLM(text=text, add_start=True), StringIO()
    model.compute()
    model.write(out)
    return out.getvalue()
