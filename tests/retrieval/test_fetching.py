"""The door to the web, tried with a local server that only these tests let it reach."""

import gzip
import io
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest
from PIL import Image

from retrieval.catalogue import Catalogue
from retrieval.errors import BadFeed, NotFetched
from retrieval.fetching import Fetcher, FetchLimits, is_public
from retrieval.ingest import IngestOptions, ingest
from tests.databases import BOTH
from tests.fakes import FAKE

pytestmark = BOTH

CSV = b"id,title,price,image\n1,Mug,2,1.png\n2,Pot,3,https://cdn.example:9/1.png\n"


BOMB = gzip.compress(b"0" * 8_000_000)


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (32, 32), "red").save(file, "PNG")
    return file.getvalue()


class Handler(BaseHTTPRequestHandler):
    """Answers by path; counts what it was asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.headers["Host"], self.path))
        answer = getattr(self, f"say_{self.path.strip('/').split('.')[0].split('/')[0]}", None)
        answer() if answer else self.say(b"", status=404)

    def say(self, body, status=200, length=None, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def say_plain(self):
        self.say(b"hello", ETag='"1"')

    def say_gzip(self):
        self.say(gzip.compress(b"hello"), Content_Encoding="gzip")

    def say_bomb(self):
        self.say(BOMB, Content_Encoding="gzip")

    def say_big(self):
        self.say(b"0" * 2_000_000)

    def say_short(self):
        self.say(b"id,title\n1,Mug\n", length=5000)
        self.close_connection = True

    def say_cutzip(self):
        self.say(gzip.compress(b"hello" * 1000)[:-9], Content_Encoding="gzip")

    def say_strange(self):
        self.say(b"?", Content_Encoding="br")

    def say_hop(self):
        left = int(self.path.rsplit("/", 1)[-1])
        self.say(b"", 302, Location=f"/hop/{left - 1}" if left else "/plain")

    def say_inside(self):
        self.say(b"", 301, Location="http://inside.example/secret")

    def say_products(self):
        """A Shopify shop of three products, two a page."""
        page = int(self.path.rpartition("page=")[2])
        shown = range(2 * page - 1, min(2 * page, 3) + 1)
        products = [
            {
                "handle": f"mug-{n}", "title": f"Mug {n}", "body_html": "", "options": [],
                "variants": [{"sku": str(n), "title": "Default Title", "price": "9.50"}],
            }
            for n in shown
        ]  # fmt: skip
        self.say(json.dumps({"products": products}).encode())

    def say_file(self):
        self.say(b"", 301, Location="file:///etc/passwd")

    def say_nowhere(self):
        self.say(
            b"",
            301,
            Location=["http://a:b/", "http://[::g]/", "http://a:99999/"][int(self.path[-1])],
        )

    def say_slow(self):
        self.send_response(200)
        self.send_header("Content-Length", "600")
        self.end_headers()
        for _ in range(600):
            try:
                self.wfile.write(b".")
                time.sleep(0.1)
            except OSError:
                return

    def say_feed(self):
        self.say(CSV)

    def say_1(self):
        if self.headers["If-None-Match"] == '"p"':
            self.say(b"", 304)
        else:
            self.say(picture(), ETag='"p"')

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def resolver(host, port):
    return {"inside.example": ["10.1.2.3"], "both.example": ["127.0.0.1", "192.168.0.1"]}.get(
        host, ["127.0.0.1"]
    )


def local() -> Fetcher:
    """Lets requests reach this machine, and still no other private address."""
    return Fetcher(resolver, lambda address: address == ip_address("127.0.0.1"))


def get(server, path: str, host="shop.example", **limits) -> bytes:
    body = io.BytesIO()
    url = f"http://{host}:{server.server_port}{path}"
    local().fetch(url, body, FetchLimits(**limits))
    return body.getvalue()


@pytest.mark.parametrize(
    "address",
    """0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 192.168.1.1 192.0.2.1
    198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 fe80::1 fc00::1 fec0::1 ff02::1
    ::ffff:10.0.0.1 ::ffff:127.0.0.1 64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1:: 2001:db8::1
    2001:0:1::1""".split(),
)
def test_private_addresses_are_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are(address):
    assert is_public(ip_address(address))


def test_a_body_is_fetched_by_name_from_the_checked_address(server):
    assert get(server, "/plain") == b"hello"
    assert get(server, "/gzip") == b"hello"
    assert server.asked[0] == (f"shop.example:{server.server_port}", "/plain")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://inside.example/", "10.1.2.3 is not a public address"),
        ("http://both.example/", "192.168.0.1 is not a public address"),
        ("file:///etc/passwd", "no http or https"),
        ("ftp://shop.example/", "no http or https"),
        ("http:///x", "no http or https"),
        ("http://me:secret@shop.example/", "credentials"),
    ],
)
def test_what_is_not_public_http_is_refused(url, reason):
    with pytest.raises(NotFetched, match=reason) as caught:
        local().fetch(url, io.BytesIO())
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_no_spelling_of_this_machine_is_fetched(server, host):
    with pytest.raises(NotFetched):
        Fetcher().fetch(f"http://{host}:{server.server_port}/plain", io.BytesIO())
    assert server.asked == []


def test_the_address_that_was_checked_is_the_one_that_is_used(server):
    """A name that resolves differently the second time (DNS rebinding) gains nothing."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    fetcher = Fetcher(lambda *_: next(answers), lambda address: str(address) == "127.0.0.1")
    body = io.BytesIO()
    fetcher.fetch(f"http://shop.example:{server.server_port}/plain", body)
    assert body.getvalue() == b"hello"
    assert next(answers) == ["10.0.0.1"]  # nobody asked again


