from retrieval.matching.quantities import quantities


def test_one_amount_however_it_is_written():
    assert quantities("1 tb drive") == quantities("1000gb drive") == {("byte", 1e6)}
    assert quantities("10 inch") == quantities("25.4 cm") == {("length", 25.4)}
    assert quantities("12-pack") == quantities("pack of 12") == {("count", 12)}


def test_numbers_without_units_and_words_are_no_amounts():
    assert not quantities("office 2007 model 4gbx")
