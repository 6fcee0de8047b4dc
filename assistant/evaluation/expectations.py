"""Whether a turn of a conversation did what it must. See docs/dialogue.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.constraints import constraints_of
from assistant.dialogue import DialogueAnswer
from assistant.dialogue.fields import NOT_STATED
from assistant.dialogue.sayings import languages, messages
from assistant.evaluation.canonical import canonical, listed
from assistant.evaluation.conditions import COMPARE, meets, number_of
from assistant.languages.detecting import spoken
from assistant.languages.speaker import speaker
from assistant.recommendation import Recommendation
from retrieval.catalogue import Catalogue
from retrieval.rates import Rates, shipped_rates

_SHOWING = frozenset({"search", "refine", "relax", "more_like", "more"})


_NAMELESS = ("nothing.none", "nothing.one", "no_more", "unresolved", "silent_size", "near.one")
"""Messages that answer a wish without naming the first item."""
_SILENT = ("said_of.silent", "said_of.silent.plain", "none_say")
"""Messages that say an item is silent on what was asked."""
_SLOT = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True)
class Before:
    """The screen before a turn."""

    ids: tuple[str, ...] = ()
    lowest: float | None = None
    items: tuple[Recommendation, ...] = ()

    @classmethod
    def of(cls, answer: DialogueAnswer) -> Before:
        """The screen that an answer leaves."""
        prices = _prices(answer)
        ids = tuple(one.product.product_id for one in answer.recommendations)
        return cls(ids, min(prices, default=None), tuple(answer.recommendations))


def turn_failures(
    must: Mapping[str, Any], answer: DialogueAnswer, before: Before, catalogue: Catalogue
) -> list[str]:
    """What the turn failed to do, a sentence each; also what every turn must do unasked."""
    wrong = []
    for key, wanted in must.items():
        if key not in CHECKS:
            wrong.append(f"there is no check {key!r}")
        elif problem := CHECKS[key](wanted, answer, before):
            wrong.append(problem)
    return [*wrong, *_always(answer, catalogue)]


def _always(answer: DialogueAnswer, catalogue: Catalogue) -> list[str]:
    wrong = []
    ids = [one.product.product_id for one in answer.recommendations]
    stored = {(o.source, o.offer_id): o for p in catalogue.products(ids) for o in p.offers}
    constraints, rates = constraints_of(answer.wishes), Rates.of(catalogue.folder)
    for one in answer.recommendations:
        if one.misses:
            continue  # said to be a near miss
        offer = stored.get((one.offer.source, one.offer.offer_id))
        if offer is None or not constraints.admit(offer, rates):
            wrong.append(f"{one.product.title!r} violates a constraint in force")
    if answer.intent in _SHOWING and answer.recommendations and not answer.question:
        changed = answer.recommendations[0].is_named_in(answer.reply)
        said_why = "nothing" in answer.reply.lower() or "没有" in answer.reply
        if not (
            changed
            or said_why
            or "everything" in answer.reply
            or "都在这里" in answer.reply
            or "cannot tell" in answer.reply
            or "does not state" in answer.reply
            or _says_why_not(answer)
        ):
            wrong.append("the reply does not name the first item")
    return wrong


def _says_why_not(answer: DialogueAnswer) -> bool:
    """Whether the reply is one of those that name no item, in whichever language."""
    texts = (messages(answer.language)["sentences"][key] for key in _NAMELESS)
    return any(max(_SLOT.split(text), key=len) in answer.reply for text in texts)


# --- the keys of "must": (wanted, answer, screen before) → what is wrong, "" for nothing ---------


def _intent(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    allowed = [wanted] if isinstance(wanted, str) else wanted
    return "" if answer.intent in allowed else f"intent {answer.intent}, not {wanted}"


def _constraints(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    have, want = canonical(answer.wishes.as_dict()), canonical(wanted)
    for name, value in want.items():
        if isinstance(value, tuple) and value[1] is None and have.get(name):
            have[name] = have[name][0], None  # in whatever currency, where none was named
    missing = {name: have.get(name) for name in want if have.get(name) != want[name]}
    return f"in force: {missing}, not {wanted}" if missing else ""


def _without(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    still = [name for name in wanted if answer.wishes.without(name) != answer.wishes]
    return f"still in force: {still}" if still else ""


def _shown(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    count = len(answer.recommendations)
    if isinstance(wanted, Mapping):
        fine = wanted.get("min", 0) <= count <= wanted.get("max", 10**9)
    else:
        fine = count == wanted
    return "" if fine else f"{count} shown, not {wanted}"


def _all(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    for one in answer.recommendations:
        if failed := [c for c in listed(wanted) if not meets(one.offer, c)]:
            return f"{one.product.title!r} fails {failed[0]}"
    return ""


def _any(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    return "" if _some(answer.recommendations, wanted) else f"nothing shown meets {wanted}"


def _some(items: Sequence[Recommendation], wanted: Any) -> bool:
    """Whether one of the items meets all of the conditions."""
    conditions = listed(wanted)
    return any(all(meets(one.offer, c) for c in conditions) for one in items)


def _first(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    if not answer.recommendations:
        return "nothing is shown"
    offer = answer.recommendations[0].offer
    failed = [c for c in listed(wanted) if not meets(offer, c)]
    return f"the first fails {failed[0]}" if failed else ""


def _changed(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    ids = tuple(one.product.product_id for one in answer.recommendations)
    return "" if (ids != before.ids) == wanted else f"the screen changed: {not wanted}"


def _cheaper(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    if before.lowest is None:
        return "there were no prices before"
    below = all(price < before.lowest for price in _prices(answer))
    return "" if below == wanted else f"prices {_prices(answer)}, before from {before.lowest}"


def _sorted(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    if isinstance(wanted, Mapping):
        return _sorted_by(wanted, answer)
    prices = _prices(answer)
    order = sorted(prices, reverse=wanted == "price_desc")
    return "" if prices == order else f"prices {prices} are not in order"


def _sorted_by(wanted: Mapping[str, Any], answer: DialogueAnswer) -> str:
    """By any field that is stated; what is silent may stand last."""
    stated = [number_of(one.offer, wanted["by"], "EUR") for one in answer.recommendations]
    known = [value for value in stated if value is not None]
    if None in stated[: len(known)]:
        return f"{wanted['by']}: {stated}, with silent ones before others"
    order = sorted(known, reverse=wanted.get("order") == "desc")
    return "" if known == order else f"{wanted['by']}: {known} are not in order"


def _near(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    near = any(one.misses for one in answer.recommendations)
    return "" if near == wanted else f"shows near misses: {near}"


def _either(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    """Whole alternatives: all keys of one of them."""
    wrong = []
    for one in wanted:
        problems = [CHECKS[key](value, answer, before) for key, value in one.items()]
        if not any(problems):
            return ""
        wrong.append("; ".join(filter(None, problems)))
    return f"none of the alternatives: {' | '.join(wrong)}"


def _total(wanted: Mapping[str, Any], answer: DialogueAnswer, before: Before) -> str:
    """The reply says what `count` (1) of each of the items at the `positions` (the first) cost."""
    places, count = wanted.get("positions", [1]), wanted.get("count", 1)
    screen = before.items or answer.recommendations
    if max(places) > len(screen):
        return f"only {len(screen)} are shown"
    offers = [screen[place - 1].offer for place in places]
    currency = wanted.get("currency") or (offers[0].price.currency if offers[0].price else "")
    prices = [number_of(offer, "price", currency) for offer in offers]
    if None in prices:
        return "an item has no price"
    total = sum(filter(None, prices)) * count
    said = {f"{total:.2f}", f"{total:,.2f}", f"{total:g}"}
    said.add(speaker(answer.language).formats.number(total, "#,##0.00"))
    return "" if any(text in answer.reply for text in said) else f"the reply has no {min(said)!r}"


def _sum_at_most(wanted: Mapping[str, Any], answer: DialogueAnswer, before: Before) -> str:
    """`count` of every shown item, or without it one of each `kinds`, cost at most `amount`."""
    currency, limit = wanted.get("currency", ""), float(wanted["amount"]) * 1.0001
    shown = [(one, number_of(one.offer, "price", currency)) for one in answer.recommendations]
    if "kinds" in wanted:
        firsts = [
            next((p for one, p in shown if p and meets(one.offer, _of_kind(kind))), None)
            for kind in wanted["kinds"]
        ]
        if None in firsts:
            return f"not every kind is shown: {wanted['kinds']}"
        total = sum(filter(None, firsts))
        return "" if total <= limit else f"the first of each cost {total:.2f}"
    over = [p for _, p in shown if p is not None and p * wanted["count"] > limit]
    return f"{wanted['count']} × {over[0]} is above {wanted['amount']}" if over else ""


def _of_kind(kind: str) -> Mapping[str, Any]:
    return {"field": "category", "op": "has", "value": kind}


def _picked(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    """The item that the reply names first meets all conditions."""
    named = [
        (
            min(answer.reply.find(title) for title in one.product.titles if title in answer.reply),
            one,
        )
        for one in answer.recommendations
        if one.is_named_in(answer.reply)
    ]
    if not named:
        return "the reply names none of the items"
    picked = min(named, key=lambda pair: pair[0])[1]
    failed = [c for c in listed(wanted) if not meets(picked.offer, c)]
    return f"the pick {picked.product.title!r} fails {failed[0]}" if failed else ""


def _than(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    """Every item beside one of the turn before: {"field", "op", "position" (1)}."""
    for one in listed(wanted):
        place = one.get("position", 1)
        if place > len(before.items):
            return f"there was no item {place} before"
        currency = one.get("currency", "EUR")
        old = number_of(before.items[place - 1].offer, one["field"], currency)
        for item in answer.recommendations:
            new = number_of(item.offer, one["field"], currency)
            if old is None or new is None or not COMPARE[one["op"]](new, old):
                return f"{item.product.title!r}: {one['field']} {new}, before {old}"
    return ""


def _shortlist_has(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    return "" if _some(answer.shortlist, wanted) else f"nothing saved meets {wanted}"


def _references(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    return "" if list(answer.resolved) == wanted else f"resolved {answer.resolved}, not {wanted}"


def _table(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    columns = list(answer.table.positions) if answer.table else None
    return "" if columns == wanted else f"table of {columns}, not {wanted}"


def _not_stated(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    cells = [v for _, values in answer.table.rows for v in values] if answer.table else []
    text = " ".join([answer.reply, *cells])
    said = any(word in text for word in (*NOT_STATED.values(), *_silences()))
    return "" if said == wanted else f"“not stated” said: {said}"


@cache
def _silences() -> tuple[str, ...]:
    """What every sentence has that says an item is silent, in each language."""
    texts = (messages(code)["sentences"][key] for code in languages() for key in _SILENT)
    return tuple(max(_SLOT.split(text), key=len).strip(" “”„.。") for text in texts)


def _reply_has(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    reply = answer.reply.casefold()
    for one in listed(wanted):
        choices = one if isinstance(one, list) else [one]
        if not any(str(choice).casefold() in reply for choice in choices):
            return f"the reply {answer.reply!r} has no {one!r}"
    return ""


def _reply_lacks(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    found = [one for one in listed(wanted) if str(one).casefold() in answer.reply.casefold()]
    return f"the reply has {found}" if found else ""


def _shortlist(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    count = len(answer.shortlist)
    return "" if count == wanted else f"{count} on the shortlist, not {wanted}"


def _question(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    return "" if answer.question == wanted else f"asks a question: {answer.question}"


def _besides_titles(answer: DialogueAnswer) -> str:
    """The reply without what it quotes, which is in the shops' languages."""
    return speaker(answer.language).quotations.sub(" ", answer.reply)


def _language(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    language = spoken(_besides_titles(answer), answer.language)
    return "" if language == wanted else f"the reply is in {language}"


CHECKS: dict[str, Callable[[Any, DialogueAnswer, Before], str]] = {
    "intent": _intent,
    "constraints": _constraints,
    "without": _without,
    "shown": _shown,
    "all": _all,
    "any": _any,
    "first": _first,
    "changed": _changed,
    "cheaper": _cheaper,
    "sorted": _sorted,
    "references": _references,
    "table": _table,
    "not_stated": _not_stated,
    "reply_has": _reply_has,
    "reply_lacks": _reply_lacks,
    "shortlist": _shortlist,
    "question": _question,
    "language": _language,
    "near": _near,
    "either": _either,
    "total": _total,
    "sum_at_most": _sum_at_most,
    "picked": _picked,
    "than": _than,
    "shortlist_has": _shortlist_has,
}


def _prices(answer: DialogueAnswer) -> list[float]:
    """What is asked for the shown items, in euros where a rate is known."""
    prices = [one.offer.price for one in answer.recommendations if one.offer.price]
    rates = shipped_rates()
    return [float((rates.convert(price, "EUR") or price).amount) for price in prices]
