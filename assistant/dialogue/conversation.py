"""A conversation over an assistant: understands each turn in what was said and shown before."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PIL.Image import Image

from assistant.adviser import Advice
from assistant.assistant import Assistant
from assistant.constraints import DROPPABLE, Chip
from assistant.constraints.reach import Reach
from assistant.dialogue import phrases, sayings
from assistant.dialogue.acts import adjusted, handler_of
from assistant.dialogue.answer import DialogueAnswer
from assistant.dialogue.chips import PLACE, chips, without, without_place
from assistant.dialogue.finding import asked_in
from assistant.dialogue.following import answered, quotation
from assistant.dialogue.keeping import shortlist
from assistant.dialogue.linking import Followed, follow, product_of, shown, unknown
from assistant.dialogue.nearby import located, nearby, resumed, understood
from assistant.dialogue.outcome import Outcome, Scene, Shortlist
from assistant.dialogue.parts import parts_of
from assistant.dialogue.pictured import Pictured, pictured_in
from assistant.dialogue.pointing import on_screen, pointing
from assistant.dialogue.presenting import Showing, present
from assistant.dialogue.questions import answer
from assistant.dialogue.referring import described
from assistant.dialogue.relaxing import relaxations
from assistant.dialogue.resolving import Place, spoken_of
from assistant.dialogue.settling import settled, unsettled
from assistant.dialogue.state import (
    State,
    named_in,
    remembering,
    speaking,
    standing_at,
    unplaced,
)
from assistant.dialogue.talking import comparison, explanation, talk
from assistant.dialogue.unseen import looked_up
from assistant.dialogue.verifying import verified
from assistant.dialogue.watching import watched
from assistant.dialogue.wishing import more, research, wish
from assistant.explain import Asked
from assistant.language import Understanding, Wishes, understand
from assistant.language.foreign import language_of, readable
from assistant.languages.detecting import spoken
from assistant.languages.pack import DEFAULT
from assistant.place.gazetteer import gazetteer
from assistant.place.reading import Told, told_of
from assistant.place.spot import Spot, same_place
from assistant.recommendation import Recommendation
from assistant.taste import Preference, Profile
from assistant.taste.learning import learnt
from assistant.taste.sensitive import is_sensitive
from assistant.taste.tasting import Tasting
from assistant.taste.telling import newcomers, noted
from assistant.turn import Stopwatch, Turn
from assistant.understanding.frames.model import reader
from assistant.understanding.frames.schema import FrameContext
from assistant.understanding.reading import read
from retrieval.errors import BadQuery
from retrieval.opinions.selves import traits_in
from retrieval.photo import Photo

UNDOABLE = 20  # changes that can be taken back
MOST_PHOTOS = 8  # that may come back by undoing; they are most of what a conversation holds
PHOTO_SIDE = 512  # pixels; no encoder looks closer

HANDLERS: dict[str, Callable[[Scene], Outcome]] = {
    "search": wish,
    "refine": wish,
    "relax": wish,
    "more_like": wish,
    "more": more,
    "compare": comparison,
    "explain": explanation,
    "ask": answer,
    "shortlist": shortlist,
    "small_talk": talk,
    "out_of_scope": talk,
}
"""Intent → what handles it; undo and start_over are the conversation's own."""

_ABOUT_SCREEN = frozenset({"compare", "explain", "ask"})
_POINTING = frozenset({"more_like", "shortlist"})
"""Intents that need something on the screen, always or where they point at it."""


