from __future__ import annotations
from collections.abc import Sequence
from ..article import Repair
from .lines import Line
def remove_injected(lines: Sequence[Line]) -> tuple[list[Line], list[Repair]]:
    return list(lines), []
