"""What shoppers say off the beaten track, by the cause that made it hard."""

import pytest

from assistant.language import Context, Dimension, Wishes, understand
from assistant.language.chinese import simplified
from assistant.language.sounds import nearly, sound
from assistant.language.talk_phrases import small_talk
from assistant.lexicon import Lexicon

NOTHING_FITS = Context(wishes=Wishes(include={"category": ("mug",), "colour": ("black",)}))


def constraints(said, vocabulary, context=Context()):
    return understand(said, vocabulary, context).wishes.as_dict()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("hi there", "greeting"),
        ("你好", "greeting"),
        ("ok, thank you so much!", "thanks"),
        ("太感谢啦", "thanks"),
        ("thanks, bye", "farewell"),
        ("谢谢，再见", "farewell"),
        ("really lovely", "praise"),
        ("cheers, you've been a great help", "praise"),
        ("what can you do?", "help"),
        ("hmm, never mind", "consent"),
        ("hello, a mug please", ""),
        ("cool umbrellas", ""),
        ("that will be all, thank you kindly", "farewell"),
        ("太谢谢你了，帮了大忙", "thanks"),
        ("拜拜，下次再来", "farewell"),
    ],
)
def test_small_talk_has_kinds(said, kind):
    if kind == "praise" and said.startswith("cheers"):
        kind = "thanks"  # of two kinds, the one that wants an answer more
    assert small_talk(said) == kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("do you ship to Canada?", "delivery"),
        ("能送到上海吗", "delivery"),
        ("how do I pay?", "order"),
        ("能打八折吗", "discount"),
        ("20% off?", "discount"),
        ("write me a poem", "world"),
        ("book us a table for two", "world"),
        ("帮我订一张去上海的火车票", "world"),
    ],
)
def test_out_of_scope_says_what_it_is_about(said, kind, vocabulary, begun):
    found = understand(said, vocabulary, begun)
    assert (found.intent, found.talk) == ("out_of_scope", kind)


def test_paying_an_amount_is_a_price(vocabulary):
    found = understand("I can pay up to 50 euros", vocabulary)
    assert found.intent == "search"
    assert found.wishes.max_price is not None


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("compare 1 and 3", "compare"),
        ("why the first?", "explain"),
        ("any of them waterproof?", "ask"),
        ("which has the best reviews?", "compare"),
        ("第二个多少钱", "ask"),
        ("in red", "refine"),
    ],
)
def test_talk_about_a_screen_that_is_empty_now(said, intent, vocabulary):
    assert understand(said, vocabulary, NOTHING_FITS).intent == intent


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("I want something for my dad, he plays tennis", "search"),
        ("I'm looking for a birthday present for my wife", "search"),
        ("now something for the garden", "search"),
        ("我想给妈妈买个生日礼物", "search"),
        ("I want something cheaper", "refine"),
        ("something in green", "refine"),
        ("it's for my wife", "refine"),
        ("送女朋友的", "refine"),
        ("cosy", "refine"),
        ("with armrests ideally", "refine"),
        ("not too big", "refine"),
        ("none of these", "more"),
        ("换一个", "more"),
        ("刚才那些比较好", "undo"),
        ("what do people say about the first one?", "ask"),
        ("就要第二个", "shortlist"),
        ("how does it compare with the first?", "compare"),
        ("forget it", "small_talk"),
    ],
)
def test_intents_of_free_speech(said, intent, vocabulary, begun):
    assert understand(said, vocabulary, begun).intent == intent


def test_questions_about_opinions_are_about_reviews(vocabulary, begun):
    for said in ("what do people say about the first one?", "第一个评价怎么样", "any reviews?"):
        assert understand(said, vocabulary, begun).topic == "reviews"


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ("which is lighter, 1 or 2", "lightest"),
        ("哪个更便宜", "cheapest"),
        ("which one has the best reviews?", "best_rated"),
        ("which of these is the biggest?", "largest"),
        ("compare 1 and 2", ""),
    ],
)
def test_a_comparison_knows_what_it_goes_by(said, by, vocabulary, begun):
    found = understand(said, vocabulary, begun)
    assert (found.intent, found.by) == ("compare", by)


