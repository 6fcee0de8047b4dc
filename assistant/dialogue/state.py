"""What a conversation keeps between two turns. Immutable: undo is the state before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from assistant.advice.needs import Leaning
from assistant.advice.ordering import Order
from assistant.dialogue.pictured import Pictured
from assistant.language import Context, Understanding, Wishes
from assistant.place.spot import Spot
from assistant.recommendation import Recommendation
from retrieval.facts import Facts
from retrieval.hues import Hue
from retrieval.money import Money
from retrieval.photo import Photo
from retrieval.reading import Reading


@dataclass(frozen=True)
class Basis:
    """What the last comparative was said of."""

    item: Recommendation
    relative: Mapping[str, str]
    limits: Wishes = Wishes()  # that came of it


@dataclass(frozen=True)
class Part:
    """Some of one item."""

    item: Recommendation
    count: int = 1

    @property
    def packs(self) -> int:
        """How many are paid for; packs are counted whole."""
        return ceil(self.count / Facts(self.item.offer).pack)


MOST_RECENT = 20  # items that were shown before and may be spoken of
MOST_TOPICS = 8  # that can be returned to


@dataclass(frozen=True)
class State:
    """Wishes in force, what ranks besides them, and what is on the screen."""

    wishes: Wishes = Wishes()
    words: str = ""  # free wording of the wish in force
    photos: tuple[Photo, ...] = ()  # the shopper's that rank, until another comes
    reading: Reading | None = None  # of what is printed on them
    pictured: Pictured | None = None  # what the last photo shows, be it ranking or not
    hue: Hue | None = None  # the colour that things are to come near
    like: Recommendation | None = None  # the item that more like it is wanted of
    screen: tuple[Recommendation, ...] = ()
    seen: frozenset[str] = frozenset()  # products shown for this wish so far
    focus: int = 0  # position of the item spoken of last, from 1; 0 for none
    spoken: tuple[int, ...] = ()  # positions that the last turn about the screen was about
    asked: bool = False  # whether a question was asked about this wish
    pending: Understanding | None = None  # what was said before that question, until the next turn
    order: Order | None = None  # what the list is put in order by
    needs: tuple[Leaning, ...] = ()  # what it is for, and in which style
    recent: tuple[Recommendation, ...] = ()  # shown before and no more, the latest first
    basis: Basis | None = None
    mentioned: tuple[str, ...] = ()  # kinds of things that were spoken of and not wished for
    age: float | None = None  # of who it is for, in years
    fields: tuple[str, ...] = ()  # that were asked for last
    quantity: int = 0  # how many are wanted; 0 where nobody said
    selves: frozenset[str] = frozenset()  # what the shopper said of themselves, by name
    lately: tuple[Recommendation, ...] = ()  # spoken of or kept, the latest first
    group: tuple[Recommendation, ...] = ()  # that the last turn was about, of this screen
    crossed: frozenset[str] = frozenset()  # products that were crossed off
    settled: tuple[Part, ...] = ()  # that the shopper said they take
    budget: Money | None = None  # for all that is wanted together
    parts: tuple[State, ...] = ()  # the things that are wanted together, each as a topic
    part: int = -1  # which of them this is a list of; -1: a choice of each
    place: Spot | None = None  # where the shopper is; written down nowhere, and never undone
    placeless: str = ""  # what it was asked for where they are: "near", "today", "any", "store"
    earlier: tuple[State, ...] = ()  # topics before this one, the last one last; theirs is empty
    dated: bool = False  # whether it was said by which rates prices are compared

    @property
    def salient(self) -> tuple[str, ...]:
        """The products that "the lamp" means before others: in focus, or spoken of lately."""
        here = self.screen[self.focus - 1 : self.focus] if self.focus else ()
        return tuple(one.product.product_id for one in (*here, *self.lately))

    @property
    def before(self) -> tuple[Recommendation, ...]:
        """What was spoken of, the latest first, and what was on the screen before."""
        return tuple(once((*self.lately, *self.recent)))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of thing wished for."""
        return self.wishes.include.get("category", ())

    def alone(self) -> State:
        """A topic without what surrounds it."""
        return replace(
            self,
            earlier=(),
            parts=(),
            part=-1,
            budget=None,
            recent=(),
            lately=(),
            settled=(),
            crossed=frozenset(),
        )

    @property
    def wanted(self) -> tuple[State, ...]:
        """The things that are wanted together, each as it stands."""
        if self.part < 0:
            return self.parts
        return tuple(self.alone() if n == self.part else one for n, one in enumerate(self.parts))

    def opened(self, new: State) -> State:
        """A new topic, with this one on the stack."""
        new = replace(
            new,
            recent=self.recent,
            lately=self.lately,
            settled=self.settled,
            crossed=self.crossed | new.crossed,
        )
        if not (self.wishes or self.words or self.screen):
            return replace(new, earlier=self.earlier)
        stack = (*self.earlier, replace(self, earlier=()))[-MOST_TOPICS:]
        return replace(new, earlier=stack)

    def context(self, new_photo: bool = False) -> Context:
        """What the next utterance is said in."""
        searched = bool(self.words or self.photos or self.like or new_photo)
        return Context(
            len(self.screen), self.wishes, bool(self.photos) or new_photo, new_photo, searched
        )


