"""The house style: how one shop's assistant is called, looks and speaks, in one `shop.toml`.

It needs nothing of the page, so that the command line and the API follow it too.
"""

from assistant.house.answers import HouseAnswer, read_answers
from assistant.house.errors import BadHouse
from assistant.house.style import NAME, PLAIN, House, house_of, read_house

__all__ = [
    "NAME",
    "PLAIN",
    "BadHouse",
    "House",
    "HouseAnswer",
    "house_of",
    "read_answers",
    "read_house",
]
