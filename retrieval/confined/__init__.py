"""Work on strangers' files in processes of their own: bounded in time, memory and what they reach."""

from retrieval.confined.pool import Overrun, Pool, WorkLimits

__all__ = ["Overrun", "Pool", "WorkLimits"]