def kinds_spoken_of(state: State) -> tuple[str, ...]:
    """The kinds of things of this topic and of those before it."""
    topics = (state, *state.wanted, *reversed(state.earlier))
    return tuple(dict.fromkeys(kind for topic in topics for kind in topic.kinds))


def standing_at(state: State, place: Spot | None) -> State:
    """The state of somebody who is at a place, or at none that is known; so are its topics."""
    if state.place is place is None and state.wishes.spot is None:
        return state
    around = {
        name: tuple(standing_at(one, place) for one in getattr(state, name))
        for name in ("parts", "earlier")
    }
    return replace(state, place=place, wishes=state.wishes.placed(place), **around)  # type: ignore[arg-type]


def unplaced(state: State) -> State:
    """The state of somebody whose place is not known any more: nothing of it is left in what was
    shown, in its topics neither."""
    bare = standing_at(state, None)
    shown = {
        name: tuple(one.unplaced for one in getattr(bare, name))
        for name in ("screen", "recent", "lately", "group")
    }
    taken = tuple(replace(one, item=one.item.unplaced) for one in bare.settled)
    topics = {name: tuple(map(unplaced, getattr(bare, name))) for name in ("parts", "earlier")}
    return replace(bare, settled=taken, **shown, **topics)  # type: ignore[arg-type]


def remembering(new: State, old: State) -> State:
    """The new state with what left the screen among what was seen lately."""
    if new.screen == old.screen:
        return new
    here = {one.product.product_id for one in new.screen}
    left = [o for o in once((*old.screen, *old.recent)) if o.product.product_id not in here]
    return replace(new, recent=tuple(left[:MOST_RECENT]))


MOST_LATELY = 6  # items that "both" and "those" may mean


def speaking(state: State, items: Sequence[Recommendation], old: State) -> State:
    """The state once items were spoken of: one is in focus, several are what "both" and "the other
    one" go by, also while one of them is spoken of alone; of none, all is left while the screen
    is."""
    names, before = _names(state.screen), _names(old.screen)
    if not items:
        return state if names == before else replace(state, group=())
    lately = tuple(once((*items, *state.lately)))[:MOST_LATELY]
    state = replace(state, lately=lately, group=tuple(items))
    places = tuple(names.index(one) + 1 for one in _names(items) if one in names)
    if not places:
        return state
    kept = names == before and len(places) == 1 and places[0] in old.spoken
    focus = places[0] if len(items) == 1 else state.focus
    return replace(state, focus=focus, spoken=old.spoken if kept else places)


def once(items: Iterable[Recommendation]) -> list[Recommendation]:
    """Each product once, where it comes first."""
    found: dict[str, Recommendation] = {}
    for one in items:
        found.setdefault(one.product.product_id, one)
    return list(found.values())


def _names(items: Sequence[Recommendation]) -> list[str]:
    return [one.product.product_id for one in items]


def named_in(text: str, items: Sequence[Recommendation]) -> list[Recommendation]:
    """The items whose titles a text has, in its order; of several of one title the first."""
    found: dict[int, tuple[int, Recommendation]] = {}
    for one in items:
        for title in filter(None, one.product.titles):
            at = text.find(title)
            if at >= 0 and len(title) > found.get(at, (0, one))[0]:
                found[at] = len(title), one
    return once(found[at][1] for at in sorted(found))
