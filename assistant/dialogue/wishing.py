"""Turns that wish for something: search, refine, relax, more like an item, more results."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.advice.ages import age_in, whom
from assistant.advice.figures import Figure
from assistant.advice.needs import Leaning, favoured, leanings, liked, shade, shaded
from assistant.advice.ordering import (
    Order,
    compared_fields,
    leaning,
    read_order,
    stated_figures,
)
from assistant.advice.superlatives import EXTENTS, worth
from assistant.constraints.price import Price
from assistant.dialogue import sayings
from assistant.dialogue.colouring import as_pictured, colour_said, coloured
from assistant.dialogue.comparatives import compared, compared_with, is_why, of_another_kind
from assistant.dialogue.finding import asked_in, find, show
from assistant.dialogue.kinds import OF_A_KIND, is_another, kind_of, kind_of_offer, with_kind
from assistant.dialogue.likening import with_the_same
from assistant.dialogue.merging import LOOKS, beside_photo, merge
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.pictured import Pictured
from assistant.dialogue.presenting import Showing, present
from assistant.dialogue.questions import answer
from assistant.dialogue.relaxing import matches
from assistant.dialogue.state import Basis, State
from assistant.dialogue.totals import cost_of
from assistant.dialogue.unmet import alike_facts, alike_stating, refused_by_value
from assistant.language import Vocabulary, Wishes
from assistant.language.gate import without
from assistant.language.talk_phrases import out_of_scope
from assistant.language.understanding import SEARCHED
from assistant.lexicon import Lexicon
from assistant.understanding.degrees import CALLING, degree
from assistant.understanding.fields import CLEARLY, LIKELY, fields
from assistant.understanding.frames.schema import Frame, Span
from retrieval.facts import FEED_NAMES, Facts, facet_of
from retrieval.money import Money
from retrieval.words import mentions


def wish(scene: Scene) -> Outcome:
    """Search, refine, relax, more_like: new wishes, a new screen."""
    if _points_nowhere(scene):
        return Outcome(sayings.say(scene.language, "unresolved"), scene.state)
    if nothing := _nothing_like(scene):
        return nothing
    scene, hue = coloured(_of_shade(scene))
    scene = replace(scene, said=replace(scene.said, wishes=as_pictured(scene)))
    scene = _for_all(_beside_photo(scene))
    limited = compared(scene)
    if isinstance(limited, str):
        return Outcome(limited, scene.state)
    scene, unsized = _without_sizes(scene, limited)
    state = _of_its_kind(scene, _changed(scene, limited))
    if hue is not None:
        state = replace(state, hue=hue, photos=(), reading=None)
    state = refused_by_value(scene, _of_stated(scene, state))
    state = replace(_cheapest_instead(scene, state), quantity=_wanted(scene))
    outcome = show(scene, _in_order(scene, _carried(scene, state)))
    said = [outcome.reply] if isinstance(outcome.reply, str) else outcome.reply
    told, figures = _asked_besides(scene, outcome)
    note = colour_said(scene, state) if hue else ""
    lines = [unsized, note, *told, *said]
    return replace(outcome, reply=lines, figures=(*outcome.figures, *figures))


def _cheapest_instead(scene: Scene, state: State) -> State:
    """ "In oak, and cheaper" where nothing in oak is cheaper than all that is shown: the cheapest
    of those in oak."""
    said = scene.said.wishes
    besides = said.include or said.exclude or said.dimensions or said.in_stock
    columns = scene.assistant.searcher.columns
    if said.relative.get("price") != "lower" or not besides or matches(state.wishes, columns):
        return state
    price = compared_with(scene).offer.price
    below = Money(price.minor - 1, price.currency) if price else None  # cheaper than that one
    for limit in (below, scene.state.wishes.max_price):
        eased = replace(state.wishes, max_price=limit, sort="price_asc")
        if matches(eased, columns):
            return replace(state, wishes=eased)
    return state


def _without_sizes(scene: Scene, limited: Wishes) -> tuple[Scene, str]:
    """ "Something lighter" than what states no weight: the words rank, and that is said."""
    said = scene.said
    sized = {"size", "weight"} & set(said.wishes.relative)
    sized = sized if not is_why(scene) else set()
    if not sized or not scene.state.screen or limited.dimensions or said.intent == "search":
        return scene, ""
    words = " ".join([said.words, *said.frame.texts("relative")]).strip()
    title = compared_with(scene).named(scene.language)
    note = sayings.say(scene.language, "silent_size", title=title)
    return replace(scene, said=replace(said, words=words)), note


def _wanted(scene: Scene) -> int:
    """How many are wanted: what was said of one kind of thing says nothing of another."""
    before = scene.state.quantity if scene.said.intent != "search" else 0
    return scene.said.wishes.quantity or before


def _nothing_like(scene: Scene) -> Outcome | None:
    """A photo of what is not sold here, whatever is said beside it, unless that names something
    else; it is forgotten, and what was shown stays."""
    seen = scene.pictured
    if seen is None or seen.item or scene.said.wishes.include.get("category"):
        return None
    if not scene.assistant.searcher.columns.items:
        return None
    said = sayings.say(scene.language, "photo.nothing")
    state = replace(scene.state, pictured=replace(seen, photos=()))
    return Outcome(said, state, intent="out_of_scope")


def _beside_photo(scene: Scene) -> Scene:
    """What is to be cheaper or smaller than the thing in a new photo, or the same in something, is
    compared with what is sold that looks most like it; who has that already wants another."""
    if scene.pictured is None or scene.pictured.item is None:
        return scene
    seen = replace(scene.state, screen=(scene.pictured.item,), focus=1)
    beside = replace(scene, state=seen, resolved=(1,))
    said = with_the_same(beside)
    another = said.wishes.relative or "has_it" in scene.cues
    return replace(beside if another else scene, said=said)


def _of_stated(scene: Scene, state: State) -> State:
    """A value of an attribute that none of the things wished for states only ranks."""
    state = _otherwise_stated(scene, state)
    state = _unsized(scene, _of_parts(scene, _of_stated_sizes(scene, state)))
    if not state.wishes.attributes:
        return state
    alike = alike_facts(scene, state)
    silent = {
        name: values
        for name, values in state.wishes.attributes.items()
        if alike and not any(v in one.attributes.get(name, "") for one in alike for v in values)
    }
    if not silent:
        return state
    kept = {n: v for n, v in state.wishes.attributes.items() if n not in silent}
    words = " ".join([state.words, *(value for values in silent.values() for value in values)])
    return replace(state, wishes=replace(state.wishes, attributes=kept), words=words.strip())


def _otherwise_stated(scene: Scene, state: State) -> State:
    """ "A lavender candle" of candles that state a scent of lavender: an attribute whose other
    values are no colours, nor what things are made of, is meant."""
    include = dict(state.wishes.include)
    said = {f: v for f, v in scene.said.wishes.include.items() if f in ("colour", "material")}
    if not said or not state.kinds or _IN_COLOUR.search(scene.said.text):
        return state
    alike = alike_facts(scene, state)
    attributes = dict(state.wishes.attributes)
    for facet, values in said.items():
        if (name := _stating_attribute(alike, values, scene.vocabulary)) and facet in include:
            attributes[name] = include.pop(facet)
    wishes = replace(state.wishes, include=include, attributes=attributes)
    return replace(state, wishes=wishes)


_IN_COLOUR = re.compile(r"colou?r|色")


def _stating_attribute(
    alike: Sequence[Facts], values: Sequence[str], vocabulary: Vocabulary
) -> str:
    """The attribute of which things state one of the values, and mostly such as no facet has."""
    stated: dict[str, set[str]] = {}
    for one in alike:
        for name, value in one.attributes.items():
            if not facet_of(name) and name not in FEED_NAMES:
                stated.setdefault(name, set()).add(value)
    for name, found in stated.items():
        plainly = [value for value in found if not vocabulary.phrases.get(value)]
        if found & set(values) and 2 * len(plainly) > len(found):
            return name
    return ""


def _of_stated_sizes(scene: Scene, state: State) -> State:
    """A size that none of the things wished for states by that name may be any of theirs: how long
    a chair is that states its width and its depth."""
    said = [one for one in scene.said.wishes.dimensions if one.name in EXTENTS]
    if not said or not state.kinds:
        return state
    stated = {m.name for one in alike_facts(scene, state) for m in one.measures}
    kept = tuple(
        replace(one, name=None) if one in said and stated and one.name not in stated else one
        for one in state.wishes.dimensions
    )
    return replace(state, wishes=replace(state.wishes, dimensions=kept))


def _unsized(scene: Scene, state: State) -> State:
    """ "A keyboard, black, small": of things that come in no sizes it says how large they are."""
    sizes = scene.said.wishes.include.get("size")
    if not sizes or "size" not in state.wishes.include or not state.kinds:
        return state
    if any(one.fields.get("size") for one in alike_facts(scene, state)):
        return state
    return replace(state, wishes=state.wishes.without("size"))


def _of_parts(scene: Scene, state: State) -> State:
    """What none of the things wished for is, but some are said to have ("dotted pages"), ranks."""
    columns = scene.assistant.searcher.columns
    for facet, values in scene.said.wishes.include.items():
        if facet not in LOOKS or not state.kinds or facet not in state.wishes.include:
            continue
        kind_so = Wishes(include={"category": state.kinds, facet: values})
        if matches(state.wishes, columns) or matches(kind_so, columns):
            continue
        if not matches(state.wishes.without(facet), columns):
            continue
        spoken = [one.everything for one in alike_facts(scene, state)]
        ways = [way for value in values for way in Lexicon.load().surfaces(facet, value)]
        if any(mentions(text, way) for text in spoken for way in ways):
            words = " ".join([*values, state.words]).strip()
            state = replace(state, wishes=state.wishes.without(facet), words=words)
    return state


def _asked_besides(scene: Scene, outcome: Outcome) -> tuple[list[str], tuple[Figure, ...]]:
    """What a wish asks about what it finds: "what brand is this" with a photo, "a little train,
    are those suitable", "six of them"."""
    screen, said = outcome.state.screen, scene.said
    if not screen or (scene.state.screen and outcome.state.screen == scene.state.screen):
        kind = out_of_scope(said.text) if screen else ""
        return [sayings.say(scene.language, f"out_of_scope.{kind}")] if kind else [], ()
    if said.frame.does("ask_item") and said.frame.of("question"):
        of_first = replace(scene, state=outcome.state, resolved=(1,), pictured=None)
        told = answer(of_first)
        return told.sentences, told.figures
    kind = out_of_scope(said.text)
    if kind and kind != "world":  # what is shown is answer enough
        return [sayings.say(scene.language, f"out_of_scope.{kind}")], ()
    wishes = outcome.state.wishes
    if wishes.pieces > 1 and wishes.max_price:
        return cost_of(scene, screen[0], wishes.pieces, wishes.max_price)
    if said.wishes.quantity > 1 and said.intent == "search":
        return cost_of(scene, screen[0], said.wishes.quantity)
    return [], ()


