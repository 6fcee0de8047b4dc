"""What nearness adds to a score."""

from __future__ import annotations

import numpy as np

from fusion.place import NearOptions


def test_next_door_all_of_it_half_at_half_and_ever_less() -> None:
    options = NearOptions(most=0.1, half=5.0)
    shares = options.shares(np.array([0.0, 5.0, 45.0, np.nan]))
    assert np.allclose(shares, [0.1, 0.05, 0.01, 0.0])
    far = options.shares(np.linspace(0, 500, 100))
    assert (np.diff(far) < 0).all()
