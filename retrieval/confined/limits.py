"""What a process that looks at strangers' files may take, told to the operating system."""

from __future__ import annotations

import math
import resource

FILES = 64
"""Files that such a process may have open."""


def confine(memory: int, writes: int = 0) -> None:
    """Limit this process for good: bytes of memory, and of each file it writes.

    What passes the limit of memory is a `MemoryError`. No memory image is left of a process that
    is ended, as it would hold what a shopper sent.
    """
    _lower(resource.RLIMIT_AS, memory)
    _lower(resource.RLIMIT_FSIZE, writes)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, FILES)


def allow_seconds(seconds: float) -> None:
    """Have the system end this process when it has computed for `seconds` more, all threads
    together; to be said anew before each piece of work."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(usage.ru_utime + usage.ru_stime + seconds)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _lower(what: int, most: int) -> None:
    """Never above what the process may have already."""
    hard = resource.getrlimit(what)[1]
    least = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (least, least))
