"""Conversations in Redis, which forgets them by itself."""

from __future__ import annotations

import redis

from assistant.conversations.stores.base import ANSWERS, Kept, StateStore

PREFIX = "assistant:conversation:"
_SAVE = """
if tonumber(redis.call('HGET', KEYS[1], 'version') or '0') ~= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'version', tonumber(ARGV[1]) + 1, 'content', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
"""
"""Compared and written in one go: Redis runs a script whole."""


class RedisStore(StateStore):
    """A hash a conversation: its version, and its content as bytes."""

    failures = (redis.RedisError, OSError)

    def __init__(self, address: str) -> None:
        super().__init__()
        self._redis = redis.Redis.from_url(
            address,
            socket_connect_timeout=ANSWERS,
            socket_timeout=ANSWERS,
            health_check_interval=30,
            retry=None,
        )
        self._saving = self._redis.register_script(_SAVE)

    def _load(self, name: str) -> Kept | None:
        version, content = self._redis.hmget(PREFIX + name, ["version", "content"])
        if not isinstance(content, bytes) or version is None:
            return None
        return Kept(content, int(version))

    def _version(self, name: str) -> int:
        return int(self._redis.hget(PREFIX + name, "version") or 0)

    def _save(self, name: str, content: bytes, version: int, seconds: float) -> bool:
        given: list[bytes | int] = [version, content, int(seconds * 1000)]
        return bool(self._saving(keys=[PREFIX + name], args=given))

    def _end(self, name: str) -> None:
        self._redis.delete(PREFIX + name)

    def close(self) -> None:
        self._redis.close()
