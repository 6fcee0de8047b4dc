"""Understanding one utterance: intent, constraints, references, in English and Chinese."""

from assistant.constraints import Dimension, Wishes
from assistant.language.draft import Context
from assistant.language.understanding import MAX_LENGTH, Understanding, understand
from assistant.language.vocabulary import Vocabulary

__all__ = [
    "MAX_LENGTH",
    "Context",
    "Dimension",
    "Understanding",
    "Vocabulary",
    "Wishes",
    "understand",
]
