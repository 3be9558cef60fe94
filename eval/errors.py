"""Every error that the evaluation raises on purpose.

EvaluationError
├── BadRow          a line of a gold or prediction file is not what the format says
├── UnknownSet      no such set, file or benchmark
└── UnknownMetric   a gate or comparison names a metric that was not measured
"""


class EvaluationError(Exception):
    """Root of the errors that a user can do something about."""


class BadRow(EvaluationError):
    """A line that cannot be read as a row."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(f"{path}, line {line}: {reason}")


class UnknownSet(EvaluationError):
    """There is no set or benchmark of that name."""


class UnknownMetric(EvaluationError):
    """No metric of that name was measured."""
