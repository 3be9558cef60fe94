"""Everyday words and abbreviations beside the words that newspapers print for them.

General vocabulary of public affairs only; it widens the search, it proves nothing.
"""

from __future__ import annotations

import re

_GROUPS: tuple[tuple[str, ...], ...] = (
    ("gdp", "地区生产总值", "生产总值"),
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
_BY_WORD: dict[str, tuple[str, ...]] = {}
for _group in _GROUPS:
    for _word in _group:
        _BY_WORD[_word] = (*_BY_WORD.get(_word, ()), *(w for w in _group if w != _word))
_WORDS = re.compile("|".join(sorted(map(re.escape, _BY_WORD), key=len, reverse=True)))


def widen(query: str) -> str:
    """The other words for what a folded query names, to be searched beside it.

    >>> widen("全县gdp")
    '地区生产总值 生产总值'
    """
    found: dict[str, None] = {}
    for match in _WORDS.finditer(query):
        for word in _BY_WORD[match.group()]:
            if word not in query:
                found.setdefault(word)
    return " ".join(found)
