"""A language model's part in a turn: asked in time, its answers checked or dropped."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from assistant.language import Context, Understanding, Vocabulary
from assistant.llm import prompts, proposal
from assistant.llm.adopting import adopt
from assistant.llm.asking import Asker, Breaker
from assistant.llm.base import ChatModel, ModelFailed, Prompt
from assistant.llm.check import Plain, objection
from assistant.llm.doubt import Reading, doubts
from assistant.llm.fence import clean
from assistant.llm.grounding import Ground
from assistant.llm.options import LlmOptions
from assistant.recommendation import Recommendation

log = logging.getLogger(__name__)

T = TypeVar("T")


class LanguageModel:
    """A model and what is known of how well it does. Threads may share it."""

    def __init__(self, model: ChatModel, options: LlmOptions = LlmOptions()) -> None:
        self.options = options
        self.asker = Asker(model, options)
        self.breakers = {"understand": Breaker(options), "polish": Breaker(options)}

    def turn(self) -> TurnAdvice:
        """Help with a turn that begins now."""
        return TurnAdvice(self)


class TurnAdvice:
    """Help with one turn: see `assistant.adviser.Advice`."""

    def __init__(self, owner: LanguageModel) -> None:
        self._owner = owner
        self._left = owner.options.budget
        self._understood = self._polished = False

    def understand(
        self, said: Understanding, context: Context, vocabulary: Vocabulary, resolved: bool
    ) -> Understanding:
        """What the model makes of an utterance that the grammar is unsure of."""
        why = doubts(Reading(said, context, vocabulary, resolved))
        if not why:
            return said
        log.info("the grammar is unsure: %s", ", ".join(why))
        ground = Ground(said, context, vocabulary)
        found = self._ask(
            "understand",
            lambda: prompts.understanding(said, context, vocabulary),
            lambda answer: adopt(proposal.parse(answer), ground, resolved),
            self._owner.options.first_share,
        )
        self._understood = found is not None and found != said
        return found or said

    def polish(
        self, reply: str, items: Sequence[Recommendation], problem: Callable[[str], str]
    ) -> str:
        """The reply in smoother words, where it names a product and can pass the fence whole."""
        reasons = {
            next(one for one in item.product.titles if one in reply): [
                reason.claim for reason in item.reasons
            ]
            for item in items
            if item.is_named_in(reply)
        }
        if not reasons or clean(reply) != reply:
            return reply
        names = {name for item in items for name in (item.offer.source, item.offer.brand)}
        plain = Plain(reply, reasons, sorted(name for name in names if name in reply))
        found = self._ask(
            "polish",
            lambda: prompts.polishing(reply, reasons),
            lambda answer: _checked(answer, plain, problem),
        )
        self._polished = found is not None and found != reply
        return found or reply

    def report(self) -> dict[str, Any]:
        """Whether it helped, and how long the turn waited for it."""
        spent = (self._owner.options.budget - self._left) * 1000
        return {
            "understood": self._understood,
            "polished": self._polished,
            "ms": round(spent, 1),
        }

    def _ask(
        self,
        task: str,
        prompt: Callable[[], Prompt],
        use: Callable[[str], T],
        share: float = 1.0,
    ) -> T | None:
        """What `use` makes of the answer; None where there is none that can be used in time."""
        options, breaker = self._owner.options, self._owner.breakers[task]
        seconds = min(share * options.budget, self._left)
        if seconds < options.least or not breaker.allows():
            return None
        started = time.monotonic()
        try:
            used = use(self._owner.asker.ask(prompt(), seconds))
        except ModelFailed as error:
            log.info("the language model did not %s: %s", task, error)
        except Exception:  # a fault of ours must not cost the shopper the answer
            log.exception("the language model's answer could not be used")
        else:
            breaker.succeeded()
            return used
        finally:
            self._left -= time.monotonic() - started
        breaker.failed()
        return None


def _checked(answer: str, plain: Plain, problem: Callable[[str], str]) -> str:
    """The polished reply. Raises `ModelFailed` where it says anything else than the plain one, or
    anything that the catalogue does not bear out."""
    answer = answer.strip()
    if reason := objection(answer, plain) or problem(answer):
        raise ModelFailed(reason)
    return answer
