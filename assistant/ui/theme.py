"""Colours, type and spacing: Gradio's variables here, the page's own rules in style.css."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from assistant.ui.rendering import script

_HERE = Path(__file__).parent
STYLES = ("style.css", *sorted(f"styles/{one.name}" for one in (_HERE / "styles").glob("*.css")))
STYLE = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in STYLES)
MANIFEST = '<link rel="manifest" href="manifest.webmanifest">'
HEAD = f"{MANIFEST}<script>{script('shopper.js', 'taste.js', 'watching.js')}</script>"
"""Runs before anything of the page is there."""


def theme() -> gr.themes.Base:
    """Gradio's plainest theme in the page's colours, with a typeface that Gradio brings along."""
    # Weight 600 of this typeface as Gradio 6.31 ships it lacks most letters; 400 and 700 are whole.
    typeface = gr.themes.LocalFont("IBM Plex Sans", weights=(400, 700))
    return gr.themes.Base(
        font=[typeface, "system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
        radius_size=gr.themes.sizes.radius_lg,
    ).set(
        # These are also in the page before any style sheet, so they are figures: --paper and --ink.
        body_background_fill="#f7f7f4",
        body_background_fill_dark="#141615",
        body_text_color="#1b1d1c",
        body_text_color_dark="#eceeec",
        background_fill_primary="var(--surface)",
        background_fill_primary_dark="var(--surface)",
        border_color_primary="var(--line)",
        border_color_primary_dark="var(--line)",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        input_background_fill="var(--surface)",
        input_background_fill_dark="var(--surface)",
        color_accent="var(--accent)",
        color_accent_soft="var(--accent-soft)",
        color_accent_soft_dark="var(--accent-soft)",
        button_primary_background_fill="var(--accent)",
        button_primary_background_fill_dark="var(--accent)",
        button_primary_background_fill_hover="var(--accent)",
        button_primary_background_fill_hover_dark="var(--accent)",
        button_primary_text_color="var(--accent-ink)",
        button_primary_text_color_dark="var(--accent-ink)",
        link_text_color="var(--accent)",
        link_text_color_dark="var(--accent)",
    )