def _for_all(scene: Scene) -> Scene:
    """ "Six of them, 900 altogether": a limit that is for so many pieces, or said to be for one."""
    said, wishes = scene.said, scene.said.wishes
    before = scene.state.wishes.pieces if said.intent != "search" else 0
    pieces = wishes.quantity or (scene.state.quantity if said.intent != "search" else 0)
    if any(wishes.price_range):
        joint = "joint" in scene.cues or before > 1 or _beyond_one(scene)
        each = "each" in scene.cues
        pieces = 1 if each else pieces if joint and pieces > 1 else 0
        return replace(scene, said=replace(said, wishes=replace(wishes, pieces=pieces)))
    if before > 1 and wishes.quantity > 1:  # "make it eight"
        limits = replace(Price.of(scene.state.wishes), pieces=wishes.quantity)
        return replace(scene, said=replace(said, wishes=wishes.having([limits])))
    return scene


def _beyond_one(scene: Scene) -> bool:
    """Whether a limit after a sum was reckoned is for all of them: one of them would be far within
    it."""
    limit, spoken = scene.said.wishes.max_price, scene.state.group
    if limit is None or scene.state.quantity < 2 or len(spoken) != 1 or not spoken[0].offer.price:
        return False
    price, rates = spoken[0].offer.price, scene.assistant.searcher.columns.rates
    said = limit if limit.currency else Money(limit.minor, price.currency)
    return worth(said, rates) > worth(price, rates)