class Conversation:
    """One shopper's conversation. Holds all its state; several never see each other's.

        conversation = Conversation(assistant)
        conversation.say(Turn("a green rucksack under 60 euros"))
        conversation.say(Turn("cheaper")).reply

    One turn at a time: further ones wait.
    """

    def __init__(self, assistant: Assistant, k: int = 5) -> None:
        self.assistant = assistant
        self.k = k
        self.state = State()
        self.shortlist: Shortlist = ()
        self.taste = Profile()  # the shopper's, as it came with this turn: off unless they say so
        self._language = ""  # that was spoken last; "" before anything was said
        self._before: list[State] = []
        self._lock = threading.RLock()

    def say(self, turn: Turn) -> DialogueAnswer:
        """Answer one turn. Raises `BadQuery` or `BadMedia`, one sentence fit for the shopper;
        the conversation is then as it was."""
        with self._lock, self.assistant.snapshot():
            clock = Stopwatch()
            heard = self.assistant.hear(turn, clock)
            if not (heard.text.strip() or heard.images or turn.spot):
                raise BadQuery("The question is empty; type some words, speak, or add a photo.")
            followed = follow(heard.text, self.assistant.searcher)
            if followed.link and not heard.images:
                if followed.product or not followed.text:
                    return self._follow(followed, turn, heard.transcript)
                heard = replace(heard, text=followed.text)
            old, words = self.state, heard.text
            branches = self.assistant.catalogue.branches.any()
            told = _told(words, turn, old, branches)
            heard = replace(heard, text=readable(told.text, self.assistant.vocabulary.find))
            photos = tuple(map(_small, heard.images))
            state = replace(old, pending=None, placeless="")
            state = standing_at(state, told.spot or old.place)
            vocabulary = self.assistant.vocabulary
            context = state.context(new_photo=bool(heard.images))
            alone = not (heard.images or told)
            parts = parts_of(heard.text, context, vocabulary) if alone else []
            if len(parts) > 1:
                return self._one_by_one(parts, heard.transcript)
            heard = replace(heard, text=parts[0]) if parts else heard
            with clock("understand"):
                pictured = None
                if photos:
                    pictured = pictured_in(photos, self.assistant, heard.reading)
                said = understand(heard.text, vocabulary, context)
                if told and not (heard.text or photos):
                    said = _of_place(told, state)
                asks = heard.text.rstrip().endswith(("?", "？"))
                if not (heard.images or asks) and self.assistant.searcher.quoted(heard.text):
                    said = quotation(said, heard.text)
                state = replace(state, spoken=spoken_of(state, said.text))
                place = Place.of(state, said.text, self.assistant.searcher.columns.rates)
                counted = self._scene(said, state).reviews
                known = bool(on_screen(said, state, place, vocabulary, counted))
                advice = self.assistant.advice()
                if said.text:
                    said = advice.understand(said, context, vocabulary, known)
            if not said.text:
                said = replace(said, language=turn.language or self._language or DEFAULT)
            said = answered(said, old.pending)
            before = self._language or turn.language or DEFAULT
            heard_in = told.language if not said.text else ""
            before = before if words else said.language
            self._language = heard_in or language_of(words, before, vocabulary.find)
            said = understood(replace(said, language=self._language), told, state, branches)
            scene = self._scene(said, state, (), pictured)
            scene = replace(scene, told=told, branches=branches)
            scene = adjusted(pointing(scene, place))
            return self._turn(scene, clock=clock, transcript=heard.transcript, advice=advice)

    def _follow(self, followed: Followed, turn: Turn, transcript: str | None) -> DialogueAnswer:
        """A link, and then what was said beside it of the product that it leads to."""
        self._language = turn.language or self._language or DEFAULT
        scene = self._scene(Understanding("search", language=self._language), self.state)
        items = product_of(self.assistant, followed.product)
        handle = partial(shown, item=items) if items else unknown
        answer = self._turn(scene, handle, transcript=transcript)
        if not followed.text:
            return answer
        more = self.say(replace(turn, text=followed.text, voice=None))
        return answer if more.intent == "out_of_scope" else more  # "look:" is no question

    def _one_by_one(self, parts: Sequence[str], transcript: str | None) -> DialogueAnswer:
        """ "Keep that. Also bird houses": one answer to both; a choice among what is shown needs
        none of its own: "walnut one then. Does it tick?"."""
        first, *rest = parts
        if chosen := self._chosen(first):
            self.state = replace(self.state, focus=chosen, spoken=(chosen,))
            parts = rest
        answers = [self.say(Turn(part)) for part in parts]
        reply = phrases.joined([one.reply for one in answers], answers[-1].language)
        return replace(answers[-1], reply=reply, transcript=transcript)

    def _chosen(self, words: str) -> int:
        """The position on the screen that words pick and say nothing else of, 0 for none."""
        screen, vocabulary = self.state.screen, self.assistant.vocabulary
        scene = self._scene(Understanding("ask"), self.state)
        found = described(words, screen, vocabulary, scene.rates, scene.reviews)
        compares = reader().read(words.lower(), FrameContext(len(screen))).of("relative")
        return found[0] + 1 if found and not compares else 0

    def act(
        self, intent: str, products: Sequence[str] = (), language: str = "en"
    ) -> DialogueAnswer:
        """As if an intent had been said: "undo", or "more_like", "explain", "compare" of products
        on the screen, by their identifiers. Raises `BadQuery` when one is not there any more."""
        with self._lock, self.assistant.snapshot():
            shown = _shown(self.state)
            if missing := set(products) - set(shown):
                raise BadQuery(f"{len(missing)} of these items are no longer on the screen.")
            places = tuple(shown.index(one) + 1 for one in products)
            references = {"items": list(places)} if places else {}
            said = Understanding(intent, references=references, language=language)
            return self._turn(self._scene(said, self.state, places))

    def remove(self, chip: str, language: str = "en") -> DialogueAnswer:
        """Give up the constraint whose chip has this name. Raises `BadQuery` for an unknown one."""
        with self._lock, self.assistant.snapshot():
            found = self._chip(chip)
            if found.kind == PLACE:
                return self._forgetting(language)
            return self._relaxed(without(self.state, found), language)

    def stand_at(self, spot: Spot, language: str = "en") -> DialogueAnswer:
        """Know where the shopper is, from now on; what goes by that is looked for anew."""
        return self.say(Turn(spot=spot, language=language))

    def _forgetting(self, language: str) -> DialogueAnswer:
        """Forget where the shopper is; what went by that is looked for anew without it."""
        near = Reach.of(self.state.wishes)
        said = Understanding("relax", language=language)
        scene = self._scene(said, without_place(self.state))

        def handle(scene: Scene) -> Outcome:
            anew = bool(near) and bool(scene.state.wishes or scene.state.words)
            outcome = research(scene) if anew else Outcome([], scene.state)
            forgotten = sayings.say(scene.language, "place.forgotten")
            return replace(outcome, reply=[forgotten, *outcome.sentences])

        return self._turn(scene, handle)

    def relax(self, name: str, language: str = "en") -> DialogueAnswer:
        """Give up what a name of `Relaxation` stands for. Raises `BadQuery` for an unknown one."""
        if name not in DROPPABLE:
            raise BadQuery(f"There is no constraint {name!r}; use {', '.join(DROPPABLE)}.")
        with self._lock, self.assistant.snapshot():
            wishes = self.state.wishes.without(name)
            return self._relaxed(replace(self.state, wishes=wishes), language)

    def steer(self, wishes: Wishes, language: str = "en") -> DialogueAnswer:
        """Search anew for these wishes: what a shopper chose without a word."""
        with self._lock, self.assistant.snapshot():
            return self._relaxed(replace(self.state, wishes=wishes), language)

    def change(self, chip: str, words: str) -> DialogueAnswer:
        """Say something in the place of a constraint. Raises `BadQuery`."""
        with self._lock, self.assistant.snapshot():
            state = without(self.state, self._chip(chip))
            said = understand(words, self.assistant.vocabulary, state.context())
            if HANDLERS.get(said.intent) is not wish:
                raise BadQuery(f"“{words}” is no constraint.")
            language = spoken(words, self._language or DEFAULT)
            scene = self._scene(replace(said, intent="refine", language=language), state)
            return self._turn(scene)

    def keep(self, product: str, kept: bool = True) -> None:
        """Put a product on the shortlist, or take it off; one that is on neither is left."""
        with self._lock:
            known = {one.product.product_id: one for one in (*self.state.screen, *self.shortlist)}
            rest = tuple(one for one in self.shortlist if one.product.product_id != product)
            if product in known:
                self.shortlist = (*rest, known[product]) if kept else rest

    @property
    def kept(self) -> tuple[State, tuple[State, ...], Shortlist, str]:
        """What it keeps between two turns: its state, those before it, the list, the language."""
        with self._lock:
            return self.state, tuple(self._before), self.shortlist, self._language

    def resume(
        self, state: State, before: Sequence[State], shortlist: Shortlist, language: str
    ) -> None:
        """Go on from what another conversation `kept`."""
        with self._lock:
            self.state, self._before = state, list(before)
            self.shortlist, self._language = shortlist, language

    @property
    def undoable(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._before)

    def _chip(self, name: str) -> Chip:
        for chip in chips(self.state):
            if chip.name == name:
                return chip
        raise BadQuery("This constraint is no longer in force.")

    def _relaxed(self, state: State, language: str) -> DialogueAnswer:
        """Search again with less in force; with nothing left there is nothing to show."""
        if not chips(state):
            return self._turn(self._scene(Understanding("start_over", language=language), state))
        said = Understanding("relax", language=language)
        return self._turn(self._scene(said, replace(state, seen=frozenset(), focus=0)), research)

    def _scene(
        self,
        said: Understanding,
        state: State,
        resolved: tuple[int, ...] = (),
        pictured: Pictured | None = None,
    ) -> Scene:
        return Scene(
            self.assistant, self.assistant.vocabulary, said, state, self.shortlist, resolved,
            pictured, self.k, read(said.text, said.frame),
            tasting=Tasting(self.taste, self.assistant.searcher) if self.taste.on else None,
        )  # fmt: skip

    def _turn(
        self,
        scene: Scene,
        handle: Callable[[Scene], Outcome] | None = None,
        clock: Stopwatch | None = None,
        transcript: str | None = None,
        advice: Advice | None = None,
    ) -> DialogueAnswer:
        """Answer what is understood, and keep what it changes."""
        said, old, clock = scene.said, self.state, clock or Stopwatch()
        scene = unsettled(_of_self(scene))
        advice = advice or self.assistant.advice()
        with clock("answer"):
            new = self._learnt(scene)
            if new and _tells_only(scene):
                outcome = Outcome(sayings.say(scene.language, "taste.start"), old)
            else:
                outcome = (handle or self._handle)(scene)
            outcome = located(scene, self._tasted(scene, outcome, new))
            outcome = _dated_once(self._explained(outcome, scene), old)
            reply = verified(outcome, scene, advice)
        if said.intent != "undo":
            self._remember(old, outcome.state)
        about = _spoken_of(scene, outcome, reply)
        new_state = remembering(outcome.state, old)
        if said.intent != "undo":  # what was spoken of is again what it was
            new_state = speaking(settled(scene, new_state, about), about, old)
        if said.intent != "start_over":
            new_state = replace(new_state, selves=scene.state.selves)
        if outcome.shortlist is not None:
            self.shortlist = outcome.shortlist
        self._stand(new_state, outcome.state.place if _forgets(scene) else scene.state.place)
        return DialogueAnswer(
            outcome.intent or said.intent,
            reply,
            outcome.state.screen,
            outcome.state.wishes,
            said.as_dict(),
            scene.resolved,
            outcome.table,
            outcome.relaxations,
            self.shortlist,
            outcome.question,
            said.language,
            transcript,
            clock.report(),
            advice.report(),
            _wanted(said),
            said.talk,
            learnt=tuple(new),
            watches=outcome.watches,
            leads=outcome.leads,
            place=self.state.place,
        )

    def _stand(self, state: State, place: Spot | None) -> None:
        """Go on from a state, at a place; one that was forgotten does not come back by undoing."""
        forgotten = place is None and self.state.place is not None
        self.state = standing_at(state, place)
        if forgotten:
            self.state = unplaced(state)
            self._before = list(map(unplaced, self._before))
            self.shortlist = tuple(one.unplaced for one in self.shortlist)

    def _learnt(self, scene: Scene) -> list[Preference]:
        """What the shopper says of themselves, where they want that kept; they keep it."""
        if self.taste.dial == "off" or not scene.said.text:
            return []
        new = learnt(scene.said, scene.vocabulary)
        self.taste = self.taste.with_preferences(new)
        return new

    def _tasted(self, scene: Scene, outcome: Outcome, new: Sequence[Preference]) -> Outcome:
        """With a word on what is kept in mind, and on what is here by taste."""
        if self.taste.dial == "off":
            return outcome
        changed = outcome.state.screen != scene.state.screen
        told = newcomers(outcome.state.screen, scene.language) if changed else ""
        said = [noted(new, scene.language), *outcome.sentences, told]
        people = [int(one.value) for one in new if one.field == "people"]
        return replace(outcome, reply=said, counts=(*outcome.counts, *people))

    def _explained(self, outcome: Outcome, scene: Scene) -> Outcome:
        """With the reasons of what is shown as it is shown."""
        state = outcome.state
        screen = self.assistant.explained(state.screen, asked_in(scene, state))
        return replace(outcome, state=replace(state, screen=tuple(screen)))

    def _handle(self, scene: Scene) -> Outcome:
        intent, language = scene.said.intent, scene.language
        if intent == "start_over" and "unsafe" not in scene.cues:
            return Outcome(sayings.say(language, "start_over"), State())
        if intent == "undo":
            if not self._before:
                return Outcome(sayings.say(language, "no_undo"), scene.state)
            return self._undone(language)
        if placed := nearby(scene):
            return placed
        if watching := watched(scene):
            return watching
        if found := handler_of(scene):
            return replace(found[1](scene), intent=found[0])
        if _lacks_screen(scene):
            seen = looked_up(scene)
            return HANDLERS[intent](seen) if seen else _nothing_shown(scene)
        return HANDLERS[intent](scene)

    def _undone(self, language: str) -> Outcome:
        before = standing_at(self._before.pop(), self.state.place)
        reply = [sayings.say(language, "undone")]
        if before.screen:
            asked = Asked(before.words, before.wishes, language, before.like is not None)
            reply += present(self.assistant.explainer, Showing(before.screen, asked))
        return Outcome(reply, before)

    def _remember(self, old: State, new: State) -> None:
        """Keep the old state where the shopper would see a change."""
        if _visible(old) == _visible(new):
            return
        before = [*self._before, old][-UNDOABLE:]
        while len({id(photo) for one in before for photo in one.photos}) > MOST_PHOTOS:
            before = before[1:]
        self._before = before


