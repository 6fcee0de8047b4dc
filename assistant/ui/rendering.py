"""HTML made from templates. Everything that is filled in is escaped (Jinja's autoescape).

It is rendered here and not by a template of `gr.HTML`: those are evaluated as JavaScript template
literals after the values have been filled in, so that a title with `${…}` in it would run.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.ui.texts import Texts

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, t: Texts | None = None, **values: object) -> str:
    """One of the HTML templates beside this module, filled in; every value is escaped.

    `t` are the page's words, for a template that has some.
    """
    return _templates.get_template(template).render(t=t, **values)


def script(*names: str) -> str:
    """Scripts of the page's that run in the browser, one after the other."""
    folder = Path(__file__).parent / "scripts"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def picture_url(image: str) -> str:
    """Where the page finds a catalogue picture; "" for none. Relative: the app may be mounted."""
    return f"picture/{image}" if image else ""
