"""Turns that wish for something: search, refine, relax, more like an item, more results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.advice.answers import nearest_value
from assistant.advice.figures import Share, Total
from assistant.advice.near import cost, misses, parted
from assistant.advice.needs import favoured, fit, leanings
from assistant.advice.ordering import (
    Order,
    compared_fields,
    leaning,
    ordered,
    read_order,
    stated_figures,
)
from assistant.advice.sold import unsold
from assistant.advice.superlatives import size_of, worth
from assistant.constraints import constraints_of, search_text
from assistant.dialogue import phrases, sayings
from assistant.dialogue.fields import asked_fields, value_of
from assistant.dialogue.kinds import is_another, kind_in, kind_of, varied, with_kind
from assistant.dialogue.merging import merge
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.presenting import Showing, present
from assistant.dialogue.relaxing import matches, relaxations
from assistant.dialogue.state import Basis, State
from assistant.dialogue.stating import statement
from assistant.dialogue.totals import cost_of
from assistant.explain import Asked
from assistant.explain.asking import stated as states
from assistant.explain.phrases.words import capital
from assistant.language import Dimension, Vocabulary, Wishes
from assistant.language.lexicon import Lexicon
from assistant.language.utterance import normalise
from assistant.language.wish_phrases import QUESTION
from assistant.recommendation import Recommendation
from retrieval.facts import Facts
from retrieval.images import decode_image
from retrieval.money import Money
from retrieval.query import Query
from retrieval.rates import Rates
from retrieval.words import mentions, plain

WEIGHED = 200  # products that are weighed against each other
MOST_UNREAD = 3  # words that are told to be unread
MOST_AKIN = 2  # kinds that stand in for one that is not sold
MOST_FAVOURED = 8  # kinds of things that a need proposes
PROPOSED = 6  # products of each
MOST_READ = 200  # offers of a kind whose figures are looked at
MARGIN = 0.7  # by how much a near miss may be further off than the nearest
_UNITS = {
    "length": (("cm", 10.0), ("mm", 1.0)),
    "mass": (("kg", 1000.0), ("g", 1.0)),
    "volume": (("l", 1000.0), ("ml", 1.0)),
    "time": (("hour", 1.0),),
    "charge": (("mAh", 1.0),),
}
"""Kind of size → units people use and how many base units each is, the larger first."""


def wish(scene: Scene) -> Outcome:
    """Search, refine, relax, more_like: new wishes, a new screen."""
    if _points_nowhere(scene):
        return Outcome(sayings.say(scene.language, "unresolved"), scene.state)
    if noun := _not_sold(scene):
        said = sayings.say(scene.language, "kind.missing", kind=noun)
        return Outcome(said, scene.state, intent="out_of_scope")
    limited = _relative(scene)
    if isinstance(limited, str):
        return Outcome(limited, scene.state)
    state = _of_its_kind(scene, _changed(scene, limited))
    state = _refused_by_value(scene, state)
    state, note, shares = _shared_budget(scene, state)
    outcome = show(scene, _in_order(scene, _carried(scene, state)))
    said = [outcome.reply] if isinstance(outcome.reply, str) else outcome.reply
    told, figures = _asked_besides(scene, outcome)
    return replace(
        outcome, reply=[note, told, *said], figures=(*outcome.figures, *shares, *figures)
    )


def _asked_besides(scene: Scene, outcome: Outcome) -> tuple[str, tuple[Total, ...]]:
    """What a wish asks about what it finds: "what brand is this" with a photo, "six of them"."""
    screen, said = outcome.state.screen, scene.said
    if not screen or outcome.state.screen == scene.state.screen:
        return "", ()
    if scene.new_photo and QUESTION.search(said.text):
        fields = asked_fields(said.text, scene.vocabulary)
        return (statement(screen[0], fields, scene.language) if fields else ""), ()
    if said.wishes.quantity > 1 and said.intent == "search" and "joint" not in scene.cues:
        return cost_of(scene, screen[0], said.wishes.quantity)
    return "", ()


def _refused_by_value(scene: Scene, state: State) -> State:
    """A refused word that nothing of the kind uses refuses the value that is most like it:
    "no numbers" where the shops say "numerals"."""
    refused = scene.said.wishes.exclude.get("words", ())
    alike = _alike(scene, state) if refused else []
    more = []
    for word in refused:
        if not any(mentions(facts.everything, plain(word)) for facts in alike):
            more += nearest_value(word, alike, scene.assistant.searcher.encode.encoder)
    if not more:
        return state
    words = (*state.wishes.exclude.get("words", ()), *more)
    exclude = {**state.wishes.exclude, "words": tuple(dict.fromkeys(words))}
    return replace(state, wishes=replace(state.wishes, exclude=exclude))


def _not_sold(scene: Scene) -> str:
    """A thing that is asked for and that no product's text speaks of; "" for none."""
    said = scene.said
    besides = said.wishes.without("price") if said.wishes else said.wishes
    if besides or scene.new_photo or said.references or said.intent not in ("search", "refine"):
        return ""
    bare = not scene.state.screen
    return unsold(said.text, said.words, scene.assistant.searcher.generation.lexical, bare)