def _carried(scene: Scene, state: State) -> State:
    """A new topic keeps the budget and the recipient of the one before, where anything of the new
    kind is within them."""
    old, new = scene.state.wishes, state.wishes
    if scene.new_photo or scene.said.intent != "search":
        return state
    if not scene.state.earlier + scene.state.screen:
        return state
    if not new.price_range[0] and not new.price_range[1]:
        compared_by = scene.state.basis.limits if scene.state.basis else Wishes()
        if old.max_price and old.max_price == compared_by.max_price:
            old = replace(old, max_price=None)  # "cheaper" than another thing says nothing of it
        if old.min_price and old.min_price == compared_by.min_price:
            old = replace(old, min_price=None)
        kept = new.having([Price.of(old)])  # a sum for several of another thing says nothing of it
        if old.pieces < 2 and kept != new and matches(kept, scene.assistant.searcher.columns):
            new = kept
    if not new.audience and old.audience:
        new = replace(new, audience=old.audience)
    return replace(state, wishes=new)


def _in_order(scene: Scene, state: State) -> State:
    """With the order that the utterance asks for or leans to; a price order is a wish."""
    if scene.said.wishes.sort:
        return replace(state, order=None)
    order = _next_in_size(scene, state) or asked_order(scene, state) or _leaning(scene, state)
    if order is None:
        return state
    return ordered_by(order, replace(state, wishes=replace(state.wishes, sort="")))


