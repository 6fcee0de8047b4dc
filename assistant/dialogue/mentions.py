"""The items that one turn speaks of, each with its count: "two of the black and one red".

A turn is read clause by clause. What a clause describes is looked for on the screen, on the list,
among what was shown before, and at last among everything of the kind that is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.constraints import constraints_of
from assistant.dialogue.outcome import Scene
from assistant.dialogue.pointing import items_of_kind
from assistant.dialogue.referring import described, is_empty, names_part
from assistant.dialogue.resolving import TWO, Place, resolve
from assistant.dialogue.state import Part, State, kinds_spoken_of, once
from assistant.language import Context, Wishes, understand
from assistant.language.numbers import digits
from assistant.language.patterns import MEASURES
from assistant.language.reference_phrases import REVIEWED
from assistant.language.understanding import free_words
from assistant.lexicon import Lexicon
from assistant.recommendation import Recommendation
from assistant.understanding.frames.schema import Span
from retrieval.facts import Facts
from retrieval.words import is_cjk

MOST = 500  # pieces that are reckoned
_NUMBER = re.compile(r"\d{1,3}")
_TWO = re.compile(r"\b(?:pair|couple|both|twice)\b|一?对|俩|双|两")
_LEADING = re.compile(
    r"^\W*(?:(?:the|those|these|of|take|buy|get)\s+)*(\d{1,3})(?:\s*x\b|×|\s+of\b|\s)"
)
_CHINESE = re.compile(rf"(?<![\d.第])(?<!第 )(\d{{1,3}})\s*[{MEASURES}]")
BETWEEN = re.compile(
    r"\s*(?:[+&,，、;；。?？!！:：]|\.(?!\d)|\b(?:and|plus|together with|as well as)\b|还有"
    r"|以及|再?加上?|连同|[跟和与同])\s*"
)
"""What stands between two things that are spoken of."""
_SHARED = re.compile(r"\s*(?:,|，|、|&|\band\b|[跟和与])\s*")
_LISTED = re.compile(
    r"\b(?:saved|kept|short ?list\w*|favou?rites|my list|on the list)\b|收藏|清单|心愿单|存[的了着]"
)
_SOUGHT = ("reference", "kind", "trait", "style", "refused")
_ASIDE = ("superlative", "limit", "recipient", "use", "occasion", "question", "owned", "relative")
"""Roles of words that describe no item of a sum."""


@dataclass(frozen=True)
class Clause:
    """A piece of a turn that may speak of an item."""

    whole: str
    text: str  # what describes it; "" where it only points: "two of them"
    count: int  # 0 where none was said
    kinds: tuple[str, ...]
    bare: bool = False  # whether it names a kind and says no more


def number_in(text: str) -> int:
    """The number of pieces that words say, 0 for none."""
    found = _NUMBER.search(digits(text))
    if found:
        return min(int(found[0]), MOST)
    return 2 if _TWO.search(text) else 0


def count_said(scene: Scene) -> int:
    """How many pieces a turn says, "one each for me and my brother" included; 0 for none."""
    if shared := scene.cues.said.get("each_one"):
        return number_in(shared) or len([one for one in _SHARED.split(shared) if one.strip()])
    if of_them := _OF_THEM.search(scene.said.text):
        return int(of_them[1])
    spans = scene.said.frame.of("count")
    told = {int(match["n"]) for match in REVIEWED.finditer(digits(scene.said.text))}
    found = (n for span in spans if (n := number_in(span.text)) > 1 and n not in told)
    return scene.said.wishes.quantity or next(found, 0)


def count_alone(text: str) -> int:
    """The only number of a question for a sum that no size, price or place is of: "what would 5
    set me back?"; 0 for none."""
    told = REVIEWED.sub(" ", digits(text))
    found = [int(match[1]) for match in _ALONE.finditer(told) if not _size_units().match(match[2])]
    return found[0] if len(found) == 1 and 1 < found[0] <= MOST else 0


