"""Exporters' own columns among attributes."""

from __future__ import annotations

from retrieval.offers import Offer
from retrieval.specs.columns import is_technical_name, technical_columns


def shelf(**columns: list[str]) -> list[Offer]:
    count = len(next(iter(columns.values())))
    return [
        Offer("s", str(i), f"Nordel N{i}00 lamp", attributes={k: v[i] for k, v in columns.items()})
        for i in range(count)
    ]


def test_keys_and_settings_are_technical():
    found = technical_columns(
        shelf(entry=[f"a{i}f{i * 7}" for i in range(20)], page_template=["default"] * 20)
    )
    assert found == {("s", "entry"), ("s", "page_template")}


def test_makers_numbers_amounts_and_what_people_read_are_not():
    found = technical_columns(
        shelf(
            reference=[f"N{i}00" for i in range(20)],  # as the titles say
            weight=[f"{i + 1} kg" for i in range(20)],
            care=[f"Wash at {i} degrees" for i in range(20)],
            material=["Oak"] * 20,
            mpn=[f"x{i}99q" for i in range(20)],
        )
    )
    assert not found


def test_few_rows_prove_nothing():
    assert not technical_columns(shelf(entry=["a1f1", "b2f2"]))


def test_known_names():
    assert is_technical_name("_edit_last")
    assert is_technical_name("rank_math_title")
    assert not is_technical_name("template colour")
