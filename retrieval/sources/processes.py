"""The processes in which what strangers packed is unpacked."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from retrieval.confined import Overrun, Pool, WorkLimits
from retrieval.errors import AssistantError, BadFeed
from retrieval.trouble import check_machine

log = logging.getLogger(__name__)
WORK = WorkLimits(seconds=240.0, memory=1536 * 2**20, writes=2 * 2**30, uses=20)
PROCESSES = Pool("retrieval.sources.jobs", WORK)


def worked(job: str, path: Path, options: Mapping[str, Any]) -> tuple[Any, bytes]:
    """The outcome of a job of `retrieval.sources.jobs` on a file.

    Raises `BadFeed`, or `MachineTrouble` where the file is not to blame.
    """
    try:
        return PROCESSES.run(job, options={"path": str(path.resolve()), **options})
    except Overrun as error:
        log.warning("%s was given up: %s", path, error)
        raise BadFeed(
            f"{path} takes far more memory or time to unpack than a feed should; give it as plain"
            " CSV or JSON lines, unpacked."
        ) from error
    except AssistantError as error:
        check_machine(error)
        raise BadFeed(str(error)) from error
