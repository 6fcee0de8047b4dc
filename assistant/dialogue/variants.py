"""What else a thing is sold in: "does it come in red or blue", 有别的颜色吗."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue import phrases, sayings
from assistant.dialogue.fields import value_of
from assistant.dialogue.kinds import divided_by, facts_of_kind, kind_of
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.pointing import bring, looked_up
from assistant.dialogue.referring import is_stated
from assistant.dialogue.stating import statement
from assistant.languages.values import Message, Several, Value
from assistant.recommendation import Recommendation
from retrieval.facts import Facts

MOST = 4  # others that are named
FACETS = ("colour", "material", "pattern", "size")


def variants(scene: Scene, item: Recommendation) -> Outcome:
    """The same thing in what is asked for; or else what else it comes in, and which others of its
    kind come in that."""
    kind = kind_of(item.product, scene.vocabulary)
    others = [
        one
        for one in looked_up(scene, scene.said.text, (kind,) if kind else ())
        if one.product.product_id != item.product.product_id
    ]
    asked = [t for t in scene.vocabulary.find(scene.said.text) if t.facet in FACETS]
    same = _same_model(item, others, scene, kind)
    own = not asked and value_of(item, FACETS[0])  # "what colours does it come in": its own first
    lines = [statement(item, [FACETS[0]], scene.language)] if own else []
    named: list[Recommendation] = []
    for term in asked:
        stated = (Facts(one.offer) for one in same)
        wanted = Value(term.facet, term.value)
        fit = [one for one, facts in zip(same, stated, strict=True) if is_stated(term, facts)]
        near = [one for one in others if is_stated(term, Facts(one.offer))]
        if is_stated(term, Facts(item.offer)):
            lines.append(_say(scene, "variants.itself", wanted, [item]))
        elif fit:
            lines.append(_say(scene, "variants.yes", wanted, fit[:1]))
            named += fit[:1]
        elif near:
            lines.append(_say(scene, "variants.kin", wanted, near[:1]))
            named += near[:1]
        else:
            lines.append(_say(scene, "variants.no", wanted, []))
    if not named and (rest := _one_of_each(same or others, asked[0].facet if asked else "colour")):
        facet = asked[0].facet if asked else "colour"
        parts = tuple(
            Message(
                "variants.part",
                {
                    "value": Value(facet, value_of(one, facet)),
                    "item": phrases.priced(one, scene.language),
                },
            )
            for one in rest[:MOST]
        )
        key = "variants.also" if same else "variants.others"
        lines.append(sayings.say(scene.language, key, parts=Several(parts)))
        named += rest[:MOST]
    if not lines:
        lines = [sayings.say(scene.language, "variants.none", title=item.named(scene.language))]
    state = bring(scene, [item, *named])
    place = [one.product.product_id for one in state.screen].index(item.product.product_id) + 1
    return Outcome(lines, replace(state, focus=place))


def _say(scene: Scene, key: str, wanted: Value, items: Sequence[Recommendation]) -> str:
    item = phrases.priced(items[0], scene.language) if items else ""
    return sayings.say(scene.language, key, value=wanted, item=item)


def _same_model(
    item: Recommendation, others: Sequence[Recommendation], scene: Scene, kind: str
) -> list[Recommendation]:
    """Those that shops list as the same thing in another colour or size, or else those of the same
    style."""
    groups = {offer.group for offer in item.product.offers} - {""}
    if found := [one for one in others if groups & {o.group for o in one.product.offers}]:
        return found
    style = divided_by(facts_of_kind((kind,), scene.assistant.searcher)) if kind else ""
    own = Facts(item.offer).attributes.get(style, "")
    return [one for one in others if own and Facts(one.offer).attributes.get(style) == own]


def _one_of_each(items: Sequence[Recommendation], facet: str) -> list[Recommendation]:
    """The first item of each value of a facet."""
    found: dict[str, Recommendation] = {}
    for one in items:
        if stated := value_of(one, facet):
            found.setdefault(stated, one)
    return list(found.values())
