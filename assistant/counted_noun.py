"""Whether a figure is followed by the very noun that a question counts: 6个乡镇 or 93个村.

The noun may be one character long, too short for what compares words by their runs of characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.figures import Figure
from index.figures.units import is_count

from .figure_labels import Label, noun_after
from .figure_words import counted_in_english
from .public_affairs import singular
from .question import Question

_MEASURE = r"(?:万|亿|千|百|十)?(?:[个家件名位条座项户张支种类级套场台只批处部节对款间块栋幢辆艘头棵株片份架所起宗期门])"
_COUNTED = re.compile(rf"(?:多少|(?<![好第])几){_MEASURE}(?P<behind>[\u4e00-\u9fff]{{1,10}})")
_HAVING = re.compile(
    rf"(?P<noun>[\u4e00-\u9fff]{{1,6}}?)(?:一共|总共|现在|目前|共|都|还)?(?:有|是|达到?)?(?:多少|(?<![好第])几){_MEASURE}(?:[?,，。]|$)"
)
# Nouns of one character, where they are no part of a longer word: 村|遭了水, but 村民.
_ONE_CHARACTER = frozenset("村县镇乡市厂店校班组站馆园桥路岛港队户")
# What papers print for nouns that are counted, by their English singular.
_PRINTED = {
    "village": "村", "town": "镇 乡镇", "township": "乡 乡镇", "county": "县", "city": "市 城市", "district": "区", "community": "社区 小区",
    "street": "街道 街", "household": "户", "family": "户 家庭", "company": "企业 公司", "firm": "企业 公司", "business": "企业 商家", "enterprise": "企业",
    "factory": "厂 工厂 企业", "shop": "店 门店 商铺", "store": "店 门店", "school": "学校 小学 中学", "class": "班 班级", "student": "学生 学子", "pupil": "学生",
    "teacher": "教师 老师", "hospital": "医院", "doctor": "医生 医师", "bed": "床位", "station": "站 车站", "park": "公园", "bridge": "桥 大桥", "road": "路 道路 公路",
    "project": "项目", "case": "案件 案", "country": "国家", "place": "名额 学位", "job": "岗位", "item": "事项", "department": "部门", "bureau": "局 部门",
    "resident": "居民", "villager": "村民", "worker": "工人 职工", "employee": "员工 职工", "official": "干部", "volunteer": "志愿者", "visitor": "游客", "tourist": "游客",
    "tree": "树 树木 古树", "parcel": "包裹 快递", "vehicle": "车辆 车", "car": "车 车辆", "bus": "公交车 客车", "house": "房屋 住房", "flat": "住房", "team": "队 队伍",
    "expert": "专家", "member": "成员 会员 社员", "prize": "奖", "service": "服务", "measure": "措施", "ground": "场", "site": "点 场", "point": "点", "centre": "中心", "center": "中心",
}  # fmt: skip
_HEAD = re.compile(r"[a-z]+(?=(?: (?:of|in|from|at|with|for|to|that|who|which)\b.*)?$)")
# The least share of a word's meaning from which its translation counts.
_TELLING = 0.12


def follows_counted(
    question: Question, wanted: Sequence[Figure], labels: Sequence[Label]
) -> list[float]:
    """1 for a figure before the noun that is counted, -1 for one before another where one is, else 0.

    >>> from index.figures import find_figures
    >>> from .figure_labels import labels_of
    >>> from .question import parse_question
    >>> text = "共有6个乡镇的93个村受了灾"
    >>> found = find_figures(text)
    >>> follows_counted(parse_question("多少个村遭了水?"), found, labels_of(text, found, found))
    [-1.0, 1.0]
    """
    nouns = _nouns_counted(question)
    told = [
        _noun_behind(label.after) if is_count(figure.unit) else ""
        for figure, label in zip(wanted, labels, strict=True)
    ]
    same = [bool(noun) and any(noun.endswith(one) for one in nouns) for noun in told]
    if not any(same) or all(same):
        return [0.0] * len(wanted)
    return [
        1.0 if is_same else -float(bool(noun)) for is_same, noun in zip(same, told, strict=True)
    ]


def _noun_behind(after: str) -> str:
    behind = after.lstrip("的")
    return behind[0] if _begins_with_one_character(behind) else noun_after(after)


def _begins_with_one_character(words: str) -> bool:
    import rjieba

    return words[:1] in _ONE_CHARACTER and not rjieba.has_word(words[:2])


def _nouns_counted(question: Question) -> tuple[str, ...]:
    if question.language == "en":
        learned = (term for term, weight in question.counted_translated if weight >= _TELLING)
        return (*learned, *_printed_for(counted_in_english(question) or ""))
    return _nouns_in_chinese(question.folded)


def _printed_for(counted: str) -> tuple[str, ...]:
    """What papers print for the head of an English noun phrase.

    >>> _printed_for("driving schools in the county"), _printed_for("old bridges")
    (('学校', '小学', '中学'), ('桥', '大桥'))
    """
    if (head := _HEAD.search(counted)) is None:
        return ()
    return tuple(_PRINTED.get(singular(head.group(), _PRINTED), "").split())


@lru_cache(maxsize=1024)
def _nouns_in_chinese(folded: str) -> tuple[str, ...]:
    """The noun behind 多少 and its measure word, or the one before: 厂有几家."""
    import rjieba

    if (match := _COUNTED.search(folded)) is not None:
        behind = match["behind"]
        if _begins_with_one_character(behind):
            return (behind[0],)
        noun = ""
        for word, tag in rjieba.tag(behind):
            if not tag.startswith(("n", "vn", "j", "l", "zg", "g", "b")):
                break
            noun += word
        return (noun,) if noun else ()
    if (match := _HAVING.search(folded)) is not None:
        words = rjieba.tag(match["noun"])
        return (words[-1][0],) if words and words[-1][1].startswith(("n", "vn", "j")) else ()
    return ()
