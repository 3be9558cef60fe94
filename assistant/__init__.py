"""Question in, cited answer out.

>>> assistant = open_default()                                     # doctest: +SKIP
>>> assistant.ask("织里镇一年生产多少件童装？").short_answer       # doctest: +SKIP
'14.5亿件(套)'
"""

from __future__ import annotations

from .answer import (
    Answer,
    AnswerFigure,
    Citation,
    Conflict,
    ConflictValue,
    Sentence,
    answer_to_json,
    citation_to_json,
)
from .assistant import LONGEST_QUESTION, Assistant, Turn
from .errors import AssistantError, EmptyQuestion, QuestionTooLong
from .opening import open_default
from .options import add_models, profile_of

__all__ = [
    "LONGEST_QUESTION",
    "Answer",
    "AnswerFigure",
    "Assistant",
    "AssistantError",
    "Citation",
    "Conflict",
    "ConflictValue",
    "EmptyQuestion",
    "QuestionTooLong",
    "Sentence",
    "Turn",
    "add_models",
    "answer_to_json",
    "citation_to_json",
    "open_default",
    "profile_of",
]