@pytest.mark.parametrize(
    ("said", "references"),
    [
        ("the second to last one", {"items": [-2]}),
        ("倒数第二个", {"items": [-2]}),
        ("the one on the left", {"items": [1]}),
        ("the one for 29 something", {"price": 29.0}),
        ("the one from Sud", {"which": {"shop": ["sud"]}}),
        ("the other one, what is it made of", {"other": True}),
        ("put it on my list", {"focus": True}),
        ("how long does the battery last on number 2?", {"items": [2]}),
        ("第二条怎么样", {"items": [2]}),
    ],
)
def test_ways_to_point(said, references, vocabulary, begun):
    assert dict(understand(said, vocabulary, begun).references) == references


@pytest.mark.parametrize("said", ["with 3 wheels", "between 3 and 5 feet"])
def test_numbers_that_point_at_nothing(said, vocabulary, begun):
    assert "items" not in understand(said, vocabulary, begun).references


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("预算两三百块", {"min_price": (200, "CNY"), "max_price": (300, "CNY")}),
        ("一百来块的", {"about_price": (100, "CNY")}),
        ("beween 80 and 150 dolars", {"min_price": (80, "USD"), "max_price": (150, "USD")}),
        ("between forty and fifty five", {"min_price": (40, None), "max_price": (55, None)}),
        ("I'd rather not go above seventy pounds", {"max_price": (70, "GBP")}),
        ("超过四十欧的不要", {"max_price": (40, "EUR")}),
        ("under a tenner", {"max_price": (10, "GBP")}),
        ("max. 90 euros", {"max_price": (90, "EUR")}),
        ("raise the budget to 120", {"max_price": (120, None)}),
    ],
)
def test_prices_as_they_are_said(said, expected, vocabulary, begun):
    found = constraints(said, vocabulary, begun)
    assert found == {
        name: {"amount": amount, "currency": code} for name, (amount, code) in expected.items()
    }


def test_sizes_go_by_what_is_in_force(vocabulary):
    tall = {"name": "height", "op": ">=", "value": 30.0, "unit": "cm"}
    heavy = {"name": "weight", "op": "~=", "value": 5.0, "unit": "kg"}
    context = Context(shown=3, wishes=Wishes.from_dict({"dimensions": [tall, heavy]}))
    assert constraints("sorry, taller than 20", vocabulary, context) == {
        "dimensions": [{**tall, "value": 20.0}]
    }
    assert constraints("10 pounds instead", vocabulary, context) == {
        "dimensions": [{**heavy, "value": 10.0, "unit": "lb"}]
    }
    assert constraints("water resistant to 50m", vocabulary, context) == {}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("a bag, any colour but pink", {"colour": ["pink"]}),
        ("皮的不要，塑料的也不要", {"material": ["leather", "plastic"]}),
        ("黑色以外的", {"colour": ["black"]}),
        ("not the pink one", {"colour": ["pink"]}),
        ("a bear without a scarf", {"words": ["scarf"]}),
        ("and no numerals either", {"words": ["numeral"]}),
        ("no lid needed", None),
        ("forget it, never mind", None),
    ],
)
def test_what_is_refused(said, expected, vocabulary, begun):
    assert constraints(said, vocabulary, begun).get("exclude") == expected


def test_a_refused_attribute_is_not_wanted(vocabulary):
    assert "attributes" not in constraints("without the leather strap", vocabulary)


def test_a_refusal_is_lifted_by_saying_so(vocabulary):
    context = Context(shown=2, wishes=Wishes(exclude={"material": ("metal", "wood")}))
    found = understand("ok metal is fine after all", vocabulary, context)
    assert found.intent == "relax"
    assert found.lifted == {"material": ("metal",)}
    assert not found.wishes.include


def test_a_value_in_force_is_given_up_by_its_name(vocabulary):
    for said in ("forget black", "any other colours?", "换个颜色"):
        found = understand(said, vocabulary, NOTHING_FITS)
        assert (found.intent, found.wishes.drop) == ("relax", ("colour",))
    assert constraints("replace black with white", vocabulary, NOTHING_FITS) == {
        "include": {"colour": ["white"]}
    }


def test_glass_is_a_material_once_the_kind_is_settled(vocabulary, begun):
    assert constraints("make it glass", vocabulary, begun) == {"include": {"material": ["glass"]}}
    assert constraints("a glass", vocabulary, begun) == {"include": {"category": ["glass"]}}


