import threading

import pytest

from assistant.dialogue import Conversation, pictured
from assistant.dialogue.fields import compare
from assistant.language import Wishes
from assistant.recommendation import Recommendation
from assistant.turn import Turn
from retrieval.errors import BadMedia, BadQuery
from retrieval.money import Money
from retrieval.offers import Offer, Product
from tests.assistant.dialogue.actions import say, titles
from tests.conftest import COLOURS, THINGS


def test_constraints_persist_and_are_hard(talk):
    answer = say(talk, "a lamp under 60 euros", "not red")
    assert set(titles(answer)) == {"Green lamp", "Blue lamp", "Grey lamp"}
    answer = say(talk, "in stock")
    assert set(titles(answer)) == {"Green lamp", "Blue lamp"}
    assert answer.wishes.as_dict() == {
        "include": {"category": ["lamp"]},
        "exclude": {"colour": ["red"]},
        "max_price": {"amount": 60, "currency": "EUR"},
        "in_stock": True,
    }


def test_a_new_value_replaces_and_or_adds(talk):
    assert titles(say(talk, "a red mug", "in green")) == ["Green mug"]
    assert set(titles(say(talk, "or blue"))) == {"Green mug", "Blue mug"}


def test_asking_for_what_was_refused_lifts_the_refusal(talk):
    answer = say(talk, "mugs", "not red", "in red")
    assert titles(answer) == ["Red mug"]
    assert not answer.wishes.exclude


def test_another_kind_starts_a_new_list(talk):
    answer = say(talk, "a red mug under 20 euros", "now show me chairs")
    assert answer.intent == "search"
    assert answer.wishes.as_dict() == {"include": {"category": ["chair"]}}
    assert len(titles(answer)) == 4


def test_relaxing_gives_a_constraint_up(talk):
    answer = say(talk, "a red mug", "forget the colour")
    assert answer.intent == "relax"
    assert len(titles(answer)) == 4


def test_nothing_within_a_budget_shows_what_is_least_over_it_and_what_to_give_up(talk):
    answer = say(talk, "a lamp under 30 euros")
    assert [miss.name for miss in answer.recommendations[0].misses] == ["price"]
    assert "€29" in answer.reply
    assert ("price", 4) in {(one.name, one.count) for one in answer.relaxations}


def test_nothing_fits_says_what_to_give_up_and_what_that_gives(talk):
    answer = say(talk, "a mug, not red, not blue, not green, not grey")
    assert not answer.recommendations
    assert "Without what you ruled out there are 4" in answer.reply


def test_cheaper_is_below_what_is_shown_and_says_when_nothing_is(talk):
    first = say(talk, "something red")
    assert len(titles(first)) == 4
    answer = say(talk, "cheaper than the second")
    limit = first.recommendations[1].offer.price
    assert all(one.offer.price < limit for one in answer.recommendations)
    answer = say(talk, "start over", "mugs", "cheaper")
    assert "costs less than" in answer.reply
    assert "€9.50" in answer.reply
    assert len(titles(answer)) == 4, "the list stays"
    assert answer.recommendations[0].offer.price == Money(950, "EUR"), "the cheapest comes first"
    assert answer.wishes.max_price is None


def test_what_may_be_had_now_comes_before_what_may_not(talk):
    answer = say(talk, "lamps")
    waits = [one.offer.wait for one in answer.recommendations]
    assert waits == sorted(waits)
    assert waits[-1] > 0


def test_references_resolve_on_the_screen(talk):
    shown = titles(say(talk, "mugs"))
    answer = say(talk, "how much is the blue one?")
    assert answer.resolved == (shown.index("Blue mug") + 1,)
    assert "Blue mug" in answer.reply
    assert "€9.50" in answer.reply
    assert say(talk, "is it waterproof?").resolved == answer.resolved, "it is the one spoken of"
    answer = say(talk, "is the seventh in stock?")
    assert answer.resolved == ()
    assert "seventh" not in answer.reply or "Nothing" in answer.reply
    assert titles(answer) == shown


def test_more_like_an_item_leaves_that_item_out(talk):
    say(talk, "lamps")
    red = next(n for n, t in enumerate(titles(say(talk, "lamps")), 1) if t == "Red lamp")
    answer = say(talk, f"more like number {red}")
    assert answer.intent == "more_like"
    assert answer.recommendations
    assert "Red lamp" not in titles(answer)


def test_compare_makes_a_table_that_says_what_is_not_stated(talk):
    shown = titles(say(talk, "mugs"))
    answer = say(talk, "compare 1 and 3")
    assert answer.table.positions == (1, 3)
    assert answer.table.titles == (shown[0], shown[2])
    rows = dict(answer.table.rows)
    assert rows["price"] == ("€9.50", "€9.50")
    assert rows["material"] == ("not stated", "not stated")
    assert rows["colour"] == (shown[0].split()[0].lower(), shown[2].split()[0].lower())
    assert titles(answer) == shown


