"""Decides, request by request, who asks and what they may do."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

from assistant.access.caller import SCOPES, STRANGER, Caller, Request, is_forwarded, is_loopback
from assistant.access.hosts import hostname, is_within
from assistant.access.keys import Keys
from assistant.access.options import AccessOptions
from assistant.access.password import Password, SignedIn
from assistant.access.store import AccessFile

COOKIE = "assistant_keeper"
EVERYTHING = frozenset(SCOPES)


class UnknownKey(Exception):
    """A caller shows a key that is none, or none any more."""


class Access:
    """Over the keys and the password that a catalogue's folder keeps, if there is one."""

    def __init__(
        self,
        options: AccessOptions = AccessOptions(),
        folder: Path | None = None,
        password: str = "",
    ) -> None:
        file = AccessFile(folder or Path("/nonexistent"))
        self.options = options
        self.keys = Keys(file)
        self.password = Password(file, password)
        self.signed_in = SignedIn()

    def caller(self, request: Request) -> Caller:
        """Who makes a request. Raises `UnknownKey`.

        A key says for itself what it may. Otherwise whoever sits at the machine, or has signed in,
        may do everything, unless the page of another site asks in their name; a stranger may chat.
        Both ends of a local request are this machine: it comes from it, no proxy handed it on,
        and the name in the address means it (a foreign name that leads here, as in DNS rebinding,
        does not).
        """
        headers = {name.lower(): value for name, value in request.headers.items()}
        peer, address = _peer(request), self.address(request)
        if shown := _bearer(headers):
            key = self.keys.find(shown)
            if key is None:
                raise UnknownKey
            return Caller(address, frozenset(key.scopes), key.id, key.rate)
        local = self._is_local(headers, peer)
        trusted = (local and self.options.local) or self.signed_in.knows(cookie(headers))
        scopes = EVERYTHING if trusted and same_origin(headers) else STRANGER
        return Caller(address, scopes, local=local and same_origin(headers))

    def allows(self, request: Request, scope: str = "admin") -> bool:
        """Whether a request may do what takes a scope; False for an unknown key."""
        try:
            return self.caller(request).may(scope)
        except UnknownKey:
            return False

    def is_proxy(self, request: Request) -> bool:
        """Whether a proxy that is believed hands a request on."""
        return is_within(_peer(request), self.options.proxies)

    def _is_local(self, headers: Mapping[str, str], peer: str) -> bool:
        if is_forwarded(headers) or is_within(peer, self.options.proxies):
            return False
        return is_loopback(peer) and is_loopback(hostname(headers.get("host", "")))

    def address(self, request: Request) -> str:
        """Where a request comes from: what the last proxy that is not known says."""
        peer = _peer(request)
        if not is_within(peer, self.options.proxies):
            return peer
        for step in reversed(request.headers.get("x-forwarded-for", "").split(",")):
            address = step.strip()
            if address and not is_within(address, self.options.proxies):
                return address
        return peer


def same_origin(headers: Mapping[str, str]) -> bool:
    """Whether no page of another site makes the request. Names are lower-case."""
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2].lower() == headers.get("host", "").lower()


def cookie(headers: Mapping[str, str]) -> str:
    """The token of whoever has signed in, "" for nobody."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _peer(request: Request) -> str:
    """The other end of the connection, a proxy perhaps; "" where there is none."""
    return request.client.host if request.client else ""


def _bearer(headers: Mapping[str, str]) -> str:
    scheme, _, key = headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""
