"""`evaluate search`: a folder with `catalog.csv` and `queries.jsonl` in, figures out.

`catalog.csv` has the columns id, title, description, category, image (path relative to the folder)
and any further ones. A line of `queries.jsonl` is `{"text": …, "photo": …, "voice": …,
"relevant": ["id", …]}` with any of text, photo and voice; "relevant" may also map ids to gains,
and "kind" may name the group a query is reported in.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.assistant import Assistant
from assistant.dialogue.conversation import ask
from assistant.turn import Turn
from retrieval.catalogue import Catalogue
from retrieval.encoders import load_encoder
from retrieval.errors import AssistantError, BadFeed
from retrieval.evaluation.metrics import ndcg_at, recall_at, reciprocal_rank
from retrieval.ingest import IngestOptions, ingest
from retrieval.progress import Progress, silent
from retrieval.reading import PATIENT, Reader
from retrieval.search import SearchOptions

SOURCE = "evaluation"
DEPTH = 10  # how far down the lists are judged


@dataclass(frozen=True)
class Case:
    """One query and what should be found."""

    turn: Turn
    gains: dict[str, float]  # id → gain, above 0
    kind: str


def evaluate_search(
    data: Path,
    *,
    encoder: str = "compact",
    speech: str = "faster-whisper",
    search: SearchOptions = SearchOptions(),
    keep: Path | None = None,
    reading: float = 0.0,
    progress: Progress = silent,
) -> dict:
    """Ingest `data`/catalog.csv into a temporary catalogue (or into `keep`) and ask every query.

    What is printed on the products' pictures is read for `reading` seconds, and on photos as long
    as it takes, so that the figures do not depend on how busy the machine is; 0: not at all.

    Returns {"groups": {group: {"queries", "R@1", "R@5", "R@10", "MRR", "nDCG@10", "ms"}}, …}:
    all queries together, then by kind; "ms" is the median time of a query inside the process.
    Raises `BadFeed` when a file is missing or a line cannot be read.
    """
    cases = list(read_cases(data / "queries.jsonl"))
    with _folder(keep) as folder:
        catalogue = Catalogue.create(folder)
        started = time.monotonic()
        (summary,) = ingest(
            catalogue,
            load_encoder(encoder),
            str(data / "catalog.csv"),
            IngestOptions(format_name="table", source=SOURCE, reading=reading),
            progress=progress,
        )
        seconds = time.monotonic() - started
        catalogue.close()
        assistant = Assistant.open(folder, speech=speech, options=search)
        assistant.reader = Reader(PATIENT) if reading else None
        assistant.warm_up()
        figures, failures = ask_all(assistant, cases, progress)
        assistant.close()
    return {
        "groups": _grouped(cases, figures),
        "products": summary.added + summary.changed + summary.unchanged,
        "rejected": len(summary.rejected),
        "pictures missing": len(summary.warnings),
        "ingest s": round(seconds, 2),
        "failed queries": failures,
    }


def read_cases(path: Path) -> Iterator[Case]:
    """The queries of an evaluation set. Raises `BadFeed` with the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadFeed(f"{path} cannot be read: {error}.") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _case(json.loads(line), path.parent)
            except (ValueError, TypeError, AttributeError) as error:
                raise BadFeed(f"{path}, line {number} is not a query: {error}.") from error


def _case(row: dict, folder: Path) -> Case:
    relevant = row.get("relevant")
    gains = relevant if isinstance(relevant, dict) else dict.fromkeys(relevant or (), 1.0)
    gains = {str(one): float(gain) for one, gain in gains.items() if float(gain) > 0}
    if not gains:
        raise ValueError('"relevant" names nothing')
    given = [name for name in ("text", "photo", "voice") if row.get(name)]
    if not given:
        raise ValueError("it has neither text nor photo nor voice")
    turn = Turn(
        text=row.get("text") or "",
        photos=(folder / row["photo"],) if row.get("photo") else (),
        voice=folder / row["voice"] if row.get("voice") else None,
    )
    return Case(turn, gains, str(row.get("kind") or " + ".join(given)))


def ask_all(
    assistant: Assistant, cases: list[Case], progress: Progress
) -> tuple[list[dict[str, float]], int]:
    """The figures of every query; one that cannot be answered scores 0 and is counted."""
    figures, failures = [], 0
    for done, case in enumerate(cases, start=1):
        before = time.perf_counter()
        try:
            answer = ask(assistant, case.turn, DEPTH)
            ranked = [one.offer.offer_id for one in answer.recommendations]
        except AssistantError:
            ranked, failures = [], failures + 1
        elapsed = (time.perf_counter() - before) * 1000
        figures.append({**_judge(ranked, case.gains), "ms": elapsed})
        progress("Asking", done, len(cases))
    return figures, failures


def _judge(ranked: list[str], gains: dict[str, float]) -> dict[str, float]:
    return {
        "R@1": recall_at(1, ranked, gains),
        "R@5": recall_at(5, ranked, gains),
        "R@10": recall_at(10, ranked, gains),
        "MRR": reciprocal_rank(ranked, gains),
        "nDCG@10": ndcg_at(10, ranked, gains),
    }


def _grouped(cases: list[Case], figures: list[dict[str, float]]) -> dict[str, dict[str, float]]:
    """Means of each group's figures; of the milliseconds the median."""
    groups: dict[str, list[dict[str, float]]] = {"all": figures}
    for case, row in zip(cases, figures, strict=True):
        groups.setdefault(case.kind, []).append(row)
    return {
        name: {
            "queries": len(rows),
            **{
                measure: (statistics.median if measure == "ms" else statistics.fmean)(
                    row[measure] for row in rows
                )
                for measure in rows[0]
            },
        }
        for name, rows in groups.items()
        if rows
    }


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield keep
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder) / "catalog"
