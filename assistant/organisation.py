"""Which organisation of a sentence a question asks for: 哪家公司, 哪个部门, 哪所医院.

The class word of the question narrows the choice (a kindergarten is no bureau), and a name of its
own outweighs a description: 杭州某某科技有限公司 rather than 龙头企业 or 公办幼儿园.
"""

from __future__ import annotations

import re

from index.normalise import fold_text

from .evidence import Evidence
from .question import Question
from .told_closer import TOLD_CLOSER
from .translated import words_in_chinese
from .who import Name

_ASKED_CLASS = re.compile(
    r"(?:哪|什么)(?:一|两|几|些|[0-9二三四五六])?(?:个|家|所|间|些|座|支)?(?:龙头|科技|民营|国有|上市|牵头|软件|互联网|物业|保险|医科|师范|农业|理工|科技|重点|三甲|综合|公办|公立|民办|私立|教育|专业|农民|股份|国资)?"
    r"(?P<class>公司|企业|集团|部门|单位|机构|学校|中学|小学|幼儿园|大学|学院|医院|银行|局|委员会|委|协会|商会|合作社|报社|报纸|报|厂|工厂|法院)"
)
_FULL_NAME_ASKED = re.compile(
    r"(?P<class>公司|企业|集团|学校|中学|小学|幼儿园|大学|学院|医院|银行|协会|商会|合作社|厂|局)[^,，?？]{0,6}[,，]?的?(?:全称|全名|名称|大名)"
)
_ENGLISH_CLASS = {
    "company": "公司", "companies": "公司", "firm": "公司", "manufacturer": "公司", "maker": "公司", "developer": "公司",
    "enterprise": "企业", "enterprises": "企业", "factory": "厂", "bureau": "局", "school": "学校", "schools": "学校", "primary school": "小学", "elementary school": "小学", "middle school": "中学", "high school": "中学",
    "kindergarten": "幼儿园", "university": "大学", "college": "学院", "hospital": "医院", "hospitals": "医院", "clinic": "医院",
    "bank": "银行", "association": "协会", "chamber of commerce": "商会", "cooperative": "合作社", "newspaper": "报", "court": "法院",
}  # fmt: skip
_ENGLISH_ASKED = re.compile(
    rf"(?:\b(?:which|what)|^(?:please )?(?:name|identify|state|give(?: me)?) the) {TOLD_CLOSER}(?P<class>"
    + "|".join(sorted(_ENGLISH_CLASS, key=len, reverse=True))
    + r")\b(?! (?:officials?|workers?|staff|students?|pupils?|teachers?|employees?)\b)"
)
# What a class word may stand for.
_MEMBERS: dict[str, str] = {
    "公司": r"公司|集团|企业|厂|科技|股份|实业|银行|电商",
    "企业": r"公司|集团|企业|厂|科技|股份|实业|银行|电商",
    "集团": r"集团|公司",
    "部门": r"局|厅|部|委|办|中心|署|院|委员会|办公室",
    "局": r"局",
    "委": r"委|委员会",
    "委员会": r"委员会",
    "学校": r"学校|小学|中学|大学|学院|幼儿园|高中|校区|中专|职高|技校|党校",
    "医院": r"医院|卫生院|分院",
    "小学": r"小学|学校",
    "中学": r"中学|高中|初中|学校",
    "大学": r"大学|学院",
    "学院": r"学院|大学|技校",
    "厂": r"厂|公司",
    "工厂": r"厂|公司",
    "报纸": r"报",
    "报": r"报",
    "报社": r"报",
}
_ANY_BODY = ("单位", "机构", "组织")
_GENERIC = re.compile(
    r"^(?:(?:[\u4e00-\u9fff]{1,4}[省市区县镇乡])?(?:各|该|本|多|全|相关|有关|其他|上述|两|三|四|五|几|一些|众多|首批|龙头|骨干|重点|知名|著名|科技|民营|国有|国企|民企|中小|小微|规上|外资|"
    r"上市|高新技术|创新|生产|加工|加工型|制造|电商|童装|农业|试点|示范|公办|民办|普惠|本地|当地|外地|省级|市级|区级|县级|国家级|国内|国外|世界|累计|已|新增|培育|建成|建起|打造|推动|带动|拥有|"
    r"累计|已|新增|培育|建成|建起|打造|推动|带动|拥有|未来|智能|数字|标准|大型|小型|型|和|与|的|类|家|所|个|名)+)?"
    r"(?:公司|企业|集团|部门|单位|机构|学校|中小学|中学|小学|幼儿园|大学|学院|医院|银行|协会|合作社|工厂|中心|平台|办公室|政府|园区|产业园|委员会)$"
)
_CLAUSE = re.compile(r"[,，;；。]")
# In a name of this length or more there are words of its own.
_LONG_NAME = 6


