"""OpenCLIP models: texts and images in one space, from weights on this machine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from PIL import Image

from retrieval.downloads import CONFIG, WEIGHTS, file_digest
from retrieval.encoders.base import Encoder
from retrieval.encoders.lazy import Lazy
from retrieval.errors import ModelUnavailable
from retrieval.extras import require
from retrieval.models import openclip_folder

MAX_CHARS = 2_000
"""The models read some 77 tokens; more text would only be tokenised in vain."""


@dataclass(frozen=True)
class Checkpoint:
    """Where a model is: what open_clip calls it, its weights, its configuration."""

    model: str  # a name open_clip knows, or "local-dir:" and a folder
    weights: Path
    config: dict[str, Any]

    @staticmethod
    def find(argument: str) -> Checkpoint:
        """The checkpoint that `<model>/<weights>` names. Raises `ModelUnavailable`."""
        model, _, weights = argument.partition("/")
        is_path = weights.startswith(("/", ".", "~"))
        path = Path(weights).expanduser() if is_path else openclip_folder(argument)
        if path.is_file():
            return Checkpoint(model, path, _built_in(model))
        file = next((path / name for name in WEIGHTS if (path / name).exists()), None)
        if file is None or not (path / CONFIG).exists():
            raise ModelUnavailable(
                f"The weights of openclip:{argument} are not on this machine; fetch them with "
                f"`python -m assistant models pull openclip:{argument}`."
            )
        config = json.loads((path / CONFIG).read_text())["model_cfg"]
        return Checkpoint(f"local-dir:{path}", file, config)

    @property
    def is_folder(self) -> bool:
        return self.model.startswith("local-dir:")


class OpenClipEncoder(Encoder):
    """`<model>/<weights>` from the models folder, or `<model>/<path>` (absolute, or from `./`).

    A folder has the hub's layout: configuration, weights, and the tokenizer where the model needs
    one of its own. A checkpoint file takes open_clip's configuration of `<model>`. Nothing is
    fetched, ever. Thread-safe. Raises `ModelUnavailable` when the weights are not here.
    """

    shared_space = True
    batch_size = 16

    def __init__(self, argument: str) -> None:
        self._checkpoint = Checkpoint.find(argument)
        self._model = Lazy(lambda: _Model(self._checkpoint))
        self.text_dim = self.image_dim = int(self._checkpoint.config["embed_dim"])

    @cached_property
    def fingerprint(self) -> str:
        config = json.dumps(self._checkpoint.config, sort_keys=True)
        content = config + file_digest(self._checkpoint.weights)
        return f"openclip-{sha256(content.encode()).hexdigest()[:16]}"

    def embed_texts(self, texts: Sequence[str]) -> np.ndarray:
        return self._model.get().texts(texts)

    def embed_images(self, images: Sequence[Image.Image]) -> np.ndarray:
        return self._model.get().images(images)


class _Model:
    """The loaded model with its preprocessing and tokenizer."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        import open_clip
        import torch

        _refuse_what_would_be_fetched(checkpoint)
        pretrained = None if checkpoint.is_folder else str(checkpoint.weights)
        self._torch = torch
        try:
            self._clip, self._preprocess = open_clip.create_model_from_pretrained(
                checkpoint.model, pretrained
            )
        except Exception as error:
            raise ModelUnavailable(
                f"{checkpoint.weights} cannot be loaded as {checkpoint.model}; fetch it again."
            ) from error
        self._clip.eval()
        self._tokenize = open_clip.get_tokenizer(checkpoint.model)
        self._tokenizing = Lock()  # padding and truncation are state of some tokenizers

    def texts(self, texts: Sequence[str]) -> np.ndarray:
        """n texts to (n, embed_dim) float32, not normalised."""
        with self._tokenizing:
            tokens = self._tokenize([text[:MAX_CHARS] for text in texts])
        with self._torch.inference_mode():
            return self._clip.encode_text(tokens).float().numpy()

    def images(self, images: Sequence[Image.Image]) -> np.ndarray:
        """n RGB images to (n, embed_dim) float32, not normalised."""
        pixels = self._torch.stack([self._preprocess(image) for image in images])
        with self._torch.inference_mode():
            return self._clip.encode_image(pixels).float().numpy()


def _built_in(model: str) -> dict[str, Any]:
    """open_clip's own configuration of a model."""
    import open_clip

    config = open_clip.get_model_config(model)
    if config is None:
        raise ModelUnavailable(
            f"open_clip knows no model {model!r}; `open_clip.list_models()` names them."
        )
    return config


def _refuse_what_would_be_fetched(checkpoint: Checkpoint) -> None:
    """open_clip looks in the hub for parts that a checkpoint lacks; this program never does."""
    text = checkpoint.config["text_cfg"]
    if "hf_model_name" in text:
        raise ModelUnavailable(
            f"{checkpoint.model} has a text tower from another library, which is not supported; "
            "choose a model whose text tower is OpenCLIP's own."
        )
    folder = checkpoint.weights.parent
    if "hf_tokenizer_name" in text:
        require("transformers", "openclip")
    if "hf_tokenizer_name" in text and not (
        checkpoint.is_folder and any(folder.glob("tokenizer*"))
    ):
        raise ModelUnavailable(
            f"The tokenizer of {checkpoint.model} is not in {folder}; fetch the model with "
            "`python -m assistant models pull openclip:<model>/<weights>`."
        )
