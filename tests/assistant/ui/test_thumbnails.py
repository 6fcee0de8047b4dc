from __future__ import annotations

import io

import pytest
from PIL import Image

from assistant.ui import thumbnails
from assistant.ui.thumbnails import Thumbnails
from retrieval.errors import BadMedia


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_thumbnail_is_small_and_without_metadata(photo: bytes) -> None:
    kept = Thumbnails()
    content = kept.get(kept.add(photo))
    assert content is not None
    image = Image.open(io.BytesIO(content))
    assert image.format == "WEBP"
    assert max(image.size) <= thumbnails.SIDE
    assert b"private" in photo
    assert b"private" not in content
    assert not image.getexif()


def test_it_goes_after_its_time(photo: bytes) -> None:
    clock = Clock()
    kept = Thumbnails(clock)
    early = kept.add(photo)
    clock.now = thumbnails.LIFETIME - 1
    late = kept.add(photo)
    assert kept.get(early)
    clock.now = thumbnails.LIFETIME
    assert kept.get(early) is None
    assert kept.get(late)


def test_the_oldest_makes_room(photo: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thumbnails, "MOST", 3)
    kept = Thumbnails()
    names = [kept.add(photo) for _ in range(5)]
    assert [kept.get(name) is not None for name in names] == [False, False, True, True, True]


def test_names_cannot_be_guessed(photo: bytes) -> None:
    kept = Thumbnails()
    names = {kept.add(photo) for _ in range(3)}
    assert len(names) == 3
    assert min(len(name) for name in names) >= 32
    assert kept.get("") is None


def test_what_is_no_photo_is_refused() -> None:
    with pytest.raises(BadMedia):
        Thumbnails().add(b"no photo")
