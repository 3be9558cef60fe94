"""The role that a question asks the holder of, and whether a sentence names who holds it.

谁是村主任 is answered by a sentence with that office and a name beside it, not by any sentence that
names a person of the village.

>>> role_asked("松溪镇的镇长是谁?"), role_asked("who is the mayor of qingshi?")
('镇长', 'mayor')
>>> holder_named("mayor", "市长林小满说，桥下月通车。"), holder_named("mayor", "林小满说，桥下月通车。")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.figures.places import places

from .names import place_core
from .who import Name, organisations_in, people_in

_OFFICES = (
    r"党支部书记|党总支书记|党委书记|区委书记|市委书记|县委书记|镇委书记|村支书|村书记|书记|村主任|副主任|主任|副校长|校长|园长|副院长|院长|"
    r"副局长|局长|部长|处长|科长|所长|厅长|县长|副市长|市长|区长|副镇长|镇长|乡长|村长|省长|会长|行长|社长|厂长|站长|队长|总经理|经理|"
    r"总裁|老总|董事长|理事长|秘书长|馆长|店长|船长|组长|总监|教练|创始人|创办人|负责人|带头人|当家人|领导|老板|店主|班主任|主席|主委|总编辑|主编|总工程师|法人代表|代言人|一把手"
)
# A word for an office, whole.
OFFICE = re.compile(_OFFICES)
_ASKED = re.compile(
    rf"(?P<before>{_OFFICES})(?:的)?(?:名字|姓名)?(?:现在|目前|又|究竟|到底)?(?:是|叫|姓)(?:做|个)?(?:谁|(?:什么|啥)(?!时|地方|原因|学校|日子|年)|哪一?位|哪个人)"
    rf"|谁(?:是|当|任|担任|做)(?:了|的)?[^,?]*?(?P<after>{_OFFICES})[?]*$"
)
_ENGLISH_ASKED = re.compile(
    r"\b(?:who(?:'s| is| was| are| were)\b[^?]*?|what(?:'s| is| was) the name of (?:the|its|their) (?:\w+ )?)\b(?P<role>vice mayor|mayor|headmaster|headmistress|principal|governor|"
    r"party (?:secretary|boss|chief)|secretary|village chief|village head|director|manager|chairman|chairwoman|president|founder|owner|"
    r"boss|head|leader|ceo|dean|editor)\b"
)
_HEADS = re.compile(r"\bwho (?:heads|chairs)\b")
# A role that is known by other words; what is not listed must stand as it is asked.
_ALSO: dict[str, str] = {
    "村支书": r"村支书|村书记|支部书记|总支书记|村党委书记",
    "村书记": r"村支书|村书记|支部书记|总支书记|村党委书记|(?<=村)[\u4e00-\u9fff]{2,4}书记|村党组织书记",
    "书记": r"书记|村支书",
    "村长": r"村长|村主任|村委会主任|村民委员会主任",
    "村主任": r"村长|村主任|村委会主任|村民委员会主任",
    "老板": r"老板|店主|经营者|业主|创始人|董事长|总经理|负责人|主人|主理人",
    "店主": r"老板|店主|经营者|业主|主人|负责人|主理人",
    "创始人": r"创始人|创办|创立|创建",
    "创办人": r"创始人|创办|创立|创建",
    "总经理": r"经理|总裁",
    "经理": r"经理",
    "老总": r"老总|总经理|总裁|董事长|老板|负责人|创始人",
    "mayor": r"市长|镇长|县长|区长|乡长",
    "vice mayor": r"副市长",
    "headmaster": r"校长",
    "headmistress": r"校长|园长",
    "principal": r"校长|园长|院长",
    "governor": r"省长|州长",
    "party secretary": r"书记|村支书",
    "party boss": r"书记|村支书",
    "party chief": r"书记|村支书",
    "secretary": r"书记|秘书|村支书",
    "village chief": r"村长|村主任|村委会主任|书记|村支书",
    "village head": r"村长|村主任|村委会主任|书记|村支书",
    "director": r"主任|局长|院长|所长|馆长|总监|经理|导演|处长|董事",
    "manager": r"经理|主管|店长|负责人",
    "chairman": r"董事长|主席|会长|理事长",
    "chairwoman": r"董事长|主席|会长|理事长",
    "president": r"会长|总裁|校长|行长|院长|主席|总统|董事长",
    "founder": r"创始人|创办|创立|创建",
    "owner": r"老板|店主|经营|业主|主人|户主",
    "boss": rf"{_OFFICES}|经营|业主",
    "ceo": r"总裁|执行官|总经理|董事长|ceo",
    "dean": r"院长|系主任",
    "editor": r"主编|编辑",
}  # fmt: skip
# Whoever leads in whatever office.
_ANY_LEADER = frozenset(
    {"负责人", "带头人", "当家人", "领导", "一把手", "head", "leader", "法人代表"}
)
# the deputy director, a vice president
_SECOND_IN_ENGLISH = re.compile(r"\b(?:deputy|vice|assistant)[ -](?:\w+ )?$")
# 副大队长, 副总经理: another office than the one that the word ends with.
_SECOND = re.compile(r"副[总大支中]?$")
# Whoever is second in whatever office.
_ANY_SECOND = "deputy"
_MARK = re.compile(r"[,，。;；:：!?！？、“”\"'‘’「」]")
_STOP = re.compile(r"[。;；!?！？]")
# Characters between an office and the name of who holds it.
_REACH = 14


def role_asked(folded: str) -> str | None:
    """The office whose holder a folded question asks for, or `None`."""
    match = _ASKED.search(folded)
    if match is not None:
        office = "before" if match["before"] else "after"
        second = _SECOND.search(folded[: match.start(office)])
        return f"{second.group() if second else ''}{match[office]}"
    if _HEADS.search(folded):
        return "head"
    match = _ENGLISH_ASKED.search(folded)
    if match is None:
        return None
    if _SECOND_IN_ENGLISH.search(folded[: match.start("role")]):
        return _ANY_SECOND
    return match["role"]


@lru_cache(maxsize=4096)
def _pattern(role: str) -> re.Pattern[str]:
    if role == _ANY_SECOND:
        return re.compile(rf"副(?:{_OFFICES})|{_OFFICES}")
    return re.compile(_OFFICES if role in _ANY_LEADER else _ALSO.get(role, re.escape(role)))


def holder_named(role: str, folded: str) -> bool:
    """Whether a folded sentence has `role`, or another word for it, beside a person's name."""
    return bool(holders(role, folded))


