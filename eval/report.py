"""A report that people read: one HTML page without any network, Markdown, and JSON.

Everything that comes from articles, questions or answers is escaped. The page filters its rows with
a few lines of script of its own; without script it still shows everything, failures first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from .plots import confusion_plot, interval_plot, latency_plot, risk_coverage_plot
from .saved import SavedRun
from .scoring import LOWER_IS_BETTER, Metric
from .table import OVERALL, markdown_table, number, task_rows

TITLES = {
    "question": "Questions",
    "unanswerable": "Questions that the articles do not answer",
    "turn": "Turns of conversations",
    "claim": "Claims",
    "variant": "The same questions, written otherwise",
}
_HEADLINES = (
    "question.fact_and_citation",
    "question.short_answer",
    "question.figure_accuracy",
    "all.figure_citation_recall",
    "all.verbatim",
    "unanswerable/far.refused",
    "unanswerable/near.refused",
    "question.false_refusal",
    "turn/follow-up.fact",
    "claim.verdict",
    "variant.fact_and_citation",
    "variant/script.same_evidence",
)

_STYLE = """
:root{color-scheme:light dark;--ink:#1c1b19;--dim:#6b665e;--paper:#fbfaf7;--rule:#dcd7cc;--good:#2f6f4f;--bad:#a8321f;--tint:#efece4}
@media (prefers-color-scheme:dark){:root{--ink:#ece8df;--dim:#a39d91;--paper:#191816;--rule:#3a3731;--good:#7fc4a0;--bad:#ee8a74;--tint:#24221f}}
*{box-sizing:border-box}body{margin:0 auto;max-width:76rem;padding:2rem 1.25rem 5rem;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.7rem;margin:0 0 .2rem}h2{font-size:1.2rem;margin:2.4rem 0 .6rem;border-bottom:1px solid var(--rule)}
p,.dim{color:var(--dim)}.scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.88rem}
th,td{padding:.25rem .7rem;border-bottom:1px solid var(--rule);text-align:right;white-space:nowrap}th:first-child,td:first-child{text-align:left}
.plots{display:flex;flex-wrap:wrap;gap:1.5rem}.plot{width:min(100%,30rem);height:auto}.plot.wide{width:min(100%,44rem)}
.plot text{fill:var(--dim);font-size:12px}.grid{stroke:var(--rule)}.line{fill:none;stroke:var(--good);stroke-width:2}.dot{fill:var(--bad)}
.back{fill:var(--tint)}.bar{fill:var(--good);opacity:.75}.bar.lower{fill:var(--bad)}.plot .count{fill:var(--ink);font-weight:600}.whisker{stroke:var(--ink);stroke-width:2}.right{fill:var(--good)}.wrong{fill:var(--bad)}
form{display:flex;flex-wrap:wrap;gap:.6rem;margin:.8rem 0;align-items:center}select,input{font:inherit;font-size:.9rem;padding:.25rem .4rem;color:inherit;background:var(--tint);border:1px solid var(--rule);border-radius:4px}
details{border-bottom:1px solid var(--rule);padding:.35rem 0}summary{cursor:pointer;display:flex;gap:.7rem;flex-wrap:wrap}summary .id{color:var(--dim);min-width:7rem;font-size:.85rem}
.failure{color:var(--bad)}.fine{color:var(--good)}dl{display:grid;grid-template-columns:8.5rem 1fr;gap:.2rem .8rem;margin:.5rem 0 .8rem 1rem}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}blockquote{margin:0 0 .3rem;padding-left:.7rem;border-left:3px solid var(--rule)}
[hidden]{display:none!important}
"""

_SCRIPT = """
const form=document.querySelector('form'),rows=[...document.querySelectorAll('details[data-task]')],count=document.querySelector('output');
function show(){const f=new FormData(form),text=f.get('text').trim().toLowerCase();let n=0;
for(const r of rows){const d=r.dataset;const ok=(!f.get('task')||d.task===f.get('task'))&&(!f.get('lang')||d.lang===f.get('lang'))&&(!f.get('group')||d.group===f.get('group'))
&&(!f.get('outcome')||(f.get('outcome')==='failed')===(d.failed==='1'))&&(!text||r.textContent.toLowerCase().includes(text));r.hidden=!ok;n+=ok}
count.textContent=n+' / '+rows.length}
form.addEventListener('input',show);form.addEventListener('submit',e=>e.preventDefault());show();
"""


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


def _choices(name: str, values: Sequence[str]) -> str:
    options = "".join(f"<option>{escape(value)}</option>" for value in sorted(set(values)))
    return f'<select name="{name}" aria-label="{name}"><option value="">{name}: all</option>{options}</select>'


def _row(row: Mapping[str, Any]) -> str:
    expected = row["expected"]
    wanted = expected["verdict"] or "; ".join(" / ".join(fact) for fact in expected["facts"])
    if not expected["answerable"]:
        wanted = "a refusal"
    entries: list[tuple[str, str]] = [("expected", escape(wanted or "–"))]
    if expected["evidence_facts"]:
        entries.append(
            ("evidence", escape("; ".join(" / ".join(fact) for fact in expected["evidence_facts"])))
        )
    if row["standalone"] and row["standalone"] != row["question"]:
        entries.append(("understood as", escape(row["standalone"])))
    if expected["standalone"]:
        entries.append(("gold standalone", escape(expected["standalone"])))
    if row["short_answer"]:
        entries.append(("short answer", escape(row["short_answer"])))
    entries.append(("answer", escape(row["verdict"] or row["answer"] or "(nothing)")))
    if row["quotes"]:
        quotes = "".join(f"<blockquote>{escape(quote)}</blockquote>" for quote in row["quotes"])
        entries.append(("quotes", quotes))
    if row["confidence"] is not None:
        entries.append(("confidence", f"{row['confidence']:.3f}"))
    measures = ", ".join(
        f"{name} {top:g}/{bottom:g}" for name, (top, bottom) in row["measures"].items()
    )
    entries.append(("measures", escape(measures)))
    listed = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in entries)
    failed = row["failure"] is not None
    outcome = (
        f'<span class="failure">{escape(row["failure"])}</span>'
        if failed
        else '<span class="fine">right</span>'
    )
    return (
        f'<details data-task="{escape(row["task"])}" data-lang="{escape(row["lang"])}" '
        f'data-group="{escape(row["group"])}" data-failed="{int(failed)}">'
        f'<summary><span class="id">{escape(row["id"])}</span><span>{escape(row["question"])}</span>'
        f"{outcome}</summary><dl>{listed}</dl></details>"
    )


def html_report(run: SavedRun) -> str:
    """The whole page as text; it loads nothing."""
    heads = _headlines(run.metrics)
    bars = {name: (m.value, m.low, m.high) for name, m in heads.items()}
    lower = {name for name in bars if name.rsplit(".", 1)[1] in LOWER_IS_BETTER}
    times = [row["total_ms"] for row in run.rows if row["total_ms"] is not None]
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>Evaluation: {escape(', '.join(run.about['sets']))}</title><style>{_STYLE}</style>",
        f"<h1>Evaluation</h1><p>{escape(_about_line(run.about))}</p>",
    ]
    if bars:
        parts.append(f"<h2>Headlines</h2>{interval_plot(bars, lower=lower)}")
    parts.append(
        "<p>Brackets and whiskers are 95 % bootstrap intervals. Lower is better for "
        f"{', '.join(sorted(LOWER_IS_BETTER))}. Refusals and false refusals only mean something "
        "together.</p>"
    )
    for task, title in TITLES.items():
        table = task_rows(run.metrics, task, intervals=True)
        if table:
            parts.append(f"<h2>{title}</h2>{_html_table(table)}")
    overall = _overall(run.metrics)
    parts.append(
        f'<h2>Overall</h2>{_html_table([["metric", "value"], *overall])}<div class="plots">'
    )
    parts.append(risk_coverage_plot(run.curve) + latency_plot(times))
    if run.confusion:
        parts.append(confusion_plot(run.confusion))
    rows = run.rows
    failed = sum(row["failure"] is not None for row in rows)
    parts.append(f"</div><h2>Rows</h2><p>{failed} of {len(rows)} failed; failures first.</p><form>")
    parts += [_choices(name, [row[name] for row in rows]) for name in ("task", "lang", "group")]
    parts.append(
        '<select name="outcome" aria-label="outcome"><option value="">outcome: all</option>'
        "<option>failed</option><option>right</option></select>"
        '<input name="text" type="search" placeholder="search" aria-label="search">'
        '<output class="dim"></output></form>'
    )
    parts += [_row(row) for row in rows]
    parts.append(f"<script>{_SCRIPT}</script></html>\n")
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
