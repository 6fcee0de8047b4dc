"""`python -m assistant compare --data DIR`"""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.cli.common import ProgressBar, add_json, print_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    from retrieval.training.comparison import CompareOptions

    names = CompareOptions().strategies
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--encoder", default="compact", help="or openclip:<model>/<weights>")
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="STRATEGY")
    parser.add_argument("--seeds", type=int, default=5, help="splits (default: %(default)s)")
    parser.add_argument("--epochs", type=int, default=40, help="at most (default: %(default)s)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="also write the table here")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Train and test every strategy; print one table, those without an adapter first."""
    from fusion.strategies import STRATEGIES
    from fusion.training import TrainingOptions
    from retrieval.encoders import load_encoder
    from retrieval.training.comparison import CompareOptions, as_markdown, compare
    from retrieval.training.data import read_folder

    reads_tokens = any(STRATEGIES[name].tokens for name in options.only if name in STRATEGIES)
    progress = ProgressBar()
    encoder = load_encoder(options.encoder)
    try:
        rows = compare(
            read_folder(options.data, encoder, progress=progress, with_tokens=reads_tokens),
            encoder,
            CompareOptions(
                strategies=options.only,
                seeds=options.seeds,
                training=TrainingOptions(epochs=options.epochs),
            ),
            progress,
        )
    finally:
        progress.close()
    table = as_markdown(rows)
    if options.out:
        options.out.write_text(table + "\n")
    if options.json:
        print_json(rows)
    else:
        print(table)
    return 0
