"""The assistant: one question in, one answer out."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL.Image import Image

from assistant.dialogue import phrases, sayings
from assistant.dialogue.advice import Advice, Adviser, Unadvised
from assistant.dialogue.constraints import constraints_of, lenient, search_text
from assistant.dialogue.kinds import kind_in, with_kind
from assistant.dialogue.presenting import Showing, present
from assistant.dialogue.relaxing import relaxations
from assistant.dialogue.verifying import reply_checker, sound
from assistant.explain import Asked, Explainer, Reason
from assistant.language import Context, Understanding, Vocabulary, understand
from assistant.speech.listening import Listener
from retrieval.catalogue import Catalogue
from retrieval.errors import BadQuery
from retrieval.images import decode_image
from retrieval.ingest import ensure_current, ensure_current_behind
from retrieval.live import LiveSearch
from retrieval.offers import Offer, Product
from retrieval.progress import Progress, silent
from retrieval.query import Constraints, Query
from retrieval.search import Hit, Searcher, SearchOptions

if TYPE_CHECKING:
    from assistant.speech import Recogniser, Transcript

log = logging.getLogger(__name__)

MAX_PHOTOS = 4

Media = Path | bytes
"""A file, or its content."""


@dataclass(frozen=True)
class Turn:
    """What a shopper says at once: any of typed words, photos, a recording, a short clip."""

    text: str = ""
    photos: Sequence[Media] = ()
    voice: Media | None = None
    video: Media | None = None
    language: str = ""  # of the reply where there are no words: "en", "zh"; "" for that before


@dataclass(frozen=True)
class Heard:
    """A turn, decoded: words typed and spoken, and pictures."""

    text: str
    images: tuple[Image, ...] = ()
    transcript: str | None = None


@dataclass(frozen=True)
class Recommendation:
    """One product, why it is recommended, and what words and photo added to its score."""

    product: Product
    offers: tuple[Offer, ...]  # those that meet the constraints, the best one first
    score: float
    contributions: dict[str, float]  # "text", "image": add up to the score
    reasons: list[Reason]
    close: bool = True  # whether it fits about as well as the first one

    @property
    def offer(self) -> Offer:
        """The best offer."""
        return self.offers[0]

    def as_dict(self) -> dict:
        """In the form of the command line's contract."""
        return {
            "product_id": self.product.product_id,
            "title": self.product.title,
            "offers": [
                {
                    "source": offer.source,
                    "offer_id": offer.offer_id,
                    "price": float(offer.price.amount) if offer.price else None,
                    "currency": (offer.price.currency or None) if offer.price else None,
                    "availability": offer.availability or None,
                    "url": offer.url or None,
                }
                for offer in self.offers
            ],
            "score": self.score,
            "close": self.close,
            "contributions": self.contributions,
            "reasons": [reason.as_dict() for reason in self.reasons],
        }


@dataclass(frozen=True)
class Answer:
    """What the assistant says to one turn."""

    reply: str
    recommendations: list[Recommendation]
    constraints: Constraints = Constraints()
    transcript: str | None = None  # of the recording; None when nothing was spoken
    timings_ms: dict[str, float] = field(default_factory=dict)
    llm: Mapping[str, Any] | None = None  # what the language model did; None without one

    def as_dict(self) -> dict:
        """In the form of the command line's contract."""
        return {
            "transcript": self.transcript,
            "constraints": self.constraints.as_dict(),
            "reply": self.reply,
            "recommendations": [one.as_dict() for one in self.recommendations],
            "timings_ms": {name: round(ms, 1) for name, ms in self.timings_ms.items()},
            **({"llm": dict(self.llm)} if self.llm else {}),
        }


