"""What is measured of a thing, and the roles in it, by how the words end.

>>> is_attribute("人均收入"), is_attribute("工厂")
(True, False)
"""

from __future__ import annotations

import re

from .tagging import tagged

# Nouns that are measured of something, and roles that somebody has in something.
ATTRIBUTE_END = (
    r"(?:营收|面积|长度|全长|高度|宽度|深度|海拔|价格|票价|门票|房价|租金|产值|总产值|产量|收入|支出|人口|人数|户数|数量|总量|总数|"
    r"总额|[\u4e00-\u9fff]{0,2}额|[\u4e00-\u9fff]{1,2}率|占比|比重|比例|收入比|之比|倍差|生产总值|GDP|gdp|增速|增幅|涨幅|投资|投入|造价|成本|"
    r"利润|亩产|单产|[\u4e00-\u9fff]{1,2}[量费金价]|标准|得分|评分|排名|名次|规模|年限|年龄|时间|日期|地址|位置|电话|名字|名称|"
    r"原因|目标|目的|负责人|书记|主任|校长|院长|馆长|园长|局长|市长|区长|县长|镇长|村长|会长|站长|经理|总经理|董事长|"
    r"创始人|老板|作者|床位|床位数|学生数|票数|得票|得票率|工资|补助|客流|流量|时速|时长|里程|容量|产能|速度|温度|重量|总部)"
)
# Measures of another measure: whose they are includes what is measured.
OF_A_MEASURE = r"(?:同比|环比)?(?:增长率|增速|增幅|涨幅|降幅|占比|比重|排名|位次|平均水平|平均值|平均数|目标(?=.{0,2}(?:多少|几)))"
# 可支配收入|要缩到: what measures, then verbs that say how it moved.
UP_TO_ATTRIBUTE = re.compile(
    rf"^(.*(?:{ATTRIBUTE_END}|差距))(?:(?:同比|环比|比上年|比去年|要|将|已|已经|会|能|又|还|大概|约|一共|总共|共|就|都|分别)*"
    rf"(?:是|为|有|达到?|达|占|增长|增加|提高|上涨|涨|降低|下降|减少|缩小|缩|扩大|降|升|变|排名?|排|位列|在|叫|突破|超过|完成|实现|收)?[了到至为成在]?)$"
)
ATTRIBUTE_WORDS = (
    "总 规划 占地 建筑 年 月 日 人均 户均 村均 亩均 平均 城镇 农村 城乡 居民 农民 村民 常住 户籍 可支配 经营性 地区 销售 "
    "生产 投资 出口 进口 年度 全年 累计 外来 入学 就诊 招生 最低生活保障 低保 总的"
).split()
ROLE = re.compile(
    r"(?:负责人|书记|主任|校长|院长|馆长|园长|局长|市长|区长|县长|镇长|村长|会长|站长|经理|董事长|创始人|老板|作者)$"
)
_MODIFIERS = ("城镇", "农村", "城乡", "居民", "农民", "村民")
ENTITY_END = re.compile(
    r"(?:省|(?<![城都])市(?![场民值政容面])|(?<![地山城小园])区|县(?!域)|镇|(?<![城家])乡|村(?!集体|民|级|均)|街道|社区|州|岛|新城|公司|集团|企业|工厂|厂(?!房)|医院|学校|小学|中学|大学|幼儿园|学院|平台|园区|"
    r"产业园|公园|市场|中心|大桥|桥|路|隧道|地铁|线|水库|工程|项目|合作社|农场|庄园|工坊|银行|基金|博物馆|图书馆|馆|码头|绿道|步道|古道|大道|食堂|礼堂|广场|书房|驿站|湿地|"
    r"机场|车站|站|景区|计划|行动|选举|大会|比赛|马拉松|节|奖|”|」|》)(?=[\u4e00-\u9fffA-Za-z])"
)


def attribute_start(subject: str) -> int:
    """Where the attribute begins in a subject: 东河镇|规划总面积; its length when it has none."""
    match = re.search(rf"(?:{ATTRIBUTE_END}|差距)$", subject)
    if match is None:
        return len(subject)
    start = match.start()
    # The attribute's own modifiers stand before it, back to the thing that it is measured of.
    entity = max((m.end() for m in ENTITY_END.finditer(subject[: match.start() + 1])), default=0)
    of = subject.rfind("的", 0, match.end() - 1) + 1
    floor = max(entity, of)
    if floor:
        while word := next((w for w in _MODIFIERS if subject[:floor].endswith(w)), None):
            floor -= len(word)
        return floor
    grown = True
    while grown:
        grown = False
        for word in ATTRIBUTE_WORDS:
            if subject[:start].endswith(word) and start - len(word) >= 0:
                start -= len(word)
                grown = True
    words = tagged(subject[:start])
    if words and not words[-1][1].startswith(("ns", "nr", "nz", "nt")) and len(words) > 1:
        position = len(subject[:start])
        for word, tag in reversed(words):
            if tag.startswith(("ns", "nr", "nz", "nt", "uj", "m", "t")) or len(word) < 2:
                break
            if position - len(word) <= 0:
                break
            position -= len(word)
        start = position
    return start


def is_attribute(text: str) -> bool:
    """Whether the words name something that is measured of a thing, or a role in it."""
    return bool(re.search(rf"{ATTRIBUTE_END}$", text))


def is_specific(attribute: str) -> bool:
    """Whether an attribute says itself what it is of: 基层就诊率 does, 总面积 does not."""
    core = re.sub(rf"{ATTRIBUTE_END}$", "", attribute)
    for word in sorted(ATTRIBUTE_WORDS, key=len, reverse=True):
        core = core.replace(word, "")
    return len(core) >= 2 or bool(re.search(r"基层|县域|低保|最低|就诊", attribute))
