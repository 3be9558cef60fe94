"""Bylines: lines that hold nothing but people's names and their roles."""

from __future__ import annotations

import re
import unicodedata

from ..normalise import simplify
from .signal import is_word

# The surnames of the census of 2020 that cover 99 % of the population, and common double ones.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文"
    "牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛"
    "曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席"
    "卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁"
    "胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋"
    "相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾"
    "茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
_DOUBLE = frozenset(
    "欧阳 上官 司马 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 令狐 慕容 长孙 宇文 端木 申屠 澹台 轩辕 赫连 呼延".split()
)
_GEOGRAPHIC = frozenset("省市县区镇乡村州岛山河湖江海港湾桥路街道寨屯庄店堡关口")
_ROLE = (
    r"(?:(?:本报|本网|本刊|本台|特约|首席|见习|实习|全媒体|融媒体|[\u4e00-\u9fff]{2,8}?(?:日报|晚报|报|网|社))*"
    r"(?:记者|通讯员|撰稿人?|评论员|作者|特派员|编辑|实习生|文字|撰文|采写|报道|摄影报道|文/图|图/文|文图|[文图](?=[:/／|\s])))"
)
_ROLES = re.compile(r"(?<![\u4e00-\u9fff])" + _ROLE + r"\s*[:/／|]?\s*")
_MARKS = re.compile(r"^[■□●◆◎▲○★☆\s]+|[■□●◆◎○\s]+$")


def is_name(text: str) -> bool:
    """Could these two to four characters (or more with a middle dot) be a person's name?

    >>> is_name("张银燕"), is_name("欧阳晓"), is_name("高质量"), is_name("阿依·努尔")
    (True, True, False, True)
    """
    text = simplify(text)
    if "·" in text:
        return bool(re.fullmatch(r"[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6}){1,3}", text))
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,4}", text):
        return False
    if text[:2] in _DOUBLE and len(text) > 2:
        return True
    if text[0] not in _SURNAMES or len(text) == 4:
        return False
    return not is_word(text) or not _common_word(text)


def _common_word(text: str) -> bool:
    import rjieba

    tagged = rjieba.tag(text)
    if len(tagged) != 1:
        return False
    # The dictionary lists villages that are called after people.
    village = tagged[0][1] == "ns" and len(text) == 3 and text[-1] not in _GEOGRAPHIC
    return not village and not tagged[0][1].startswith("nr")


def read_byline(text: str) -> str | None:
    """The names of a byline, one space between them; `None` if the line is anything else.

    >>> read_byline("徐坊 沈巍伟 罗静娴"), read_byline("□本报记者 张银燕 通讯员 吴丽燕")
    ('徐坊 沈巍伟 罗静娴', '张银燕 吴丽燕')
    >>> read_byline("高质量") is None, read_byline("龙山 新村") is None
    (True, True)
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    folded = _MARKS.sub("", folded)
    if len(folded) > 60:
        return None
    folded = re.sub(r"^\((.*)\)$", r"\1", folded).strip()
    bare = folded
    # The names stay as printed; 攝影 and 圖 are roles like 摄影 and 图.
    for role in reversed([*_ROLES.finditer(simplify(folded))]):
        bare = f"{bare[: role.start()]} {bare[role.end() :]}"
    had_role = bare != folded
    # A name of two characters may be set with a blank inside: 徐 明.
    parts = [part for part in re.split(r"[\s、,，/;；]+", bare) if part]
    if parts and all(len(part) == 1 for part in parts) and len(parts) == 2:
        parts = ["".join(parts)]
    merged: list[str] = []
    for part in parts:
        if len(part) == 1 and merged and len(merged[-1]) == 1:
            merged[-1] += part
        else:
            merged.append(part)
    if not merged or len(merged) > 10:
        return None
    sure = sum(map(is_name, merged))
    believed = sure == len(merged) or (had_role and sure * 2 >= len(merged))
    if believed and all(re.fullmatch(r"[\u4e00-\u9fff·]{2,12}", part) for part in merged):
        return " ".join(merged)
    return None


_LEAD = re.compile(
    r"\s*[\u4e00-\u9fff]{0,10}(?:[讯訊]|\d{1,2}日[电電])\s*[（(](?P<names>[^（）()。]{3,40})[）)]"
)


def reporters_in_lead(text: str) -> str | None:
    """The reporters whom a news item names before its first sentence.

    >>> reporters_in_lead("本报讯（记者 张银燕 通讯员 吴丽燕）昨天，村里修通了路。")
    '张银燕 吴丽燕'
    >>> reporters_in_lead("昨天传来喜讯（见第三版），村里修通了路。") is None
    True
    """
    match = _LEAD.match(text)
    if match is None or not re.search("[记記]者|通[讯訊][员員]|作者", match["names"]):
        return None
    return read_byline(match["names"])
