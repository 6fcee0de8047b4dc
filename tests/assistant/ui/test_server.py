"""The application over HTTP: pictures, headers, limits, the public endpoint."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from gradio.utils import get_upload_folder
from starlette.testclient import TestClient

from assistant.access import Access
from assistant.house import BadHouse, House
from assistant.startup import Opening
from assistant.ui import server
from assistant.ui.server import create_app
from assistant.ui.uploads import Uploads, take
from retrieval.catalogue import Catalogue
from retrieval.errors import BadMedia
from tests.assistant.api.pages import happens
from tests.assistant.ui.fakes import FakeAssistant, picture


@pytest.fixture(scope="module")
def client(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("uploads")))
        patch.setattr(server, "MAX_BODY", 100_000)
        patch.setattr(server, "MAX_UPLOADS", 300_000)
        patch.setattr(server, "MAX_WAITING", 500_000)
        opening = Opening(lambda progress: FakeAssistant(catalogue))  # type: ignore[arg-type, return-value]
        with TestClient(create_app(opening, Access()), base_url="http://127.0.0.1") as client:
            yield client


def test_the_page_is_served_with_a_policy_that_fences_it_in(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    policy = dict(
        part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src-attr"] == "'none'"
    for source in ("img-src", "connect-src", "font-src", "media-src"):
        assert set(policy[source].split()) <= {"'self'", "data:", "blob:"}
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_page_asks_no_other_machine_for_anything(client: TestClient) -> None:
    for path in ("/", "/theme.css"):
        text = client.get(path).text
        assert "fonts.googleapis" not in text
        assert "cdn" not in text.lower()


def test_pictures_come_from_the_catalogue_and_may_be_kept(
    client: TestClient, catalogue: Catalogue
) -> None:
    answer = client.get(f"/picture/{0:064x}")
    assert answer.content == catalogue.image_path(f"{0:064x}").read_bytes()
    assert answer.headers["content-type"] == "image/webp"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "name", ["f" * 64, "0" * 63, "0" * 65, "A" * 64, "..%2Fcatalog.db", "%2e%2e/catalog.db", ""]
)
def test_nothing_else_is_a_picture(client: TestClient, name: str) -> None:
    answer = client.get(f"/picture/{name}")
    assert answer.status_code in (404, 422)
    assert b"SQLite" not in answer.content


def test_files_of_the_machine_are_not_served(client: TestClient, catalogue: Catalogue) -> None:
    for path in (catalogue.folder / "catalog.db", Path(__file__), Path("/etc/passwd")):
        assert client.get(f"/gradio_api/file={path}").status_code in (403, 404)


def test_a_thumbnail_needs_its_name(client: TestClient) -> None:
    assert client.get("/sent/guess").status_code == 404


def test_a_request_that_is_too_large_is_refused(client: TestClient) -> None:
    answer = client.post("/gradio_api/call/ask", content=b"0" * 100_001)
    assert answer.status_code == 413
    chunks = iter([b"0"] * 10)
    assert client.post("/gradio_api/call/ask", content=chunks).status_code == 413


@pytest.mark.parametrize("path", ["call/upload", "run/upload", "api/upload", "upload/", "x/upload"])
def test_no_other_request_passes_for_an_upload(client: TestClient, path: str) -> None:
    assert client.post(f"/gradio_api/{path}", content=b"0" * 100_001).status_code == 413


def test_uploads_have_a_limit_together(client: TestClient) -> None:
    def upload(count: int) -> int:
        files = [("files", (f"{n}.png", b"0" * 90_000)) for n in range(count)]
        return client.post("/gradio_api/upload", files=files).status_code

    assert upload(3) == 200
    assert upload(4) == 413
    assert upload(3) == 503  # together with those that wait already
    assert upload(2) == 200
    take(stored())
    assert upload(3) == 200
    take(stored())


def test_two_pages_may_attach_the_same_photo(client: TestClient) -> None:
    file = [("files", ("mug.jpg", b"the same photo"))]
    one, other = (client.post("/gradio_api/upload", files=file).json() for _ in range(2))
    for paths in (one, other):
        assert take(paths) == Uploads(photos=(b"the same photo",))
    with pytest.raises(BadMedia, match="no longer here"):
        take(one)


@pytest.mark.parametrize(
    "files",
    [
        [("file", ("mug.jpg", b"of another field"))],
        [("files", ("..", b"without a name"))],
        [("files", ("mug.jpg", b"whole")), ("files", (None, b"no file"))],
    ],
)
def test_of_an_upload_nothing_stays_but_what_is_told(client: TestClient, files: list) -> None:
    before = set(stored())
    answer = client.post("/gradio_api/upload", files=files)
    assert answer.status_code == 200
    assert set(stored()) - before == set(answer.json())
    take(answer.json())


def test_of_a_broken_upload_nothing_stays(client: TestClient) -> None:
    before = stored()
    whole = client.build_request("POST", "/gradio_api/upload", files=[("files", ("a", b"x" * 999))])
    kind = {"Content-Type": "multipart/form-data; boundary=" + "y" * 500}
    for headers, content in ((kind, whole.read()), (whole.headers, whole.read()[:90] + b"--\0")):
        sent = {name: value for name, value in headers.items() if name.lower() == "content-type"}
        answer = client.post("/gradio_api/upload", content=content, headers=sent)
        assert answer.status_code in (200, 400)
        take(answer.json() if answer.status_code == 200 else [])
    assert stored() == before


def stored() -> list[str]:
    """The files that are kept of uploads."""
    return sorted(str(p) for p in Path(get_upload_folder()).rglob("*") if p.is_file())


def test_only_the_question_is_a_public_endpoint(client: TestClient) -> None:
    described = client.get("/gradio_api/info").json()
    assert list(described["named_endpoints"]) == ["/ask"]
    assert described["unnamed_endpoints"] == {}


def test_the_page_does_not_read_files_that_a_browser_names(client: TestClient) -> None:
    answer = happens(client, "page", "send", "en", text="mug", files=["/etc/passwd"])
    assert "attach it again" in answer
    assert "root:" not in answer
    for meta in ({}, {"meta": {"_type": "gradio.FileData"}}):  # nor as what the event is given
        answer = happens(client, "page", "send", {"path": "/etc/passwd", **meta}, text="mug")
        assert "root:" not in answer


def call(client: TestClient, *data: str) -> str:
    """What the public endpoint streams back."""
    posted = client.post("/gradio_api/call/ask", json={"data": list(data)})
    return client.get(f"/gradio_api/call/ask/{posted.json()['event_id']}").text


def test_the_public_endpoint_answers(client: TestClient) -> None:
    event, data = call(client, "red mug", "").strip().splitlines()
    assert event == "event: complete"
    [answer] = json.loads(data.removeprefix("data: "))
    assert answer["recommendations"][0]["title"] == "Red mug"


def test_the_public_endpoint_explains_a_mistake(client: TestClient) -> None:
    assert "The question is empty" in call(client, "", "")


def test_a_shop_s_own_style_is_worn(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    picture(3).save(tmp_path / "logo.png")
    house = House(name="Linden & <b>", logo=tmp_path / "logo.png", accent="#ffee00")
    opening = Opening(lambda progress: FakeAssistant(catalogue))  # type: ignore[arg-type, return-value]
    app = create_app(opening, Access(), house=house)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        page, logo = client.get("/").text, client.get("/logo")
        said = client.get("/v1/shop?language=de").json()
    assert 'content="Linden &amp; &lt;b&gt;"' in page
    assert "<b>" not in page
    assert "--accent: #ffee00" in page  # in the dark; in the light it could not be read
    assert logo.headers["content-type"] == "image/webp"
    assert said["name"] == house.name
    assert said["logo"] == "http://127.0.0.1/logo"
    assert said["language"] == "de"
    assert said["examples"] == []


def test_a_shop_without_a_logo_has_none(client: TestClient) -> None:
    assert client.get("/logo").status_code == 404
    assert client.get("/v1/shop").json()["logo"] is None


def test_a_logo_that_cannot_be_shown_stops_the_start(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"no picture")
    opening = Opening(lambda progress: FakeAssistant(catalogue))  # type: ignore[arg-type, return-value]
    with pytest.raises(BadHouse, match=r"logo\.png cannot be shown"):
        create_app(opening, Access(), house=House(logo=tmp_path / "logo.png"))