def _shared_budget(scene: Scene, state: State) -> tuple[State, str, tuple[Share, ...]]:
    """ "six of them, 900 altogether": at most 150 each."""
    said = scene.said.wishes
    count = said.quantity or state.quantity
    if said.quantity:
        state = replace(state, quantity=said.quantity)
    if "joint" not in scene.cues or said.max_price is None or count < 2:
        return state, "", ()
    share = Share(said.max_price, count)
    wishes = replace(state.wishes, max_price=share.amount)
    note = sayings.say(
        scene.language, "budget.each", total=share.total, count=count, each=share.amount
    )
    return replace(state, wishes=wishes), note, (share,)


def _carried(scene: Scene, state: State) -> State:
    """A new topic keeps the budget and the recipient of the one before, where anything of the new
    kind is within them."""
    old, new = scene.state.wishes, state.wishes
    if scene.said.intent != "search" or not scene.state.earlier + scene.state.screen:
        return state
    if not new.price_range[0] and not new.price_range[1]:
        kept = replace(new, max_price=old.max_price, min_price=old.min_price)
        kept = replace(kept, about_price=old.about_price)
        if kept != new and matches(kept, scene.assistant.searcher.columns):
            new = kept
    if not new.audience and old.audience:
        new = replace(new, audience=old.audience)
    return replace(state, wishes=new)


def _in_order(scene: Scene, state: State) -> State:
    """With the order that the utterance asks for or leans to; a price order is a wish."""
    if scene.said.wishes.sort:
        return replace(state, order=None)
    order = asked_order(scene, state)
    if order is None:
        return state
    return replace(state, order=order, wishes=replace(state.wishes, sort=""))


def asked_order(scene: Scene, state: State) -> Order | None:
    """The order that the words ask for, by what the things wished for state in figures."""
    stated = stated_figures(_alike(scene, state))
    found = read_order(scene.said.text, stated)
    if found is None and scene.said.intent == "search":
        found = leaning(scene.said.words, stated)
    return found


def _alike(scene: Scene, state: State) -> list[Facts]:
    """Offers of the kind that is wished for, or else those on the screen."""
    columns = scene.assistant.searcher.columns
    if state.kinds:
        fits = columns.fits(constraints_of(Wishes(include={"category": state.kinds})))
        return [columns.facts[row] for row in np.flatnonzero(fits)[:MOST_READ]]
    return [Facts(one.offer) for one in scene.state.screen]


def research(scene: Scene) -> Outcome:
    """Search anew for what is in force; nothing was said that changes it."""
    return show(scene, scene.state)


def more(scene: Scene) -> Outcome:
    """Further results of the wish in force."""
    found = _find(scene, scene.state, fresh=True)
    if not found:
        return Outcome(sayings.say(scene.language, "no_more"), scene.state)
    seen = scene.state.seen | {one.product.product_id for one in found}
    state = replace(scene.state, screen=tuple(found), seen=seen, focus=0, spoken=())
    showing = Showing(found, asked_in(scene, state))
    return Outcome(present(scene.assistant.explainer, showing), state)


def _points_nowhere(scene: Scene) -> bool:
    pointing = scene.said.references.keys() & {"items", "which", "other", "price"}
    return bool(pointing) and not scene.resolved


