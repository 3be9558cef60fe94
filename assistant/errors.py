"""Every error that the assistant raises on purpose.

AssistantError
├── EmptyQuestion       nothing but white space was asked
└── QuestionTooLong     longer than a question can be
"""


class AssistantError(Exception):
    """Root of the errors that a user can do something about."""


class EmptyQuestion(AssistantError):
    """The question holds no word."""

    def __init__(self) -> None:
        super().__init__("问题是空的：请输入一个问题。 The question is empty: type a question.")


class QuestionTooLong(AssistantError):
    """The question is longer than the limit."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"问题有{length}个字，最多{limit}个：请缩短，或用“核对”检查整段文字。 "
            f"The question has {length} characters, at most {limit}: shorten it, "
            "or check a whole text with `check`."
        )
