"""Command line: `python -m assistant ask|chat|check|batch|check-batch`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

from index.errors import IndexingError
from models import ModelError

from .answer import Answer, answer_to_json
from .errors import AssistantError
from .options import add_models, profile_of

EXIT_OK, EXIT_FAILED, EXIT_USAGE = 0, 1, 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant",
        description="Ask newspaper articles; every sentence of an answer cites its source.",
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--index", metavar="DIR", help="index folder (default: bundled articles)")
    add_models(common)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", parents=[common], help="answer one question")
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    commands.add_parser("chat", parents=[common], help="talk, with follow-up questions")
    check = commands.add_parser("check", parents=[common], help="check the figures of a text")
    check.add_argument("text", help='the claim or text, or "-" for standard input')
    check.add_argument("--json", action="store_true", help="print one JSON object a claim")
    for name, what in (("batch", "questions"), ("check-batch", "claims")):
        batch = commands.add_parser(name, parents=[common], help=f"a JSON Lines file of {what}")
        batch.add_argument("input", metavar="IN.jsonl", type=Path)
        batch.add_argument("output", metavar="OUT.jsonl", type=Path)
    return parser


def _render(answer: Answer) -> str:
    """An answer for a terminal: short answer, text, sources."""
    lines: list[str] = []
    if answer.standalone_question != answer.question:
        lines.append(f"〔{answer.standalone_question}〕")
    lines.extend(f"（{note}）" for note in answer.notes)
    if answer.short_answer:
        lines.append(f"▍{answer.short_answer}")
    lines.append(answer.text)
    for citation in answer.citations:
        article = citation.article
        where = "，".join(
            part for part in (article.title, article.source, article.date, article.page) if part
        )
        lines.append(f"  [{citation.n}] {where or article.path}")
        if answer.abstained:
            lines.append(f"      {citation.quote}")
    return "\n".join(lines)


def _chat(assistant) -> int:  # type: ignore[no-untyped-def]
    from .assistant import Turn

    history: list[Turn] = []
    while True:
        sys.stderr.write("问> ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stderr.write("\n")
            return EXIT_OK
        if not line.strip():
            continue
        try:
            answer = assistant.ask(line.strip(), history=history)
        except AssistantError as error:
            sys.stderr.write(f"{error}\n")
            continue
        history.append(Turn(line.strip(), answer))
        sys.stdout.write(_render(answer) + "\n")
        sys.stdout.flush()


def _run(arguments: argparse.Namespace) -> int:
    if arguments.command in ("batch", "check-batch") and not arguments.input.is_file():
        sys.stderr.write(f"{arguments.input}: no such file; give a JSON Lines file to read\n")
        return EXIT_USAGE
    from .opening import open_default

    profile = profile_of(arguments)
    if arguments.command in ("check", "check-batch"):
        # Checking compares words and figures: nothing of it is phrased or ordered by a model.
        profile = replace(profile, generator=None, base_url=None, reranker=None)
    assistant = open_default(arguments.index, profile=profile)
    if arguments.command == "ask":
        answer = assistant.ask(arguments.question)
        if arguments.json:
            sys.stdout.write(json.dumps(answer_to_json(answer), ensure_ascii=False) + "\n")
        else:
            sys.stdout.write(_render(answer) + "\n")
        return EXIT_OK
    if arguments.command == "chat":
        return _chat(assistant)
    if arguments.command == "check":
        from .claims import render_verdict, verdict_to_json

        text = sys.stdin.read() if arguments.text == "-" else arguments.text
        for verdict in assistant.check(text):
            line = (
                json.dumps(verdict_to_json(verdict), ensure_ascii=False)
                if arguments.json
                else render_verdict(verdict)
            )
            sys.stdout.write(line + "\n")
        return EXIT_OK
    from .batch import answer_file, check_file

    run = answer_file if arguments.command == "batch" else check_file
    failed = run(assistant, arguments.input, arguments.output)
    if failed:
        sys.stderr.write(f'{failed} lines failed; see their "error" in {arguments.output}\n')
    return EXIT_FAILED if failed else EXIT_OK


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit status of the contract."""
    arguments = _parser().parse_args(argv)
    try:
        return _run(arguments)
    except (AssistantError, IndexingError, ModelError) as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_FAILED
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
