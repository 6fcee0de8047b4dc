"""Opening the assistant in the background, so that the page is up while models load."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from assistant.places import share_cores
from retrieval.errors import AssistantError
from retrieval.progress import Progress
from retrieval.trouble import DatabaseDown, trouble

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.house import House
    from retrieval.catalogue import Catalogue
    from retrieval.catalogue.address import Address

AWAIT = 2.0  # seconds between two looks whether a worker has made a catalogue

log = logging.getLogger(__name__)

_DEMO_KEY = "demo"  # setting of a catalogue that was made from the demo: "unfinished" or "complete"


@dataclass(frozen=True)
class Status:
    """How far the opening is. `problem` is a sentence for the shopper, "" while all is well."""

    stage: str = "Starting"
    done: int = 0
    total: int | None = None
    ready: bool = False
    problem: str = ""


class Opening:
    """An assistant that is being opened by a thread of its own.

    `status` and `assistant` may be read at any time; `assistant` is None until it is ready.
    """

    def __init__(self, open_assistant: Callable[[Progress], Assistant]) -> None:
        self._open = open_assistant
        self.status = Status()
        self.assistant: Assistant | None = None

    def start(self) -> None:
        """Begin; returns at once."""
        threading.Thread(target=self.run, name="opening", daemon=True).start()

    def run(self) -> None:
        """Open the assistant, and note what became of it. A database that is away for a moment is
        asked again: nobody restarts a server for that."""
        while self._fails():
            time.sleep(AWAIT)

    def _fails(self) -> bool:
        """Try to open the assistant; whether it may be tried again."""
        try:
            self.assistant = self._open(self._report)
            self.status = Status("Ready", ready=True)
            return False
        except Exception as error:
            found = error if isinstance(error, AssistantError) else trouble(error)
            if isinstance(error, AssistantError) or isinstance(found, DatabaseDown):
                log.error("%s", found)
            else:
                log.exception("the assistant could not be opened")
            unclear = "The catalogue could not be opened; the log says why."
            self.status = Status(problem=str(found or unclear))
            return isinstance(found, DatabaseDown)

    def _report(self, stage: str, done: int, total: int | None) -> None:
        self.status = Status(stage, done, total)


def check_catalogue(place: Address | Path, demo: Path | None) -> None:
    """Raise `BadCatalogue` where nothing could be served: no catalogue and no demo, or a foreign
    or newer folder. Cheap enough to do before the server starts."""
    from retrieval.catalogue import Catalogue

    (Catalogue.create if demo else Catalogue.open)(place).close()


def open_assistant(
    place: Address | Path,
    demo: Path | None,
    progress: Progress,
    llm: str = "",
    house: House | None = None,
    read_only: bool = False,
) -> Assistant:
    """The assistant over the catalogue at `place`, loaded and warm.

    Where there is no catalogue yet, or the demo was interrupted, the feeds that the file `demo`
    lists are read first; not with `read_only`, when a worker does all that writes.
    Raises `AssistantError`.
    """
    progress("Loading the models", 0, None)
    share_cores()
    from assistant.assistant import Assistant
    from retrieval.catalogue import Catalogue

    if demo is not None and not read_only:
        catalogue = Catalogue.create(place)
        read_demo(catalogue, demo, progress)
        catalogue.close()
    if read_only:
        await_index(place, progress)
    assistant = Assistant.open(
        place, llm=llm, progress=progress, behind=True, house=house, read_only=read_only
    )
    progress("Warming up", 0, None)
    assistant.warm_up()
    progress("Preparing to listen", 0, None)
    try:
        _ = assistant.recogniser  # it learns the catalogue's words
    except AssistantError as error:
        log.warning("%s Questions can be typed meanwhile.", error)
    return assistant


def await_index(place: Address | Path, progress: Progress) -> None:
    """Wait until a worker has made a catalogue at `place` that can be asked: servers and workers
    may start in any order, and before their database."""
    progress("Waiting for the worker", 0, None)
    told = ""
    while lacking := _lacking(place):
        if lacking != told:
            log.warning("%s Waiting for the worker.", lacking)
            told = lacking
        time.sleep(AWAIT)


def _lacking(place: Address | Path) -> str:
    """Why a catalogue cannot be asked yet, "" where it can."""
    from retrieval.catalogue import Catalogue

    try:
        with closing(Catalogue.open(place)) as catalogue:
            return "" if catalogue.generations.live else "Nothing has been indexed yet."
    except (AssistantError, SQLAlchemyError) as error:
        return str(trouble(error) or error)


def read_demo(catalogue: Catalogue, demo: Path, progress: Progress) -> None:
    """Fill an empty catalogue with what the file `demo` lists, or go on with that."""
    if len(catalogue) and catalogue.get(_DEMO_KEY) != "unfinished":
        return
    from retrieval.ingest import ingest_shops, own_encoder

    with catalogue.writing():
        catalogue.set(_DEMO_KEY, "unfinished")
        ingest_shops(catalogue, own_encoder(catalogue), demo, progress)
        catalogue.set(_DEMO_KEY, "complete")
