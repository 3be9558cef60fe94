"""Whether a sentence tells of another one of the kind asked about: another body's officer, another
phase of a project, people of either sex where the women are asked for, no company or country at all
where one is.

Such a sentence holds every word of the question but the one that matters, so that nothing else
tells it from an answer.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.figures.places import is_generic, places
from index.normalise import fold_text

from .evidence import Evidence
from .expected import expected_type, figure_fits
from .measured_amiss import measures_another
from .names import NameIndex, place_core
from .organisation import class_asked
from .place_asked import class_of_place
from .question import Question, places_in
from .roles import holders, role_asked
from .superlative import ranks_nothing
from .who import organisations_in

# 一期, 第十二届, 首批: which one of several that follow each other.
_NUMBER = r"[一二三四五六七八九十]{1,3}|[0-9]{1,2}"
_NUMBERED = re.compile(
    r"(?P<first>首)(?P<first_word>期|届|批|轮)"
    # 十届 are ten of them, 二期 is the second.
    rf"|第(?P<number>{_NUMBER})(?P<word>期|届|批|轮)(?![间限望待末货])"
    r"|(?<![那这每各同])(?P<phase>[一二三四五1-5])(?P<phase_word>期)(?![间限望待末货])"
    # 首个项目, 第二家门店: with what is counted, for much else is the first of its kind.
    rf"|(?:(?P<first_thing>首)|第(?P<thing_number>{_NUMBER}))(?P<thing>[个家座场所]个?[\u4e00-\u9fff]{{2}})"
)
_ORDINALS = {"first": "一", "second": "二", "third": "三", "fourth": "四"}
_IN_CHINESE = {"phase": "期", "stage": "期", "batch": "批", "round": "轮", "edition": "届"}
_NUMBERED_IN_ENGLISH = re.compile(
    rf"\b(?P<number>{'|'.join(_ORDINALS)}) (?P<word>{'|'.join(_IN_CHINESE)})\b"
)
_DIGITS = "〇一二三四五六七八九"
# 几名男老师: of one sex only. What a text calls them by, so that it need not say so.
_SEX = re.compile(
    r"(?P<sex>[男女])(?=性|老师|教师|医生|学生|生(?!产|活|意)|职工|员工|党员|干部|工人|孩|选手|队员|村民|司机|法官|代表)"
)
_CALLED = {"男": "男|兄弟|小伙|汉子|先生|他", "女": "女|妇|姐妹|姑娘|大妈|阿姨|她|巾帼"}
_COUNTS = re.compile("多少|几|比例|占比")
# What stands for an organisation of a class, beside the class word itself.
_OF_CLASS = {
    "公司": "公司|集团|企业|厂|科技|股份|实业|工作室|合作社|品牌|店|[厂供承开]商|保险|制作|中国|汽车|电子|药业|乳业|食品|控股|电气|能源|地产|化工|航空|传媒|物流|证券|银行|瓦斯|电力",
    "医院": "院|医共体|卫生服务|中心",
    "银行": "银行|农商行|信用社|农信|行",
    "大学": "大学|学院|院校|高校",
    "中学": "中学|[一二三四五六七八九十]中|高中|初中|学校|校区",
    "小学": "小学|完小|实小|学校|校区",
    "学校": "校|小学|中学|[一二三四五六七八九十]中|大学|学院|幼儿园",
    "幼儿园": "幼儿园|园区|园(?=[,，长])",
}
_OF_CLASS |= dict.fromkeys(("企业", "集团", "厂", "工厂"), _OF_CLASS["公司"])
# A name may be quoted, or in Latin letters, and tell no class.
_NAMED_ANYHOW = re.compile(
    r"(?:由|与|和|同|跟|给|向|为|叫|是|家|携手|牵手|引[入进]|联合|委托|依托|来自|公司|企业|品牌|集团|[、，,]|^)"
    r"[“\"「『《][^“”\"「」『』《》,，。;；!！?？]{1,16}[”\"」』》]"
    r"|[”\"」』》](?:公司|集团|品牌|团队|企业|的|是|和)|[A-Za-z]{2,}"
)
# 软件公司 is no bank.
_TRADE = re.compile("(?P<trade>软件|科技|互联网|物流|物业|保险|建筑|设计)(?:公司|企业)")
_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{1,20})[”\"」』》]")
_FIRMS_IN_GENERAL = re.compile(
    r"(?:[0-9万千百余多几]+|多|各|一批|众多|不少|中小|小微|缓解|帮助|帮|助力|服务|支持|为|让|给|向|对|解决)(?:家)?(?:中小|小微|民营|涉农)?(?:企业|公司)(?![\u4e00-\u9fff]{0,4}(?:有限|集团|开发|研发|承建|设计|建设))"
)
_WHICH_COUNTRY = re.compile(
    r"哪一?几?[个些]国家(?!级|重点|标准|队|公园|森林)|哪一?国(?!家|际|有|企)|\bwhich countr"
)
_COUNTRY = re.compile(
    r"(?<![中全外我各出本该两])(?:[美英法德韩泰])国|[\u4e00-\u9fff](?<![中全外我各出本该两跨爱美英法德韩泰])国(?![家内际外有企民土道])"
    r"|苏联|纽西兰|斯洛伐克|斯坦|[\u4e00-\u9fff](?:利亚|尼亚|比亚)|叙利亚|黎巴嫩|也门|阿曼|巴林|苏丹|乌干达|卢旺达|津巴布韦|安哥拉|刚果|喀麦隆|科特迪瓦|委内瑞拉|巴拿马|白俄罗斯"
    r"|日本|俄罗斯|印度|印尼|越南|新加坡|马来|菲律宾|缅甸|老挝|柬埔寨|巴基斯坦|孟加拉|哈萨克|乌兹别克|伊朗|伊拉克|沙特|阿联酋|迪拜|土耳其|以色列|埃及|南非"
    r"|尼日利亚|肯尼亚|坦桑尼亚|埃塞俄比亚|加纳|塞内加尔|摩洛哥|阿尔及利亚|加拿大|墨西哥|巴西|阿根廷|智利|秘鲁|哥伦比亚|澳大利亚|新西兰|意大利|西班牙|葡萄牙|荷兰"
    r"|比利时|瑞士|瑞典|挪威|丹麦|芬兰|波兰|捷克|匈牙利|奥地利|希腊|乌克兰|罗马尼亚|塞尔维亚|爱尔兰|冰岛|蒙古|朝鲜|尼泊尔|斯里兰卡|阿富汗|约旦|卡塔尔|科威特|古巴"
)
_SHORTEST_NAME = 2
_LATIN = re.compile(r"[A-Za-z]{2,}")
# 青石一个县, 青石县: what is asked of it is not told of the city that it lies in.
_ONE_OF_A_CLASS = re.compile(r"(?:这|那)?(?:一|整)?个(?:县|区|镇|乡|村)")
_LOCAL = re.compile(r"(?:县|区|镇|乡|村|街道|社区)$")
_EARNED = re.compile("(?:居民|农民|人均)[^,]{0,6}收入(?!比|倍|差)")
_EARNERS = re.compile("人均|居民|农民|村民|渔民|牧民|市民|职工|群众|百姓|每人|人口")
_VILLAGE = re.compile(r"[该本全]?村(?:集体|民|里)")
_LOCAL_CLASS = re.compile(r"(?:镇|乡|村|街道|社区)$")
_WIDER = re.compile(r"(?:^|[,，;；。])(?:全|该|我)[市省]")


def _of_a_wider_place(question: Question, told: str) -> bool:
    """青石县的住院报销率是多少 is not answered by 该市的报销率升至八成."""
    asked = question.folded
    if question.kind != "figure" or len(question.places) != 1 or _WIDER.search(told) is None:
        return False
    (place,) = question.places
    behind = asked[asked.find(place) + len(place) :]
    local = _LOCAL.search(place) or _ONE_OF_A_CLASS.match(behind)
    return local is not None and place_core(place) not in told


# What statistics tell of a whole place: no figure of a town of it is one of the city.
_STATISTIC = re.compile(
    r"(?:(?:19|20)[0-9]{2}年?[底末]?|去年|今年|全[市区县省]|的|城镇|农村|城乡|常住|居民|农民|,|\s)*"
    r"(?:人均(?:年)?(?:可支配)?[总纯]?收入|(?:年均?)?可支配收入|(?<=[居农]民)(?:年均?)?收入|(?:地区)?生产总值|gdp|(?:常住|户籍|总)人口|财政总?收入|城乡居民?收入比)"
)


def _of_a_part(question: Question, evidence: Evidence) -> bool:
    """青石市城镇居民人均可支配收入 is not answered by the one of 松溪镇, a town of it, nor by what its
    villages took in."""
    asked = question.folded
    ends = ((place, asked.find(place) + len(place)) for place in question.places)
    whose = next((place for place, end in ends if _STATISTIC.match(asked, end)), None)
    if question.kind != "figure" or whose is None or _LOCAL_CLASS.search(whose):
        return False
    told = fold_text(evidence.text)
    if _EARNED.search(asked) and not _EARNERS.search(told):
        return True
    expected = expected_type(asked, question.kind)
    fitting = [f for f in evidence.figures if expected is None or figure_fits(expected, f)]
    # 村集体收入…: of the village that was named before.
    within = "村" if _VILLAGE.match(told) else ""
    owners = {f.subject.place or within for f in fitting}
    return bool(owners) and all(
        _LOCAL_CLASS.search(owner) and (owner == within or place_core(owner) not in asked)
        for owner in owners
    )


def tells_of_another(
    question: Question, evidence: Evidence, names: NameIndex | None = None
) -> bool:
    """Whether `evidence` tells of another one of the kind that `question` asks about.

    `names` knows the places of the collection that neither tagger nor gazetteer does.
    """
    told = fold_text(evidence.text)
    return (
        _of_another_number(question.folded, told, _digits_told(evidence))
        or _at_another_feast(question.folded, told, _digits_told(evidence))
        or _at_another_age(question.folded, evidence)
        or _of_no_such_place(question, told, names)
        or _of_either_sex(question.folded, told)
        or _of_no_country(question.folded, told)
        or _of_no_such_body(question.folded, told)
        or _of_another_body(question.folded, told)
        or _of_a_wider_place(question, told)
        or _of_a_part(question, evidence)
        or measures_another(question, evidence)
        or ranks_nothing(question, evidence)
    )


def _of_another_number(asked: str, told: str, around: str) -> bool:
    """二期什么时候动工 is not answered by 一期2023年投产."""
    wanted = _numbers(asked)
    given = _numbers(told)
    if any(
        word in given and number not in given[word]
        for word, numbers in wanted.items()
        for number in numbers
    ):
        return True
    # What came second is not told of where nothing is said to be the second.
    later = [
        n for word, numbers in wanted.items() for n in numbers if n in _LATER and len(word) == 1
    ]
    return bool(later) and not any(f"第{n}" in around or f"{n}期" in around for n in later)


# From which number on the text must say so.
_LATER = frozenset("二三四五六七八九")


def _digits_told(evidence: Evidence) -> str:
    """The passage of `evidence`, folded, with the digits of ordinals as characters: 第2期 as 第二期."""
    folded = fold_text(evidence.candidate.passage.text)
    return re.sub(
        r"(?<![0-9])[0-9]{1,2}(?=[期届批轮个家座条])",
        lambda match: _in_characters(match[0]),
        folded,
    )


def _in_characters(number: str) -> str:
    """An ordinal up to 99 in Chinese characters: 12 -> 十二."""
    if not number.isdigit():
        return number
    tens, ones = divmod(int(number), 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not head else "")


# Feasts and holidays, by their names in both languages.
_FEASTS = tuple(
    re.compile(names)
    for names in (
        r"国庆|\bnational day\b", r"五一|劳动节|\bmay day\b|\blabou?r day\b", r"春节|过年|大年|正月|\bspring festival\b|\b(?:chinese|lunar) new year\b",
        r"元旦|\bnew year's day\b", r"清明|\bqingming\b|\btomb[- ]sweeping\b", r"端午|\bdragon boat festival\b", r"中秋|\bmid-autumn\b",
        r"元宵|\blantern festival\b", r"重阳|\bdouble ninth\b", r"暑假|暑期|\bsummer (?:holidays?|vacation)\b", r"寒假|\bwinter (?:holidays?|vacation)\b",
    )
)  # fmt: skip


def _at_another_feast(asked: str, told: str, around: str) -> bool:
    """国庆来了多少人 is not answered by 五一期间接待游客3万人次."""
    wanted = [feast for feast in _FEASTS if feast.search(asked)]
    if len(wanted) != 1 or wanted[0].search(around):
        return False
    return any(feast.search(told) for feast in _FEASTS)


# 多大岁数进的剧团: how old somebody was then.
_AGE_THEN = re.compile(
    r"(?:多大|几岁|多少岁|什么年纪)(?:岁数|年纪)?(?:的时候|时|就|才)?(?:开始)?(?:进|当|学|去|来|入|嫁|结|离|参|拜|出|做|到|退|开)"
    r"|(?:的时候|那年|时)[^,，?？]{0,4}(?:多大|几岁|多少岁)|\bhow old was\b.*\bwhen\b"
)
_AGE_NOW = re.compile(r"(?:今年|现年|现已|年已|如今)[^,，。]{0,3}$")


def _at_another_age(asked: str, evidence: Evidence) -> bool:
    """多大岁数进的剧团 is not answered by 今年73岁."""
    if _AGE_THEN.search(asked) is None:
        return False
    ages = [figure for figure in evidence.figures if figure_fits("age", figure)]
    return bool(ages) and all(
        _AGE_NOW.search(fold_text(evidence.text[: age.start])) for age in ages
    )


def _of_no_such_place(question: Question, told: str, names: NameIndex | None) -> bool:
    """哪个市 is not answered where no place is named but those of the question and of other classes."""
    wanted = class_of_place(question.folded)
    if wanted is None or question.language == "en" or re.search(f"[该这那本][个]?{wanted}", told):
        return False
    named = [*places_in(told), *(name for *_, name in places(told))]
    named += [] if names is None else names.places_in(told)
    # 向五村: a name that neither the tagger nor the gazetteer knows.
    named += [
        run
        for run in re.findall(rf"(?<![个设各全该本每0-9])[\u4e00-\u9fff]{{2}}{wanted}", told)
        if not is_generic(run)
    ]
    return not any(
        place_core(name) not in question.folded
        and (wanted in name or _CLASSED.search(name) is None)
        for name in named
    )


_CLASSED = re.compile("(?:省|市|区|县|镇|乡|村|街道|社区)$")


def _numbers(folded: str) -> dict[str, set[str]]:
    """The numbers of what is numbered, by its word: {"期": {"一", "二"}}."""
    found: dict[str, set[str]] = {}
    for match in _NUMBERED.finditer(folded):
        word = match["word"] or match["first_word"] or match["phase_word"] or match["thing"]
        number = match["number"] or match["phase"] or match["thing_number"] or "一"
        found.setdefault(word, set()).add(_in_characters(number))
    for match in _NUMBERED_IN_ENGLISH.finditer(folded):
        found.setdefault(_IN_CHINESE[match["word"]], set()).add(_ORDINALS[match["number"]])
    return found


def _of_either_sex(asked: str, told: str) -> bool:
    match = _SEX.search(asked)
    if match is None or not _COUNTS.search(asked):
        return False
    return re.search(_CALLED[match["sex"]], told) is None


def _of_no_country(asked: str, told: str) -> bool:
    return _WHICH_COUNTRY.search(asked) is not None and _COUNTRY.search(told) is None


def _of_no_such_body(asked: str, told: str) -> bool:
    """哪家医院 is not answered by a sentence without any, nor a name that is quoted or in Latin."""
    members = _OF_CLASS.get(class_asked(asked) or "")
    if members is not None and (trade := _TRADE.search(asked)):
        members = f"公司|集团|企业|厂|工作室|团队|{trade['trade']}"
    # Firms in general, who are counted or helped, are none that did it.
    told = _FIRMS_IN_GENERAL.sub("", told)
    # What the question quotes itself is not the answer.
    told = _QUOTED.sub(lambda match: "" if match[1] in asked else match[0], told)
    told = _LATIN.sub(lambda match: "" if match[0].lower() in asked else match[0], told)
    if members is None or _NAMED_ANYHOW.search(told):
        return False
    return re.search(members, told) is None


def _of_another_body(asked: str, told: str) -> bool:
    """青石幼儿园的园长是谁 is not answered by the head of another kindergarten."""
    role = role_asked(asked)
    bodies = {} if role is None else _bodies(asked)
    bodies = {word: name for word, name in bodies.items() if len(name) >= _SHORTEST_NAME}
    if role is None or not bodies:
        return False
    owners = [_bodies(owner) for _, owner in holders(role, told)]
    return bool(owners) and all(
        any(word in owner and not set(name) & set(owner[word]) for word, name in bodies.items())
        for owner in owners
    )


_BODY = re.compile(
    r"(?P<name>.*?)(?P<word>幼儿园|小学|中学|学校|大学|学院|医院|卫生院|公司|集团|合作社|银行|协会|商会|研究院|研究所|局)$"
)


@lru_cache(maxsize=1024)
def _bodies(folded: str) -> dict[str, str]:
    """The organisations that a text names: what each is called, by the word for what it is."""
    found = {}
    for organisation in organisations_in(folded):
        match = _BODY.fullmatch(fold_text(organisation.text))
        if match is not None and match["name"]:
            found[match["word"]] = match["name"]
    return found