def _changed(scene: Scene, wishes: Wishes) -> State:
    """The state with the utterance's wishes, photo and wording in it; the screen is old."""
    said, old = scene.said, scene.state
    wishes = merge(old.wishes, replace(said, wishes=wishes))
    words = said.words
    if said.intent in ("refine", "relax", "more_like"):
        words = " ".join(dict.fromkeys([*old.words.split(), *said.words.split()]))
    state = replace(old, wishes=wishes, words=words, seen=frozenset(), focus=0, spoken=())
    if wishes.sort or said.wishes.relative:
        state = replace(state, order=None)
    if found := leanings(said.text):
        kept = () if said.intent == "search" else state.needs
        state = replace(state, needs=tuple(dict.fromkeys((*found, *kept))))
    if said.wishes.relative and old.screen:
        state = replace(state, basis=Basis(_compared_with(scene), said.wishes.relative))
    if said.intent == "search":
        kept = old.photos if scene.new_photo or not old.screen else ()
        state = replace(state, photos=kept, like=None, asked=False, order=None)
        state = replace(state, needs=leanings(said.text))
        state = old.opened(state)
    elif scene.new_photo:
        state = replace(state, like=None)
    if said.intent == "more_like" and scene.items:
        state = replace(state, like=scene.items[0])
    return state


def _of_its_kind(scene: Scene, state: State) -> State:
    """What is like a thing is of its kind, where no other kind is wished for."""
    if "category" in state.wishes.exclude:
        return state
    if "category" in state.wishes.include:
        return _narrowed(scene, state) if scene.new_photo else state
    if state.like is not None and scene.said.intent == "more_like":
        wishes = with_kind(state.wishes, kind_of(state.like.product, scene.vocabulary))
    elif scene.new_photo:
        kind = kind_in(state.photos, scene.assistant.searcher, scene.vocabulary)
        if not scene.said.text and is_another(kind, scene.state.wishes.include.get("category", ())):
            return State(with_kind(Wishes(), kind), photos=state.photos)
        wishes = with_kind(state.wishes, kind)
    else:
        return state
    return replace(state, wishes=wishes)


def _narrowed(scene: Scene, state: State) -> State:
    """A wide kind that was said beside a photo of a narrower one: that one ("a lamp like this")."""
    kind = kind_in(state.photos, scene.assistant.searcher, scene.vocabulary)
    families = Lexicon.load().families["category"]
    if not any(kind in families.get(said, ()) for said in state.kinds):
        return state
    include = {**state.wishes.include, "category": (kind,)}
    return replace(state, wishes=replace(state.wishes, include=include))


def _compared_with(scene: Scene) -> Recommendation:
    """The item that "bigger" is bigger than: the one meant, the one spoken of, or the first; and
    where it takes back what was said before ("heavier" – "no, lighter"), the one of then."""
    state = scene.state
    if scene.items:
        return scene.items[0]
    if state.basis and any(
        state.basis.relative.get(name) not in (None, direction)
        for name, direction in scene.said.wishes.relative.items()
    ):
        return state.basis.item
    return state.screen[max(state.focus - 1, 0)]


def _relative(scene: Scene) -> Wishes | str:
    """ "cheaper", "bigger" as limits next to what is on the screen; a sentence if that fails."""
    wishes = scene.said.wishes
    if not wishes.relative or not scene.state.screen:
        return wishes
    items = scene.items or list(scene.state.screen)
    item = _compared_with(scene)
    for name, direction in wishes.relative.items():
        if name == "price" and (wishes.min_price or wishes.max_price):
            continue  # "too expensive, up to 50": the figure says how much
        if direction in ("same", "other"):
            taken = _taken_over(wishes, item, name, direction, scene.vocabulary)
            if taken is None:
                field = phrases.field_name(name, scene.language)
                return sayings.say(scene.language, "silent", title=item.product.title, field=field)
            wishes = taken
        elif name == "price":
            wishes = _price_limit(wishes, items, direction, scene.assistant.searcher.columns.rates)
        else:
            limit = _size_limit(item, name, direction, compared_fields(scene.said.text))
            if limit is None:
                return sayings.say(scene.language, "silent_size", title=item.product.title)
            wishes = replace(wishes, dimensions=(*wishes.dimensions, limit))
    return wishes


