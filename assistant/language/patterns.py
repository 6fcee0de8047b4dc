"""Regular expressions of many alternatives, one a string."""

from __future__ import annotations

import re

MEASURES = "个款件盏把只张双台条本瓶副顶套幅辆支块"
"""Chinese measure words of things that shops sell: 第二条, 这几双."""


def one_of(*alternatives: str) -> re.Pattern[str]:
    """A pattern that matches any of the alternatives, earlier ones first."""
    return re.compile("|".join(alternatives))


FOR_SO_MANY = re.compile(r"\bfor (?:about |up to |at least )?\d+(?:-\d+)? (?:\w+ )?$")
"""Before what is so many: "a pot for 4 cups" wants no cups."""
