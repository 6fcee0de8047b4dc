"""What the catalogue has no words for: things not sold, kinds not known, words not read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from assistant.advice.answers import answering, nearest_value, statements
from assistant.advice.needs import leanings
from assistant.advice.sold import is_strange
from assistant.constraints import constraints_of
from assistant.dialogue import kinds, phrases, sayings
from assistant.dialogue.naming import nearest
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.referring import is_empty
from assistant.dialogue.relaxing import matches
from assistant.dialogue.state import State
from assistant.explain import Asked
from assistant.explain.asking import stated as states
from assistant.language import Vocabulary, Wishes
from assistant.language.foreign import as_said
from assistant.language.glosses import gloss
from assistant.language.patterns import MEASURES
from assistant.language.segmentation import words
from assistant.languages.values import Quote, Several
from assistant.lexicon import Lexicon
from assistant.lexicon.things import chinese
from assistant.recommendation import Recommendation
from assistant.understanding.degrees import CALLING, degree
from retrieval.facts import Facts
from retrieval.floor import best
from retrieval.query import Query
from retrieval.words import is_cjk, mentions, plain, singular

DESCRIBING = ("trait",)
"""Parts of words that say what a thing should be; a style no shop states in so many words."""
NAMED_LIKELY, NAMED_SURELY = 0.5, 0.7
"""How sure the model must be that words name what is wanted, for it to be told as not sold; and
that they describe it, for them to be told as unread."""
MOST_UNREAD = 3  # words that are told to be unread
MOST_AKIN = 2  # kinds that stand in for one that is not sold
MOST_ASKED = 3  # things whose statements are read for a description, which takes a while
MOST_READ = 200  # offers of a kind whose figures are looked at


def wanted_thing(scene: Scene) -> str:
    """A thing that is wanted and that is called by no name which is known here; "" for none."""
    said = scene.said
    if scene.new_photo:
        return ""
    wanted = [span.text for span in said.frame.of("kind") if span.probability >= NAMED_LIKELY]
    wanted = wanted or _asked_for(scene)
    wanted = [text for text in wanted if not text.endswith("的")]  # it describes, and names nothing
    wanted = [text for text in wanted if text.split()[-1:] not in (["one"], ["ones"])]
    wanted = [text for text in wanted if not (is_empty(text) or (is_cjk(text) and len(text) < 2))]
    if not wanted or any(_is_kind(text, scene.vocabulary) for text in wanted):
        return ""
    named = set(said.wishes.include.get("category", ())) & scene.vocabulary.sold
    if named and not said.frame.does("bundle"):  # "shorts, I need pockets": a part of them
        return ""
    if _ANYTHING.search(said.text):  # "baby shower, something cuddly": the noun is what it is for
        return ""
    noun = singular(wanted[0])
    need = leanings(noun) and noun not in chinese()  # 跑步 is a need, 跑步机 a thing
    joined = is_joined(noun, scene.assistant.searcher.columns.squashed)
    return "" if need or joined else wanted[0]


def not_sold(scene: Scene) -> str:
    """A thing that is wanted and that is not sold here; "" for none.

    No text speaks of it; or nothing is like it (`retrieval.floor`), and nothing of what is wished
    for so far speaks of it either: "padded straps" may well be meant of the backpacks shown.
    """
    if not (wanted := wanted_thing(scene)):
        return ""
    noun, searcher = singular(wanted), scene.assistant.searcher
    if is_cjk(noun) and (kinds_said := scene.vocabulary.named(noun)):
        found = searcher.search(Query(noun), 1)  # 香氛蜡烛 is like candles, 空气炸锅 like no pan
        nearest = kinds.kind_of(found[0].product, scene.vocabulary) if found else ""
        if nearest == kinds_said[-1] and best([hit.likeness for hit in found]).level == "sold":
            return ""
    if is_strange(noun, searcher.generation.lexical):
        return wanted
    spoken = [f"{facts.title} {facts.description}" for facts in alike_facts(scene, scene.state)]
    if any(mentions(text, word) for text in spoken for word in noun.split()):
        return ""
    hits = searcher.search(Query(noun), 3)
    return wanted if best([hit.likeness for hit in hits]).level == "nothing" else ""


_ASKS = re.compile(r"(?:why|how|what|when|where|who)\b|为什么|怎么|凭什么")
"""Asks, and describes nothing: "why is it so expensive"."""
_DO_YOU_SELL = re.compile(
    r"\b(?:do|does|did) (?:you|u|ya|they|any of (?:you|the shops)) (?:guys )?(?:also |even )?"
    r"(?:sell|stock|carry)(?: (?:any|some))? (?P<what>[a-z][a-z -]{2,30}?)"
    r"(?: (?:too|as well|here|then|maybe|by any chance))?\W*(?:$|[,.;?!])"
)
_SOLD = re.compile("有没有|有吗|有卖|卖吗|卖不卖|有得卖")


def _asked_for(scene: Scene) -> list[str]:
    """The thing in a question whether it is sold, where the model sees none."""
    text = scene.said.text
    if (found := _DO_YOU_SELL.search(text)) and not scene.said.wishes.include.get("category"):
        return [found["what"]]
    if not _SOLD.search(text) or scene.said.wishes.include.get("category"):
        return []
    known = chinese()
    return [word for word, _, _ in words(text) if word in known][:1]


_ANYTHING = re.compile(
    r"\b(?:something|anything|some ?thing|gift|present|idea|ideas)\b"
    r"|礼物|送点|[什甚]么好|有什么|送什么|[送买选有]啥|啥好"
)
"""Wants things that are not named."""


def _is_kind(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a name ends with a kind of thing that is known here: "desk lamp", no "desk fan"; in
    Chinese all of it must be known, as 空气炸锅 is no 锅."""
    if len(text) > 1 and text[0] in MEASURES:
        text = text[1:]
    if "category" in vocabulary.phrases.get(text, {}):
        return True
    terms = vocabulary.find(text)
    last = next((t for t in terms if t.facet == "category" and t.end == len(text.rstrip())), None)
    if last is None or not is_cjk(text):
        return last is not None
    return sum(t.end - t.start for t in terms) >= len(text.strip()) - 1


