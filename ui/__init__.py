"""The page, the HTTP API and MCP over the assistant."""

from __future__ import annotations

from .app import create_app
from .settings import Settings, SettingsError, settings_from

__all__ = ["Settings", "SettingsError", "create_app", "settings_from"]