def _taken_over(
    wishes: Wishes, item: Recommendation, facet: str, direction: str, vocabulary: Vocabulary
) -> Wishes | None:
    """With an item's value of a facet wished for, or refused; None where it states none."""
    found = vocabulary.find(normalise(value_of(item, facet)))
    values = tuple(dict.fromkeys(term.value for term in found if term.facet == facet))
    if not values:
        return None
    if direction == "same":
        return replace(wishes, include={**wishes.include, facet: values})
    return replace(wishes, exclude={**wishes.exclude, facet: values})


def _price_limit(
    wishes: Wishes, items: list[Recommendation], direction: str, rates: Rates
) -> Wishes:
    """Below the lowest of the prices, or above the highest, in the currency of that price."""
    prices = [one.offer.price for one in items if one.offer.price]
    if not prices:
        return wishes
    end = (min if direction == "lower" else max)(prices, key=lambda p: worth(p, rates))
    limit = Money(end.minor + (1 if direction == "higher" else -1), end.currency)
    if direction == "lower":
        return replace(wishes, max_price=limit)
    return replace(wishes, min_price=limit)


def _size_limit(
    item: Recommendation, name: str, direction: str, fields: tuple[str, ...]
) -> Dimension | None:
    """A limit just beyond what an item states of what is compared, in the unit people use."""
    facts = Facts(item.offer)
    stated = {m.name: (m.name, m.kind, m.value) for m in reversed(facts.measures)}
    if name == "weight":
        masses = [m for m in stated.values() if m[1] == "mass"]
        found = stated.get(name) or next(iter(masses), None)
    else:
        found = next((stated[one] for one in fields if one in stated), None) or size_of(facts)
    if found is None:
        return None
    up = direction in ("larger", "higher")
    unit, per = next((u, f) for u, f in _UNITS[found[1]] if found[2] >= f or f == 1)
    value = float(f"{found[2] * (1.001 if up else 0.999) / per:.6g}")
    return Dimension(found[0], ">=" if up else "<=", value, unit)


def show(scene: Scene, state: State) -> Outcome:
    """Search for the state's wishes; what a kind that nobody sells asks for only ranks."""
    columns = scene.assistant.searcher.columns
    if not columns.items:
        return Outcome(sayings.say(scene.language, "empty"), scene.state)
    note, state = _known_kind(scene, state)
    found = _find(scene, state)
    if not found:
        return _nearest(scene, state, note)
    seen = frozenset(one.product.product_id for one in found)
    state = replace(state, screen=tuple(found), seen=seen)
    hard = bool(constraints_of(state.wishes).limits)
    total = matches(state.wishes, columns) - (state.like is not None) if hard else None
    if state.wishes.sort == "rating" and all(Facts(one.offer).rating is None for one in found):
        note = sayings.say(scene.language, "no_rating")
    total = max(total, len(found)) if total is not None else None
    change = scene.said.wishes if scene.said.intent == "refine" else Wishes()
    rates = phrases.rates(state.wishes, found, columns, scene.language)
    lead = _order_said(scene, state) or _cheaper_said(scene, state, found)
    note = note or _unread(scene, state, found)
    showing = Showing(found, asked_in(scene, state), total, change, ordered=lead, rates=rates)
    shown = present(scene.assistant.explainer, showing)
    return Outcome([note, *shown], state, total=total)


def _nearest(scene: Scene, state: State, note: str) -> Outcome:
    """Nothing meets every wish: what comes closest, and what it misses."""
    firm, loose = parted(state.wishes)
    if nothing := _ends(scene, state):
        return nothing
    hits = scene.assistant.searcher.search(_query(scene, replace(state, wishes=firm)), WEIGHED)
    hidden = {state.like.product.product_id} if state.like else set()
    judged = [
        (cost(hit.offers[0], missed, scene.said.wishes), rank, hit, missed)
        for rank, hit in enumerate(hits)
        if hit.product.product_id not in hidden
        for missed in [misses(hit.offers[0], loose)]
    ]
    if not judged:
        return _nothing(scene, state)
    best = sorted(judged, key=lambda one: one[:2])[: scene.k]
    worst = best[0][0] + MARGIN
    best = [one for one in best if one[0] <= worst]
    asked = asked_in(scene, state)
    items = scene.assistant.recommended([hit for *_, hit, _ in best], asked)
    found = [replace(item, misses=missed) for item, (*_, missed) in zip(items, best, strict=True)]
    seen = frozenset(one.product.product_id for one in found)
    state = replace(state, screen=tuple(found), seen=seen)
    options = relaxations(state.wishes, scene.assistant.searcher.columns)
    showing = Showing(found, asked, near=True)
    said = present(scene.assistant.explainer, showing)
    return Outcome([note, *said], state, relaxations=options)


