"""The shopper's taste on the page: a line on a card, the parts in a view, and all that is known."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from assistant.assistant import Assistant
from assistant.recommendation import Recommendation
from assistant.taste.meeting import common_values
from assistant.taste.profile import FIELDS, STANCES, Preference, Profile
from assistant.taste.share import Cause
from assistant.taste.tasting import tells
from assistant.taste.telling import amount_of
from assistant.ui.rendering import picture_url, render
from assistant.ui.texts import Texts
from assistant.ui.told import shortened
from retrieval.offers import Product

MOST_CAUSES = 4  # of a share that a view of a product lists
IN_SHORT = 6  # values that sum up what was kept
_OF_PERSON = ("size", "price", "people")


def line(one: Recommendation, t: Texts) -> str:
    """ "0.08 because you liked linen"; "" where taste says nothing worth telling."""
    return cause_line(cause, t, one.taste.total) if one.taste and (cause := one.taste.told) else ""


def lines(one: Recommendation, t: Texts) -> list[str]:
    """The weightiest parts of a share, each with its own figure."""
    causes = one.taste.causes if one.taste else ()
    told = [cause for cause in causes if round(abs(cause.part), 2) > 0]
    return [cause_line(cause, t, cause.part) for cause in told[:MOST_CAUSES]]


def cause_line(cause: Cause, t: Texts, part: float) -> str:
    """One part of a score in words."""
    figure, side = t.figure(part), "for" if part > 0 else "against"
    if stated := cause.preference:
        kind = stated.field if stated.field in _OF_PERSON else stated.stance
        return t(f"taste_{side}_{kind}", part=figure, value=value_of(stated, t))
    liked = cause.act != "refused"
    if liked != (part > 0):
        return t("taste_other", part=figure)
    if cause.common[0]:
        value = t.speaker.value(*cause.common)
        return t(f"taste_{side}_common", part=figure, value=value)
    return t(f"taste_{side}_title", part=figure, title=shortened(cause.title, 60))


def value_of(one: Preference, t: Texts) -> str:
    """A preference's value as people read it."""
    if one.field == "price":
        return t.short_money(amount_of(one.value))
    if one.field == "size":
        return one.value.upper()
    return one.value if one.field == "people" else t.speaker.value(one.field, one.value)


def render_taste(profile: Profile, assistant: Assistant, t: Texts) -> str:
    """All that a profile knows, to be read, edited and deleted part by part; with what is left of
    it here: what is sold no more, or tells of a sensitive trait, is gone from it."""
    products = assistant.catalogue.products([one.product for one in profile.signals])
    known = {one.product_id: one for one in products if not tells(one)}
    signals = tuple(one for one in profile.signals if one.product in known)
    kept = Profile(profile.dial, profile.preferences, signals)
    return render(
        "taste.html",
        t,
        clean=json.dumps(kept.as_dict(), separators=(",", ":")),
        preferences=[_preference(one, t) for one in profile.preferences],
        signals=[
            {
                "product": one.product,
                "act": t(f"act_{one.act}"),
                "title": shortened(known[one.product].title, 60),
                "picture": picture_url(known[one.product].image),
            }
            for one in reversed(signals)
        ],
        short=in_short([known[one.product] for one in signals if one.act == "kept"], t),
        stances=[(name, t(f"stance_{name}")) for name in STANCES],
    )


def in_short(liked: Sequence[Product], t: Texts) -> str:
    """What several of the things that were kept have in common: "linen, blue"."""
    counts = Counter(pair for one in liked for pair in common_values(one.offers))
    often = [pair for pair, count in counts.most_common() if count > 1][:IN_SHORT]
    return t.speaker.formats.listed([t.speaker.value(*pair) for pair in often])


def _preference(one: Preference, t: Texts) -> dict:
    assert one.field in FIELDS
    return {
        "label": t(f"taste_field_{one.field}"),
        "shown": value_of(one, t),
        "value": one.value,
        "field": one.field,
        "stance": one.stance,
        "fixed": one.field in _OF_PERSON,
    }
