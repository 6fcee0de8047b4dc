"""Whether a turn of a conversation did what it must. See docs/dialogue.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.constraints import constraints_of
from assistant.dialogue import DialogueAnswer
from assistant.dialogue.fields import NOT_STATED
from assistant.evaluation.canonical import canonical, listed, meets
from retrieval.catalogue import Catalogue
from retrieval.rates import shipped_rates
from retrieval.words import is_cjk

_SHOWING = frozenset({"search", "refine", "relax", "more_like", "more"})


@dataclass(frozen=True)
class Before:
    """The screen before a turn."""

    ids: tuple[str, ...] = ()
    lowest: float | None = None

    @classmethod
    def of(cls, answer: DialogueAnswer) -> Before:
        """The screen that an answer leaves."""
        prices = _prices(answer)
        ids = tuple(one.product.product_id for one in answer.recommendations)
        return cls(ids, min(prices, default=None))


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
    stored = {p.product_id: p for p in catalogue.products(ids)}
    constraints = constraints_of(answer.wishes)
    for one in answer.recommendations:
        if one.misses:
            continue  # said to be a near miss
        if not any(constraints.admit(offer) for offer in stored[one.product.product_id].offers):
            wrong.append(f"{one.product.title!r} violates a constraint in force")
    if answer.intent in _SHOWING and answer.recommendations and not answer.question:
        changed = answer.recommendations[0].product.title in answer.reply
        said_why = "nothing" in answer.reply.lower() or "没有" in answer.reply
        if not (
            changed
            or said_why
            or "everything" in answer.reply
            or "都在这里" in answer.reply
            or "cannot tell" in answer.reply
            or "does not state" in answer.reply
        ):
            wrong.append("the reply does not name the first item")
    return wrong


# --- the keys of "must": (wanted, answer, screen before) → what is wrong, "" for nothing ---------


def _intent(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    allowed = [wanted] if isinstance(wanted, str) else wanted
    return "" if answer.intent in allowed else f"intent {answer.intent}, not {wanted}"


def _constraints(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    have, want = canonical(answer.wishes.as_dict()), canonical(wanted)
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
    conditions = listed(wanted)
    fine = any(all(meets(one.offer, c) for c in conditions) for one in answer.recommendations)
    return "" if fine else f"nothing shown meets {wanted}"


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
    prices = _prices(answer)
    order = sorted(prices, reverse=wanted == "price_desc")
    return "" if prices == order else f"prices {prices} are not in order"


def _references(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    return "" if list(answer.resolved) == wanted else f"resolved {answer.resolved}, not {wanted}"


def _table(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    columns = list(answer.table.positions) if answer.table else None
    return "" if columns == wanted else f"table of {columns}, not {wanted}"


def _not_stated(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    cells = [v for _, values in answer.table.rows for v in values] if answer.table else []
    text = " ".join([answer.reply, *cells])
    said = any(word in text for word in NOT_STATED.values())
    return "" if said == wanted else f"“not stated” said: {said}"


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


def _language(wanted: Any, answer: DialogueAnswer, before: Before) -> str:
    language = "zh" if answer.language == "zh" and is_cjk(answer.reply) else "en"
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
}


def _prices(answer: DialogueAnswer) -> list[float]:
    """What is asked for the shown items, in euros where a rate is known."""
    prices = [one.offer.price for one in answer.recommendations if one.offer.price]
    rates = shipped_rates()
    return [float((rates.convert(price, "EUR") or price).amount) for price in prices]
