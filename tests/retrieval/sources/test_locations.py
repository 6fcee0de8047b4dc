import gzip
import io
import stat
import zipfile

import pytest

from retrieval.errors import BadFeed
from retrieval.fetching import Fetcher
from retrieval.sources.archives import UnpackLimits, unpack
from retrieval.sources.locations import check_location, find_feeds

TABLE = "id,title,price\n1,Mug,2\n"
PAGE = '<html><script type="application/ld+json">{"@type": "Product", "name": "Mug"}</script>'


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def zipped(path, **members: str):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def find(location, workspace):
    return find_feeds(str(location), workspace, Fetcher())


def test_a_folder_is_all_its_feeds(tmp_path, workspace):
    folder = tmp_path / "shop"
    (folder / "pages").mkdir(parents=True)
    for name, content in {"b.csv": TABLE, "a.jsonl": "", "notes.txt": "hello"}.items():
        (folder / name).write_text(content)
    (folder / "pages" / "1.html").write_text(PAGE)
    found = find(folder, workspace)
    assert [(one.name, one.path.name) for one in found] == [
        ("a", "a.jsonl"),
        ("b", "b.csv"),
        ("shop", "shop"),  # all pages together
    ]


def test_an_archive_is_what_it_holds(tmp_path, workspace):
    (one,) = find(zipped(tmp_path / "shop.zip", **{"in/feed.csv": TABLE}), workspace)
    assert (one.name, one.path.read_text()) == ("shop", TABLE)
    two = find(zipped(tmp_path / "two.zip", **{"a.csv": TABLE, "b.csv": TABLE}), workspace)
    assert [feed.name for feed in two] == ["a", "b"]
    (tmp_path / "shop.csv.gz").write_bytes(gzip.compress(TABLE.encode()))
    (three,) = find(tmp_path / "shop.csv.gz", workspace)
    assert (three.name, three.path.name, three.path.read_text()) == ("shop", "shop.csv", TABLE)


def test_pictures_of_an_archive_stay_inside_it(tmp_path, workspace):
    (feed,) = find(zipped(tmp_path / "shop.zip", **{"feed.csv": TABLE}), workspace)
    assert feed.picture("a.png") == feed.path.parent / "a.png"
    assert feed.picture("/etc/passwd") is None
    assert feed.picture("../../../secret.png") is None
    assert feed.picture("file:///etc/passwd") is None
    assert feed.picture("https://shop.example/a.png") == "https://shop.example/a.png"


@pytest.mark.parametrize("name", ["../out.csv", "/etc/out.csv", "a/../../out.csv", "C:\\out.csv"])
def test_an_archive_writes_nowhere_else(tmp_path, workspace, name):
    with pytest.raises(BadFeed, match="outside itself"):
        find(zipped(tmp_path / "shop.zip", **{name: TABLE}), workspace)
    assert not list(tmp_path.rglob("out.csv"))


def test_links_in_archives_are_refused(tmp_path, workspace):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        link = zipfile.ZipInfo("feed.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(BadFeed, match="link"):
        find(tmp_path / "a.zip", workspace)


@pytest.mark.parametrize(
    "limits", [UnpackLimits(files=1), UnpackLimits(size=1000), UnpackLimits(ratio=2, free=100)]
)
def test_archives_are_bounded(tmp_path, workspace, limits):
    archive = zipped(tmp_path / "a.zip", **{"a.csv": "0" * 90_000, "b.csv": "0" * 90_000})
    with pytest.raises(BadFeed, match=r"the limit|far more"):
        unpack(archive, workspace, limits)


def test_an_archive_that_was_cut_off_is_no_feed(tmp_path, workspace):
    whole = io.BytesIO(gzip.compress(TABLE.encode() * 1000)).getvalue()
    (tmp_path / "a.csv.gz").write_bytes(whole[:-10])
    with pytest.raises(BadFeed, match="cut off"):
        find(tmp_path / "a.csv.gz", workspace)
    zipped(tmp_path / "b.zip", **{"a.csv": TABLE})
    (tmp_path / "b.zip").write_bytes((tmp_path / "b.zip").read_bytes()[:-30])
    with pytest.raises(BadFeed, match="cut off"):
        find(tmp_path / "b.zip", workspace)


@pytest.mark.parametrize("location", ["gone.csv", "ftp://shop.example/feed.csv", "file:///a.csv"])
def test_places_that_are_none_are_named(location):
    with pytest.raises(BadFeed, match=r"no file or folder|neither a path"):
        check_location(location)


def test_a_private_address_is_no_feed(workspace):
    with pytest.raises(BadFeed, match="not a public address"):
        find("http://127.0.0.1:1/feed.csv", workspace)
