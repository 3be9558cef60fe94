"""Questions back: to a first turn that points at nothing, and to a turn that may mean several things."""

from __future__ import annotations

import re

from index import Language

from .language import in_script

_POINTING = re.compile(
    r"^(?:请问)?(?P<zh>它们?|他们?(?![山乡国人])|她们?)|^(?:how \w+ (?:is|was|are|were|does|did)|(?:what|when|where|why|who|is|was|does|did)(?: (?:is|was|does|did))?) (?P<en>it(?! takes?\b| took\b| true\b| cost\b| possible\b)|they|he|she|its|their|his|her)\b"
)


def pointing_word(folded: str) -> str | None:
    """The pronoun that is all a first question says of its subject: there is nothing it points at.

    >>> pointing_word("它有多高?"), pointing_word("how high is it?"), pointing_word("其他地方呢?")
    ('它', 'it', None)
    >>> pointing_word("how long does it take to build the bridge?") is None
    True
    """
    match = _POINTING.match(folded)
    return None if match is None else match["zh"] or match["en"]


def whom_do_you_mean(pronoun: str, language: Language) -> str:
    """The question back to a first turn that points at something unsaid."""
    if language == "en":
        return f"What does “{pronoun}” stand for? Please ask again with its name."
    return in_script(f"“{pronoun}”指的是什么？请把名字写进问题里再问一次。", language)


def which_one(choices: tuple[str, ...], language: Language) -> str:
    """The question back to a turn that may mean several things."""
    if language == "en":
        return "Which one do you mean? " + " / ".join(choices)
    return in_script("您问的是哪一个？", language) + " ".join(choices)
