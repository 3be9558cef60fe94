"""What the person whom an English question asks for does, as Chinese texts print it before the name.

村民李强 is a villager, 教师王芳 a teacher: where a sentence names both, the word before the name tells
which of them "which villager" means. A Chinese question says that word itself.
"""

from __future__ import annotations

import re

_IN_CHINESE: dict[str, str] = {
    "villager": "村民|农户", "teacher": "教师|老师", "doctor": "医生|医师|大夫", "nurse": "护士|护士长",
    "farmer": "农民|农户|种植户|养殖户|果农|茶农|菜农|花农|渔农|牧民|农场主|种粮大户", "worker": "工人|员工|职工|工友",
    "student": "学生|同学", "pupil": "学生|同学", "resident": "居民|市民|村民|住户|业主", "driver": "司机|驾驶员",
    "professor": "教授", "expert": "专家|教授|研究员", "specialist": "专家|教授|医师|医生|专员|研究员",
    "researcher": "研究员|研究人员|专家|教授", "scientist": "科学家|研究员|教授", "volunteer": "志愿者|义工",
    "engineer": "工程师|技师", "technician": "技师|技术员|技工", "fisherman": "渔民", "fish farmer": "养殖户|渔民",
    "owner": "老板|店主|业主|户主|主人|负责人", "shopkeeper": "店主|老板", "tourist": "游客", "visitor": "游客|旅客|观众",
    "reporter": "记者", "journalist": "记者", "photographer": "摄影师|摄影", "coach": "教练", "chef": "厨师|大厨|主厨", "cook": "厨师|大厨",
    "craftsman": "工匠|匠人|传承人|师傅", "artisan": "工匠|匠人|传承人|师傅", "apprentice": "学徒|徒弟", "entrepreneur": "企业家|创业者|老板",
    "retiree": "退休职工|退休教师|退休工人|退休干部", "pensioner": "老人|退休职工|退休工人", "lawyer": "律师", "judge": "法官", "writer": "作家", "artist": "画家|艺术家",
    "analyst": "分析师|分析员", "commentator": "评论员", "spokesperson": "发言人", "spokesman": "发言人", "spokeswoman": "发言人",
    "designer": "设计师", "programmer": "程序员|工程师", "firefighter": "消防员|消防救援人员|指战员", "police officer": "民警|警官|警察|交警|辅警|警长",
    "policeman": "民警|警官|警察|交警|辅警|警长", "singer": "歌手|歌唱家|演员", "actor": "演员", "actress": "演员", "athlete": "运动员|选手|队员",
    "runner": "选手|跑者|运动员", "player": "球员|选手|队员", "swimmer": "选手|运动员", "founder": "创始人|发起人", "social worker": "社工",
    "pilot": "飞手|飞行员", "courier": "快递员|快递小哥|骑手", "economist": "经济学家", "historian": "历史学家|学者", "scholar": "学者|专家",
    "blogger": "博主", "livestreamer": "主播", "streamer": "主播", "investor": "投资人", "councillor": "议员|代表", "soldier": "战士|民兵",
    "accountant": "会计", "passenger": "乘客|旅客", "customer": "顾客", "trader": "商户|经营户", "merchant": "商户|经营户",
}  # fmt: skip
_ASKED = re.compile(
    r"\b(?:which|what|name of the|called the)\b[a-z\u4e00-\u9fff' -]{0,40}?\b(?P<calling>"
    + "|".join(sorted(map(re.escape, _IN_CHINESE), key=len, reverse=True))
    + r")\b"
)


def calling_asked(folded: str) -> str | None:
    """The pattern of the words before the name of the person whom a folded English question asks for.

    >>> calling_asked("which villager gave the books?"), calling_asked("who gave the books?")
    ('村民|农户', None)
    """
    match = _ASKED.search(folded)
    return None if match is None else _IN_CHINESE[match["calling"]]


def is_called_so(calling: str | None, before: str) -> bool:
    """Whether the words before a name end with the calling: 茶乡村民 before 李强."""
    return calling is not None and re.search(rf"(?:{calling})$", before) is not None
