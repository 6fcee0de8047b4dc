"""Amounts, ranges and standards out of titles, attributes and what shoppers type."""

from __future__ import annotations

import math

import pytest

from retrieval.offers import Offer
from retrieval.specs import extract, models_in, models_of, specifications_of


def stated(text: str) -> dict[str, list[float | str]]:
    """Dimension → values of the thing as a whole."""
    found: dict[str, list[float | str]] = {}
    for one in extract(text):
        if not one.each:
            found.setdefault(one.dimension, []).append(one.value)
    return found


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("2TB drive", "information", 2000),
        ("2000 GB drive", "information", 2000),
        ("kit of 3200 MT/s", "frequency", 3200),
        ("DDR4-3200", "frequency", 3200),
        ("PC4-25600", "frequency", 3200),
        ("2.4 GHz", "frequency", 2400),
        ("at least 650 W", "power", 650),
        ("1.000 W", "power", 1000),
        ("1,5 kW", "power", 1500),
        ("900瓦 电饭煲", "power", 900),
        ("20.000 mAh", "charge", 20000),
        ("5 Ah", "charge", 5000),
        ("27″ screen", "length", 685.8),
        ("27-inch screen", "length", 685.8),
        ("27 Zoll Bildschirm", "length", 685.8),
        ("27 in monitor", "length", 685.8),
        ("0.5 kg", "mass", 500),
        ("500G peanuts", "mass", 500),
        ("3升", "volume", 3000),
        ("2 Liters", "volume", 2000),
        ("144 Hz", "refresh", 144),
        ("7300 MB/s", "data_rate", 58400),
        ("2.5Gbps", "data_rate", 2500),
        ("7200 RPM", "rotation", 7200),
        ("806 lm", "flux", 806),
        ("2700K", "light", 2700),
        ("100 °F", "temperature", 37.7778),
        ("8-port switch", "ports", 8),
        ("12 Threads", "threads", 12),
        ("12-pack", "pack", 12),
        ("pack of 12", "pack", 12),
        ("3er-Set", "pack", 3),
        ("6 Stück", "pack", 6),
    ],
)
def test_amounts_in_the_base_unit_of_their_dimension(text: str, dimension: str, value: float):
    assert stated(text)[dimension] == [pytest.approx(value, rel=1e-4)]


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("phone 4G", "network", "4"),
        ("USB-C cable", "usb", "c"),
        ("USB Type-C cable", "usb", "c"),
        ("SN1 M.2", "form", "m.2"),
        ("PCIe 4.0", "pcie", "4"),
        ("Socket AM5 board", "socket", "am5"),
        ("LGA 1700", "socket", "lga1700"),
        ("DDR5 memory", "memory", "ddr5"),
        ("lamp E27", "lamp_base", "e27"),
        ("Wi-Fi 6E", "wifi", "6e"),
        ("HDMI 2.1", "hdmi", "2.1"),
        ("IP67", "protection", "67"),
        ("4K TV", "resolution", "2160"),
        ("3840 x 2160", "resolution", "2160"),
        ("1440p", "resolution", "1440"),
        ("2nd generation", "generation", "2"),
        ("Mark II", "generation", "2"),
        ("第二代", "generation", "2"),
    ],
)
def test_standards_by_their_shape(text: str, dimension: str, value: str):
    assert stated(text)[dimension] == [value]


@pytest.mark.parametrize(
    ("text", "dimension", "low", "high"),
    [
        ("2-3 seater sofa", "seats", 2, 3),
        ("socks size 39-42", "size", 39, 42),
        ("Socken Größe 39-42", "size", 39, 42),
        ("toys for ages 3-6", "age", 3, 6),
        ("Spielzeug 3-6 Jahre", "age", 3, 6),
        ("ages 3+", "age", 3, math.inf),
        ("pans 20-28 cm", "length", 200, 280),
    ],
)
def test_ranges_of_their_own_kinds(text: str, dimension: str, low: float, high: float):
    (one,) = [one for one in extract(text) if one.dimension == dimension]
    assert (one.value, one.upto) == (low, high)


@pytest.mark.parametrize(
    "text", ["Tab 9 Plus", "CPU 5600G", "CPU 9900K", "4 in 1 adapter", "2 in red", "10 in stock"]
)
def test_numbers_that_are_no_amounts(text: str):
    assert not extract(text)


def test_the_g_of_a_network_and_the_years_of_an_age_are_no_units():
    assert "mass" not in stated("phone 5G")
    assert "period" not in stated("toys 3-6 years")


def test_several_of_one_kind_come_to_a_total():
    assert stated("5 x 500 ml")["volume"] == [2500]
    assert stated("16GB (2x8GB)") == {"information": [16, 16], "pack": [2]}
    assert stated("60 x 40 cm")["length"] == [600, 400]
    assert stated("phone 8/256GB")["information"] == [8, 256]


def test_a_specification_says_where_it_was_read():
    text = "Nordel 5 m cable"
    (one,) = extract(text)
    assert text[one.start : one.end] == one.text == "5 m"
    offer = Offer("s", "1", "Nordel drive 2 TB", "Reads 500 MB/s", attributes={"weight_kg": "0.5"})
    places = {one.dimension: one.where for one in specifications_of(offer)}
    assert places == {
        "mass": "attributes.weight_kg",
        "information": "title",
        "data_rate": "description",
    }


def test_attributes_win_over_titles():
    offer = Offer("s", "1", "Nordel drive 2 TB", attributes={"capacity": "4 TB"})
    assert [one.value for one in specifications_of(offer)] == [4000]


def test_sizes_have_names_before_or_behind_them():
    names = {one.name: one.value for one in extract("height: 1,5 m, 40 cm wide, Tiefe 30 cm")}
    assert names == {"height": 1500, "width": 400, "depth": 300}


def test_models_are_what_is_no_amount_and_no_standard():
    assert models_in("Adrion 5600GT 3.6 GHz DDR4 AM5 6-core WH-1000XM4") == ("5600gt", "wh1000xm4")
    assert models_of(Offer("s", "1", "Nordel X200 2TB", mpn="ND-X200/2")) == ("ndx2002", "x200")
