"""The tools through a pipe: for a program that starts this one."""

from __future__ import annotations

from functools import partial

import anyio
import anyio.to_thread
from mcp.server.stdio import stdio_server

from assistant.api.errors import NotReady
from assistant.api.mcp.server import Context, make_server
from assistant.api.ucp.catalogue import Shop
from assistant.startup import Opening

LOOK = 0.1  # seconds between two looks whether the assistant is there


def serve(opening: Opening, base: str = "") -> None:
    """Answer on standard input and output until the input ends. The assistant opens meanwhile:
    programs give up on a server that greets them late. `base`: where pictures are served."""
    opening.start()
    anyio.run(partial(_serve, opening, base))


async def _serve(opening: Opening, base: str) -> None:
    async def shop_of(ctx: Context) -> Shop:
        while opening.assistant is None:
            if opening.status.problem:
                raise NotReady(opening.status.problem)
            await anyio.sleep(LOOK)
        return Shop(opening.assistant, base)

    server = make_server(shop_of, anyio.to_thread.run_sync)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
