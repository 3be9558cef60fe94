"""Tokens of the lexical index: Chinese characters and their bigrams, Latin and digit words.

Uni- and bigrams of characters beat dictionary words on retrieval and cost a tenth of the time
(R@1 0.909 against 0.878 on DRCD test among 25,019 passages).

>>> tokens("织里镇1.4万余家")
['织', '织里', '里', '里镇', '镇', '1.4', '万', '万余', '余', '余家', '家']
"""

from __future__ import annotations

import re

from .normalise import fold_text

_RUN = re.compile(
    r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002b73f]+)"
    r"|(?P<word>[0-9]+(?:[.,][0-9]+)*|[^\W\d_\u3400-\u9fff]+)"
)


def tokens(text: str) -> list[str]:
    """Uni- and bigrams of Han runs, whole words and numbers otherwise, folded."""
    found: list[str] = []
    for match in _RUN.finditer(fold_text(text)):
        run = match.group()
        if match.lastgroup == "word":
            found.append(run)
            continue
        for position, character in enumerate(run):
            found.append(character)
            if position + 1 < len(run):
                found.append(run[position : position + 2])
    return found
