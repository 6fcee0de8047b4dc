"""BM25: what counts as the same word, and edge cases of the index."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest

from retrieval.lexical import Lexical, normalise_scores, tokens


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("WH-1000XM4", "Sony wh1000xm4 headphones"),
        ("wh 1000 xm4", "Sony WH-1000XM4"),
        ("15 inch", "15-inch"),
        ("15inch", "15 INCH"),
        ("tshirt", "T-Shirt"),
        ("running shoes", "shoe for a run"),
        ("men's", "Men’s"),
        ("cafe", "CAFÉ"),
        ("fire", "ﬁre"),
        ("ABC12", "ＡＢＣ１２"),
        ("跑鞋", "红色跑鞋"),
        ("鞋", "红色跑鞋"),
        ("6,5", "6.5"),
    ],
)
def test_variants_of_a_word_meet(asked, written):
    assert set(tokens(asked)) & set(tokens(written))


def test_pairs_of_characters_serve_scripts_without_blanks():
    assert tokens("红跑鞋 x") == ["红", "跑", "鞋", "红跑", "跑鞋", "x"]


def test_decimals_are_one_number():
    assert tokens("15.6 inch")[0] == "15.6"


def test_scores_are_those_of_the_formula(tmp_path):
    """Lucene's BM25 with k1 = 1.5, b = 0.75, written out, of fields that have a word."""
    documents = [["red shoe"], ["blue shoe", "shoe"], ["green hat", "with feather"], []]
    lengths = [2, 3, 4, 0]
    mean = sum(lengths) / 4
    idf = math.log(1 + (4 - 2 + 0.5) / (2 + 0.5))  # two of four documents have "shoe"

    def expected(frequency: int, length: int) -> float:
        return idf * frequency / (frequency + 1.5 * (0.25 + 0.75 * length / mean))

    scores = Lexical.build(tmp_path, documents).scores("shoes")
    assert scores == pytest.approx([expected(1, 2), expected(2, 3), 0, 0], rel=1e-5)
    assert scores.dtype == np.float32


def test_top_is_sorted_masked_and_matching_only(tmp_path):
    lexical = Lexical.build(tmp_path, ["red hat", "red red hat", "shoe", "red"])
    rows, scores = lexical.top("red", 10)
    assert set(rows) == {0, 1, 3}
    assert list(scores) == sorted(scores, reverse=True)
    rows, _ = lexical.top("red", 1, np.array([True, False, True, False]))
    assert rows.tolist() == [0]


def test_function_words_do_not_count_unless_alone(tmp_path):
    lexical = Lexical.build(tmp_path, ["the who", "red hat"])
    assert lexical.scores("is there the hat").tolist()[0] == 0
    assert lexical.scores("the who")[0] > 0


@pytest.mark.parametrize("documents", [[], [""], ["", ""], ["red", "", "blue"]])
@pytest.mark.parametrize("question", ["", "the", "unknown words", "?!", "\x00"])
def test_nothing_to_find(tmp_path, documents, question):
    lexical = Lexical.build(tmp_path, documents)
    assert lexical.scores(question).tolist() == [0] * len(documents)
    assert lexical.top(question, 3)[0].size == 0


def test_threads_share_it(tmp_path):
    lexical = Lexical.build(tmp_path, [f"shoe number {i} colour{i % 7}" for i in range(500)])
    questions = [f"colour{i % 7} shoes" for i in range(200)]
    alone = [lexical.top(question, 5)[0].tolist() for question in questions]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: lexical.top(question, 5)[0].tolist(), questions))
    assert together == alone


def test_normalised_scores_reach_from_zero_to_one():
    assert normalise_scores(np.array([0, 2, 4], np.float32)).tolist() == [0, 0.5, 1]
    assert normalise_scores(np.zeros(2, np.float32)).tolist() == [0, 0]


def test_what_is_stated_is_a_share_of_what_the_question_tells(tmp_path):
    """Inverse document frequencies, written out; a word nobody has tells most of all."""
    lexical = Lexical.build(tmp_path, ["red mug", "red hat", "blue hat", ""])

    def tells(having: int) -> float:
        return math.log(1 + (4 - having + 0.5) / (having + 0.5))

    stated = lexical.stated("the red mugs with stripes")
    whole = tells(2) + tells(1) + tells(0)
    expected = [(tells(2) + tells(1)) / whole, tells(2) / whole, 0, 0]
    assert stated == pytest.approx(expected, rel=1e-5)
    assert lexical.stated("red mug")[0] == pytest.approx(1)
    assert lexical.stated("").tolist() == [0] * 4


def _slow_share(asked: str, document: str) -> float:
    """Neighbouring terms in common, by hand."""
    wanted, there = tokens(asked), tokens(document)
    pairs = set(pairwise(wanted))
    found = set(pairwise(there))
    return len(pairs & found) / len(pairs) if pairs else 0


@pytest.mark.parametrize(
    "asked",
    [
        "red mug with a lid",
        "a lid with red",
        "mug",
        "",
        "blue stripes nowhere",
        "红跑鞋",
        "a a a a",
    ],
)
def test_a_quotation_is_known_by_the_order_of_its_words(tmp_path, asked):
    documents = ["a red mug with a lid", "a mug with a red lid", "", "红跑鞋", "mug", "a a lid"]
    said = Lexical.build(tmp_path, documents).mentions(asked)
    assert said.verbatim == pytest.approx([_slow_share(asked, one) for one in documents])


def test_mentions_of_some_documents_are_those_of_all(tmp_path):
    lexical = Lexical.build(tmp_path, ["red mug", "blue mug", "a red hat", "mug red"])
    rows = np.array([3, 0])
    some, every = lexical.mentions("red mug", rows), lexical.mentions("red mug")
    for name, values in vars(some).items():
        assert values.tolist() == vars(every)[name][rows].tolist()
    assert every.verbatim.tolist() == [1, 0, 0, 0]
    assert every.relative.max() == 1
