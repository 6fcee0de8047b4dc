"""`python -m assistant train STRATEGY --data DIR | --catalog PLACE`"""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.cli.common import ProgressBar, add_json, catalog_address, print_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    from fusion.strategies import STRATEGIES

    listing = "; ".join(f"{name}: {one.purpose}" for name, one in STRATEGIES.items())
    parser.add_argument("strategy", choices=STRATEGIES, metavar="STRATEGY", help=listing)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--data", type=Path, metavar="DIR", help="folder as evaluate reads it")
    source.add_argument(
        "--catalog", type=catalog_address, metavar="PLACE", help="learn from its own products"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: DIR/fusion/STRATEGY")
    parser.add_argument("--encoder", help="compact (default) or openclip:<model>/<weights>")
    parser.add_argument("--epochs", type=int, default=40, help="at most (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Train one strategy, write the adapter and its card, and say where they are."""
    from fusion.training import TrainingOptions
    from retrieval.adapters import SUFFIX
    from retrieval.training.fitting import fit_to_file

    folder = options.data or options.catalog.folder
    path = (options.out or folder / "fusion" / options.strategy).with_suffix(SUFFIX)
    progress = ProgressBar()
    try:
        encoder, data = _read(options, progress)
        fitted = fit_to_file(
            options.strategy,
            data,
            encoder,
            path,
            TrainingOptions(epochs=options.epochs, seed=options.seed),
            source=folder.resolve().name,
            progress=progress,
        )
    finally:
        progress.close()
    if options.json:
        print_json({"path": str(path), **fitted.card})
    else:
        print(f"{options.strategy}: {path} ({fitted.card['seconds']} s)")
        print(f"Use it: python -m assistant ingest FEED --catalog DIR --fusion {path}")
    return 0


def _read(options: argparse.Namespace, progress: ProgressBar) -> tuple:
    from fusion.strategies import STRATEGIES
    from retrieval.catalogue import Catalogue
    from retrieval.encoders import load_encoder
    from retrieval.ingest import own_encoder
    from retrieval.training.data import read_catalogue, read_folder

    with_tokens = STRATEGIES[options.strategy].tokens
    if options.data:
        encoder = load_encoder(options.encoder or "compact")
        return encoder, read_folder(
            options.data, encoder, progress=progress, with_tokens=with_tokens
        )
    catalogue = Catalogue.open(options.catalog)
    try:
        encoder = load_encoder(options.encoder) if options.encoder else own_encoder(catalogue)
        return encoder, read_catalogue(catalogue, encoder, progress, with_tokens)
    finally:
        catalogue.close()
