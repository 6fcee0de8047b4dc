"""Who asks: from which address, with which key, and what they may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Protocol

SCOPES = ("chat", "catalog", "admin")
"""What a caller may be allowed: to talk, to read the catalogue as a program, to keep the shop."""

STRANGER = frozenset({"chat"})
"""What whoever reaches the server may do."""

_FORWARDED = frozenset(
    "forwarded via x-real-ip x-client-ip x-cluster-client-ip x-original-forwarded-for "
    "x-original-host x-envoy-external-address true-client-ip client-ip cf-connecting-ip "
    "fastly-client-ip fly-client-ip x-appengine-user-ip x-azure-clientip".split()
)


class Client(Protocol):
    """The other end of a connection."""

    @property
    def host(self) -> str: ...


class Request(Protocol):
    """What is looked at of a request: Starlette's and Gradio's have it."""

    @property
    def headers(self) -> Mapping[str, str]: ...

    @property
    def client(self) -> Client | None: ...


@dataclass(frozen=True)
class Caller:
    """Who made a request."""

    address: str  # proxies that are known seen through; "" where there is none
    scopes: frozenset[str] = STRANGER
    key: str = ""  # identifier of the API key, never the key
    rate: float = 0.0  # requests a minute that the key allows; 0 for what everyone may
    local: bool = False  # sits at this machine

    @property
    def name(self) -> str:
        """What rates and quotas are kept under."""
        return f"key {self.key}" if self.key else f"address {self.address}"

    def may(self, scope: str) -> bool:
        """Whether the caller has a scope."""
        return scope in self.scopes


def is_forwarded(headers: Mapping[str, str]) -> bool:
    """Whether any header says that the request comes from elsewhere. Names are lower-case."""
    return any(name in _FORWARDED or name.startswith("x-forwarded-") for name in headers)


def is_loopback(host: str) -> bool:
    """Whether a host's name or address means the machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
