"""Units: their canonical names, what they convert to, and how English says them.

A unit belongs to a dimension with a factor to its base, so that 150亩 and 10公顷 compare. Counting
words (家, 件, 人) each are their own dimension: 14家 is not 14亩. Factors are the legal ones
(1亩 = 2000/3 平方米, 1斤 = 500克).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

# canonical: (dimension, factor to the base, other spellings, English singular, English plural)
_MEASURES: dict[str, tuple[str, str, str, str]] = {
    "元": ("money:CNY", "1", "块 块钱 元人民币 圆 yuan rmb cny renminbi", "yuan"),
    "美元": ("money:USD", "1", "美金 usd dollar dollars us-dollars", "US dollars"),
    "欧元": ("money:EUR", "1", "eur euro euros", "euros"),
    "港元": ("money:HKD", "1", "港币 hkd", "Hong Kong dollars"),
    "日元": ("money:JPY", "1", "jpy yen", "yen"),
    "英镑": ("money:GBP", "1", "gbp", "pounds sterling"),
    "韩元": ("money:KRW", "1", "won", "won"),
    "卢布": ("money:RUB", "1", "rubles roubles", "roubles"),
    "新台币": ("money:TWD", "1", "台币", "New Taiwan dollars"),
    "平方米": (
        "area",
        "1",
        "平米 平方 m2 sqm square-meter square-meters square-metre square-metres",
        "square metres",
    ),
    "亩": ("area", "2000/3", "mu", "mu"),
    "公顷": ("area", "10000", "hm2 hectare hectares", "hectares"),
    "英亩": ("area", "4046.8564224", "acre acres", "acres"),
    "平方公里": (
        "area",
        "1000000",
        "平方千米 km2 square-kilometer square-kilometers square-kilometre square-kilometres sq-km",
        "square kilometres",
    ),
    "米": ("length", "1", "m meter meters metre metres", "metres"),
    "公里": (
        "length",
        "1000",
        "千米 km kilometer kilometers kilometre kilometres",
        "kilometres",
    ),
    "厘米": ("length", "0.01", "公分 cm centimeters centimetres", "centimetres"),
    "毫米": ("length", "0.001", "mm millimeters millimetres", "millimetres"),
    "纳米": ("length", "0.000000001", "nm nanometers", "nanometres"),
    "里": ("length", "500", "华里", "li"),
    "海里": ("length", "1852", "nautical-miles", "nautical miles"),
    "英里": ("length", "1609.344", "mile miles", "miles"),
    "英尺": ("length", "0.3048", "foot feet", "feet"),
    "公斤": ("mass", "1000", "千克 kg kilogram kilograms kilos", "kilograms"),
    "克": ("mass", "1", "g gram grams", "grams"),
    "毫克": ("mass", "0.001", "mg milligrams", "milligrams"),
    "微克": ("mass", "0.000001", "μg ug micrograms", "micrograms"),
    "斤": ("mass", "500", "市斤 jin", "jin"),
    "磅": ("mass", "453.59237", "pound pounds lb lbs", "pounds"),
    "吨": ("mass", "1000000", "公吨 ton tons tonne tonnes", "tonnes"),
    "立方米": (
        "volume",
        "1000",
        "m3 立方 方 cubic-meter cubic-meters cubic-metre cubic-metres",
        "cubic metres",
    ),
    "升": ("volume", "1", "公升 liter liters litre litres", "litres"),
    "毫升": ("volume", "0.001", "ml", "millilitres"),
    "千瓦时": ("energy", "1", "kwh kilowatt-hours", "kilowatt-hours"),
    "瓦": ("power", "0.001", "w watts", "watts"),
    "千瓦": ("power", "1", "kw kilowatt kilowatts", "kilowatts"),
    "兆瓦": ("power", "1000", "mw megawatt megawatts", "megawatts"),
    "吉瓦": ("power", "1000000", "gw gigawatt gigawatts", "gigawatts"),
    "千伏": ("voltage", "1", "kv", "kilovolts"),
    "℃": ("temperature", "1", "°c 摄氏度 度c degrees-celsius", "degrees Celsius"),
    "度": ("degree", "1", "degrees", "degrees"),
    "秒": ("time", "1", "秒钟 second seconds", "seconds"),
    "分钟": ("time", "60", "minute minutes min", "minutes"),
    "小时": ("time", "3600", "个小时 个钟头 hour hours", "hours"),
    "天": ("time", "86400", "日 个工作日 day days", "days"),
    "周": ("time", "604800", "个星期 星期 week weeks", "weeks"),
    "个月": ("months", "1", "月 month months", "months"),
    "季度": ("months", "3", "个季度 quarters", "quarters"),
    "年": ("months", "12", "周年 个年头 year years", "years"),
    "岁": ("age", "1", "周岁 years-old", "years old"),
    "%": ("percent", "1", "percent per-cent ％", "%"),
    "个百分点": (
        "point",
        "1",
        "百分点 percentage-point percentage-points",
        "percentage points",
    ),
    "倍": ("multiple", "1", "times fold", "times"),
    "吉字节": ("data", "1", "gb", "gigabytes"),
    "太字节": ("data", "1000", "tb", "terabytes"),
    "兆字节": ("data", "0.001", "mb", "megabytes"),
    "元/平方米": ("price", "1", "", "yuan per square metre"),
}

# Counting words: canonical, other spellings, English plural.
_COUNTS: dict[str, tuple[str, str]] = {
    "人": (
        "名 口人 people persons person residents villagers workers employees visitors students "
        "pupils volunteers farmers teachers doctors members children newcomers tourists",
        "people",
    ),
    "位": ("", "people"),
    "人次": ("人次 visits person-times trips", "visits"),
    "家": (
        "companies company enterprises enterprise businesses firms firm factories shops "
        "manufacturers institutions",
        "",
    ),
    "件": ("piece pieces items item garments", "pieces"),
    "件(套)": ("件套 pieces-(sets)", "pieces (sets)"),
    "套": ("sets set", "sets"),
    "户": ("household households families", "households"),
    "户次": ("", "household visits"),
    "个": (
        "villages village towns projects project departments categories communities counties "
        "大 cities districts jobs posts points indicators clinics parks stations schools",
        "",
    ),
    "项": ("", ""),
    "辆": ("vehicles vehicle cars", "vehicles"),
    "台": ("units unit machines", "units"),
    "张": ("beds", ""),
    "场": ("events", "events"),
    "次": ("", "times"),
    "条": ("", ""),
    "株": ("trees", "plants"),
    "床": ("", "beds"),
    "所": ("", ""),
    "点": ("个点", "points"),
    "吨公里": ("", "tonne-kilometres"),
}
_BARE_COUNTS = (
    "艘 架 列 座 栋 幢 处 间 款 种 类 批 届 期 起 例 宗 笔 份 本 册 部 篇 首 封 句 字 页 棵 头 只 "
    "匹 尾 羽 颗 粒 块 片 根 支 枚 瓶 箱 袋 包 桶 杯 碗 盒 把 双 对 组 队 班 层 门 盏 路 票 道 "
    "车道 车次 架次 班次 节次 场次 件次 台次 例次 桌 席 代 级 轮 步 堂 节 股 分 点 桩 "
    "标箱 箱次 家次 项次 台套 台(套) 把 顶 面 副 幅 帧 尊 口 眼 孔 丘 垄 畦 亩次 人份 单 圈 "
    "部门 车 船 村 县 镇 乡 市 省 区 国 校 街道 社区 地 词 帧 款次 期 集 季 环 档 行 餐 剂 针 "
    "尾 窝 筐 捆 串 束 朵 盆 缸 炉 窑 铺 站 局 盘 招 手 层级 支队 名次"
)
# Units that merely count things: 个 stands for any of them.
_GENERIC = {"", "个"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A canonical unit: `dimension` says what it compares with, `factor` converts to the base."""

    name: str
    dimension: str
    factor: Decimal


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, Unit], dict[str, str], dict[str, str]]:
    """Units by canonical name; canonical name by spelling; English plural by canonical name."""
    units: dict[str, Unit] = {}
    spellings: dict[str, str] = {}
    english: dict[str, str] = {}
    for name, (dimension, factor, others, plural) in _MEASURES.items():
        top, _, bottom = factor.partition("/")
        units[name] = Unit(name, dimension, Decimal(top) / Decimal(bottom or "1"))
        english[name] = plural
        for spelling in (name, *others.split()):
            spellings[spelling.replace("-", " ")] = name
    for name, (others, plural) in _COUNTS.items():
        units[name] = Unit(name, f"count:{name}", Decimal(1))
        english[name] = plural
        for spelling in (name, *others.split()):
            spellings[spelling.replace("-", " ")] = name
    for name in _BARE_COUNTS.split():
        if name not in spellings:
            units[name] = Unit(name, f"count:{name}", Decimal(1))
            spellings[name] = name
    return units, spellings, english


