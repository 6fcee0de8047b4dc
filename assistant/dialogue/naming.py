"""Which kind of thing is meant by a name that tells none, or several.

The catalogue's names, their synonyms and translations decide where they are sure
(`language.vocabulary`). Else the whole of what is said of the thing is held against the kinds that
are sold (`sorts`): a pot "for a fern" is a plant pot, "over-ears" are headphones. WordNet and the
last words of the names then say whether a thing that is near is one of that kind, or something else
that is not sold, as a skateboard helmet is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.dialogue.outcome import Scene
from assistant.dialogue.sorts import Nearness, Sorts
from assistant.language.glosses import gloss
from assistant.language.segmentation import QUALIFIERS
from assistant.lexicon import Lexicon
from assistant.lexicon.things import Things, chinese
from assistant.understanding.degrees import degree
from assistant.understanding.frames.schema import Span
from retrieval.words import is_cjk, plain, singular

NAMED = 0.5  # how sure the model must be that words name what is wanted
DESCRIBING = ("kind", "trait", "use", "goes_with", "place", "style")
"""Parts of a turn that tell which thing is meant; the kind of it first."""
PURPOSE = ("use", "goes_with", "place")
"""Those that tell it where nothing is named."""
AS_NAMED = 0.02
"""What a kind of that very name is nearer by, than others whose names end so: any pot is a pot."""
APART = 0.045  # lead of one kind over others of the same family, for it alone to be meant
LEADS = {"kind": 0.05, "named": 0.16, "unknown": 0.08, "other": 0.2, "akin": 1.0, "part": 1.0}
"""Lead of a kind over the second of the others (`Nearness.lead`), for a thing that stands to it so
to be taken for it. Chosen on the even half of `benchmarks/kinds.jsonl`."""
FAR = 0.1  # by how much another kind is nearer than one that WordNet alone names
ALIKE = 5  # kinds among which it is looked for those that a name may stand for
STANDS_IN = 0.1  # the same, for a kind that is akin to be shown in its place
UNNAMED = 0.08  # the same, where nothing is named


@dataclass(frozen=True)
class Meant:
    """What a wish is for."""

    kinds: tuple[str, ...] = ()  # that are sold; () where it is not told
    unsold: str = ""  # what is not sold, as it was said
    akin: tuple[str, ...] = ()  # what may stand in for it


def meant(scene: Scene) -> Meant:
    """The kinds that a wish is for, by name and by what is said of the thing."""
    named = scene.said.wishes.include.get("category", ())
    spans = [one for one in scene.said.frame.of("kind") if one.probability >= NAMED]
    spans = [one for one in spans if not one.text.endswith("的")]  # 头戴的 only describes
    if len(named) > 1 or (named and set(named) <= set(scene.state.kinds)):
        return Meant()
    sorts = Sorts.of(scene.assistant.searcher, scene.vocabulary)
    head = spans[-1] if spans else None
    words = _wording(scene)
    if named and not (head and _is_doubtful(named[0], head, scene, sorts)):
        return _narrowed(named[0], scene, sorts, head)
    if head is None and not (scene.said.intent == "search" and scene.said.frame.of(*PURPOSE)):
        return Meant()  # "in blue" tells of no kind
    near = sorts.near(words, scene.assistant.searcher)
    if not near.of:
        return Meant()
    first = near.ranked()[0]
    lead = near.lead(first)
    if head is None:
        return Meant((first,) if lead >= UNNAMED else ())
    if alike := _ending_so(head.text, near):
        return Meant(alike)
    relation = relation_of(head.text, first)
    if lead >= LEADS[relation]:
        return Meant((first,))
    if relation == "kind" and len(alike := _alike(head.text, near)) > 1:
        return Meant(alike)
    if relation == "unknown":
        return Meant()
    akin = (first,) if relation == "akin" and lead >= STANDS_IN else ()
    return Meant(unsold=head.text, akin=akin)


def namesakes(scene: Scene, kinds: Sequence[str]) -> bool:
    """Whether other things that are sold are called as some kinds are and are none of them: a plant
    pot is no cooking pot."""
    things, sold = Things.load(), scene.vocabulary.sold
    return any(
        one.endswith(f" {kind}") and one not in things.senses
        for kind in set(kinds) & sold
        for one in sold
    )


def nearest(scene: Scene, among: Sequence[str]) -> tuple[str, ...]:
    """Of some kinds and those that they may stand for, the nearest to what is said of the thing."""
    sorts = Sorts.of(scene.assistant.searcher, scene.vocabulary)
    wide = {one for kind in among for one in (kind, *_narrower(kind, sorts.names))}
    return tuple(sorts.near(_wording(scene), scene.assistant.searcher).ranked(wide))


def _ending_so(said: str, near: Nearness) -> tuple[str, ...]:
    """The kinds whose very name a Chinese one ends with that no dictionary has, where they are near
    to it: a 木凳 is a 凳子. Of several the nearest, or those that are about as near."""
    if not is_cjk(said) or said in chinese() or len(said) < len("木凳"):
        return ()
    first, lexicon = near.ranked()[0], Lexicon.load()
    bare = {said[-1], said[-1] + "子"}
    kinds = [
        kind
        for kind in near.ranked()
        if near.of[kind] >= near.of[first] - APART
        and not bare.isdisjoint(lexicon.concepts["category"].get(kind, ()))
    ]
    return tuple(kind for kind in kinds if near.of[kinds[0]] - near.of[kind] < APART)


def _alike(said: str, near: Nearness) -> tuple[str, ...]:
    """The nearest kinds of which what was said is one, about as near as each other: any lamp may
    be a 立灯."""
    first, *rest = near.ranked()[:ALIKE]
    close = [kind for kind in rest if near.of[first] - near.of[kind] < APART]
    return (first, *(kind for kind in close if relation_of(said, kind) == "kind"))


def _narrowed(kind: str, scene: Scene, sorts: Sorts, head: Span | None) -> Meant:
    """The one of several kinds which a name may stand for that is described: "a can for watering",
    "a light over the table"; the one that is named beside a wider one: 火车玩具 is a train."""
    own = [one for one in (kind, *scene.vocabulary.akin.get(kind, ())) if one in sorts.names]
    rivals = [one for one in _narrower(kind, sorts.names) if one not in own]
    if not own and head and (sold := _translated(head.text, sorts.names)):
        return Meant(sold)
    if not rivals:
        return Meant()
    beside = [one for one in scene.vocabulary.named(scene.said.text) if one in rivals]
    if beside and not own:
        return Meant((beside[-1],))
    if not (own or len(rivals) > 1) or not _describes(kind, scene, head):
        return Meant()
    near = sorts.near(_wording(scene), scene.assistant.searcher)
    scores = {one: near.of.get(one, 0.0) + AS_NAMED * (one in own) for one in (*own, *rivals)}
    first, second = sorted(scores, key=lambda one: -scores[one])[:2]
    return Meant((first,) if scores[first] - scores[second] >= APART else ())


def _translated(said: str, sold: Sequence[str]) -> tuple[str, ...]:
    """The commonest meaning of a Chinese word that is sold: a 箱子 may be a suitcase or a box."""
    nouns = chinese().get(said.lstrip(QUALIFIERS), ())
    return tuple(noun for noun in nouns if noun in sold)[:1]


def _narrower(kind: str, sold: Sequence[str]) -> Iterator[str]:
    """The kinds sold that a wider word may stand for: those of its family, and those whose names
    end with it and are kinds of it (teapots are pots, headphones no phones)."""
    family = Lexicon.load().narrower("category", kind)
    things = Things.load()
    for one in sold:
        ends = " " not in kind and one != kind and one.endswith(kind)
        if one in family or (ends and (" " in one or things.relation(one, (kind,)) == "kind")):
            yield one


def _is_doubtful(kind: str, head: Span, scene: Scene, sorts: Sorts) -> bool:
    """Whether a kind is only said of the thing, as printer ink is no printer; or is one of several
    things that a word of WordNet's stands for, and another is nearer: a commode is no pot."""
    if _is_modifier(kind, head, scene):
        return True
    said = singular(plain(head.text))
    if is_cjk(said) or kind not in sorts.names or said not in Things.load().said:
        return False
    if said == kind or said in Lexicon.load().canonical["category"]:
        return False
    near = sorts.near(_wording(scene), scene.assistant.searcher)
    return near.of[kind] < near.of[near.ranked()[0]] - FAR


