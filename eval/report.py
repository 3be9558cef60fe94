"""A report that people read: one HTML page without any network, Markdown, and JSON.

Everything that comes from articles, questions or answers is escaped. The page filters its rows with
a few lines of script of its own; without script it still shows everything, failures first.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from .goals import GOALS
from .plots import confusion_plot, interval_bars, latency_plot, risk_coverage_plot
from .report_look import SCRIPT, STYLE
from .report_words import FAILURES, Language, failure_kind, words
from .saved import SavedRun
from .scoring import LOWER_IS_BETTER, Metric
from .table import OVERALL, markdown_table, number, one_sided, task_rows

TITLES = {
    "question": "Questions",
    "unanswerable": "Questions that the articles do not answer",
    "turn": "Turns of conversations",
    "claim": "Claims",
    "variant": "The same questions, written otherwise",
}
_HEADLINES = tuple(goal.name for goal in GOALS if goal.part == "own")


def _html_table(rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in rows[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:]
    )
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _headlines(metrics: Mapping[str, Metric]) -> dict[str, Metric]:
    return {name: metrics[name] for name in _HEADLINES if name in metrics}


def _about_line(about: Mapping[str, Any]) -> str:
    parts = [
        f"sets {', '.join(about['sets'])}",
        f"data {about['data_sha256']}",
        f"date {about['date']}",
    ]
    parts += [f"{key} {about[key]}" for key in ("profile", "without") if about.get(key)]
    return " · ".join(parts)


def _choices(name: str, title: str, values: Sequence[str], every: str) -> str:
    options = "".join(f"<option>{escape(value)}</option>" for value in sorted(set(values)))
    return (
        f'<select name="{name}" aria-label="{title}"><option value="">{title}: {every}</option>'
        f"{options}</select>"
    )


def _wanted(row: Mapping[str, Any], say: Mapping[str, str]) -> str:
    expected = row["expected"]
    if not expected["answerable"]:
        return say["refusal"]
    return expected["verdict"] or "; ".join(" / ".join(fact) for fact in expected["facts"]) or "–"


def _given(row: Mapping[str, Any], say: Mapping[str, str]) -> str:
    """The shortest thing that says what was answered."""
    if row["verdict"]:
        return str(row["verdict"])
    if row["abstained"]:
        return say["refused"] if row["answer"] else say["nothing"]
    short, answer = row["short_answer"], " ".join(row["answer"].split())
    return str(short or (answer[:90] + "…" if len(answer) > 90 else answer) or say["nothing"])


def _measures(row: Mapping[str, Any], say: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What did not reach its best, then the rest: name, text, class."""
    missed: list[str] = []
    reached: list[str] = []
    for name, (top, bottom) in row["measures"].items():
        best = 0 if name in LOWER_IS_BETTER else bottom
        (reached if top == best else missed).append(f"{name} {top:g}/{bottom:g}")
    entries = [(say["missed"], escape(", ".join(missed)), "miss")] if missed else []
    if reached:
        entries.append((say["reached"], escape(", ".join(reached)), "dim"))
    return entries


def _row(row: Mapping[str, Any], say: Mapping[str, str], language: Language) -> str:
    expected = row["expected"]
    entries = [(say["want"], escape(_wanted(row, say)), "")]
    if expected["evidence_facts"]:
        facts = "; ".join(" / ".join(fact) for fact in expected["evidence_facts"])
        entries.append((say["evidence"], escape(facts), ""))
    if row["standalone"] and row["standalone"] != row["question"]:
        entries.append((say["understood"], escape(row["standalone"]), ""))
    if expected["standalone"]:
        entries.append((say["standalone"], escape(expected["standalone"]), ""))
    if row["short_answer"]:
        entries.append((say["short"], escape(row["short_answer"]), ""))
    answer = row["verdict"] or row["answer"] or say["nothing"]
    entries.append((say["answer"], escape(answer), ""))
    if row["quotes"]:
        quotes = "".join(f"<blockquote>{escape(quote)}</blockquote>" for quote in row["quotes"])
        entries.append((say["quotes"], quotes, ""))
    if row["confidence"] is not None:
        entries.append((say["confidence"], f"{row['confidence']:.3f}", ""))
    entries += _measures(row, say)
    listed = "".join(
        f"<dt>{name}</dt><dd{f' class={look}' if look else ''}>{value}</dd>"
        for name, value, look in entries
    )
    kind = failure_kind(row["failure"])
    if kind is None:
        outcome, both = f'<span class="fine">{say["right"]}</span>', ""
    else:
        named = FAILURES[kind][1 if language == "zh" else 2]
        outcome = f'<span class="failure" title="{escape(row["failure"])}">{escape(named)}</span>'
        # An error says itself what was given.
        given = row["failure"] if kind == 0 else _given(row, say)
        both = (
            f'<span class="both">{say["want"]} <ins>{escape(_wanted(row, say))}</ins> · '
            f"{say['got']} <del>{escape(given)}</del></span>"
        )
    return (
        f'<details class="row" data-task="{escape(row["task"])}" data-lang="{escape(row["lang"])}" '
        f'data-group="{escape(row["group"])}" data-failed="{int(kind is not None)}" '
        f'data-kind="{"" if kind is None else kind}">'
        f'<summary><span class="id">{escape(row["id"])}</span><span>{escape(row["question"])}</span>'
        f"{outcome}{both}</summary><dl>{listed}</dl></details>"
    )