# 首家…试点企业: the first of its kind, and one of those who try it.
_DESCRIBED = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,2}[省市区县])?首[家个批所]|(?:试点|示范|龙头|骨干|培育|重点|结对|帮扶|成员)(?:公司|企业|单位|机构|学校|医院)$"
)
# What the name of a body ends with, as far as a reader points at it.
_BODY = re.compile(
    r"(?:公司|集团|企业|厂|店|社|行|局|(?<![车客大餐展音舞前门])厅|[^全一大小分外内]部|委|(?<![主承举兴创协开督包查])办|院|校|学|园|馆|中心|协会|商会|联盟|学会|总会|工会|基金会|联合会|妇联|残联|团委|工商联|科协|侨联|派出所|研究所|事务所|"
    r"[大支总]队|救援队|球队|团队|剧团|乐团|俱乐部|电视台|报|网|政府|党委|党支部|纪委|监委|指挥部|工作站|居委会|村委会|委员会|合作社|平台|实验室|法庭|医共体|超市|商场|酒店|物业|银行|保险|数据|科技|股份|堂|网站|小组|工作室)"
    r"[)）》”」]?$"
)
_NOT_IN_A_NAME = re.compile(r"[,，。;；:：、!?！？0-9]|由|在.{6}")
_LONGEST_BODY = 30


def is_body(name: str) -> bool:
    """Whether a folded text may be the name of a body, by what it ends with.

    >>> is_body("江城市工业和信息化厅"), is_body("一座桥"), is_body("江城市教育局、公安局")
    (True, False, False)
    """
    return (
        len("某局") < len(name) <= _LONGEST_BODY
        and _BODY.search(name) is not None
        and _NOT_IN_A_NAME.search(name) is None
    )


def class_asked(folded: str) -> str | None:
    """The class word, in Chinese, of the organisation that a folded question asks for.

    >>> class_asked("书局是哪家公司掏钱改的?"), class_asked("通知是哪两个部门下发的?")
    ('公司', '部门')
    >>> class_asked("which qingshi primary school has a library?")
    '小学'
    """
    if (match := _ASKED_CLASS.search(folded) or _FULL_NAME_ASKED.search(folded)) is not None:
        return match["class"]
    english = _ENGLISH_ASKED.search(folded)
    return None if english is None else _ENGLISH_CLASS[english["class"]]


def of_class_asked(folded: str, name: str) -> bool:
    """Whether a name ends as the class word of a folded question wants, if it has one."""
    asked = class_asked(folded)
    if asked is None or asked in _ANY_BODY:
        return True
    return re.search(rf"(?:{_MEMBERS.get(asked, re.escape(asked))})[)）]?$", name) is not None


def is_named(question: Question, name: str) -> bool:
    """Whether a question names a folded name itself, if without the places that it begins with.

    Of an English one only the names of the collection are in Chinese: 青石 primary school.

    >>> from .question import parse_question
    >>> asked = parse_question("哪所学校和青石小学结对?")
    >>> is_named(asked, "清河县青石小学"), is_named(asked, "清河县红星小学")
    (True, False)
    """
    if name in question.folded:
        return True
    own = _WHERE_IT_LIES.sub("", name)
    if question.language == "en":
        own = _CLASS_WORD.sub("", own)
    return (
        len(own) >= len("青石")
        and own != name
        and own in question.folded
        and not is_generic(own)
        # 哪个公安局: asked for, not named.
        and re.search(rf"(?:哪|什么).{{0,2}}{re.escape(own)}", question.folded) is None
    )


_WHERE_IT_LIES = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,3}?[省市])?(?:[\u4e00-\u9fff]{2,3}?[县区])?(?:[\u4e00-\u9fff]{2,3}?(?:镇|乡|街道))?(?=[\u4e00-\u9fff]{3})"
)
_CLASS_WORD = re.compile(
    r"(?:实验)?(?:小学|中学|学校|幼儿园|医院|卫生院|公司|集团|合作社|银行|协会)$"
)


def is_generic(name: str) -> bool:
    """Whether words describe organisations of a kind and name none.

    >>> is_generic("龙头企业"), is_generic("首家药材试点企业"), is_generic("清河区教育局")
    (True, True, False)
    """
    return _GENERIC.match(name) is not None or _DESCRIBED.search(name) is not None


def best_organisation(question: Question, evidence: Evidence, name: Name) -> float:
    """How likely `name` is the organisation asked for."""
    text = fold_text(name.text)
    score = -3.0 if is_generic(text) else 0.0
    asked = class_asked(question.folded)
    if asked is not None:
        members = _MEMBERS.get(asked, re.escape(asked))
        held = 0.5 if re.search(members, text) else -1.5
        score += 1.5 if of_class_asked(question.folded, text) else held
    if evidence.span is not None:
        start, end = evidence.start + name.start, evidence.start + name.end
        a, b = evidence.span
        if start < b and a < end:
            score += 1.5
        else:
            score -= min(abs(start - b), abs(a - end)) / len(evidence.text)
    score += 0.3 * (len(text) >= _LONG_NAME)
    return score + _near(question, evidence, name)


def _near(question: Question, evidence: Evidence, name: Name) -> float:
    """The nearer the words of the question, the likelier the name, whichever side they stand on."""
    text = fold_text(evidence.text)
    if len(text) != len(evidence.text):
        return 0.0
    terms = [term for term in words_in_chinese(question) if term in text]
    total = 0.0
    for term in terms:
        pulls = []
        for found in re.finditer(re.escape(term), text):
            follows = found.start() >= name.end
            between = text[name.end : found.start()] if follows else text[found.end() : name.start]
            # What another clause says is said of another.
            pulls.append(0.5 ** len(_CLAUSE.findall(between)) / (1 + len(between) / 6))
        total += max(pulls) / len(terms)
    return 2 * total
