"""Acts and roles of clear sentences, and how the heads behave on unclear ones."""

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from assistant.understanding.acts import ACTS, ROLES
from assistant.understanding.heads.data.generate import examples
from assistant.understanding.heads.data.templates import Choice, Slot, Span, Text, parse
from assistant.understanding.heads.model import WEIGHTS, Heads
from assistant.understanding.heads.reading import HeadContext
from assistant.understanding.heads.words import word_spans
from retrieval.encoders.compact import CompactEncoder
from retrieval.errors import ModelUnavailable

BEGUN = HeadContext(begun=True, shown=5)


@pytest.fixture(scope="module")
def encoder():
    return CompactEncoder()


@pytest.fixture(scope="module")
def heads(encoder):
    return Heads.load(encoder)


def roles_of(reading):
    return {(span.text.lower(), span.role) for span in reading.roles}


class OtherEncoder(CompactEncoder):
    states_fingerprint = "e5-0000000000000000"


def test_another_encoder_is_refused():
    with pytest.raises(ModelUnavailable, match=r"e5-0{16}.*assistant.understanding.heads.train"):
        Heads.load(OtherEncoder())


def test_broken_weights_are_refused(encoder, tmp_path):
    broken = tmp_path / "heads.safetensors"
    broken.write_bytes(WEIGHTS.read_bytes()[:1000])
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        Heads.load(encoder, broken)


def test_weights_without_a_fingerprint_are_refused(encoder, tmp_path):
    save_file(load_file(WEIGHTS), tmp_path / "bare.safetensors")
    with pytest.raises(ModelUnavailable):
        Heads.load(encoder, tmp_path / "bare.safetensors")


def test_weights_are_small():
    assert WEIGHTS.stat().st_size < 5_000_000


def test_the_same_turn_is_read_the_same(heads, encoder):
    first, second = heads.read("a red lamp"), Heads.load(encoder).read("a red lamp")
    assert first.acts == second.acts
    assert first.roles == second.roles


def test_a_pass_gives_the_query_vector_too(heads, encoder):
    read = heads.read("a red lamp for the hall")
    expected = encoder.encode_queries(["a red lamp for the hall"])[0]
    assert np.allclose(read.vector / np.linalg.norm(read.vector), expected, atol=1e-5)


@pytest.mark.parametrize(
    "text",
    [
        "I need a  blue teapot, not a glass one — for my mother's birthday!",
        "想给妈妈买一个红色的茶壶，不要太花哨的，预算200块。",
        "Ｗｉｄｅ ﬁne 台灯 lamp  für die Küche",
    ],
)
def test_spans_are_where_they_say(heads, text):
    reading = heads.read(text)
    assert reading.roles
    ends = [0]
    for span in reading.roles:
        assert span.text == text[span.start : span.end].strip()
        assert span.start >= ends[-1]
        assert span.role in ROLES[1:]
        assert 0 < span.probability <= 1
        ends.append(span.end)


def test_tokens_stand_where_they_say(encoder):
    text = "  Ｗｉｄｅ  café — 红色的台灯 ﬁne"
    (read,) = encoder.query_states([text])
    assert len(read.states) == len(read.spans)
    pieces = [text[start:end] for start, end in read.spans]
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", ["", "   ", "?!…", "🙂"])
def test_no_word_no_act(heads, text):
    reading = heads.read(text)
    assert not reading.roles
    assert set(reading.acts.values()) == {0.0}
    assert not reading.likely()


def test_a_very_long_text_is_read_as_far_as_the_encoder_sees(heads):
    text = "I need a blue teapot for my sister. " + "and we talked and talked about it " * 60
    reading = heads.read(text)
    assert len(text) > 2000
    assert set(reading.acts) == set(ACTS)
    assert ("blue teapot", "wanted") in roles_of(reading)


