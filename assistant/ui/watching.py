"""The shopper's watches on the page: what has come, and what is still waited for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.assistant import Assistant
from assistant.ui.pricing import Purse
from assistant.ui.rendering import picture_url, render
from assistant.ui.texts import Texts
from assistant.ui.told import shortened
from assistant.watches import Watch, Watched, check


def render_watches(watches: Sequence[Watch], assistant: Assistant, t: Texts, purse: Purse) -> str:
    """All of them, what has come first; "" for none."""
    rates = assistant.searcher.columns.rates
    answered = [check(one, assistant.catalogue, rates) for one in watches]
    answered.sort(key=lambda one: one.state != "met")
    items = [_values(one, t, purse) for one in answered]
    come = [one for one in items if one["come"]]
    return render("watches.html", t, items=items, come=come) if items else ""


def _values(one: Watched, t: Texts, purse: Purse) -> dict:
    product = one.product
    return {
        "product": one.watch.product,
        "kind": one.watch.kind,
        "come": one.state == "met",
        "title": shortened(product.title_in(t.language) or product.title, 60)
        if product
        else t("watch_unknown"),
        "known": product is not None,
        "picture": picture_url(product.image) if product else "",
        "said": _said(one, t, purse),
    }


def _said(one: Watched, t: Texts, purse: Purse) -> str:
    """ "costs €38 now", "waits to be in stock"."""
    price = t.short_money(purse.worth(one.price)) if one.price else ""
    day = t.day(one.day) if one.day else ""
    if one.state in ("gone", "missed"):
        return t(f"watch_{one.state}", price=price, day=day)
    below = t.short_money(one.watch.below) if one.watch.below else ""
    return t(f"watch_{one.state}_{one.watch.kind}", price=price, below=below)