def test_a_table_says_which_shop_states_what_and_what_buyers_say():
    stated = ({"color": "red", "height_cm": "9"}, {"color": "blue", "height": "90 mm"})
    offers = tuple(
        Offer(shop, "1", title="Mug", price=Money(900, "EUR"), attributes=attributes)
        for shop, attributes in zip(("Alder", "Birch"), stated, strict=True)
    )
    item = Recommendation(Product("p", offers), offers, 1.0, {}, [])
    rows = dict(compare([item, item], [1, 2], "en", ["4.5 of 5 (two rated it)", ""]).rows)
    assert rows["colour"][0] == "red (Alder); blue (Birch)"
    assert rows["height"][0] == "9 cm", "one says it in cm, the other in mm"
    assert rows["reviews"] == ("4.5 of 5 (two rated it)", "not stated")
    assert rows["material"][0] == "not stated"


def test_an_answer_quotes_or_says_not_stated(talk):
    say(talk, "a red mug")
    assert "not stated" in say(talk, "what material is it?").reply
    assert "A plain mug for every day." in say(talk, "is it for every day?").reply


def test_explaining_gives_the_items_reasons(talk):
    say(talk, "a red mug under 20 euros")
    answer = say(talk, "why the first?")
    assert "“Red mug” for €9.50 at shop is red (as you asked)" in answer.reply
    assert "costs €9.50 (you asked for at most €20)" in answer.reply
    assert "2 " not in answer.reply, "there is no other one to compare it with"


def test_explaining_compares_with_the_others_on_the_screen(talk):
    say(talk, "something red")
    reply = say(talk, "why the second?").reply
    assert "less than the first" in reply or "more than the first" in reply
    assert "than the third" in reply


def test_a_reply_tells_how_the_second_differs(talk):
    answer = say(talk, "something red, cheapest first")
    first, second = (one.offer.price.amount for one in answer.recommendations[:2])
    assert f"The second costs €{second - first:.2f} more" in answer.reply


def test_chinese_is_answered_in_chinese_reasons_included(talk):
    answer = say(talk, "红色的杯子，20欧元以下")
    assert answer.language == "zh"
    claims = [one.claim for one in answer.recommendations[0].reasons]
    assert "售价€9.50，您要的是不超过€20" in claims
    assert "颜色是红色" in say(talk, "为什么推荐第一个").reply


def test_the_shortlist_keeps_across_searches(talk):
    first = titles(say(talk, "mugs"))[1]
    say(talk, "save the second", "lamps")
    answer = say(talk, "save the first")
    assert len(answer.shortlist) == 2
    assert first in say(talk, "show my shortlist").reply
    assert len(say(talk, "remove the first from my list").shortlist) == 1


def test_undo_brings_back_constraints_and_screen(talk):
    first = say(talk, "mugs")
    say(talk, "in red", "thanks", "chairs")
    assert titles(say(talk, "undo")) == ["Red mug"]
    back = say(talk, "undo")
    assert titles(back) == titles(first)
    assert back.wishes == first.wishes
    say(talk, "undo")
    assert "nothing to undo" in say(talk, "undo").reply


def test_photos_stay_until_another_kind_is_searched(talk, feed):
    photo = feed.parent / "green-lamp.png"
    assert titles(talk.say(Turn(photos=(photo,))))[0] == "Green lamp"
    answer = talk.say(Turn("under 20 euros"))
    assert {title.split()[1] for title in titles(answer)} == {"lamp"}, "what it shows"
    assert all(one.contributions["image"] > 0 for one in answer.recommendations), "still by looks"
    assert not say(talk, "show me chairs").understood.get("references")
    assert talk.state.photos == ()


def test_a_photo_of_another_kind_starts_a_new_list(talk, feed, monkeypatch):
    """The test's encoder knows colours alone, so the kinds shown are told here."""
    shown = iter(["", "coffee mug", "lamp"])
    monkeypatch.setattr(pictured, "kind_shown", lambda *_: next(shown))
    photo = (feed.parent / "green-lamp.png",)
    say(talk, "a mug under 30 euros")
    assert talk.say(Turn(photos=photo)).wishes.max_price, "nothing sure: the limits stay"
    say(talk, "mugs")
    say(talk, "under 30 euros")
    assert talk.say(Turn(photos=photo)).wishes.max_price, "a coffee mug is a mug"
    say(talk, "mugs")
    say(talk, "under 30 euros")
    answer = talk.say(Turn(photos=photo))
    assert answer.wishes == Wishes(include={"category": ("lamp",)})
    assert {title.split()[1] for title in titles(answer)} == {"lamp"}


def test_a_photo_without_words_is_answered_in_the_language_spoken(talk, feed):
    photo = (feed.parent / "green-lamp.png",)
    assert talk.say(Turn(photos=photo)).language == "en"
    say(talk, "红色的杯子")
    assert talk.say(Turn(photos=photo)).language == "zh"
    assert talk.say(Turn(photos=photo, language="en")).language == "en"


def test_like_this_in_another_colour(talk, feed):
    answer = talk.say(Turn("like this but in blue", photos=(feed.parent / "red-chair.png",)))
    assert answer.intent == "more_like"
    assert titles(answer)[0] == "Blue chair"
    assert all("Blue" in title for title in titles(answer))


