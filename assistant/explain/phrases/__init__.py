"""Sentences made of verified claims, one language a file."""

from assistant.explain.phrases.base import Language, Phrase
from assistant.explain.phrases.chinese import Chinese
from assistant.explain.phrases.english import English

LANGUAGES: dict[str, Language] = {"en": English(), "zh": Chinese()}
"""Language of a reply → how it is written."""

__all__ = ["LANGUAGES", "Language", "Phrase"]
