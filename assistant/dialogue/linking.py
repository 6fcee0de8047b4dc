"""A link that somebody pastes or shares: the product that it leads to, or words out of it.

Nothing is fetched. A link of a shop that is here is looked up among the offers' addresses; of any
other the words of its path say what it leads to ("…/blue-steel-teapot-1l.html").
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit
from weakref import WeakKeyDictionary

from assistant.assistant import Assistant
from assistant.dialogue import phrases, sayings
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.state import State
from assistant.recommendation import Recommendation
from retrieval.search import Searcher

_LINK = re.compile(r"(?i)\bhttps?://[^\s<>\"'”“]+")
_TRACKING = re.compile(r"(?i)^(?:utm_\w+|\w*clid|ref\w*|source|campaign|aff\w*|_\w+|srsltid)$")
_ENDING = re.compile(r"(?i)\.(?:html?|php|aspx?|jsp)$")
_EMPTY = frozenset("p dp product products produkt item items artikel shop store en de zh".split())
"""Steps of a path that say nothing of a thing."""
LEAST_LETTERS = 3  # of a word that says something
MOST_WORDS = 12


@dataclass(frozen=True)
class Followed:
    """What was said once its link is followed."""

    text: str  # without the link, or with its words in its place
    product: str = ""  # that the link leads to; "" where no shop here has it
    link: bool = False  # whether there was one


def follow(text: str, searcher: Searcher) -> Followed:
    """The first link of a text, followed; the text as it stands where there is none."""
    found = _LINK.search(text)
    if not found:
        return Followed(text)
    link = found[0].rstrip(".,;:!?)]}’")
    rest = f"{text[: found.start()]} {text[found.start() + len(link) :]}".strip(" \n\t-–:")
    product = _Links.of(searcher).product(link)
    if product:
        return Followed(rest, product, link=True)
    return Followed(f"{rest} {words_of(link)}".strip(), link=True)


def words_of(link: str) -> str:
    """The words of a link's path that say something of a thing; "" for none."""
    try:
        steps = [unquote(step) for step in urlsplit(link).path.split("/") if step]
    except ValueError:
        return ""
    named = (re.sub(r"[-_+.]+", " ", _ENDING.sub("", step)) for step in reversed(steps))
    for step in named:
        words = [word for word in step.split() if not _is_code(word)]
        said = [word for word in words if word.lower() not in _EMPTY]
        if sum(len(word) for word in said) >= LEAST_LETTERS and len(said) > 1:
            return " ".join(said[:MOST_WORDS])
    return ""


def shown(scene: Scene, item: Recommendation) -> Outcome:
    """The product that a link leads to, on the screen and in focus."""
    name = item.product.product_id
    state = State(words=item.product.title, screen=(item,), seen=frozenset({name}), focus=1)
    said = sayings.say(scene.language, "link.found", item=phrases.priced(item, scene.language))
    return Outcome(said, scene.state.opened(state))


def unknown(scene: Scene) -> Outcome:
    """A link that leads to nothing here, and says nothing."""
    return Outcome(sayings.say(scene.language, "link.unknown"), scene.state, intent="out_of_scope")


def product_of(assistant: Assistant, name: str) -> Recommendation | None:
    """A product by itself, with the best offer first; None where nobody sells it."""
    product = next(iter(assistant.catalogue.products([name] if name else [])), None)
    if product is None:
        return None
    offers = tuple(product.ranked(assistant.searcher.columns.rates))
    return Recommendation(product, offers, 0.0, {}, [])


class _Links:
    """Addresses of one catalogue's offers, without what only tracks who follows them."""

    def __init__(self, searcher: Searcher) -> None:
        columns, ids = searcher.columns, searcher.generation.ids
        found = [
            (key, ids[row])
            for facts, row in zip(columns.facts, columns.row.tolist(), strict=True)
            if (key := _key(facts.offer.url))
        ]
        paths = Counter(path for path, _ in {(key[0], product) for key, product in found})
        self._whole = dict(found)
        self._paths = {key[0]: product for key, product in found if paths[key[0]] == 1}

    def product(self, link: str) -> str:
        """The product that a link leads to; "" for none."""
        key = _key(link)
        return (self._whole.get(key) or self._paths.get(key[0], "")) if key else ""

    @classmethod
    def of(cls, searcher: Searcher) -> _Links:
        """Those of a searcher, made when somebody first follows a link."""
        if (kept := _KEPT.get(searcher)) is None:
            kept = _KEPT[searcher] = cls(searcher)
        return kept


_KEPT: WeakKeyDictionary[Searcher, _Links] = WeakKeyDictionary()


def _key(link: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """(host and path, what of the query may tell products apart)."""
    try:
        parts = urlsplit(link.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if not host:
        return None
    query = sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0]))
    return f"{host}{unquote(parts.path).rstrip('/').casefold()}", tuple(query)


def _is_code(word: str) -> bool:
    """Whether it is a number of the shop's own: "B08N5WRWNW", "12345678"."""
    digits = sum(letter.isdigit() for letter in word)
    return digits > 4 or (digits > 0 and word.isupper() and len(word) > 5)
