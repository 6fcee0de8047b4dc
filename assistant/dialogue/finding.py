"""From a state to what is shown: what meets it, what is needed, or else what comes nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.advice.ages import too_young
from assistant.advice.near import cost, misses, parted
from assistant.advice.needs import fit
from assistant.advice.ordering import Order, ordered
from assistant.constraints import constraints_of, search_text
from assistant.constraints.price import Price
from assistant.dialogue import phrases, sayings
from assistant.dialogue.colouring import in_colour
from assistant.dialogue.comparatives import compared_with
from assistant.dialogue.fields import value_said
from assistant.dialogue.kinds import kind_of, varied
from assistant.dialogue.merging import LOOKS
from assistant.dialogue.naming import namesakes
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.presenting import Showing, present
from assistant.dialogue.proposing import ideas, is_open, proposed, question
from assistant.dialogue.relaxing import matches, relaxations
from assistant.dialogue.state import State
from assistant.dialogue.unmet import known_kind, missing, unread
from assistant.explain import Asked
from assistant.language import Dimension, Wishes
from assistant.recommendation import Recommendation
from assistant.taste.tasting import POOL
from assistant.understanding.degrees import CALLING, degree
from retrieval.facts import Facts
from retrieval.images import decode_image
from retrieval.photo import Photo
from retrieval.query import Query
from retrieval.search import Hit
from retrieval.words import mentions, plain

BESIDE_PHOTO = 3  # words at most that count beside a photo
WEIGHED = 200  # products that are weighed against each other
VARIANTS = 12  # products of one title that are looked through for one to be shown
MOST_DESCRIBING = 4  # words at most that are looked for in what things state: more are a story
MARGIN = 0.7  # by how much a near miss may be further off than the nearest


def show(scene: Scene, state: State) -> Outcome:
    """Search for the state's wishes; what a kind that nobody sells asks for only ranks."""
    columns = scene.assistant.searcher.columns
    if not columns.items:
        return Outcome(sayings.say(scene.language, "empty"), scene.state)
    note, known = known_kind(scene, state)
    if known is None:
        return replace(missing(scene, note), intent="out_of_scope")
    state = known
    state = replace(state, wishes=state.wishes.within(columns.home))
    found = find(scene, state)
    if not found:
        return _nearest(scene, state, note)
    if _cheaper_is_gone(scene, found) and (nothing := _ends(scene, state)):
        return nothing
    seen = frozenset(one.product.product_id for one in found)
    state = replace(state, screen=tuple(found), seen=seen)
    hard = bool(constraints_of(state.wishes).limits)
    whole = hard and not (state.words or state.needs)  # what only ranks is met by no known number
    total = matches(state.wishes, columns) - (state.like is not None) if whole else None
    if state.age is not None and all(too_young(state.age, Facts(one.offer)) for one in found):
        note = sayings.say(scene.language, "age.older")
    if state.wishes.sort == "rating" and all(Facts(one.offer).rating is None for one in found):
        note = sayings.say(scene.language, "no_rating")
    if total is not None:  # where not all that fit suit, those that do are counted
        total = max(total, len(found)) if len(found) == scene.k else len(found)
    change = scene.said.wishes if scene.said.intent == "refine" else Wishes()
    change = change.within(Price.of(state.wishes).currency)
    left = {facet: v for facet, v in change.include.items() if facet in state.wishes.include}
    change = replace(change, include=left)  # what only ranks is not said to be met
    rates = phrases.rates(state.wishes, found, columns, scene.language)
    lead = _order_said(scene, state) or _cheaper_said(scene, state, found)
    lead = lead or ideas(found, scene, state)
    silent = unread(scene, state, found)
    note = note or silent
    showing = Showing(
        found, asked_in(scene, state), total, change, lead,
        mixed=is_open(state), rates=rates, unread=bool(silent) and note == silent,
    )  # fmt: skip
    shown = present(scene.assistant.explainer, showing)
    if asked := question(scene, state):
        state = replace(state, asked=True)
    return Outcome([note, *shown, asked], state, total=total, question=bool(asked))


def asked_in(scene: Scene, state: State) -> Asked:
    """What reasons are given for."""
    turned = bool(state.words) and not scene.new_photo
    looks = not (turned or changes_looks(state.wishes) or state.hue)
    alike = state.like is not None
    selves = state.selves or scene.state.selves
    before = scene.state.wishes.dimensions
    just = frozenset(one.name or "" for one in state.wishes.dimensions if one not in before)
    return Asked(state.words, state.wishes, scene.language, alike, looks, selves, just)


_SAME_LOOKS = ("category", "shop", "brand")
"""Facets that say nothing of how a thing looks."""


