"""Gold rows: what a right answer states, and the evidence that carries it. JSON lines in.

One reader for all sets; the keys of a line say what it asks for:

    question    {"id", "lang", "kind", "question", "answer", "facts", "evidence", "evidence_facts"}
    unanswerable {"id", "lang", "type": "near|far", "question", "missing"}
    conversation {"id", "turns": [{"question", "standalone", "facts", "answer", …}]}
    claim       {"id", "lang", "claim", "verdict", "evidence_facts"}
    variant     {"id", "base", "variant", "question"}      of the question `base`

`evidence` names the articles that answer, by file name without its ending.
`facts` is a list of alternatives for each fact: `[["14.5亿件", "1.45 billion"], ["2020年"]]` asks for
both facts, each in any of its forms. `evidence_facts` are strings, or such lists, one of which must
stand in a quote for the citation to be right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from .errors import BadRow, UnknownSet

Task = Literal["question", "unanswerable", "turn", "claim", "variant"]
SETS = Path(__file__).parent / "sets"


@dataclass(frozen=True, slots=True)
class Gold:
    """One thing to ask, and how to tell a right answer.

    `id` of a turn is "conversation.number", counted from 1. `question` of a claim is the claim.
    `group` is what breakdowns go by beside the language: near or far, the kind of question, "first"
    or "follow-up", the kind of variant, the verdict.
    """

    id: str
    task: Task
    question: str
    lang: str
    group: str
    answer: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    evidence_facts: tuple[tuple[str, ...], ...] = ()
    articles: tuple[str, ...] = ()
    conversation: str | None = None
    standalone: str | None = None
    verdict: str | None = None
    base: str | None = None
    kind: str | None = None
    answerable: bool = True


def _strings(value: Any) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else tuple(str(item) for item in value)


def _alternatives(value: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(group for group in map(_strings, value or ()) if group)


def _language(text: str) -> str:
    from .facts import is_chinese

    return "zh-Hans" if is_chinese(text) else "en"


def _turns(row: dict[str, Any]) -> Iterator[Gold]:
    for number, turn in enumerate(row["turns"], 1):
        facts = _alternatives(turn.get("facts"))
        yield Gold(
            id=f"{row['id']}.{number}",
            task="turn",
            question=turn["question"],
            lang=turn.get("lang") or row.get("lang") or _language(turn["question"]),
            group="first" if number == 1 else "follow-up",
            answer=_strings(turn.get("answer")) if facts else (),
            facts=facts,
            evidence_facts=_alternatives(turn.get("evidence_facts")),
            conversation=str(row["id"]),
            standalone=turn.get("standalone"),
            kind=turn.get("kind"),
            answerable=bool(facts),
        )


def rows_of(row: dict[str, Any]) -> list[Gold]:
    """The gold rows of one line. Raises KeyError or ValueError when a key is missing or odd."""
    if "turns" in row:
        return list(_turns(row))
    if "claim" in row:
        if row["verdict"] not in ("supported", "contradicted", "not_enough_info"):
            raise ValueError(f"verdict {row['verdict']!r} is none of the three")
        return [
            Gold(
                id=str(row["id"]),
                task="claim",
                question=row["claim"],
                lang=row.get("lang") or _language(row["claim"]),
                group=row["verdict"],
                evidence_facts=_alternatives(row.get("evidence_facts")),
                verdict=row["verdict"],
            )
        ]
    question = row["question"]
    lang = row.get("lang") or _language(question)
    if "base" in row:
        return [
            Gold(
                id=str(row["id"]),
                task="variant",
                question=question,
                lang=lang,
                group=row["variant"],
                base=str(row["base"]),
            )
        ]
    if row.get("type") in ("near", "far") or "missing" in row:
        return [
            Gold(
                id=str(row["id"]),
                task="unanswerable",
                question=question,
                lang=lang,
                group=row.get("type") or "far",
                answerable=False,
            )
        ]
    facts = _alternatives(row["facts"])
    if not facts:
        raise ValueError("no facts: a question needs at least one, or a `type` near or far")
    return [
        Gold(
            id=str(row["id"]),
            task="question",
            question=question,
            lang=lang,
            group=row.get("kind") or "other",
            kind=row.get("kind"),
            answer=_strings(row.get("answer")),
            facts=facts,
            evidence_facts=_alternatives(row.get("evidence_facts")),
            articles=_strings(row.get("evidence")),
        )
    ]


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """`(line number, object)` of every line that is not blank. Raises BadRow."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BadRow(str(path), number, f"not JSON ({error})") from None
            if not isinstance(row, dict):
                raise BadRow(str(path), number, f"found {type(row).__name__}, expected an object")
            yield number, row


