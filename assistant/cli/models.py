"""`python -m assistant models list|pull`"""

from __future__ import annotations

import argparse
import dataclasses

from assistant.cli.common import add_json, print_json
from retrieval.models import Model, list_models, models_folder, pull


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="what is here, its size and licence")
    add_json(listing)
    pulling = actions.add_parser("pull", help="fetch a model's weights")
    names = "openclip:<model>/<weights>, whisper:<size> or transformers:<id>"
    pulling.add_argument("name", help=names)


def run(options: argparse.Namespace) -> int:
    """List the models, or fetch one."""
    if options.action == "pull":
        print(f"{options.name} is in {pull(options.name)}.")
    elif options.json:
        models = [dataclasses.asdict(model) for model in list_models()]
        print_json({"folder": str(models_folder()), "models": models})
    else:
        _print()
    return 0


def _print() -> None:
    models = list_models()
    width = max(len(model.name) for model in models)
    print(
        f"{'model':<{width}}  {'for':<14}  {'here':<4}  {'hash':<8}  {'version':<12}  {'size':>8}  "
        f"{'licence':<12}  where"
    )
    for model in models:
        here = "yes" if model.here else "no"
        size = f"{model.size / 2**20:,.0f} MiB" if model.size else "?"
        print(
            f"{model.name:<{width}}  {model.kind:<14}  {here:<4}  {_hash(model):<8}  "
            f"{model.version or '?':<12}  {size:>8}  {model.licence or '?':<12}  {model.where}"
        )
    for problem in filter(None, (model.problem for model in models)):
        print(problem)
    print(f"\nFetched models are kept in {models_folder()}.")


def _hash(model: Model) -> str:
    if model.sound is None:
        return "-"
    return "holds" if model.sound else "DIFFERS"
