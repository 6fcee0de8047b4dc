"""How often, and how much: a bucket a caller, which fills with time."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST = 10_000  # callers at a time; beyond, the one seen longest ago starts anew


@dataclass
class _Bucket:
    level: float
    at: float


class Rates:
    """A caller may spend `burst` at once, and `per_minute` on end."""

    def __init__(
        self, per_minute: float, burst: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.per_minute = per_minute
        self.burst = burst
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, name: str, cost: float = 1.0, per_minute: float = 0.0) -> float:
        """Spend; 0 where that was allowed, else the seconds until it would be. `per_minute`: of
        this caller, where it is not what everyone may. What costs more than a burst is never
        allowed, and told to wait for a minute."""
        rate = per_minute or self.per_minute
        burst = self.burst * rate / self.per_minute
        with self._lock:
            now = self._clock()
            bucket = self._buckets.pop(name, None) or _Bucket(burst, now)
            bucket.level = min(burst, bucket.level + (now - bucket.at) * rate / 60)
            bucket.at = now
            self._buckets[name] = bucket
            while len(self._buckets) > MOST:
                self._buckets.popitem(last=False)
            if cost <= bucket.level:
                bucket.level -= cost
                return 0.0
            return min(60.0, (cost - bucket.level) * 60 / rate) or 60.0