_NEXT = re.compile(
    r"\bnext\b.{0,12}\b(?:up|down|size|bigger|larger|smaller|heavier|lighter|taller|longer)\b"
    r"|\b(?:one|a) (?:size|step|notch) (?:up|down|bigger|smaller)\b|[大小]一号|下一个尺寸"
)
"""Wants what comes next in size, and not any that is bigger."""


def _next_in_size(scene: Scene, state: State) -> Order | None:
    """What is next to the item that is compared with, in what it was compared by."""
    new = [one for one in state.wishes.dimensions if one.op in ("<", ">")]
    if not new or not scene.said.wishes.relative or not _NEXT.search(scene.said.text):
        return None
    return Order(new[-1].name or "size", new[-1].op == "<", firm=False)


def _leaning(scene: Scene, state: State) -> Order | None:
    """ "A bowl, rather a big one" with nothing to be bigger than: the big ones first, by what the
    adjective goes by where that is stated ("a thicker mat")."""
    if scene.said.intent != "search":
        return None
    if scene.items and not of_another_kind(scene, scene.items[0]):
        return None
    for name, direction in scene.said.wishes.relative.items():
        if name in ("size", "weight") and direction in ("larger", "higher", "smaller", "lower"):
            stated = stated_figures(alike_facts(scene, state))
            said = compared_fields(" ".join(scene.said.frame.texts("relative")) or scene.said.text)
            field = next((one for one in said if one in stated), name)
            return Order(field, direction in ("larger", "higher"), False, "")
    return None


