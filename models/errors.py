"""Every error that the models raise on purpose.

    ModelError
    ├── ModelNotFound       neither a folder here nor in the local hub cache
    ├── ModelUnfit          it is here, but not of the kind that was asked for
    └── GenerationFailed    a language model, here or behind a URL, gave no text

Each message says what was looked for, where, and the command that mends it.
"""


class ModelError(Exception):
    """Root of the model errors that a user can do something about."""


class ModelNotFound(ModelError, FileNotFoundError):
    """A model was named that is not on this machine."""

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(f"no model {name!r} on this machine: {remedy}")
        self.name = name
        self.remedy = remedy


class ModelUnfit(ModelError, ValueError):
    """A model was named that cannot do what it was named for."""

    def __init__(self, name: str, found: str, remedy: str) -> None:
        super().__init__(f"the model {name!r} cannot be used here: {found}; {remedy}")
        self.name = name


class GenerationFailed(ModelError):
    """No text, or no more of it, came from a language model."""


def first_line(error: BaseException) -> str:
    """The first line of an error of a library, cut to what a reader takes in."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
