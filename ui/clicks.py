"""Clicks on what the page draws itself: one event for all of them, told apart by `data-act`."""

from __future__ import annotations

from typing import Any

import gradio as gr
from markupsafe import Markup

from .texts import InterfaceLanguage, t

# Clicks on anything with `data-act` inside an HTML block reach Python as one event.
CLICKS = """
element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-act]');
  if (target && element.contains(target)) trigger('click', window.wenju.acted(target));
});
"""


def close_html(language: InterfaceLanguage) -> str:
    """The button that closes the source on a narrow screen."""
    return str(
        Markup('<button type="button" data-close-source aria-label="{0}">× {0}</button>').format(
            t("close", language)
        )
    )


class Act:
    """What was clicked: `data-act` and the other data attributes, as the browser sends them.

    They come from the network, so they are read as text or whole numbers and nothing else.
    """

    def __init__(self, event: gr.EventData) -> None:
        data = getattr(event, "_data", None)
        self._data: dict[str, Any] = data if isinstance(data, dict) else {}

    @property
    def name(self) -> str:
        """The action."""
        return self.text("act")

    def text(self, key: str) -> str:
        """A text attribute; empty when absent."""
        value = self._data.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int:
        """A whole number; -1 when absent or malformed."""
        text = self.text(key)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
