"""Figures: find every number of a text, say what it measures, and compare it with a source."""

from .compare import Match, compare
from .conflicts import Conflict, ConflictRow, Located, conflict_rows, find_conflicts, locate
from .figure import Bound, Direction, Figure, Kind, Subject, When
from .find import find_figures
from .reader_units import in_reader_units
from .table import (
    MEASURED,
    FigureRow,
    Order,
    figure_rows,
    filtered,
    ordered,
    units_of,
    write_csv,
    write_jsonl,
)
from .verify import Checked, unsupported, verify_sentence

__all__ = [
    "MEASURED",
    "Bound",
    "Checked",
    "Conflict",
    "ConflictRow",
    "Direction",
    "Figure",
    "FigureRow",
    "Kind",
    "Located",
    "Match",
    "Order",
    "Subject",
    "When",
    "compare",
    "conflict_rows",
    "figure_rows",
    "filtered",
    "find_conflicts",
    "find_figures",
    "in_reader_units",
    "locate",
    "ordered",
    "units_of",
    "unsupported",
    "verify_sentence",
    "write_csv",
    "write_jsonl",
]
