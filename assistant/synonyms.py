"""Everyday words and abbreviations beside the words that newspapers print for them.

General vocabulary of public affairs only; it widens the search, it proves nothing. Words that mean
the same and are common in both kinds of talk are no use to a search; whether a sentence carries a
word is told by them, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from .spoken import SPOKEN
from .spoken_public import SPOKEN_PUBLIC

_GROUPS: tuple[tuple[str, ...], ...] = (
    ("gdp", "地区生产总值", "生产总值", "经济总量", "经济规模"),
    ("老人", "老年人", "长者"),
    ("小孩", "孩子", "儿童", "小朋友", "娃"),
    ("外来人口", "外地人", "外来务工人员", "新居民"),
    ("挣", "赚", "收入", "增收"),
    ("花钱", "花费", "投资", "投入", "资金"),
    ("工厂", "厂家", "厂子", "企业"),
    ("公司", "企业"),
    ("书记", "党支部书记", "党总支书记"),
    ("旅客", "游人", "游客"),
    ("网络", "互联网"),
    ("贷款", "授信", "融资"),
    ("看病", "就诊", "就医", "医疗"),
    ("托儿所", "托育", "托班"),
    ("电动车", "电动汽车", "新能源汽车"),
    ("充电站", "充电桩"),
    ("岗位", "就业", "工作"),
    ("残疾人", "残疾群众", "残障人士"),
    ("穷人", "低收入", "困难群众"),
    ("低保", "最低生活保障"),
    ("外贸", "出口"),
    ("升学", "招生", "入学"),
    ("民宿", "农家乐"),
    ("面积", "占地", "平方公里", "平方米", "亩"),
    ("比例", "占比", "比重", "份额", "百分比"),
    ("名次", "排名", "位列", "居"),
    ("成立", "建立", "创建", "启动"),
    ("建造", "建设", "打造", "建成"),
    ("涨", "增长", "增幅"),
    ("跌", "下降", "减少"),
    *((f"第一{measure}", f"首{measure}") for measure in "家个批次位座条所届例支"),
)  # fmt: skip
_SAME: tuple[tuple[str, ...], ...] = (
    ("老板", "店主", "经营者", "业主", "负责人", "主理人"),
    ("当家人", "负责人", "带头人"),
    ("官员", "干部", "局长", "主任", "书记", "县长", "市长"),
    ("村医", "乡村医生"),
    ("补贴", "补助", "津贴", "资助"),
    ("餐费", "饭钱", "伙食费", "餐价"),
    ("运费", "快递费", "邮费"),
    ("房租", "租金"),
    ("门票", "票价", "购票"),
    ("奖金", "奖励"),
    ("亏本", "亏损", "赔本", "赔钱"),
    ("免费", "不收费", "不要钱", "不花钱", "不掏钱"),
    ("涨价", "提价", "调价"),
    ("掏钱", "出资", "出钱", "投资"),
    ("法子", "办法", "措施", "举措", "招数"),
    ("好处", "实惠", "便利", "优势"),
    ("毛病", "问题", "故障", "短板"),
    ("难处", "困难", "难题", "瓶颈"),
    ("人手", "用工", "劳动力", "人力"),
    ("选手", "参赛者", "运动员"),
    ("冠军", "第一名", "头名", "夺冠", "折桂"),
    ("年纪", "年龄", "岁数"),
    ("房子", "住房", "房屋", "公寓"),
    ("车位", "停车位", "停车场"),
    ("床位", "病床"),
    ("食堂", "饭堂", "餐厅"),
    ("养老院", "敬老院", "福利院", "养老机构"),
    ("照片", "图片", "摄影", "供图"),
    ("稿子", "文章", "报道"),
    ("停办", "撤并", "停止办学", "关停"),
    ("打工", "务工"),
    ("拆掉", "拆除"),
    ("搬家", "搬迁", "迁入"),
    ("年底", "年末", "岁末"),
    ("垃圾", "废弃物"),
    ("污水", "废水"),
    ("种地", "种植", "耕种"),
    ("对象", "人群"),
    ("号码", "电话", "热线"),
    ("首次", "头一回", "第一次"),
    ("名目", "项目", "奖项"),
    ("公家", "政府", "财政"),
    ("屯子", "村子", "村庄", "村屯", "山村"),
    ("礼拜", "星期", "周"),
    ("药厂", "药企", "制药"),
    ("大伙", "大家", "村民", "乡亲", "居民"),
    ("红利", "分红"),
    ("林子", "林地", "树林"),
    ("主意", "点子", "创意"),
    ("工钱", "工资", "薪水", "薪酬"),
    ("铺子", "店铺", "商铺", "门店"),
    ("总产值", "地区生产总值", "生产总值"),
    ("一产", "第一产业"),
    ("二产", "第二产业"),
    ("三产", "第三产业"),
    ("开张", "开业", "营业", "开门"),
    ("退休金", "养老金"),
    ("打官司", "诉讼", "仲裁"),
    ("摊主", "摊贩", "经营户", "商户"),
    ("管事", "负责", "主管"),
    ("进账", "入账", "收入", "收益"),
    ("到手", "收益", "分红", "领到"),
    ("无人驾驶", "自动驾驶"),
    ("独一份", "独一家", "唯一"),
    ("学费", "收费"),
    ("旱厕", "厕所"), ("卫生间", "厕所"),
    ("火灾", "起火"), ("失火", "起火"),
    ("大夫", "医生", "医师"), ("郎中", "医生"),
    ("老师", "教师"), ("学堂", "学校"),
    ("菜场", "农贸市场", "菜市场"),
    ("快递", "包裹"), ("外卖员", "骑手"),
    ("手艺人", "匠人", "工匠"), ("手艺", "技艺"),
    ("小车", "轿车"), ("货车", "卡车"),
    ("新能源", "光伏"), ("太阳能", "光伏"),
    ("留学生", "外国学生"), ("老外", "外国人", "外籍"),
    ("带货", "直播"), ("网上卖", "电商"), ("网店", "电商"),
    ("毕业生", "大学生"), ("后生", "青年", "年轻人"),
    ("修缮", "改造", "翻修"), ("翻新", "改造"),
    ("浇地", "灌溉"), ("收成", "产量"), ("打药", "施药"),
    ("减排", "降碳"), ("碳排放", "二氧化碳"),
    ("成年人", "大人"), ("单身", "未婚"), ("残障", "残疾"),
)  # fmt: skip
# Too wide to stand for one another in a question.
_NOT_IN_A_QUESTION = frozenset(
    (
        "面积",
        "书记",
        "官员",
        "公司",
        "岗位",
        "建造",
        "花钱",
        "对象",
        "大伙",
        "网络",
        "新能源",
        "毕业生",
    )
)


def _others(groups: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The other words of the groups that a word is in."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for word in group:
            found[word] = (*found.get(word, ()), *(w for w in group if w != word))
    return found


_BY_WORD = _others(_GROUPS)
_ALSO_SAID = _others((*_GROUPS, *_SAME))
_WORDS = re.compile("|".join(sorted(map(re.escape, _BY_WORD), key=len, reverse=True)))


def widen(query: str) -> str:
    """The other words for what a folded query names, to be searched beside it.

    >>> widen("全县gdp")
    '地区生产总值 生产总值 经济总量 经济规模'
    """
    found: dict[str, None] = {}
    for match in _WORDS.finditer(query):
        for word in _BY_WORD[match.group()]:
            if word not in query:
                found.setdefault(word)
    return " ".join(found)


@lru_cache(maxsize=1)
def same_words() -> dict[str, tuple[str, ...]]:
    """Words that may stand for one another in a question, each with the others.

    >>> same_words()["无人驾驶"]
    ('自动驾驶',)
    """
    return _others(
        group
        for group in (*_GROUPS, *_SAME, *SPOKEN, *SPOKEN_PUBLIC)
        if _NOT_IN_A_QUESTION.isdisjoint(group)
    )


def also_said(word: str) -> tuple[str, ...]:
    """The other words by which a text may carry `word`, or what it is made of.

    >>> also_said("饭钱")
    ('餐费', '伙食费', '餐价')
    """
    return (*_ALSO_SAID.get(word, ()), *widen(word).split())
