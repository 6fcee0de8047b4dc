import time

import pytest

from assistant.language import MAX_LENGTH, Context, Vocabulary, Wishes, understand
from retrieval.errors import BadQuery


def money(amount, currency=None):
    return {"amount": amount, "currency": currency}


PRICES = [
    ("under 20 euros", {"max_price": money(20, "EUR")}),
    ("under twenty euros", {"max_price": money(20, "EUR")}),
    ("below $35.50", {"max_price": money(35.5, "USD")}),
    ("less than 1,299 €", {"max_price": money(1299, "EUR")}),
    ("max €99,90", {"max_price": money(99.9, "EUR")}),
    ("under 1.5k", {"max_price": money(1500)}),
    ("no more than a hundred and twenty bucks", {"max_price": money(120, "USD")}),
    ("nothing over 50 pounds", {"max_price": money(50, "GBP")}),
    ("my budget is 40 euros", {"max_price": money(40, "EUR")}),
    ("over 100", {"min_price": money(100)}),
    ("30 pounds or more", {"min_price": money(30, "GBP")}),
    (
        "between twenty and thirty pounds",
        {"min_price": money(20, "GBP"), "max_price": money(30, "GBP")},
    ),
    ("20-30 €", {"min_price": money(20, "EUR"), "max_price": money(30, "EUR")}),
    ("about 50 euros", {"about_price": money(50, "EUR")}),
    ("一百五十块以下", {"max_price": money(150, "CNY")}),
    ("不要超过80欧元", {"max_price": money(80, "EUR")}),
    ("三百到五百元", {"min_price": money(300, "CNY"), "max_price": money(500, "CNY")}),
    ("五十镑左右", {"about_price": money(50, "GBP")}),
    ("一千块以上", {"min_price": money(1000, "CNY")}),
]


@pytest.mark.parametrize(("said", "expected"), PRICES)
def test_prices_in_words_and_figures_and_any_currency(said, expected, vocabulary):
    assert understand(said, vocabulary).wishes.as_dict() == expected


@pytest.mark.parametrize(
    ("said", "name", "op", "value", "unit"),
    [
        ("at least 30 cm wide", "width", ">=", 30, "cm"),
        ("no taller than 1 metre", "height", "<=", 1, "m"),
        ("20 litre", "capacity", "~=", 20, "l"),
        ("lighter than 3 kg", "weight", "<=", 3, "kg"),
        ("a 28 inch monitor", "screen", "~=", 28, "inch"),
        ("高度不超过三十厘米", "height", "<=", 30, "cm"),
        ("容量1升以上", "capacity", ">=", 1, "l"),
        ("一米五以上", None, ">=", 1.5, "m"),
    ],
)
def test_sizes_are_no_prices(said, name, op, value, unit, vocabulary):
    found = understand(said, vocabulary).wishes
    assert found.as_dict()["dimensions"] == [{"name": name, "op": op, "value": value, "unit": unit}]
    assert {found.max_price, found.min_price, found.about_price} == {None}


def test_the_size_of_a_thing_it_is_for_is_wording(vocabulary):
    found = understand("a rucksack for a 15-inch laptop, not leather, under 60", vocabulary)
    assert found.wishes.as_dict() == {
        "include": {"category": ["backpack"]},
        "exclude": {"material": ["leather"]},
        "max_price": money(60),
    }
    assert "15-inch laptop" in found.words


@pytest.mark.parametrize(
    ("said", "include", "exclude"),
    [
        ("red or blue mugs", {"colour": ["red", "blue"], "category": ["mug"]}, {}),
        ("not leather or plastic", {}, {"material": ["leather", "plastic"]}),
        ("not leather, green", {"colour": ["green"]}, {"material": ["leather"]}),
        ("neither red nor pink", {}, {"colour": ["red", "pink"]}),
        ("no leather bags", {"category": ["bag"]}, {"material": ["leather"]}),
        ("anything but black sunglasses", {"category": ["sunglasses"]}, {"colour": ["black"]}),
        ("a mug without a handle", {"category": ["mug"]}, {"words": ["handle"]}),
        ("不要皮的红色双肩包",
         {"colour": ["red"], "category": ["backpack"]}, {"material": ["leather"]}),
        ("除了红色的靠垫", {"category": ["cushion"]}, {"colour": ["red"]}),
        ("黑色除外的键盘", {"category": ["keyboard"]}, {"colour": ["black"]}),
        ("有没有蓝色的碗", {"colour": ["blue"], "category": ["bowl"]}, {}),
        ("show me 红色的 sofa", {"colour": ["red"], "category": ["sofa"]}, {}),
    ],
)  # fmt: skip
def test_negation_reaches_as_far_as_it_is_meant(said, include, exclude, vocabulary):
    found = understand(said, vocabulary).wishes.as_dict()
    assert found.get("include", {}) == include
    assert found.get("exclude", {}) == exclude


@pytest.mark.parametrize(
    ("said", "include"),
    [
        ("a Brimbel zorbulator", {"brand": ["brimbel"], "category": ["zorbulator"]}),
        ("brimbl zorbulators in moonstone",
         {"brand": ["brimbel"], "category": ["zorbulator"], "colour": ["moonstone"]}),
        ("from nord shop", {"shop": ["nord shop"]}),
        ("bakpack in grean", {"category": ["backpack"], "colour": ["green"]}),
        ("a back pack", {"category": ["backpack"]}),
        ("blew mug", {"colour": ["blue"], "category": ["mug"]}),
        ("a glass vase", {"material": ["glass"], "category": ["vase"]}),
        ("a glass", {"category": ["glass"]}),
        ("a lamp for my desk", {"category": ["lamp"]}),
    ],
)  # fmt: skip
def test_the_vocabulary_is_the_catalogues_and_forgives(said, include, vocabulary):
    assert understand(said, vocabulary).wishes.as_dict()["include"] == include