def _dated_once(outcome: Outcome, old: State) -> Outcome:
    """Without the day of the exchange rates, where this conversation has said it before."""
    asides = [one for one in outcome.sentences if one and isinstance(one, phrases.Aside)]
    again = old.dated and outcome.state != State()
    said = [one for one in outcome.sentences if not (again and isinstance(one, phrases.Aside))]
    dated = again or bool(asides)
    if dated == outcome.state.dated and len(said) == len(outcome.sentences):
        return outcome
    return replace(outcome, reply=said, state=replace(outcome.state, dated=dated))


def _told(words: str, turn: Turn, state: State, stores: bool) -> Told:
    """What a turn says of places, by words or otherwise."""
    told = told_of(words, bool(state.placeless), stores) if words else Told("")
    if turn.spot and not told.spot:
        known = same_place(turn.spot, state.place)
        told = replace(told, spot=state.place if known else gazetteer().named(turn.spot))
    if told.spot:
        told = replace(told, again=same_place(told.spot, state.place))
    return resumed(told, state.placeless)


def _of_place(told: Told, state: State) -> Understanding:
    """A turn that says nothing besides."""
    begun = state.screen or state.wishes or state.words
    return Understanding("refine" if begun else "search")


def _forgets(scene: Scene) -> bool:
    """Whether a turn forgets where its shopper is."""
    return scene.told.forget or scene.said.intent == "start_over"


