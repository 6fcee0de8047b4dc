import shutil

import pytest

from assistant.assistant import Assistant
from assistant.dialogue import Conversation
from assistant.dialogue.conversation import ask
from assistant.turn import Turn
from retrieval.catalogue import Catalogue
from retrieval.errors import BadCatalogue, BadMedia, BadQuery
from retrieval.ingest import ingest
from retrieval.money import Money
from retrieval.query import Query
from tests.conftest import COLOURS, draw
from tests.fakes import FAKE


@pytest.fixture(scope="module")
def assistant(catalog_folder) -> Assistant:
    return Assistant.open(catalog_folder)


def test_a_question_gets_products_reasons_and_timings(assistant):
    answer = ask(assistant, Turn("a red mug under 20 euros"), k=3)
    first = answer.recommendations[0]
    assert first.product.title == "Red mug"
    assert "Red mug" in answer.reply
    assert "€9.50" in answer.reply
    assert {reason.kind for reason in first.reasons} >= {"constraint"}
    assert all(one.offer.price.amount <= 20 for one in answer.recommendations)
    assert answer.timings_ms["total"] > 0


def test_the_json_is_the_contract(assistant, feed):
    answer = ask(
        assistant, Turn("shiny red mug", photos=(feed.parent / "red-mug.png",)), k=2
    ).as_single()
    assert answer.keys() >= {"transcript", "constraints", "recommendations", "timings_ms"}
    first = answer["recommendations"][0]
    assert first.keys() == {
        "product_id", "title", "offers", "score", "close", "near", "contributions", "reasons"
    }  # fmt: skip
    assert first["offers"][0]["source"] == "shop"
    assert first["offers"][0]["offer_id"] == "red-mug"
    assert sum(first["contributions"].values()) == pytest.approx(first["score"], abs=1e-5)
    assert first["contributions"]["text"] > 0
    assert first["contributions"]["image"] > 0
    for reason in first["reasons"]:
        assert reason.keys() == {"claim", "kind", "evidence"}
        assert reason["evidence"].keys() == {"field", "value"}


def test_words_beside_a_photo_say_what_it_must_be(assistant, feed):
    photo = feed.parent / "red-mug.png"
    answer = ask(assistant, Turn("like this, but in green", photos=(photo,)), k=6)
    assert answer.recommendations[0].product.title == "Green mug"
    assert all(one.product.title.startswith("Green") for one in answer.recommendations)


def test_recommend_is_the_ten_line_use(assistant):
    photo = draw(COLOURS["green"], "lamp")
    (first,) = assistant.recommend(Query(images=(photo,)), k=1)
    assert first.product.title == "Green lamp"
    assert first.reasons[0].kind == "photo"


def test_a_limit_holds_across_currencies_and_says_so(own_catalog, tmp_path):
    (tmp_path / "more.csv").write_text(
        "id,title,price,currency\n1,Mug,9,USD\n2,Mug,5,KWD\n3,Mug,21,USD\n"
    )
    ingest(Catalogue.open(own_catalog), FAKE, str(tmp_path / "more.csv"))
    answer = ask(Assistant.open(own_catalog), Turn("mug under 20 euros"))
    assert "Prices in US dollars are compared at the exchange rates of 31 Dec" in answer.reply
    assert "Prices in Kuwaiti dinars are left out." in answer.reply
    prices = {one.offer.price for one in answer.recommendations}
    assert Money(900, "USD") in prices  # 8.66 EUR
    assert not prices & {Money(2100, "USD"), Money(5000, "KWD")}  # 20.21 EUR, and no rate


