""" "Would that come in one parcel?": which shops sell the things that are spoken of."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.dialogue import sayings
from assistant.dialogue.mentions import parts_named, spoken_of
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.places import Where
from assistant.dialogue.state import Part
from assistant.dialogue.totals import listed
from assistant.languages.speaker import speaker
from retrieval.offers import Offer


def parcels(scene: Scene) -> Outcome:
    """Which shop sells all of them, or where each is sold; how they are sent is not known."""
    parts = parts_meant(scene)
    note = sayings.say(scene.language, "parcel.note")
    spoken = tuple(one.item for one in parts)
    counts = tuple(one.packs for one in parts)
    if len(parts) == 1:
        shops = speaker(scene.language).listed([_named(o) for o in _sold(parts[0])])
        title = parts[0].item.named(scene.language)
        said = sayings.say(scene.language, "parcel.alone", title=title, shops=shops)
        return Outcome([said, note], scene.state, counts=counts, spoken_of=spoken)
    rates = scene.assistant.searcher.columns.rates
    common = set.intersection(*({o.source for o in _sold(one)} for one in parts))
    for shop in sorted(common):
        items = [Where(frozenset({shop})).of(one.item, rates) for one in parts]
        bought = [Part(i, one.count) for i, one in zip(items, parts, strict=True) if i]
        told = listed(bought, scene.language)
        said = sayings.say(scene.language, "parcel.one", shop=shop, parts=told)
        return Outcome([said, note], scene.state, counts=counts, spoken_of=spoken)
    told = listed(parts, scene.language)
    said = sayings.say(scene.language, "parcel.each", parts=told)
    return Outcome([said, note], scene.state, counts=counts, spoken_of=spoken)


def parts_meant(scene: Scene) -> list[Part]:
    """What is to come together: what is described, pointed at or was spoken of together."""
    if found := parts_named(scene):
        return found
    state = scene.state
    if spoken := spoken_of(scene):
        return spoken
    shown = [state.screen[n - 1] for n in state.spoken if n <= len(state.screen)]
    return [Part(item) for item in shown or list(state.lately[:1]) or scene.meant]


def _sold(part: Part) -> Sequence[Offer]:
    """Its offers that can be had, or all of them."""
    offers = [one for one in part.item.product.offers if one.availability != "out_of_stock"]
    return offers or part.item.product.offers


def _named(offer: Offer) -> str:
    return offer.source if offer.price is None else f"{offer.source} ({offer.price})"
