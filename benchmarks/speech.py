"""Folders of speech for `python -m assistant evaluate speech --data DIR`.

    python -m benchmarks.speech sentences --out DIR           demo sentences by flite's voices
    python -m benchmarks.speech nothing --out DIR             60 clips in which nobody speaks
    python -m benchmarks.speech orders --data DIR --out DIR   recordings, their words told
      --hide N --titles FILE…                                 … among N other phrases

Flite (Debian's package) is a plain synthesiser: people are easier to understand.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from assistant.speech.vocabulary import spoken

RATE = 16_000
VOICES = ("slt", "rms", "awb")
DIALOGUES = Path("demo/evaluation/dialogues.jsonl"), Path("benchmarks/dialogues")
SENTENCES = 210
NOTES = (262, 294, 330, 349, 392, 440, 494)  # Hz


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="orders: a folder with manifest.csv")
    parser.add_argument("--hide", type=int, default=0, help="orders: other phrases")
    parser.add_argument("--titles", type=Path, nargs="*", default=[], help="orders: a title a line")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    KINDS[options.kind](options)


def sentences(options: argparse.Namespace) -> None:
    """What shoppers of the demo's dialogues say, clean and with white noise at 10 dB."""
    said = list(dict.fromkeys(_sayable()))
    random.Random(1).shuffle(said)
    rng, rows = np.random.default_rng(0), []
    for number, text in enumerate(said[:SENTENCES]):
        path = options.out / f"{number:03d}.wav"
        voice = VOICES[number % len(VOICES)]
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", path], check=True)
        samples, rate = soundfile.read(path)
        voiced = samples[np.abs(samples) > 0.01]
        noise = rng.normal(0, np.sqrt((voiced**2).mean() / 10), len(samples))
        noisy = path.with_name(f"{number:03d}-noisy.wav")
        soundfile.write(noisy, np.clip(samples + noise, -1, 1), rate)
        rows += [(path.name, text, "en", "clean"), (noisy.name, text, "en", "10 dB")]
    _manifest(options.out, ("clip", "text", "language", "noise"), rows)


def _sayable() -> Iterator[str]:
    """English turns of 5 to 16 plain words, without signs that a synthesiser spells out."""
    single, folder = DIALOGUES
    for path in [single, *sorted(folder.rglob("dialogues*.jsonl"))]:
        for line in path.read_text(encoding="utf-8").splitlines():
            for turn in json.loads(line)["turns"] if line.strip() else ():
                text = str(turn.get("say") or "")
                plain = re.fullmatch(r"[A-Za-z ,.?!'-]+|(?:[A-Za-z ,?!'-]|\b\d{1,3}\b)+", text)
                if plain and 5 <= len(text.split()) <= 16 and not re.search(r"\b[cm][ml]\b", text):
                    yield text


def nothing(options: argparse.Namespace) -> None:
    """Silence, white and pink noise, hum, single tones and chords, ten of each, 2 to 6 s."""
    rng, rows = np.random.default_rng(0), []
    for number in range(60):
        kind = ("silence", "white", "pink", "hum", "melody", "chords")[number % 6]
        samples = _sound(kind, rng, rng.uniform(2, 6))
        path = options.out / f"{number:03d}.wav"
        soundfile.write(path, np.clip(samples * rng.uniform(0.02, 0.3), -1, 1), RATE)
        rows.append((path.name, "", "en", kind))
    _manifest(options.out, ("clip", "text", "language", "noise"), rows)


def _sound(kind: str, rng: np.random.Generator, seconds: float) -> np.ndarray:
    """(samples,) of about the loudness 1."""
    count = int(seconds * RATE)
    t = np.arange(count) / RATE
    white = rng.normal(0, 1, count)
    if kind == "silence":
        return white * 0.005
    if kind == "white":
        return white
    if kind == "pink":
        spectrum = np.fft.rfft(white)
        pink = np.fft.irfft(spectrum / np.sqrt(np.arange(1, len(spectrum) + 1)), count)
        return pink / pink.std()
    if kind == "hum":
        return sum(np.sin(2 * np.pi * 50 * k * t) / k for k in (1, 2, 3, 5)) + white * 0.05
    beats = np.minimum((t / 0.4).astype(int), 99)
    decay = np.exp(-3 * (t % 0.4))
    steps = (0, 2, 4) if kind == "chords" else (0,)
    starts = rng.integers(0, len(NOTES), 100)
    tones = [
        np.sin(2 * np.pi * k * np.take(NOTES, (starts[beats] + step) % len(NOTES)) * t) / k
        for step in steps
        for k in (1, 2, 3)
    ]
    return sum(tones) * decay / len(steps)


def orders(options: argparse.Namespace) -> None:
    """Recordings with slots: `words.txt` holds every clip's phrases, shuffled among others."""
    with (options.data / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [dict(row) for row in csv.DictReader(file)]
    phrases = {one for row in rows for one in json.loads(row["slots"]).values()}
    others = [one for one in _common(options.titles) if one not in phrases][: options.hide]
    words = sorted(phrases) + others
    random.Random(0).shuffle(words)
    (options.out / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    paths = [((options.data / row["clip"]).resolve(), row["slots"], "en") for row in rows]
    _manifest(options.out, ("clip", "slots", "language"), paths)


def _common(files: list[Path]) -> list[str]:
    """Runs of one to three words of titles, frequent ones first."""
    counts: Counter[str] = Counter()
    for title in {line for path in files for line in path.read_text("utf-8").splitlines()}:
        words = spoken(title).split()
        for length in (1, 2, 3):
            counts.update(
                " ".join(words[at : at + length]) for at in range(len(words) - length + 1)
            )
    return sorted(counts, key=lambda phrase: (-counts[phrase], phrase))


def _manifest(folder: Path, columns: tuple[str, ...], rows: list) -> None:
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])


KINDS = {"sentences": sentences, "nothing": nothing, "orders": orders}

if __name__ == "__main__":
    main()
