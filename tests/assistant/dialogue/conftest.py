"""An assistant over the plain catalogue, and a conversation with it."""

import pytest

from assistant.assistant import Assistant
from assistant.conversations import restored, snapshot
from assistant.dialogue import Conversation


class Carried(Conversation):
    """A conversation that is written down after every turn, and gone on with from that alone."""

    def _turn(self, *args, **kwargs):
        answer = super()._turn(*args, **kwargs)
        self.resume(*restored(snapshot(self), self.assistant, self.k).kept)
        return answer


@pytest.fixture(scope="module")
def assistant(catalog_folder) -> Assistant:
    return Assistant.open(catalog_folder)


@pytest.fixture(params=[Conversation, Carried], ids=["held", "carried"])
def talk(assistant, request) -> Conversation:
    return request.param(assistant, k=5)
