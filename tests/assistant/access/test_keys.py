"""Keys and the password: shown once, kept as hashes, gone at once when revoked."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path

import pytest

from assistant.access import BadAccess
from assistant.access.keys import Keys
from assistant.access.password import LASTS, MOST_SIGNED_IN, Password, SignedIn
from assistant.access.store import NAME, AccessFile
from assistant.cli import main


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(AccessFile(tmp_path))


def test_a_key_is_found_until_it_is_revoked(keys: Keys, tmp_path: Path) -> None:
    key, text = keys.add("web shop", ["chat", "catalog"], 60)
    other, _ = keys.add("other", ["admin"])
    running = Keys(AccessFile(tmp_path))  # as in a server that is running
    assert running.find(text) == key
    assert keys.revoke(key.id) == key
    assert running.find(text) is None
    assert running.all() == (other,)


def test_nothing_that_is_kept_can_be_used(keys: Keys, tmp_path: Path) -> None:
    key, text = keys.add("web shop", ["chat"])
    Password(AccessFile(tmp_path)).set("correct horse")
    file = tmp_path / NAME
    kept = file.read_text()
    assert text not in kept
    assert text.rsplit("_", 1)[1] not in kept
    assert "correct horse" not in kept
    assert "$argon2id$" in kept
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert keys.find(key.hash) is None


@pytest.mark.parametrize("wrong", ["", "sa_", "sa_00000000_" + "a" * 43, "ä", "x" * 10_000])
def test_what_is_no_key_is_found_nowhere(keys: Keys, wrong: str) -> None:
    _, text = keys.add("web shop", ["chat"])
    assert keys.find(wrong) is None
    assert keys.find(text[:-1] + ("a" if text[-1] != "a" else "b")) is None


@pytest.mark.parametrize(
    ("name", "scopes", "rate"),
    [("", ["chat"], 1), ("a", [], 1), ("a", ["root"], 1), ("a", ["chat"], 0), ("a", ["chat"], -1)],
)
def test_what_makes_no_key_is_refused(
    keys: Keys, name: str, scopes: list[str], rate: float
) -> None:
    with pytest.raises(BadAccess):
        keys.add(name, scopes, rate)
    assert keys.all() == ()


@pytest.mark.parametrize("damage", ["{", "[]", "\0"])
def test_a_damaged_file_is_told_and_lets_nobody_in(tmp_path: Path, damage: str) -> None:
    (tmp_path / NAME).write_text(damage)
    with pytest.raises(BadAccess, match="cannot be read"):
        Keys(AccessFile(tmp_path)).all()


def test_a_password_is_right_or_wrong(tmp_path: Path) -> None:
    password = Password(AccessFile(tmp_path))
    assert not password.is_set
    assert not password.is_right("")
    with pytest.raises(BadAccess):
        password.set("short")
    password.set("correct horse")
    assert password.is_set
    assert password.is_right("correct horse")
    assert not password.is_right("correct horse ")
    assert not password.is_right("x" * 10_000)
    from_environment = Password(AccessFile(tmp_path), "battery staple")
    assert from_environment.is_right("battery staple")
    assert not from_environment.is_right("correct horse")


def test_one_stays_signed_in_for_a_time() -> None:
    now = 0.0
    signed_in = SignedIn(lambda: now)
    token = signed_in.begin()
    assert signed_in.knows(token)
    assert not signed_in.knows("")
    now = LASTS
    assert not signed_in.knows(token)
    token, other = signed_in.begin(), signed_in.begin()
    signed_in.end(token)
    assert not signed_in.knows(token)
    assert signed_in.knows(other)
    for _ in range(MOST_SIGNED_IN):
        signed_in.begin()
    assert not signed_in.knows(other)


def test_the_command_makes_lists_and_revokes(
    own_catalog: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*words: str) -> dict:
        assert main(["keys", *words, "--json", "--catalog", str(own_catalog)]) == 0
        return json.loads(capsys.readouterr().out)

    made = run("add", "web shop", "--scope", "chat", "--scope", "catalog", "--rate", "60")
    assert Keys(AccessFile(own_catalog)).find(made["key"])
    [listed] = run("list")["keys"]
    assert listed == {name: value for name, value in made.items() if name != "key"}
    run("revoke", made["id"])
    assert run("list") == {"keys": []}
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse\n"))
    run("password")
    assert Password(AccessFile(own_catalog)).is_right("correct horse")


@pytest.mark.parametrize("words", [["revoke", "none"], ["add", ""]])
def test_the_command_says_what_is_wrong(
    own_catalog: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(["keys", *words, "--catalog", str(own_catalog)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_without_a_catalogue_there_is_nothing_to_guard(tmp_path: Path) -> None:
    assert main(["keys", "list", "--catalog", str(tmp_path / "none")]) == 2
