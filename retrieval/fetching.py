"""The one door to the web: addresses that strangers wrote are fetched through here.

A feed may name any address, and so may a redirect. Every address a name resolves to must be
public, the connection goes to the very address that was checked (a second look-up could answer
otherwise: DNS rebinding), and size, time and redirects are bounded.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any, BinaryIO

import httpcore
import httpx

from retrieval.errors import HostUnreachable, NotFetched
from retrieval.trouble import check_machine

Address = IPv4Address | IPv6Address

EMBEDDING = tuple(map(IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
"""NAT64, 6to4 and Teredo: public addresses behind which a private one may hide."""

NOBODYS: tuple[IPv4Network | IPv6Network, ...] = (
    *map(IPv6Network, ("2001:db8::/32", "3fff::/20", "5f00::/16", "100::/48", "2001::/23")),
    *map(IPv4Network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "192.88.99.0/24")),
)
"""For documentation, for routers among themselves, or given back: no shop is there, whatever the
tables of this version of Python say (RFC 5737, 3849, 9637, 9602, 7526)."""

ISATAP = (0x00005EFE, 0x02005EFE)
"""Third quarter of an IPv6 address whose last is an IPv4 address that is meant (RFC 5214)."""

HIGHEST_PORT = 65_535
CONNECTING = 5.0  # seconds for a host to accept a connection; it does, or it does not
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class FetchLimits:
    """How much is fetched at most."""

    size: int = 20 * 2**20  # bytes of the body, decompressed
    seconds: float = 30.0  # for all of it, redirects included
    redirects: int = 3


@dataclass(frozen=True)
class Answer:
    """What came back. The body is in the file it was written to."""

    url: str  # after redirects
    fresh: bool  # False: not modified, nothing was written
    content_type: str
    etag: str
    last_modified: str


_deadline: ContextVar[float] = ContextVar("deadline")


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet, as far as its number tells."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address.is_site_local or any(address in network for network in EMBEDDING):
            return False
        if int(address) >> 32 & 0xFFFFFFFF in ISATAP:
            return False
    if any(address in network for network in NOBODYS if network.version == address.version):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def resolve(host: str, port: int) -> list[str]:
    """Every address of a host, as the system resolves it. Raises `OSError`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a part of the name is empty or too long
        raise OSError(f"{host[:100]!r} is not the name of a host") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Fetcher:
    """Fetches public http(s) addresses. Safe to use from several threads.

    `resolver` and `admits` are for tests, which have a server of their own.
    """

    def __init__(
        self,
        resolver: Callable[[str, int], list[str]] = resolve,
        admits: Callable[[Address], bool] = is_public,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls or ssl.create_default_context(),
            max_connections=32,
            network_backend=_CheckedNetwork(resolver, admits),
        )  # unlike its callers' clients, it takes no proxy from the environment

    def close(self) -> None:
        """Give back the connections."""
        self._pool.close()

    def fetch(
        self,
        url: str,
        into: BinaryIO,
        limits: FetchLimits = FetchLimits(),
        *,
        etag: str = "",
        last_modified: str = "",
    ) -> Answer:
        """Write the body of `url` to `into`.

        With the `etag` or `last_modified` of an earlier answer, nothing is written when the
        server says that it still holds. Raises `NotFetched` with one sentence: what is refused,
        what failed, or which limit was passed; `into` may then hold a part.
        """
        _deadline.set(time.monotonic() + limits.seconds)
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value.encode("latin-1") for name, value in conditions.items() if value}
        address = _checked(httpx.URL, url, url)
        try:
            for _ in range(limits.redirects + 1):
                answer = self._get(address, url, into, limits, headers)
                if isinstance(answer, Answer):
                    return answer
                address = _checked(address.join, answer, url)
        except (httpcore.TimeoutException, TimeoutError) as error:
            why = f"{url} took longer than {limits.seconds:g} s; try later."
            raise HostUnreachable(why) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, zlib.error) as error:
            check_machine(error)
            kind = NotFetched if isinstance(error, zlib.error) else HostUnreachable
            raise kind(
                f"{url} cannot be fetched whole ({error or type(error).__name__})."
            ) from error
        raise NotFetched(f"{url} redirects more than {limits.redirects} times.")

    def _get(
        self, address: httpx.URL, url: str, into: BinaryIO, limits: FetchLimits, headers: dict
    ) -> Answer | str:
        """One request: the answer, or where it redirects to."""
        left = max(_deadline.get() - time.monotonic(), 0.001)
        request = httpcore.Request(
            "GET",
            httpcore.URL(
                scheme=address.raw_scheme,
                host=address.raw_host,
                port=address.port,
                target=address.raw_path,
            ),
            headers={
                "Host": address.netloc.decode(),
                "User-Agent": "shopping-assistant",
                "Accept-Encoding": "gzip",
                **headers,
            },
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), left)},
        )
        response = self._pool.handle_request(request)
        try:
            said = {name.lower().decode(): v.decode("latin-1") for name, v in response.headers}
            if response.status in REDIRECTS and "location" in said:
                return said["location"]
            if response.status not in (200, 304):
                raise NotFetched(f"{url} answers with status {response.status}.")
            if response.status == 200:
                assert isinstance(response.stream, Iterable)
                for chunk in _decoded(response.stream, said, url, limits):
                    into.write(chunk)
        finally:
            response.close()
        return Answer(
            str(address),
            response.status == 200,
            said.get("content-type", ""),
            said.get("etag", ""),
            said.get("last-modified", ""),
        )


