"""A server in a thread."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

from ui import Settings, create_app


class Server:
    """A running server; `url` ends without a slash."""

    def __init__(self, assistant: Any, settings: Settings) -> None:
        import uvicorn

        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.assistant = assistant
        self.settings = settings
        self.url = f"http://127.0.0.1:{port}"
        self.app = create_app(assistant, settings)
        config = uvicorn.Config(
            self.app,
            port=port,
            log_level="error",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> Server:
        self._thread.start()
        deadline = time.monotonic() + 30
        while not self._server.started:
            assert time.monotonic() < deadline, "the server did not start within 30 s"
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)
