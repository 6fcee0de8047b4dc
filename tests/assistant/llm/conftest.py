from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from assistant.assistant import Assistant
from assistant.dialogue import Conversation
from assistant.llm import LanguageModel, LlmOptions
from assistant.llm.base import ChatModel
from assistant.llm.http import HttpModel

QUICK = LlmOptions(budget=0.5, first_share=0.5, least=0.05)
PATIENT = LlmOptions(budget=20)  # for models that do their work: a machine may be busy


@pytest.fixture(scope="session")
def assistant(catalog_folder) -> Assistant:
    opened = Assistant.open(catalog_folder)
    opened.warm_up()
    return opened


@pytest.fixture
def advised(assistant) -> Callable[..., Conversation]:
    """A conversation with a model, given itself or by its server's address."""

    def make(model: ChatModel | str, options: LlmOptions = QUICK) -> Conversation:
        helped = copy.copy(assistant)
        model = HttpModel.of(model) if isinstance(model, str) else model
        helped.llm = LanguageModel(model, options)
        return Conversation(helped)

    return make


@pytest.fixture
def alone(assistant) -> Conversation:
    return Conversation(assistant)