def test_traditional_characters_and_words():
    assert simplified("不要塑膠的，兩百塊以內") == "不要塑料的，两百块以内"
    assert simplified("白色的杯子, 100 ml") == "白色的杯子, 100 ml"


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ("我想買一個馬克杯", "mug"),
        ("蓝牙耳鸡", "headphone"),
        ("红色茶胡", "teapot"),
        ("木质玩居", "toy"),
        ("玻璃碗", "bowl"),
        ("返回上一步", None),
        ("in earth tones", None),
    ],
)
def test_misheard_kinds(said, category, vocabulary):
    kinds = constraints(said, vocabulary).get("include", {}).get("category")
    assert kinds == (category and [category])


def test_what_sounds_alike():
    assert nearly(sound("rugsack"), sound("rucksack"))
    assert not nearly(sound("earthtones"), sound("earphones"))


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("cup", "mug"),
        ("bag", "backpack"),
        ("shoe", "sneaker"),
        ("lamp", "desk lamp"),
        ("furniture", "armchair"),
        ("clothes", "hoodie"),
    ],
)
def test_a_wider_kind_covers_the_narrower(wide, narrow):
    lexicon = Lexicon.load()
    assert narrow in lexicon.surfaces("category", wide)
    assert wide not in lexicon.surfaces("category", narrow)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("could you sort them by price, low to high", "refine"),
        ("not these, others please", "more"),
        ("how does the first stack up against the fourth?", "compare"),
        ("what made you recommend the second?", "explain"),
        ("把另一个也存起来", "shortlist"),
        ("没货也没关系", "relax"),
        ("评分多少都行", "relax"),
    ],
)
def test_roundabout_ways_to_say_what_is_wanted(said, intent, vocabulary, begun):
    assert understand(said, vocabulary, begun).intent == intent


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("arrange these by price from the cheapest", "price_asc"),
        ("从低到高按价格排", "price_asc"),
        ("从便宜的开始排", "price_asc"),
        ("按价格从高到低", "price_desc"),
        ("sort by price, highest first", "price_desc"),
    ],
)
def test_ways_to_ask_for_an_order(said, order, vocabulary, begun):
    assert understand(said, vocabulary, begun).wishes.sort == order


def test_a_refused_kind_of_what_is_wanted_is_no_part_of_it(vocabulary):
    found = constraints("a leather bag, but no backpacks", vocabulary)
    assert found["exclude"] == {"category": ["backpack"]}
    assert constraints("a bear without a hat", vocabulary)["exclude"] == {"words": ["hat"]}


@pytest.mark.parametrize(
    ("said", "relative"),
    [
        ("another one by the same brand", {"brand": "same"}),
        ("in the same colour", {"colour": "same"}),
        ("颜色一样的", {"colour": "same"}),
        ("同一个牌子的还有吗", {"brand": "same"}),
        ("same material but cheaper", {"material": "same", "price": "lower"}),
        ("a different brand than this", {"brand": "other"}),
        ("不要这家店的", {"shop": "other"}),
    ],
)
def test_a_value_of_the_item_spoken_of(said, relative, vocabulary, begun):
    found = understand(said, vocabulary, begun)
    assert (found.intent, found.wishes.relative) == ("refine", relative)


def test_the_price_tells_an_item_in_chinese(vocabulary, begun):
    found = understand("为什么推荐那个63欧的", vocabulary, begun)
    assert found.references == {"price": 63}