def changes_looks(wishes: Wishes) -> bool:
    """Whether things are to look or to measure otherwise in something, so that likeness to a photo
    says little."""
    facets = {*wishes.include, *wishes.exclude} - {*_SAME_LOOKS}
    return bool(facets or wishes.attributes or wishes.dimensions)


def find(scene: Scene, state: State, fresh: bool = False, k: int = 0) -> list[Recommendation]:
    """The best k for the state's wishes, without the item that others are to be like; what may be
    had now before what may not, unless an order was asked for or a photo decides it."""
    hits = (_tasted if scene.tasting else _hits)(scene, state, fresh, k or scene.k)
    firm = state.order is not None and state.order.firm
    if not (firm or state.wishes.sort or state.photos or state.hue):
        hits = sorted(hits, key=lambda hit: 0 if hit.exact else hit.offers[0].wait)
    found = scene.assistant.recommended(hits, asked_in(scene, state))
    return scene.tasting.noted(found) if scene.tasting else found


def _tasted(scene: Scene, state: State, fresh: bool, k: int) -> list[Hit]:
    """As `_hits`, as the shopper's taste has them; what something else orders stays so ordered."""
    assert scene.tasting is not None
    plain = _hits(scene, state, fresh, k)
    shown = {hit.product.product_id for hit in plain}
    pool = _hits(scene, state, fresh, max(POOL, k))
    hits = [*plain, *(hit for hit in pool if hit.product.product_id not in shown)]
    ordered_by = state.order or state.wishes.sort or state.hue or state.needs
    firm = bool(ordered_by or state.wishes.exclude.get("words"))
    return scene.tasting.screen(hits, k, state.wishes, range(len(hits)) if firm else ())


def _itself(scene: Scene) -> frozenset[str]:
    """What others are to be lighter or bigger than, which is no answer, whatever another shop may
    state of it."""
    sized = {"size", "weight"} & set(scene.said.wishes.relative)
    if not sized or not scene.state.screen or scene.said.intent == "search":
        return frozenset()
    return frozenset({compared_with(scene).product.product_id})


def _hits(scene: Scene, state: State, fresh: bool, k: int) -> list[Hit]:
    hidden = state.seen if fresh else frozenset()
    sought = scene.pictured is not None and "has_it" not in scene.cues  # what a photo shows
    if state.like is not None and not sought:
        hidden = hidden | {state.like.product.product_id}
    hidden |= _unsuited(scene, state) | state.crossed | _itself(scene)
    query, searcher = _query(scene, state), scene.assistant.searcher
    ranked = state.order is not None or state.hue is not None
    refused = state.wishes.exclude.get("words", ())
    if state.needs and not ranked:
        return _needed(scene, state, query, hidden, k)
    firm = state.hue is not None or (state.order is not None and state.order.firm)
    words = [one for one in state.words.split() if not degree(one, CALLING)]
    described = () if state.photos or firm else words[: MOST_DESCRIBING + 1]
    many = ranked or bool(refused or described)
    wide = WEIGHED if many else VARIANTS * k + len(hidden)
    hits = searcher.search(query, k + len(hidden) if state.photos and not many else wide)
    hits = [hit for hit in hits if hit.product.product_id not in hidden]
    if not (ranked or state.wishes.sort or state.photos) and namesakes(scene, state.kinds):
        hits.sort(key=lambda hit: kind_of(hit.product, scene.vocabulary) not in state.kinds)
    if ranked:
        hits = [hit for hit in hits if hit.close or bool(state.kinds)]
    if state.order is not None:
        facts = [Facts(hit.offers[0]) for hit in hits]
        hits = [hits[n] for n in ordered(facts, state.order, searcher.columns.rates)]
    elif state.hue is not None:
        hits = in_colour(hits, state.hue)
    elif refused:
        hits = _without(hits, refused)
    if state.kinds and len(described) <= MOST_DESCRIBING:
        hits = _stating(hits, described)
    return hits[:k] if state.photos else distinct(hits, k)


def distinct(hits: Sequence[Hit], k: int) -> list[Hit]:
    """The first k hits, of those with one title (a thing in several colours) one before the
    others come; in their order."""
    by_title = {hit.product.title: n for n, hit in reversed(list(enumerate(hits)))}
    first = sorted(by_title.values())[:k]
    rest = [n for n in range(len(hits)) if n not in first]
    return [hits[n] for n in sorted([*first, *rest[: k - len(first)]])]


