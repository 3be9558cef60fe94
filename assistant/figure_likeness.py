"""Whether two figures are the same, or one falls under the condition that the other states."""

from __future__ import annotations

from collections.abc import Sequence

from index.figures import Figure

from .figure_labels import Label


def are_equal(figure: Figure, other: Figure) -> bool:
    """Whether two figures have the same value, and units that do not contradict each other."""
    return (
        figure.value is not None
        and figure.value == other.value
        and (not other.unit or figure.unit == other.unit)
    )


def same_condition(asked: Sequence[Figure], label: Label) -> bool | None:
    """Whether a condition of the figure is one of the question; `None` where either has none."""
    if not asked or not label.conditions:
        return None
    return any(_meets(condition, other) for condition in label.conditions for other in asked)


def _meets(condition: Figure, asked: Figure) -> bool:
    """Whether what is asked about falls under a condition: 83岁 under 80周岁以上."""
    if are_equal(condition, asked):
        return True
    if asked.bound != "exact" or asked.value is None or condition.value is None:
        return False
    if not asked.unit or asked.unit != condition.unit:
        return False
    if condition.high is not None:
        return condition.value <= asked.value <= condition.high
    if condition.bound in ("at_least", "over"):
        return asked.value >= condition.value
    return condition.bound in ("at_most", "under") and asked.value <= condition.value