class Assistant:
    """Answers questions over one catalogue. Safe to use from several threads.

        assistant = Assistant.open("catalog/")
        for rec in assistant.recommend(Query(text="red teapot"), k=5):
            print(rec.product.title, rec.offer.price, rec.reasons)

    Follows the catalogue: when another process has built a new generation, or changed prices,
    the next question is answered from that.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        speech: str = "pocketsphinx",
        options: SearchOptions | None = None,
        llm: Adviser | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.llm = llm
        self.options = options or SearchOptions()
        self._listener = Listener(speech, catalogue)  # a search never waits for it
        self._search = LiveSearch(catalogue, self.options)
        self._words_lock = threading.Lock()
        self._vocabulary: tuple[Searcher, Vocabulary] | None = None

    @classmethod
    def open(
        cls,
        folder: Path | str,
        *,
        speech: str = "pocketsphinx",
        options: SearchOptions | None = None,
        llm: str = "",
        progress: Progress = silent,
        behind: bool = False,
    ) -> Assistant:
        """The assistant over the catalogue in `folder`, whose index is finished if need be.

        `behind`: a catalogue that other weights have encoded serves at once and is encoded anew by
        a thread of its own. `llm` names a language model (docs/llm.md). Raises `BadCatalogue` when
        there is no catalogue, `ModelUnavailable` when there is no such model.
        """
        adviser = None
        if llm:
            from assistant.llm import open_language_model

            adviser = open_language_model(llm)
        catalogue = Catalogue.open(folder)
        (ensure_current_behind if behind else ensure_current)(catalogue, progress)
        return cls(catalogue, speech=speech, options=options, llm=adviser)

    def ask(self, turn: Turn, k: int = 5) -> Answer:
        """Answer one turn. Raises `BadQuery` or `BadMedia`, one sentence fit for the shopper."""
        clock = Stopwatch()
        heard = self.hear(turn, clock)
        advice = self.advice()
        with clock("understand"):
            understood = understand(heard.text, self.vocabulary, Context())
            understood = advice.understand(understood, Context(), self.vocabulary, False)
        if not (heard.text.strip() or heard.images):
            raise BadQuery("The question is empty; type some words, speak, or add a photo.")
        query = _single(understood, heard)
        asked = Asked(understood.words, understood.wishes, understood.language)
        with clock("search"):
            hits = self._prefer(self._strict(understood, heard), query, k)
        with clock("explain"):
            recommendations = self._recommended(hits, asked)
            words = self._reply(recommendations, asked, advice)
        return Answer(
            words, recommendations, query.constraints, heard.transcript, clock.report(),
            advice.report(),
        )  # fmt: skip

    def advice(self) -> Advice:
        """A language model's help with a turn that begins now; none at all without a model."""
        return self.llm.turn() if self.llm else Unadvised()

    def _reply(self, shown: list[Recommendation], asked: Asked, advice: Advice) -> str:
        """The words of an answer to a single question, as far as they hold."""
        columns, language = self.searcher.columns, asked.language
        if not columns.items:
            return sayings.say(language, "empty")
        if not shown:
            return phrases.nothing(relaxations(lenient(asked.wishes), columns), language)
        rates = phrases.rates(asked.wishes, shown, columns, language)
        sentences = present(self.explainer, Showing(shown, asked, rates=rates))
        sentences.append(phrases.further_off(shown, language))
        checker = reply_checker(self, shown, [asked.wishes], said=[asked.text], counts=())
        return advice.polish(sound(sentences, checker, language), shown, checker.problem)

    def _prefer(self, strict: Query, query: Query, k: int) -> list[Hit]:
        """The k best hits; beside a photo, those that state what the words describe come first.

        "Like this, but in green": the photo says what it is like, the words what it must be.
        """
        if not query.images or strict.constraints == query.constraints:
            return self.searcher.search(query, k)
        hits = self.searcher.search(strict, k)
        if len(hits) < k:
            known = {hit.product.product_id for hit in hits}
            rest = self.searcher.search(query, k + len(hits))
            hits += [hit for hit in rest if hit.product.product_id not in known]
        return hits[:k]

    def _strict(self, understood: Understanding, heard: Heard) -> Query:
        """A single question with all that is said as a limit, and the kind of thing that a photo
        shows beside it; only what limits nothing is left to rank."""
        wishes = understood.wishes
        if heard.images and wishes and "category" not in wishes.include:
            kind = kind_in(heard.images, self.searcher, self.vocabulary)
            wishes = with_kind(wishes, kind)
        return Query(understood.words, heard.images, constraints_of(wishes), wishes.sort)

    def hear(self, turn: Turn, clock: Stopwatch) -> Heard:
        """Write down what was spoken, decode photos and clips. Raises `BadQuery`, `BadMedia`."""
        transcript = None
        text = turn.text
        if turn.voice is not None:
            with clock("speech"):
                transcript = self.transcribe(turn.voice).text
            text = f"{text} {transcript}".strip()
        with clock("decode"):
            return Heard(text, self._decode(turn), transcript)

    def recommend(
        self,
        query: Query,
        k: int = 5,
        *,
        asked: Asked | None = None,
        hidden: frozenset[str] = frozenset(),
    ) -> list[Recommendation]:
        """The k best products for a query, best first, without the products in `hidden`.

        `asked` is what reasons are given for: by default, what the query itself says. Raises
        `BadQuery` for an empty query.
        """
        hits = self.searcher.search(query, k + len(hidden))
        shown = [hit for hit in hits if hit.product.product_id not in hidden][:k]
        return self._recommended(shown, asked or Asked.of(query))

    def _recommended(self, hits: Sequence[Hit], asked: Asked) -> list[Recommendation]:
        reasons = self.explainer.reasons(hits, asked)
        return [
            Recommendation(hit.product, hit.offers, hit.score, hit.contributions, why, hit.close)
            for hit, why in zip(hits, reasons, strict=True)
        ]

    def transcribe(self, voice: Media) -> Transcript:
        """What was said in a recording. Raises `BadMedia` for one that cannot be used."""
        from assistant.media.audio import decode_audio

        audio = decode_audio(voice)
        return self.recogniser.transcribe(audio)

    def warm_up(self) -> None:
        """Load everything a first question would wait for."""
        self.recommend(Query("warm up"), 1)
        understood = understand("a reddd mug at least 3 cm wide, 不要皮的", self.vocabulary)
        self.searcher.columns.allowed(constraints_of(understood.wishes))

    def close(self) -> None:
        """Release the index and the catalogue; nothing can be asked afterwards."""
        self._search.close()
        self.catalogue.close()

    @property
    def explainer(self) -> Explainer:
        """What gives reasons for what is found in the generation that is live now."""
        return Explainer(self.catalogue, self.searcher.columns.rates)

    @property
    def recogniser(self) -> Recogniser:
        """The speech recogniser; it expects the words of this catalogue."""
        return self._listener.recogniser

    @property
    def searcher(self) -> Searcher:
        """The searcher over the generation that is live now."""
        return self._search.searcher

    @property
    def vocabulary(self) -> Vocabulary:
        """What can be said about the generation that is live now."""
        searcher = self.searcher
        with self._words_lock:
            if self._vocabulary is None or self._vocabulary[0] is not searcher:
                self._vocabulary = searcher, Vocabulary.of(searcher.columns.facts)
            return self._vocabulary[1]

    def _decode(self, turn: Turn) -> tuple[Image, ...]:
        if len(turn.photos) > MAX_PHOTOS:
            raise BadQuery(
                f"There are {len(turn.photos)} photos; send at most {MAX_PHOTOS} at once."
            )
        images = [decode_image(photo) for photo in turn.photos]
        if turn.video is not None:
            from assistant.media.video import sample_frames

            images += sample_frames(turn.video)
        return tuple(images)


def _single(understood: Understanding, heard: Heard) -> Query:
    """A single question as a query: what describes ranks, in the shopper's own words where they
    are English; what limits is hard."""
    wishes = understood.wishes
    text = understood.wording if understood.language == "en" else ""
    text = text or search_text(wishes, understood.words) or heard.text
    return Query(text, heard.images, constraints_of(lenient(wishes)), wishes.sort)


class Stopwatch:
    """Milliseconds by stage, and in all."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.stages: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        before = time.perf_counter()
        yield
        self.stages[stage] = (time.perf_counter() - before) * 1000

    def report(self) -> dict[str, float]:
        """Stage → milliseconds, "total" included."""
        return {**self.stages, "total": (time.perf_counter() - self.started) * 1000}
