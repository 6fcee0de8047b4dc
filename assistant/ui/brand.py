"""The house style as the page wears it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from assistant.house import House
from assistant.house.accent import style
from assistant.house.logo import drawn_logo
from assistant.ui.texts import Texts, name_of

TITLE = "Shopping assistant"


@dataclass(frozen=True)
class Brand:
    """A house style with its logo decoded."""

    house: House = House()
    logo: bytes = b""  # a WebP file; b"" for none

    @classmethod
    def of(cls, house: House) -> Brand:
        """From a style that was read. Raises `BadHouse` for a logo that cannot be shown."""
        return cls(house, drawn_logo(house.logo) if house.logo else b"")

    @property
    def title(self) -> str:
        """Of the browser's tab."""
        return self.house.name or TITLE

    @property
    def logo_url(self) -> str:
        """Where the page finds the logo; another logo has another address."""
        return f"logo?v={sha256(self.logo).hexdigest()[:16]}" if self.logo else ""

    @property
    def css(self) -> str:
        """Rules that stand behind the page's own."""
        return style(self.house.accent) if self.house.accent else ""

    def name(self, t: Texts) -> str:
        """What the assistant is called."""
        return self.house.name or t("brand")

    def welcome(self, t: Texts) -> str:
        """The line above everything before the first question."""
        return self.house.welcome(t.language) or t("welcome")

    def next_language(self, t: Texts) -> str:
        """What the language calls itself that the page is switched to."""
        return name_of(self.house.next_language(t.language))
