"""Words that exclude one another: a clause about the one is not about the other.

They stand in for one another in follow-ups (城镇的……那农村的呢？) and tell apart the figures of a
sentence (省级10家、市级36家).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOWN_AND_COUNTRY = ("城镇", "农村", "城市", "乡村", "城里", "乡下", "城区")
CONTRASTS: tuple[tuple[str, ...], ...] = (
    _TOWN_AND_COUNTRY,
    ("国家级", "省级", "市级", "区级", "县级", "镇级", "村级"),
    ("上半年", "下半年", "一季度", "二季度", "三季度", "四季度"),
    ("增长", "下降"), ("收入", "支出"), ("出口", "进口"), ("最高", "最低"), ("最大", "最小"),
    ("男", "女"), ("老人", "儿童", "老年人", "孩子"), ("小学", "中学", "幼儿园", "大学"),
    ("第一", "第二", "第三"), ("一期", "二期", "三期"), ("总收入", "经营性收入"), ("首班", "末班")
)  # fmt: skip
# Words for the same of two counterparts, and what English calls it.
SAME: tuple[tuple[str, ...], ...] = (
    ("城镇", "城市", "城里", "城区", "镇上", "urban"), ("农村", "乡村", "乡下", "农民", "rural", "countryside"),
    ("出口", "exports", "export"), ("进口", "imports", "import"), ("男", "male", "men"), ("女", "female", "women"),
    ("首班", "头班", "头一班", "第一班"), ("末班", "最后一班", "最末一班"),
    ("增长", "增加", "提升", "提高", "上升", "上涨"), ("下降", "降低", "减少", "下滑", "回落", "省下", "节省", "节约", "降了"),
    ("收入", "income"), ("支出", "spending"), ("省级", "provincial"), ("市级", "municipal"), ("国家级", "national"),
)  # fmt: skip
ENGLISH_CONTRASTS: tuple[tuple[str, ...], ...] = (
    ("urban", "rural"), ("exports", "imports"), ("export", "import"), ("men", "women"), ("boys", "girls"),
    ("largest", "smallest"), ("highest", "lowest"), ("first half", "second half"), ("income", "spending"),
    ("primary", "secondary"), ("teachers", "students", "pupils"), ("city", "countryside"),
    ("man", "woman"), ("oldest", "youngest"), ("biggest", "smallest"),
    ("provincial", "municipal", "national"), ("births", "deaths"), ("male", "female"),
)  # fmt: skip


_LEVELS = {
    "provincial": "省级", "province": "省级", "municipal": "市级", "city": "市级", "national": "国家级", "state": "国家级",
    "county": "县级", "district": "区级", "town": "镇级", "village": "村级",
}  # fmt: skip
_LEVEL = re.compile(rf"\b(?P<level>{'|'.join(_LEVELS)})[- ]level\b")
# What English calls one of two counterparts, and the Chinese of it.
_PEOPLE = r"(?:people|folk|residents?|dwellers?|households?|families)"
_SIDES_IN_ENGLISH: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (chinese, re.compile(rf"\b(?:{english})\b"))
    for chinese, english in (
        ("城镇", rf"urban(?:ites?)?|(?:city|town) {_PEOPLE}|towns(?:people|folk)|people (?:living )?in (?:the )?(?:towns?|cities)|cit(?:y|ies) and towns?"),
        ("农村", rf"rural|countryside|country {_PEOPLE}|villagers?|farmers?|peasants?|village {_PEOPLE}"),
        ("出口", "exports|exported"), ("进口", "imports|imported"), ("男", "male|men"), ("女", "female|women"), ("支出", "spending"),
    )
)  # fmt: skip


def in_chinese(folded: str) -> str:
    """`folded`, an English question, with the Chinese of what it sets apart from a counterpart.

    >>> in_chinese("how many provincial-level parks are there?")
    'how many provincial-level parks are there? 省级'
    >>> in_chinese("what do country people earn?")
    'what do country people earn? 农村'
    """
    named = [_LEVELS[match["level"]] for match in _LEVEL.finditer(folded)]
    named += [chinese for chinese, english in _SIDES_IN_ENGLISH if english.search(folded)]
    return " ".join((folded, *dict.fromkeys(named)))


def contrasted(asked: str, said: str) -> bool:
    """Whether `said` names the counterpart of something in `asked` instead of it.

    >>> contrasted("农民的收入", "城镇居民的收入为"), contrasted("农民的收入", "农村居民为")
    (True, False)
    """
    asked = in_chinese(asked)
    sides = ((_sides(words, asked), _sides(words, said)) for words in CONTRASTS)
    return any(wanted and given and wanted.isdisjoint(given) for wanted, given in sides)


_RESIDENTS = re.compile("居民(?![区楼点]|小区|委|住宅)")


def counterpart_alone(asked: str, said: str, beside: Sequence[str]) -> bool:
    """Whether `said` names the counterpart of what `asked` names, and nothing `beside` it names that.

    >>> counterpart_alone("市级的收入", "区级收入", ["市级"]), counterpart_alone("市级的收入", "区级收入", [])
    (False, True)
    """
    asked = in_chinese(asked)
    for words in CONTRASTS:
        wanted, given = _sides(words, asked), _sides(words, said)
        if wanted and given and wanted.isdisjoint(given):
            return not any(wanted & _sides(words, other) for other in beside)
    return False


def of_all_residents(asked: str, said: str) -> bool:
    """Whether `asked` wants the people of town or country, and `said` tells of all residents.

    >>> of_all_residents("农民人均收入多少", "居民人均可支配收入达6万元")
    True
    >>> of_all_residents("农民人均收入多少", "农村居民人均可支配收入达4万元")
    False
    """
    return (
        _RESIDENTS.search(said) is not None
        and bool(_sides(_TOWN_AND_COUNTRY, in_chinese(asked)))
        and (not _sides(_TOWN_AND_COUNTRY, said))
    )


# 城市书房 and 美丽乡村 are called so, and set nobody in town or country.
_CALLED_SO = re.compile(
    r"(?:数字|美丽|未来|和美|共富|最美|特色)乡村|(?:主|中心|老|新)城区"
    r"|城市(?=大脑|书房|更新|管理|建设|化|品质|规划|公园|运营|群|带|轨道|副中心|门户|能级|驾驶|客厅|阳台|综合体|驿站|广场)"
    r"|(?:乡村|农村)(?=振兴|旅游|建设|治理|书屋|医生|教师|产业|民宿|集体|合作|公路|电商|文化|宅基地|信用社)"
)


def _sides(words: tuple[str, ...], text: str) -> set[str]:
    """Which of some counterparts a Chinese text names, each by its first name."""
    text = _CALLED_SO.sub("", text)
    names = [next((same for same in SAME if word in same), (word,)) for word in words]
    return {same[0] for same in names if any(name in text for name in same if not name.isascii())}
