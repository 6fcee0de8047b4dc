"""Two columns of one name."""

from retrieval.sources import ReadOptions, find_format


def test_of_two_headings_alike_neither_is_lost(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,title,price,size,size\n1,Rug,3,S,small\n")
    (row,) = find_format(path).read(path, ReadOptions("shop", "EUR"))
    assert row.offer.attributes == {"size": "S", "size_(2)": "small"}
