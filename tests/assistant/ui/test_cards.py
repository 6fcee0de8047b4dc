"""What a feed says is shown as it stands and does nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.advice.near import Miss
from assistant.api.ucp.document import Shown, variant_document
from assistant.explain import Reason
from assistant.explain.claims import Otherwise, PriceOff
from assistant.language import Wishes
from assistant.recommendation import Recommendation, offer_as_dict
from assistant.ui.cards import MAX_OTHER_OFFERS, render_cards
from assistant.ui.pricing import Purse
from assistant.ui.texts import texts
from assistant.ui.told import facts, shortened, together, told
from retrieval.money import Money
from retrieval.offers import Offer, Product
from retrieval.rates import Rates, shipped_rates

OFFER = Offer("Alder", "1", title="Red mug", price=Money.of(12, "EUR"), availability="in_stock")
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "{% include '/etc/passwd' %}",
    "</section></div><iframe src=https://evil.example>",
]


class Page(HTMLParser):
    """The elements, attributes and words of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def recommend(*offers: Offer, **changes: object) -> Recommendation:
    parts = {"text": 0.25, "image": 0.5}
    one = Recommendation(Product("p1", offers), offers, 0.75, parts, [])
    return replace(one, **changes)  # type: ignore[arg-type]


def page_of(*recommendations: Recommendation) -> Page:
    return Page(render_cards(recommendations))


def test_a_card_says_what_is_sold_for_how_much_by_whom_and_why() -> None:
    image = "a" * 64
    reason = Reason("“red” is its colour", "constraint", "colour", "red")
    offer = replace(OFFER, image=image, url="https://alder.example/1", rating=4.5, rating_count=2)
    page = page_of(recommend(offer, reasons=[reason]))
    for words in ("Red mug", "€12.00", "Alder", "In stock", "“red” is its colour", "2 reviews"):
        assert words in page.text
    [picture] = page.all("img")
    assert picture["src"] == f"picture/{image}"
    opens, _ = page.all("a")
    assert opens["href"] == "#product=p1"


def test_a_card_has_no_figures_of_the_search() -> None:
    page = page_of(recommend(OFFER))
    assert not page.all("i")
    for words in ("0.75", "0.25", "Match"):
        assert words not in page.text


def test_reasons_are_about_the_wish_and_never_about_other_cards() -> None:
    reasons = [
        Reason("Cheaper than the second", "difference", "price", "12"),
        Reason("The cheapest shown", "price", "price", "12"),
        Reason("Buyers like its handle (5 of 7)", "review", "reviews", "x"),
        Reason("Holds 0.5 l, as you asked", "constraint", "capacity", "0.5 l"),
        Reason("“mug” is in its text", "wording", "description", "mug"),
    ]
    shown = told(recommend(OFFER, reasons=reasons), Wishes(), Purse(), texts("en"))
    assert shown == ["Holds 0.5 l, as you asked", "Buyers like its handle (5 of 7)"]


def test_what_it_costs_beyond_the_limit_comes_first() -> None:
    wishes = Wishes(max_price=Money.of(10, "EUR"))
    assert told(recommend(OFFER), wishes, Purse(), texts("en")) == ["€2 over your limit"]
    assert told(recommend(OFFER), Wishes(max_price=OFFER.price), Purse(), texts("en")) == []
    above = PriceOff(
        price=Money.of(12, "EUR"), limit=Money.of(10, "EUR"), by=Money.of(2, "EUR"),
        above=True, day=None,
    )  # fmt: skip
    reasons = [Reason("€2 over your limit of €10", "missing", "price", "12", fact=above)]
    shown = told(recommend(OFFER, reasons=reasons), wishes, Purse(), texts("en"))
    assert shown == ["€2 over your limit"], "once"


def test_a_price_stands_in_the_shoppers_currency_with_the_original_beside() -> None:
    rates = Rates(date(2026, 5, 1), {"EUR": Decimal(1), "USD": Decimal("1.5")})
    page = Page(render_cards([recommend(OFFER)], purse=Purse("USD", rates)))
    assert "≈ $18.00 €12.00" in page.text
    assert "1 May 2026" in page.text


def test_what_a_shop_does_not_say_is_not_made_up() -> None:
    page = page_of(recommend(Offer("Alder", "1", title="Mug")))
    assert "No picture" in page.text
    assert "No price given" in page.text
    assert "Stock not stated" in page.text
    assert "★" not in page.text
    assert not page.all("img")


def test_other_shops_follow_with_their_own_stock() -> None:
    others = [replace(OFFER, source=f"Shop {n}", price=Money.of(20 + n, "EUR")) for n in range(9)]
    others[0] = replace(others[0], availability="out_of_stock")
    page = page_of(recommend(OFFER, *others))
    assert "Alder In stock Shop 0 €20.00 Out of stock Shop 1 €21.00 In stock" in page.text
    assert page.text.count("Shop ") == MAX_OTHER_OFFERS
    assert "6 more shops" in page.text


def test_a_title_in_the_pages_language_comes_first_and_the_shops_own_below() -> None:
    one = recommend(replace(OFFER, attributes={"title_zh": "红色马克杯"}))
    html = render_cards([one], t=texts("zh"))
    assert html.index("红色马克杯</a>") < html.index("Red mug</p>")
    assert "红色马克杯" not in Page(render_cards([one], t=texts("en"))).text


