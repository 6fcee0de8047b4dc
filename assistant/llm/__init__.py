"""The optional language model: understands harder utterances and smooths the reply's wording.

It is given fenced data and no tools, decides nothing that code can decide, and whatever it
writes is checked or dropped. See docs/llm.md.
"""

from assistant.llm.adviser import LanguageModel
from assistant.llm.options import LlmOptions
from assistant.llm.registry import open_language_model

__all__ = ["LanguageModel", "LlmOptions", "open_language_model"]