def _ends(scene: Scene, state: State) -> Outcome | None:
    """ "cheaper" than the cheapest: the list stays as it is."""
    return _nothing(scene, state) if "price" in scene.said.wishes.relative else None


def _cheaper_said(scene: Scene, state: State, found: Sequence[Recommendation]) -> str:
    """ "Three are cheaper; the best of them is …" after "cheaper"."""
    if scene.said.wishes.relative.get("price") != "lower" or not state.wishes.max_price:
        return ""
    item = phrases.priced(found[0], scene.language)
    return sayings.say(scene.language, "cheaper", item=item)


def _unread(scene: Scene, state: State, found: Sequence[Recommendation]) -> str:
    """Words that describe what is wanted and that nothing shown states: said, never counted."""
    if state.needs or state.photos or scene.said.intent not in ("search", "refine"):
        return ""
    asked = [word for word in Asked(scene.said.words).words if not word.text.isdigit()]
    texts = [f"{Facts(one.offer).everything} {one.offer.category}" for one in found]
    silent = [w.text for w in asked if not any(states(w, text)[0] for text in texts)]
    known = leaning(scene.said.words, ()) or scene.said.wishes.sort
    if not silent or known or len(silent) > MOST_UNREAD:
        return ""
    return sayings.say(scene.language, "unread", words=" ".join(silent))


def _order_said(scene: Scene, state: State) -> str:
    """ "Longest battery: “…” – 44 hours."; "" where no order was asked for in this turn."""
    order, first = state.order, state.screen[0]
    if order is None or not order.said or order.said not in scene.said.text:
        return ""
    value = value_of(first, order.field) or value_of(first, order.field.replace(" ", "_"))
    if not value:
        return sayings.say(scene.language, "order.silent") if order.firm else ""
    item = phrases.priced(first, scene.language)
    said = capital(order.said)
    return sayings.say(scene.language, "order.first", Said=said, item=item, value=value)


def asked_in(scene: Scene, state: State) -> Asked:
    """What reasons are given for."""
    return Asked(state.words, state.wishes, scene.language, state.like is not None)


def _known_kind(scene: Scene, state: State) -> tuple[str, State]:
    """Kinds of things that no product is called by are said to be none; what is akin to them is
    looked for in their place, or else their name is taken as wording."""
    columns = scene.assistant.searcher.columns
    sold = {kind: matches(_kind_alone(kind), columns) > 0 for kind in state.kinds}
    missing = [kind for kind, known in sold.items() if not known]
    if not missing:
        return "", state
    said = [_as_said(kind, scene) for kind in missing]
    note = sayings.say(scene.language, "no_kind", kind=", ".join(said))
    left = tuple(kind for kind, known in sold.items() if known)
    akin = left or _likest(said, _akin(missing), scene)
    if akin:
        include = {**state.wishes.include, "category": akin}
        return note, replace(state, wishes=replace(state.wishes, include=include))
    words = " ".join([*missing, state.words]).strip()
    return note, replace(state, wishes=state.wishes.without("category"), words=words)


def _likest(said: Sequence[str], kinds: Sequence[str], scene: Scene) -> tuple[str, ...]:
    """Of kinds that are sold, the two that are most like what was said."""
    columns = scene.assistant.searcher.columns
    sold = [kind for kind in kinds if matches(_kind_alone(kind), columns)]
    if len(sold) <= MOST_AKIN:
        return tuple(sold)
    encoder = scene.assistant.searcher.encode.encoder
    likeness = encoder.encode_queries(sold) @ encoder.encode_queries([" ".join(said)])[0]
    return tuple(sold[place] for place in np.argsort(-likeness)[:MOST_AKIN])


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
    ways = Lexicon.load().surfaces("category", kind)
    said = [way for way in ways if way in scene.said.text]
    return max(said, key=len, default=kind)


