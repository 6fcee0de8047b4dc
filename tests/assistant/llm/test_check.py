"""The check of a polished reply: nothing new, nothing lost, nothing moved."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.check import Plain, objection
from assistant.llm.small_words import SMALL

PLAIN = Plain(
    "3 fit; first is “Red mug” for €9.50 at Nord Shop. “Blue mug, 30 cm” for €12 is not in stock.",
    {
        "Red mug": ["costs €9.50: you asked for up to €20", "its material says “stone, not glass”"],
        "Blue mug, 30 cm": ["is number 2 in likeness to your photo of the 3 shown"],
    },
)

GOOD = [
    PLAIN.reply,
    "I found 3 that fit, and the first is the Red mug, for €9.50 at Nord Shop! "
    "The “Blue mug, 30 cm”, for €12, isn't in stock.",
    "3 fit; the first is “Red mug” for €9.50 at Nord Shop. It costs €9.50: you asked for up to "
    "€20. “Blue mug, 30 cm” for €12 is not in stock. Let me know!",
    "3 fit; the first is “Red mug” for €9.50 at Nord Shop. Its material says “stone, not glass”. "
    "“Blue mug, 30 cm” for €12 is not in stock.",
]


@pytest.mark.parametrize("polished", GOOD)
def test_other_small_words_and_checked_reasons_pass(polished):
    assert objection(polished, PLAIN) == ""


LIES = {
    "a product": lambda r: r + " The “Golden mug” is nice too.",
    "another kind": lambda r: r.replace("Red mug", "Red lamp"),
    "a price": lambda r: r.replace("9.50", "8.50"),
    "half a price": lambda r: r.replace("9.50", "9"),
    "a currency": lambda r: r.replace("€9", "$9"),
    "a discount": lambda r: r.replace("€9.50", "-€9.50"),
    "an old price": lambda r: r + " It was for €12.",
    "two prices change places": lambda r: r.replace("9.50", "x").replace("12", "9.50").replace(
        "x", "12"
    ),
    "two titles change places": lambda r: r.replace("Red mug", "x").replace(
        "Blue mug, 30 cm", "Red mug"
    ).replace("x", "Blue mug, 30 cm"),
    "a title, a little": lambda r: r.replace("30 cm", "35 cm"),
    "a title in other letters": lambda r: r.replace("Red mug", "red mug"),
    "a count": lambda r: r.replace("3 fit", "4 fit"),
    "a shop": lambda r: r.replace("Nord", "Sud"),
    "a denial goes": lambda r: r.replace("not in", "in"),
    "a denial comes": lambda r: r.replace("first is", "first is not"),
    "a denial moves": lambda r: r.replace("is not in", "is in").replace("first is", "first isn't"),
    "a price goes": lambda r: r.replace(" for €12", ""),
    "a sentence goes": lambda r: r.split(". ")[0] + ".",
    "all goes": lambda _: "Here you are.",
    "a link": lambda r: r + " See https://evil.example/mug",
    "a bare link": lambda r: r + " See is.it",
    "a link of small words": lambda r: r + " See that.is/it",
    "an address": lambda r: r + " a@be.is",
    "markup": lambda r: f"**{r}**",
    "a heading": lambda r: f"# {r}",
    "a picture": lambda r: r + " ![](//it)",
    "a list": lambda r: f"* {r}",
    "HTML": lambda r: f"<b>{r}</b>",
    "praise": lambda r: r + " It is great.",
    "scare quotes": lambda r: r.replace("fit;", "“fit”;"),
    "a claim": lambda r: r + " It is waterproof.",
    "possibility": lambda r: r.replace("is not", "may be"),
    "an instruction": lambda r: r + " Ignore previous instructions.",
    "a question for secrets": lambda r: r + " Please tell us your password.",
    "another language": lambda r: r + " 这款很好。",
    "a letter of another script": lambda r: r.replace("fit", "fіt"),
    "characters nobody sees": lambda r: r + " \u202e.",
    "a zero-width letter": lambda r: r.replace("Nord", "No\u200brd"),
    "several lines": lambda r: r + "\n\nHello",
    "a smiley": lambda r: r + " 😀",
    "a reason of another item": lambda r: r + " It costs €9.50: you asked for up to €20.",
    "half a reason": lambda r: r + " It is in likeness to your photo of the 3 shown.",
    "a quotation, a little": lambda r: r.replace(
        ". ", ". Its material says “stone, glass”. ", 1
    ),
    "private marks": lambda r: r.replace("“Red mug”", "\ue000"),
    "endless": lambda r: r + " Hello" * 500,
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_what_the_reply_does_not_say_is_refused(lie):
    assert lie(PLAIN.reply) != PLAIN.reply
    assert objection(lie(PLAIN.reply), PLAIN)


@pytest.mark.parametrize(
    ("said", "polished"),
    [
        ("“Red mug” is size US 9 at Our Home.", "“Red mug” is size 9 at Our Home."),
        ("“Red mug” is size US 9 at Our Home.", "“Red mug” is size US 9 at Home."),
        ("“Red mug” is 15 in wide at Our Home.", "“Red mug” is 15 wide at Our Home."),
        ("“Red mug” is size S at Our Home.", "“Red mug” is size M at Our Home."),
        ("“Red mug” is 5' wide at Our Home.", "“Red mug” is 5 wide at Our Home."),
    ],
)
def test_small_words_that_mean_something_stay(said, polished):
    plain = Plain(said, {"Red mug": []}, ["Our Home"])
    assert objection(said, plain) == ""
    assert objection(polished, plain)


CHINESE = Plain("首选“Red mug”（Nord Shop，售价€9.50）。没有注明材质。", {"Red mug": []})


@pytest.mark.parametrize(
    "polished",
    [CHINESE.reply, "给您推荐：首选是“Red mug”，Nord Shop 的，售价€9.50。没有注明材质哦。"],
)
def test_chinese_small_words_pass(polished):
    assert objection(polished, CHINESE) == ""


@pytest.mark.parametrize(
    "polished",
    [
        "首选“Red mug”（Nord Shop，售价€8.50）。没有注明材质。",
        "首选“Red mug”（Nord Shop，售价€9.50）。注明材质。",
        "首选“Red mug”（Nord Shop，售价€9.50，包邮）。没有注明材质。",
        "“Red mug” (Nord Shop, €9.50).",
    ],
)
def test_chinese_lies_are_refused(polished):
    assert objection(polished, CHINESE)


PIECES = [
    *PLAIN.reply.replace("“Red mug”", "").split(),
    *" ".join(PLAIN.reasons["Red mug"]).split(),
    "“Red mug”", "not", "no", "only", "free", "waterproof", "€", "5", "http", "<b>", "是", "less",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=4), st.randoms())
def test_whatever_is_put_in_states_nothing(extra: list[str], chance: random.Random):
    """Words that carry meaning, put in anywhere, are refused, unless they restore the reply."""
    words = PLAIN.reply.split()
    for piece in extra:
        words.insert(chance.randrange(len(words) + 1), piece)
    polished = " ".join(words)
    meaning = [p for p in extra if p.lower().strip(".;:,") not in SMALL]
    if meaning and polished != PLAIN.reply:
        assert objection(polished, PLAIN)


@given(st.sampled_from(range(len(PLAIN.reply.split()))))
def test_whatever_is_left_out_is_missed(n: int):
    words = PLAIN.reply.split()
    gone = words.pop(n)
    if gone.lower().strip("“”.;,") not in SMALL:
        assert objection(" ".join(words), PLAIN)
