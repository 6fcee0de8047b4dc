"""Quick look at product types: small pictures joined in one contact sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw


def contact_sheet(
    pictures: Sequence[Path], out: Path, columns: int = 8, side: int = 200, names: bool = True
) -> None:
    """Join `pictures` into one grid at `out`, each `side` pixels wide."""
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * side, rows * side), "white")
    for i, path in enumerate(pictures):
        with Image.open(path) as picture:
            tile = picture.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
        corner = (i % columns * side, i // columns * side)
        sheet.paste(tile, corner)
        if names:
            ImageDraw.Draw(sheet).text((corner[0] + 4, corner[1] + 3), path.stem, fill="#666666")
    out.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(out, quality=85)
