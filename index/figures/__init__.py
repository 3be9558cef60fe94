"""Figures: find every number of a text, say what it measures, and compare it with a source."""

from .figure import Bound, Direction, Figure, Kind, Subject, When
from .find import find_figures

__all__ = ["Bound", "Direction", "Figure", "Kind", "Subject", "When", "find_figures"]
