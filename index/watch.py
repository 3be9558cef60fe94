"""Keep a collection in step with folders, by looking again and again.

Looking costs a `stat` a file, and unlike change notices it also works on network drives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from .build import BuildReport
from .collection import Collection
from .errors import IndexBusy


def watch(
    collection: Collection,
    paths: Sequence[Path],
    *,
    on_change: Callable[[BuildReport], None],
    interval: float = 2.0,
    stop: Event | None = None,
) -> None:
    """Build every `interval` seconds until `stop` is set; report what changed.

    A file that is half written is read again when it has grown. While another process writes, a
    round is left out.
    """
    stop = stop or Event()
    seen: tuple[str, ...] = ()
    while not stop.wait(interval):
        try:
            report = collection.build(paths)
        except IndexBusy:
            continue
        except FileNotFoundError:
            # The folder itself is away, as when a drive is unplugged: nothing is forgotten.
            continue
        problems = tuple(str(problem) for problem in report.problems)
        if report.added or report.removed or problems != seen:
            on_change(report)
        seen = problems
