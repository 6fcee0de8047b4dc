"""Watches: a program keeps what its shopper waits for, and asks whether it has come."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from assistant.api.fields import Body
from assistant.api.services import Services, Working, needs
from assistant.watches import Watch, check
from assistant.watches.watch import MOST
from retrieval.errors import BadQuery

router = APIRouter(prefix="/v1/watches", tags=["watches"], dependencies=[needs("chat")])

_STATED = re.compile(
    r"([\w.-]+)~(?:(stock)|(price)~([\d.]+)(?:~([A-Z]{3}))?)(?:~(\d{4}-\d\d-\d\d))?"
)

Stated = Annotated[
    list[Annotated[str, Field(max_length=120)]],
    Query(
        max_length=MOST,
        description="PRODUCT~price~40.00~EUR~2026-11-30 or PRODUCT~stock~2026-11-30; the day, on "
        "which it was set, may be left out",
    ),
]


class Watches(Body):
    """What is waited for, as it came with an answer."""

    watches: list[dict[str, Any]] = Field(max_length=MOST)


@router.get("")
def ask(services: Working, watch: Stated) -> dict[str, Any]:
    """Whether what is waited for has come. The watches are yours: none is kept here."""
    return _checked(services, [_read(one) for one in watch])


@router.post("")
def ask_all(services: Working, body: Watches) -> dict[str, Any]:
    """The same, with the watches in a body, which no log of a proxy has."""
    return _checked(services, [Watch.read(one) for one in body.watches])


def _checked(services: Services, watches: list[Watch]) -> dict[str, Any]:
    assistant = services.assistant
    rates = assistant.searcher.columns.rates
    answered = [check(one, assistant.catalogue, rates) for one in watches]
    return {"watches": [one.as_dict() for one in answered]}


def _read(stated: str) -> Watch:
    """Raises `BadQuery`."""
    found = _STATED.fullmatch(stated)
    if not found:
        raise BadQuery("A watch is PRODUCT~price~40.00~EUR or PRODUCT~stock.")
    product, stock, price, amount, currency, day = found.groups()
    below = f"{amount} {currency or ''}".strip() if price else ""
    return Watch.read(
        {"product": product, "kind": stock or price, "below": below, "since": day or ""}
    )
