"""How the shop's assistant is called and looks, for whoever shows it elsewhere."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from assistant.api.services import Working, needs

router = APIRouter(prefix="/v1", tags=["shop"], dependencies=[needs("chat")])


@router.get("/shop")
def shop(
    request: Request, services: Working, language: Annotated[str, Query(max_length=8)] = ""
) -> dict[str, Any]:
    """The house style in a language, by default the first one that the shop shows: what it has not
    said is null, its example questions an empty list."""
    house = services.house
    spoken = house.shown(language)
    base = str(request.base_url).rstrip("/")
    return {
        "name": house.name or None,
        "logo": f"{base}/logo" if house.logo else None,
        "accent": house.accent or None,
        "language": spoken,
        "languages": list(house.languages),
        "welcome": house.welcome(spoken) or None,
        "examples": list(house.examples(spoken)),
    }
