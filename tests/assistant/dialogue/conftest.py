"""An assistant over the plain catalogue, and a conversation with it."""

import pytest

from assistant.assistant import Assistant
from assistant.dialogue import Conversation


@pytest.fixture(scope="module")
def assistant(catalog_folder) -> Assistant:
    return Assistant.open(catalog_folder)


@pytest.fixture
def talk(assistant) -> Conversation:
    return Conversation(assistant, k=5)
