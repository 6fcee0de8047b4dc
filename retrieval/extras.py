"""What is not installed unless it is asked for: the package's extras."""

from __future__ import annotations

from importlib.util import find_spec

from retrieval.errors import ModelUnavailable


def require(module: str, extra: str) -> None:
    """Raise `ModelUnavailable` where `module`, which the extra brings along, is not installed."""
    if find_spec(module) is None:
        raise ModelUnavailable(
            f"This needs the package {module}, which is not installed; add it with "
            f"`pip install 'shopping-assistant[{extra}]'`, or '.[{extra}]' in a checkout."
        )
