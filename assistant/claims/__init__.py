"""Check claims against the articles: supported, contradicted, or not enough information."""

from .check import Search, check_text, check_whole
from .claimed import Spelled
from .verdict import ClaimVerdict, FigureVerdict, Found, Verdict, render_verdict, verdict_to_json

__all__ = [
    "ClaimVerdict",
    "FigureVerdict",
    "Found",
    "Search",
    "Spelled",
    "Verdict",
    "check_text",
    "check_whole",
    "render_verdict",
    "verdict_to_json",
]
