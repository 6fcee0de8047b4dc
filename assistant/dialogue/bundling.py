"""Turns that want several different things: "a keyboard, a mouse and a lamp, 200 all in".

Each of them is a topic of its own, with its own limits and count. A choice of each is shown; where
a sum for all of them was named, the best of each that it allows. Later turns change the one that
they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.advice.bundles import Choice, cheapest, chosen
from assistant.advice.superlatives import worth
from assistant.constraints import Wishes
from assistant.constraints.price import Price
from assistant.dialogue import sayings
from assistant.dialogue.finding import find
from assistant.dialogue.keeping import OFF
from assistant.dialogue.mentions import BETWEEN, clauses_of, count_said, named
from assistant.dialogue.naming import meant, with_kinds
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.referring import is_empty
from assistant.dialogue.relaxing import matches
from assistant.dialogue.state import Part, State, kinds_spoken_of
from assistant.dialogue.totals import listed, rated, sum_said
from assistant.dialogue.unmet import not_sold
from assistant.dialogue.wishing import wish
from assistant.language import Context, Vocabulary, understand
from assistant.language.patterns import FOR_SO_MANY
from assistant.lexicon import Lexicon
from assistant.recommendation import Recommendation
from assistant.understanding.frames.schema import Frame, Span
from assistant.understanding.reading import read
from retrieval.facts import Facts
from retrieval.money import Money
from retrieval.words import singular

_OR = re.compile(r"\bor\b|或|还是")
_ALL = re.compile(r"\b(?:both|all of (?:it|them)|all|each)\b|[两都全]")
_ANYTHING = re.compile(r"\b(?:something|sth|smth|anything|a (?:gift|present))\b|东西|礼物|什么")
_GIFT = re.compile(r"(?:an? |some )?(?:birthday |christmas )?(?:gifts?|presents?)|(?:生日)?礼物")
"""Names no thing of its own beside what somebody likes: "a present, she likes watches"."""
_SAME_PERSON = re.compile(r"(?:s?he|they|it)\b")
_SENTENCE = re.compile(r"[.!?。！？]")
_MATCHING = re.compile(
    r"\b(?:to (?:match|go with)|(?:goes|go) with|matching|(?:that|which) match(?:es)?"
    r"|in the same colou?r)\b|搭|配套|同色"
)
_LEFT = re.compile(
    r"\bwhat(?:'s| is|s|ever is|ever's) left\b|\brest of (?:the|my|that) (?:budget|money)\b"
    r"|剩下的?(?:钱|预算)?"
)
"""Wants something for what a sum leaves beside what was chosen."""
CONSIDERED = 12  # candidates of each thing
MOST = 5  # things that are wanted together


@dataclass(frozen=True)
class Wanted:
    """One of the things that are wanted together."""

    text: str  # what is said of it alone
    kinds: tuple[str, ...] = ()
    fixed: Recommendation | None = None  # chosen before


@dataclass(frozen=True)
class Bundle:
    """What a turn wants together."""

    wanted: tuple[Wanted, ...]
    budget: Money | None = None  # for all of it
    besides: bool = False  # whether it comes to what was looked at before

    def __bool__(self) -> bool:
        return bool(self.wanted)


def wanted_together(scene: Scene) -> Bundle:
    """The different things that a turn wants, what was chosen before included; empty where it is
    no bundle."""
    frame = scene.said.frame
    heads = _heads(scene)
    people = {person for _, person in heads}
    left = bool(_LEFT.search(frame.text)) and bool(scene.state.screen)
    adds = ("adds" in scene.cues or left) and bool(scene.state.screen)
    joined = len(_kind_parts(frame, scene.vocabulary)) > len(frame.of("kind"))
    together = (
        frame.does("bundle")
        or (joined and frame.wants)
        or adds
        or (len(people) > 1 and frame.wants)
    )
    if not together or scene.new_photo or not heads:
        return Bundle(())
    first, last = heads[0][0], heads[-1][0]
    if len(heads) > 1 and _OR.search(frame.text[first.end : last.start]):
        return Bundle(())  # one of these
    new = _merged(
        Wanted(text, _kinds(scene, text)) for text in _texts(scene, [one for one, _ in heads])
    )
    old = set(scene.state.kinds)
    fixed = _fixed(scene, [one for one in new if old and old & set(one.kinds)])
    if fixed or (old and len(new) == 1):
        new = [one for one in new if not old & set(one.kinds)]
    budget = _budget(scene, [one.text for one in new])
    if left and budget is None:
        before = scene.state.wishes
        budget = scene.state.budget or before.max_price or before.about_price
    if len(new) == 1 and not fixed and not left and "joint" not in scene.cues:
        budget = None
    if len(new) == 1 and not fixed and budget and scene.state.screen:
        fixed = [Wanted("", fixed=_latest(scene))]
    if len(new) + len(fixed) < 2 and not (new and scene.state.screen and old):
        return Bundle(())
    return Bundle((*fixed, *new)[:MOST], budget, besides=len(new) == 1)


def _merged(wanted: Iterable[Wanted]) -> list[Wanted]:
    """Each kind of thing once, with all that is said of it."""
    found: list[Wanted] = []
    for one in wanted:
        same = next((n for n, w in enumerate(found) if w.kinds and w.kinds == one.kinds), None)
        if same is None:
            found.append(one)
        else:
            found[same] = replace(one, text=f"{found[same].text}, {one.text}")
    return found


_BESIDE = re.compile(r"\s*(?:加上?|和|跟|与|、|\+|还有|以及|and|plus)\s*(?:an?|some)?\s*")
"""Between the names of two things that are wanted together."""


def _apart(span: Span, vocabulary: Vocabulary) -> list[Span]:
    """A span that names several kinds of things, as a span each: 帽子加墨镜."""
    found = [term for term in vocabulary.find(span.text) if term.facet == "category"]
    joints = [span.text[a.end : b.start] for a, b in pairwise(found)]
    if not joints or not all(map(_BESIDE.fullmatch, joints)):
        return [span]
    edges = [0, *(term.start for term in found[1:]), len(span.text)]
    ends = [*(term.end for term in found[:-1]), len(span.text)]
    return [
        Span(span.start + a, span.start + b, span.text[a:b], span.role, span.probability)
        for a, b in zip(edges, ends, strict=False)
    ]


def _kind_parts(frame: Frame, vocabulary: Vocabulary) -> list[Span]:
    """The things that a frame names, each by itself."""
    return [part for span in frame.of("kind") for part in _apart(span, vocabulary)]


def _heads(scene: Scene) -> list[tuple[Span, str]]:
    """What a turn wants: (where it is named, for whom), a thing or "something" for somebody."""
    frame, vocabulary = scene.said.frame, scene.vocabulary
    heads = [
        (span, "")
        for span in _kind_parts(frame, vocabulary)
        if (vocabulary.named(span.text) or (span.probability > NAMED and len(span.text) > 1))
        and not _GIFT.fullmatch(span.text)
        and not is_empty(span.text.split()[-1])
    ]
    aside = [span for span in frame.of(*ASIDE) if span.probability >= NAMED]
    aside += [span for span, _ in heads]
    pointing = frame.of("reference")
    spoken = kinds_spoken_of(scene.state)  # what was never spoken of is not pointed at
    heads += [
        (Span(term.start, term.end, frame.text[term.start : term.end], "kind", 1.0), "")
        for term in vocabulary.find(frame.text)
        if term.facet == "category"
        and not FOR_SO_MANY.search(frame.text[: term.start])
        and not _overlaps(term.start, term.end, aside)
        and not (term.value in spoken and _overlaps(term.start, term.end, pointing))
    ]
    persons = [one for one in frame.of("recipient") if not _SAME_PERSON.match(one.text)]
    others = not heads or len(persons) > 1
    for found in _ANYTHING.finditer(frame.text) if others else ():
        near = [s for s in frame.of("recipient") if abs(s.start - found.start()) < NEAR]
        if near and not _overlaps(*found.span(), [one for one, _ in heads]):
            person = min(near, key=lambda one: abs(one.start - found.start()))
            heads.append((Span(*found.span(), found[0], "kind", 1.0), person.text))
    return sorted(heads, key=lambda one: one[0].start)


def _overlaps(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(one.start < end and start < one.end for one in spans)


NAMED = 0.5
"""How sure it must be that words name a thing that no shop here has a word for."""
NEAR = 40  # characters between "something" and whom it is for
ASIDE = (
    "owned", "refused", "goes_with", "question", "same", "trait", "use", "place",
    "recipient", "measure", "limit",
)  # fmt: skip
"""Roles of words that name no thing that is wanted, whatever thing is in them."""


def _texts(scene: Scene, heads: Sequence[Span]) -> list[str]:
    """What is said of each thing: the clauses around its name; what is said of all, for each."""
    text = scene.said.frame.text
    own: list[list[str]] = [[] for _ in heads]
    before: list[str] = []
    pointing = scene.said.frame.of("reference") if scene.state.screen else []
    place, start = -1, 0
    ends = [(match.start(), match.end()) for match in BETWEEN.finditer(text)]
    for end, further in [*ends, (len(text), len(text))]:
        clause = text[start:end].strip()
        inside = [n for n, head in enumerate(heads) if start <= head.start < end]
        if inside:
            own[inside[0]] += before
            before = []
            for nth, place in enumerate(inside):  # "two mugs one plate": up to the name of each
                first = start if nth == 0 else heads[place - 1].end
                last = end if nth + 1 == len(inside) else heads[place].end
                own[place].append(text[first:last].strip())
        elif _names_sum(scene, clause) or (place < 0 and _overlaps(start, end, pointing)):
            pass
        elif place < 0:
            before.append(clause)
        elif _ALL.search(clause):
            for one in own:
                one.append(clause)
        elif clause:
            own[place].append(clause)
        if scene.state.screen and _SENTENCE.search(text[end:further]):
            before = []  # what was said before it is of what was looked at before
        start = further
    return [", ".join(filter(None, one)) for one in own]


def _names_sum(scene: Scene, clause: str) -> bool:
    """Whether a clause has a limit of the price and no thing in it: it is of all of them."""
    limit = scene.said.budget
    return limit is not None and f"{limit.amount.normalize():f}" in clause


def _kinds(scene: Scene, text: str) -> tuple[str, ...]:
    return understand(text, scene.vocabulary, Context()).wishes.include.get("category", ())


def _fixed(scene: Scene, again: Sequence[Wanted]) -> list[Wanted]:
    """What was chosen before and is to be part of it: pointed at, or named by its kind."""
    taken: set[str] = set()
    found: list[Wanted] = []
    pointing = scene.said.frame.texts("reference") if scene.state.screen else []
    for clause in clauses_of(scene) if pointing else ():
        points = any(text in clause.whole or clause.whole in text for text in pointing)
        if points and not set(clause.kinds) - set(kinds_spoken_of(scene.state)):
            items = named(scene, clause, taken)
            taken |= {one.product.product_id for one in items}
            found += [Wanted(clause.text, fixed=item) for item in items]
    if again and not found and scene.state.screen:
        found.append(Wanted(again[0].text, fixed=_latest(scene)))
    return found


def _latest(scene: Scene) -> Recommendation:
    """The item spoken of last, or the first one shown."""
    shown = {one.product.product_id for one in scene.state.screen}
    lately = [one for one in scene.state.lately if one.product.product_id in shown]
    return lately[0] if lately and not scene.state.focus else scene.meant[0]


def _budget(scene: Scene, texts: Sequence[str]) -> Money | None:
    """The sum for all: the one limit of a price that is said; each keeps its own where several
    are, unless it is said to be for all."""
    limits = [understand(one, scene.vocabulary, Context()).budget for one in texts]
    if scene.said.budget is None:
        return None
    if len({one for one in limits if one}) > 1 and "joint" not in scene.cues:
        return None
    return _in_force(scene, scene.said.budget)


def _in_force(scene: Scene, limit: Money) -> Money:
    """A limit that names no currency, in that of the one in force, or of most offers."""
    before = scene.state.budget or scene.state.wishes.max_price
    home = scene.assistant.searcher.columns.home
    return limit if limit.currency else Money(limit.minor, before.currency if before else home)


def bundle(scene: Scene, bundle: Bundle) -> Outcome:
    """A choice of each thing; within a sum for all of them, the best that it allows."""
    notes: list[str] = []
    topics: list[State] = []
    told: list[list[str]] = []
    counts: list[int] = []
    for one in bundle.wanted:
        if one.fixed is not None:
            topics.append(State(screen=(one.fixed,), focus=1))
            told.append([])
            continue
        alone = _alone(scene, one, bundle)
        if told_by := meant(alone).kinds:
            alone = with_kinds(alone, told_by)
        elif noun := not_sold(alone) or _unsold(scene, one):
            notes.append(sayings.say(scene.language, "kind.missing", kind=noun))
            continue
        outcome = wish(alone)
        count = count_said(alone)
        topics.append(replace(outcome.state.alone(), quantity=count if count > 1 else 0))
        told.append(_opening(outcome))
        counts.append(outcome.total or 0)
    if not topics:
        return Outcome(notes, scene.state)
    if bundle.budget is None and bundle.besides and told[-1]:
        return replace(_one_more(scene, topics, [*notes, *told[-1]]), counts=tuple(counts))
    if bundle.budget is not None:
        return _afforded(scene, topics, bundle.budget, notes)
    said = [sentence for one in told for sentence in one]
    state = _together(scene, topics, _shared(topics, scene.k))
    return Outcome([*notes, *said], state, counts=tuple(counts))


def _unsold(scene: Scene, wanted: Wanted) -> str:
    """A kind of thing that no shop here has; "" where one has it."""
    sold = Wishes(include={"category": wanted.kinds})
    if not wanted.kinds or matches(sold, scene.assistant.searcher.columns):
        return ""
    said = [span.text for span in scene.said.frame.of("kind") if span.text in wanted.text]
    return said[0] if said else wanted.kinds[0]


def _alone(scene: Scene, wanted: Wanted, bundle: Bundle) -> Scene:
    """The turn as if one of the things alone had been wished for."""
    said = understand(wanted.text, scene.vocabulary, Context())
    wishes = said.wishes
    if bundle.budget is not None:
        wishes = wishes.having([Price()])
    fixed = next((one.fixed for one in bundle.wanted if one.fixed), None)
    if fixed is None and scene.state.screen:
        fixed = _latest(scene)
    if fixed is not None and _MATCHING.search(wanted.text) and "colour" not in wishes.include:
        wishes = _in_colour(scene, wishes, fixed)
    wishes = replace(wishes, quantity=0)
    said = replace(said, intent="search", wishes=wishes, language=scene.language)
    if not wanted.kinds and wishes.audience:  # "something for her": whom it is for says it all
        said = replace(said, words="", wording="")
    cues = read(said.text, said.frame)
    state = State(crossed=scene.state.crossed)
    return replace(scene, said=said, cues=cues, state=state, resolved=(), k=CONSIDERED)


def _in_colour(scene: Scene, wishes: Wishes, item: Recommendation) -> Wishes:
    """In the colour of an item, where there is anything in it."""
    said = scene.vocabulary.named(Facts(item.offer).fields.get("colour", ""), "colour")
    matched = replace(wishes, include={**wishes.include, "colour": tuple(said[:1])})
    sold = said and matches(matched, scene.assistant.searcher.columns)
    return matched if sold else wishes


def _opening(outcome: Outcome) -> list[str]:
    """The sentence that names the first one, and what comes before it."""
    said = [outcome.reply] if isinstance(outcome.reply, str) else list(outcome.reply)
    first = outcome.state.screen[0] if outcome.state.screen else None
    place = next((n for n, one in enumerate(said) if first and first.is_named_in(one)), 0)
    near = bool(outcome.state.screen) and bool(outcome.state.screen[0].misses)
    return [one for one in said[: place + 1 + near] if one]


def _one_more(scene: Scene, topics: Sequence[State], said: list[str]) -> Outcome:
    """A list of what comes to what was looked at before, which stays a part of it."""
    before = [one for one in topics[:-1] if one.screen] or [scene.state.alone()]
    new = topics[-1]
    shown = replace(new, screen=new.screen[: scene.k])
    opened = scene.state.opened(_carrying(shown, scene.state))
    parts = (*before, shown.alone())
    return Outcome(said, replace(opened, parts=parts, part=len(before)))


def _carrying(state: State, old: State) -> State:
    return replace(state, recent=old.recent, lately=old.lately, crossed=old.crossed)


def _shared(topics: Sequence[State], k: int) -> list[list[Recommendation]]:
    """What is shown of each thing: the screen is shared, the first of each are on it."""
    each, more = divmod(max(k, len(topics)), len(topics))
    return [list(one.screen[: each + (n < more)]) for n, one in enumerate(topics)]


def _together(
    scene: Scene,
    topics: Sequence[State],
    shown: Sequence[Sequence[Recommendation]],
    budget: Money | None = None,
) -> State:
    """A choice of each on the screen: the first of each before the others."""
    parts = tuple(replace(t, screen=tuple(row)) for t, row in zip(topics, shown, strict=True))
    screen = [row[0] for row in shown if row] + [one for row in shown for one in row[1:]]
    kinds = tuple(dict.fromkeys(kind for one in topics for kind in _kinds_of(one, scene)))
    new = State(Wishes(include={"category": kinds} if kinds else {}), screen=tuple(screen))
    new = scene.state.opened(_carrying(new, scene.state))
    seen = frozenset(one.product.product_id for one in screen)
    return replace(new, seen=seen, parts=parts, part=-1, budget=budget)


def _kinds_of(topic: State, scene: Scene) -> tuple[str, ...]:
    """The kinds of a thing; of one chosen before, what its category is called by."""
    if topic.kinds or topic.wishes or not topic.screen:
        return topic.kinds
    named = scene.vocabulary.named(topic.screen[0].offer.category.lower())
    return tuple(named[-1:])


def _with_narrower(kinds: Sequence[str]) -> set[str]:
    """Kinds and those that are of them: the lamp of a bundle may be a table lamp."""
    lexicon = Lexicon.load()
    return {*kinds, *(one for kind in kinds for one in lexicon.narrower("category", kind))}


def _afforded(scene: Scene, topics: Sequence[State], limit: Money, notes: list[str]) -> Outcome:
    """The best of each that a sum allows, what they come to, and others that it allows as well."""
    offered = [(one, row) for one in topics if (row := _candidates(scene, one))]
    topics, rows = [one for one, _ in offered], [row for _, row in offered]
    if not rows:
        return Outcome([*notes, sayings.say(scene.language, "unsure")], scene.state)
    rates = scene.assistant.searcher.columns.rates
    choices = [
        [
            Choice(rank, worth(price, rates) * one.packs)
            for rank, one in enumerate(row)
            if (price := one.item.offer.price)
        ]
        for row in rows
    ]
    budget = worth(limit, rates)
    picked = chosen(choices, budget) or cheapest(choices)
    parts = [row[index] for row, index in zip(rows, picked, strict=True)]
    spent = sum(row[index].cost for row, index in zip(choices, picked, strict=True))
    shown = []
    for row, costs, index in zip(rows, choices, picked, strict=True):
        others = [
            one.item
            for n, one in enumerate(row)
            if n != index and spent - costs[index].cost + costs[n].cost <= budget
        ]
        shown.append([row[index].item, *others])
    each, more = divmod(max(scene.k, len(shown)), len(shown))
    shown = [row[: each + (n < more)] for n, row in enumerate(shown)]
    said, figures = sum_said(scene, parts, limit=limit)
    said = [*said, rated(scene, figures)]
    state = _together(scene, topics, shown, limit)
    return Outcome([*notes, *said], state, figures=figures)


def _candidates(scene: Scene, topic: State) -> list[Part]:
    """What suits one of the things, the best first and what is in stock before what is not."""
    count = max(topic.quantity, 1)
    items = list(topic.screen)
    if topic.wishes or topic.words:
        items = find(replace(scene, k=CONSIDERED, said=replace(scene.said, intent="refine")), topic)
        items = items or list(topic.screen)
    priced = [one for one in items if one.offer.price]
    priced.sort(key=lambda one: one.offer.wait)
    return [Part(item, count) for item in priced]


def part_changed(scene: Scene) -> Outcome | None:
    """A change of one of the things that are wanted together, or of the sum for them; None where a
    turn is about none of them."""
    state, said = scene.state, scene.said
    wishes = said.intent in ("search", "refine", "relax", "more_like") or _is_sum(scene)
    if not state.parts or not wishes:
        return None
    topics = list(state.wanted)
    off = bool(OFF.search(said.text))
    kinds = _kinds_said(scene) or (scene.vocabulary.named(said.text) if off else ())
    kinds = kinds or _by_head(scene, topics)
    wide = _with_narrower(kinds)
    meant = [n for n, one in enumerate(topics) if wide & set(_kinds_of(one, scene))]
    if kinds and not meant:
        return None
    if not meant and _is_sum(scene):
        assert said.budget is not None
        return _afforded(scene, topics, _in_force(scene, said.budget), [])
    if meant and off and len(topics) > len(meant):
        return _left_out(scene, [t for n, t in enumerate(topics) if n not in meant])
    place = meant[0] if meant else _place_meant(scene, topics)
    return _changed(scene, topics, place)


def _left_out(scene: Scene, topics: Sequence[State]) -> Outcome:
    """What is left once one of the things is not wanted any more."""
    if scene.state.budget is not None:
        return _afforded(scene, topics, scene.state.budget, [])
    shown = _shared(topics, scene.k)
    first = [Part(row[0], max(t.quantity, 1)) for t, row in zip(topics, shown, strict=True) if row]
    said = listed(first, scene.language)
    left = sayings.say(scene.language, "bundle.left", parts=said)
    counts = tuple(one.packs for one in first)
    return Outcome([left], _together(scene, topics, shown), counts=counts)


def _kinds_said(scene: Scene) -> tuple[str, ...]:
    said = scene.said.wishes.include.get("category", ())
    return tuple(said) or tuple(
        kind
        for text in scene.said.frame.texts("kind", "reference")
        for kind in scene.vocabulary.named(text)
    )


def _by_head(scene: Scene, topics: Sequence[State]) -> tuple[str, ...]:
    """The kinds whose names end with a word that was said: "the mat" of yoga mats."""
    said = {singular(word) for word in scene.said.text.split()}
    kinds = (kind for topic in topics for kind in _kinds_of(topic, scene))
    return tuple(kind for kind in kinds if kind.split()[-1] in said)


def _is_sum(scene: Scene) -> bool:
    """Whether a turn names a new sum for all of it, and nothing else."""
    wishes, state = scene.said.wishes, scene.state
    if scene.said.budget is None or "each" in scene.cues:
        return False
    alone = not wishes.having([Price()])
    return "joint" in scene.cues or (alone and (state.budget is not None or state.part < 0))


def _place_meant(scene: Scene, topics: Sequence[State]) -> int:
    """Which of the things a change is about: the one of an item pointed at, the one that has such
    a limit, the only one that can meet it, or the one spoken of last."""
    pointed = {one.product.product_id for one in scene.items}
    sizes = {one.name for one in scene.said.wishes.dimensions if one.name}
    units = {one.unit for one in scene.said.wishes.dimensions}
    columns = scene.assistant.searcher.columns

    def fit(place: int) -> tuple[bool, bool, bool, bool]:
        topic = topics[place]
        limits = topic.wishes.dimensions
        has = any(one.name in sizes if one.name and sizes else one.unit in units for one in limits)
        changed = replace(scene.said.wishes, include={
            **scene.said.wishes.include, "category": topic.kinds,
        }, relative={}, drop=(), quantity=0)  # fmt: skip
        sold = bool(topic.kinds) and matches(changed, columns) > 0
        shown = any(one.product.product_id in pointed for one in topic.screen)
        return shown, has, sold, place == scene.state.part

    return max(range(len(topics)), key=fit)


def _changed(scene: Scene, topics: list[State], place: int) -> Outcome:
    """The things with one of them changed, as a list of it, or as what the sum allows."""
    state = scene.state
    topic = topics[place]
    pointed = [one.product.product_id for one in scene.items]
    shown = [one.product.product_id for one in topic.screen]
    said = scene.said
    if said.intent == "search":
        said = replace(said, intent="refine")
    alone = replace(
        scene, said=said, state=_carrying(topic, state),
        resolved=tuple(shown.index(one) + 1 for one in pointed if one in shown),
    )  # fmt: skip
    outcome = wish(alone)
    topics[place] = outcome.state.alone()
    if state.budget is not None:
        missed = any(one.misses for one in outcome.state.screen[:1])
        said_of_it = list(filter(None, outcome.sentences))[:2]  # "silver instead of black"
        return _afforded(scene, topics, state.budget, said_of_it if missed else [])
    new = replace(
        _carrying(outcome.state, state), parts=tuple(topics), part=place, earlier=state.earlier
    )
    return replace(outcome, state=new)
