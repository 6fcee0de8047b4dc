"""Adapters: what training makes, and what a catalogue uses of it.

An adapter stands behind a frozen encoder, on both sides of the bridge:

- `picture` and `photo` map image blocks, of the catalogue and of shoppers, before the bridge is
  fitted and used: they may move both into another space;
- `items` maps the products' blocks when an index is built, missing ones already filled in;
- `query` maps a question's blocks likewise, and may change their weights.

Each is the identity until a subclass says otherwise. All of them take blocks, so a change of
adapter never encodes anything anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from fusion.blocks import Array, ItemBlocks, QueryBlocks
from fusion.gate import Gate

Relations = Mapping[str, Array]
"""Kind of relation → (e, 2) int64: row of a product, number of what it has of that kind (its shop,
its category, one of its attributes, a session it was looked at in)."""

ADAPTERS: dict[str, type[Adapter]] = {}
"""Name of a class → the class; filled as they are defined."""


class Adapter(nn.Module):
    """Blocks in, blocks out. Parameters and buffers are all it knows; thread-safe in use.

    `config` holds the arguments a subclass is made with, so that it can be read from a file.
    """

    exact: ClassVar[bool] = True
    """Whether contributions are terms of the score; if not, they are Shapley values."""
    reads_tokens: bool = False
    """Whether `items` and `query` need the encoder's tokens besides its blocks."""

    def __init__(self, **config: Any) -> None:
        super().__init__()
        self.config = config

    def __init_subclass__(cls) -> None:
        ADAPTERS[cls.__name__] = cls

    def picture(self, image: Array) -> Array:
        """Image blocks (n, d_image) of catalogue pictures, in the adapter's space; zeros stay."""
        return image

    def photo(self, image: Array) -> Array:
        """Image blocks (n, d_image) of shoppers' photos, in the same space."""
        return image

    def items(
        self, blocks: ItemBlocks, relations: Relations | None = None, own: Array | None = None
    ) -> ItemBlocks:
        """The blocks to index of n products.

        `relations` says what products have in common; `own` (n, 2) bool which of their blocks, of
        words and of picture, were observed and not predicted (default: all that are not zero).
        """
        return blocks

    def query(self, query: QueryBlocks) -> QueryBlocks:
        """The blocks and weights to search with."""
        return query

    @property
    def gate(self) -> Gate | None:
        """The gate for questions that hold words and a photo; None leaves the usual one."""
        return None

    @property
    def fingerprint(self) -> str:
        """A content hash: indexes made with two adapters never meet."""
        digest = sha256(json.dumps([type(self).__name__, self.config], sort_keys=True).encode())
        for name, tensor in sorted(self.state_dict().items()):
            digest.update(name.encode() + tensor.detach().cpu().numpy().tobytes())
        return digest.hexdigest()[:16]

    def save(self, path: Path, card: dict[str, Any] | None = None) -> None:
        """Write safetensors, and beside them a JSON card: what it is and what it was made from."""
        path.parent.mkdir(parents=True, exist_ok=True)
        header = {"adapter": type(self).__name__, "config": self.config}
        tensors = {name: tensor.contiguous() for name, tensor in self.state_dict().items()}
        draft = path.with_name(path.name + ".part")  # a name of its own once it is whole
        noted = {"adapter": json.dumps(header), "fingerprint": self.fingerprint}
        save_file(tensors, draft, metadata=noted)
        content = {**header, "fingerprint": self.fingerprint, **(card or {})}
        path.with_suffix(".json").write_text(json.dumps(content, indent=2) + "\n")
        draft.replace(path)


def load_adapter(path: Path) -> Adapter:
    """Read what `Adapter.save` wrote. Raises ValueError when the file holds no known adapter, or
    one that was altered since."""
    with safe_open(path, framework="pt") as file:
        noted = file.metadata() or {}
    header = json.loads(noted.get("adapter", "{}"))
    kind = header.get("adapter")
    if kind not in ADAPTERS:
        raise ValueError(f"{path} holds no adapter this program knows (kind {kind!r})")
    adapter = ADAPTERS[kind](**header["config"])
    adapter.load_state_dict(load_file(path))
    if noted.get("fingerprint", adapter.fingerprint) != adapter.fingerprint:
        raise ValueError("it was altered since it was trained")
    return adapter.eval()


class JointAdapter(Adapter):
    """One joint vector made of both blocks, for fusions whose score has no term a modality.

    A subclass implements `joint`, which takes what `inputs` makes. Products keep their vector
    twice, as both blocks; a question's blocks are the Shapley values of its modalities (Shapley,
    1953), `φ_text = ½(z(both) − z(image) + z(text))`, so that they still add up to the score.
    """

    exact = False

    def joint(self, text: Tensor, image: Tensor) -> Tensor:
        """Unit vectors (n, d) of blocks (n, d_text) and (n, d_image); zeros mean missing."""
        raise NotImplementedError

    def joint_items(self, text: Tensor, image: Tensor) -> Tensor:
        """The same for products, where a subclass treats them differently."""
        return self.joint(text, image)

    def items(
        self, blocks: ItemBlocks, relations: Relations | None = None, own: Array | None = None
    ) -> ItemBlocks:
        with torch.inference_mode():
            joint = self.joint_items(*inputs(blocks, self.reads_tokens)).numpy()
        return ItemBlocks(joint, joint)

    def query(self, query: QueryBlocks) -> QueryBlocks:
        """A block that a bridge predicted is left out: the fusion was taught to do without."""
        own = [query.evidence[name] == name for name in ("text", "image")]
        asked = ItemBlocks(query.text[None], query.image[None], query.tokens)
        text, image = (
            block * real for block, real in zip(inputs(asked, self.reads_tokens), own, strict=True)
        )
        nothing = torch.zeros_like
        with torch.inference_mode():
            alone = self.joint(text, nothing(image))[0], self.joint(nothing(text), image)[0]
            both = self.joint(text, image)[0] if all(own) else alone[not own[0]]
        parts = _shapley(both.numpy(), alone[0].numpy(), alone[1].numpy(), own)
        even = float(np.sqrt(0.5))
        weights = {"text": even, "image": even}
        evidence = {"text": "text", "image": "image"}
        return replace(query, text=parts[0], image=parts[1], weights=weights, evidence=evidence)


def _shapley(both: Array, text: Array, image: Array, own: list[bool]) -> tuple[Array, Array]:
    """The parts of each modality in `both`, undoing the even weights they will get."""
    scale = np.float32(np.sqrt(2.0))
    if not all(own):
        return scale * both * own[0], scale * both * own[1]
    return scale * (both - image + text) / 2, scale * (both - text + image) / 2


def inputs(blocks: ItemBlocks, with_tokens: bool) -> tuple[Tensor, Tensor]:
    """Blocks (n, d_text) and (n, d_image) as tensors, or (n, d + l·d_token): each followed by its
    tokens laid end to end, so that who drops a modality drops all of it.

    Raises ValueError when there are no tokens to read.
    """
    text, image = tensor(blocks.text), tensor(blocks.image)
    if not with_tokens:
        return text, image
    if blocks.tokens is None:
        raise ValueError("this encoder hands out no tokens")
    words, patches = (tensor(one).flatten(1) for one in (blocks.tokens.text, blocks.tokens.image))
    return torch.cat([text, words], dim=1), torch.cat([image, patches], dim=1)


def tensor(array: Array) -> Tensor:
    """A float32 tensor of an array that may be read-only or memory-mapped."""
    return torch.from_numpy(np.array(array, dtype=np.float32))