_ALONE = re.compile(
    r"(?<![\w.,#€$£¥第])(?<!number )(?<!no )(?<!under )(?<!over )(?<!than )(\d{1,3})"
    r"(?![.,]?\d|st\b|nd\b|rd\b|th\b)\s*(.{0,8})"
)
_OF_THEM = re.compile(r"\b(\d{1,3}) of (?:them|those|these|it)\b")


def parts_named(scene: Scene) -> list[Part]:
    """Each item that is described, with its count; [] where a turn describes none."""
    clauses = list(clauses_of(scene))
    if not any(clause.text for clause in clauses):
        return []
    found: dict[int, list[Recommendation]] = {}
    taken: set[str] = set()
    # what is described before what is only named, and that before what is only pointed at
    order = sorted(range(len(clauses)), key=lambda n: (clauses[n].bare, not clauses[n].kinds))
    for place in order:
        clause = clauses[place]
        if same := clause.bare and _of_kind(clause, clauses, found):
            clauses[same[0]] = replace(clauses[same[0]], count=clause.count)  # "the red, mugs x4"
            continue
        found[place] = named(scene, clause, taken)
        taken |= {one.product.product_id for one in found[place]}
    return _once(
        Part(item, max(clauses[place].count, 1)) for place in sorted(found) for item in found[place]
    )


def _of_kind(
    bare: Clause, clauses: Sequence[Clause], found: Mapping[int, Sequence[Recommendation]]
) -> list[int]:
    """The described items of the kind that a clause names without more, which have no count."""
    limits = constraints_of(Wishes(include={"category": bare.kinds})).limits
    return [
        place
        for place, items in found.items()
        if not (clauses[place].count or clauses[place].bare)
        if any(all(each.admits(Facts(i.offer)) for each in limits) for i in items)
    ]


def clauses_of(scene: Scene) -> Iterator[Clause]:
    """The pieces of a turn that describe something."""
    text, frame = scene.said.text, scene.said.frame
    start = 0
    for end, further in _ends(text):
        if clause := _clause(scene, start, end, frame.spans):
            yield clause
        start = further


def _ends(text: str) -> Iterator[tuple[int, int]]:
    for match in BETWEEN.finditer(text):
        yield match.span()
    yield len(text), len(text)


def _clause(scene: Scene, start: int, end: int, spans: Sequence[Span]) -> Clause | None:
    whole = scene.said.text[start:end]
    inside = [s for s in spans if s.start < end and start < s.end]
    count = next((number_in(s.text) for s in inside if s.role == "count"), 0)
    sought = [_clipped(s, start, end) for s in inside if s.role in _SOUGHT]
    if is_cjk(whole):  # its spans are not always whole words
        aside = [_clipped(s, start, end) for s in inside if s.role in _ASIDE]
        text = _without(whole, aside)
        sure = bool(sought) or bool(scene.vocabulary.find(text))
    else:
        text, sure = " ".join(sought), bool(sought)
    match = _LEADING.search(f"{text} ") or (None if count else _LEADING.search(whole))
    match = match or _CHINESE.search(whole)
    if match and not count and not _is_size(whole, match.end(1)):
        count = int(match[1])
    text = (
        re.sub(rf"(?<![\d.]){count}(?![\d.])\s*(?:of\b|x\b)?", " ", text, count=1)
        if count
        else text
    )
    kinds = tuple(t.value for t in scene.vocabulary.find(text) if t.facet == "category")
    kinds = kinds or _kind_meant(text, kinds_spoken_of(scene.state))
    kinds = () if names_part(kinds, scene.state.screen) else kinds
    if not (sure or kinds) or (is_empty(text) and not count):
        return None
    if is_empty(text):
        return Clause(whole, "", min(count, MOST), ())
    left = [t for t in scene.vocabulary.find(text) if t.facet != "category"]
    bare = bool(kinds) and not left and not free_words(_besides_kinds(scene, text), is_cjk(text))
    return Clause(whole, text.strip(), min(count, MOST), kinds, bare)


def _kind_meant(text: str, kinds: Sequence[str]) -> tuple[str, ...]:
    """The kind spoken of whose Chinese name ends as the words do: 壶 of teapots, 茶壶."""
    head = text.strip()[-1:]
    if not is_cjk(head):
        return ()
    lexicon = Lexicon.load()
    return tuple(
        kind
        for kind in kinds
        if any(way.endswith(head) for way in lexicon.surfaces("category", kind))
    )[:1]