def test_a_category_that_nothing_is_called_by_is_no_kind(vocabulary):
    assert "include" not in understand("promotions please", vocabulary).wishes.as_dict()


def test_a_real_word_is_no_misspelling(vocabulary):
    for said in ("how do I bake a cake", "a house", "a great book to read"):
        include = understand(said, vocabulary).wishes.include
        assert not set(include) & {"colour", "brand"}, said
        assert include.get("category", ()) in ((), ("book",)), said


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("a notebook with 192 pages", {"attributes": {"pages": ["192"]}}),
        ("lavender scent", {"attributes": {"scent": ["lavender"]}}),
        ("in stock", {"in_stock": True}),
        ("refurbished", {"condition": "refurbished"}),
        ("no second-hand", {"condition": "new"}),
        ("at least four stars", {"min_rating": 4.0}),
        ("cheapest first", {"sort": "price_asc"}),
        ("评价最好的", {"sort": "rating"}),
        ("two mugs", {"quantity": 2}),
        ("两个杯子", {"quantity": 2}),
        ("for my wife", {"for": "woman"}),
        ("送儿子", {"for": "boy"}),
    ],
)
def test_features(said, expected, vocabulary):
    found = understand(said, vocabulary).wishes.as_dict()
    assert {name: found.get(name) for name in expected} == expected


INTENTS = [
    ("in green", "refine"), ("cheaper", "refine"), ("便宜一点的", "refine"),
    ("green mugs", "refine"),
    ("now show me lamps", "search"), ("换成水壶", "search"),
    ("forget the colour", "relax"), ("any brand is fine", "relax"), ("颜色无所谓", "relax"),
    ("it doesn't have to be leather", "relax"),
    ("more like the second", "more_like"), ("the third one but in blue", "more_like"),
    ("跟第一个差不多的", "more_like"), ("show me more", "more"), ("还有别的吗", "more"),
    ("compare 1 and 3", "compare"), ("which of them is lighter?", "compare"),
    ("哪个更便宜", "compare"), ("why the first?", "explain"), ("为什么推荐这个", "explain"),
    ("is the second waterproof?", "ask"), ("any of them in stock?", "ask"), ("它多重", "ask"),
    ("save the second", "shortlist"), ("收藏第二个", "shortlist"),
    ("show my shortlist", "shortlist"),
    ("undo", "undo"), ("no, the previous ones", "undo"), ("撤销", "undo"),
    ("start over", "start_over"), ("重新开始", "start_over"),
    ("thanks!", "small_talk"), ("谢谢", "small_talk"), ("great, thank you so much", "small_talk"),
    ("what's the weather?", "out_of_scope"), ("where is my order?", "out_of_scope"),
    ("今天天气怎么样", "out_of_scope"), ("asdfghjkl", "out_of_scope"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "intent"), INTENTS)
def test_intents_with_items_on_the_screen(said, intent, vocabulary, begun):
    assert understand(said, vocabulary, begun).intent == intent


@pytest.mark.parametrize(
    ("said", "references"),
    [
        ("compare the first and the last", {"items": [1, -1]}),
        ("what is the difference between the first two?", {"items": [1, 2]}),
        ("how heavy is number 4?", {"items": [4]}),
        ("第二个多少钱", {"items": [2]}),
        ("对比一下1和3", {"items": [1, 3]}),
        ("why the blue one?", {"which": {"colour": ["blue"]}}),
        ("is that mug microwave safe?", {"which": {"category": ["mug"]}}),
        ("蓝色的那个多少钱", {"which": {"colour": ["blue"]}}),
        ("are they dishwasher safe?", {"all": True}),
        ("how big is it?", {"focus": True}),
        ("save the cheapest", {"by": "cheapest"}),
    ],
)
def test_references(said, references, vocabulary, begun):
    found = understand(said, vocabulary, begun)
    assert found.references == references
    assert not found.wishes, "what points at an item is no constraint"


def test_nothing_can_be_referred_to_before_anything_is_shown(vocabulary):
    assert not understand("the second one", vocabulary, Context()).references


def test_a_photo_is_what_this_refers_to(vocabulary):
    found = understand("like this but in green", vocabulary, Context(photo=True, new_photo=True))
    assert found.intent == "more_like"
    assert found.references == {"photo": True}
    assert found.wishes.include == {"colour": ("green",)}


def test_wishes_survive_json():
    wishes = Wishes.from_dict(
        {
            "max_price": money(60, "EUR"),
            "include": {"colour": ["green"]},
            "dimensions": [{"name": None, "op": "~=", "value": 30, "unit": "cm"}],
            "for": "kid",
        }
    )
    assert Wishes.from_dict(wishes.as_dict()) == wishes
    with pytest.raises(ValueError, match="no constraint 'color'"):
        Wishes.from_dict({"color": "red"})


def test_a_novel_is_refused(vocabulary):
    with pytest.raises(BadQuery, match=r"2,001 characters; ask it in at most 2,000"):
        understand("x" * (MAX_LENGTH + 1), vocabulary)


@pytest.mark.parametrize(
    "said", ["9 " * 999, "not " * 499, "a " * 999, "no,or,and " * 190, "的" * 1999]
)
def test_the_longest_utterance_takes_no_minute(said, vocabulary, begun):
    started = time.thread_time()
    understand(said, vocabulary, begun)
    assert time.thread_time() - started < 60


def test_an_empty_catalogue_has_a_vocabulary_too():
    found = understand("a red mug under $45", Vocabulary.of(()))
    assert found.wishes.max_price
    assert found.wishes.include == {"colour": ("red",), "category": ("mug",)}