def holders(role: str, folded: str) -> list[tuple[Name, str]]:
    """Who is named beside `role`, or another word for it, and the words before the office.

    >>> [(name.text, owner) for name, owner in holders("局长", "县水利局局长林小满说,桥修好了。")]
    [('林小满', '县水利局')]
    """
    offices = [
        match
        for match in _pattern(role).finditer(folded)
        # 市长热线, 书记员: the office is part of another word; 副市长 is another office.
        if role.startswith(("副", _ANY_SECOND)) or _SECOND.search(folded[: match.start()]) is None
    ]
    if not offices:
        return []
    found = []
    for office in offices:
        near = [
            (gap, name)
            for name in people_in(folded)
            if (gap := _gap(office, name, folded)) is not None
        ]
        if near:
            owner = _MARK.split(folded[: office.start()])[-1]
            found.append((min(near, key=lambda one: one[0])[1], owner))
    return found


def _gap(office: re.Match[str], name: Name, folded: str) -> int | None:
    """Characters between an office and a name beside it, `None` where it is none of his."""
    follows = name.start >= office.end()
    between = folded[office.end() : name.start] if follows else folded[name.end : office.start()]
    if len(between) > _REACH or _STOP.search(between):
        return None
    return len(between)


def is_of_another(owner: str, folded: str) -> bool:
    """Whether the words before an office name an organisation or place that `folded` does not.

    >>> is_of_another("东山粮站", "望江市场的负责人是谁?"), is_of_another("市场", "望江市场的负责人是谁?")
    (True, False)
    """
    named = [name.text for name in organisations_in(owner)] + [name for *_, name in places(owner)]
    return bool(named) and not any(owner[at : at + 2] in folded for at in range(len(owner) - 1))


_OF_PLACE = re.compile(
    rf"的?(?:现任|新任|现在的|现在|目前的|党委|[省市区县镇]委|支部|总支)*(?:{_OFFICES})"
)
_ENGLISH_OF_PLACE = re.compile(
    r"\b(?:mayor|governor|secretary|boss|chief|head|leader) (?:of|in|for) (?:the )?(?P<of>[\u4e00-\u9fff]{2,8})"
    r"|(?P<whose>[\u4e00-\u9fff]{2,8})(?:'s)?(?: (?:district|county|city|town|township|village|province))?(?:'s)? (?:party |vice |village )?(?:mayor|governor|secretary|boss|chief|head|leader)\b"
)


def held_elsewhere(role: str, asked: str, told: str) -> bool:
    """Whether a folded question asks who holds `role` in a place that it names, and a folded sentence
    tells it of others only: of a village where the county's is asked for.

    >>> told = "清河县银杏村党支部书记林小满说,桥修好了。"
    >>> held_elsewhere("书记", "清河县的书记是谁?", told), held_elsewhere("书记", "银杏村的书记是谁?", told)
    (True, False)
    """
    owned = [asked[a:b] for a, b, _ in places(asked) if _OF_PLACE.match(asked, b)]
    owned += [m["of"] or m["whose"] for m in _ENGLISH_OF_PLACE.finditer(asked)]
    if not owned:
        return False
    cores = [place_core(place) for place in owned]
    found = holders(role, told)
    return bool(found) and all(_is_of_another_place(owner, told, cores) for _, owner in found)


def _is_of_another_place(owner: str, told: str, cores: Sequence[str]) -> bool:
    """Whether the words before an office end with a place, and it is none of those that are asked about."""
    # 银杏|村主任: the level is told with the office.
    level = told[told.index(owner) + len(owner) :][:1]
    last = _LAST_PLACE.search(owner + (level if level in "省市县区镇乡村" else ""))
    return last is not None and not any(core in last["name"] for core in cores)


# 清河县银杏|村党支部: the narrowest place, with what its party is called.
_LAST_PLACE = re.compile(
    r"(?P<name>[^省市县区镇乡村]{2,6})(?:街道|社区|[省市县区镇乡村])(?:党支部|党总支|党委|党组|两委|支部)?的?$"
)
