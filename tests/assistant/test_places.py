"""Typed turns and turns with photos do not wait for each other."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import closing

from assistant.assistant import Assistant
from assistant.places import Places
from assistant.turn import Turn
from retrieval.catalogue import Catalogue
from tests.fakes import FAKE


def test_a_typed_turn_has_a_place_while_photos_take_all_of_theirs():
    places, inside, leave = Places(1, 1), threading.Event(), threading.Event()

    def look() -> None:
        with places.taken(shows=True):
            inside.set()
            leave.wait(60)

    looking = threading.Thread(target=look)
    looking.start()
    assert inside.wait(60)
    with places.taken(shows=False):
        pass
    leave.set()
    looking.join()
    with places.taken(shows=True):
        pass


def test_what_shows_something():
    assert Turn("a lamp").shows is False
    assert Turn(photos=(b"x",)).shows
    assert Turn(video=b"x").shows


def test_a_servers_models_share_the_cores():
    """In a process of its own, as it is for the whole process; threads that come later too."""
    code = """
import threading, torch
from assistant import places
torch.set_num_threads(8)
places.THREADS = 3
places.share_cores()
found = []
thread = threading.Thread(target=lambda: found.append(torch.get_num_threads()))
thread.start(); thread.join()
print(torch.get_num_threads(), *found)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["3", "3"]


def test_a_first_photo_finds_its_models_loaded(own_catalog):
    with closing(Assistant(Catalogue.open(own_catalog))) as assistant:
        before = FAKE.images_seen
        assistant.warm_up()
        assert FAKE.images_seen > before