def _checked(parse: Callable[[str], httpx.URL], text: str, url: str) -> httpx.URL:
    """A parsed http(s) address without credentials. Raises `NotFetched`."""
    try:
        address = parse(text)
        if (address.port or 0) > HIGHEST_PORT:
            raise ValueError(f"there is no port {address.port}")
        _ = address.host  # decoded only now: "xn--" may stand before what is no name
    except (httpx.InvalidURL, ValueError) as error:
        why = f"{url[:200]!r} is not fetched: it is not a web address ({error})."
        raise NotFetched(why) from error
    if address.scheme not in ("http", "https") or not address.host:
        raise NotFetched(f"{url[:200]} is not fetched: it leads to no http or https address.")
    if address.userinfo:
        raise NotFetched(
            f"{address.host} is not fetched: its address holds credentials; drop them."
        )
    return address


def _decoded(
    chunks: Iterable[bytes], said: dict[str, str], url: str, limits: FetchLimits
) -> Iterator[bytes]:
    """The body, decompressed in bounded steps. Raises `NotFetched` past the limit."""
    encoding = said.get("content-encoding", "identity").lower()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise NotFetched(f"{url} is compressed as {encoding!r}, which was not asked for.")
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in encoding else None
    size = 0
    for chunk in chunks:
        if time.monotonic() > _deadline.get():
            raise TimeoutError
        while chunk:
            part = unzip.decompress(chunk, 2**20) if unzip else chunk
            chunk = unzip.unconsumed_tail if unzip else b""
            size += len(part)
            if size > limits.size:
                raise NotFetched(f"{url} has more than {limits.size / 2**20:g} MB, the limit.")
            yield part
    if unzip and not unzip.eof:
        raise NotFetched(f"{url} was cut off; try again.")


class _CheckedNetwork(httpcore.NetworkBackend):
    """Resolves a name, checks all its addresses, connects to one of those it checked."""

    def __init__(
        self, resolver: Callable[[str, int], list[str]], admits: Callable[[Address], bool]
    ) -> None:
        self._resolver = resolver
        self._admits = admits
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._resolver(re.sub(r"^\[|\]$", "", host), port)
        for address in addresses:
            if not self._admits(ip_address(address.partition("%")[0])):
                raise NotFetched(f"{host} is not fetched: {address} is not a public address.")
        error: Exception = OSError("the name has no address")
        for address in addresses[:4]:
            try:
                return _Timed(
                    self._network.connect_tcp(
                        address,
                        port,
                        min(_time_left(), CONNECTING),
                        local_address,
                        socket_options,
                    )
                )
            except httpcore.ConnectError as failed:
                error = failed
        raise error


class _Timed(httpcore.NetworkStream):
    """A stream on which no wait outlasts the request: a slow drip meets the deadline too."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _time_left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _time_left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, _time_left()))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _time_left() -> float:
    left = _deadline.get() - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
