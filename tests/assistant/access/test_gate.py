"""What every request passes: name, site, key, rate, quota."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.access import Access, AccessOptions, proxies
from assistant.access.access import COOKIE
from assistant.access.gate import Gate, caller_of

LOCAL, FAR = ("127.0.0.1", 1), ("9.9.9.9", 1)
SITE = "https://allowed.example"
OPTIONS = AccessOptions(frozenset({"shop.example"}), (SITE,), proxies(["10.0.0.1"]))


async def alive(request: Request) -> JSONResponse:
    return JSONResponse({})


async def told(request: Request) -> JSONResponse:
    caller = caller_of(request)
    return JSONResponse(
        {
            "scopes": sorted(caller.scopes),
            "address": caller.address,
            "key": caller.key,
            "local": caller.local,
            "scheme": request.url.scheme,
        }
    )


def client(
    peer: tuple[str, int] = FAR,
    host: str = "shop.example",
    access: Access | None = None,
    options: AccessOptions = OPTIONS,
    **headers: str,
) -> TestClient:
    app = Starlette(routes=[Route(path, told, methods=["GET", "POST", "DELETE"])
                            for path in ("/v1/x", "/page")])  # fmt: skip
    app.add_route("/healthz", alive)
    app.add_middleware(Gate, access=access or Access(options))
    made = TestClient(app, base_url=f"http://{host}", client=peer)
    made.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return made


def scopes(made: TestClient, path: str = "/v1/x") -> list[str]:
    return made.get(path).json()["scopes"]


def test_a_stranger_may_chat_and_who_sits_at_the_machine_everything() -> None:
    assert scopes(client()) == ["chat"]
    for host in ("127.0.0.1:7860", "localhost", "[::1]:7860"):
        assert scopes(client(LOCAL, host)) == ["admin", "catalog", "chat"]
    assert scopes(client(LOCAL, "localhost", options=AccessOptions(local=False))) == ["chat"]


@pytest.mark.parametrize(
    "header",
    ["x_forwarded_for", "X_Forwarded_Anything", "forwarded", "via", "x_real_ip",
     "cf_connecting_ip", "true_client_ip", "x_client_ip"],
)  # fmt: skip
def test_what_a_proxy_hands_on_is_not_local(header: str) -> None:
    assert scopes(client(LOCAL, "localhost", **{header: "127.0.0.1"})) == ["chat"]


@pytest.mark.parametrize("host", ["evil.example", "shop.example.evil.example", "", "127.0.0.1.a"])
@pytest.mark.parametrize("peer", [LOCAL, FAR])
def test_under_a_foreign_name_nothing_is_answered_but_probes(
    host: str, peer: tuple[str, int]
) -> None:
    made = client(peer)
    for path in ("/v1/x", "/page"):
        answer = made.get(path, headers={"Host": host})
        assert answer.status_code == 421
        assert answer.headers["content-type"] == "application/problem+json"
    assert made.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://allowed.example",
                                    "https://allowed.example.evil.example"])  # fmt: skip
@pytest.mark.parametrize("path", ["/v1/x", "/page"])
def test_pages_of_foreign_sites_get_nothing(origin: str, path: str) -> None:
    for made in (client(origin=origin), client(LOCAL, "localhost", origin=origin)):
        answer = made.post(path)
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers


def test_pages_of_an_allowed_site_may_chat_with_no_power_of_their_reader() -> None:
    access = Access(OPTIONS)
    token = access.signed_in.begin()
    for made in (
        client(origin=SITE),
        client(LOCAL, "localhost", origin=SITE),
        client(access=access, origin=SITE, cookie=f"{COOKIE}={token}"),
    ):
        answer = made.get("/v1/x")
        assert answer.json()["scopes"] == ["chat"]
        assert answer.headers["access-control-allow-origin"] == SITE
        assert "access-control-allow-credentials" not in answer.headers
        assert "Origin" in answer.headers["vary"]
    assert "access-control-allow-origin" not in client(origin=SITE).get("/page").headers


def test_a_browser_may_ask_beforehand() -> None:
    asked = {"Access-Control-Request-Method": "POST", "Origin": SITE}
    answer = client().options("/v1/x", headers=asked)
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert answer.headers["access-control-allow-origin"] == SITE
    asked["Origin"] = "https://evil.example"
    assert client().options("/v1/x", headers=asked).status_code == 403


def test_the_site_in_the_answer_is_the_keepers_never_the_askers() -> None:
    answer = client(origin="HTTPS://ALLOWED.EXAMPLE").get("/v1/x")
    assert answer.headers["access-control-allow-origin"] == SITE
    assert "access-control-allow-origin" not in client().get("/v1/x").headers


def test_a_key_says_what_it_may(tmp_path: Path) -> None:
    access = Access(OPTIONS, tmp_path)
    key, text = access.keys.add("web shop", ["catalog"])
    for made in (
        client(access=access, authorization=f"Bearer {text}"),
        client(LOCAL, "localhost", access=access, authorization=f"bearer {text}"),
        client(access=access, authorization=f"Bearer {text}", origin=SITE),
    ):
        answer = made.get("/v1/x").json()
        assert (answer["scopes"], answer["key"]) == (["catalog"], key.id)
    access.keys.revoke(key.id)
    refused = client(access=access, authorization=f"Bearer {text}").get("/page")
    assert refused.status_code == 401
    assert "Bearer" in refused.headers["www-authenticate"]


def test_who_has_signed_in_may_everything(tmp_path: Path) -> None:
    access = Access(OPTIONS, tmp_path)
    token = access.signed_in.begin()
    assert len(scopes(client(access=access, cookie=f"{COOKIE}={token}"))) == 3
    assert scopes(client(access=access, cookie=f"{COOKIE}=x")) == ["chat"]
    assert scopes(client(access=access, cookie='"; bad')) == ["chat"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("10.0.0.1", "7.7.7.7", "7.7.7.7"),
        ("10.0.0.1", "127.0.0.1, 7.7.7.7", "7.7.7.7"),
        ("10.0.0.1", "7.7.7.7, 10.0.0.1", "7.7.7.7"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("9.9.9.9", "7.7.7.7", "9.9.9.9"),
    ],
)
def test_a_known_proxy_is_believed_of_the_address_and_no_one_else(
    peer: str, forwarded: str, address: str
) -> None:
    made = client((peer, 1), x_forwarded_for=forwarded, x_forwarded_proto="https")
    answer = made.get("/v1/x").json()
    assert (answer["address"], answer["scopes"]) == (address, ["chat"])
    assert answer["scheme"] == ("https" if peer == "10.0.0.1" else "http")


def test_what_a_known_proxy_on_this_machine_hands_on_is_never_local() -> None:
    behind = AccessOptions(proxies=proxies(["127.0.0.1"]))
    assert scopes(client(LOCAL, "localhost", options=behind)) == ["chat"]


def limited(**more: Any) -> Access:
    return Access(AccessOptions(frozenset({"shop.example"}), per_minute=60, burst=3, **more))


def test_too_many_requests_are_told_when_to_come_back() -> None:
    access = limited()
    made = client(access=access)
    assert [made.post("/page").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = made.get("/v1/x")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert made.get("/page").status_code == 200  # to look at the page costs nothing
    other = TestClient(made.app, base_url="http://shop.example", client=("8.8.8.8", 1))
    assert other.post("/page").status_code == 200
    local = TestClient(made.app, base_url="http://localhost", client=LOCAL)
    assert {local.post("/page").status_code for _ in range(10)} == {200}


def test_keys_cannot_be_tried_at_will() -> None:
    made = client(access=limited(), authorization="Bearer sa_00000000_" + "a" * 43)
    assert [made.get("/page").status_code for _ in range(5)] == [401] * 3 + [429] * 2


def test_too_much_data_is_told_when_to_come_back() -> None:
    made = client(access=limited(upload_per_minute=600, upload_burst=1000))
    assert made.post("/page", content=b"0" * 900).status_code == 200
    answer = made.post("/page", content=b"0" * 900)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
