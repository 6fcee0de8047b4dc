"""The ears of an assistant: a recogniser that learns the catalogue's words as they change."""

from __future__ import annotations

import logging
import threading

from assistant.speech import Recogniser, load_recogniser
from assistant.speech.vocabulary import catalogue_vocabulary
from retrieval.catalogue import Catalogue

log = logging.getLogger(__name__)

PATIENCE = 2.0  # seconds a recording waits for new words; those of a large shop take longer


class Listener:
    """Has the recogniser that `spec` names over one catalogue. Threads may share one."""

    def __init__(self, spec: str, catalogue: Catalogue) -> None:
        self._spec = spec
        self._catalogue = catalogue
        self._recogniser: Recogniser | None = None
        self._generation = 0  # whose words it expects, or will soon
        self._lock = threading.Lock()
        self._learning = threading.Lock()

    @property
    def recogniser(self) -> Recogniser:
        """The recogniser, loaded when it is first asked for.

        When another generation is live than the last time, its words are learnt in a thread of
        their own; a recogniser that takes long over them is handed out as it was. Raises
        `ModelUnavailable` where there is no such recogniser.
        """
        live = self._catalogue.generations.live
        number = live.number if live else 0
        with self._lock:
            if self._recogniser is None:
                vocabulary = catalogue_vocabulary(self._catalogue)
                self._recogniser = load_recogniser(self._spec, vocabulary)
            elif number != self._generation:
                learner = threading.Thread(
                    target=self._learn, args=(self._recogniser,), name="listening", daemon=True
                )
                learner.start()
                learner.join(PATIENCE)
            self._generation = number
            return self._recogniser

    def _learn(self, recogniser: Recogniser) -> None:
        with self._learning:  # one after the other: the last one to read has the newest words
            try:
                recogniser.expect(catalogue_vocabulary(self._catalogue))
            except Exception:
                log.exception("the words of the catalogue could not be learnt; the old ones stay")
