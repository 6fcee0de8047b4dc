"""What the one who starts the server says of who may come near."""

from __future__ import annotations

import argparse
from ipaddress import ip_network

import pytest

from assistant.access import AccessOptions, BadAccess, access_options, add_access


def read(*words: str) -> AccessOptions:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    add_access(parser)
    return access_options(parser.parse_args(words))


def test_this_machine_alone_needs_no_names() -> None:
    assert read() == AccessOptions()
    assert read("--host", "::1").hosts == frozenset()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "shop.example"])
def test_others_need_a_name_to_come_by(host: str) -> None:
    with pytest.raises(BadAccess, match="--allow-host"):
        read("--host", host)
    assert read("--host", host, "--allow-host", "Shop.Example.").hosts == {"shop.example"}


@pytest.mark.parametrize("name", ["", "*", "*.example", "https://shop.example", "a/b", "[::1"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(BadAccess):
        read("--allow-host", name)


@pytest.mark.parametrize(
    "origin", ["*", "shop.example", "https://*.example", "https://a.example/x", "null", "file://x"]
)
def test_what_is_no_site_is_refused(origin: str) -> None:
    with pytest.raises(BadAccess):
        read("--allow-origin", origin)


def test_sites_and_proxies_are_read() -> None:
    said = read(
        "--allow-origin", "https://Shop.example/", "--behind-proxy", "10.0.0.0/8",
        "--behind-proxy", "127.0.0.1", "--no-admin", "--rate", "60",
    )  # fmt: skip
    assert said.origins == ("https://shop.example",)
    assert said.proxies == (ip_network("10.0.0.0/8"), ip_network("127.0.0.1"))
    assert (said.local, said.per_minute, said.burst) == (False, 60, 30)
    assert ip_network("127.0.0.1") in read("--behind-proxy", "localhost").proxies


@pytest.mark.parametrize("words", [["--behind-proxy", "no such proxy"], ["--rate", "0"]])
def test_what_cannot_be_is_one_sentence(words: list[str]) -> None:
    with pytest.raises(BadAccess) as told:
        read(*words)
    assert str(told.value).endswith(".")
