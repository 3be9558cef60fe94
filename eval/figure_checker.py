"""What the figure checker is worth: altered figures caught, rewritten ones let through.

Every sentence with a figure is taken as its own source. It is then *altered* (another figure: wrong to
let through) or *rewritten* (the same figure in another notation: wrong to stop), and judged by

    checker   `index.figures.verify_sentence`: value, unit, bound and place
    digits    every run of digits of the sentence stands in the source: what a search would do

A checker that stops everything catches all alterations, so the two rates are reported together.

>>> dict(alterations("销售额650亿元。"))["magnitude"]
'销售额650万元。'
>>> dict(rewritings("销售额650亿元。"))["magnitude"]
'销售额6500000万元。'
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from index.figures import verify_sentence
from index.normalise import fold_text
from index.sentences import sentence_spans

from .gold import digest
from .options import add_gates, add_samples, gates_hold
from .saved import metric_to_json
from .scoring import Metric, metric_of
from .table import aligned, number, with_interval

_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])")
_WIDE = {code: code + 0xFEE0 for code in range(0x30, 0x3A)}
_MAGNITUDES = {"亿": "万", "万": "亿"}
_BOUNDS = (("超过", "不到"), ("超", "不足"), ("近", "超"), ("以上", "以下"), ("不到", "超过"))
ARTICLES = Path(__file__).parent.parent / "articles"


def _first_digit_changed(number: str) -> str:
    return str(int(number[0]) % 9 + 1) + number[1:]


def alterations(sentence: str) -> Iterator[tuple[str, str]]:
    """`(kind, altered sentence)`: each says something else than the sentence."""
    found = _NUMBER.search(sentence)
    if found:
        start, end = found.span()
        number = found.group()
        yield "digit", sentence[:start] + _first_digit_changed(number) + sentence[end:]
        turned = number[::-1].lstrip("0")
        if "." not in number and turned != number:
            yield "order", sentence[:start] + turned + sentence[end:]
    for before, after in _MAGNITUDES.items():
        magnitude = re.search(rf"(?<=\d){before}(?=[元人户件亩家平])", sentence)
        if magnitude:
            yield "magnitude", sentence[: magnitude.start()] + after + sentence[magnitude.end() :]
    if re.search(r"\d%", sentence):
        yield "unit", re.sub(r"(?<=\d)%", "个百分点", sentence, count=1)
    for before, after in _BOUNDS:
        pattern = rf"{before}(?=\d)" if before != "以上" else r"(?<=[\d亿万元人个户岁%])以上"
        if re.search(pattern, sentence):
            yield "bound", re.sub(pattern, after, sentence, count=1)
            break


def rewritings(sentence: str) -> Iterator[tuple[str, str]]:
    """`(kind, rewritten sentence)`: each says the same as the sentence."""
    if re.search(r"\d", sentence):
        yield "full width", sentence.translate(_WIDE)
    long_number = re.search(r"(?<![\d.])\d{4,}(?=[元人户件亩家个])", sentence)
    if long_number:
        grouped = f"{int(long_number.group()):,}"
        yield (
            "separators",
            sentence[: long_number.start()] + grouped + sentence[long_number.end() :],
        )
    hundreds = re.search(r"(?<![\d.])(\d+(?:\.\d+)?)亿(?=[元人件])", sentence)
    if hundreds:
        value = format((Decimal(hundreds.group(1)) * 10000).normalize(), "f")
        yield "magnitude", f"{sentence[: hundreds.start()]}{value}万{sentence[hundreds.end() :]}"
    small = re.search(r"(?<![\d.第年月])(\d{1,2})(?=个(?!百分)|家|名|户|项|座)", sentence)
    if small:
        yield (
            "numerals",
            sentence[: small.start()] + _chinese(small.group()) + sentence[small.end() :],
        )
    percent = re.search(r"(?<![\d.])(\d+(?:\.\d+)?)%(?!以)", sentence)
    if percent:
        written = f"百分之{_chinese(percent.group(1))}"
        yield "per cent", sentence[: percent.start()] + written + sentence[percent.end() :]


def _chinese(number: str) -> str:
    import cn2an

    return str(cn2an.an2cn(number))


def by_checker(sentence: str, source: str) -> bool:
    """Whether the figure checker lets the sentence stand."""
    return all(checked.supported for checked in verify_sentence(sentence, source))


def by_digits(sentence: str, source: str) -> bool:
    """Whether every run of digits of the sentence stands in the source."""
    known = set(_NUMBER.findall(fold_text(source)))
    return all(number in known for number in _NUMBER.findall(fold_text(sentence)))


JUDGES: dict[str, Callable[[str, str], bool]] = {"checker": by_checker, "digits": by_digits}


def sentences_with_figures(texts: Iterable[str]) -> list[str]:
    """Sentences of the texts that print an Arabic number, in order, each once."""
    found: dict[str, None] = {}
    for text in texts:
        for start, end in sentence_spans(text):
            if _NUMBER.search(text[start:end]):
                found[text[start:end]] = None
    return list(found)


def judge(sentences: Iterable[str]) -> dict[str, list[tuple[bool, str, str]]]:
    """By "judge/caught/kind" and "judge/let through/kind": `(right, sentence judged, source)`."""
    outcomes: dict[str, list[tuple[bool, str, str]]] = {}
    for source in sentences:
        for name, accepts in JUDGES.items():
            for kind, altered in alterations(source):
                row = (not accepts(altered, source), altered, source)
                outcomes.setdefault(f"{name}/caught/{kind}", []).append(row)
                outcomes.setdefault(f"{name}/caught", []).append(row)
            for kind, rewritten in rewritings(source):
                row = (accepts(rewritten, source), rewritten, source)
                outcomes.setdefault(f"{name}/let through/{kind}", []).append(row)
                outcomes.setdefault(f"{name}/let through", []).append(row)
    return outcomes


def add_command(commands: Any) -> None:
    """`python -m eval figures`."""
    parser = commands.add_parser(
        "figures", help="the figure checker on altered and rewritten sentences"
    )
    parser.add_argument(
        "texts", nargs="*", type=Path, help="text files; default the bundled articles"
    )
    parser.add_argument("--failures", type=int, default=10, help="to print (%(default)s)")
    add_samples(parser)
    add_gates(parser)
    parser.set_defaults(do=run)


def run(options: argparse.Namespace) -> int:
    """Judge all sentences of the texts and print both rates."""
    paths = options.texts or sorted(ARTICLES.glob("*.txt"))
    sentences = sentences_with_figures(path.read_text(encoding="utf-8") for path in paths)
    outcomes = judge(sentences)
    metrics = {}
    for name in sorted(outcomes):
        rights = [float(right) for right, _, _ in outcomes[name]]
        # The variants of one sentence are drawn together.
        sources = [source for _, _, source in outcomes[name]]
        metrics[name] = metric_of(
            rights, [1.0] * len(rights), samples=options.samples, clusters=sources
        )
    if options.json:
        found = {
            "about": {"data_sha256": digest(paths), "sentences": len(sentences)},
            "metrics": {name: metric_to_json(metric) for name, metric in metrics.items()},
        }
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        table = checker_rows(metrics)
        sys.stdout.write("\n".join(aligned(table)) + "\n")
        wrong = [
            (name, sentence, source)
            for name in sorted(outcomes)
            if name.startswith("checker/") and name.count("/") == 2
            for right, sentence, source in outcomes[name]
            if not right
        ]
        for name, sentence, source in wrong[: options.failures]:
            sys.stdout.write(f"\n- {name}\n  {sentence}\n  source {source}\n")
    return 0 if gates_hold(options, metrics) else 1


def checker_rows(metrics: dict[str, Metric], *, intervals: bool = False) -> list[list[str]]:
    """Header and one line a kind: sentences, then the rate of each judge."""
    kinds = sorted({name.split("/", 1)[1] for name in metrics})
    table = [["", "sentences", *JUDGES]]
    for kind in kinds:
        cells = [metrics[f"{name}/{kind}"] for name in JUDGES]
        rates = [with_interval(kind, m) if intervals else number(kind, m) for m in cells]
        table.append([kind, str(cells[0].rows), *rates])
    return table
