"""`evaluate speech`: a folder with `manifest.csv` and recordings in, figures out.

`manifest.csv` has the column clip (a path relative to the folder) and any of: text (what is said,
word by word; empty for a clip in which nobody speaks), slots (JSON: name → a phrase that must be
heard), language ("en", "zh": also the page's) and noise (a name, "10 dB").

The words of the trade that the recogniser is to expect come from `words.txt` beside it, a phrase a
line, or from a catalogue. What the manifest says is heard is never told to the recogniser.
"""

from __future__ import annotations

import csv
import json
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from assistant.media.audio import SAMPLE_RATE, decode_audio
from assistant.speech import Recogniser, Vocabulary, load_recogniser
from assistant.speech.vocabulary import catalogue_vocabulary
from retrieval.catalogue import Catalogue
from retrieval.catalogue.address import Address
from retrieval.errors import BadFeed, BadMedia
from retrieval.extras import require
from retrieval.progress import Progress, silent


@dataclass(frozen=True)
class Clip:
    """One recording and what is known about it."""

    path: Path
    text: str | None  # None when nobody wrote it down
    phrases: tuple[str, ...]  # that must be heard
    language: str
    noise: str


@dataclass(frozen=True)
class Hearing:
    """How one clip was heard. Errors are edits of Levenshtein's kind."""

    words: int  # of the reference
    word_errors: int
    characters: int
    character_errors: int
    phrases: int
    found: int  # of these phrases
    invented: int  # words heard where nobody spoke
    rtf: float  # seconds from the end of speech to the transcript, a second of the clip


def evaluate_speech(
    data: Path,
    *,
    speech: str = "faster-whisper",
    catalogue: Address | None = None,
    progress: Progress = silent,
) -> dict:
    """Transcribe every clip of `data`/manifest.csv.

    Returns {"groups": {group: {"clips", "WER", "CER", "slot recall", "whole", "invented", "rtf"}},
    "words": phrases the recogniser expected}: all clips, then by language and by noise. Rates are
    over all words, characters or phrases of a group; "whole" is the share of clips whose phrases
    were all heard; "rtf" is a median; None where the manifest does not say. Texts are compared as
    Whisper's normaliser leaves them. Raises `BadFeed` when a file cannot be read.
    """
    clips = list(read_clips(data / "manifest.csv"))
    vocabulary = read_vocabulary(data / "words.txt", catalogue)
    recogniser = load_recogniser(speech, vocabulary)
    hearings = []
    for done, clip in enumerate(clips, start=1):
        if done == 1:
            transcribe(recogniser, clip)  # nobody waits for the weights but once
        hearings.append(hear(recogniser, clip))
        progress("Listening", done, len(clips))
    return {"groups": _grouped(clips, hearings), "words": len(vocabulary.phrases)}


def read_clips(path: Path) -> Iterator[Clip]:
    """The clips of a manifest. Raises `BadFeed` with the line that is wrong."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadFeed(f"{path} cannot be read: {error}.") from error
    for number, row in enumerate(rows, start=2):
        try:
            yield _clip(row, path.parent)
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise BadFeed(f"{path}, line {number} is no clip: {error}.") from error
    if not rows:
        raise BadFeed(f"{path} names no clips.")


def _clip(row: dict[str, str], folder: Path) -> Clip:
    path = folder / row["clip"]
    if not path.is_file():
        raise ValueError(f"{path} is not there")
    phrases = tuple(map(str, json.loads(row.get("slots") or "{}").values()))
    return Clip(path, row.get("text"), phrases, row.get("language") or "", row.get("noise") or "")


def read_vocabulary(words: Path, catalogue: Address | None) -> Vocabulary:
    """The phrases of `words`, if it is there, then those of the catalogue, if there is one."""
    phrases: list[str] = []
    if words.is_file():
        phrases += filter(None, map(str.strip, words.read_text(encoding="utf-8").splitlines()))
    if catalogue is not None:
        opened = Catalogue.open(catalogue)
        phrases += catalogue_vocabulary(opened).phrases
        opened.close()
    return Vocabulary(tuple(dict.fromkeys(phrases)))


def transcribe(recogniser: Recogniser, clip: Clip) -> tuple[str, float]:
    """(transcript, seconds of sound); "" for a recording that is refused as silent."""
    try:
        audio = decode_audio(clip.path)
    except BadMedia:
        return "", 0.0
    return recogniser.transcribe(audio, clip.language).text, len(audio) / SAMPLE_RATE


def hear(recogniser: Recogniser, clip: Clip) -> Hearing:
    """Transcribe a clip and compare."""
    started = time.perf_counter()
    text, seconds = transcribe(recogniser, clip)
    rtf = (time.perf_counter() - started) / seconds if seconds else 0.0
    normal = normaliser(clip.language)
    heard, said = normal(text).split(), normal(clip.text or "").split()
    spoken = clip.text is not None and bool(said)
    return Hearing(
        words=len(said),
        word_errors=Levenshtein.distance(said, heard) if spoken else 0,
        characters=len("".join(said)),
        character_errors=Levenshtein.distance("".join(said), "".join(heard)) if spoken else 0,
        phrases=len(clip.phrases),
        found=sum(f" {normal(one)} " in f" {' '.join(heard)} " for one in clip.phrases),
        invented=len(heard) if clip.text is not None and not said else 0,
        rtf=rtf,
    )


@lru_cache
def normaliser(language: str) -> Callable[[str], str]:
    """Whisper's own, as published word error rates use: case, signs, spelling, numbers.

    Chinese is split into characters, so that its "words" are characters too.
    """
    require("whisper", "speech")
    from whisper.normalizers import BasicTextNormalizer, EnglishTextNormalizer

    if language in ("", "en"):
        return EnglishTextNormalizer()
    return BasicTextNormalizer(split_letters=language == "zh")


def _grouped(clips: list[Clip], hearings: list[Hearing]) -> dict[str, dict]:
    groups: dict[str, list[Hearing]] = {"all": hearings}
    for clip, hearing in zip(clips, hearings, strict=True):
        if clip.language:
            groups.setdefault(f"language {clip.language}", []).append(hearing)
        if clip.noise:
            groups.setdefault(f"noise {clip.noise}", []).append(hearing)
    silent_clips = any(clip.text is not None and not clip.text.strip() for clip in clips)
    return {name: _figures(rows, silent_clips) for name, rows in groups.items()}


def _figures(rows: list[Hearing], silent_clips: bool) -> dict[str, int | float | None]:
    asked = [row for row in rows if row.phrases]
    return {
        "clips": len(rows),
        "WER": _ratio((row.word_errors, row.words) for row in rows),
        "CER": _ratio((row.character_errors, row.characters) for row in rows),
        "slot recall": _ratio((row.found, row.phrases) for row in rows),
        "whole": _ratio((row.found == row.phrases, 1) for row in asked),
        "invented": sum(row.invented for row in rows) if silent_clips else None,
        "rtf": statistics.median(row.rtf for row in rows),
    }


def _ratio(pairs: Iterable[tuple[int, int]]) -> float | None:
    """The sum of the firsts over that of the seconds; None when there is nothing to divide by."""
    counts = list(pairs)
    whole = sum(count for _, count in counts)
    return sum(part for part, _ in counts) / whole if whole else None