@pytest.mark.parametrize(
    ("turns", "day"),
    [
        (("mugs under 20 euros", "under 15 euros", "why the first?"), "31 December 2024"),
        (("20欧元以下的马克杯", "15欧元以下", "为什么推荐第一个？"), "2024年12月31日"),
    ],
)
def test_the_day_of_the_rates_is_said_once_a_conversation(own_catalog, tmp_path, turns, day):
    (tmp_path / "more.csv").write_text("id,title,price,currency\n1,Mug,9,USD\n2,Mug,8,USD\n")
    ingest(Catalogue.open(own_catalog), FAKE, str(tmp_path / "more.csv"))
    talk = Conversation(Assistant.open(own_catalog))
    replies = [talk.say(Turn(one)).reply for one in (*turns, "start over", turns[0])]
    assert [day in one for one in replies] == [True, False, False, False, True]


def test_nothing_fits_says_which_limit_keeps_it_out(assistant):
    answer = ask(assistant, Turn("a mug under 1 euro"))
    assert all(miss.name == "price" for one in answer.recommendations for miss in one.misses)
    assert all(one.misses for one in answer.recommendations)
    assert "€8.50 over your limit of €1" in answer.reply


@pytest.mark.parametrize("turn", [Turn(), Turn("  ")])
def test_an_empty_turn_is_refused(assistant, turn):
    with pytest.raises(BadQuery, match="empty"):
        ask(assistant, turn)


def test_bad_media_are_refused_and_the_assistant_lives(assistant, tmp_path):
    with pytest.raises(BadMedia):
        ask(assistant, Turn(photos=(b"no picture",)))
    with pytest.raises(BadMedia):
        ask(assistant, Turn(photos=(tmp_path / "gone.jpg",)))
    with pytest.raises(BadQuery, match="at most 4"):
        ask(assistant, Turn(photos=(b"",) * 5))
    assert ask(assistant, Turn("lamp")).recommendations


def test_there_must_be_a_catalogue(tmp_path):
    with pytest.raises(BadCatalogue, match="ingest"):
        Assistant.open(tmp_path)


def test_it_follows_the_catalogue(own_catalog, tmp_path):
    assistant = Assistant.open(own_catalog)
    assert "None of these shops sells “harpsichord”" in ask(assistant, Turn("harpsichord")).reply
    (tmp_path / "more.csv").write_text("id,title,price\n1,Harpsichord,9000\n")
    ingest(Catalogue.open(own_catalog), FAKE, str(tmp_path / "more.csv"))
    assert ask(assistant, Turn("harpsichord")).recommendations[0].product.title == "Harpsichord"


def test_it_says_nothing_of_prices_that_have_changed(own_catalog, feed, tmp_path):
    shutil.copytree(feed.parent, tmp_path / "shop")
    assistant = Assistant.open(own_catalog)
    question = Turn("a mug under 5 euros")
    assert "over your limit of €5" in ask(assistant, question).reply
    cheaper = feed.read_text().replace(",9.5,", ",4.5,")
    (tmp_path / "shop" / "shop.csv").write_text(cheaper)
    ingest(Catalogue.open(own_catalog), FAKE, str(tmp_path / "shop" / "shop.csv"))
    answer = ask(assistant, question)
    assert {one.offer.price for one in answer.recommendations} == {Money(450, "EUR")}
    assert "there are" not in answer.reply
    assistant.close()


def test_other_weights_encode_the_catalogue_anew(own_catalog, monkeypatch):
    monkeypatch.setattr(type(FAKE), "fingerprint", "fake-2")
    seen = FAKE.images_seen
    assistant = Assistant.open(own_catalog)
    assert FAKE.images_seen == seen + 16
    assert assistant.searcher.generation.metadata["encoder"] == "fake-2"
    assert ask(assistant, Turn("red mug"), 1).recommendations[0].product.title == "Red mug"


def test_a_damaged_vector_store_is_rebuilt_on_opening(own_catalog):
    for path in (own_catalog / "generations").rglob("*.bin"):
        path.write_bytes(b"\0" * 10)
    assistant = Assistant.open(own_catalog)
    assert assistant.searcher.generation.problems == []
    assert ask(assistant, Turn("red mug"), 1).recommendations[0].product.title == "Red mug"
