from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.access import Access, AccessOptions


def request(client: str | None = "127.0.0.1", host: str = "127.0.0.1:7860", **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    caller = SimpleNamespace(host=client) if client else None
    return SimpleNamespace(client=caller, headers={"Host": host, **named})


@pytest.mark.parametrize(
    "asked",
    [
        request(),
        request(host="localhost"),
        request("::1", "[::1]:7860"),
        request(origin="http://127.0.0.1:7860"),
    ],
)
def test_whoever_sits_at_the_machine_may_change_things(asked: Any) -> None:
    assert Access().allows(asked)
    assert not Access(AccessOptions(local=False)).allows(asked)


@pytest.mark.parametrize(
    "asked",
    [
        request("192.168.1.9"),
        request(None),
        request(host="rebound.example"),
        request(host="192.168.1.2:7860"),
        request(x_forwarded_for="10.0.0.1"),
        request(Via="1.1 proxy"),
        request(host=""),
    ],
)
def test_others_may_not(asked: Any) -> None:
    assert not Access().allows(asked)
    assert Access().allows(asked, "chat")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://127.0.0.1:1"])
def test_another_sites_page_never_may(origin: str) -> None:
    assert not Access().allows(request(origin=origin))
