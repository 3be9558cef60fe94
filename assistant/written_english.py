"""An English question in the words by which Chinese papers tell of the same: GDP, the first quarter.

The reader has learned few English words for what papers count every month, and knows the printed ones
best. Only set phrases are replaced, each by the one that means the same.

>>> in_written_english("How big was the county's economic output in the first three months of 2019?")
"How big was the county's GDP in the first quarter of 2019?"
"""

from __future__ import annotations

import re

_WRITTEN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(spoken, re.IGNORECASE), written)
    for spoken, written in (
        (r"\b(?:total )?economic output\b", "GDP"),
        (r"\b(?:the )?size of (?P<whose>[\w'’ \u4e00-\u9fff]{2,40}?)(?:['’]s)? economy\b", r"GDP of \g<whose>"),
        (r"\b(?P<how>how (?:big|large) (?:is|was) [^?]{2,40}?['’]s) economy\b", r"\g<how> GDP"),
        (r"\bgross (?:domestic|regional) product\b", "GDP"),
        (r"\b(?:first|opening) (?:three|3) months(?= of\b)", "first quarter"),
        (r"\b(?:first|opening) (?:six|6) months(?= of\b)", "first half"),
        (r"\b(?:first|opening) (?:nine|9) months(?= of\b)", "first three quarters"),
        (r"\b(?:a |one )?quarter of an hour\b|\b(?:a )?quarter[- ]hour(?='?s?\b)", "15 minutes"),
        (r"\bthree[- ]quarters of an hour\b", "45 minutes"),
    )
)  # fmt: skip


def in_written_english(question: str) -> str:
    """`question` with set phrases of English as they are told in Chinese papers.

    >>> in_written_english("Who lives within a quarter of an hour of a nursery?")
    'Who lives within 15 minutes of a nursery?'
    """
    for spoken, written in _WRITTEN:
        question = spoken.sub(written, question)
    return question
