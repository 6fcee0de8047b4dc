"""Regular expressions of many alternatives, one a string."""

from __future__ import annotations

import re


def one_of(*alternatives: str) -> re.Pattern[str]:
    """A pattern that matches any of the alternatives, earlier ones first."""
    return re.compile("|".join(alternatives))
