"""What a comparison compares: two questions, one a figure, and what is done with their answers."""

from __future__ import annotations

from dataclasses import dataclass

from .arithmetic import Operation

MORE = "多 高 大 长 快 贵 早 远 重".split()
LESS = "少 低 小 短 慢 便宜 晚 近 轻".split()
_OPPOSITE = dict(zip(MORE, LESS, strict=True)) | dict(zip(LESS, MORE, strict=True))
ENGLISH_LESS = frozenset("less lower smaller fewer shorter cheaper slower younger".split())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two `questions`, one a figure, `labels` to tell them apart, and what is done with them.

    `adjective` is the question's word for more or less (多, 高, higher), "" for none. `whether` is set
    where the question is answered by yes or no: is the first one the larger (or the smaller) one?
    `stated_first` where articles mostly say the result themselves (比上年增长了…): it is computed only
    when none does.
    """

    operation: Operation
    questions: tuple[str, str]
    labels: tuple[str, str]
    adjective: str = ""
    whether: bool = False
    stated_first: bool = False


def opposite(adjective: str) -> str:
    """多 -> 少, 高 -> 低."""
    return _OPPOSITE.get(adjective, "少")


def is_less(adjective: str) -> bool:
    """Whether a comparative asks for the smaller one."""
    return adjective in LESS or adjective.lower() in ENGLISH_LESS