def _nothing(scene: Scene, state: State) -> Outcome:
    """Nothing fits: "cheaper" than the cheapest keeps the screen, all else empties it."""
    said = scene.said.wishes
    price = "" if said.min_price or said.max_price else said.relative.get("price")
    prices = [one.offer.price for one in scene.state.screen if one.offer.price]
    if price and prices:
        rates = scene.assistant.searcher.columns.rates
        end = (min if price == "lower" else max)(prices, key=lambda p: worth(p, rates))
        key = "nothing_cheaper" if price == "lower" else "nothing_dearer"
        return Outcome(sayings.say(scene.language, key, price=str(end)), scene.state)
    options = relaxations(state.wishes, scene.assistant.searcher.columns)
    reply = phrases.nothing(options, scene.language)
    return Outcome(reply, replace(state, screen=()), relaxations=options)


def _find(scene: Scene, state: State, fresh: bool = False) -> list[Recommendation]:
    """The best k for the state's wishes; without the item that others are to be like."""
    hidden = state.seen if fresh else frozenset()
    if state.like is not None:
        hidden = hidden | {state.like.product.product_id}
    query, asked = _query(scene, state), asked_in(scene, state)
    if state.needs and state.order is None:
        return _needed(scene, state, query, hidden)
    if state.order is None:
        return scene.assistant.recommend(query, scene.k, asked=asked, hidden=hidden)
    hits = [
        hit
        for hit in scene.assistant.searcher.search(query, WEIGHED)
        if hit.product.product_id not in hidden and (hit.close or bool(state.kinds))
    ]
    rates = scene.assistant.searcher.columns.rates
    places = ordered([Facts(hit.offers[0]) for hit in hits], state.order, rates)
    return scene.assistant.recommended([hits[n] for n in places[: scene.k]], asked)


def _needed(
    scene: Scene, state: State, query: Query, hidden: frozenset[str]
) -> list[Recommendation]:
    """What goes best with the needs and styles that were spoken of, two of a kind at most while
    no kind was named."""
    hits = scene.assistant.searcher.search(query, WEIGHED)
    if not state.kinds:  # each kind that a need speaks for proposes its own
        for kind in favoured(state.needs)[:MOST_FAVOURED]:
            limits = replace(state.wishes, include={**state.wishes.include, "category": (kind,)})
            own = replace(query, text=f"{kind} {query.text}", constraints=constraints_of(limits))
            hits += scene.assistant.searcher.search(own, PROPOSED)
    known = {hit.product.product_id: hit for hit in reversed(hits)}
    places = {hit.product.product_id: n for n, hit in reversed(list(enumerate(hits)))}
    kept = [hit for one, hit in known.items() if one not in hidden]
    fits = {id(hit): fit(Facts(hit.offers[0]), state.needs) for hit in kept}
    if any(value >= 0 for value in fits.values()):
        kept = [hit for hit in kept if fits[id(hit)] >= 0]
    kept.sort(key=lambda hit: (-fits[id(hit)], places[hit.product.product_id]))
    chosen = kept if state.kinds else varied(kept, scene.vocabulary)
    return scene.assistant.recommended(chosen[: scene.k], asked_in(scene, state))


def _query(scene: Scene, state: State) -> Query:
    """What a state searches for."""
    images = state.photos
    if state.like is not None:
        path = scene.assistant.catalogue.image_path(state.like.product.image)
        images = (decode_image(path),) if state.like.product.image else ()
    text = _ranking_text(scene, state, bool(images))
    return Query(text, images, constraints_of(state.wishes), state.wishes.sort)


def _ranking_text(scene: Scene, state: State, has_image: bool) -> str:
    """The words to rank by. Beside an image only those that limit nothing: limits are met
    anyway, and "green" would draw what is called green away from what looks alike."""
    if has_image:  # "for the couch" says nothing of what the photo shows
        kinds = [t for t in scene.vocabulary.find(state.words) if t.facet == "category"]
        return "".join(
            letter
            for place, letter in enumerate(state.words)
            if not any(term.start <= place < term.end for term in kinds)
        ).strip()
    liked = state.like.product.title if state.like else ""
    return search_text(state.wishes, state.words) or liked or scene.said.text or "product"
