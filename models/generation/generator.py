"""What a generator is: messages in, pieces of text out as they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from ..registry import Profile


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a generation ends at the latest: tokens written, seconds since it was asked for."""

    tokens: int = 400
    seconds: float = 120.0


def never() -> bool:
    """Nobody cancels."""
    return False


class Generator(Protocol):
    """Anything that goes on writing after messages. Safe to share between threads."""

    @property
    def name(self) -> str:
        """How the user named it."""
        ...

    def fits(self, messages: Sequence[Message]) -> bool:
        """Whether the messages, and an answer after them, have room in the model's context."""
        ...

    def stream(
        self, messages: Sequence[Message], *, cancelled: Callable[[], bool] = never
    ) -> Iterator[str]:
        """Pieces of the answer, as soon as they are there; thoughts of the model are left out.

        Ends at the model's own end, at the `Limits`, or soon after `cancelled()` is true; closing
        the iterator stops the model as well.

        Raises:
            GenerationFailed: no text came, or it broke off; the message says what to do.
        """
        ...


def load_generator(profile: Profile, limits: Limits | None = None) -> Generator | None:
    """The generator of a profile: its endpoint, else its checkpoint; None when it has none.

    Raises:
        ModelNotFound: the checkpoint is not on this machine; the message names the command.
        ModelUnfit: what is there is no chat model.
    """
    if profile.base_url:
        from .endpoint import EndpointGenerator

        return EndpointGenerator(
            profile.base_url,
            profile.api_model,
            context=profile.context,
            limits=limits or Limits(),
        )
    if profile.generator:
        from .checkpoint import CheckpointGenerator

        return CheckpointGenerator.load(
            profile.generator,
            device=profile.device,
            dtype=profile.dtype,
            context=profile.context,
            limits=limits or Limits(),
        )
    return None
