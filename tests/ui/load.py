"""Many askers at once against a running server: what they get, how long it takes.

    python -m tests.ui.load --url http://127.0.0.1:7860 --askers 50 --seconds 60 QUESTION...

Each asker asks again as soon as it has its answer; one that is turned down with a 429 waits as
long as `Retry-After` says. With `--pid`, the server's, its memory is read at a third of the time
and at the end. Exit status 1 when anything but 200 and 429 came back.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

import httpx


async def asker(
    client: httpx.AsyncClient, questions: list[str], number: int, until: float
) -> list[tuple[int, float]]:
    """(status, seconds) of each request of one asker."""
    found: list[tuple[int, float]] = []
    while time.monotonic() < until:
        question = questions[(number + len(found)) % len(questions)]
        started = time.monotonic()
        response = await client.post("/api/ask", json={"question": question})
        found.append((response.status_code, time.monotonic() - started))
        if response.status_code == 429:
            await asyncio.sleep(float(response.headers["Retry-After"]))
    return found


def memory_mb(pid: int) -> int:
    """Resident memory of a process, as Linux tells it."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


async def memory_after(pid: int | None, seconds: float) -> int | None:
    """The memory when the server has warmed up."""
    await asyncio.sleep(seconds)
    return None if pid is None else memory_mb(pid)


async def run(
    url: str, questions: list[str], askers: int, seconds: float, pid: int | None = None
) -> int:
    """All askers together; prints statuses and percentiles."""
    limits = httpx.Limits(max_connections=askers)
    async with httpx.AsyncClient(base_url=url, timeout=120, limits=limits, verify=False) as client:
        until = time.monotonic() + seconds
        early, lists = await asyncio.gather(
            memory_after(pid, seconds / 3),
            asyncio.gather(*(asker(client, questions, n, until) for n in range(askers))),
        )
    results = [result for one in lists for result in one]
    statuses = Counter(status for status, _ in results)
    answered = sorted(taken for status, taken in results if status == 200)
    sys.stdout.write(f"requests {len(results)}, statuses {dict(statuses)}\n")
    if answered:
        p95 = answered[int(0.95 * (len(answered) - 1))]
        sys.stdout.write(
            f"answers: median {statistics.median(answered):.2f} s, p95 {p95:.2f} s, "
            f"{len(answered) / seconds:.1f} a second\n"
        )
    if pid is not None:
        sys.stdout.write(f"memory: {early} MB at a third of the time, {memory_mb(pid)} MB after\n")
    return 0 if set(statuses) <= {200, 429} else 1


def main() -> int:
    """Parse the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:7860")
    parser.add_argument("--askers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pid", type=int, help="the server's process, to read its memory")
    parser.add_argument("questions", nargs="+")
    options = parser.parse_args()
    return asyncio.run(
        run(options.url, options.questions, options.askers, options.seconds, options.pid)
    )


if __name__ == "__main__":
    sys.exit(main())