def spellings() -> dict[str, str]:
    """Every spelling, folded, with its canonical name."""
    return _tables()[1]


def canonical(text: str) -> str:
    """The canonical name of a printed unit; unknown ones are returned as they are.

    >>> canonical("平方千米"), canonical("元/平米"), canonical("名")
    ('平方公里', '元/平方米', '人')
    """
    table = spellings()
    if text in table:
        return table[text]
    numerator, slash, denominator = text.partition("/")
    if slash:
        return f"{table.get(numerator, numerator)}/{table.get(denominator, denominator)}"
    return text


def unit(name: str) -> Unit:
    """The unit of a canonical name; a rate keeps its denominator in the dimension."""
    units = _tables()[0]
    if name in units:
        return units[name]
    numerator, slash, denominator = name.partition("/")
    if slash and numerator in units:
        base = units[numerator]
        return Unit(name, f"{base.dimension}/{denominator}", base.factor)
    return Unit(name, f"count:{name}", Decimal(1))


def english_name(name: str) -> str:
    """How English says the unit, plural; "" where English just counts the thing."""
    numerator, slash, denominator = name.partition("/")
    english = _tables()[2]
    if slash and name not in english:
        per = english.get(denominator, denominator)
        return f"{english.get(numerator, numerator)} per {per.removesuffix('s')}"
    return english.get(name, "")


