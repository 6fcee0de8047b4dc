"""What buyers say of items: stars by shop, what they like, and every fault that they find.

Where it is asked whether they speak of something ("do people moan about leaking?"), that alone is
answered: how many do, in their words, or that none does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue import phrases, sayings
from assistant.dialogue.answered import answered
from assistant.dialogue.outcome import Outcome, Scene, focused
from assistant.explain import Voices
from assistant.explain.evidence import quotable
from assistant.explain.phrases import LANGUAGES
from assistant.languages.speaker import speaker
from assistant.languages.values import Message, Quote, Several, Value
from assistant.recommendation import Recommendation
from retrieval.lexical import STOP_WORDS, tokens
from retrieval.offers import Review
from retrieval.opinions.clauses import sentences
from retrieval.opinions.faults import POOR, finding
from retrieval.opinions.lexicon import lexicon

MOST_FAULTS = 4  # that are told
MOST_QUOTED = 2  # reviews, of those that speak of what was asked
LOW = 3.0
"""Stars up to which a review finds fault, whatever it says."""


def reviews_asked(scene: Scene) -> Outcome:
    """What buyers say of the items meant; where it is asked what they dislike, that alone."""
    blames = "negative" in scene.cues or asks_stars(scene)
    say = _blamed if blames else _said
    if _topic(scene):
        say = _about
    return Outcome([line for item in scene.meant for line in say(scene, item)], focused(scene))


def asks_stars(scene: Scene) -> bool:
    """Whether it is asked why something has so few stars."""
    return "stars" in scene.cues


def rated(item: Recommendation, language: str) -> str:
    """The stars of an item, shop by shop, the one that is shown first; "" where none has any."""
    offers = [item.offer, *(one for one in item.product.offers if one is not item.offer)]
    stars = {one.source: one.rating for one in offers if one.rating is not None}
    if not stars:
        return ""
    parts = tuple(
        Message("rated.at", {"stars": value, "shop": shop}) for shop, value in stars.items()
    )
    return sayings.say(language, "rated", title=item.named(language), ratings=Several(parts))


def _said(scene: Scene, item: Recommendation) -> list[str]:
    """Stars, the aspects that are judged most, and the faults."""
    asked = replace(scene.asked, text=f"{scene.asked.text} {scene.said.words}")
    voices = scene.assistant.explainer.voices(item)
    if not (voices.reviews or rated(item, scene.language)):
        return [phrases.unreviewed(item, scene.language)]
    claims = scene.assistant.explainer.reviewed(item, asked)
    liked = LANGUAGES[scene.language].sentences(claims)
    return [rated(item, scene.language), *liked, _faults(scene, voices)]


def _blamed(scene: Scene, item: Recommendation) -> list[str]:
    """The faults that buyers find, and the review with the fewest stars in full."""
    voices = scene.assistant.explainer.voices(item)
    stars = rated(item, scene.language)
    if not voices.reviews:
        return [stars, phrases.unreviewed(item, scene.language)]
    worst = _worst(scene, voices.reviews)
    told = _faults(scene, voices)
    if not (told or worst):
        none = sayings.say(scene.language, "reviews.no_blame", title=item.named(scene.language))
        return [none, stars]
    if asks_stars(scene):
        return [stars, worst, told]
    yes = "polar" in scene.cues and bool(told)
    return [sayings.say(scene.language, "polar.yes", said=told) if yes else told, worst, stars]


def _topic(scene: Scene) -> frozenset[str]:
    """What buyers may have spoken of, by its stems, where it is asked whether they do; nothing
    where that is the item itself or how they like it."""
    words = scene.cues.said.get("said_of", "")
    stems = frozenset(tokens(words)) - STOP_WORDS
    known = (f"{item.product.title} {item.offer.category}" for item in scene.meant)
    return stems - frozenset(tokens(" ".join(known)))


def _about(scene: Scene, item: Recommendation) -> list[str]:
    """How many buyers speak of what was asked, and what two of them say; else what was answered to
    others who asked, or that nobody speaks of it."""
    voices = scene.assistant.explainer.voices(item)
    topic = scene.cues.said["said_of"]
    if not voices.reviews:
        return [answered(scene, item, topic) or phrases.unreviewed(item, scene.language)]
    spoken = _spoken(voices, topic, _topic(scene))
    count, blamed = len(spoken), {n for one in voices.faults for n in one.reviews}
    values = {"reviews": len(voices.reviews), "title": item.product.title, "topic": topic}
    if not count:
        none = sayings.say(scene.language, "reviews.no_topic", **values)
        return [none, answered(scene, item, topic)]
    first = sorted(spoken.items(), key=lambda one: (one[0] not in blamed, len(one[1])))
    quotes = tuple(Quote(text) for _, text in first if text)[:MOST_QUOTED]
    if not quotes:
        return [sayings.say(scene.language, "reviews.topic.bare", n=count, **values)]
    said = {**values, "quotes": Several(quotes)}
    return [sayings.say(scene.language, "reviews.topic", n=count, **said)]


def _spoken(voices: Voices, topic: str, stems: frozenset[str]) -> dict[int, str]:
    """Position of each review that speaks of something → the sentence that does, "" where it may
    not be quoted. What is judged under another name counts ("colour" for "the red")."""
    known = {name.casefold(): aspect for name, aspect in lexicon().names.items()}
    aspects = {known[word] for word in topic.casefold().split() if word in known}
    found = {m.review: m.sentence for m in voices.mentions if m.aspect in aspects}
    for number, review in enumerate(voices.reviews):
        for sentence in sentences(review.text):
            if stems & set(tokens(sentence)):
                found.setdefault(number, sentence)
                break
    return {number: text if quotable(text) else "" for number, text in found.items()}


def _worst(scene: Scene, reviews: Sequence[Review]) -> str:
    """The review with the fewest stars, if those are few or it is asked why they are."""
    starred = [one for one in reviews if one.rating is not None]
    if not starred:
        return ""
    worst = min(starred, key=lambda one: one.rating or 0.0)
    if (worst.rating or 0.0) > LOW and not asks_stars(scene):
        return ""
    key = "reviews.lowest" if worst.text and quotable(worst.text) else "reviews.lowest.silent"
    return sayings.say(scene.language, key, stars=worst.rating, quote=Quote(worst.text))


def _faults(scene: Scene, voices: Voices) -> str:
    """How many buyers find fault, and with what: every one of them."""
    every = finding(voices.reviews, voices.faults)
    if not every:
        return ""
    told = [one for one in voices.faults if one.sentence][:MOST_FAULTS]
    parts = [
        Message(
            "reviews.fault" if one.aspect else "reviews.fault.own",
            {
                "n": len(one.reviews),
                "aspect": Value("aspects", one.aspect),
                "quote": Quote(one.sentence.rstrip(".。")),
            },
        )
        for one in told
    ]
    named = {number for one in told for number in one.reviews}
    worded = {number for one in voices.faults for number in one.reviews}
    if more := len(worded - named):
        parts.append(Message("reviews.fault.more", {"n": more}))
    if silent := len(set(every) - worded):
        parts.append(Message("reviews.fault.stars", {"n": silent, "stars": POOR}))
    write = speaker(scene.language).write
    listed = str(speaker(scene.language).rules["semicolon"]).join(map(write, parts))
    counts = {"n": len(every), "reviews": len(voices.reviews)}
    return sayings.say(scene.language, "reviews.faults", faults=listed, **counts)
