"""`python -m ui`: the page, the HTTP API and MCP in one process."""

from __future__ import annotations

import argparse
import errno
import logging
import socket
import sys
from pathlib import Path

from assistant.options import add_models, profile_of

from .settings import SettingsError, settings_from


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted; 0 when stopped, 1 when it cannot start, 2 for bad arguments."""
    parser = argparse.ArgumentParser(prog="python -m ui", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=7860, help="port to listen on")
    parser.add_argument("--index", type=Path, help="index folder (default: the bundled articles)")
    add_models(parser)
    options = parser.parse_args(arguments)
    profile = profile_of(options)
    try:
        settings = settings_from(host=options.host, port=options.port, generates=profile.generates)
        _require_free(settings.host, settings.port)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")

    import uvicorn

    from assistant import AssistantError, open_default
    from index import IndexingError
    from models import ModelError

    from .app import create_app

    sys.stderr.write("正在打开文章和模型… Opening the articles and the models…\n")
    try:
        assistant = open_default(options.index, profile=profile)
    except (IndexingError, AssistantError, ModelError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    app = create_app(assistant, settings)
    shown = "127.0.0.1" if settings.host in ("localhost", "127.0.0.1") else settings.host
    shown = f"[{shown}]" if ":" in shown else shown
    sys.stderr.write(f"问据 Wenju: http://{shown}:{settings.port}/  (Ctrl+C 停止 / to stop)\n")
    # Event streams of the page stay open: without a limit a stop would wait for them.
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        timeout_graceful_shutdown=3,
        server_header=False,
    )
    return 0


def _require_free(host: str, port: int) -> None:
    """SettingsError when the port cannot be had, before minutes go into loading models."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(f"port {port} is taken; choose another with --port") from None
        raise SettingsError(f"cannot listen on {host}:{port}: {error.strerror}") from None


if __name__ == "__main__":
    sys.exit(main())
