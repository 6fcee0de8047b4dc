"""The processes in which recordings and clips are decoded."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from retrieval.confined import Overrun, Pool, WorkLimits
from retrieval.errors import AssistantError, BadMedia

log = logging.getLogger(__name__)
WORK = WorkLimits(seconds=45.0, memory=3 * 2**30)
"""Half a minute of 4096 × 2304 pixels takes most of it."""
PROCESSES = Pool("assistant.media.jobs", WORK)


def decoded(job: str, what: str, data: bytes, options: Mapping[str, Any]) -> tuple[Any, bytes]:
    """The outcome of a job of `assistant.media.jobs`; `what` names the file in messages.

    Raises `BadMedia`.
    """
    try:
        return PROCESSES.run(job, data, options)
    except Overrun as error:
        log.warning("a %s was given up: %s", what, error)
        raise BadMedia(
            f"This {what} takes too much work to open; make it shorter or smaller, or record it"
            " again."
        ) from error
    except AssistantError as error:
        raise BadMedia(str(error)) from error
