"""A model behind an OpenAI-compatible address: POST …/chat/completions."""

from __future__ import annotations

import asyncio
import json
import os
import ssl
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import httpx

from assistant.llm.base import ModelFailed, Prompt
from retrieval.errors import ModelUnavailable

KEY = "ASSISTANT_LLM_KEY"
"""The environment variable that holds the key, where one is needed."""

LARGEST_BODY = 256 * 2**10  # bytes
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class HttpModel:
    """Named by its operator, so any host is fine, this machine too; redirects are not followed,
    nor are the environment's proxies used."""

    url: str  # up to and with "/v1"
    model: str = ""  # "": the first that the server lists
    key: str = field(default="", repr=False)

    @classmethod
    def of(cls, spec: str) -> HttpModel:
        """From `http(s)://host/v1[#model]`; nothing is asked yet. Raises `ModelUnavailable`."""
        address, _, model = spec.partition("#")
        try:
            url = httpx.URL(address.rstrip("/"))
        except (httpx.InvalidURL, ValueError) as error:
            raise ModelUnavailable(f"The language model's address is none: {error}.") from error
        if not url.host or url.userinfo or url.query:
            raise ModelUnavailable(
                "The language model's address is to be http(s)://host/v1[#model]; a key goes into "
                f"the environment as {KEY}."
            )
        key = os.environ.get(KEY, "").strip()
        if key and url.scheme == "http" and url.host not in _HERE:
            raise ModelUnavailable(
                f"{KEY} would travel to {url.host} unencrypted; use https, or unset it."
            )
        _tls()  # so that the first turn does not wait for it
        return cls(str(url), model, key)

    def complete(self, prompt: Prompt, seconds: float, tokens: int) -> str:
        """See `ChatModel`."""
        return asyncio.run(self._timed(prompt, seconds, tokens))

    async def _timed(self, prompt: Prompt, seconds: float, tokens: int) -> str:
        """The clock runs over all of it: connecting, and a server that sends byte by byte."""
        async with asyncio.timeout(seconds), self._client() as client:
            model = self.model or _first_model(await _json(client, "GET", f"{self.url}/models"))
            body = {
                "model": model,
                "messages": [
                    {"role": "system", "content": prompt.task},
                    {"role": "user", "content": prompt.data},
                ],
                "temperature": 0,
                "max_tokens": tokens,
                "stream": False,
            }
            return _content(await _json(client, "POST", f"{self.url}/chat/completions", body))

    def _client(self) -> httpx.AsyncClient:
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        return httpx.AsyncClient(
            headers=headers, verify=_tls(), timeout=None, follow_redirects=False, trust_env=False
        )


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()  # takes tens of milliseconds


async def _json(client: httpx.AsyncClient, method: str, url: str, body: Any = None) -> Any:
    """The JSON of an answer, of at most `LARGEST_BODY` bytes. Raises `ModelFailed`."""
    read = bytearray()
    async with client.stream(method, url, json=body) as response:
        if response.status_code != 200:
            raise ModelFailed(f"the server answers {response.status_code}")
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise ModelFailed("the server compresses, unasked")
        async for part in response.aiter_raw():
            read += part
            if len(read) > LARGEST_BODY:
                raise ModelFailed(f"the server sends more than {LARGEST_BODY:,} bytes")
    try:
        return json.loads(read)
    except (ValueError, RecursionError) as error:
        raise ModelFailed("the server's answer is no JSON") from error


def _first_model(listed: Any) -> str:
    try:
        name = listed["data"][0]["id"]
    except (LookupError, TypeError) as error:
        raise ModelFailed("the server lists no models") from error
    return str(name)


def _content(answer: Any) -> str:
    try:
        content = answer["choices"][0]["message"]["content"]
    except (LookupError, TypeError) as error:
        raise ModelFailed("the server's answer has no message") from error
    if not isinstance(content, str):
        raise ModelFailed("the server's message is no text")
    return content