def is_joined(noun: str, squashed: str) -> bool:
    """Whether one of the titles, of which the letters and digits are left, has it in several
    words: "redbull"."""
    whole = noun.replace(" ", "")
    return len(whole) > 4 and whole in squashed


def refused_by_value(scene: Scene, state: State) -> State:
    """A refused word that nothing of the kind uses refuses the value that is most like it:
    "no numbers" where the shops say "numerals"."""
    refused = scene.said.wishes.exclude.get("words", ())
    alike = alike_facts(scene, state) if refused else []
    more = []
    for word in refused:
        if any(mentions(facts.everything, plain(word)) for facts in alike):
            continue
        meant = gloss(word) if is_cjk(word) else ""
        if meant and any(mentions(facts.everything, plain(meant)) for facts in alike):
            more.append(meant)
        else:
            more += nearest_value(word, alike, scene.assistant.searcher.encode.encoder)
    if not more:
        return state
    words = (*state.wishes.exclude.get("words", ()), *more)
    exclude = {**state.wishes.exclude, "words": tuple(dict.fromkeys(words))}
    return replace(state, wishes=replace(state.wishes, exclude=exclude))


def missing(scene: Scene, noun: str) -> Outcome:
    """That a thing is not sold here; who has seen nothing yet is told what is."""
    called = as_said(noun, scene.told.text, scene.language)
    said = [sayings.say(scene.language, "kind.missing", kind=called)]
    if not scene.state.screen:
        named = kinds.common(scene.assistant.searcher, scene.language)
        said.append(sayings.say(scene.language, "act.capabilities", kinds=named))
    return Outcome(said, scene.state)


def known_kind(scene: Scene, state: State) -> tuple[str, State | None]:
    """Kinds of things that no product is called by are said to be none; what is akin to them is
    looked for in their place. No state where nothing is."""
    columns = scene.assistant.searcher.columns
    sold = {kind: matches(_kind_alone(kind), columns) > 0 for kind in state.kinds}
    unsold = [kind for kind, known in sold.items() if not known]
    if not unsold:
        return "", state
    said = [_as_said(kind, scene) for kind in unsold]
    note = sayings.say(scene.language, "no_kind", kind=", ".join(said))
    left = tuple(kind for kind, known in sold.items() if known)
    lexical = scene.assistant.searcher.generation.lexical
    wider = [k for m in unsold for k in (*scene.vocabulary.akin.get(m, ()), *_last_word(m, scene))]
    akin = left or _likest(list(dict.fromkeys(wider)), scene)
    spoken = any(lexical.knows(one) for one in (*said, *unsold))
    if not akin and not spoken:
        akin = _likest(_akin(unsold), scene)
    if akin:
        include = {**state.wishes.include, "category": akin}
        return note, replace(state, wishes=replace(state.wishes, include=include))
    if scene.said.intent != "search" and spoken:
        words = " ".join([*unsold, state.words]).strip()
        return note, replace(state, wishes=state.wishes.without("category"), words=words)
    return ", ".join(said), None