def test_a_long_title_ends_between_two_words() -> None:
    title = "Murrowby wonderful " * 20
    shown = shortened(title, 50)
    assert shown.endswith(" …")
    assert set(shown.split()) <= {"Murrowby", "wonderful", "…"}
    assert len(shown) <= 52


def test_facts_are_what_the_shops_agree_on_and_the_title_leaves_open() -> None:
    attributes = {"pattern": "plain", "product_height": "12 cm", "color": "red", "weight": "300 g"}
    other = replace(OFFER, source="Birch", attributes={**attributes, "weight": "400 g"})
    product = recommend(replace(OFFER, attributes=attributes), other).product
    assert facts(product, texts("en")) == ["Height 12\u00a0cm", "Pattern plain"]
    assert facts(product, texts("de")) == ["Höhe 12\u00a0cm", "Muster uni"]
    assert facts(product, texts("zh")) == ["高度12\u2060厘米", "图案纯色"]


def test_a_fact_that_the_page_has_no_words_for_is_left_out() -> None:
    product = recommend(replace(OFFER, attributes={"knob": "ein Knauf aus Holz"})).product
    assert facts(product, texts("zh")) == []


def test_no_recommendations_give_no_shelf() -> None:
    assert render_cards([]).strip() == ""


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words(hostile: str) -> None:
    offer = replace(OFFER, source=hostile, title=hostile, image=hostile, availability=hostile)
    reason = Reason(hostile, "review", hostile, hostile)
    page = page_of(recommend(offer, reasons=[reason], contributions={hostile: 0.5}))
    known = {"section", "h2", "ol", "li", "div", "img", "h3", "p", "span", "ul", "i"}
    known |= {"button", "svg", "path", "a", "small", "b"}
    assert {tag for tag, _ in page.elements} <= known
    assert not [name for _, attributes in page.elements for name in attributes if name[:2] == "on"]
    assert hostile in "".join(page.words)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/picture/1",
        "https:",
        "http://[",
        "",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    offer = replace(OFFER, url=url)
    assert offer_as_dict(offer)["url"] is None
    assert "url" not in variant_document(offer, Shown(shipped_rates()))
    links = page_of(recommend(replace(OFFER, url=url))).all("a")
    assert {link["href"] for link in links} == {"#product=p1", "#product=p1/why"}


@given(st.text(max_size=60))
def test_any_title_is_shown_letter_by_letter(title: str) -> None:
    shown = page_of(recommend(replace(OFFER, title=title)))
    wanted = title or OFFER.offer_id
    assert "".join(wanted.split()) in "".join("".join(shown.words).split())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_near_miss_says_first_what_it_misses(language: str) -> None:
    missed = tuple(Miss(*one) for one in Wishes(include={"colour": ("blue",)}).alone())
    fact = Otherwise("attributes.color", "red", "colour", "blue")
    reasons = [
        Reason("3 of 4 like it", "review", "reviews", ""),
        Reason("2 of 4 like that", "review", "reviews", ""),
        Reason("red instead of blue", "missing", fact.field, fact.quote, fact),
    ]
    one = replace(recommend(OFFER), misses=missed, reasons=reasons)
    assert told(one, Wishes(), Purse(), texts(language))[0] == "Red instead of blue"


@pytest.mark.parametrize(
    ("language", "near", "exact"),
    [("en", "Closest to it", "Best match"), ("zh", "最接近的", "最符合的")],
)
def test_near_misses_are_not_headed_as_matches(language: str, near: str, exact: str) -> None:
    t = texts(language)
    missed = tuple(Miss(*one) for one in Wishes(include={"colour": ("blue",)}).alone())
    html = render_cards([replace(recommend(OFFER), misses=missed)], t=t)
    assert f"<h2>{near}</h2>" in html
    assert f"<h2>{exact}</h2>" in render_cards([recommend(OFFER)], t=t)


def test_what_fits_less_well_stands_apart_under_numbers_that_go_on() -> None:
    product = Product("p", (OFFER,))
    near, far = (Recommendation(product, (OFFER,), 0.5, {}, [], close) for close in (True, False))
    html = render_cards([near, far, far])
    assert html.index("Best match<") < html.index("Further off") < html.rindex("Red mug")
    assert re.findall(r'aria-hidden="true">(\d)<', html) == ["1", "2", "3"]
    assert "Further off" not in render_cards([near])


def test_an_order_that_goes_by_something_else_is_kept() -> None:
    product = Product("p", (OFFER,))
    near, far = (Recommendation(product, (OFFER,), 0.5, {}, [], close) for close in (True, False))
    html = render_cards([far, near])
    assert "Further off" not in html
    assert re.findall(r'aria-hidden="true">(\d)<', html) == ["1", "2"]


def test_a_card_says_whether_it_is_saved() -> None:
    other = replace(OFFER, offer_id="2")
    one, two = recommend(OFFER), replace(recommend(other), product=Product("p2", (other,)))
    page = Page(render_cards([one, two], saved={"p2"}))
    hearts = [button for button in page.all("button") if button["data-act"] == "save"]
    assert [(heart["data-product"], heart["aria-pressed"]) for heart in hearts] == [
        ("p1", "false"),
        ("p2", "true"),
    ]


def test_a_size_stays_in_one_line():
    assert together("Can, copper, 3 l") == "Can, copper, 3\u00a0l"
    assert together("3 lamps, 40 cm high") == "3 lamps, 40\u00a0cm high"
