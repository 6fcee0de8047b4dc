"""Part numbers and model names: "NOR.0707-60", "nor 0707 60", "vl50"."""

from __future__ import annotations

import re

from assistant.language.draft import Context, Draft
from assistant.language.utterance import Utterance
from assistant.language.vocabulary import Vocabulary

LONGEST = 3  # words that one code may be written in
_WORD = re.compile(r"[a-z0-9]+(?:[./_-][a-z0-9]+)*")


def read_codes(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """Fill `include` with the codes that the catalogue knows; before any figure in them is read."""
    words = list(_WORD.finditer(utterance.text))
    position = 0
    while position < len(words):
        for size in range(min(LONGEST, len(words) - position), 0, -1):
            run = words[position : position + size]
            code = "".join(re.sub(r"[./_-]", "", word[0]) for word in run)
            if code in vocabulary.codes and any(letter.isdigit() for letter in code):
                draft.include.setdefault("code", []).append(code)
                utterance.take(run[0].start(), run[-1].end())
                position += size - 1
                break
        position += 1