@pytest.mark.parametrize(
    ("text", "context", "act"),
    [
        ("I'm looking for a floor lamp", HeadContext(), "wish"),
        ("which one would you take?", BEGUN, "choose"),
        ("six of them, how much?", BEGUN, "total"),
        ("are people happy with the straps", BEGUN, "ask_reviews"),
        ("that's not what I asked", BEGUN, "correct"),
        ("back to the lamps", BEGUN, "return_topic"),
        ("something calmer", BEGUN, "change"),
        ("thx ur a star", BEGUN, "thank"),
        ("what's the difference between the first and the second", BEGUN, "compare"),
        ("do you deliver to Vienna?", BEGUN, "ask_shop"),
        ("add the second one to my cart", BEGUN, "buy"),
        ("how heavy is the first one?", BEGUN, "ask_item"),
        ("why this one?", BEGUN, "explain"),
        ("what's the weather tomorrow", HeadContext(), "out_of_scope"),
        ("推荐一款蓝牙音箱", HeadContext(), "wish"),
        ("第一个和第二个有什么区别", BEGUN, "compare"),
        ("六个一共多少钱", BEGUN, "total"),
        ("音质怎么样，大家怎么说", BEGUN, "ask_reviews"),
        ("谢谢", BEGUN, "thank"),
        ("was kosten drei davon?", BEGUN, "total"),
    ],
)
def test_the_act_of_a_clear_sentence(heads, text, context, act):
    assert act in heads.read(text, context).likely()


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        ("he already has loads of water bottles", "water bottles", "owned"),
        ("no numbers on it", "numbers", "refused"),
        ("a lamp that goes with my oak table", "oak table", "goes_with"),
        ("a jug with a lid", "lid", "part"),
        ("a jug with a lid", "jug", "wanted"),
        ("a chair for the balcony", "balcony", "place"),
        ("a gift for my sister", "sister", "recipient"),
        ("how long does it burn?", "burn", "question"),
        ("粉色紫色都不要", "粉色紫色", "refused"),
        ("送妈妈的花瓶", "花瓶", "wanted"),
    ],
)
def test_the_role_of_a_clear_span(heads, text, span, role):
    assert (span, role) in roles_of(heads.read(text, BEGUN))


def test_a_fragment_is_more_of_a_change_once_there_is_something_to_change(heads):
    first, later = heads.read("in blue"), heads.read("in blue", BEGUN)
    assert later.acts["change"] > later.acts["wish"]
    assert later.acts["wish"] < first.acts["wish"]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("how long does it burn", "burn_time"),
        ("ours does the battery last", "battery hours"),
        ("will it fit an overhead bin", "dimensions"),
        ("什么材质", "material"),
        ("wie schwer ist es", "weight"),
    ],
)
def test_the_field_a_question_is_about(heads, question, name):
    names = ["material", "burn_time", "battery hours", "dimensions", "weight", "colour", "brand"]
    ranked = heads.field_of(question, names)
    assert ranked[0][0] == name
    assert [score for _, score in ranked] == sorted((s for _, s in ranked), reverse=True)


def test_no_field_for_nothing(heads):
    assert heads.field_of("", ["weight"]) == []
    assert heads.field_of("how heavy", []) == []


def test_words_of_both_scripts():
    text = "iPhone 15的保护壳，don't"
    assert [text[a:b] for a, b in word_spans(text)][:2] == ["iPhone", "15"]
    assert text[slice(*word_spans(text)[-1])] == "don't"


def test_templates_are_parsed():
    assert parse("a (b|) <p:c {kind}>{w.kind}") == (
        Text("a "),
        Choice(((Text("b"),), ())),
        Text(" "),
        Span("part", (Text("c "), Slot("kind", ""))),
        Slot("kind", "wanted"),
    )
    with pytest.raises(ValueError, match="missing"):
        parse("(a|b")


def test_the_sentences_are_many_and_their_roles_in_place():
    made = examples()
    assert len(made) >= 6000
    assert {act for one in made for act in one.acts} == set(ACTS)
    assert {role for one in made for *_, role in one.roles} == set(ROLES[1:])
    for one in made:
        for start, end, _ in one.roles:
            assert one.text[start:end].strip()


def test_the_network_ignores_what_pads_a_batch(heads):
    net = heads._net
    words, vector = torch.randn(1, 3, 384), torch.randn(1, 384)
    context = torch.zeros(1, 5)
    with torch.inference_mode():
        alone = net(words, torch.tensor([3]), vector, context)
        padded = torch.cat([words, torch.ones(1, 4, 384)], 1)
        beside = net(padded, torch.tensor([3]), vector, context)
    assert torch.allclose(alone[0], beside[0], atol=1e-5)
    assert torch.allclose(alone[1], beside[1][:, :3], atol=1e-5)
