"""What a clip finds: its frames together, the one in its middle, and each by itself.

    python -m benchmarks.clips --catalog DIR

DIR is a catalogue of the demo; the clips are its turntable clips, of one product each. Printed are
the ranks of that product among the first ten (0: not there), and what reading a clip costs beside
reading a photo.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from PIL.Image import Image

from assistant.assistant import Assistant
from assistant.media.video import VideoLimits, sample_frames_here
from retrieval.images import decode_image
from retrieval.query import Query

DEMO = Path(__file__).parents[1] / "demo"
TOGETHER, EACH = 4, 9  # frames that a turn takes of a clip; that are tried one by one, at most


def seconds(work: Callable[..., Any], *given: Any) -> float:
    """Processor time of something."""
    before = time.process_time()
    work(*given)
    return time.process_time() - before


def rank(assistant: Assistant, images: Sequence[Image], product: str, same: dict[str, str]) -> int:
    """At which place a product is found by pictures; 0 where it is not."""
    hits = assistant.searcher.search(Query("", tuple(images)), 10)
    names = [{same.get(offer.offer_id) for offer in hit.product.offers} for hit in hits]
    return next((n for n, one in enumerate(names, 1) if product in one), 0)


def main() -> None:
    """Print a line a clip."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", type=Path, required=True, metavar="DIR")
    assistant = Assistant.open(parser.parse_args().catalog)
    with (DEMO / "evaluation" / "same_product.csv").open(encoding="utf-8", newline="") as file:
        same = {row["offer_id"]: row["product"] for row in csv.DictReader(file)}
    clips, photos = sorted((DEMO / "clips").glob("*.mp4")), sorted((DEMO / "photos").glob("*.jpg"))
    limits = VideoLimits()
    for clip in clips:
        few, many = (sample_frames_here(clip.read_bytes(), n, limits) for n in (TOGETHER, EACH))
        ranks = [rank(assistant, [one], clip.stem, same) for one in many]
        together = rank(assistant, few, clip.stem, same)
        print(f"{clip.stem}: together {together}, middle {ranks[len(ranks) // 2]}, each {ranks}")
    told = [seconds(sample_frames_here, one.read_bytes(), TOGETHER, limits) for one in clips]
    size = fmean(one.stat().st_size for one in clips)
    print(f"a clip: {size:.0f} bytes, {fmean(told):.3f} s")
    told = [seconds(lambda one: decode_image(one).load(), one) for one in photos]
    size = fmean(one.stat().st_size for one in photos)
    print(f"a photo: {size:.0f} bytes, {fmean(told):.3f} s")


if __name__ == "__main__":
    main()
