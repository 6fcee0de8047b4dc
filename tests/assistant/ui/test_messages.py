from __future__ import annotations

import logging
import re

import pytest

from assistant.ui.messages import ECHO, Message, apology, said, sent, sentences, show
from assistant.ui.texts import texts
from assistant.ui.thumbnails import Thumbnails
from assistant.ui.uploads import Uploads
from retrieval.errors import BadQuery
from retrieval.offers import Offer, Product
from tests.assistant.ui.fakes import recommendation

EN = texts("en")


def test_words_are_escaped() -> None:
    shown = show([said("<img src=x onerror=alert(1)> & “so”")], EN)
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; “so”" in shown
    assert "<img" not in shown


def test_an_answer_leads_to_shops_that_have_an_address() -> None:
    offers = [
        Offer("Alder", "1", title="Mug", url="https://alder.example/1?a=1&b=2"),
        Offer("Birch", "2", title="Mug", url="javascript:alert(1)"),
        Offer("<b>", "3", title="Mug"),
    ]
    shown = show(
        [said("Here.", leads=[recommendation(Product("p", (one,))) for one in offers])], EN
    )
    assert re.findall(r'href="([^"]*)"', shown) == ["https://alder.example/1?a=1&amp;b=2"]
    assert 'rel="noopener nofollow"' in shown
    assert "View at Alder" in shown


def test_what_was_sent_is_shown_with_its_photo(photo: bytes) -> None:
    thumbnails = Thumbnails()
    message = sent(" like this ", Uploads(photos=(photo,), videos=(b"clip",)), thumbnails, EN)
    assert message == Message("user", "like this", message.pictures, ("Video",))
    assert thumbnails.get(message.pictures[0])
    shown = show([message], EN)
    assert f'src="sent/{message.pictures[0]}"' in shown
    assert ">like this<" in shown


def test_a_photo_that_cannot_be_read_is_named_only() -> None:
    message = sent("", Uploads(photos=(b"no photo",)), Thumbnails(), EN)
    assert message == Message("user", "", (), ("Photo",))
    shown = show([message], EN)
    assert ">Photo<" in shown
    assert "said" not in shown.replace("you_said", "")


@pytest.mark.parametrize(
    ("text", "count"),
    [("One. Two! Three?", 3), ("3.5 l for €9.50.", 1), ("一句。两句。", 2), ("no end", 1), ("", 0)],
)
def test_an_answer_comes_sentence_by_sentence_and_loses_nothing(text: str, count: int) -> None:
    parts = sentences(text)
    assert len(parts) == count
    assert "".join(parts) == text


def test_a_long_question_is_cut_short() -> None:
    message = sent("word " * 100_000, Uploads(), Thumbnails(), EN)
    assert len(message.text) < ECHO + 3
    assert message.text.endswith(" …")


def test_a_shoppers_error_is_told_as_it_is() -> None:
    assert apology(BadQuery("Do this.")) == "Do this."


def test_a_fault_of_ours_is_logged_under_the_reference_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        sentence = apology(RuntimeError("secret detail"))
    found = re.search(r"reference ([0-9a-f]{8})", sentence)
    assert found
    assert "secret" not in sentence
    assert found[1] in caplog.text
    assert "secret detail" in caplog.text