def ordered_by(order: Order, state: State) -> State:
    """The state in an order; the most of something is looked for beyond what it was to be about:
    "27 inch" – "the biggest you have"."""
    wishes = state.wishes
    if order.firm:
        kept = [d for d in wishes.dimensions if d.op != "~=" or not _goes_by(order, d.name or "")]
        wishes = replace(wishes, dimensions=tuple(kept))
    return replace(state, order=order, wishes=wishes)


def _goes_by(order: Order, name: str) -> bool:
    return order.field == name or (
        order.field == "size" and name in ("", "capacity", "screen", *EXTENTS)
    )


def asked_order(scene: Scene, state: State) -> Order | None:
    """The order that the words ask for, by what the things wished for state in figures."""
    stated = stated_figures(alike_facts(scene, state))
    said = scene.said
    text = _besides_kinds(scene)
    found = read_order(text, stated) or _order_of(said.frame, stated)
    if found is None and said.intent == "search" and not _shades_of_materials(scene):
        denied = [said.text[: one.end] for one in said.frame.of("refused")[:1]]  # "not a giant"
        words = [said.words, state.words, *said.frame.texts("relative", "style"), *denied]
        found = leaning(" ".join(words), stated)
        priced = leaning(said.text, ())
        found = found or _by_degree(said.text, stated, ("more",))
        if found is None and priced is not None and priced.field == "price":
            found = priced
        style = " ".join(said.frame.texts("relative", "style", "trait", "limit"))
        cheap = None if found else degree(style, CALLING)  # "not too expensive"
        if cheap and "price" in cheap[0]:
            found = Order("price", cheap[1], False)
    if found is None and (enough := _ENOUGH.search(said.text)):
        found = _by_degree(enough[0], stated, CALLING)
    if found is None and said.intent in ("refine", "search") and not _shades_of_materials(scene):
        found = _by_degree(" ".join(said.frame.texts("trait", "style")), stated, CALLING)
    return found


_ENOUGH = re.compile(
    r"\b(?:big|large|wide|long|tall|deep|thick|roomy)(?= enough\b| one\b)|够[大宽长高深厚]"
)
"""Says that there should be much of it: "big enough for two", "it needs to be a long one"."""


def _by_degree(text: str, stated: Sequence[str], forms: tuple[str, ...]) -> Order | None:
    """ "A thicker one", 厚一点的 with nothing to be thicker than; "light and easy to lift"."""
    clauses = (degree(one, forms) for one in re.split(r"[\s,，。;；]", text))
    found = next(filter(None, clauses), None)
    fields = found[0] if found else ()
    names = (name for of in fields for name in stated if of in name.split())
    field = next(names, "size" if "size" in fields else "")
    return Order(field, bool(found and found[1]), False, "") if field else None


def _besides_kinds(scene: Scene) -> str:
    """What was said without the kinds of things in it: "the widest chest of drawers" does not go
    by drawers."""
    kinds = [one for one in scene.vocabulary.find(scene.said.text) if one.facet == "category"]
    return without(scene.said.text, [Span(t.start, t.end, "", "", 1.0) for t in kinds])


def _order_of(frame: Frame, stated: Sequence[str]) -> Order | None:
    """The order by an attribute that shops call otherwise: "that burns for ages" goes by the burn
    time."""
    for span in frame.of("superlative", "trait", "style"):
        found = degree(span.text)
        if found is None or len(stated) < 2 or _BOUNDS.match(span.text):
            continue
        (best, likeness), (_, second) = fields().ranked(span.text, stated)[:2]
        if likeness >= LIKELY and likeness - second >= CLEARLY:
            return Order(best, found[1], span.role == "superlative", span.text)
    return None


_BOUNDS = re.compile(r"(?:no|not|nothing)\b|[不别没]")
"""Bounds a size, and orders by none: "no wider"."""


def research(scene: Scene) -> Outcome:
    """Search anew for what is in force; nothing was said that changes it."""
    return show(scene, scene.state)


