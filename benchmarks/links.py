"""How often a pasted link finds its thing, followed and as mere words.

    python -m benchmarks.links --catalog DIR [--sample 150]

Own links are the offers' addresses with what shops' mails hang onto them; foreign ones are made of
the offers' titles as shop systems do it ("/p/blue-steel-teapot-1l-48120.html"), at a host that is
not here. Without following, the link is searched as it stands.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

from assistant.assistant import Assistant
from assistant.dialogue.linking import follow
from retrieval.offers import Offer
from retrieval.query import Query
from retrieval.search import Searcher

TRACKED = "utm_source=mail&utm_campaign=autumn&gclid=Cj0KCQ"


def own(offer: Offer) -> str:
    """The offer's address as it comes in a mail."""
    return f"{offer.url}{'&' if '?' in offer.url else '?'}{TRACKED}"


def foreign(offer: Offer, number: int) -> str:
    """An address that another shop's system would make of the title."""
    slug = re.sub(r"[^\w]+", "-", offer.title.casefold()).strip("-")
    return f"https://other.example/p/{slug}-{48_000 + number}.html?{TRACKED}"


def found(searcher: Searcher, text: str, wanted: str, k: int) -> bool:
    """Whether a text finds a product among the first k."""
    hits = searcher.search(Query(text), k)
    return any(hit.product.product_id == wanted for hit in hits)


def main() -> None:
    """Print R@1 and R@5 of each kind of link."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--catalog", type=Path, required=True, metavar="DIR")
    parser.add_argument("--sample", type=int, default=150)
    options = parser.parse_args()
    searcher = Assistant.open(options.catalog).searcher
    rows = list(zip(searcher.columns.facts, searcher.columns.row.tolist(), strict=True))
    chosen = random.Random(0).sample(rows, min(options.sample, len(rows)))
    offers = [(facts.offer, searcher.generation.ids[row]) for facts, row in chosen]
    exact = [follow(own(offer), searcher).product == name for offer, name in offers if offer.url]
    if exact:
        print(f"own links: {sum(exact)} of {len(exact)} lead to their product")
    for k in (1, 5):
        links = [(foreign(offer, n), name) for n, (offer, name) in enumerate(offers)]
        followed = [(follow(link, searcher).text, name) for link, name in links]
        rates = [
            sum(found(searcher, text, name, k) for text, name in some) / len(some)
            for some in (followed, links)
        ]
        print(f"foreign links, R@{k}: {rates[0]:.3f}, as they stand {rates[1]:.3f}", flush=True)


if __name__ == "__main__":
    main()
