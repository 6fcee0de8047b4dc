"""Upper layers of the text encoder, adapted to a task: what its models have in common.

The lower layers are the encoder's own and are run once for all tasks; each model has a copy of the
layers above with weights W + s·B·A: Hu et al., *LoRA*, 2021, arXiv:2106.09685.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn.utils import parametrize

from retrieval.encoders.base import Encoder, LayeredEncoder
from retrieval.errors import ModelUnavailable

STATE = 384
SHARED = 6
"""Layers of the encoder that are used as they are; those above are adapted."""
RANK, SCALE = 16, 2.0
ADAPTED = (
    ("self_attn", "in_proj_weight"),
    ("self_attn.out_proj", "weight"),
    ("linear1", "weight"),
    ("linear2", "weight"),
)


class LowRank(nn.Module):
    """W + s·B·A."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self.a = nn.Parameter(torch.randn(RANK, columns) / columns**0.5)
        self.b = nn.Parameter(torch.zeros(rows, RANK))

    def forward(self, weight: Tensor) -> Tensor:
        return weight + SCALE * (self.b @ self.a)


class AdaptedLayers(nn.Module):
    """The layers above the shared ones; those of the encoder stay as they are."""

    def __init__(self, upper: nn.TransformerEncoder) -> None:
        super().__init__()
        self.upper = upper.layers
        for layer in self.upper:
            for path, name in ADAPTED:
                part = layer.get_submodule(path)
                part.get_parameter(name).requires_grad_(False)
                low = LowRank(*part.get_parameter(name).shape)
                parametrize.register_parametrization(part, name, low)

    def raised(self, states: Tensor, there: Tensor) -> Tensor:
        """What the layers make of the shared ones' states (n, l, 384), of which some are `there`
        (n, l) bool."""
        for layer in self.upper:
            states = layer(states, src_key_padding_mask=~there)
        return states

    def learned(self) -> dict[str, Tensor]:
        """What was trained, by name, matrices in half precision: all but the encoder's own."""
        return {
            name: tensor.detach().half() if tensor.dim() > 1 else tensor.detach()
            for name, tensor in self.state_dict().items()
            if ("parametrizations" in name and "original" not in name) or "upper" not in name
        }

    def merge(self) -> None:
        """Put the adapted weights in the place of the sums that make them: faster to run."""
        for layer in self.upper:
            for path, name in ADAPTED:
                part = layer.get_submodule(path)
                parametrize.remove_parametrizations(part, name, leave_parametrized=True)
        self.eval().requires_grad_(False)


def layered(encoder: Encoder) -> LayeredEncoder:
    """The encoder, if its text model can be left halfway. Raises `ModelUnavailable`."""
    if isinstance(encoder, LayeredEncoder):
        return encoder
    raise ModelUnavailable(_other(encoder.fingerprint, "the default one"))


def load(net: AdaptedLayers, file: Path, encoder: LayeredEncoder, training: str) -> None:
    """Read what a model learned on this encoder. `training`: the module that trains it.

    Raises `ModelUnavailable` for a file that cannot be read, that belongs to another encoder or
    that another version of the model wrote.
    """
    try:
        with safe_open(file, "pt") as stored:
            trained_on = (stored.metadata() or {}).get("encoder", "unknown")
            tensors = {n: stored.get_tensor(n).float() for n in stored.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise ModelUnavailable(
            f"The model in {file} cannot be read ({error}); train it with `python -m {training}`."
        ) from error
    if trained_on != encoder.states_fingerprint:
        raise ModelUnavailable(_other(encoder.states_fingerprint, trained_on))
    missing, unknown = net.load_state_dict(tensors, strict=False)
    if unknown or set(net.learned()) & set(missing):
        raise ModelUnavailable(f"The model in {file} is of another version.")


def save(net: AdaptedLayers, file: Path, encoder: LayeredEncoder) -> None:
    """Write what was learned and the encoder it was learned on."""
    file.parent.mkdir(parents=True, exist_ok=True)
    tensors = {name: one.contiguous() for name, one in net.learned().items()}
    save_file(tensors, file, metadata={"encoder": encoder.states_fingerprint})


def _other(fingerprint: str, trained_on: str) -> str:
    return (
        f"What reads shoppers' words was trained on the states of another text encoder "
        f"({trained_on}) than this one ({fingerprint}); use the default encoder, or train it anew."
    )
