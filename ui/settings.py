"""What the server may do, from the environment.

| variable | meaning | default |
|---|---|---|
| `WENJU_USER`, `WENJU_PASSWORD` | who may use the page; required off loopback | none |
| `WENJU_API_KEYS` | comma-separated keys for scripts (`Authorization: Bearer KEY`) | none |
| `WENJU_WORKERS` | questions answered at the same time | 2 |
| `WENJU_WAITING` | questions that may wait for a worker; more get a 429 | 16 |
| `WENJU_TIMEOUT` | seconds until a request is given up with a 504 | 30; with a language model 180 |
| `WENJU_RATE` | requests a minute and client; 0: no limit | 0 on loopback, else 240 |
| `WENJU_MAX_QUESTION` | characters of a question | 1000 |
| `WENJU_MAX_CHECK` | characters of a text to check | 20000 |
| `WENJU_READ_ONLY` | 1: articles cannot be added or removed over the web | 0 |
| `WENJU_MAX_UPLOAD_MB` | size of one request's body | 32 |
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class SettingsError(Exception):
    """The server cannot start with these settings; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and credentials of one server."""

    host: str = "127.0.0.1"
    port: int = 7860
    user: str | None = None
    password: str | None = None
    api_keys: tuple[str, ...] = ()
    workers: int = 2
    waiting: int = 16
    timeout: float = 30.0
    rate: int = 0
    max_question: int = 1000
    max_check: int = 20_000
    max_upload_mb: int = 32
    read_only: bool = False
    feedback_file: Path | None = None
    upload_folder: Path | None = None

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)

    @property
    def protected(self) -> bool:
        """Whether a password or key is asked for."""
        return self.user is not None


def is_loopback(host: str) -> bool:
    """Whether `host` names this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def settings_from(
    environment: Mapping[str, str] = os.environ,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    generates: bool = False,
) -> Settings:
    """Settings from the environment; SettingsError when they would not be safe.

    `generates`: a language model phrases the answers, which takes longer.
    """
    user, password = environment.get("WENJU_USER"), environment.get("WENJU_PASSWORD")
    if bool(user) != bool(password):
        raise SettingsError(
            "found only one of WENJU_USER and WENJU_PASSWORD; set both, or neither on 127.0.0.1"
        )
    if not is_loopback(host) and not user:
        raise SettingsError(
            f"--host {host} lets other machines in, and no password is set; "
            "set WENJU_USER and WENJU_PASSWORD (and WENJU_API_KEYS for scripts), "
            "or leave --host at 127.0.0.1"
        )
    if password and not is_loopback(host) and len(password) < 8:
        raise SettingsError("WENJU_PASSWORD has fewer than 8 characters; choose a longer one")
    keys = tuple(key.strip() for key in environment.get("WENJU_API_KEYS", "").split(","))
    return Settings(
        host=host,
        port=port,
        user=user or None,
        password=password or None,
        api_keys=tuple(key for key in keys if key),
        workers=_whole(environment, "WENJU_WORKERS", 2, least=1),
        waiting=_whole(environment, "WENJU_WAITING", 16, least=0),
        timeout=float(_whole(environment, "WENJU_TIMEOUT", 180 if generates else 30, least=1)),
        rate=_whole(environment, "WENJU_RATE", 0 if is_loopback(host) else 240, least=0),
        max_question=_whole(environment, "WENJU_MAX_QUESTION", 1000, least=1),
        max_check=_whole(environment, "WENJU_MAX_CHECK", 20_000, least=1),
        max_upload_mb=_whole(environment, "WENJU_MAX_UPLOAD_MB", 32, least=1),
        read_only=_whole(environment, "WENJU_READ_ONLY", 0, least=0) > 0,
        feedback_file=_data_folder(environment) / "feedback.jsonl",
        upload_folder=_data_folder(environment) / "uploads",
    )


def _whole(environment: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    text = environment.get(name)
    if not text:
        return default
    try:
        value = int(text)
    except ValueError:
        value = least - 1
    if value < least:
        raise SettingsError(f"{name} is {text!r}; expected a whole number, at least {least}")
    return value


def _data_folder(environment: Mapping[str, str]) -> Path:
    """The per-user data folder of the XDG base directory specification."""
    base = environment.get("XDG_DATA_HOME")
    root = Path(base) if base else Path(environment.get("HOME", "~")).expanduser() / ".local/share"
    return root / "wenju"
