"""What buyers say of items: stars by shop, what they like, and every fault that they find.

Where it is asked whether they speak of something ("do people moan about leaking?"), that alone is
answered: how many do, in their words, or that none does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
from retrieval.opinions import chinese
from retrieval.opinions.clauses import sentences
from retrieval.opinions.faults import POOR, finding
from retrieval.opinions.lexicon import lexicon
from retrieval.words import is_cjk

MOST_FAULTS = 4  # that are told
MOST_LIKED = 2  # aspects that are told
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
    liked = LANGUAGES[scene.language].sentences(claims)[:MOST_LIKED]
    stars = rated(item, scene.language)
    if voices.reviews and stars:
        stars = sayings.say(
            scene.language, "rated.by", said=stars.rstrip(".。"), n=len(voices.reviews)
        )
    return [stars, *liked, _faults(scene, voices)]


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
    known = [f"{item.product.title} {item.offer.category}" for item in scene.meant]
    known += scene.said.frame.texts("reference")  # "what do people say about the minty one"
    return stems - frozenset(tokens(" ".join(known)))


def _about(scene: Scene, item: Recommendation) -> list[str]:
    """How many buyers are against and for what was asked, or speak of it, and what two of them say;
    else what was answered to others who asked, or that nobody speaks of it."""
    voices = scene.assistant.explainer.voices(item)
    topic = scene.cues.said["said_of"]
    if not voices.reviews:
        return [answered(scene, item, topic) or phrases.unreviewed(item, scene.language)]
    spoken = _spoken(voices, topic, _topic(scene))
    against, praising = _sides(voices, spoken, _aspects(topic))
    title = item.named(scene.language)
    values = {"reviews": len(voices.reviews), "title": title, "topic": topic}
    if not (spoken or against):
        none = sayings.say(scene.language, "reviews.no_topic", **values)
        return [none, answered(scene, item, topic)]
    if "negative" in scene.cues or against or praising:
        return _judged(scene, spoken, against, praising, values)
    quotes = _quotes(spoken, spoken)
    if not quotes:
        return [sayings.say(scene.language, "reviews.topic.bare", n=len(spoken), **values)]
    said = {**values, "quotes": Several(quotes)}
    return [sayings.say(scene.language, "reviews.topic", n=len(spoken), **said)]


def _judged(
    scene: Scene,
    spoken: Mapping[int, str],
    against: Collection[int],
    praising: Collection[int],
    values: Mapping[str, object],
) -> list[str]:
    """ "Yes: 2 of 9 buyers fault the price", and how many praise it."""
    quotes = _quotes(spoken, against)
    key = "reviews.against" if quotes else "reviews.against.bare"
    key = key if against else "reviews.unfaulted"
    lines = [sayings.say(scene.language, key, n=len(against), quotes=Several(quotes), **values)]
    if praising:
        liked = _quotes(spoken, praising)[:1]
        key = "reviews.praise" if liked else "reviews.praise.bare"
        lines.append(sayings.say(scene.language, key, n=len(praising), quotes=Several(liked)))
    return lines


def _quotes(spoken: Mapping[int, str], reviews: Collection[int]) -> tuple[Quote, ...]:
    """What some of these reviews say, the shortest first and nothing twice."""
    said = dict.fromkeys(sorted((spoken.get(n, "") for n in reviews), key=len))
    return tuple(Quote(text) for text in said if text)[:MOST_QUOTED]


def _aspects(topic: str) -> frozenset[str]:
    """What a topic is called where opinions are counted: "expensive" and 贵 are about the price."""
    english, signs = lexicon(), chinese.lexicon()
    words = tuple(topic.casefold().split())
    names = {english.names[word] for word in words if word in english.names}
    names |= {aspect for phrase, aspect in english.judges.items() if set(phrase) <= set(words)}
    names |= {
        aspect
        for table in (signs.names, signs.judges)
        for word, aspect in table.items()
        if is_cjk(topic) and (word in topic or topic in word)
    }
    return frozenset(names)


def _sides(
    voices: Voices, spoken: Mapping[int, str], aspects: frozenset[str]
) -> tuple[set[int], set[int]]:
    """The reviews that are against what is spoken of, and those that are for it."""
    against = {n for one in voices.faults if one.aspect in aspects for n in one.reviews}
    against |= {
        n
        for one in voices.faults
        if not one.aspect
        for n in one.reviews
        if n in spoken and spoken[n] == one.sentence
    }
    mine = [one for one in voices.mentions if one.aspect in aspects]
    mine += [m for m in voices.mentions if m not in mine and spoken.get(m.review) == m.sentence]
    against |= {one.review for one in mine if one.polarity < 0}
    return against, {one.review for one in mine if one.polarity > 0} - against


def _spoken(voices: Voices, topic: str, stems: frozenset[str]) -> dict[int, str]:
    """Position of each review that speaks of something → the sentence that does, "" where it may
    not be quoted. What is judged under another name counts ("colour" for "the red")."""
    aspects = _aspects(topic)
    mine = sorted((m for m in voices.mentions if m.aspect in aspects), key=lambda m: m.polarity)
    found = {m.review: m.sentence for m in reversed(mine)}
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
