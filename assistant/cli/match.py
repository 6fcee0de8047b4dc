"""`python -m assistant match run|review|train|decide`"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.cli.common import ProgressBar, add_catalog, add_json, print_json
from retrieval.catalogue import Catalogue
from retrieval.catalogue.address import Address
from retrieval.catalogue.matching import JudgedPair, Key, MatchStore
from retrieval.errors import AssistantError
from retrieval.ingest import own_encoder, regroup
from retrieval.matching.decisions import Listed, key_of, listed
from retrieval.matching.resolution import TRAINED, ResolutionSummary

ANSWERS = {"y": True, "n": False}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions and their options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    runs = actions.add_parser("run", help="group offers into products")
    review = actions.add_parser("review", help="decide pairs that the matcher is unsure of")
    review.add_argument("--list", action="store_true", help="list them, ask nothing")
    decide = actions.add_parser("decide", help="say whether two offers are the same thing")
    decide.add_argument("one", metavar="A", help="an offer, as SOURCE/OFFER_ID")
    decide.add_argument("other", metavar="B", help="another one")
    decide.add_argument("answer", choices=("same", "different"))
    train = actions.add_parser("train", help="learn from labelled pairs")
    train.add_argument("--data", type=Path, required=True, metavar="DIR", action="append")
    train.add_argument("--encoder", default="compact")
    train.add_argument("--out", type=Path, metavar="FILE", help="default: into the catalogue")
    for action in (runs, review, decide, train):
        add_catalog(action)
        add_json(action)


def run(options: argparse.Namespace) -> int:
    """Run one action."""
    return ACTIONS[options.action](options)


def _run(options: argparse.Namespace) -> int:
    with _writing(options.catalog) as catalogue:
        summary = _resolve(catalogue)
    if options.json:
        print_json(summary.as_dict())
    else:
        print(
            f"{summary.offers:,} offers, {summary.compared:,} of them new or changed; "
            f"{summary.pairs:,} pairs judged; {summary.products:,} products; "
            f"{summary.unsure:,} pairs to review ({summary.seconds:.1f} s)"
        )
    return 0


def _review(options: argparse.Namespace) -> int:
    catalogue = Catalogue.open(options.catalog)
    try:
        pairs = list(listed(catalogue))
    finally:
        catalogue.close()
    if options.json:
        print_json({"unsure": [pair.as_dict() for pair in pairs]})
    elif options.list:
        for pair in pairs:
            _show(pair)
        print(f"{len(pairs):,} pairs to decide")
    else:
        _ask(options.catalog, pairs)
    return 0


def _ask(place: Address, pairs: list[Listed]) -> None:
    """Ask about each pair; what was answered is kept even when the rest is not reached."""
    answers: list[tuple[JudgedPair, bool]] = []
    try:
        for number, pair in enumerate(pairs, start=1):
            _show(pair)
            answer = input(f"[{number}/{len(pairs)}] the same thing? y, n, Enter to skip, q: ")
            if answer.strip().lower() == "q":
                break
            if answer.strip().lower() in ANSWERS:
                answers.append((pair.pair, ANSWERS[answer.strip().lower()]))
    except EOFError:
        print()
    if answers:
        with _writing(place) as catalogue:
            store = MatchStore(catalogue.engine)
            for judged, same in answers:
                store.decide(judged.a, judged.b, same)
            _resolve(catalogue)
    print(f"{len(answers):,} decided")


def _decide(options: argparse.Namespace) -> int:
    with _writing(options.catalog) as catalogue:
        one, other = (key_of(catalogue, text) for text in (options.one, options.other))
        if one == other:
            raise AssistantError("These are one and the same offer; name two.")
        MatchStore(catalogue.engine).decide(one, other, options.answer == "same")
        summary = _resolve(catalogue)
    if options.json:
        print_json(summary.as_dict())
    else:
        print(f"{_name(one)} and {_name(other)} are {options.answer}: kept")
    return 0


def _train(options: argparse.Namespace) -> int:
    from assistant.evaluation.matching import figures, read_collection
    from retrieval.matching.training import TrainingSet, train

    out = options.out or Catalogue.open(options.catalog).folder / TRAINED
    progress = ProgressBar()
    try:
        sets = [
            TrainingSet.of(one.corpus, one.splits, progress=progress)
            for one in (read_collection(path, options.encoder, progress) for path in options.data)
        ]
        matcher = train(sets, progress=progress)
    finally:
        progress.close()
    matcher.save(out)
    report = {
        str(path): figures(matcher, one) for path, one in zip(options.data, sets, strict=True)
    }
    if options.json:
        print_json({"saved": str(out), "figures": report})
    else:
        for name, rows in report.items():
            print(f"{name}: test F1 {rows['trained']['F1']:.3f}")
        print(f"wrote {out}")
    return 0


ACTIONS = {"run": _run, "review": _review, "decide": _decide, "train": _train}


def _resolve(catalogue: Catalogue) -> ResolutionSummary:
    """Group offers anew and bring the index up to date."""
    progress = ProgressBar()
    try:
        return regroup(catalogue, own_encoder(catalogue), progress)
    finally:
        progress.close()


@contextmanager
def _writing(place: Address) -> Iterator[Catalogue]:
    catalogue = Catalogue.open(place)
    try:
        with catalogue.writing():
            yield catalogue
    finally:
        catalogue.close()


def _show(pair: Listed) -> None:
    print(f"\n{pair.pair.probability:.2f}  {'; '.join(pair.pair.evidence)}")
    for key, title, price in ((pair.pair.a, *pair.one), (pair.pair.b, *pair.other)):
        print(f"      {_name(key)}: {title} {price}")


def _name(key: Key) -> str:
    return "/".join(key)