def _besides_kinds(scene: Scene, text: str) -> str:
    """What words say besides the kinds in them."""
    left = list(text)
    for term in scene.vocabulary.find(text):
        left[term.start : term.end] = " " * (term.end - term.start)
    rest = "".join(left).strip()
    return "" if len(rest) == 1 and is_cjk(rest) else rest


def _clipped(span: Span, start: int, end: int) -> str:
    return span.text[max(start - span.start, 0) : end - span.start]


def _without(text: str, pieces: Iterable[str]) -> str:
    for piece in pieces:
        text = text.replace(piece, " ")
    return text


def _is_size(text: str, end: int) -> bool:
    """Whether a number that ends there is of a size, or names the item: "the 22 one"."""
    after = text[end:].lstrip(" -")
    return bool(_size_units().match(after))


@cache
def _size_units() -> re.Pattern[str]:
    """A unit, or "one", after a number."""
    units = [*Lexicon.load().words["unit"], "one"]
    latin = "|".join(re.escape(u) for u in units if u.isascii() and u[-1:].isalpha())
    signs = "|".join(re.escape(u) for u in units if not u.isascii())
    return re.compile(rf"(?:{latin})\b|(?:{signs})")


def named(scene: Scene, clause: Clause, taken: set[str]) -> list[Recommendation]:
    """The item that a clause describes best, none of those taken; [] for none."""
    state = scene.state
    if not clause.text:
        last = state.group[:1] or tuple(scene.meant if state.screen else ())
        return [one for one in last if one.product.product_id not in taken][:1]
    if counted := _counted(scene, clause):
        return counted
    pool = once((*state.lately, *state.screen, *scene.shortlist, *state.recent))
    near = [one for one in pool if one.product.product_id not in taken]
    if clause.kinds:
        limit = constraints_of(Wishes(include={"category": clause.kinds})).limits
        near = [one for one in near if all(each.admits(Facts(one.offer)) for each in limit)]
    if clause.bare:
        several = 2 if TWO.search(clause.whole) else 1  # "both lamps"
        return (
            near[:several]
            or items_of_kind(
                scene, " ".join(clause.kinds), Wishes(include={"category": clause.kinds})
            )[:1]
        )
    places = described(clause.text, near, scene.vocabulary, scene.rates, scene.reviews) or _sized(
        scene, clause, near
    )
    if places and _bears_out(clause.text, near[places[0]], scene):
        return [near[places[0]]]
    kinds = clause.kinds or kinds_spoken_of(state)
    if not kinds:
        return []
    every: list[Recommendation] = []
    for wishes in [*_wished(state, kinds), Wishes(include={"category": kinds})]:
        found = items_of_kind(scene, clause.text, wishes)
        every = [one for one in found if one.product.product_id not in taken]
        best = described(clause.text, every, scene.vocabulary, scene.rates, scene.reviews)
        fitting = [every[n] for n in best if _bears_out(clause.text, every[n], scene)]
        if fitting and len(fitting) < len(every):
            return fitting[:1]
    if places:
        return [near[places[0]]]
    return every[:1] if clause.kinds else []


def _wished(state: State, kinds: Sequence[str]) -> list[Wishes]:
    """What was wished for of these kinds, but for looks: an item that is named has looks of its
    own."""
    topics = [one for one in (state, *state.wanted, *state.earlier) if set(one.kinds) & set(kinds)]
    known = [replace(one.wishes, attributes={}, include={"category": one.kinds}) for one in topics]
    return [one for n, one in enumerate(known) if one not in known[:n]]


def _counted(scene: Scene, clause: Clause) -> list[Recommendation]:
    """The items that a clause counts: "one of the second"."""
    said = understand(clause.text, scene.vocabulary, scene.state.context())
    counted = {name: v for name, v in said.references.items() if name in ("items", "price")}
    if not counted:
        return []
    place = Place(scene.assistant.searcher.columns.rates)
    return [scene.state.screen[n - 1] for n in resolve(counted, scene.state.screen, place)]


