"""Every language says the same things, and what it says can be filled in."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from assistant.languages import pack
from assistant.languages.filling import slots
from assistant.languages.pack import DEFAULT, codes, messages, table

OTHERS = [code for code in codes() if code != DEFAULT]
MARKS = {"en": "“”", "zh": "“”", "de": "„“"}


def templates(text: str | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else text


def filled(text: str | list[str]) -> set[str]:
    """What a text is filled in with."""
    return set().union(*map(slots, templates(text)))


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", ["sentences", "names"])
def test_messages_have_the_same_keys_and_no_other_slots(code: str, name: str) -> None:
    english, own = messages(DEFAULT)[name], messages(code)[name]
    assert english.keys() == own.keys()
    doubles = {"topic", "word", "said"}  # one thing for languages that gloss, one for others
    for key, text in english.items():
        assert filled(own[key]) - filled(text) <= {"n"} | doubles, key


@pytest.mark.parametrize("code", OTHERS)
def test_the_page_has_the_same_texts(code: str) -> None:
    english, own = messages(DEFAULT)["page"], messages(code)["page"]
    assert {key for key in own if not key.startswith("stage_")} == english.keys()
    for key, text in english.items():
        assert filled(own[key]) <= filled(text) | {"n"}, key


@pytest.mark.parametrize("code", codes())
def test_rules_are_complete(code: str) -> None:
    english, own = table(DEFAULT, "language"), table(code, "language")
    assert english.keys() == own.keys()
    assert english["sentence"].keys() == own["sentence"].keys()


@pytest.mark.parametrize("code", codes())
def test_quotations_are_in_the_marks_of_the_language(code: str) -> None:
    opening, closing = table(code, "language")["quotes"]
    assert opening + closing == MARKS.get(code, opening + closing)
    for key, text in messages(code)["sentences"].items():
        for one in templates(text):
            assert one.count(opening) == one.count(closing) or opening == closing, key
            assert not re.search("[“”„]", one.replace(opening, "").replace(closing, "")), key


def test_a_language_that_there_is_not_is_no_language() -> None:
    with pytest.raises(KeyError):
        table("tlh", "messages")


RECIPE = """
from pathlib import Path
from assistant.languages import pack
pack.PACKS = Path({folder!r})
from assistant.dialogue import sayings
from assistant.explain.claims import SizeFits
from assistant.explain.phrases import LANGUAGES
from assistant.ui.texts import preferred, texts
claim = SizeFits("attributes.height_cm", "9", "height", "9.5 cm", "<=", 10, "cm")
print(sorted(LANGUAGES), preferred("nl"), texts("nl")("undo"))
print(sayings.say("nl", "start_over"), LANGUAGES["nl"].label(claim))
"""


def test_a_language_is_added_by_adding_a_folder(tmp_path: Path) -> None:
    for code in codes():
        for file in pack.PACKS.joinpath(code).glob("*.toml"):
            target = tmp_path / code / file.name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(file.read_bytes())
    new = tmp_path / "nl"
    (tmp_path / "de").rename(new)
    said = new / "messages.toml"
    text = said.read_text(encoding="utf-8")
    text = re.sub("(?m)^start_over = .*$", 'start_over = "Alles vergeten."', text)
    said.write_text(text, encoding="utf-8")
    assert tomllib.loads(text)
    code = RECIPE.format(folder=str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=Path(pack.__file__).parents[2],
    )
    assert done.stdout.splitlines() == [
        "['en', 'nl', 'zh'] nl Rückgängig",
        "Alles vergeten. 9,5 cm hoch – gewünscht waren höchstens 10 cm",
    ], done.stderr