def _is_modifier(kind: str, head: Span, scene: Scene) -> bool:
    """Whether a kind does not end the name of the thing."""
    terms = [t for t in scene.vocabulary.find(head.text) if t.facet == "category"]
    return bool(terms) and terms[-1].value == kind and terms[-1].end < len(head.text.rstrip())


def _describes(kind: str, scene: Scene, head: Span | None) -> bool:
    """Whether more is said of the thing than its kind and what facets state."""
    frame = scene.said.frame
    if frame.of("use", "goes_with", "occasion"):
        return True
    said = [*frame.texts("trait", "style"), *(_before(kind, head, scene) if head else ())]
    return any(not scene.vocabulary.find(one) and degree(one) is None for one in said)


def _before(kind: str, head: Span, scene: Scene) -> list[str]:
    """What stands before a kind in its name: "stand up" of a stand up lamp."""
    terms = [t for t in scene.vocabulary.find(head.text) if t.value == kind]
    return [text] if terms and (text := head.text[: terms[0].start].strip()) else []


def _wording(scene: Scene) -> str:
    """All that is said of the thing; the whole turn where nothing is told apart."""
    spans = scene.said.frame.of(*DESCRIBING)
    return " ".join(span.text for span in spans) or scene.said.text


def relation_of(said: str, kind: str) -> str:
    """How what was said stands to a kind, one of `LEADS`: by WordNet ("kind", "akin", "other",
    "unknown"), as something else that ends like one of its names ("named"), or as what has to do
    with it ("part"): a skateboard helmet."""
    lexicon, things = Lexicon.load(), Things.load()
    names = [kind, *lexicon.concepts["category"].get(kind, ())]
    english = [singular(name) for name in names if not is_cjk(name)]
    noun = gloss(said) if is_cjk(said) else singular(plain(said))
    *before, last = noun.split() or [""]
    ends = is_cjk(said) and any(name.endswith(said[-1]) for name in names if is_cjk(name))
    ends = ends or any(name.split()[-1] == last for name in english)
    relation = things.relation(noun, english) if noun else "unknown"
    if is_cjk(said) and not before and any(name.split()[-1] == last for name in english):
        return "kind"  # a yoga mat is a 垫子
    if is_cjk(said) and said in chinese():
        return relation
    if ends:  # a nest box is a bird house, but a cabin case is a suitcase and a pencil case none
        return "named" if before or is_cjk(said) else "kind"
    words = noun.split()
    of_it = any(word in words for name in english for word in name.split()[:-1])
    of_it = of_it or not set(before).isdisjoint(english)
    return "part" if of_it and relation != "kind" else relation


def with_kinds(scene: Scene, kinds: Sequence[str]) -> Scene:
    """The scene with these kinds wished for; what was taken for one only describes it."""
    wishes = scene.said.wishes
    include = {**wishes.include, "category": tuple(kinds)}
    said = replace(scene.said, intent="search", wishes=replace(wishes, include=include))
    return replace(scene, said=said)