def _sized(scene: Scene, clause: Clause, near: Sequence[Recommendation]) -> list[int]:
    """The places of the items of the sizes that a clause names: "the 2 litre one", 一升那把."""
    said = understand(clause.whole, scene.vocabulary, Context()).wishes.dimensions
    limits = constraints_of(Wishes(dimensions=said)).limits
    fitting = [n for n, i in enumerate(near) if all(each.admits(Facts(i.offer)) for each in limits)]
    return fitting if said and len(fitting) < len(near) else []


def _bears_out(text: str, item: Recommendation, scene: Scene) -> bool:
    """Whether an item has all the colours, materials … that a description names."""
    terms = [one for one in scene.vocabulary.find(text) if one.facet != "category"]
    limits = [constraints_of(Wishes(include={t.facet: (t.value,)})).limits for t in terms]
    return all(each.admits(Facts(item.offer)) for limit in limits for each in limit)


def spoken_of(scene: Scene) -> list[Part]:
    """The items that words like "both", "them" or "it" mean: what was pointed at, kept, or spoken
    of last."""
    text, state = scene.said.text, scene.state
    if scene.shortlist and _LISTED.search(text):
        return [Part(item) for item in scene.shortlist]
    deictic = scene.said.references.keys() <= {"focus", "all"}
    both, count = bool(TWO.search(text)), 0 if deictic and state.group else len(scene.items)
    if count == 2 or (count > 1 and not both):
        return [Part(item) for item in scene.items]
    together = both or "joint" in scene.cues or "parcel" in scene.cues
    if len(state.group) > 1 and (together or not count):
        return [Part(item) for item in state.group]
    if state.parts and (together or not count):
        return first_of_each(state)
    if state.group and not both and (together or not count):
        return [Part(item) for item in state.group]
    pair = _pair(scene) if both else []
    return [Part(item) for item in pair or scene.items]


def _pair(scene: Scene) -> list[Recommendation]:
    """The two items that "both" means; [] where it is not clear."""
    state = scene.state
    if len(state.spoken) == 2 and max(state.spoken) <= len(state.screen):
        return [state.screen[n - 1] for n in state.spoken]
    if len(state.screen) == 2 and not state.lately:
        return list(state.screen)
    new = () if state.group or not state.lately else state.screen[:1]  # named as it was shown
    last = once((*new, *state.lately, *reversed(scene.shortlist)))[:2]
    if len(last) == 2:
        return last[::-1]
    if len(chosen := picks(scene)) > 1:
        return chosen[:2][::-1]
    return list(state.screen) if len(state.screen) == 2 else []


def picks(scene: Scene) -> list[Recommendation]:
    """What was settled on of each thing that was looked at, the latest first: what was spoken of
    last of a list, or else its first."""
    known = {one.product.product_id: n for n, one in enumerate(scene.state.lately)}
    found: dict[tuple[str, ...], Recommendation] = {}
    for topic in (scene.state, *reversed(scene.state.earlier)):
        if topic.screen and topic.kinds not in found:
            spoken = [one for one in topic.screen if one.product.product_id in known]
            spoken.sort(key=lambda one: known[one.product.product_id])
            found[topic.kinds] = spoken[0] if spoken else topic.screen[0]
    return list(found.values())


def _once(parts: Iterable[Part]) -> list[Part]:
    """Each item once, with its largest count."""
    best: dict[str, Part] = {}
    for part in parts:
        name = part.item.product.product_id
        if name not in best or part.count > best[name].count:
            best[name] = part
    return list(best.values())


def first_of_each(state: State) -> list[Part]:
    """What a sum of the things wanted together is of: of each the one spoken of last, or the
    first."""
    known = [one.product.product_id for one in state.lately]
    found = []
    for topic in state.wanted:
        spoken = [one for one in topic.screen if one.product.product_id in known]
        spoken.sort(key=lambda one: known.index(one.product.product_id))
        if items := spoken or list(topic.screen):
            found.append(Part(items[0], max(topic.quantity, 1)))
    return found
