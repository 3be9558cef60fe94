"""What Chinese papers call the things of public life, for the words by which English asks of them.

A table that was learned from subtitles and web pages knows 草根 for grassroots and 座舱 for cockpit; papers
print 基层 and 驾驶舱. General vocabulary of public affairs, economy and daily life, no names; it is looked up
beside the learned table, and proves nothing by itself.

>>> printed_terms("How many grassroots clinics are there?")
(('基层', 0.5), ('卫生院', 0.25), ('诊所', 0.25))
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

# English, in lower case and the singular: what papers print for it, the likeliest first.
_TERMS: dict[str, str] = {
    # Administration.
    "grassroots": "基层", "grass-roots": "基层", "primary-level": "基层", "community-level": "基层",
    "county-level": "县域 县级", "city-level": "市级", "province-level": "省级", "district-level": "区级",
    "provincial-level": "省级", "municipal-level": "市级", "national-level": "国家级", "village-level": "村级",
    "subdistrict": "街道", "neighbourhood committee": "居委会", "neighborhood committee": "居委会", "village committee": "村委会",
    "village head": "村主任", "party secretary": "书记", "party member": "党员", "cadre": "干部", "official": "干部 负责人",
    "beijing": "北京 中央 国务院", "central government": "中央 国务院", "state council": "国务院", "guideline": "意见 指导意见",
    "civil servant": "公务员", "grid worker": "网格员", "grid": "网格", "one-stop": "一站式", "red tape": "审批",
    "inspection": "检查", "inspected": "检查", "penalty": "处罚", "penalties": "处罚", "fine": "罚款", "law enforcement": "执法",
    "complaint": "投诉", "petition": "信访", "mediation": "调解", "mediator": "调解员", "hotline": "热线",
    "pilot": "试点", "pilot scheme": "试点", "demonstration zone": "示范区", "demonstration area": "示范区", "policy": "政策",
    "subsidy": "补贴 补助", "allowance": "津贴 补贴", "grant": "补助 资金", "reform": "改革", "plan": "规划 方案",
    "common prosperity": "共同富裕", "shared prosperity": "共同富裕", "urban-rural": "城乡", "income gap": "收入差距 收入比",
    "household registration": "户口 户籍", "residence permit": "居住证", "migrant worker": "务工人员 新居民", "newcomer": "新居民",
    # Economy.
    "gdp": "地区生产总值 生产总值", "economic output": "地区生产总值 生产总值", "earnings": "收入", "operating earnings": "经营性收入", "business earnings": "经营性收入",
    "living allowance": "最低生活保障 低保", "subsistence allowance": "最低生活保障 低保", "countryside": "农村 乡村", "country people": "农村居民", "townspeople": "城镇居民",
    "model zone": "示范区", "early warning": "预警", "take-up": "参与率", "output value": "产值", "disposable income": "可支配收入", "per capita": "人均", "per head": "人均",
    "year on year": "同比", "year-on-year": "同比", "growth rate": "增速", "operating income": "经营性收入", "operational income": "经营性收入",
    "total income": "总收入", "revenue": "营收 收入", "tax revenue": "税收", "fiscal revenue": "财政收入", "profit": "利润",
    "turnover": "营业额", "sales": "销售额", "sold": "销售", "sold abroad": "出口", "export": "出口", "exported": "出口", "import": "进口",
    "foreign trade": "外贸", "investment": "投资", "credit": "授信 贷款", "credit line": "授信", "loan": "贷款", "interest rate": "利率",
    "green finance": "绿色金融", "share of the market": "市场份额", "market share": "市场份额", "industrial park": "产业园 园区",
    "industrial platform": "产业平台", "enterprise": "企业", "company": "企业 公司", "firm": "企业", "private firm": "民营企业",
    "state-owned": "国有", "start-up": "初创 创业", "startup": "初创 创业", "entrepreneur": "创业者 企业家", "chamber of commerce": "商会",
    "smart factory": "智能工厂", "workshop": "工坊 车间", "production line": "生产线", "capacity": "产能", "utilisation": "利用率", "utilization": "利用率",
    "procurement": "采购", "purchasing": "采购", "supply chain": "供应链", "logistics": "物流", "parcel": "快递 包裹", "courier": "快递",
    "e-commerce": "电商", "livestream": "直播", "livestreaming": "直播", "brand": "品牌", "patent": "专利", "laboratory": "实验室",
    "children's wear": "童装", "childrenswear": "童装", "garment": "服装", "clothing": "服装", "factory space": "厂房", "factory building": "厂房",
    "rent": "租金", "rental": "租金", "dividend": "分红", "shareholder": "股东", "shares": "股份", "equity": "股权 股份", "stake": "股份",
    "collective": "集体", "collective economy": "集体经济", "cooperative": "合作社", "on average": "均 平均", "average": "平均 均",
    "computing power": "算力", "computing centre": "算力中心 智算中心", "computing center": "算力中心 智算中心", "artificial intelligence": "人工智能",
    "data centre": "数据中心", "digital": "数字", "digital cockpit": "驾驶舱", "cockpit": "驾驶舱", "dashboard": "驾驶舱", "platform": "平台", "app": "应用",
    # The country.
    "rural revitalisation": "乡村振兴", "rural revitalization": "乡村振兴", "homestay": "民宿", "guesthouse": "民宿 农家乐", "farm stay": "农家乐",
    "inn": "民宿", "villager": "村民", "weak village": "薄弱村 欠发达村", "weaker village": "薄弱村 欠发达村", "poor village": "欠发达村 薄弱村",
    "poorer village": "欠发达村 薄弱村", "underdeveloped": "欠发达", "mountain county": "山区县", "mountain area": "山区", "tea garden": "茶园",
    "paddy": "水田 稻田", "grain": "粮食", "rice": "水稻 大米", "crayfish": "小龙虾", "shrimp": "虾", "crab": "蟹", "fish pond": "鱼塘",
    "greenhouse": "大棚", "orchard": "果园", "bamboo": "竹林 毛竹", "carbon sink": "碳汇", "carbon": "碳", "straw": "秸秆", "drone": "无人机", "driverless": "无人 自动驾驶",
    "unmanned": "无人", "self-driving": "自动驾驶", "irrigation": "灌溉", "reservoir": "水库", "wetland": "湿地", "sewage": "污水", "waste sorting": "垃圾分类",
    "rubbish": "垃圾", "river": "河道", "flood": "防汛", "tourist": "游客", "visitor": "游客", "visit": "接待", "tourist visit": "游客 人次", "scenic area": "景区",
    # Health and care.
    "clinic": "卫生院 诊所", "health station": "卫生站 卫生服务站", "health centre": "卫生院", "township hospital": "卫生院", "medical community": "医共体", "medical alliance": "医联体",
    "medical consortium": "医联体 医共体", "patient visit": "就诊", "visit rate": "就诊率", "see a doctor": "就诊 看病", "medical insurance": "医保", "health insurance": "医保",
    "specialist": "专家", "outpatient": "门诊", "surgery": "手术", "bed": "床位", "disability": "残疾", "disabilities": "残疾", "disabled": "残疾", "elderly": "老年 老人",
    "older people": "老年人 老人", "elderly care": "养老", "old-age care": "养老", "nursing home": "敬老院 养老院", "pension": "养老金", "filial": "孝", "accident insurance": "意外伤害保险",
    "childcare": "托育 托班", "nursery": "托育 托班", "day care": "托育", "toddler": "托班 婴幼儿", "canteen": "食堂", "dining": "助餐 食堂", "meal service": "助餐", "meal": "餐", "relief": "救助",
    "low-income": "低收入", "minimum living allowance": "最低生活保障 低保", "hardship": "困难 困境", "children in difficulty": "困境儿童", "welfare": "福利", "volunteer": "志愿者 志愿服务",
    # School and culture.
    "kindergarten": "幼儿园", "compulsory education": "义务教育", "education community": "教共体 教育共同体", "school enrolment": "招生 入学", "enrolment": "招生 入学", "admission": "招生 入学",
    "headmaster": "校长", "headteacher": "校长", "principal": "校长", "pupil": "学生", "online lesson": "云上 同步课堂", "boarding": "寄宿", "tuition": "学费", "summer school": "暑期 学堂", "paired": "结对",
    "library": "图书馆 书房", "book room": "书房", "reading room": "书屋 书房", "bookshop": "书店", "museum": "博物馆", "cultural hall": "文化礼堂", "heritage": "遗产 非遗", "intangible heritage": "非遗", "craftsman": "匠人",
    "sports venue": "体育设施 体育馆", "sports facility": "体育设施", "gym": "体育馆", "stadium": "体育场", "marathon": "马拉松", "civility": "文明", "honesty": "诚信", "civilised": "文明", "award": "奖",
    # Building, traffic, order.
    "park": "公园", "housing": "住房", "flat": "套", "renovation": "改造", "refurbishment": "改造", "old residential area": "老旧小区", "residential estate": "小区", "parking space": "车位", "parking lot": "停车场",
    "charging pile": "充电桩", "charging point": "充电桩", "charger": "充电桩", "charging station": "充电站", "bus route": "公交线路", "bus": "公交", "metro": "地铁", "expressway": "高速", "bridge": "大桥",
    "lift": "电梯", "drain": "下水道", "streetlight": "路灯", "surveillance camera": "摄像头", "fire safety": "消防", "road accident": "交通事故", "police officer": "民警", "community policeman": "社区民警 片警",
    "court": "法院", "case": "案件", "fraud": "诈骗", "job": "岗位 就业", "vacancy": "岗位", "employment": "就业", "apprentice": "学徒", "skilled worker": "技工 高级工", "training": "培训", "wage": "工资", "resident": "居民",
    "january": "1月", "february": "2月", "march": "3月", "april": "4月", "june": "6月", "july": "7月", "august": "8月",
    "september": "9月", "october": "10月", "november": "11月", "december": "12月", "combined": "总 合计", "altogether": "累计 总", "in total": "累计 总",
    "household": "户 家庭", "family rule": "家训", "family motto": "家训", "file": "档案", "record": "档案", "first of its kind": "首个 首创", "province's first": "全省首", "nationwide": "全国",
}  # fmt: skip
_MOST_WORDS = 3
_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
# What all that is printed for one term weighs together, as the learned table weighs a plain word.
_WEIGHT = 0.5


def singular(word: str, known: Container[str] = _TERMS) -> str:
    """An English noun in the singular; as it is where it is `known` so.

    >>> singular("parishes"), singular("glass")
    ('parish', 'glass')
    """
    if word in known or not word.endswith("s") or word.endswith("ss"):
        return word
    for ending, single in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending):
            return word.removesuffix(ending) + single
    return word


@lru_cache(maxsize=4096)
def printed_terms(question: str) -> tuple[tuple[str, float], ...]:
    """What papers print for the terms of an English text, each with its weight, 0..1.

    The longest term at each place counts: urban-rural income gap, not income.
    """
    found: dict[str, float] = {}
    for _, printed in _terms_in(question):
        for word in printed:
            found[word] = max(found.get(word, 0.0), _WEIGHT / len(printed))
    return tuple(found.items())


def words_of_terms(question: str) -> frozenset[str]:
    """The words of an English text that only together with others are a term with a printed name.

    >>> sorted(words_of_terms("What is the disposable income of the villagers?"))
    ['disposable', 'income']
    """
    several = (said for said, _ in _terms_in(question) if len(said) > 1)
    return frozenset(word for said in several for word in said)


def _terms_in(question: str) -> list[tuple[list[str], list[str]]]:
    """The terms of an English text: the words that were said, and what papers print."""
    spoken = [word.replace("’", "'") for word in _WORD.findall(question.lower())]
    found: list[tuple[list[str], list[str]]] = []
    position = 0
    while position < len(spoken):
        for size in range(_MOST_WORDS, 0, -1):
            said = spoken[position : position + size]
            *head, last = said or [""]
            # parking lots, chambers of commerce
            forms = ([*head, singular(last)], [*map(singular, head), last], said)
            term = next((one for form in forms if (one := " ".join(form)) in _TERMS), "")
            if len(said) == size and term:
                found.append((said, _TERMS[term].split()))
                position += size
                break
        else:
            position += 1
    return found
