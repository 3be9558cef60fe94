"""What a reader is: a question and passages in, scored spans and sentences out.

Every offset is a character of the passage *as given*, so a caller can cite
`passage[span.start:span.end]` word for word; how a reader folds or windows text is its own
business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate answer, `passage[start:end]`.

    `score` is the span's probability inside its own passage, given that the passage answers;
    compare passages by `Reading.answerable`.
    """

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one passage.

    Attributes:
        spans: best first, not overlapping; empty when the passage is empty.
        no_answer: raw null score, larger means less likely to answer (model units).
        answerable: 0..1, calibrated, comparable across the passages of a question.
        sentence_scores: one for each sentence span given, 0..1, larger is better evidence.
            They sum to at most 1 within a passage.
    """

    spans: tuple[Span, ...]
    no_answer: float
    answerable: float
    sentence_scores: tuple[float, ...]


class Reader(Protocol):
    """Anything that reads passages for a question."""

    def read(
        self,
        question: str,
        passages: Sequence[str],
        sentences: Sequence[Sequence[tuple[int, int]]],
    ) -> list[Reading]:
        """Read every passage for the question.

        Args:
            question: in any script or language that the reader knows.
            passages: the texts, any length (long ones are read in overlapping windows).
            sentences: for each passage the (start, end) of its sentences.

        Returns:
            One `Reading` a passage, in the order given.

        Raises:
            ValueError: `passages` and `sentences` differ in length.

        >>> reader = load_reader("lexical")
        >>> text = "织里镇有童装企业1.4万余家。全镇面积135.8平方公里。"
        >>> reading = reader.read("织里镇有多少家童装企业？", [text], [[(0, 15), (15, 30)]])[0]
        >>> reading.sentence_scores[0] > reading.sentence_scores[1]
        True
        """
        ...


EMPTY = Reading(spans=(), no_answer=0.0, answerable=0.0, sentence_scores=())


def check_arguments(
    passages: Sequence[str], sentences: Sequence[Sequence[tuple[int, int]]]
) -> None:
    """Raise `ValueError` unless there is one list of sentence spans a passage."""
    if len(passages) != len(sentences):
        raise ValueError(
            f"found {len(passages)} passages and {len(sentences)} lists of sentences, "
            "expected as many of each: give [] for a passage without sentence spans"
        )


def load_reader(
    name: str = "builtin", *, device: str | None = None, dtype: str | None = None
) -> Reader:
    """A reader by name.

    Args:
        name: "builtin" (ships with the project), "lexical" (no weights, the baseline), or the
            folder or hub id of an extractive question answering model.
        device: a torch device ("cpu", "cuda"); by default a GPU when there is one.
        dtype: "float32", "bfloat16", "float16", or "int8" (dynamic, CPU only). By default the
            built-in reader takes int8 on an x86 CPU with AVX2, anything else float32.

    Raises:
        ModelNotFound: the model is not on this machine; the message names the command to fetch it.
        ModelUnfit: what is there is no extractive question answering model.
    """
    if name == "lexical":
        from .lexical_reader import LexicalReader

        return LexicalReader()
    from .hub import model_folder
    from .registry import builtin_reader_folder, is_builtin_folder

    folder = builtin_reader_folder() if name == "builtin" else model_folder(name)
    if name == "builtin" or is_builtin_folder(folder):
        from .builtin_reader import BuiltinReader

        return BuiltinReader.load(folder, device=device, dtype=dtype)
    from .errors import ModelUnfit, first_line
    from .span_reader import SpanReader

    try:
        return SpanReader.load(folder, device=device, dtype=dtype)
    except (OSError, ValueError, KeyError) as error:
        raise ModelUnfit(
            name,
            f"it did not open as a reader ({first_line(error)})",
            "name an extractive question answering model",
        ) from error
