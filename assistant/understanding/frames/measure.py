"""How well acts and roles are told on turns the model has not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from assistant.understanding.frames.net import FrameNet
from assistant.understanding.frames.schema import ACTS, ROLES
from assistant.understanding.frames.states import NOWHERE, Rows, batches


def measured(net: FrameNet, rows: Sequence[Rows]) -> str:
    """A table: F1 of each act at .5 and of each role, and the shares that are wholly right."""
    act_pairs, role_pairs, whole = [], [], []
    with torch.inference_mode():
        for batch in batches(rows, 64, np.random.default_rng(0)):
            acts, roles = net(batch.states, batch.there, batch.context)
            act_pairs.append((batch.acts.numpy() > 0.5, acts.numpy() > 0))
            there = batch.roles != NOWHERE
            same = (batch.roles == roles.argmax(-1)) | ~there
            whole += same.all(1).tolist()
            role_pairs.append((batch.roles[there].numpy(), roles.argmax(-1)[there].numpy()))
    true, said = (np.concatenate(side) for side in zip(*act_pairs, strict=True))
    word, told = (np.concatenate(side) for side in zip(*role_pairs, strict=True))
    lines = [
        f"turns with exactly their acts {np.mean((true == said).all(1)):.3f} of {len(true)}, "
        f"with exactly their roles {np.mean(whole):.3f}",
        f"tokens with their role {np.mean(word == told):.3f} of {len(word)}, "
        f"those that have one {np.mean((word == told)[word > 0]):.3f}",
    ]
    lines += _table(ACTS, [(true[:, i], said[:, i]) for i in range(len(ACTS))])
    lines += _table(ROLES, [(word == i, told == i) for i in range(len(ROLES))])
    return "\n".join(lines)


def _table(names: Sequence[str], pairs: list[tuple[np.ndarray, np.ndarray]]) -> list[str]:
    lines = ["", f"{'':14s} precision recall   F1    n"]
    for name, (true, said) in zip(names, pairs, strict=True):
        both = (true & said).sum()
        precision, recall = both / max(1, said.sum()), both / max(1, true.sum())
        f1 = 2 * both / max(1, said.sum() + true.sum())
        lines.append(f"{name:14s}   {precision:.3f}  {recall:.3f}  {f1:.3f} {true.sum():4d}")
    return lines
