from __future__ import annotations

from pathlib import Path

import pytest

from assistant.house import NAME, PLAIN, BadHouse, House, house_of, read_house

WHOLE = """
name = "Linden & Daughters"
logo = "logo.png"
accent = "#AA3300"
languages = ["de", "en"]
answers = "answers.md"
insight = false
examples = ["a red mug", "a lamp under 50 euros"]
[welcome]
de = "Was darf es sein?"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / NAME
    path.write_text(text, encoding="utf-8")
    (folder / "logo.png").write_bytes(b"")
    (folder / "answers.md").write_text("## Do you wrap gifts?\nYes.", encoding="utf-8")
    return path


def test_all_of_it_is_read(tmp_path: Path) -> None:
    house = read_house(write(tmp_path, WHOLE))
    assert house.name == "Linden & Daughters"
    assert house.logo == tmp_path / "logo.png"
    assert house.accent == "#aa3300"
    assert not house.insight
    assert house.welcome("de") == "Was darf es sein?"
    assert house.welcome("en") == ""  # the page's own
    assert house.examples("zh") == ("a red mug", "a lamp under 50 euros")
    assert [one.answer for one in house.answers] == ["Yes."]


def test_only_the_languages_that_are_shown_follow_each_other(tmp_path: Path) -> None:
    house = read_house(write(tmp_path, WHOLE))
    assert [house.next_language(one) for one in ("de", "en", "zh")] == ["en", "de", "de"]
    assert [house.shown(one) for one in ("de", "en", "zh")] == ["de", "en", "de"]


def test_a_catalogue_without_a_style_is_plain(tmp_path: Path) -> None:
    assert house_of(tmp_path) is PLAIN
    write(tmp_path, 'name = "Linden"')
    assert house_of(tmp_path).name == "Linden"


def test_a_file_that_is_named_comes_before_the_catalogue_s(tmp_path: Path) -> None:
    write(tmp_path, 'name = "Linden"')
    other = tmp_path / "other.toml"
    other.write_text('name = "Ash"')
    assert house_of(tmp_path, other).name == "Ash"
    with pytest.raises(BadHouse, match=r"no file gone\.toml"):
        house_of(tmp_path, tmp_path / "gone.toml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "is not written as TOML"),
        ('acent = "#112233"', "no key acent; did you mean accent?"),
        ("zebra = 1", "no key zebra; there are name, logo"),
        ("name = 3", "name is no text"),
        (f'name = "{"x" * 61}"', "name has 61 characters; at most 60"),
        ('accent = "teal"', "accent: “teal” is no colour"),
        ('logo = "gone.png"', "logo: there is no file gone.png"),
        ('answers = "gone.md"', "answers: there is no file gone.md"),
        ("examples = []", "examples is no list of 1 to 6"),
        ("examples = [1]", "examples is no text"),
        ('languages = ["fr"]', "languages: “fr” is not spoken here; there are en"),
        ("languages = []", "languages is no list"),
        ('welcome = {fr = "Bonjour"}', "welcome: “fr” is not spoken here"),
        ('welcome = {en = ""}', "welcome.en is no text"),
        ("insight = 1", "insight is neither true nor false"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_the_key(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadHouse) as told:
        read_house(write(tmp_path, text))
    said = str(told.value)
    assert says in said
    assert said.startswith(NAME)
    assert "\n" not in said
    assert str(tmp_path) not in said


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadHouse, match="cannot be read"):
        read_house(path)


def test_plain_shows_all_languages() -> None:
    assert House().languages[0] == "en"
    assert PLAIN.next_language(PLAIN.languages[-1]) == "en"