def more(scene: Scene) -> Outcome:
    """Further results of the wish in force."""
    found = find(scene, scene.state, fresh=True)
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
    goes_on = said.intent in ("refine", "relax", "more_like") and not scene.new_photo
    limits = replace(wishes, relative={}, drop=())
    wishes = _merged(scene, wishes)
    words = said.words
    if scene.pictured and not said.frame.of(*SEARCHED):
        words = ""  # a story about a photo says nothing of what it shows
    if shades := _bare_shades(scene):  # they rank by colours, and by no title
        words = " ".join(one for one in words.split() if one not in shades)
    if goes_on:
        words = " ".join(dict.fromkeys([*said.words.split(), *old.words.split()]))
    people = said.frame.texts("recipient")
    told = [*people, said.text] if people else []
    ages = [age for text in told if (age := age_in(text)) is not None]
    needs = _needs(scene, wishes, f"{said.text} {whom(ages[0])}" if ages else said.text)
    state = replace(old, wishes=wishes, words=words, seen=frozenset(), focus=0, spoken=())
    if ages:
        state = replace(state, age=ages[0])
    if wishes.sort or said.wishes.relative:
        state = replace(state, order=None)
    if needs:
        if state.order and not state.order.firm:
            state = replace(state, order=None)
        before = () if said.intent == "search" else state.needs
        state = replace(state, needs=tuple(dict.fromkeys((*needs, *before))))
    if scene.pictured or said.intent == "search" or "colour" in wishes.include:
        state = replace(state, hue=None)
    if scene.pictured:
        state = old.opened(_seeing(scene.pictured, state, needs))
    elif said.intent == "search":
        kept = () if old.screen else old.photos
        state = replace(state, photos=kept, like=None, asked=False, order=None)
        state = replace(state, budget=None, parts=(), part=-1)
        state = old.opened(replace(state, needs=needs))
    if said.wishes.relative and (scene.items or old.screen):
        state = replace(state, basis=Basis(compared_with(scene), said.wishes.relative, limits))
    if scene.items and (said.intent == "more_like" or scene.new_photo):
        state = replace(state, like=scene.items[0])
    return state


def _needs(scene: Scene, wishes: Wishes, text: str) -> tuple[Leaning, ...]:
    """The needs and styles that a text speaks of; of a kind that is named only colours say more."""
    found = leanings(text)
    if "category" in wishes.include:
        found = tuple(one for one in found if one.colours)
    elif found or favoured(scene.state.needs):
        found = (*liked(text), *found)
    return tuple(dict.fromkeys((*found, *_shades(scene))))


def _shades(scene: Scene) -> list[Leaning]:
    """The shades that are spoken of: "in a light leather", "an umbrella, dark"."""
    return [*_shades_of_materials(scene), *filter(None, map(shade, _bare_shades(scene)))]


def _shades_of_materials(scene: Scene) -> list[Leaning]:
    """ "In a light leather" speaks of the colour of leather, not of a weight."""
    text = scene.said.text
    terms = [one for one in scene.vocabulary.find(text) if one.facet == "material"]
    return list(filter(None, (shaded(text), *(shade(text[: term.start]) for term in terms))))


def _bare_shades(scene: Scene) -> list[str]:
    """ "An umbrella, dark": words that say nothing but a shade; "light" may be of the weight."""
    texts = [_PLAIN_ONE.sub("", one) for one in scene.said.frame.texts("trait", "style")]
    return [one for one in texts if shade(one) and " " not in one and degree(one, CALLING) is None]


_PLAIN_ONE = re.compile(r"^(?:an?|the|some|something|anything) | ones?$")


def _of_shade(scene: Scene) -> Scene:
    """Without the weight that "lighter" beside dark things is not about."""
    said = scene.said
    if "weight" not in said.wishes.relative or shaded(said.text) is None:
        return scene
    relative = {name: way for name, way in said.wishes.relative.items() if name != "weight"}
    wishes = replace(said.wishes, relative=relative)
    return replace(scene, said=replace(said, wishes=wishes, words=""))