def read_gold(path: Path) -> list[Gold]:
    """All gold rows of a file, variants filled in from the questions beside it.

    Raises UnknownSet when there is no such file, BadRow for a line that is not a gold row.
    """
    if not path.is_file():
        raise UnknownSet(f"{path}: no such file; expected a set of gold rows (JSON lines)")
    rows: list[Gold] = []
    for number, row in json_lines(path):
        try:
            rows.extend(rows_of(row))
        except KeyError as error:
            raise BadRow(str(path), number, f"key {error} is missing") from None
        except (TypeError, ValueError, AttributeError) as error:
            raise BadRow(str(path), number, str(error)) from None
    doubled = _first_double(row.id for row in rows)
    if doubled is not None:
        raise BadRow(str(path), 0, f"id {doubled!r} comes twice")
    return _with_bases(rows, path)


def _first_double(ids: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            return name
        seen.add(name)
    return None


def _with_bases(rows: list[Gold], path: Path) -> list[Gold]:
    """Variants take facts and evidence from the question that they vary, which goes first."""
    if not any(row.base for row in rows):
        return rows
    bases = {row.id: row for row in rows if row.task == "question"}
    beside = path.with_name("single.jsonl")
    if beside.is_file() and not beside.samefile(path):
        bases = {row.id: row for row in read_gold(beside)} | bases
    filled: dict[str, Gold] = {}
    for row in rows:
        if row.base is None:
            filled[row.id] = row
            continue
        if row.base not in bases:
            raise BadRow(str(path), 0, f"{row.id} varies {row.base!r}, which is not in {beside}")
        base = bases[row.base]
        filled.setdefault(base.id, base)
        filled[row.id] = replace(
            row,
            answer=base.answer,
            facts=base.facts,
            evidence_facts=base.evidence_facts,
            articles=base.articles,
            kind=base.kind,
        )
    return list(filled.values())


def find_sets(names: Sequence[str]) -> list[Path]:
    """Paths of the named sets: a file, or the name of one in `eval/sets`; all of them for none.

    Raises UnknownSet with the names that exist.
    """
    known = {path.stem: path for path in sorted(SETS.glob("*.jsonl"))}
    if not names:
        if not known:
            raise UnknownSet(f"{SETS} holds no set; name a file of gold rows")
        return list(known.values())
    paths = []
    for name in names:
        path = known.get(name, Path(name))
        if not path.is_file():
            raise UnknownSet(
                f"{name}: no such set or file; sets here: {', '.join(known) or 'none'}"
            )
        paths.append(path)
    return paths


def read_all(paths: Sequence[Path], limit: int | None = None) -> list[Gold]:
    """Rows of all files, of each the first `limit`; a question that several files hold counts once."""
    rows: dict[str, Gold] = {}
    for path in paths:
        for row in read_gold(path)[:limit]:
            rows.setdefault(row.id, row)
    return list(rows.values())


def digest(paths: Sequence[Path]) -> str:
    """SHA-256 over the bytes of the files, first 16 digits: which data a figure belongs to."""
    total = sha256()
    for path in paths:
        total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]
