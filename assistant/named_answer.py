"""Which person or organisation of a sentence a question asks for, and what a thing is called there.

Of several names the one is taken that the reader points at, that stands behind the office or the calling
asked for, and that is nearest to the words of the question; what the question names itself is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.normalise import fold_text

from .callings import calling_asked, is_called_so
from .contrasts import contrasted
from .evidence import Evidence
from .expected import Expected
from .focus import focus_of
from .name_bounds import names_a_place, whole_name
from .organisation import best_organisation, is_named, of_class_asked
from .question import Question
from .roles import holders, is_of_another, role_asked
from .translated import words_in_chinese
from .who import Name, organisations_in, people_in, photographers_in

_QUOTED = re.compile(r"[“「《]([^”」》]{2,20})[”」》]")
_NAMED_BEHIND = re.compile(
    r"(?:——|[名称取命]名?为|叫做?)(?P<name>(?![^，。]{0,6}[的了])[\u4e00-\u9fffA-Za-z0-9]{2,14})(?=[，。；;,、”]|$)"
)
_ASKS_PHOTOGRAPHER = re.compile(
    r"谁[^,?]{0,4}(?:拍|摄)|\b(?:took|shot|taken)\b.*\b(?:picture|photo)|\bphotographer"
)
_DONE_BY_WHOM = re.compile(
    r"谁[^,?]{0,6}(?:搞|建|办|造|开发|推出|打造|出资|掏钱|设计|组织|主办|牵头|负责|投资|生产|运营|管理|制定)"
)
_MARK = re.compile(r"[，。；：、,;:!?！？]")


def person_or_body(
    question: Question, evidence: Evidence, expected: Expected, body: Name | None
) -> Name | None:
    """The person or organisation of the sentence that is asked for.

    `body` is the organisation that the reader points at, where it does.
    """
    text = evidence.text
    if expected == "person" and _ASKS_PHOTOGRAPHER.search(question.folded):
        found = photographers_in(text)
        return found[0] if len(found) == 1 else None

    def new(names: Sequence[Name]) -> list[Name]:
        return [
            name
            for name in names
            if not is_named(question, fold_text(name.text))
            # 男子组冠军|林小满,女子组冠军…: who is told of in the words for the other is not meant.
            and not contrasted(question.folded, _clause(text, name))
        ]

    persons = new(people_in(text)) if expected == "person" else []
    persons = [
        name for name in persons if not names_a_place(name, text) and not _cut_of_title(name, text)
    ]
    if body is not None and not asks_a_person(question):
        covered = [name for name in persons if name.start < body.end and body.start < name.end]
        if not covered and of_class_asked(question.folded, fold_text(body.text)):
            return _with_its_place(_whole(body, text), text)
    persons = _told_of(persons, text, evidence)
    if persons and (role := role_asked(question.folded)):
        persons = _in_office(role, question, text, persons)
    if calling := _calling(question):
        # which villager: 村民|李强 before 教师|王芳, whoever the reader points at
        before = fold_text(text)
        called = [name for name in persons if is_called_so(calling, before[: name.start])]
        persons = called or persons
    if persons:
        best = max(persons, key=lambda name: (name_score(question, evidence, name), -name.start))
        pointed = None
        if evidence.span is not None:
            pointed = evidence.span[0] - evidence.start, evidence.span[1] - evidence.start
        return whole_name(best, text, evidence.candidate.article.text, pointed)
    if expected == "person" and not _DONE_BY_WHOM.search(question.folded):
        return None
    # 平台是谁开发的: who does such things may be a company or an office.
    done_by = max(
        new(organisations_in(text)),
        key=lambda name: (best_organisation(question, evidence, name), -name.start),
        default=None,
    )
    return None if done_by is None else _with_its_place(done_by, text)


_HAN = re.compile("[\u4e00-\u9fff]+")


def _whole(body: Name, text: str) -> Name:
    """A body that the reader has cut at its front, whole: 青石丰年|茶叶合作社.

    >>> _whole(Name("茶叶合作社", 7, 12), "县里的青石丰年茶叶合作社").text
    '青石丰年茶叶合作社'
    """
    longer = (
        name
        for name in organisations_in(text)
        if name.end == body.end and _HAN.fullmatch(text, name.start, body.start)
    )
    return next(longer, body)


_ITS_PLACE = re.compile(r"[该本][省市区县镇乡村]$")


def _with_its_place(name: Name, text: str) -> Name:
    """A body with the words before it that say whose it is: 该县|中医院.

    >>> _with_its_place(Name("中医院", 2, 5), "该县中医院的医生").text
    '该县中医院'
    """
    if (place := _ITS_PLACE.search(text, 0, name.start)) is None or place.end() != name.start:
        return name
    return Name(text[place.start() : name.end], place.start(), name.end)


def _cut_of_title(name: Name, text: str) -> bool:
    """Whether a name is only part of what quotation marks hold: “一手康推拿” is called so, and no 康推拿."""
    return any(
        match.start(1) <= name.start and name.end <= match.end(1) and match[1] != name.text
        for match in _QUOTED.finditer(text)
        if len(match[1]) <= _LONGEST_TITLE
    )


_LONGEST_TITLE = 10


def asks_a_person(question: Question) -> bool:
    """Whether only a person answers, and no body: 叫什么名字, 哪位, who holds an office."""
    asked = question.folded
    return (
        role_asked(asked) is not None
        or _calling(question) is not None
        or (question.kind == "person" and _A_PERSON.search(asked) is not None)
    )


def _calling(question: Question) -> str | None:
    """The words before the name of whom an English question asks for by what they do."""
    return calling_asked(question.folded) if question.language == "en" else None


_A_PERSON = re.compile(r"哪一?位|哪个人|叫什么|叫谁|名字|姓|几岁|多大|[那这]位|\bname\b|\bperson\b")

# (记者林小满): who wrote the piece is not told of in it.
_REPORTS = re.compile(r"(?:记者|通讯员|作者|编辑|摄影|供稿)[\u4e00-\u9fff\s、]{0,12}$")


def _told_of(persons: list[Name], text: str, evidence: Evidence) -> list[Name]:
    """Those whom a sentence tells of, and not who reports it, unless the reader points there."""
    a, b = (0, 0) if evidence.span is None else evidence.span
    return [
        name
        for name in persons
        if _REPORTS.search(text[max(0, name.start - 14) : name.start]) is None
        or (evidence.start + name.start < b and a < evidence.start + name.end)
    ]


def _in_office(role: str, question: Question, text: str, persons: list[Name]) -> list[Name]:
    """Those who hold the office asked for, of no other organisation where that is told; else all."""
    named = holders(role, fold_text(text))
    held = {name.start for name, _ in named}
    own = {name.start for name, owner in named if not is_of_another(owner, question.folded)}
    for starts in (own, held):
        if found := [person for person in persons if person.start in starts]:
            return found
    return persons


def _clause(text: str, name: Name) -> str:
    """The folded words around a name, up to the next marks."""
    before = _MARK.split(text[: name.start])[-1]
    return fold_text(f"{before}{name.text}{_MARK.split(text[name.end :])[0]}")


def name_given(question: Question, evidence: Evidence) -> Name | None:
    """The quoted name that stands nearest to the thing that is called it: “银杏食堂”助餐体系."""
    focus = focus_of(question.folded)
    text = evidence.text
    at = fold_text(text).find(focus) if focus else -1
    if at < 0 or len(fold_text(text)) != len(text):
        return None
    names = [
        Name(match[1], *match.span(1))
        for match in _QUOTED.finditer(text)
        if fold_text(match[1]) not in question.folded
    ]
    # “园中园”——江城茶叶园, 名为江城茶叶园: told behind what it is, without quotation marks.
    names += [
        Name(match["name"], *match.span("name"))
        for match in _NAMED_BEHIND.finditer(text)
        if fold_text(match["name"]) not in question.folded
    ]
    return min(names, key=lambda name: min(abs(name.end - at), abs(name.start - at)), default=None)


def name_score(question: Question, evidence: Evidence, name: Name) -> float:
    """How likely `name` is the one asked for: in the reader's span, after the role asked for."""
    score = 0.0
    start, end = evidence.start + name.start, evidence.start + name.end
    if evidence.span is not None:
        a, b = evidence.span
        overlaps = start < b and a < end
        score += 1.5 if overlaps else -min(abs(start - b), abs(a - end)) / len(evidence.text)
    text = fold_text(evidence.text)
    if len(text) != len(evidence.text):
        return score
    focus = focus_of(question.folded)
    before = text[: name.start]
    if (focus is not None and before.endswith(focus)) or is_called_so(_calling(question), before):
        score += 2.0
    # The nearer the words of the question, the likelier the name, whichever side they stand on.
    terms = [term for term in words_in_chinese(question) if term in text]
    for term in terms:
        score += max(_pull(name, m, text) for m in re.finditer(re.escape(term), text)) / len(terms)
    return score


def _pull(name: Name, word: re.Match[str], text: str) -> float:
    """What a word of the question says for a name: less the farther off, and in another clause."""
    follows = word.start() >= name.end
    between = text[name.end : word.start()] if follows else text[word.end() : name.start]
    return 0.3 ** len(_CLAUSE.findall(between)) / (1 + len(between) / 6)


# 林某,甲院书记;王某,乙院院长: each is told of in his own part.
_CLAUSE = re.compile("[；;。]")
