"""One training: a data set in, an adapter with its card out."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from fusion.adapter import Adapter
from fusion.strategies import STRATEGIES
from fusion.training import Run, TrainingOptions
from retrieval.encoders import Encoder
from retrieval.errors import AssistantError
from retrieval.progress import Progress, silent
from retrieval.training.data import DataSet


@dataclass(frozen=True)
class Fitted:
    """A trained adapter, where it lies, and what its card says."""

    adapter: Adapter
    path: Path
    card: dict


def fit_to_file(
    name: str,
    data: DataSet,
    encoder: Encoder,
    path: Path,
    options: TrainingOptions = TrainingOptions(),
    source: str = "",
    progress: Progress = silent,
) -> Fitted:
    """Train strategy `name` on all questions that are not set apart for testing; write `path`.

    Goes on from the checkpoint beside `path` when one was cut off. Raises `AssistantError` when the
    data lack what the strategy learns from.
    """
    started = time.monotonic()
    checkpoint = path.with_suffix(".checkpoint")
    run = Run(checkpoint=checkpoint, progress=progress)
    adapter = fit(name, data, np.flatnonzero(~data.test), options, run)
    card = {
        "strategy": name,
        "purpose": STRATEGIES[name].purpose,
        "encoder": encoder.fingerprint,
        "data": source,
        "products": len(data.items),
        "questions": int((~data.test).sum()),
        "options": asdict(options),
        "validation": run.best if run.epoch else None,
        "epochs": run.epoch,
        "seconds": round(time.monotonic() - started, 1),
    }
    adapter.save(path, card)
    checkpoint.unlink(missing_ok=True)
    return Fitted(adapter, path, card)


def fit(
    name: str, data: DataSet, rows: np.ndarray, options: TrainingOptions, run: Run | None = None
) -> Adapter:
    """The adapter that strategy `name` learns from questions `rows`. Raises `AssistantError`.

    Products for validation are held out only where there is something to validate: what is
    fitted in closed form learns from all of them.
    """
    strategy = STRATEGIES[name]
    task = data.task(rows, options.seed)
    if not strategy.validates:
        task = replace(task, train=rows, valid=rows[:0])
    try:
        return strategy.fit(task, options, run)
    except ValueError as error:
        raise AssistantError(f"The strategy {name!r} cannot learn from this: {error}.") from error
