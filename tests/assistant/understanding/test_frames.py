"""Frames: the marked turns they are learnt from, the model, and what readers are shown."""

from pathlib import Path
from random import Random

import pytest

from assistant.language.draft import Draft
from assistant.language.gate import CHATTER, HIDDEN, gated, idle, only, without
from assistant.language.utterance import Utterance
from assistant.language.vocabulary import Term
from assistant.understanding.frames.marked import marked_turns, read_line
from assistant.understanding.frames.model import WEIGHTS, FrameReader, reader
from assistant.understanding.frames.schema import ACTS, LETTERS, Frame, FrameContext, Span
from assistant.understanding.frames.varied import pools_of, varied
from retrieval.encoders.base import Encoder
from retrieval.errors import ModelUnavailable


def test_a_marked_line_says_acts_context_and_roles():
    turn = read_line("similar,change @5p like <f:this>, but <v:not as wide>", "en")
    assert turn.text == "like this, but not as wide"
    assert turn.acts == {"similar", "change"}
    assert turn.context == FrameContext(5, True)
    assert [(t, r) for t, r in turn.pieces if r != "none"] == [
        ("this", "reference"),
        ("not as wide", "relative"),
    ]


@pytest.mark.parametrize(
    "line", ["a lamp", "wsh @0 a lamp", "wish @0 a <k:red <w:lamp>>", "wish @0 a <y:lamp>"]
)
def test_a_line_that_is_marked_wrong_is_refused(line):
    with pytest.raises(ValueError, match=r".+"):
        read_line(line, "en")


def test_a_wrong_line_is_named_by_file_and_number(tmp_path: Path):
    (tmp_path / "en-1.txt").write_text("wish @0 a <k:lamp>\nnonsense\n")
    with pytest.raises(ValueError, match=r"en-1.txt, line 2"):
        marked_turns(tmp_path)


def test_the_turns_show_every_act_and_role_in_each_language():
    turns = marked_turns()
    assert {turn.language for turn in turns} == {"de", "en", "zh"}
    assert {act for turn in turns for act in turn.acts} == set(ACTS)
    for language in ("de", "en", "zh"):
        roles = {r for t in turns if t.language == language for _, r in t.pieces}
        assert set(LETTERS.values()) <= roles


def test_a_variant_keeps_acts_context_and_the_order_of_roles():
    turns = marked_turns()[:200]
    pools, random = pools_of(turns), Random(1)
    for turn in turns:
        other = varied(turn, pools, random)
        assert (other.acts, other.context) == (turn.acts, turn.context)
        assert len([r for _, r in other.pieces if r != "none"]) == len(
            [r for t, r in turn.pieces if r != "none" and t.strip(".,!?;:。，！？；：")]
        )


def test_the_weights_are_small():
    assert WEIGHTS.stat().st_size < 5 * 2**20


@pytest.mark.parametrize(
    ("text", "shown", "act", "spans"),
    [
        ("a red linen sofa under 900 euros", 0, "wish", {"kind": "sofa", "limit": "under 900"}),
        ("how heavy is the second one?", 5, "ask_item", {"reference": "second", "question": "how"}),
        ("a bit bigger, and not black please", 5, "change", {"refused": "black"}),
        ("想要一个红色的杯子，不要塑料的", 0, "wish", {"kind": "杯子", "refused": "塑料"}),
        ("第二个有多重？", 5, "ask_item", {"reference": "第二个"}),
        ("wie schwer ist der zweite?", 5, "ask_item", {"reference": "zweite"}),
        ("gibt es den auch in grün?", 5, "change", {"trait": "grün"}),
    ],
)
def test_plain_turns_are_read(text, shown, act, spans):
    frame = reader().read(text, FrameContext(shown))
    assert frame.does(act)
    for role, words in spans.items():
        assert any(words in said for said in frame.texts(role)), (role, frame.spans)


def test_reading_is_deterministic_and_positions_are_those_of_the_text():
    text = "my desk is 75 cm across, will the second one fit?"
    one, two = (reader().read(text, FrameContext(4)) for _ in range(2))
    assert one == two
    assert all(text[span.start : span.end] == span.text for span in one.spans)


@pytest.mark.parametrize("text", ["", "   ", "?!", "…", "👍"])
def test_a_text_without_words_does_nothing(text):
    frame = reader().read(text)
    assert not frame.spans
    assert not any(frame.does(act) for act in ACTS)


def test_a_very_long_text_is_read_as_far_as_the_model_sees():
    assert reader().read("a red lamp " * 900).spans


class Other(Encoder):
    """An encoder of another kind."""

    fingerprint = "other"

    def embed_texts(self, texts):
        raise AssertionError

    def embed_images(self, images):
        raise AssertionError


def test_another_encoder_is_refused_in_one_sentence():
    with pytest.raises(ModelUnavailable, match="default encoder"):
        FrameReader.load(Other())


def _span(text: str, words: str, role: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words, role, 0.9)


def test_a_reader_is_not_shown_what_is_none_of_its_business():
    text = "i own a red lamp and want a blue lamp"
    frame = Frame(text, {}, (_span(text, "a red lamp", "owned"),))
    seen = []
    utterance = Utterance(text, text, text, False, frame)
    gated(lambda said, *_: seen.append(said.text), frame, ("owned",))(
        utterance, Draft(), None, None
    )
    assert "red" not in seen[0]
    assert "blue lamp" in seen[0]
    assert utterance.text == text


def test_what_a_reader_takes_stays_taken():
    text = "a red lamp, a blue lamp"
    frame = Frame(text, {}, (_span(text, "a red lamp", "owned"),))
    utterance = Utterance(text, text, text, False, frame)
    gated(lambda said, *_: said.take(14, 18), frame, ("owned",))(utterance, Draft(), None, None)
    assert utterance.text[14:18] != "blue"
    assert utterance.text.startswith("a red lamp")


def test_hiding_and_showing_are_each_others_opposite():
    text = "red or blue"
    span = _span(text, "blue", "trait")
    assert without(text, [span]).replace(HIDDEN, "") == "red or "
    assert only(text, [span]).replace(HIDDEN, "") == "blue"


class _Words:
    """A vocabulary that finds some words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def find(self, text: str) -> list[Term]:
        places = [(text.index(word), word) for word in self.words if word in text]
        return [Term(at, at + len(word), "colour", word) for at, word in places]


def test_values_and_figures_that_play_no_part_are_hidden_and_other_words_are_not():
    text = "when my sister is round we are 4, a blue kettle"
    chatter = tuple(_span(text, word, "none") for word in ("when", "is", "round", "we", "4"))
    frame = Frame(text, {}, (_span(text, "blue", "trait"),), chatter)
    aside = idle(frame, _Words("round", "blue"))
    assert sorted(span.text for span in aside) == ["4", "round"]
    seen = []
    utterance = Utterance(text, text, text, False, frame)
    gated(lambda said, *_: seen.append(said.text), frame, (CHATTER,), aside)(
        utterance, Draft(), None, None
    )
    assert "round" not in seen[0]
    assert "when my sister is" in seen[0]