def test_putting_something_on_the_list_means_what_was_spoken_of(vocabulary, begun):
    assert understand("加入收藏", vocabulary, begun).references == {"focus": True}
    assert understand("show my shortlist", vocabulary, begun).references == {}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("想揾張梳化，唔要皮嘅", "想找张沙发,不要皮的"),
        ("點解揀第二個俾我", "为什么选第 2 个给我"),
        ("佢有幾高", "它有多高"),
        ("平啲嘅有冇", "便宜一点的有没有"),
        ("一號和四號", "1 号和 4 号"),
        ("小一号的", "小一号的"),
        ("兰色条文的", "蓝色条纹的"),
        ("taller than one metre forty", "taller than 140 cm"),
        ("more then 20 euros", "more than 20 euros"),
        ("lookin 4 a mug pls", "looking for a mug please"),
        ("y did u show me that", "why did you show me that"),
        ("it must hold one and a half litres", "it must hold 1.5 litres"),
    ],
)
def test_ways_of_writing_are_made_one(said, meant, vocabulary):
    assert understand(said, vocabulary).text == meant


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("no sorry, i meant green", {"include": {"colour": ["green"]}}),
        ("a green, no wait, a red mug", {"include": {"category": ["mug"], "colour": ["red"]}}),
        ("红色，不对，蓝色的", {"include": {"colour": ["blue"]}}),
        ("that's the lamps sorted. now mugs", {"include": {"category": ["mug"]}}),
        ("灯看好了，再帮我看看杯子", {"include": {"category": ["cup"]}}),
        ("forget lamps, show me mugs", {"include": {"category": ["mug"]}}),
        ("皮沙发", {"include": {"material": ["leather"], "category": ["sofa"]}}),
        ("any shop except Sud", {"exclude": {"shop": ["sud"]}}),
        ("nothing over half a kilo", {"dimensions": [
            {"name": "weight", "op": "<=", "value": 0.5, "unit": "kg"}]}),
        ("i don't want to spend less than $30",
         {"min_price": {"amount": 30, "currency": "USD"}}),
        ("波点花纹的别给我看", {"exclude": {"pattern": ["dotted"]}}),
        ("没货的就别给我看了", {"in_stock": True}),
        ("薰衣草香味的蜡烛", {"include": {"category": ["candle"]},
                            "attributes": {"scent": ["lavender"]}}),
    ],
)  # fmt: skip
def test_what_is_taken_back_done_with_or_refused(said, found, vocabulary):
    assert constraints(said, vocabulary, NOTHING_FITS) == found


def test_a_bare_figure_is_of_the_size_in_force_where_it_can_be(vocabulary):
    wide = Context(wishes=Wishes(dimensions=(Dimension("width", ">=", 35, "cm"),)))
    assert constraints("至少30吧", vocabulary, wide) == {
        "dimensions": [{"name": "width", "op": ">=", "value": 30.0, "unit": "cm"}]
    }
    assert "max_price" in constraints("max 250", vocabulary, wide)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("how big is the one with the lid?", ["lid"]),
        ("带盖子的那个多少钱", ["lid"]),
        ("what about the round one", ["round"]),
    ],
)
def test_an_item_may_be_told_by_words_of_its_texts(said, words, vocabulary, begun):
    assert understand(said, vocabulary, begun).references == {"which": {"words": words}}


@pytest.mark.parametrize("said", ["the right one for my mum", "I want the round one"])
def test_not_every_one_is_on_the_screen(said, vocabulary, begun):
    assert "which" not in understand(said, vocabulary, begun).references


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ("which one is wider?", "widest"),
        ("哪个最高", "tallest"),
        ("which is the highest rated?", "best_rated"),
        ("which is biggest?", "largest"),
        ("哪个装得多", "largest"),
    ],
)
def test_what_a_superlative_goes_by(said, by, vocabulary, begun):
    found = understand(said, vocabulary, begun)
    assert (found.intent, found.by) == ("compare", by)


def test_names_in_chinese_are_of_several_characters_where_there_are_such():
    lexicon = Lexicon.load()
    assert lexicon.chinese("colour", "red") == "红色"
    assert lexicon.chinese("wording", "waterproof") == "防水"
    assert lexicon.chinese("colour", "no such colour") == ""
    assert lexicon.chinese("no such table", "red") == ""


def test_chinese_wording_is_searched_in_english(vocabulary):
    assert understand("防水的，户外用", vocabulary).words == "waterproof outdoor"


def test_a_description_that_was_taken_already_takes_nothing_else(vocabulary, begun):
    assert understand("行，木头这个帮我存一下", vocabulary, begun).intent == "shortlist"


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ("a shelf, 45 wide at most", ("width", "<=", 45.0, "cm")),
        ("a shelf, nothing over 150 high", ("height", "<=", 150.0, "cm")),
        ("my alcove is only 78 cm wide, I need a shelf for it", ("width", "<=", 78.0, "cm")),
    ],
)
def test_sizes_without_a_unit_and_of_the_shoppers_own_space(said, limit, vocabulary):
    [found] = understand(said, vocabulary).wishes.dimensions
    assert (found.name, found.op, found.value, found.unit) == limit


def test_two_words_that_are_words_are_no_misspelling_of_another(vocabulary, begun):
    assert not understand("got one with a back on it?", vocabulary, begun).wishes.include
