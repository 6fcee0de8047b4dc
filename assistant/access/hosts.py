"""The names a server answers to, the sites that may use it, the proxies it believes."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from assistant.access.caller import is_loopback
from retrieval.errors import AssistantError

Network = IPv4Network | IPv6Network


class BadAccess(AssistantError):
    """Rules of access that make no sense."""


def hostname(netloc: str) -> str:
    """The name in "name:port", lower-case, without brackets; "" where there is none."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def checked_host(name: str) -> str:
    """A name to answer to, as it is compared. Raises `BadAccess`."""
    found = hostname(name)
    if not found or "*" in name or "/" in name or found != hostname(f"{found}"):
        raise BadAccess(f"{name!r} is no host name; say --allow-host shop.example.")
    return found


def checked_origin(origin: str) -> str:
    """A site that may use the API, as browsers write it. Raises `BadAccess`."""
    try:
        parts = urlsplit(origin)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound, parts = False, urlsplit("")
    if not sound or parts.path.strip("/") or parts.query or "*" in origin or "@" in origin:
        raise BadAccess(f"{origin!r} is no origin; say --allow-origin https://shop.example.")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def proxies(names: Iterable[str]) -> tuple[Network, ...]:
    """The networks of the proxies with these names, addresses or networks. Raises `BadAccess`."""
    found: list[Network] = []
    for name in names:
        try:
            found.append(ip_network(name, strict=False))
        except ValueError:
            found += [ip_network(address) for address in _resolved(name)]
    return tuple(found)


def is_within(address: str, networks: Iterable[Network]) -> bool:
    """Whether an address is in one of the networks; what is no address is in none."""
    try:
        one = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(one, "ipv4_mapped", None) or one
    return any(mapped in network for network in networks)


def is_known(host: str, allowed: frozenset[str]) -> bool:
    """Whether a server that answers to `allowed` answers to a Host header; always to itself."""
    name = hostname(host)
    return bool(name) and (name in allowed or is_loopback(name))


def _resolved(name: str) -> set[str]:
    try:
        return {str(entry[4][0]) for entry in socket.getaddrinfo(name, None)}
    except OSError as error:
        raise BadAccess(
            f"The proxy {name!r} has no address; name it as this machine knows it."
        ) from error
