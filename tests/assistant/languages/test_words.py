"""Values, figures and names in each language; a shop's own words are quoted."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.languages.speaker import speaker
from assistant.languages.values import Count, Gloss, Message, Name, Place, Quote, Several, Value
from retrieval.money import Money


@pytest.mark.parametrize(
    ("value", "english", "german", "chinese"),
    [
        (Value("colour", "light wood"), "light wood", "hellholzfarben", "浅木色"),
        (Value("color", "Navy Blue"), "navy blue", "marineblau", "藏青色"),
        (Value("material", "soy wax"), "soy wax", "Sojawachs", "大豆蜡"),
        (Value("colour", "红色"), "red", "rot", "红色"),
        (Value("material", "Eiche"), "oak", "Eiche", "橡木"),
        (Value("colour", "red, blue"), "red, blue", "rot und blau", "红色和蓝色"),
        (Value("burning", "44 hours"), "44 hours", "44 Stunden", "44小时"),
        (Value("burning", "1 hour"), "1 hour", "1 Stunde", "1小时"),
        (Value("height", "72.5 cm"), "72.5 cm", "72,5 cm", "72.5厘米"),
        (Value("rating", "4.5"), "4.5", "4,5", "4.5"),
        (Value("availability", "out of stock"), "out of stock", "ausverkauft", "缺货"),
        (Value("availability date", "2027-02-15T09:00+0100"), "15 Feb 2027", "15.02.2027",
         "2027年2月15日"),
        (Value("availability date", "2027-02-31"), "2027-02-31", "2027-02-31", "2027-02-31"),
        (Value("glaze", "raku dip"), "raku dip", "„raku dip“", "“raku dip”"),
        (Value("brand", "Murrowby"), "Murrowby", "Murrowby", "Murrowby"),
        (Value("category", "Home Decor > Vases"), "Home Decor > Vases", "Dekoration > Vase",
         "装饰品 > 花瓶"),
        (Name("attributes.seat_height"), "seat height", "Sitzhöhe", "座高"),
        (Name("glaze_name"), "glaze name", "„glaze name“", "“glaze name”"),
        (Gloss("waterproof"), "“waterproof”", "„wasserdicht“", "防水"),
        (Gloss("frobbed"), "“frobbed”", "„frobbed“", "“frobbed”"),
        (Quote("so nice"), "“so nice”", "„so nice“", "“so nice”"),
        (Place(2), "the second", "Nummer zwei", "第二件"),
        (Place(12), "number 12", "Nummer 12", "第12件"),
        (Money(129950, "EUR"), "€1,299.50", "1.299,50\u00a0€", "€1,299.50"),
        (Money(1200, ""), "12.00", "12,00", "12.00"),
        (date(2024, 12, 31), "31 December 2024", "31. Dezember 2024", "2024年12月31日"),
        (1250, "1,250", "1.250", "1,250"),
        (Count(2, 4), "two", "zwei", "2"),
        (Count(2, 40), "2", "2", "2"),
        (Several((Value("colour", "red"), Value("colour", "blue")), "or"), "red or blue",
         "rot oder blau", "红色或蓝色"),
        (Message("limit.<", {"amount": Value("height", "5 cm")}), "less than 5 cm",
         "weniger als 5 cm", "小于5厘米"),
    ],
)  # fmt: skip
def test_it_is_written_as_people_write_it(value, english, german, chinese) -> None:
    assert speaker("en").write(value) == english
    assert speaker("de").write(value) == german
    assert speaker("zh").write(value) == chinese


def test_german_inflects_after_of() -> None:
    said = speaker("de").write(Value("material", "painted wood"), "other")
    assert said == "lackiertem Holz"
    assert speaker("de").write(Value("category", "lamp"), "other") == "Lampen"


def test_one_and_many() -> None:
    english, german = speaker("en"), speaker("de")
    assert english.say("only_shown", n=1) == "Only one item is shown at the moment."
    assert english.say("only_shown", n=3) == "Only three items are shown at the moment."
    assert german.say("only_shown", n=3) == "Gerade sind nur drei Stück zu sehen."


def test_what_cannot_be_said_is_refused() -> None:
    with pytest.raises(TypeError):
        speaker("en").write(None)
    with pytest.raises(KeyError):
        speaker("en").say("no such message")
    with pytest.raises(KeyError):
        speaker("en").clause(["no.such", "clause"])
