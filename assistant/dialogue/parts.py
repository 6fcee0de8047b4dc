"""A turn that does two things, one after the other: "keep that. Do you have bird houses too?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.referring import is_pronoun
from assistant.language import Context, Vocabulary
from assistant.language.intent_phrases import SHORTLIST
from assistant.language.utterance import normalise
from assistant.understanding.frames.model import reader
from assistant.understanding.frames.schema import HOLDS, LEAVING, Frame, FrameContext

FAMILIES = {
    "rules": ("unsafe",),
    "list": ("keep",),
    "see": ("wish", "change", "refuse", "similar", "more", "drop_limit", "return_topic"),
    "hear": (
        "ask_item", "ask_reviews", "ask_shop", "ask_advice", "total", "convert", "compare",
        "choose", "explain", "buy",
    ),
}  # fmt: skip
"""What a part of a turn wants: something kept, shown or told. Thanks and complaints want none."""
SURE = 0.7
"""How sure it must be what each part does."""
TELLING = (
    "measure",
    "limit",
    "recipient",
    "owned",
    "goes_with",
    "place",
    "occasion",
    "use",
    "count",
)
"""Parts of a turn that its question is to be read with: "my shelf is 85 cm. Does it fit?"."""
POINTING = ("refused", "reference", "kind", "trait")
PICKING = ("trait", "kind", "reference")
SIZES = ("measure", "limit", "count")
_OWN = re.compile(r"\b(?:my|our|is|are|am|i'?m|have|has)\b|我|是|有")
"""Says whose a size is: "my shelf is 85 cm", not "the pine one, 170 cm"."""
_TAKES = re.compile(r"\b(?:take|buy|get|order|want|have|need)\b|买|要|下单|拿")
FEW = 7  # words that pick one of the things shown
_ENDS = re.compile(
    r"(?<=[.;!?。；！？])\s*(?=\S)|[,，]\s*(?=(?:and )?(?:also|then|now)\b|(?:然后|另外|还要|再))"
    r"|\s+(?=(?:and|then) (?:show|find|get) me\b)"
)
_DECIMAL = re.compile(r"\d[.]$")
MOST = 3


def parts_of(text: str, context: Context, vocabulary: Vocabulary) -> list[str]:
    """A turn's parts that want different things, in order; the turn itself where there are none.

    Neighbouring parts that want the same, or nothing of their own, stay together: "cheaper. And
    not black, he hates black" is one change.
    """
    pieces = [piece for piece in _pieces(text) if piece.strip()]
    if len(pieces) < 2:
        return [text]
    where = FrameContext(context.shown, context.new_photo)
    whole = reader().read(text, where)
    wanted = [family for family, acts in FAMILIES.items() if whole.strength(*acts) >= HOLDS]
    wanted += ["list"] * any(map(_keeps, pieces))
    if whole.does("unsafe"):  # what is asked behind it is answered all the same
        *attack, last = pieces
        frame = reader().read(last, where)
        asks = _family(frame) not in ("", "rules") and not frame.does("unsafe")
        return [" ".join(attack), last] if asks else [text]
    if picked := _picked(pieces, where, vocabulary):
        return picked
    if len(set(wanted)) < 2:
        return [text]
    joined: list[tuple[str, str]] = []
    for piece in pieces:
        family = "list" if _keeps(piece) else _family(reader().read(piece, where))
        if joined and (not family or not joined[-1][1] or joined[-1][1] == family):
            before, known = joined[-1]
            joined[-1] = f"{before} {piece}".strip(), known or family
        else:
            joined.append((piece, family))
    return [piece for piece, _ in joined] if 1 < len(joined) <= MOST else [text]


def _picked(pieces: Sequence[str], where: FrameContext, vocabulary: Vocabulary) -> list[str]:
    """A choice and a question about it: "walnut one then. Does it tick?"; [] for another turn.

    What only tells of the shopper belongs to the question. "Not that one. Does the other one tick?"
    is the question alone.
    """
    frames = [reader().read(piece.lower(), where) for piece in pieces]
    at = next((n for n, one in enumerate(frames[1:]) if _family(one) == "hear"), None)
    if at is None or not where.shown:
        return []
    first, rest, frame = pieces[at], " ".join(pieces[at + 1 :]), frames[at]
    picks = _family(frame) == "see" or frame.does("buy")
    picks = picks and not first.rstrip().endswith(("?", "？"))
    names = bool(frame.of(*PICKING) or vocabulary.find(normalise(first)))
    own = [s for s in frame.of(*TELLING) if s.role not in SIZES or _OWN.search(first)]
    if not picks or len(first.split()) > FEW or own:
        return []
    said = [piece for piece, one in zip(pieces[:at], frames, strict=False) if _family(one)]
    points_only = all(map(is_pronoun, frame.texts(*POINTING)))
    if points_only and frame.does("buy") and not _TAKES.search(first.lower()):
        return [*said, rest][-MOST:]  # "ok that one. will it fit?"
    if frame.strength(*LEAVING) < HOLDS:
        return [*said, first, rest][-MOST:] if names else []
    return [*said, rest] if points_only else []


def _keeps(piece: str) -> bool:
    """Whether a set phrase keeps something."""
    return bool(SHORTLIST.search(piece.lower().strip(" .,")))


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in _ENDS.split(text):
        if pieces and _DECIMAL.search(pieces[-1]):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _family(frame: Frame) -> str:
    best = {family: frame.strength(*acts) for family, acts in FAMILIES.items()}
    family = max(best, key=lambda one: best[one])
    return family if best[family] >= SURE else ""
