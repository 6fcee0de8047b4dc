"""Several at once: writers, readers, conversations. None waits for ever, none sees another's."""

from __future__ import annotations

import gc
import os
import re
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from assistant.assistant import Assistant
from assistant.dialogue import Conversation
from assistant.dialogue.chips import chips
from assistant.turn import Turn
from retrieval.catalogue import Catalogue
from retrieval.reading import Reader
from tests.reliability.clients import PATIENCE, server
from tests.reliability.scenarios import feeds, filled
from tests.reliability.state import state

ROOT = Path(__file__).parents[2]
LONG = int(os.environ.get("TORTURE", "0"))
SHOPPERS, TURNS = (64, 50) if LONG else (8, 5)
INGEST = """
import sys
from pathlib import Path
from retrieval.errors import BadCatalogue
from tests.reliability.scenarios import taken
for _ in range(3):
    try:
        taken(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
    except BadCatalogue as error:
        assert "Another process is writing" in str(error), error
"""


def ingesting(folder: Path, feed: str, shop: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", INGEST, str(folder), feed, shop], cwd=ROOT)


@pytest.fixture
def assistant(own_catalog: Path):
    made = Assistant.open(own_catalog, reader=Reader(command=("false",)))
    yield made
    made.close()


def test_two_ingests_and_a_reader_at_once(tmp_path: Path) -> None:
    """One waits or is told that the other writes; what there is in the end is whole."""
    feeds(tmp_path / "feeds")
    writers = [ingesting(tmp_path, "first", "north"), ingesting(tmp_path, "other", "south")]
    while any(writer.poll() is None for writer in writers):
        if (tmp_path / "c" / "catalog.db").exists():
            with closing(Catalogue.create(tmp_path / "c")) as catalogue:
                for product in catalogue.all_products():
                    assert product.offers
        writers[0].poll()
    assert [writer.wait() for writer in writers] == [0, 0]
    found = state(tmp_path / "c")
    assert found["problems"] == ["", []]
    assert found["store"] == found["litter"] == []


def test_conversations_at_once_keep_to_themselves(assistant: Assistant) -> None:
    """Each shopper has a limit and a colour of their own, and is answered by these alone."""

    def talk(shopper: int) -> list[str]:
        conversation, wrong = Conversation(assistant), []
        colour, limit = ("red", "green", "blue")[shopper % 3], 20 + shopper
        conversation.say(Turn(f"something {colour} under {limit} euros"))
        for turn in range(TURNS):
            answer = conversation.say(
                Turn(("show me mugs", "in stock only", "more", "undo")[turn % 4])
            )
            wrong += [
                f"{shopper}: {one.product.title}"
                for one in answer.recommendations
                if one.offer.price and one.offer.price.amount > limit and not one.misses
            ]
            said = " ".join(map(str, chips(conversation.state)))
            limits = {int(amount) // 100 for amount in re.findall(r"minor=(\d+)", said)}
            wrong += [f"{shopper}: {said}"] if limits - {limit} else []
        return wrong

    with ThreadPoolExecutor(8) as threads:
        assert [one for found in threads.map(talk, range(SHOPPERS)) for one in found] == []


@pytest.mark.skipif(not LONG, reason="takes minutes: make torture")
def test_memory_does_not_grow_with_turns(assistant: Assistant) -> None:
    held = []
    for turn in range(2000):
        if turn % 50 == 0:
            conversation = Conversation(assistant)
        conversation.say(Turn(("a red mug", "cheaper", "in blue", "a lamp under 60")[turn % 4]))
        if turn in (1000, 1999):
            gc.collect()
            held.append(int(Path("/proc/self/statm").read_text().split()[1]))
    page = resource.getpagesize()
    assert held[1] * page < 1.05 * held[0] * page


@pytest.mark.skipif(not LONG, reason="takes minutes: make torture")
def test_two_servers_answer_while_feeds_are_read(tmp_path: Path) -> None:
    """Both answer every question from a whole catalogue, and see in the end what was written."""
    folder = tmp_path / "work"
    filled(folder)
    with server(folder) as (one, *_), server(folder) as (other, *_):
        for feed in ("later", "first") * 3 + ("later",):
            writer = ingesting(folder, feed, "north")
            answered = 0
            while writer.poll() is None or not answered:
                for base in (one, other):
                    assert found(base) in ({"Red mug"}, {"Crimson mug"})
                    answered += 1
            assert writer.wait() == 0
        assert found(one) == found(other) == {"Crimson mug"}
    assert state(folder / "c")["problems"] == ["", []]


def found(base: str) -> set[str]:
    """Which of the titles that the mug has had a server shows."""
    answer = httpx.post(f"{base}/v1/search", json={"query": "mug", "limit": 20}, timeout=PATIENCE)
    titles = {one["title"] for one in answer.raise_for_status().json()["products"]}
    return titles & {"Red mug", "Crimson mug"}