def _lacks_screen(scene: Scene) -> bool:
    """Whether it talks about an item while none is shown."""
    if scene.state.screen:
        return False
    points = scene.said.references.keys() - {"photo"}
    return scene.said.intent in _ABOUT_SCREEN or (scene.said.intent in _POINTING and bool(points))


def _of_self(scene: Scene) -> Scene:
    """With what the utterance tells of the shopper, as far as buyers may have told the same."""
    new = traits_in(scene.said.text, is_sensitive) - scene.state.selves
    if not new:
        return scene
    state = replace(scene.state, selves=scene.state.selves | new)
    return replace(scene, state=state)


def _tells_only(scene: Scene) -> bool:
    """Whether an utterance that begins a conversation says of its shopper alone."""
    begun = scene.state.screen or scene.state.wishes or scene.new_photo
    return not (begun or scene.said.wishes.include.get("category"))


def _nothing_shown(scene: Scene) -> Outcome:
    """Says so; and where a wish has emptied the screen, which constraint to give up."""
    said = sayings.say(scene.language, "nothing_shown")
    options = relaxations(scene.state.wishes, scene.assistant.searcher.columns)
    if not options:
        return Outcome(said, scene.state)
    reply = [said, phrases.nothing(options, scene.language)]
    return Outcome(reply, scene.state, relaxations=options)


