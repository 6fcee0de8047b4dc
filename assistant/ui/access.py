"""Who may change what the shop sells: whoever sits at the machine, or everyone if so told."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import urlsplit

FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""Headers by which a proxy says that the question comes from elsewhere."""


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


class Access:
    """Decides request by request; `admin` is None where the request's way decides."""

    def __init__(self, admin: bool | None = None) -> None:
        self._admin = admin

    def allows(self, request: Request) -> bool:
        """Whether a request may change the catalogue, and see what only its keeper should.

        Without `admin`, both ends must be this machine: the connection comes from it, and the
        name in the address means it (a foreign name that leads here, as in DNS rebinding, does
        not). A request that another site's page makes is never allowed.
        """
        headers = {name.lower(): value for name, value in request.headers.items()}
        host = headers.get("host", "")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return False
        if self._admin is not None:
            return self._admin
        direct = not any(name in headers for name in FORWARDED)
        caller = request.client.host if request.client else ""
        return direct and is_loopback(caller) and is_loopback(urlsplit(f"//{host}").hostname or "")


def is_loopback(host: str) -> bool:
    """Whether a host's name or address means the machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
