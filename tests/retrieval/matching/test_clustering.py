from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.matching.clustering import cluster


def anyone(a: int, b: int) -> bool | None:
    return True


def test_pairs_become_clusters():
    found = cluster(4, {(0, 1): 0.9, (2, 3): 0.6}, 0.8, anyone, {})
    assert found == [[0, 1], [2], [3]]


def test_three_that_agree_are_one():
    pairs = {(0, 1): 0.95, (1, 2): 0.9, (0, 2): 0.5}
    assert cluster(3, pairs, 0.8, anyone, {}) == [[0, 1, 2]]


def test_one_good_link_does_not_chain_strangers():
    pairs = {(0, 1): 0.99, (2, 3): 0.99, (1, 2): 0.98}
    assert cluster(4, pairs, 0.8, anyone, {}) == [[0, 1], [2, 3]]


def test_offers_that_exclude_each_other_stay_apart_though_a_third_is_like_both():
    def shops(a: int, b: int) -> bool | None:
        return {a, b} != {0, 1}

    pairs = {(0, 2): 0.99, (1, 2): 0.95}
    assert cluster(3, pairs, 0.8, shops, {}) == [[0, 2], [1]]


def test_a_person_wins_over_the_model():
    pairs = {(0, 1): 0.99, (1, 2): 0.01}
    assert cluster(3, pairs, 0.8, anyone, {(0, 1): False}) == [[0], [1], [2]]
    assert cluster(3, pairs, 0.8, anyone, {(1, 2): True, (0, 1): False}) == [[0], [1, 2]]


def test_a_person_wins_over_chains_as_well():
    pairs = {(0, 1): 0.99, (1, 2): 0.99, (0, 2): 0.99}
    found = cluster(3, pairs, 0.8, anyone, {(0, 2): False})
    assert not any({0, 2} <= set(group) for group in found)


numbers = st.floats(0, 1, allow_nan=False)


@given(st.dictionaries(st.sampled_from(list(combinations(range(7), 2))), numbers), st.data())
def test_whatever_the_pairs_every_offer_is_in_one_cluster_and_rules_hold(pairs, data):
    shop = data.draw(st.lists(st.integers(0, 2), min_size=7, max_size=7))
    apart = data.draw(
        st.dictionaries(st.sampled_from(list(combinations(range(7), 2))), st.just(False))
    )
    found = cluster(7, pairs, 0.7, lambda a, b: shop[a] != shop[b], apart)
    assert sorted(one for group in found for one in group) == list(range(7))
    for group in found:
        inside = list(combinations(group, 2))
        assert all(shop[a] != shop[b] for a, b in inside)
        assert not any(pair in apart for pair in inside)
