"""An ensemble of looks at a photo, and a student that looks once.

    python -m benchmarks.distillation --data DIR [DIR …] [--train 800] [--test 400] [--seeds 3]

The teacher looks six times (whole, middle .8 and .6, each also mirrored), maps what it sees by the
photo map learnt from labelled training photos, and adds the bridge. The student is the compact
encoder's single look at a photo, and a map that was taught the teacher's vectors without any label;
the catalogue's pictures it has from the teacher. Measured on test photos, against the truth:
nDCG@10. Of two folders or more, each student is also tried on the others: what was learnt in one
domain, used in another.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from fusion.adapter import Adapter
from fusion.blocks import ItemBlocks, normalise
from fusion.strategies import distillation, photo
from fusion.training import TrainingOptions
from retrieval.encoders import Encoder, load_encoder
from retrieval.images import decode_image
from retrieval.training.comparison import all_scores
from retrieval.training.data import CACHE, DataSet, read_folder

SIDES = (1.0, 0.8, 0.6)
TIMED = 48  # photos encoded to compare the speed of both


def looks(photo: Image.Image, sides: tuple[float, ...]) -> list[Image.Image]:
    """Middle parts of a photo, each as it is and mirrored."""
    found = []
    for side in sides:
        left, top = (round((1 - side) / 2 * length) for length in photo.size)
        part = photo.crop((left, top, photo.width - left, photo.height - top))
        found += [part, ImageOps.mirror(part)]
    return found


def by_teacher(encoder: Encoder, photo: Image.Image, sides: tuple[float, ...]) -> np.ndarray:
    """The mean block (d,) of all looks."""
    return normalise(encoder.encode_images(looks(photo, sides)).mean(axis=0))


def by_student(encoder: Encoder, photo: Image.Image) -> np.ndarray:
    """The block (d,) of one look."""
    return encoder.encode_images([photo])[0]


@dataclass(frozen=True)
class Domain:
    """The same photos and pictures, as the teacher and as the student see them."""

    name: str
    teacher: DataSet
    student: DataSet
    paths: list[Path]  # of the photos

    @property
    def train(self) -> np.ndarray:
        return np.flatnonzero(~self.teacher.test)

    @property
    def test(self) -> np.ndarray:
        return np.flatnonzero(self.teacher.test)


def read_domain(folder: Path, encoder: Encoder, train: int, test: int) -> Domain:
    """A random part of a folder's photos; what is encoded is kept in the folder."""
    data = read_folder(folder, encoder)
    random, parts = np.random.default_rng(0), []
    for wanted, most in ((False, train), (True, test)):
        rows = np.flatnonzero(data.test == wanted)
        parts.append(np.sort(random.permutation(rows)[:most]))
    rows = np.concatenate(parts)
    paths = [path for row in rows if (path := data.photos[row])]

    def kept(name: str, sides: tuple[float, ...]) -> np.ndarray:
        path = folder / CACHE / f"{name}-{len(paths)}-{encoder.fingerprint}.npy"
        if not path.exists():
            opened = map(decode_image, paths)
            found = [
                by_teacher(encoder, one, sides) if sides else by_student(encoder, one)
                for one in opened
            ]
            np.save(path, np.stack(found))
        return np.load(path)

    text = np.zeros((len(rows), encoder.text_dim), np.float32)
    part = replace(data, relevant=tuple(data.relevant[r] for r in rows), test=data.test[rows])
    seen = [kept("looks", SIDES), kept("look", ())]
    both = [replace(part, queries=ItemBlocks(text, image)) for image in seen]
    return Domain(folder.name, both[0], both[1], paths)


def taught(domain: Domain, options: TrainingOptions) -> tuple[Adapter, Adapter]:
    """The teacher's map and the student's."""
    task = domain.teacher.task(domain.train, options.seed)
    whole = replace(task, train=domain.train, valid=domain.train[:0])
    teacher = photo.fit(whole, options)
    seen = teacher.photo(domain.teacher.queries.image), teacher.picture(domain.teacher.items.image)
    mine = replace(whole, queries=domain.student.queries, teacher=seen)
    return teacher, distillation.fit(mine, options)


def ndcg(data: DataSet, encoder: Encoder, adapter: Adapter | None, k: int = 10) -> np.ndarray:
    """nDCG@k of each test photo, all right products being equally right."""
    rows = np.flatnonzero(data.test)
    discount = 1 / np.log2(np.arange(2, k + 2))
    found = []
    for row, scores in zip(rows, all_scores(data, encoder, adapter, rows), strict=True):
        right = np.isin(np.argsort(-scores, kind="stable")[:k], data.relevant[row])
        found.append((right * discount).sum() / discount[: len(data.relevant[row])].sum())
    return np.array(found)


def speed(domain: Domain, encoder: Encoder, adapters: tuple[Adapter, Adapter]) -> tuple[float, ...]:
    """Median milliseconds a photo, of the teacher and of the student, taken in turn."""
    photos = [decode_image(path) for path in domain.paths[:TIMED]]
    spent: tuple[list[float], list[float]] = ([], [])
    for one in photos:
        for which, look in enumerate(
            (lambda x: by_teacher(encoder, x, SIDES), lambda x: by_student(encoder, x))
        ):
            start = time.perf_counter()
            adapters[which].photo(look(one)[None])
            spent[which].append(1000 * (time.perf_counter() - start))
    return tuple(float(np.median(one)) for one in spent)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--train", type=int, default=800)
    parser.add_argument("--test", type=int, default=400)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    encoder = load_encoder("compact")
    domains = [read_domain(one, encoder, options.train, options.test) for one in options.data]
    print("| set | seen by | nDCG@10 | of the teacher's |\n" + "| --- " * 4 + "|")
    pairs: dict[str, tuple[Adapter, Adapter]] = {}
    for domain in domains:
        runs = []
        for seed in range(options.seeds):
            training = TrainingOptions(seed=seed)
            teacher, student = taught(domain, training)
            pairs.setdefault(domain.name, (teacher, student))
            whole = replace(domain.student.task(domain.train, seed), train=domain.train)
            own = photo.fit(replace(whole, valid=domain.train[:0]), training)
            runs.append(
                {
                    "teacher": ndcg(domain.teacher, encoder, teacher),
                    "six looks, no map": ndcg(domain.teacher, encoder, None),
                    "student": ndcg(domain.student, encoder, student),
                    "one look, no map": ndcg(domain.student, encoder, None),
                    "one look, teacher's map": ndcg(domain.student, encoder, teacher),
                    "one look, own photo map": ndcg(domain.student, encoder, own),
                }
            )
        for name in runs[0]:
            _print(
                domain.name, name, *(np.mean([run[n] for run in runs]) for n in (name, "teacher"))
            )
    for domain in domains:
        for other, (_, student) in pairs.items():
            if other != domain.name:
                figure = ndcg(domain.student, encoder, student).mean()
                best = ndcg(domain.teacher, encoder, pairs[domain.name][0]).mean()
                _print(domain.name, f"student taught on {other}", figure, best)
        slow, fast = speed(domain, encoder, pairs[domain.name])
        print(f"{domain.name}: {slow:.0f} and {fast:.0f} ms a photo: {slow / fast:.1f} times")


def _print(where: str, name: str, figure: float, best: float) -> None:
    print(f"| {where} | {name} | {figure:.3f} | {figure / best:.3f} |", flush=True)


if __name__ == "__main__":
    main()