def _last_word(kind: str, scene: Scene) -> tuple[str, ...]:
    """The kind that the name of another ends with: a salad bowl is a bowl."""
    last = kind.split()[-1]
    known = scene.vocabulary.phrases.get(last, {}).get("category", "")
    return (known,) if known == last != kind and known in scene.vocabulary.sold else ()


def _likest(kinds: Sequence[str], scene: Scene) -> tuple[str, ...]:
    """Of kinds that are sold, the two that are most like what was said."""
    columns = scene.assistant.searcher.columns
    sold = [kind for kind in kinds if matches(_kind_alone(kind), columns)]
    if len(sold) <= MOST_AKIN:
        return tuple(sold)
    return nearest(scene, sold)[:MOST_AKIN] or tuple(sold[:MOST_AKIN])


def _kind_alone(kind: str) -> Wishes:
    return Wishes(include={"category": (kind,)})


def _akin(kinds: Sequence[str]) -> tuple[str, ...]:
    """The other kinds of the narrowest family that kinds belong to: pans for a wok."""
    families = Lexicon.load().families["category"].values()
    found = [family for family in families if set(kinds) <= set(family)]
    family = min(found, key=len, default=())
    return tuple(kind for kind in family if kind not in kinds)


def _as_said(kind: str, scene: Scene) -> str:
    """A kind in the shopper's own word for it."""
    terms = scene.vocabulary.find(scene.said.text)
    said = [scene.said.text[t.start : t.end] for t in terms if t.value == kind]
    return as_said(max(said, key=len, default=kind), scene.told.text, scene.language)


def unread(scene: Scene, state: State, found: Sequence[Recommendation]) -> str:
    """What describes the thing that is wanted and nothing shown states: said, never counted."""
    if state.photos or scene.said.intent not in ("search", "refine"):
        return ""
    texts = [f"{Facts(one.offer).everything} {one.offer.category}" for one in found]
    ordered = state.order.said if state.order else ""
    silent = [
        span.text
        for span in scene.said.frame.of(*DESCRIBING)
        if span.probability >= NAMED_SURELY
        and not _ASKS.match(span.text)
        and not scene.vocabulary.find(span.text)
        and not leanings(span.text)
        and degree(span.text, CALLING) is None
        and not (ordered and ordered in span.text)
        and not _measured(span.text, state.wishes, scene.language)
        and _is_silent(span.text, texts)
        and not _spoken_of(span.text, found[:MOST_ASKED])
    ]
    if not silent or len(silent) > MOST_UNREAD:
        return ""
    words = Several(tuple(map(Quote, silent)), "or")
    return sayings.say(scene.language, "unread", words=words)


def _measured(words: str, wishes: Wishes, language: str) -> bool:
    """Whether words only name a size that is limited anyway: "battery", "续航"."""
    names = [phrases.field_name(one.name, language) for one in wishes.dimensions if one.name]
    return any(words.casefold() in name.casefold() for name in names)


def _is_silent(said: str, texts: Sequence[str]) -> bool:
    """Whether texts surely state nothing of a description: of one in Chinese that cannot be put in
    the shops' words nobody knows."""
    ways = [said, gloss(said)] if is_cjk(said) else [said]
    return all(ways) and not any(_states(text, way) for text in texts for way in ways)


def _spoken_of(said: str, items: Sequence[Recommendation]) -> bool:
    """Whether some of the items state a description in other words: 带轮子 – "four wheels"."""
    told = dict.fromkeys(text for one in items for text in statements(one.product.offers))
    return bool(answering(said, tuple(told)))


def _states(text: str, words: str) -> bool:
    """Whether a text states any word of a description."""
    asked = [word for word in Asked(words).words if not word.text.isdigit()]
    return not asked or any(states(word, text)[0] for word in asked)


def alike_stating(scene: Scene, attributes: Mapping[str, tuple[str, ...]]) -> list[Facts]:
    """Offers that state these values of attributes."""
    columns = scene.assistant.searcher.columns
    fits = columns.fits(constraints_of(Wishes(attributes=attributes)))
    return [columns.facts[row] for row in np.flatnonzero(fits)[:MOST_READ]]


def alike_facts(scene: Scene, state: State) -> list[Facts]:
    """Offers of the kind that is wished for, or else those on the screen."""
    columns = scene.assistant.searcher.columns
    if state.kinds:
        fits = columns.fits(constraints_of(Wishes(include={"category": state.kinds})))
        return [columns.facts[row] for row in np.flatnonzero(fits)[:MOST_READ]]
    return [Facts(one.offer) for one in scene.state.screen]
