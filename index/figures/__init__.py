"""Figures: find every number of a text, say what it measures, and compare it with a source."""

from .compare import Match, compare
from .conflicts import Conflict, Located, find_conflicts, locate
from .figure import Bound, Direction, Figure, Kind, Subject, When
from .find import find_figures
from .reader_units import in_reader_units
from .table import FigureRow, figure_rows, filtered, write_csv, write_jsonl
from .verify import Checked, unsupported, verify_sentence

__all__ = [
    "Bound",
    "Checked",
    "Conflict",
    "Direction",
    "Figure",
    "FigureRow",
    "Kind",
    "Located",
    "Match",
    "Subject",
    "When",
    "compare",
    "figure_rows",
    "filtered",
    "find_conflicts",
    "find_figures",
    "in_reader_units",
    "locate",
    "unsupported",
    "verify_sentence",
    "write_csv",
    "write_jsonl",
]
