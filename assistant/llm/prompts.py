"""What a model is asked, in our words; everything else stands inside the fence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.language import Context, Understanding, Vocabulary
from assistant.llm.base import Prompt
from assistant.llm.fence import RULE, fence

KINDS = 120  # kinds of things that are listed: a longer prompt takes longer to read
CLAIMS = 3  # an item, that a reply may use

_UNDERSTAND = f"""You turn what a shopper says into JSON for the search of a shop. {RULE}
Answer with one JSON object and nothing else:
{{"intent": "…", "constraints": {{…}}, "references": {{…}}}}
intent: "search" (a wish), "refine" (changes the wish in force), "relax" (gives up what "drop" \
lists), "more_like" (like an item on the screen), "more" (further results), "compare", "explain" \
(why an item is shown), "ask" (a question about items on the screen), "shortlist", "small_talk", \
"out_of_scope" (nothing a shop could find).
constraints, each only where it is meant: "max_price", "min_price", "about_price" \
{{"amount": 60, "currency": "EUR"}}; "include" and "exclude" {{"category": [], "colour": [], \
"material": [], "pattern": []}}; "in_stock" true; "condition"; "sort" "price_asc", "price_desc" or \
"rating"; "relative" {{"price": "lower"}}, {{"size": "larger"}}; "for" "man", "woman" or "kid"; \
"drop" ["price"].
references: {{"items": [2]}} by place, {{"which": {{"colour": ["blue"]}}}} or \
{{"which": {{"words": ["striped"]}}}} by what it is like, {{"focus": true}} for "it", \
{{"all": true}}.
Take a category from "kinds". Use no number that the shopper does not say."""

_POLISH = f"""You smooth the wording of a shop assistant's reply. {RULE}
Answer with the reply alone: plain text in the language it is in, without markup.
Keep every word that says something, in its order, and every title, price, number, shop and quoted \
passage exactly. You may change punctuation and small words, join sentences, and address the \
shopper. In a sentence of its own, right after the one that names the item, you may use one of the \
item's "reasons", with its words in their order. Add nothing else."""


def understanding(said: Understanding, context: Context, vocabulary: Vocabulary) -> Prompt:
    """What did the shopper mean? Sees no text of a product: no title can steer the answer."""
    data = {
        "shopper": said.text,
        "in force": context.wishes.as_dict(),
        "items on the screen": context.shown,
        "kinds": kinds(vocabulary),
    }
    return Prompt(_UNDERSTAND, fence(data))


def polishing(reply: str, reasons: Mapping[str, Sequence[str]]) -> Prompt:
    """How to say it better? `reasons`: title → what may be said about the item."""
    items = [{"title": title, "reasons": said[:CLAIMS]} for title, said in reasons.items()]
    return Prompt(_POLISH, fence({"reply": reply, "items": items}))


def kinds(vocabulary: Vocabulary) -> list[str]:
    """Kinds of things whose words are in titles, the shortest names first: the most general."""
    named = {facets["category"] for facets in vocabulary.phrases.values() if "category" in facets}
    sold = [kind for kind in named if all(word in vocabulary.words for word in kind.split())]
    return sorted(sold, key=lambda kind: (len(kind), kind))[:KINDS]