def _unsuited(scene: Scene, state: State) -> frozenset[str]:
    """Products for somebody older than the one they are for."""
    if state.age is None:
        return frozenset()
    searcher = scene.assistant.searcher
    ids, columns = searcher.generation.ids, searcher.columns
    fits = columns.fits(constraints_of(state.wishes)).tolist()
    rows = list(zip(columns.row.tolist(), columns.facts, fits, strict=True))
    unsuited = frozenset(ids[row] for row, facts, _ in rows if too_young(state.age, facts))
    left = {ids[row] for row, _, fit in rows if fit} - unsuited
    return unsuited if left else frozenset()


def _without(hits: Sequence[Hit], refused: Sequence[str]) -> list[Hit]:
    """What says that it is without what was refused comes before what is silent."""

    def silent(hit: Hit) -> bool:
        text = Facts(hit.offers[0]).everything
        return not any(mentions(text, plain(word)) for word in refused)

    return sorted(hits, key=silent)


def _stating(hits: Sequence[Hit], words: Sequence[str]) -> list[Hit]:
    """What states more of the words that describe what is wanted comes before what states less, in
    its old order, where the words tell some from others."""
    texts = [[Facts(offer).everything for offer in hit.product.offers] for hit in hits]
    said = [[any(mentions(text, plain(word)) for text in one) for word in words] for one in texts]
    places = sorted(range(len(hits)), key=lambda n: -sum(said[n]))
    return [hits[n] for n in places]


def _needed(scene: Scene, state: State, query: Query, hidden: frozenset[str], k: int) -> list[Hit]:
    """What the needs that were spoken of propose where they alone say what is wanted; else what is
    like the words and goes best with the needs and styles."""
    searcher = scene.assistant.searcher
    hits = proposed(searcher, scene.vocabulary, state, query) if is_open(state) else []
    hits = [hit for hit in hits if hit.product.product_id not in hidden]
    if hits:
        return distinct(hits, k)
    kept = [h for h in searcher.search(query, WEIGHED) if h.product.product_id not in hidden]
    fits = {id(hit): fit(Facts(hit.offers[0]), state.needs) for hit in kept}
    if any(value >= 0 for value in fits.values()):
        kept = [hit for hit in kept if fits[id(hit)] >= 0]
    kept.sort(key=lambda hit: -fits[id(hit)])
    return distinct(kept if state.kinds else varied(kept, scene.vocabulary), k)


def _query(scene: Scene, state: State) -> Query:
    """What a state searches for."""
    images, reading = state.photos, state.reading if state.photos else None
    if state.like is not None:
        path = scene.assistant.catalogue.image_path(state.like.product.image)
        images = (Photo(decode_image(path)),) if state.like.product.image else ()
        reading = None
    text = _ranking_text(scene, state, bool(images))
    sort = state.wishes.sort
    everything = bool(sort) and not (state.words or images or state.wishes.include)
    wishes, place = state.wishes, state.place
    near = place.point if place and wishes.near else None
    limits = constraints_of(wishes)
    return Query(text, images, limits, sort, everything, reading, near, placed=place is not None)


def _ranking_text(scene: Scene, state: State, has_image: bool) -> str:
    """The words to rank by. Beside an image only those that limit nothing: limits are met
    anyway, and "green" would draw what is called green away from what looks alike."""
    if has_image:  # a story about it says nothing of what the photo shows
        kinds = scene.vocabulary.named(state.words)
        return state.words if not kinds and len(state.words.split()) <= BESIDE_PHOTO else ""
    liked = state.like.product.title if state.like else ""
    said = scene.said
    if said.intent == "search" and said.own_words:
        return said.own_words  # in the shopper's own words and their order
    return search_text(state.wishes, state.words) or liked or scene.said.text or "product"


