"""The commands of `python -m index`. Data goes to standard output, progress to standard error.

Exit status: 0 all was done; 1 something was not (a file that cannot be read, an unknown id, a
busy index); 2 the arguments are wrong.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from models import ModelError

from .build import BuildReport, Progress
from .collection import Collection
from .contract import article_head, passage_object
from .default import default_folder, open_collection
from .errors import EmptyCollection, IndexingError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except ModelError as error:
        _say(str(error))
        return 1
    except FileNotFoundError as error:
        _say(f"{error.filename}: there is no such file or folder")
        return 2
    except IndexingError as error:
        _say(str(error))
        return 1
    except BrokenPipeError:
        # The reader of our output has had enough (`| head`).
        sys.stderr.close()
        return 0
    except (OSError, sqlite3.OperationalError) as error:
        # A full disk, a folder without permission, a database that another program has locked.
        _say(f"the index could not be read or written: {error}")
        return 1
    except KeyboardInterrupt:
        _say("stopped; what was committed is kept, and the next build goes on from there")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m index",
        description="Turn newspaper articles into a searchable collection.",
        epilog="Without --index, the default collection in your cache folder is used.",
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    common.add_argument("--json", action="store_true", help="one JSON object a line")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[common], help=help, description=help)
        added.set_defaults(run=run)
        return added

    build = command("build", _build, "build, or bring up to date with files and folders")
    build.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    build.add_argument("--watch", action="store_true", help="keep in step until interrupted")
    build.add_argument(
        "--reembed", action="store_true", help="embed everything again with the present model"
    )
    build.add_argument(
        "--embedder", default="builtin", metavar="MODEL", help="built-in, or a model's name or path"
    )
    add = command("add", _add, "add or replace files; nothing is removed")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.add_argument("--embedder", default="builtin", metavar="MODEL")
    remove = command("remove", _remove, "remove articles by id")
    remove.add_argument("ids", nargs="+", metavar="ID")
    command("list", _list, "list the articles")
    command("status", _status, "counts, model, and files that could not be read")
    passages = command("passages", _passages, "print the passages of some articles, or of all")
    passages.add_argument("ids", nargs="*", metavar="ID")
    show = command("show", _show, "print one article as it is cited")
    show.add_argument("id", metavar="ID")
    show.add_argument("--repairs", action="store_true", help="what was changed in the raw text")
    figures = command("figures", _figures, "list the figures of some articles, or of all")
    figures.add_argument("ids", nargs="*", metavar="ID")
    figures.add_argument("--words", default="", help="only where the sentence holds these words")
    figures.add_argument("--unit", help="only figures of this unit, such as 元 or %%")
    figures.add_argument("--kind", help="only figures of this kind, such as quantity or date")
    figures.add_argument("--sort", choices=("article", "value", "date"), default="article")
    figures.add_argument(
        "--conflicts", action="store_true", help="only where articles disagree, all values of each"
    )
    figures.add_argument("--csv", action="store_true", help="a table for a spreadsheet")
    return parser


# Commands that write


def _build(options: argparse.Namespace) -> int:
    if not options.paths and not options.reembed:
        _say("build needs a PATH: a file, a folder, or a zip archive (see --help)")
        return 2
    collection = _open_to_write(options)
    if options.reembed:
        with _progress("embedding") as progress:
            collection.reembed(progress=progress)
    status = 0
    if options.paths:
        with _progress("indexing") as progress:
            report = collection.build(options.paths, progress=progress)
        status = _report(report, options, collection)
    if options.watch:
        from .watch import watch

        _say("watching; press Ctrl-C to stop")
        watch(
            collection,
            options.paths,
            on_change=lambda report: (_report(report, options, collection), None)[1],
        )
    return status


def _add(options: argparse.Namespace) -> int:
    collection = _open_to_write(options)
    with _progress("indexing") as progress:
        report = collection.add(options.paths, progress=progress)
    return _report(report, options, collection)


def _remove(options: argparse.Namespace) -> int:
    collection = _open(options)
    removed = collection.remove(options.ids)
    for article_id in removed:
        _put({"removed": article_id} if options.json else article_id)
    unknown = [article_id for article_id in options.ids if article_id not in removed]
    for article_id in unknown:
        _say(f"{article_id}: there is no such article; `python -m index list` prints the ids")
    return 1 if unknown else 0


def _report(report: BuildReport, options: argparse.Namespace, collection: Collection) -> int:
    counts = collection.store.counts()
    if options.json:
        _put(
            {
                "files": report.files,
                "unchanged": report.unchanged,
                "added": list(report.added),
                "removed": list(report.removed),
                "problems": [{"path": p.path, "reason": p.reason} for p in report.problems],
                "articles": counts["articles"],
                "passages": counts["passages"],
            }
        )
    else:
        _put(
            f"{report.files} files ({report.unchanged} unchanged): {len(report.added)} articles "
            f"added, {len(report.removed)} removed; the collection holds {counts['articles']} "
            f"articles in {counts['passages']} passages ({collection.folder})"
        )
    for problem in report.problems:
        _say(f"not read: {problem}")
    if not counts["articles"]:
        raise EmptyCollection(
            "no article was found: give files or folders with text, Markdown, HTML, PDF, Word or "
            "JSON Lines files, or a zip archive of them"
        )
    return 1 if report.problems else 0


# Commands that read


def _list(options: argparse.Namespace) -> int:
    collection = _open(options)
    duplicates = collection.duplicates()
    for article in collection.articles():
        if options.json:
            _put(
                article_head(article)
                | {
                    "characters": len(article.text),
                    "sha256": article.sha256,
                    "note": article.note,
                    "duplicate_of": duplicates.get(article.id),
                }
            )
        else:
            same = f" (same text as {duplicates[article.id]})" if article.id in duplicates else ""
            _put(
                f"{article.id}  {article.date or '-':10}  {article.source or '-'}  "
                f"{article.title or '-'}  [{article.path}]{same}"
            )
    return 0


def _status(options: argparse.Namespace) -> int:
    status = _open(options).status()
    if options.json:
        _put(status)
        return 0
    for key, value in status.items():
        if key != "problems":
            _put(f"{key:22} {value if value is not None else '-'}")
    for problems in status["problems"].values():
        for problem in problems:
            _put(f"{'not read':22} {problem}")
    return 0


def _passages(options: argparse.Namespace) -> int:
    collection = _open(options)
    for article in _chosen(collection, options.ids):
        for passage in collection.passages(article.id):
            if options.json:
                _put(passage_object(passage, article))
            else:
                heading = f"  {passage.heading}" if passage.heading else ""
                _put(f"#{passage.id}  {article.id}  {passage.start}:{passage.end}{heading}")
                _put(f"{passage.text}\n")
    return 0


def _show(options: argparse.Namespace) -> int:
    collection = _open(options)
    (article,) = _chosen(collection, [options.id])
    repairs = collection.repairs(article.id) if options.repairs else []
    if options.json:
        shown = asdict(article)
        if options.repairs:
            shown["repairs"] = [asdict(repair) for repair in repairs]
        _put(shown)
        return 0
    if options.repairs:
        for repair in repairs:
            after = f" -> {repair.after!r}" if repair.after else ""
            _put(
                f"{repair.raw_start}:{repair.raw_end}  {repair.kind}  {repair.before!r}{after}  "
                f"({repair.reason})"
            )
        if not repairs:
            _say("nothing was changed in this article")
        return 0
    for key in ("title", "subtitle", "source", "date", "page", "author", "note"):
        if (value := getattr(article, key)) is not None:
            _put(f"{key}: {value}")
    _put(f"\n{article.text}")
    return 0


def _figures(options: argparse.Namespace) -> int:
    from .figures import figure_rows, filtered, ordered, write_csv, write_jsonl

    collection = _open(options)
    if options.conflicts:
        return _conflicts(collection, options)
    rows = filtered(
        (
            row
            for article in _chosen(collection, options.ids)
            for row in figure_rows(article, list(collection.passages(article.id)))
        ),
        words=options.words,
        unit=options.unit,
        kind=options.kind,
    )
    if options.sort != "article":
        rows = iter(ordered(rows, "value_down" if options.sort == "value" else "date"))
    if options.csv:
        write_csv(rows, sys.stdout)
    elif options.json:
        write_jsonl(rows, sys.stdout)
    else:
        for row in rows:
            _put(f"{row['text']}  {row['subject'] or '-'}  {row['time'] or '-'}  {row['quote']}")
    return 0


def _conflicts(collection: Collection, options: argparse.Namespace) -> int:
    from .figures import conflict_rows, find_conflicts, locate

    figures = (f for article in _chosen(collection, options.ids) for f in locate(article))
    for row in conflict_rows(find_conflicts(figures)):
        if options.json:
            _put(json.dumps(row, ensure_ascii=False))
            continue
        _put(row["subject"])
        for value in row["values"]:
            origin = " · ".join(
                part for part in (value["title"], value["source"], value["date"]) if part
            )
            _put(f"  {value['text']}  {origin}  {value['quote']}")
    return 0


def _chosen(collection: Collection, ids: Sequence[str]) -> Iterator[Any]:
    if not ids:
        yield from collection.articles()
        return
    for article_id in ids:
        article = collection.article(article_id)
        if article is None:
            raise EmptyCollection(
                f"{article_id}: there is no such article; `python -m index list` prints the ids"
            )
        yield article


# Opening and printing


def _open(options: argparse.Namespace) -> Collection:
    if options.index is not None:
        return open_collection(options.index)
    with _progress("indexing") as progress:
        return open_collection(None, progress=progress)


def _open_to_write(options: argparse.Namespace) -> Collection:
    for path in options.paths:
        path.stat()
    return Collection.open(options.index or default_folder(), embedder=options.embedder)


@contextmanager
def _progress(verb: str) -> Iterator[Progress]:
    """A bar on standard error that shows only when there is something to wait for."""
    from tqdm import tqdm

    with tqdm(desc=verb, unit="file", delay=1, leave=False, file=sys.stderr) as bar:

        def advance(done: int, total: int, name: str) -> None:
            bar.total = total
            bar.set_postfix_str(name[-40:], refresh=False)
            bar.update(done - bar.n)

        yield advance


def _put(value: Any) -> None:
    line = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    sys.stdout.write(line + "\n")


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")
