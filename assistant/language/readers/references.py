"""References to what is on the screen: "the second", "1 and 3", "the blue one", 第二个."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language import reference_phrases as phrases
from assistant.language.draft import Context, Draft
from assistant.language.patterns import one_of
from assistant.language.readers.drops import mentioned
from assistant.language.utterance import Utterance
from assistant.language.vocabulary import Term, Vocabulary
from assistant.lexicon import Lexicon
from retrieval.words import is_cjk

_SIDES = (("start", "left", "head"), ("end", "right"))


MOST_SHOWN = 5  # positions that may be meant while the screen is empty


def read_references(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """Fill `references`. Where nothing was wished for yet, there is nothing to refer to; a screen
    that is empty now was not empty before."""
    found = draft.references
    if context.new_photo and phrases.LIKE_PHOTO.search(utterance.text):
        found["photo"] = True
        for _ in utterance.read(
            one_of(
                r"\b(?:this|that)(?: one)?\b",
                r"(?:\b(?:the|my|this) )?\b(?:photo|picture|image|pic)\b",
                r"这[个张款]?(?:照片|图片|图)?",
                r"照片",
                r"图片",
            )
        ):
            pass
    if not (context.shown or found) and context.photo and phrases.PHOTO.search(utterance.text):
        found["photo"] = True
        return
    if not context.begun:
        return
    shown = context.shown or MOST_SHOWN
    items = [item for position in _positions(utterance, vocabulary, shown) for item in position]
    if items:
        found["items"] = list(dict.fromkeys(items))
        return
    _described(utterance, draft, vocabulary, context.shown)
    if not found:
        _pronouns(utterance, draft, vocabulary)


def _positions(utterance: Utterance, vocabulary: Vocabulary, shown: int) -> Iterator[list[int]]:
    for match in utterance.read(phrases.FIRST_N):
        n = match["n"] or match["zh"]
        count = {
            "two": 2,
            "three": 3,
            "four": 4,
            "five": 5,
            "两": 2,
            "三": 3,
            "四": 4,
            "五": 5,
        }.get(n)
        count = count or int(n)
        yield list(range(-count, 0)) if match["end"] == "last" else list(range(1, count + 1))
    for match in utterance.read(re.compile(r"这\s*([2-9])\s*[个款件盏把只张]")):
        yield list(range(1, min(int(match[1]), shown) + 1))
    for match in utterance.read(phrases.FROM_END):
        word = match["n"] or ""
        yield [-(phrases.ORDINALS.get(word) or (int(match["zh"]) if match["zh"] else 2))]
    for match in utterance.read(phrases.ENDS):
        start, end = (any(match[name] is not None for name in side) for side in _SIDES)
        yield [1 if start else -1 if end else (shown + 1) // 2]
    for match in utterance.read(phrases.ZH):
        yield [-1 if match["last"] or match["n"] == "最后" else int(match["n"] or match["no"])]
    for match in utterance.read(phrases.NUMBERED):
        yield [int(match["first"]), *map(int, re.findall(r"\d+", match["rest"]))]
    for match in list(phrases.EN_ORDINALS.finditer(utterance.text)):
        if re.search(
            r"(?:cheapest|dearest|priciest|rated|expensive|lowest|highest|best|price|sellers?"
            r"|at|for the)\s*$",
            utterance.text[: match.start()],
        ):
            continue  # "cheapest first"
        if match["list"] == match[0] == "last" and phrases.LASTS.search(
            utterance.text[: match.start()]
        ):
            continue  # "how long does the battery last"
        utterance.take(*match.span())
        _take_kind(utterance, vocabulary, match.end())
        yield [phrases.ORDINALS[word] for word in re.findall(phrases.ORDINAL, match["list"])]
    for match in list(phrases.BARE.finditer(utterance.text)):
        numbers = [int(match["first"]), *map(int, re.findall(r"\d+", match["rest"]))]
        pointed = phrases.POINTING.search(utterance.text[: match.start()])
        pointed = pointed and phrases.STANDS_ALONE.match(utterance.text, match.end())
        alone = not re.sub(
            r"[\W_]", "", utterance.text[: match.start()] + utterance.text[match.end() :]
        )
        if (pointed or alone or match["rest"]) and all(1 <= n <= max(shown, 1) for n in numbers):
            utterance.take(*match.span())
            yield numbers


def _take_kind(utterance: Utterance, vocabulary: Vocabulary, start: int) -> None:
    """The kind of thing that is counted: "the second jacket"."""
    rest = utterance.text[start : start + 30]
    term = next(iter(vocabulary.find(rest)), None)
    if term and term.facet == "category" and not rest[: term.start].strip():
        utterance.take(start, start + term.end)


def _described(utterance: Utterance, draft: Draft, vocabulary: Vocabulary, shown: int) -> None:
    """ "the blue one", "that lamp", "the cheaper of the two"."""
    found = draft.references
    for _ in utterance.read(phrases.OTHER):
        found["other"] = True
    for match in utterance.read(phrases.COSTING):
        found["price"] = float(next(group for group in match.groups() if group))
    for match in list(phrases.ONE_FROM.finditer(utterance.text)):
        after = utterance.text[match.end() : match.end() + 30]
        if (term := next(iter(vocabulary.find(after)), None)) and term.start == 0:
            found.setdefault("which", {}).setdefault(term.facet, []).append(term.value)
            utterance.take(match.start(), match.end() + term.end)
    for match in list(phrases.ONE.finditer(utterance.text)):
        said = match[1] or _zh_around(utterance.text, match)
        terms = vocabulary.find(said)
        if terms and phrases.REFUSED.search(utterance.text[: match.start()]):
            continue  # "not the pink one" refuses pink
        if terms:
            which = found.setdefault("which", {})
            for term in terms:
                which.setdefault(term.facet, []).append(term.value)
            start = utterance.text.find(said, max(match.start() - len(said), 0))
            start = start if start >= 0 else match.start()
            utterance.take(min(start, match.start()), max(match.end(), start + len(said)))
    if shown:
        _by_wording(utterance, draft, vocabulary)
    if phrases.TALKS.search(utterance.whole):
        _definite(utterance, draft, vocabulary)
    for match in list(phrases.OF_KIND.finditer(utterance.text)):
        terms = vocabulary.find(utterance.text[match.end() : match.end() + 40])
        run = [t for t in terms if t.start == 0 or t is not terms[0]]
        kind = next((t for t in run[:3] if t.facet == "category"), None)
        if kind and terms[0].start == 0:
            found.setdefault("which", {}).setdefault("category", []).append(kind.value)
            utterance.take(match.start(), match.end() + kind.end)
    for name, pattern in phrases.BY.items():
        for match in list(pattern.finditer(utterance.text)):
            ordered = re.match(r"\s*first\b", utterance.text[match.end() :])
            pointed = shown or re.search(r"\bone\b|那", match[0])
            if phrases.DEFINITE.search(match[0]) and not ordered and pointed:
                found["by"] = name


def _by_wording(utterance: Utterance, draft: Draft, vocabulary: Vocabulary) -> None:
    """ "the one with the lid", "the round one", 带盖子的那个: by words that its texts state."""
    if phrases.WISHES.search(utterance.whole):
        return
    for match in list(phrases.WORDED.finditer(utterance.text)):
        said = next(filter(None, match.groupdict().values()))
        wording = _in_chinese(said) if match["zh"] or match["zh_after"] else said.strip()
        traits = set(wording.split())
        if not wording or traits & phrases.NO_TRAITS or mentioned(wording):
            continue
        if phrases.REFUSED.search(utterance.text[: match.start()]):
            continue  # "not the one with the lid"
        which = draft.references.setdefault("which", {})
        which.setdefault("words", []).append(wording)
        utterance.take(*match.span())


def _in_chinese(said: str) -> str:
    """Chinese words of a description in English, where the lexicon knows one; "" otherwise."""
    words = Lexicon.load().words
    found = [
        name
        for table in ("wording", "part")
        for way, name in words[table].items()
        if len(way) > 1 and is_cjk(way) and way in said
    ]
    return max(found, key=len, default="")


def _definite(utterance: Utterance, draft: Draft, vocabulary: Vocabulary) -> None:
    """ "the Kestovar backpack, how heavy is it?": a kind with what tells one item from others."""
    for match in list(phrases.THE.finditer(utterance.text)):
        run: list[Term] = []
        rest = utterance.text[match.end() : match.end() + 40]
        for term in vocabulary.find(rest):
            if rest[run[-1].end if run else 0 : term.start].strip():
                break
            run.append(term)
            if term.facet == "category":
                break
        if len(run) > 1 and run[0].start == 0 and run[-1].facet == "category":
            which = draft.references.setdefault("which", {})
            for term in run:
                which.setdefault(term.facet, []).append(term.value)
            utterance.take(match.start(), match.end() + run[-1].end)


def _zh_around(text: str, match: re.Match[str]) -> str:
    """The words before 的那个 or between 那个 and 的."""
    before = text[: match.start()]
    if before.endswith(("的", "色")):
        return re.split(r"[\s,，。]", before.removesuffix("的"))[-1][-6:]
    return text[match.end() :].split("的", 1)[0]


def _pronouns(utterance: Utterance, draft: Draft, vocabulary: Vocabulary) -> None:
    for pattern, name in ((phrases.ALL, "all"), (phrases.FOCUS, "focus")):
        hidden = [m.span() for m in phrases.FILLER_IT.finditer(utterance.text)]
        for match in list(pattern.finditer(utterance.text)):
            if any(a <= match.start() < b for a, b in hidden):
                continue
            draft.references[name] = True
            utterance.take(*match.span())
        if draft.references:
            return
