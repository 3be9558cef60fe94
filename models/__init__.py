"""Models that ship with the project, and the way to larger ones.

Nothing here knows of articles or indexes: text in, vectors, spans and scores out.
"""

from __future__ import annotations

from .embedding import load_embedder
from .errors import GenerationFailed, ModelError, ModelNotFound, ModelUnfit
from .generation import Generator, Limits, Message, load_generator
from .late_interaction import LATE_WEIGHT, LateInteraction, late_interaction
from .reading import Reader, Reading, Span, load_reader
from .registry import PROFILES, Profile
from .reranking import Reranker, load_reranker
from .term_translation import Term, TermTranslator

__all__ = [
    "LATE_WEIGHT",
    "PROFILES",
    "GenerationFailed",
    "Generator",
    "LateInteraction",
    "Limits",
    "Message",
    "ModelError",
    "ModelNotFound",
    "ModelUnfit",
    "Profile",
    "Reader",
    "Reading",
    "Reranker",
    "Span",
    "Term",
    "TermTranslator",
    "late_interaction",
    "load_embedder",
    "load_generator",
    "load_reader",
    "load_reranker",
]
