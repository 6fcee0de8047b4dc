"""Answered questions are searched, and go with their feed."""

import csv

from retrieval.catalogue import Catalogue
from retrieval.indexing import open_live
from retrieval.ingest import IngestOptions, ingest
from retrieval.query import Query
from retrieval.search import SearchOptions
from tests.fakes import FAKE


def ask(catalogue, folder, *rows):
    path = folder / "asked.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["sku", "question", "answer"], *rows])
    return ingest(catalogue, FAKE, str(path), IngestOptions(source="shop"))[0]


def lexical(catalogue, words):
    searcher, _ = open_live(catalogue, SearchOptions(exact=True), FAKE)
    scores = searcher.generation.lexical.scores(words)
    best = int(scores.argmax())
    return searcher.generation.ids[best] if scores[best] > 0 else ""


def test_a_word_of_an_answer_finds_the_thing_until_the_answer_is_gone(own_catalog, tmp_path):
    catalogue = Catalogue.open(own_catalog)
    mug = next(p.product_id for p in catalogue.all_products() if p.offers[0].offer_id == "red-mug")
    assert lexical(catalogue, "dishwasher") == ""
    found = ask(catalogue, tmp_path, ["red-mug", "Is it safe?", "Yes, in the dishwasher."])
    assert found.questions == 1
    assert lexical(catalogue, "dishwasher") == mug
    searcher, _ = open_live(catalogue, SearchOptions(exact=True), FAKE)
    assert searcher.search(Query("dishwasher"), 1)[0].product.product_id == mug
    ask(catalogue, tmp_path, ["red-mug", "Is it safe?", ""], ["red-mug", "Is it safe?", "Yes."])
    assert lexical(catalogue, "dishwasher") == ""
