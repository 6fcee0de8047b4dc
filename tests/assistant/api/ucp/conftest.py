from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.api.ucp.catalogue import Shop
from assistant.api.ucp.requests import SearchRequest
from assistant.api.ucp.search import search
from assistant.assistant import Assistant
from tests.assistant.api.market import make_market

Searching = Callable[..., dict[str, Any]]


@pytest.fixture(scope="package")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    assistant = Assistant.open(make_market(tmp_path_factory.mktemp("market") / "catalog"))
    yield Shop(assistant, "https://market.example")
    assistant.close()


@pytest.fixture(scope="package")
def find(shop: Shop) -> Searching:
    def searching(**asked: Any) -> dict[str, Any]:
        return search(shop, SearchRequest.model_validate(asked))

    return searching