def test_redirects_are_few_and_checked(server):
    assert get(server, "/hop/2") == b"hello"
    with pytest.raises(NotFetched, match="more than 3 times"):
        get(server, "/hop/3")
    with pytest.raises(NotFetched, match=r"10\.1\.2\.3 is not a public"):
        get(server, "/inside")
    with pytest.raises(NotFetched, match="no http or https"):
        get(server, "/file")


@pytest.mark.parametrize(
    ("path", "limits", "reason"),
    [
        ("/big", {"size": 2**20}, "more than 1 MB"),
        ("/bomb", {"size": 2**20}, "more than 1 MB"),
        ("/slow", {"seconds": 0.4}, "longer than 0.4 s"),
        ("/short", {}, "whole"),
        ("/cutzip", {}, "cut off"),
        ("/strange", {}, "'br'"),
        ("/gone", {}, "status 404"),
    ],
)
def test_limits_hold_and_halves_are_refused(server, path, limits, reason):
    started = time.monotonic()
    with pytest.raises(NotFetched, match=reason):
        get(server, path, **limits)
    assert time.monotonic() - started < 30  # the slow one would drip for a minute


@pytest.mark.parametrize("number", range(3))
def test_a_redirect_to_no_address_is_refused(server, number):
    with pytest.raises(NotFetched, match="not a web address"):
        get(server, f"/nowhere/{number}")


def test_a_proxy_in_the_environment_is_not_used(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert get(server, "/plain") == b"hello"


def test_a_feed_from_the_web_brings_its_pictures_once(server, tmp_path):
    catalogue = Catalogue.create(tmp_path / "catalog")
    url = f"http://shop.example:{server.server_port}/feed.csv"
    options = IngestOptions(currency="EUR")
    # the second picture is where nobody answers
    (first,) = ingest(catalogue, FAKE, url, options, fetcher=local())
    assert (first.source, first.added, len(first.warnings)) == ("shop.example", 2, 1)
    (second,) = ingest(catalogue, FAKE, url, options, fetcher=local())
    assert second.unchanged == 2
    paths = [path for host, path in server.asked if host.startswith("shop")]
    assert paths == ["/feed.csv", "/1.png", "/feed.csv"]


def test_all_pages_of_a_shopify_shop_are_one_source(server, tmp_path):
    catalogue = Catalogue.create(tmp_path / "catalog")
    url = f"http://shop.example:{server.server_port}/products.json"
    options = IngestOptions(currency="EUR")
    (summary,) = ingest(catalogue, FAKE, url, options, fetcher=local())
    assert (summary.source, summary.added, summary.rejected) == ("shop.example", 3, [])
    assert [path for _, path in server.asked] == [
        f"/products.json?limit=250&page={n}" for n in (1, 2, 3)
    ]


def test_half_a_download_deletes_nothing(server, tmp_path):
    catalogue = Catalogue.create(tmp_path / "catalog")
    options = IngestOptions(source="shop", allow_shrink=True)
    address = f"http://shop.example:{server.server_port}"
    ingest(catalogue, FAKE, f"{address}/feed.csv", options, fetcher=local())
    with pytest.raises(BadFeed, match="whole"):
        ingest(catalogue, FAKE, f"{address}/short.csv", options, fetcher=local())
    assert len(catalogue) == 2


@pytest.mark.parametrize(
    "address",
    "192.0.2.1 198.51.100.7 203.0.113.9 192.88.99.1 2001:db8::1 3fff:1::1 5f00::1 100::1"
    " 2001:20::1 2001:470:1:2:0:5efe:10.0.0.1 2001:470:1:2:200:5efe:127.0.0.1".split(),
)
def test_documentation_tunnels_and_what_is_given_back_are_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("url", ["http://xn--/", "http://xn--a.example/", "http://a.xn--\u00fc/"])
def test_a_name_that_cannot_be_decoded_is_not_fetched(url):
    fetcher = Fetcher(resolver=lambda host, port: [])
    with pytest.raises(NotFetched, match="fetched"):
        fetcher.fetch(url, io.BytesIO())
    fetcher.close()
