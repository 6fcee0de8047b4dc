"""Reasons: claims made from evidence, verified against the catalogue, then put into words."""

from assistant.explain.asking import Asked
from assistant.explain.checker import Checker
from assistant.explain.claims import Claim
from assistant.explain.explainer import Explainer, Voices
from assistant.explain.reason import Reason

__all__ = ["Asked", "Checker", "Claim", "Explainer", "Reason", "Voices"]
