"""The assistant: what answering takes, over one catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL.Image import Image, fromarray

from assistant.adviser import Advice, Adviser, Unadvised
from assistant.constraints import constraints_of
from assistant.explain import Asked, Explainer
from assistant.house import PLAIN, House, HouseAnswer, house_of
from assistant.house.answers import kept_answers
from assistant.language import Vocabulary, understand
from assistant.language.live import LiveVocabulary
from assistant.recommendation import Recommendation
from assistant.speech.base import Recogniser, Transcript
from assistant.speech.listening import Listener
from assistant.turn import MAX_PHOTOS, Heard, Media, Stopwatch, Turn
from retrieval.catalogue import Catalogue
from retrieval.catalogue.address import Address
from retrieval.errors import BadMedia, BadQuery
from retrieval.images import decode_image
from retrieval.ingest import ensure_current, ensure_current_behind
from retrieval.live import LiveSearch
from retrieval.progress import Progress, silent
from retrieval.query import Query
from retrieval.reading import Reader
from retrieval.search import Hit, Searcher, SearchOptions

LEAST_SIDE = 8  # pixels of a photo
LEAST_CONTRAST = 4  # of 255, between the darkest and the lightest of its pixels


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
        speech: str = "faster-whisper",
        options: SearchOptions | None = None,
        llm: Adviser | None = None,
        reader: Reader | None = None,
        house: House = PLAIN,
    ) -> None:
        self.catalogue = catalogue
        self.house = house
        self.llm = llm
        self.reader = reader  # of what is printed on photos; None: they are only looked at
        self.options = options or SearchOptions()
        self._listener = Listener(speech, catalogue)  # a search never waits for it
        self._search = LiveSearch(catalogue, self.options)
        self._words = LiveVocabulary()

    @classmethod
    def open(
        cls,
        place: Address | Path | str,
        *,
        speech: str = "faster-whisper",
        options: SearchOptions | None = None,
        llm: str = "",
        reader: Reader | None = None,
        progress: Progress = silent,
        behind: bool = False,
        house: House | None = None,
        read_only: bool = False,
    ) -> Assistant:
        """The assistant over the catalogue at `place`, whose index is finished if need be.

        `behind`: a catalogue that other weights have encoded serves at once and is encoded anew by
        a thread of its own. `read_only`: nothing is finished or mended here. `reader` reads what
        is printed on photos, by default in the time that a shopper waits. `llm` names a language
        model (docs/llm.md). `house` is the house style, by default that in the catalogue's folder.
        Raises `BadCatalogue` when there is no catalogue,
        `ModelUnavailable` when there is no such model, `BadHouse`.
        """
        adviser = None
        if llm:
            from assistant.llm import open_language_model

            adviser = open_language_model(llm)
        catalogue = Catalogue.open(place)
        if not read_only:
            (ensure_current_behind if behind else ensure_current)(catalogue, progress)
        reader = reader or Reader()
        house = house_of(catalogue.folder) if house is None else house
        return cls(
            catalogue, speech=speech, options=options, llm=adviser, reader=reader, house=house
        )

    def advice(self) -> Advice:
        """A language model's help with a turn that begins now; none at all without a model."""
        return self.llm.turn() if self.llm else Unadvised()

    def hear(self, turn: Turn, clock: Stopwatch) -> Heard:
        """Write down what was spoken, decode photos and clips. Raises `BadQuery`, `BadMedia`."""
        transcript = None
        text = turn.text
        if turn.voice is not None:
            with clock("speech"):
                transcript = self.transcribe(turn.voice).text
            text = f"{text} {transcript}".strip()
        with clock("decode"):
            images = self._decode(turn)
        reading = self.reader.start(images) if self.reader and images else None
        return Heard(text, images, transcript, reading)

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
        return self.recommended(shown, asked or Asked.of(query))

    def recommended(self, hits: Sequence[Hit], asked: Asked) -> list[Recommendation]:
        """Hits with the reasons for them."""
        reasons = self.explainer.reasons(hits, asked)
        beside = tuple(hit.product.product_id for hit in hits)
        return [
            Recommendation(
                hit.product,
                hit.offers,
                hit.score,
                hit.contributions,
                why,
                hit.close,
                hit.exact,
                hit.printed,
                hit.likeness,
                beside,
            )
            for hit, why in zip(hits, reasons, strict=True)
        ]

    def explained(self, screen: Sequence[Recommendation], asked: Asked) -> list[Recommendation]:
        """What is shown, explained anew where it stands among others than it was explained among:
        "cheaper than the second" is said of this screen."""
        beside = tuple(one.product.product_id for one in screen)
        if all(one.beside == beside for one in screen):
            return list(screen)
        reasons = self.explainer.reasons(screen, asked)
        return [
            replace(one, reasons=why, beside=beside)
            for one, why in zip(screen, reasons, strict=True)
        ]

    def transcribe(self, voice: Media, language: str = "") -> Transcript:
        """What was said in a recording, likely in `language` ("en", "zh"; "" when nobody knows).

        Raises `BadMedia` for a recording that cannot be used.
        """
        from assistant.media.audio import decode_audio

        audio = decode_audio(voice)
        return self.recogniser.transcribe(audio, language)

    def warm_up(self) -> None:
        """Load everything a first question would wait for."""
        if self.reader:
            self.reader.warm_up()
        self.recommend(Query("warm up"), 1)
        self.recommend(Query(images=(_any_photo(),)), 1)
        understood = understand("a reddd mug at least 3 cm wide, 不要皮的", self.vocabulary)
        self.searcher.columns.allowed(constraints_of(understood.wishes))

    def close(self) -> None:
        """Release the index and the catalogue; nothing can be asked afterwards."""
        if self.reader:
            self.reader.close()
        self._search.close()
        self.catalogue.close()

    @property
    def answers(self) -> tuple[HouseAnswer, ...]:
        """The shop's own answers: those of its house style, or else those kept by an ingest."""
        return self.house.answers or kept_answers(self.catalogue)

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

    def snapshot(self) -> AbstractContextManager[None]:
        """Within, this thread answers from the catalogue as it is now, to the end of a turn."""
        return self._search.pinned()

    @property
    def vocabulary(self) -> Vocabulary:
        """What can be said about what is sold now. In a large catalogue that has just grown, words
        that came with the growth may be known some seconds later."""
        return self._words.of(self.searcher)

    def _decode(self, turn: Turn) -> tuple[Image, ...]:
        if len(turn.photos) > MAX_PHOTOS:
            raise BadQuery(
                f"There are {len(turn.photos)} photos; send at most {MAX_PHOTOS} at once."
            )
        images = [_showing(decode_image(photo)) for photo in turn.photos]
        if turn.video is not None:
            from assistant.media.video import sample_frames

            images += sample_frames(turn.video)
        return tuple(images)


def _any_photo() -> Image:
    """A photo of nothing, with enough in it for every step that a shopper's goes through."""
    pixels = np.random.default_rng(0).integers(0, 256, (256, 256, 3), np.uint8)
    return fromarray(pixels)


def _showing(photo: Image) -> Image:
    """A photo that shows something. Raises `BadMedia` for one too small or of one colour."""
    if min(photo.size) < LEAST_SIDE:
        width, height = photo.size
        raise BadMedia(f"The photo is only {width} × {height} pixels; send a larger one.")
    grey = np.asarray(photo.convert("L"))
    if int(grey.max()) - int(grey.min()) < LEAST_CONTRAST:
        raise BadMedia("The photo shows nothing but one colour; send another one.")
    return photo