def _chips(rows: Sequence[Mapping[str, Any]], language: Language) -> str:
    """One button for each kind of failure that occurs, gravest first, with its count."""
    counts = Counter(failure_kind(row["failure"]) for row in rows)
    place = 1 if language == "zh" else 2
    return "".join(
        f'<button type="button" data-kind="{kind}" aria-pressed="false">{escape(names[place])} '
        f"<b>{counts[kind]}</b></button>"
        for kind, names in enumerate(FAILURES)
        if counts[kind]
    )


def _filters(rows: Sequence[Mapping[str, Any]], say: Mapping[str, str]) -> str:
    choices = "".join(
        _choices(name, say[name], [row[name] for row in rows], say["all"])
        for name in ("task", "lang", "group")
    )
    return (
        f'<form>{choices}<select name="outcome" aria-label="{say["outcome"]}">'
        f'<option value="">{say["outcome"]}: {say["all"]}</option>'
        f'<option value="failed">{say["wrong"]}</option>'
        f'<option value="right">{say["right"]}</option></select>'
        f'<input name="text" type="search" placeholder="{say["search"]}" '
        f'aria-label="{say["search"]}"><output class="dim"></output></form>'
    )


def html_report(run: SavedRun, *, language: Language = "zh") -> str:
    """The whole page as text; it loads nothing. Headlines, then the failures; tables are folded."""
    say = words(language)
    heads = _headlines(run.metrics)
    bars = {name: (m.value, m.low, m.high) for name, m in heads.items()}
    lower = {name for name in bars if name.rsplit(".", 1)[1] in LOWER_IS_BETTER}
    times = [row["total_ms"] for row in run.rows if row["total_ms"] is not None]
    failed = sum(row["failure"] is not None for row in run.rows)
    tables = [
        f"<h3>{say[task]}</h3>{_html_table(table)}"
        for task in TITLES
        if (table := task_rows(run.metrics, task, intervals=True))
    ]
    overall = _html_table([[say["metric"], say["value"]], *_overall(run.metrics)])
    plots = risk_coverage_plot(run.curve) + latency_plot(times)
    if run.confusion:
        plots += confusion_plot(run.confusion)
    counted = say["failed"].format(failed=failed, rows=len(run.rows))
    note = say["note"].format(lower=", ".join(sorted(LOWER_IS_BETTER)))
    parts = [
        f'<!doctype html><html lang="{"zh-Hans" if language == "zh" else "en"}">',
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{say['title']}: {escape(', '.join(run.about['sets']))}</title>",
        f"<style>{STYLE}</style>",
        f"<h1>{say['title']} · <b>{counted}</b></h1><p>{escape(_about_line(run.about))}</p>",
    ]
    if bars:
        parts.append(f"<h2>{say['headlines']}</h2>")
        own = [goal for goal in GOALS if goal.part == "own"]
        titles = {goal.name: goal.says for goal in own} if language == "zh" else {}
        parts.append(interval_bars(bars, titles=titles, lower=lower))
    parts += [
        f"<p>{note}</p>",
        *(f"<p>{line}.</p>" for line in one_sided(run.metrics)),
        f'<details class="fold"><summary>{say["tables"]}</summary>{"".join(tables)}'
        f"<h3>{say['overall']}</h3>{overall}</details>",
        f'<details class="fold"><summary>{say["plots"]}</summary>'
        f'<div class="plots">{plots}</div></details>',
        f"<h2>{say['rows']}</h2>",
        f'<div class="chips">{_chips(run.rows, language)}</div>{_filters(run.rows, say)}',
        *(_row(row, say, language) for row in run.rows),
        f"<script>{SCRIPT}</script></html>\n",
    ]
    return "\n".join(parts)


def _overall(metrics: Mapping[str, Metric]) -> list[list[str]]:
    return [
        [name, number(name, metrics[f"all.{name}"])] for name in OVERALL if f"all.{name}" in metrics
    ]


def markdown_report(run: SavedRun, *, failures: int = 30) -> str:
    """The tables, and the first failures."""
    parts = ["# Evaluation", _about_line(run.about)]
    for task, title in TITLES.items():
        table = task_rows(run.metrics, task, intervals=True)
        if table:
            parts += [f"## {title}", markdown_table(table)]
    parts += ["## Overall", markdown_table([["metric", "value"], *_overall(run.metrics)])]
    parts += one_sided(run.metrics)
    wrong = [row for row in run.rows if row["failure"] is not None]
    parts.append(f"## Failures\n\n{len(wrong)} of {len(run.rows)} rows; the first {failures}:")
    table = [["id", "question", "failure", "answer"]]
    for row in wrong[:failures]:
        answer = " ".join((row["short_answer"] or row["verdict"] or row["answer"]).split())
        table.append([row["id"], row["question"], row["failure"], answer[:80]])
    if wrong:
        parts.append(markdown_table(table))
    return "\n\n".join(parts) + "\n"


def json_report(run: SavedRun) -> str:
    """Everything a machine wants of a run, in one object."""
    metrics = {
        name: {"value": m.value, "low": m.low, "high": m.high, "rows": m.rows}
        for name, m in run.metrics.items()
    }
    found = {
        "about": run.about,
        "metrics": metrics,
        "confusion": run.confusion,
        "risk_coverage": run.curve,
        "rows": run.rows,
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
