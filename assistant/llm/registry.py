"""From `--llm` to a language model."""

from __future__ import annotations

from collections.abc import Callable

from assistant.llm.adviser import LanguageModel
from assistant.llm.base import ChatModel
from assistant.llm.options import LlmOptions
from retrieval.errors import ModelUnavailable


def _transformers(spec: str) -> ChatModel:
    from assistant.llm.local import LocalModel

    return LocalModel.load(spec.removeprefix("transformers:"))


def _http(spec: str) -> ChatModel:
    from assistant.llm.http import HttpModel

    return HttpModel.of(spec)


BACKENDS: dict[str, Callable[[str], ChatModel]] = {
    "transformers": _transformers,
    "http": _http,
    "https": _http,
}
"""What stands before the first colon → what opens the model."""

FORMS = "transformers:<folder or id>, or http(s)://host/v1[#model]"


def open_language_model(spec: str, options: LlmOptions = LlmOptions()) -> LanguageModel:
    """The model that `--llm` names, loaded. Raises `ModelUnavailable`."""
    family, colon, rest = spec.partition(":")
    if family not in BACKENDS or not (colon and rest):
        raise ModelUnavailable(f"There is no language model {spec!r}; use {FORMS}.")
    return LanguageModel(BACKENDS[family](spec), options)
