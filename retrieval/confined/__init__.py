"""Work on strangers' files in processes of their own, bounded in time and memory."""

from retrieval.confined.pool import Overrun, Pool, WorkLimits
from retrieval.confined.process import Process

__all__ = ["Overrun", "Pool", "Process", "WorkLimits"]
