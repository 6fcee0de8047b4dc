"""Words on a picture: PP-OCRv6 small, weights in the package (the only import of rapidocr).

Two networks and a small third: where there are lines, whether a line stands on its head, what it
says. Lines are read one by one, the largest first, so that a page of a book costs no more time
than there is, and what is read by then is what the eye would have read.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image
from rapidocr import RapidOCR
from rapidocr.utils.process_img import get_rotate_crop_image

from retrieval.reading.printed import Box, PrintedLine, PrintedWords
from retrieval.reading.weights import DETECTION, DIRECTION, RECOGNITION


@dataclass(frozen=True)
class OcrOptions:
    """What is read. The figures behind each value are in `docs/experiments.md`."""

    side: int = 640  # pixels of the longer side; smaller pictures are enlarged to it
    first_side: int = 320  # where a first look may find no line at all, and save the second
    lines: int = 40  # read at most
    characters: int = 60  # of a line; the rest is cut off
    confidence: float = 0.5  # of a line that is kept


class Ocr:
    """Reads pictures. Not thread-safe; loads its weights with the first picture (a second).

    Raises `ModelUnavailable` when these are missing or others than they should be: the library
    would fetch them otherwise.
    """

    def __init__(self, options: OcrOptions = OcrOptions()) -> None:
        self.options = options
        self._engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_vertical_padding": False,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Det.model_path": str(DETECTION.locate()),
                "Rec.model_path": str(RECOGNITION.locate()),
                "Cls.model_path": str(DIRECTION.locate()),
                "Det.limit_type": "max",
                "Det.limit_side_len": options.side,
            }
        )

    def read(self, image: Image.Image, seconds: float, glance: bool = False) -> PrintedWords:
        """The lines of an RGB picture, largest first, as many as `seconds` allow.

        With `glance` a smaller picture is looked at first, and nothing further is done where no
        line is seen in that.
        """
        until = time.monotonic() + seconds
        if glance and not len(self._boxes(_scaled(image, self.options.first_side))):
            return PrintedWords()
        pixels = _scaled(image, self.options.side)
        boxes = self._boxes(pixels)
        largest = sorted(boxes, key=_area, reverse=True)[: self.options.lines]
        lines: list[PrintedLine] = []
        for count, box in enumerate(largest):
            if time.monotonic() > until:
                return PrintedWords(tuple(lines), whole=count == len(boxes))
            lines += self._line(pixels, box)
        return PrintedWords(tuple(lines), whole=len(largest) == len(boxes))

    def _boxes(self, pixels: np.ndarray) -> np.ndarray:
        """Corners of lines, (n, 4, 2) float32 pixels, in a picture (h, w, 3) uint8 BGR."""
        found = self._engine(pixels, use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        return np.empty((0, 4, 2), np.float32) if boxes is None else np.asarray(boxes, np.float32)

    def _line(self, pixels: np.ndarray, box: np.ndarray) -> Iterator[PrintedLine]:
        crop = get_rotate_crop_image(pixels, box.copy())
        if not crop.size:
            return
        read: Any = self._engine(crop, use_det=False, use_cls=True, use_rec=True)
        for text, confidence in zip(read.txts or (), read.scores or (), strict=True):
            text = " ".join(text.split())[: self.options.characters]
            if text and confidence >= self.options.confidence:
                yield PrintedLine(text, float(confidence), _shares(box, pixels.shape))


def _scaled(image: Image.Image, side: int) -> np.ndarray:
    """The picture with its longer side `side` pixels long, (h, w, 3) uint8 BGR."""
    scale = side / max(image.size)
    width, height = (max(32, round(length * scale)) for length in image.size)
    small = image.convert("RGB").resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2)
    return np.ascontiguousarray(np.asarray(small)[:, :, ::-1])


def _area(box: np.ndarray) -> float:
    """Of a quadrilateral: half the product of its diagonals, crossed."""
    (ax, ay), (bx, by) = box[2] - box[0], box[3] - box[1]
    return float(abs(ax * by - ay * bx)) / 2


def _shares(box: np.ndarray, shape: tuple[int, ...]) -> Box:
    """The upright rectangle around a quadrilateral, as shares of a picture (h, w, 3)."""
    height, width = shape[:2]
    low, high = box.min(axis=0) / (width, height), box.max(axis=0) / (width, height)
    return float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1])
