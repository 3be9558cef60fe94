"""Models that ship with the project, and the way to larger ones.

Nothing here knows of articles or indexes: text in, vectors, spans and scores out.
"""

from __future__ import annotations

from .reading import Reader, Reading, Span, load_reader
from .registry import PROFILES, Profile

__all__ = ["PROFILES", "Profile", "Reader", "Reading", "Span", "load_reader"]
