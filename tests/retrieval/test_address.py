"""Where a catalogue is, and that two never share a folder."""

from pathlib import Path

import pytest

from assistant.cli import main
from retrieval.catalogue import Catalogue
from retrieval.catalogue.address import Address
from retrieval.errors import BadCatalogue
from retrieval.trouble import MachineTrouble

URL = "postgresql+psycopg://shop:secret@db.example:5433/shops"


def test_a_folder_is_all_of_a_catalogue():
    assert Address.of("some/catalog") == Address(Path("some/catalog"))
    assert Address.of(Path("x")).url is None


def test_an_address_names_a_database_and_a_folder(monkeypatch):
    monkeypatch.setenv("ASSISTANT_DATA", "/srv/files")
    one = Address.of(URL)
    assert one.folder == Path("/srv/files")
    assert one.url is not None
    assert (one.url.host, one.url.port, one.url.database) == ("db.example", 5433, "shops")
    assert Address.of(f"{URL}?data=/other&sslmode=require").folder == Path("/other")
    assert dict(Address.of(f"{URL}?data=/o&sslmode=require").url.query) == {"sslmode": "require"}
    assert Address.of(URL.replace("+psycopg", "")) == one
    assert Address.of(one.again) == one


def test_a_password_is_in_no_message():
    one = Address.of(URL)
    assert "secret" not in str(one)
    assert "secret" in one.again


@pytest.mark.parametrize("stated", ["mysql://x/y", "sqlite:///x.db", "http://x"])
def test_other_addresses_are_refused(stated):
    with pytest.raises(BadCatalogue, match="name a folder, or postgresql"):
        Address.of(stated)


def test_a_server_that_is_not_there_is_told_in_one_sentence():
    with pytest.raises(MachineTrouble, match="does not answer"):
        Catalogue.open("postgresql+psycopg://x@127.0.0.1:1/none")


def test_a_database_that_is_not_there_is_told(postgres):
    with pytest.raises(MachineTrouble, match="no such database"):
        Catalogue.open(Address(Path("x"), postgres.url("nowhere")))


def test_two_databases_never_share_a_folder(postgres, tmp_path):
    first = Address(tmp_path, postgres.create())
    Catalogue.create(first).close()
    Catalogue.create(first).close()
    with pytest.raises(BadCatalogue, match="of another database"):
        Catalogue.create(Address(tmp_path, postgres.create()))


def test_the_writer_that_lost_its_place_writes_no_more(postgres, tmp_path):
    """As when the server was restarted, and another process took the place meanwhile."""
    place = Address(tmp_path, postgres.create())
    catalogue, other = Catalogue.create(place), Catalogue.open(place)
    with catalogue.writing():
        catalogue.set("one", "1")
        postgres.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{place.url.database}'"
        )
        with other.writing():
            with pytest.raises(BadCatalogue, match=r"connection .* broke"):
                catalogue.set("two", "2")
            other.set("three", "3")
    assert [other.get(key, "-") for key in ("one", "two", "three")] == ["1", "-", "3"]
    with catalogue.writing():
        catalogue.set("two", "2")
    catalogue.close()
    other.close()


def test_commands_take_an_address_wherever_they_take_a_folder(closed_on_server, capsys):
    place = closed_on_server.again
    assert main(["sources", "list", "--catalog", place, "--json"]) == 0
    assert '"offers": 16' in capsys.readouterr().out
    assert main(["export", "--catalog", place]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 16
    main(["doctor", "--catalog", place, "--deep"])
    said = capsys.readouterr().out
    assert "ok   database: intact" in said
    assert "ok   index: generation 1, 16 products, every vector verified" in said
    with pytest.raises(SystemExit):
        main(["doctor", "--catalog", "mysql://x/y"])
    assert "name a folder, or postgresql" in capsys.readouterr().err
