from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from assistant.house import BadHouse
from assistant.house.logo import SIDE, drawn_logo


def test_a_logo_is_written_anew_without_what_it_hides(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    image = Image.new("RGBA", (2000, 500), (200, 30, 30, 0))
    image.save(path, pnginfo=None)
    path.write_bytes(path.read_bytes() + b"<script>hidden</script>")
    drawn = drawn_logo(path)
    assert b"hidden" not in drawn
    with Image.open(io.BytesIO(drawn)) as shown:
        assert (shown.format, max(shown.size)) == ("WEBP", SIDE)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("logo.png", b"\x89PNG\r\n\x1a\nbroken"),
        ("logo.png", b""),
    ],
)
def test_what_cannot_be_shown_is_told_with_the_key(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadHouse) as told:
        drawn_logo(path)
    assert str(told.value).startswith(f"logo: {name} cannot be shown.")
    assert str(tmp_path) not in str(told.value)
