"""Models that ship with the project, and the way to larger ones.

Nothing here knows of articles or indexes: text in, vectors, spans and scores out.
"""

from __future__ import annotations

from .embedding import load_embedder
from .errors import ModelNotFound
from .late_interaction import LATE_WEIGHT, LateInteraction, late_interaction
from .reading import Reader, Reading, Span, load_reader
from .registry import PROFILES, Profile
from .term_translation import Term, TermTranslator

__all__ = [
    "LATE_WEIGHT",
    "PROFILES",
    "LateInteraction",
    "ModelNotFound",
    "Profile",
    "Reader",
    "Reading",
    "Span",
    "Term",
    "TermTranslator",
    "late_interaction",
    "load_embedder",
    "load_reader",
]
