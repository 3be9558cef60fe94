"""Benchmarks that others made, read from where people have them; nothing of them is bundled.

A benchmark is documents and questions over them, whatever file it came from. Three tasks:

    reading     the gold document is given: does the reader find the answer?
    retrieval   all documents are indexed: is the gold one found?
    answers     the assistant answers from all documents: end to end

RGB and UHGEval have a task of their own: false or missing evidence, and claims (`rgb`, `uhgeval`).
They are for measuring only: no weight, threshold or rule may be made on them.
"""

from .form import Benchmark, BenchmarkQuestion, Reference
from .own_rgb import own_rows
from .readers import NAMES, open_benchmark
from .rgb import RgbSettings, read_rgb, run_rgb
from .tasks import run_answers, run_reading, run_retrieval
from .uhgeval import read_uhgeval, run_uhgeval

__all__ = [
    "NAMES",
    "Benchmark",
    "BenchmarkQuestion",
    "Reference",
    "RgbSettings",
    "open_benchmark",
    "own_rows",
    "read_rgb",
    "read_uhgeval",
    "run_answers",
    "run_reading",
    "run_retrieval",
    "run_rgb",
    "run_uhgeval",
]