def _spoken_of(scene: Scene, outcome: Outcome, reply: str) -> Sequence[Recommendation]:
    """The items that a turn was about: the one that was meant, or else those that the reply names;
    none where it wished for something."""
    if outcome.spoken_of or HANDLERS.get(outcome.intent or scene.said.intent) in (wish, more):
        return outcome.spoken_of
    state = outcome.state
    named = named_in(reply, (*state.screen, *scene.shortlist, *state.lately, *state.recent))
    if len(scene.items) == 1 and (not named or scene.items[0].is_named_in(reply)):
        return scene.items
    about = scene.said.intent in (*_ABOUT_SCREEN, "shortlist") and bool(scene.state.screen)
    return named or scene.items or (scene.meant if about else ())


def _wanted(said: Understanding) -> str:
    """The words that name or describe a thing; all that is free where the frame knows of none."""
    return " ".join(said.frame.texts("kind", "trait", "style")) or said.words


def _shown(state: State) -> list[str]:
    return [one.product.product_id for one in state.screen]


def _visible(state: State) -> tuple:
    """What a shopper sees of a state, in a form that can be compared."""
    photos = [id(photo) for photo in state.photos]
    return state.wishes, state.words, photos, state.like, _shown(state)


def _small(photo: Image) -> Photo:
    small = photo.copy()
    small.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
    return Photo(small)


def ask(assistant: Assistant, turn: Turn, k: int = 5) -> DialogueAnswer:
    """Answer a single question: a conversation of one turn. Raises `BadQuery` or `BadMedia`."""
    return Conversation(assistant, k).say(turn)
