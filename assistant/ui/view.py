"""What a conversation shows besides the chat: constraints in force, cards, a table, saved items."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Sequence

from PIL.Image import Image

from assistant.assistant import Assistant
from assistant.comparison import named
from assistant.dialogue import Chip, chips
from assistant.dialogue.answer import Relaxation, Table
from assistant.dialogue.fields import BASE, NOT_STATED
from assistant.dialogue.phrases import field_name
from assistant.languages.filling import capital
from assistant.recommendation import Recommendation
from assistant.ui.cards import render_cards
from assistant.ui.facets import found_by
from assistant.ui.keeping import item_values
from assistant.ui.labels import label
from assistant.ui.memory import Kept
from assistant.ui.nearby import store_lines
from assistant.ui.offers import STOCK
from assistant.ui.pricing import Purse
from assistant.ui.rendering import picture_url, render
from assistant.ui.sessions import Session
from assistant.ui.steering import is_all, render_steer, stated_currency
from assistant.ui.texts import Texts
from assistant.ui.told import together
from retrieval.facts import FEED_NAMES, facet_of
from retrieval.offers import Offer
from retrieval.photo import pictures_of

PRICE = "price"  # name of a row
CHIP_SIDE = 64  # pixels of a photo on its chip, twice what is drawn
FIXED = (
    "photos",
    "like",
    "place",
    "near",
    "within_km",
    "pick_up",
)  # chips whose words cannot be changed


def render_chips(session: Session, t: Texts) -> str:
    """The constraints in force, what giving one up would give, and how to go back."""
    conversation = session.conversation
    return render(
        "chips.html",
        t,
        chips=[_chip(one, t) for one in told_apart(chips(conversation.state))],
        relaxations=[
            {"name": one.name, "label": t(f"relax_{one.name}"), "gives": _gives(one, t)}
            for one in session.relaxations
        ],
        undoable=conversation.undoable,
        yours=_yours(session),
    )


def told_apart(found: Sequence[Chip]) -> list[Chip]:
    """The chips without one for describing words where another stands for the same: "gooseneck"
    beside "gooseneck style"."""
    valued = {str(one.value).casefold() for one in found if one.facet}
    return [one for one in found if one.kind != "words" or one.value.casefold() not in valued]


def _yours(session: Session) -> dict[str, str]:
    """What the latest answer has for the browser to keep; {} for nothing."""
    if not (session.learnt or session.watches):
        return {}
    learnt, watches = (
        json.dumps([one.as_dict() for one in some]) for some in (session.learnt, session.watches)
    )
    return {"name": session.yours, "learnt": learnt, "watches": watches}


def render_shelf(session: Session, assistant: Assistant, t: Texts) -> str:
    """The cards of what is on the screen, below the table that compares some; "" for none."""
    items = session.screen
    if not items:
        return ""
    saved = {one.product.product_id for one in session.conversation.shortlist}
    purse = purse_of(stated_currency(session), assistant)
    wishes = session.conversation.state.wishes
    found = found_by(assistant, session.conversation.state)
    steer, more = render_steer(session, found, t, purse), not is_all(session, found)
    stores = store_lines(items, assistant, session.conversation.state.place, t)
    cards = render_cards(items, saved, t, purse, wishes, steer, more, stores)
    return _versus(session, t, purse) + cards


def purse_of(currency: str, assistant: Assistant) -> Purse:
    """How prices are shown, by the rates of a catalogue."""
    return Purse(currency, assistant.searcher.columns.rates)


def render_saved(
    items: Sequence[Recommendation],
    kept: Sequence[Kept],
    t: Texts,
    purse: Purse = Purse(),
    is_open: bool = False,
) -> str:
    """The list of saved items, as something that unfolds; the browser keeps `kept`."""
    values = item_values(items, kept, t, purse)
    entries = json.dumps([one.as_dict() for one in kept], separators=(",", ":"))
    ids = ",".join(one.product for one in kept)
    return render("saved.html", t, items=values, open=is_open, entries=entries, ids=ids)


def _versus(session: Session, t: Texts, purse: Purse = Purse()) -> str:
    if not session.table:
        return ""
    table = session.table
    items = [
        {
            "number": number,
            "title": together(title),
            "picture": _picture(session.screen[number - 1]),
        }
        for number, title in zip(table.positions, table.titles, strict=True)
    ]
    merged = _merged(table)
    if PRICE in merged:
        offers = [session.screen[number - 1].offer for number in table.positions]
        merged[PRICE] = [_price(one, t, purse) for one in offers]
    rows = [_row(name, values, t) for name, values in merged.items()]
    return render("versus.html", t, items=items, rows=rows)


def _price(offer: Offer, t: Texts, purse: Purse) -> str:
    """As on the card, in a line: "≈ €43.32 ($45.00)"."""
    values = purse.values(offer, t)
    return f"{values['price']} ({values['own']})" if values["own"] else values["price"]


def _merged(table: Table) -> dict[str, list[str]]:
    """Rows under one name where shops write it differently; "" where an item's is silent."""
    rows: dict[str, list[str]] = {}
    for field, values in table.rows:
        for place, value in enumerate(values):
            name, text = named(field, "" if value in NOT_STATED.values() else value)
            if name not in FEED_NAMES:
                row = rows.setdefault(name, [""] * len(values))
                row[place] = row[place] or _bare(name, text)
    return {name: values for name, values in rows.items() if name in BASE or any(values)}


def _bare(name: str, text: str) -> str:
    """A value without its own name before it: "color red" in the row of colours is "red"."""
    text = text.removeprefix("product ")
    first, _, rest = text.partition(" ")
    return rest if rest and name in (first, facet_of(first)) else text


def _row(name: str, values: Sequence[str], t: Texts) -> dict:
    """A row says whether the items that state something differ."""
    return {
        "name": t.known(f"field_{name}", capital(field_name(name, t.language))),
        "differs": len({value for value in values if value}) > 1,
        "values": [_value(value, t) for value in values],
    }


def _value(value: str, t: Texts) -> str:
    code = value.replace(" ", "_")
    return t(code) if code in STOCK else value


def _chip(chip: Chip, t: Texts) -> dict:
    return {
        "name": chip.name,
        "kind": chip.kind,
        "label": label(chip, t),
        "words": chip.value if chip.kind == "words" else label(chip, t),
        "fixed": chip.kind in FIXED,
        "pictures": _pictures(chip),
    }


def _pictures(chip: Chip) -> list[str]:
    if chip.kind == "photos":
        return [_inline(picture) for picture in pictures_of(chip.value)]
    return list(filter(None, [_picture(chip.value)])) if chip.kind == "like" else []


def _gives(one: Relaxation, t: Texts) -> str:
    if one.lowest:
        return t("relax_gives_from", lowest=t.short_money(one.lowest), n=one.count)
    return t("relax_gives", n=one.count)


def _picture(one: Recommendation) -> str:
    return picture_url(one.offer.image or one.product.image)


def _inline(photo: Image) -> str:
    """A small copy as a data URI: the shopper's photo is kept nowhere but in the conversation."""
    small = photo.copy()
    small.thumbnail((CHIP_SIDE, CHIP_SIDE))
    buffer = io.BytesIO()
    small.save(buffer, "WEBP", quality=70)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()
