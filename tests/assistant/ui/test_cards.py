"""What a feed says is shown as it stands and does nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.explain import Reason
from assistant.recommendation import Recommendation
from assistant.ui.cards import MAX_OTHER_OFFERS, render_cards
from assistant.ui.rendering import safe_url
from assistant.ui.texts import texts
from retrieval.money import Money
from retrieval.offers import Offer, Product

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
    reason = Reason("“red” is in its title", "wording", "title", "Red mug")
    offer = replace(OFFER, image=image, url="https://alder.example/1")
    page = page_of(recommend(offer, reasons=[reason]))
    for words in ("Red mug", "€12.00", "Alder", "In stock", "“red” is in its title"):
        assert words in page.text
    [picture] = page.all("img")
    assert (picture["src"], picture["alt"]) == (f"picture/{image}", "Red mug")
    [link] = page.all("a")
    assert link["href"] == "https://alder.example/1"
    assert link["rel"] == "noopener noreferrer nofollow"
    assert link["target"] == "_blank"


def test_the_bar_shows_each_part_in_proportion_to_the_score() -> None:
    page = page_of(recommend(OFFER))
    assert [bar["style"] for bar in page.all("i")] == ["width: 25.0%", "width: 50.0%"]
    for words in ("Match 0.75", "Words 0.25", "Photo 0.50"):
        assert words in page.text


def test_the_bars_of_an_answer_share_one_scale_and_none_overflows() -> None:
    strong = recommend(OFFER, score=2.0, contributions={"text": 2.0, "image": 0.0})
    weak = recommend(OFFER, score=0.4, contributions={"text": 0.5, "image": -0.1})
    page = page_of(strong, weak)
    assert [bar["style"] for bar in page.all("i")] == ["width: 100.0%", "width: 25.0%"]


def test_what_a_shop_does_not_say_is_not_made_up() -> None:
    page = page_of(recommend(Offer("Alder", "1", title="Mug")))
    assert "No picture" in page.text
    assert "No price given" in page.text
    assert "tock" not in page.text
    assert not page.all("a")
    assert not page.all("img")


def test_other_shops_follow_the_best_offer() -> None:
    others = [replace(OFFER, source=f"Shop {n}", price=Money.of(20 + n, "EUR")) for n in range(9)]
    page = page_of(recommend(OFFER, *others))
    assert "Also at Shop 0 €20.00" in page.text
    assert page.text.count("Shop ") == MAX_OTHER_OFFERS


def test_a_title_in_the_pages_language_stands_below() -> None:
    one = recommend(replace(OFFER, attributes={"title_zh": "红色马克杯"}))
    assert "红色马克杯" in Page(render_cards([one], t=texts("zh"))).text
    assert "红色马克杯" not in Page(render_cards([one], t=texts("en"))).text


def test_no_recommendations_give_no_shelf() -> None:
    assert render_cards([]).strip() == ""


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words(hostile: str) -> None:
    offer = replace(OFFER, source=hostile, title=hostile, image=hostile, availability=hostile)
    reason = Reason(hostile, hostile, hostile, hostile)
    page = page_of(recommend(offer, reasons=[reason], contributions={hostile: 0.5}))
    known = {"section", "h2", "ol", "li", "div", "img", "h3", "p", "span", "ul", "i"}
    known |= {"button", "svg", "path"}
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
    assert safe_url(url) == ""
    assert not page_of(recommend(replace(OFFER, url=url))).all("a")


@given(st.text(max_size=60))
def test_any_title_is_shown_letter_by_letter(title: str) -> None:
    shown = page_of(recommend(replace(OFFER, title=title)))
    wanted = title or OFFER.offer_id
    assert "".join(wanted.split()) in "".join("".join(shown.words).split())


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