def _merged(scene: Scene, wishes: Wishes) -> Wishes:
    """The wishes in force once these are said as well."""
    said = replace(scene.said, wishes=wishes)
    if scene.pictured is None:
        return merge(scene.state.wishes, said)
    kept = beside_photo(scene.state)
    if not matches(kept, scene.assistant.searcher.columns):
        kept = Wishes()
    return merge(kept, replace(said, intent="refine"))


def _seeing(seen: Pictured, state: State, needs: Sequence[Leaning]) -> State:
    """The state with a new photo in it, which ranks if anything sold is like it. Of a photo it is
    seen which kind of thing is wanted, so that of what it is for only colours say more."""
    photos = seen.photos if seen.item else ()
    return replace(
        state, photos=photos, reading=seen.reading if photos else None, like=None, asked=False,
        pictured=replace(seen, photos=()), order=None, basis=None, budget=None, parts=(), part=-1,
        needs=tuple(one for one in needs if one.colours),
    )  # fmt: skip


def _of_its_kind(scene: Scene, state: State) -> State:
    """What is like a thing is of its kind, where no other kind is wished for."""
    seen = scene.pictured
    if "category" in state.wishes.exclude:
        return state
    if "category" in state.wishes.include:
        return _narrowed(seen.kind, scene, state) if seen else state
    if seen:
        kinds = _pointed_at(scene) or ((seen.kind,) if seen.kind else scene.state.kinds)
        include = {"category": kinds, **state.wishes.include} if kinds else state.wishes.include
        return _affordable(scene, replace(state, wishes=replace(state.wishes, include=include)))
    if state.like is not None and scene.said.intent == "more_like":
        wishes = with_kind(state.wishes, kind_of(state.like.product, scene.vocabulary))
        return replace(state, wishes=wishes)
    return replace(state, wishes=with_kind(state.wishes, _implied(scene, state)))


def _pointed_at(scene: Scene) -> tuple[str, ...]:
    """The kind that a photo is said to show, where it is sold: "this exact car"."""
    said = [
        text.split()[-1] for text in scene.said.frame.texts("reference", "kind") if text.split()
    ]
    known = scene.vocabulary
    kinds = (*known.named(" , ".join(said)), *known.by_heads(said))
    return tuple(kind for kind in kinds if kind in known.sold)[:1]


def _implied(scene: Scene, state: State) -> str:
    """The kind of thing that goes without saying: the one whose things alone state the attribute
    asked for ("a two seater"), or that all things on the screen are of that a wish goes on about;
    "" for none."""
    shown: list[Facts] = []
    if state.wishes.attributes:
        shown = alike_stating(scene, state.wishes.attributes)
    elif scene.said.intent in ("refine", "relax") and not (scene.state.kinds or state.needs):
        shown = [Facts(one.offer) for one in scene.state.screen]
    found = {kind_of_offer(one.offer, scene.vocabulary) for one in shown}
    return found.pop() if len(found) == 1 and len(shown) >= OF_A_KIND else ""


def _affordable(scene: Scene, state: State) -> State:
    """Without what was asked of earlier things where nothing of the photo's kind meets it."""
    columns = scene.assistant.searcher.columns
    if matches(state.wishes, columns):
        return state
    said = scene.said.wishes
    category = {"category": state.kinds} if state.kinds else {}
    fresh = replace(said, relative={}, drop=(), include={**category, **said.include})
    return replace(state, wishes=fresh) if matches(fresh, columns) else state


def _narrowed(kind: str, scene: Scene, state: State) -> State:
    """A wide kind that was said beside a photo of a narrower one: that one ("a lamp like this")."""
    lexicon = Lexicon.load()
    narrower = any(kind in lexicon.narrower("category", said) for said in state.kinds)
    alike = scene.said.frame.does("similar") and is_another(kind, state.kinds)
    if not (narrower or alike):
        return state
    include = {**state.wishes.include, "category": (kind,)}
    return replace(state, wishes=replace(state.wishes, include=include))
