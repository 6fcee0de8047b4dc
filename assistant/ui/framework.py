"""What the framework keeps of an open page besides what this program does: it is forgotten too.

For links into a page, which this server does not have, Gradio keeps the value of each component as
it was last shown, the chat among them, for as long as there is room.
"""

from __future__ import annotations

from typing import Any

from gradio.routes import App


class Framework:
    """Gradio's application, once there is one."""

    def __init__(self) -> None:
        self.app: App | None = None

    def forget(self, page: str) -> None:
        """Drop what was shown on a page; what its components can do stays as it is."""
        state = self.app.state_holder.session_data.get(page) if self.app else None
        if self.app is None or state is None:
            return
        usual = self.app.state_holder.blocks.default_config.blocks
        for key, block in state.blocks_config.blocks.items():
            if block is not usual.get(key) and hasattr(block, "value"):
                block.value = None
                for given in getattr(block, "_constructor_args", None) or []:
                    given.pop("value", None)
        for config in state.config_values.values():
            shown: dict[str, Any] = (config or {}).get("props", {})
            if "value" in shown:
                shown["value"] = None