def is_count(name: str) -> bool:
    """Whether the unit counts things (家, 人, 件) and does not measure (元, 亩)."""
    return name == "" or unit(name).dimension.startswith("count:")


# People and things counted with one word or the other; the claim may choose differently.
_SAME_COUNT = (
    {"人", "位"},
    {"件", "套", "件(套)"},
    {"台", "套", "台套", "台(套)"},
    {"株", "棵"},
    {"座", "处", "个", "所"},
    {"家", "所", "户", "个"},
    {"项", "条", "个", "件"},
    {"张", "床"},
)


def comparable(left: str, right: str) -> bool:
    """Whether values in the two units can be compared after conversion.

    >>> comparable("亩", "公顷"), comparable("家", "个"), comparable("家", "亩"), comparable("元", "美元")
    (True, True, False, False)
    """
    if left == right:
        return True
    if is_count(left) and is_count(right):
        if left in _GENERIC or right in _GENERIC:
            return {left, right}.isdisjoint({"人次", "户次"})
        return any(left in group and right in group for group in _SAME_COUNT)
    return unit(left).dimension == unit(right).dimension


def convert(value: Decimal, source: str, target: str) -> Decimal:
    """`value` in `source` as a value in `target`, two comparable units.

    >>> convert(Decimal(150), "亩", "公顷").quantize(Decimal("0.001"))
    Decimal('10.000')
    """
    if source == target or (is_count(source) and is_count(target)):
        return value
    return value * unit(source).factor / unit(target).factor