def _nearest(scene: Scene, state: State, note: str) -> Outcome:
    """Nothing meets every wish: what comes closest, and what it misses."""
    wider, loose = parted(state.wishes)
    if nothing := _ends(scene, state):
        return nothing
    searcher = scene.assistant.searcher
    searches = (_query(scene, replace(state, wishes=one)) for one in wider)
    hits = next(filter(None, (searcher.search(one, WEIGHED) for one in searches)), [])
    rates = searcher.columns.rates
    hidden = state.crossed | ({state.like.product.product_id} if state.like else set())
    if scene.said.wishes.relative and scene.state.screen:  # it is no more than itself
        hidden |= {compared_with(scene).product.product_id}
    judged = [
        (cost(hit.offers[0], missed, scene.said.wishes, rates), rank, hit, missed)
        for rank, hit in enumerate(hits)
        if hit.product.product_id not in hidden
        for missed in [misses(hit.offers[0], loose, rates)]
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
    budget = Wishes().having([Price.of(state.wishes)])
    showing = Showing(found, asked, change=budget, near=True)
    said = present(scene.assistant.explainer, showing)
    return Outcome([note, *said], state, relaxations=options)


def _ends(scene: Scene, state: State) -> Outcome | None:
    """ "Cheaper" than the cheapest, "bigger" than the biggest: the limit that nothing can meet is
    none, and which item is the last one is said."""
    said, before = scene.said.wishes, scene.state.wishes.include
    new = {facet: values for facet, values in said.include.items() if values != before.get(facet)}
    besides = replace(said, relative={}, drop=(), include=new)
    if not said.relative or not scene.state.screen or besides:
        return None
    limits = [one for one in state.wishes.dimensions if one not in scene.state.wishes.dimensions]
    firm = parted(state.wishes.without("dimensions") if limits else state.wishes)[0][0]
    beyond = replace(firm, dimensions=tuple(limits))
    others = matches(beyond, scene.assistant.searcher.columns) - _meets(scene, limits)
    if limits and others > 0:
        return None  # there is more of it, in another colour
    if "price" in said.relative and matches(firm.without(*LOOKS), scene.assistant.searcher.columns):
        return None  # there are cheaper ones of another colour
    if "price" in said.relative:
        return _end_of(scene, "price", said.relative["price"] == "higher")
    if len(limits) == 1 and limits[0].name and len(limits[0].op) == 1:
        return _end_of(scene, limits[0].name, limits[0].op == ">")
    return None


def _meets(scene: Scene, limits: Sequence[Dimension]) -> bool:
    """Whether what others are to go beyond goes beyond itself, as another shop measures it."""
    every = constraints_of(Wishes(dimensions=tuple(limits))).limits
    offers = map(Facts, compared_with(scene).product.offers)
    return any(all(one.admits(facts) for one in every) for facts in offers)


def _cheaper_is_gone(scene: Scene, found: Sequence[Recommendation]) -> bool:
    """Whether what is shown costs less at shops alone that have sold it out, and nothing else
    does."""
    cheaper = scene.said.wishes.relative.get("price") == "lower"
    shown = {one.product.product_id for one in scene.state.screen if one.offer.wait == 0}
    return cheaper and all(one.offer.wait > 0 and one.product.product_id in shown for one in found)


def _end_of(scene: Scene, field: str, up: bool) -> Outcome | None:
    """The item of the list in force that has the most or the least of something comes first; where
    any may be had now, such a one."""
    state = replace(scene.state, order=Order(field, up, firm=True))
    now = replace(state, wishes=replace(state.wishes, in_stock=True))
    plainly = replace(scene, said=replace(scene.said, wishes=Wishes()))  # itself may be the last
    found = find(plainly, now, k=1) or find(plainly, state, k=1)
    value = value_said(found[0], field, scene.language) if found else ""
    if not value:
        return None
    item = phrases.priced(found[0], scene.language)
    key = "end.price" if field == "price" else "end"
    key = f"{key}.{'more' if up else 'less'}"
    if key == "end.price.less" and found[0].offer.wait == 0:
        key = "end.price.less.now"
    name = phrases.field_name(field, scene.language)
    said = sayings.say(scene.language, key, item=item, value=value, name=name)
    others = [one for one in scene.state.screen if one.product != found[0].product]
    screen = (found[0], *others)[: max(len(scene.state.screen), 1)]
    return Outcome(said, replace(scene.state, screen=screen, focus=1, spoken=()))


def _nothing(scene: Scene, state: State) -> Outcome:
    """Nothing comes close: what to give up."""
    options = relaxations(state.wishes, scene.assistant.searcher.columns)
    reply = phrases.nothing(options, scene.language)
    return Outcome(reply, replace(state, screen=()), relaxations=options)


def _order_said(scene: Scene, state: State) -> str:
    """ "Longest battery: “…” – 44 hours."; "" where no order was asked for in this turn."""
    order, first = state.order, state.screen[0]
    words = order.said.split() if order else []
    if order is None or not words or not all(word in scene.said.text for word in words):
        return ""
    if order.field == "price" and not order.firm:
        return ""  # the price is told anyway
    fields = (order.field, order.field.replace(" ", "_"))
    value = next(filter(None, (value_said(first, one, scene.language) for one in fields)), "")
    if not value:
        return sayings.say(scene.language, "order.silent") if order.firm else ""
    item = phrases.priced(first, scene.language)
    return sayings.say(scene.language, "order.first", said=order.said, item=item, value=value)


def _cheaper_said(scene: Scene, state: State, found: Sequence[Recommendation]) -> str:
    """ "Three are cheaper; the best of them is …" after "cheaper"."""
    if scene.said.wishes.relative.get("price") != "lower" or not state.wishes.max_price:
        return ""
    item = phrases.priced(found[0], scene.language)
    return sayings.say(scene.language, "cheaper", item=item)
