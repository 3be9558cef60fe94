"""Every error that the models raise on purpose.

    ModelError
    └── ModelNotFound       neither a folder here nor in the local hub cache

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