def test_more_shows_what_was_not_shown(talk):
    first = titles(say(talk, "something in stock"))
    second = titles(say(talk, "show me more"))
    assert not set(first) & set(second)
    assert len(first) == len(second) == 5
    say(talk, "show me more")
    assert "everything that fits" in say(talk, "show me more").reply


def test_sorting(talk):
    prices = [
        one.offer.price for one in say(talk, "something red", "cheapest first").recommendations
    ]
    assert prices == sorted(prices)
    prices = [one.offer.price for one in say(talk, "most expensive first").recommendations]
    assert prices == sorted(prices, reverse=True)


def test_of_several_that_fit_a_description_the_first_is_taken_and_named(talk):
    shown = titles(say(talk, "something red"))
    answer = say(talk, "save the red one")
    assert not answer.question
    assert [one.product.title for one in answer.shortlist] == shown[:1]
    assert shown[0] in answer.reply


def test_two_that_are_compared_differ_in_words_as_well(talk):
    say(talk, "red mugs, red lamps or red chairs")
    assert "The first costs " in say(talk, "compare 1 and 2").reply
    assert "The first" not in say(talk, "compare them all").reply


def test_those_last_compared_are_what_they_are(talk):
    say(talk, "something red", "compare 1 and 3")
    assert say(talk, "which is cheaper?").table.positions == (1, 3)
    assert say(talk, "how much are they?").resolved == (1, 3)
    assert len(say(talk, "are all of them in stock?").resolved) > 2


def test_the_same_colour_is_that_of_the_item_spoken_of(talk):
    shown = titles(say(talk, "mugs", "how much is the third?"))
    colour = shown[2].split()[0].lower()
    same = say(talk, "something in the same colour")
    assert same.wishes.include["colour"] == (colour,)
    other = say(talk, "undo", "not this colour")
    assert other.wishes.exclude["colour"] == (colour,)
    assert titles(other)


def test_the_one_with_words_of_its_texts(talk):
    shown = titles(say(talk, "mugs"))
    answer = say(talk, f"how much is the {shown[1].split()[0].lower()} one?")
    assert answer.resolved == (2,)
    assert say(talk, "tell me about the one with wings").resolved == ()


def test_a_superlative_shows_what_decides_it(talk):
    say(talk, "something red")
    rows = dict(say(talk, "which one is the cheapest?").table.rows)
    assert set(rows) == {"price", "shop"}


def test_a_value_that_the_item_does_not_state_is_said_to_be_missing(talk):
    shown = titles(say(talk, "mugs"))
    answer = say(talk, "something of the same material")
    assert answer.reply == f"“{shown[0]}” does not state its material."
    assert titles(answer) == shown


def test_a_kind_nobody_sells_is_said_and_nothing_is_passed_off_as_it(talk):
    answer = say(talk, "a red suitcase")
    assert "None of these shops sells “suitcase”" in answer.reply
    assert titles(answer) == []


def test_chinese_is_answered_in_chinese_over_an_english_catalogue(talk):
    answer = say(talk, "我想要一个红色的马克杯，二十欧元以下")
    assert titles(answer) == ["Red mug"]
    assert "“Red mug”" in answer.reply
    assert titles(say(talk, "换成蓝色的")) == ["Blue mug"]
    assert "没有€5以内的" in say(talk, "五欧元以下").reply


def test_the_reply_names_what_is_shown(talk):
    for words in ("a lamp", "in green", "cheaper", "forget the colour", "更便宜的", "chairs"):
        answer = say(talk, words)
        named = [
            f"{colour} {thing}".capitalize()
            for colour in COLOURS
            for thing in THINGS
            if f"{colour} {thing}" in answer.reply.lower()
        ]
        assert set(named) <= set(titles(answer)), words


def test_bad_input_changes_nothing(talk):
    shown = titles(say(talk, "mugs"))
    with pytest.raises(BadQuery, match="empty"):
        talk.say(Turn("  "))
    with pytest.raises(BadMedia):
        talk.say(Turn("like this", photos=(b"no picture",)))
    assert titles(say(talk, "thanks")) == shown


def test_conversations_never_see_each_other(assistant):
    talks = [Conversation(assistant) for _ in range(6)]
    colours = [*COLOURS, "red", "green"]

    def hold(talk: Conversation, colour: str) -> None:
        for _ in range(5):
            say(talk, "start over", f"{colour} mugs", "save the first")

    threads = [
        threading.Thread(target=hold, args=pair) for pair in zip(talks, colours, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for talk, colour in zip(talks, colours, strict=True):
        assert [one.product.title for one in talk.state.screen] == [f"{colour.title()} mug"]
        assert [one.product.title for one in talk.shortlist] == [f"{colour.title()} mug"]


def test_the_json_is_the_contract(talk):
    answer = say(talk, "mugs", "compare 1 and 2").as_dict()
    assert answer.keys() >= {"intent", "reply", "items", "constraints", "references", "table"}
    assert answer["references"] == {"items": [1, 2]}
    assert answer["items"][0]["offers"][0]["price"] == 9.5
