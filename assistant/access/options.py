"""Who may come near: as the one who starts the server says."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from assistant.access.caller import is_loopback
from assistant.access.hosts import BadAccess, Network, checked_host, checked_origin, proxies


@dataclass(frozen=True)
class AccessOptions:
    """Who may come near."""

    hosts: frozenset[str] = frozenset()  # names that the server answers to besides the machine's
    origins: tuple[str, ...] = ()  # sites whose pages may use the API and show the assistant
    proxies: tuple[Network, ...] = ()  # whose word on where a request comes from is believed
    local: bool = True  # whether whoever sits at the machine may do everything
    per_minute: float = 240.0  # requests of one address; a page that is opened makes five
    burst: float = 120.0
    upload_per_minute: float = 64.0 * 2**20  # bytes of one caller
    upload_burst: float = 512.0 * 2**20


def add_access(parser: argparse.ArgumentParser) -> None:
    """Declare the options; `access_options` reads them."""
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name that the server answers to, as it stands in addresses; needed with a --host "
        "other than this machine",
    )
    parser.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="a site whose pages may use the assistant, such as https://shop.example",
    )
    parser.add_argument(
        "--behind-proxy",
        action="append",
        default=[],
        metavar="PROXY",
        help="name, address or network of a proxy whose X-Forwarded-For is believed",
    )
    parser.add_argument(
        "--admin",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="let whoever sits at this machine keep the shop without a password",
    )
    parser.add_argument(
        "--rate",
        type=float,
        default=AccessOptions.per_minute,
        metavar="N",
        help="requests a minute of one address without a key (default: %(default)g)",
    )


def access_options(options: argparse.Namespace) -> AccessOptions:
    """What `add_access`'s options say. Raises `BadAccess`."""
    hosts = frozenset(map(checked_host, options.allow_host))
    if not is_loopback(options.host) and not hosts:
        raise BadAccess(
            f"With --host {options.host} the server can be reached from elsewhere; say which names "
            "it answers to, such as --allow-host shop.example."
        )
    if not 0 < options.rate <= 1e6:
        raise BadAccess(f"--rate is {options.rate:g}; say how many requests a minute are allowed.")
    return AccessOptions(
        hosts,
        tuple(map(checked_origin, options.allow_origin)),
        proxies(options.behind_proxy),
        options.admin,
        options.rate,
        options.rate / 2,
    )
