"""Counters in the Prometheus text format. They stay on the machine: nothing is pushed."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0)


class Metrics:
    """The metrics of one server; each has its own registry, so that tests do not share counts."""

    content_type = "text/plain; version=0.0.4; charset=utf-8"

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "wenju_requests_total",
            "Requests by operation and outcome (ok, busy, slow, left, error).",
            ("operation", "outcome"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "wenju_request_seconds",
            "Seconds from arrival to the end of the answer, waiting included.",
            ("operation",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._answers = Counter(
            "wenju_answers_total",
            "Answers by kind of question and whether they refused.",
            ("kind", "abstained"),
            registry=self._registry,
        )
        self._articles = Gauge(
            "wenju_articles", "Articles in the collection.", registry=self._registry
        )
        self._busy = Gauge("wenju_busy", "Requests at work now.", registry=self._registry)
        self._waiting = Gauge("wenju_waiting", "Requests waiting now.", registry=self._registry)

    def worked(self, operation: str, outcome: str, seconds: float) -> None:
        """Count one finished request."""
        self._requests.labels(operation, outcome).inc()
        self._seconds.labels(operation).observe(seconds)

    def answered(self, kind: str, abstained: bool) -> None:
        """Count one answer."""
        self._answers.labels(kind, "true" if abstained else "false").inc()

    def exposition(self, *, articles: int, busy: int, waiting: int) -> bytes:
        """The text that Prometheus scrapes."""
        self._articles.set(articles)
        self._busy.set(busy)
        self._waiting.set(waiting)
        return generate_latest(self._registry)
