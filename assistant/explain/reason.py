"""A verified claim in words, in the form that the page and the command line show."""

from __future__ import annotations

import dataclasses

from assistant.explain.claims import Claim


@dataclasses.dataclass(frozen=True)
class Reason:
    """One claim about a recommended product, and the field and value that bear it out."""

    claim: str
    kind: str  # "constraint", "wording", "photo", "price", "review", "difference" or "missing"
    field: str  # of the offer; "reviews"; "contribution" for a measured similarity; "" for silence
    value: str
    fact: Claim | None = dataclasses.field(
        default=None, compare=False, repr=False
    )  # what was verified

    def as_dict(self) -> dict:
        """In the form of the command line's contract."""
        evidence = {"field": self.field, "value": self.value}
        return {"claim": self.claim, "kind": self.kind, "evidence": evidence}
