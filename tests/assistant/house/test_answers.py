from __future__ import annotations

from pathlib import Path

import pytest

from assistant.house import BadHouse, HouseAnswer, read_answers
from assistant.house.answers import MOST, keep_answers, kept_answers
from retrieval.catalogue import Catalogue

MARKDOWN = """# Our answers

## How long does delivery **take**?

Two days. See [the map](https://shop.example/map).
- Abroad: five days.

### Do you wrap gifts? ###
Yes, <script>alert(1)</script>for 3 EUR.

## Nothing is said to this
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_headings_are_questions(tmp_path: Path) -> None:
    assert read_answers(write(tmp_path, "answers.md", MARKDOWN)) == (
        HouseAnswer(
            "How long does delivery take?",
            "Two days. See the map (https://shop.example/map). Abroad: five days.",
        ),
        HouseAnswer("Do you wrap gifts?", "Yes, for 3 EUR."),
    )


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_has_two_columns(tmp_path: Path, mark: str) -> None:
    rows = [("Question", "Answer"), ("Do you wrap?", '"Yes, ""always"""')]
    text = "\n".join(mark.join(row) for row in rows)
    [one] = read_answers(write(tmp_path, "answers.csv", text))
    assert one == HouseAnswer("Do you wrap?", 'Yes, "always"')


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("answers.pdf", "", "no Markdown"),
        ("answers.md", "just words", "write each question as a heading"),
        ("answers.csv", "a,b\n1,2", "name its columns question and answer"),
        ("answers.md", "## Q\nA\n" * (MOST + 1), "at most 500"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(BadHouse, match=says):
        read_answers(write(tmp_path, name, text))


def test_other_encodings_are_told(tmp_path: Path) -> None:
    path = tmp_path / "answers.md"
    path.write_bytes("## Größe?\nJa".encode("latin-1"))
    with pytest.raises(BadHouse, match="UTF-8"):
        read_answers(path)


def test_a_catalogue_keeps_answers(tmp_path: Path) -> None:
    catalogue = Catalogue.create(tmp_path / "catalog")
    assert kept_answers(catalogue) == ()
    said = (HouseAnswer("Do you wrap?", "Ja, für 3 €."),)
    keep_answers(catalogue, said)
    assert kept_answers(catalogue) == said
    catalogue.close()
