"""What a keeper said of a source holds from then on: its mapping, address, time zone, currency."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from retrieval.catalogue import Catalogue

AUTO = "auto"
"""The field of a column that is to be read by its name again."""


@dataclass(frozen=True)
class SourceOptions:
    """How one source is read."""

    mapping: Mapping[str, str] = field(default_factory=dict)  # our field → their column
    site: str = ""  # address of the shop
    zone: str = ""  # IANA name of its time zone
    currency: str = ""  # ISO code of prices that name none


def options_of(catalogue: Catalogue, source: str) -> SourceOptions:
    """What was said of a source before."""
    return SourceOptions(**json.loads(catalogue.get(f"options:{source}", "{}")))


def remembered(catalogue: Catalogue, source: str, said: SourceOptions) -> SourceOptions:
    """What was said of a source before and is said now, which is kept."""
    before = options_of(catalogue, source)
    merged = joined(before, said)
    if merged != before:
        catalogue.set(f"options:{source}", json.dumps(vars(merged), ensure_ascii=False))
    return merged


def joined(before: SourceOptions, said: SourceOptions) -> SourceOptions:
    """What was said before and is said now. The newer word holds."""
    columns = set(said.mapping.values())
    mapping = {field: c for field, c in before.mapping.items() if c not in columns}
    mapping |= {f: column for f, column in said.mapping.items() if f.partition(":")[0] != AUTO}
    return SourceOptions(
        mapping,
        said.site or before.site,
        said.zone or before.zone,
        said.currency or before.currency,
    )
