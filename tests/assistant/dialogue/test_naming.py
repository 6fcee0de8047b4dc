"""Which kind of thing is meant by a name that tells none."""

from __future__ import annotations

import pytest

from assistant.dialogue.naming import relation_of
from assistant.dialogue.sorts import Nearness


@pytest.mark.parametrize(
    ("said", "kind", "relation"),
    [
        ("mat", "yoga mat", "kind"),
        ("door mat", "yoga mat", "named"),
        ("pencil case", "suitcase", "named"),
        ("skateboard helmet", "skateboard", "part"),
        ("flower stand", "vase", "part"),
        ("gloves", "globe", "other"),
        ("barbell", "dumbbell", "akin"),
        ("洗衣机", "camera", "other"),
        ("休闲躺椅", "chair", "named"),
    ],
)
def test_how_a_thing_stands_to_a_kind(said, kind, relation):
    assert relation_of(said, kind) == relation


def test_the_lead_of_a_kind_is_over_the_second_of_the_others():
    near = Nearness({"chair": 0.5, "armchair": 0.45, "sofa": 0.3, "mug": 0.1})
    assert near.ranked() == ["chair", "armchair", "sofa", "mug"]
    assert near.ranked({"sofa", "mug"}) == ["sofa", "mug"]
    assert near.lead("chair") == pytest.approx(0.2)
    assert near.lead("armchair") == pytest.approx(0.15)
    assert near.lead("mug") < 0
    assert Nearness({}).ranked() == []
