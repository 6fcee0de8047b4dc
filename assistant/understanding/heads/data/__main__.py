"""Print some of the sentences, to see what they are like."""

from __future__ import annotations

from collections import Counter

from assistant.understanding.heads.data.generate import examples


def main() -> None:
    """Counts, and every fiftieth sentence."""
    found = examples()
    print(Counter((one.language, one.held_out) for one in found))
    print(Counter(act for one in found for act in one.acts).most_common())
    for one in found[::50]:
        spans = [f"{role}:{one.text[start:end]}" for start, end, role in one.roles]
        print(f"{one.text}\n    {'+'.join(sorted(one.acts))} | {' · '.join(spans)}")


if __name__ == "__main__":
    main()
