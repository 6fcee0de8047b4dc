import re

import pytest

from assistant.taste.sensitive import is_sensitive, terms
from retrieval.offers import Review
from retrieval.opinions.selves import selves, told, traits_in


@pytest.mark.parametrize(
    ("text", "traits"),
    [
        ("I have a small kitchen, so it had to be slim.", {"with a small kitchen"}),
        ("Perfect for small kitchens.", set()),
        ("My mother has a small kitchen.", set()),
        ("As a complete beginner I found it easy.", {"who is a beginner"}),
        ("Our dog sleeps on it; the kids do too.", {"with a dog"}),
        ("We have two small children and a cat.", {"with children"}),
        ("I'm 6'2\" and it still fits.", {"who is tall"}),
        ("I am 158 cm and it is long.", {"who is short"}),
        ("我家厨房很小，放得下。", {"with a small kitchen"}),
        ("我是新手，用着不错", {"who is a beginner"}),
        ("身高190穿着正好", {"who is tall"}),
        ("Ich habe eine kleine Küche.", {"with a small kitchen"}),
        ("I am diabetic and have a small kitchen.", set()),
        ("我怀孕了，家里有狗", set()),
        ("Lovely.", set()),
    ],
)
def test_what_people_say_of_themselves(text, traits):
    assert traits_in(text, is_sensitive) == traits


def test_nothing_sensitive_is_ever_noticed():
    """Whatever the pattern, a sentence with any word of the list gives nothing; no name is one."""
    for words in terms().values():
        for word in words:
            text = f"I have a small kitchen and {word.rstrip('*')}."
            assert not traits_in(text, is_sensitive), word
    assert not any(map(is_sensitive, selves().traits))


def test_a_trait_counts_once_a_review_with_the_sentence_that_says_it():
    said = [
        Review("s", "1", text="Fine. I have a tiny kitchen. My kitchen is small."),
        Review("s", "1", text="Good."),
    ]
    (one,) = told(said, lambda text: False)
    assert (one.review, one.sentence) == (0, "I have a tiny kitchen.")


def test_every_pattern_is_one():
    for pattern in (*selves().traits.values(), selves().others, selves().first_person):
        assert isinstance(pattern, re.Pattern)
        assert not pattern.search("A mug.")
