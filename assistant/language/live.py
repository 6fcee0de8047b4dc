"""The vocabulary of a catalogue that grows while it is asked."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from assistant.language.counts import Counts
from assistant.language.vocabulary import Vocabulary
from assistant.lexicon import Lexicon
from retrieval.generation import Generation
from retrieval.search import Searcher

log = logging.getLogger(__name__)

SMALL = 20_000
"""Offers up to which a question waits for the newest words: a second or two."""


class LiveVocabulary:
    """What can be said about the generation that is live now; segments that are new are counted to
    those before, and only where the first one is another is all counted anew. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._growing = threading.Lock()
        self._counts = Counts(Lexicon.load())
        self._counted: list[Path] = []  # the folders of the segments that are in
        self._generation: Generation | None = None
        self._vocabulary: Vocabulary | None = None

    def of(self, searcher: Searcher) -> Vocabulary:
        """The vocabulary of a searcher's generation, or the one before while it is being made."""
        known = self._vocabulary
        if known is not None and self._generation is searcher.generation:
            return known
        if known is None or len(searcher.columns.row) <= SMALL:
            return self._made(searcher)
        if self._growing.acquire(blocking=False):
            name = "vocabulary"
            threading.Thread(target=self._behind, args=(searcher,), name=name, daemon=True).start()
        return known

    def _behind(self, searcher: Searcher) -> None:
        try:
            self._made(searcher)
        except Exception:
            log.exception("the words of the catalogue could not be read anew")
        finally:
            self._growing.release()

    def _made(self, searcher: Searcher) -> Vocabulary:
        with self._lock:
            if self._vocabulary is None or self._generation is not searcher.generation:
                self._count(searcher)
                self._vocabulary = Vocabulary.counted(self._counts)
                self._generation = searcher.generation
            return self._vocabulary

    def _count(self, searcher: Searcher) -> None:
        """Count what is not counted yet; all anew where nothing of it is left."""
        folders = [one.folder for one in searcher.generation.segments]
        if not self._counted or folders[0] != self._counted[0]:
            self._counts, self._counted = Counts(Lexicon.load()), []
        for number, folder in enumerate(folders):
            if folder not in self._counted:
                self._counts.add(searcher.columns.of_segment(number))
                self._counted.append(folder)
