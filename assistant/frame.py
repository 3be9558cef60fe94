"""The parts of a Chinese question: time, whose, which attribute, verb, what is asked.

>>> parsed = frame_of("2020年东河镇人均可支配收入是多少？")
>>> parsed.time, parsed.entity, parsed.attribute
('2020年', '东河镇', '人均可支配收入')
>>> frame_of("石桥区要建几个城市公园？").topic
'石桥区要建城市公园'
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache

from .attributes import ATTRIBUTE_END, ATTRIBUTE_WORDS, ENTITY_END, UP_TO_ATTRIBUTE, attribute_start
from .tagging import tagged

_NUMERAL = r"(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:19|20)[0-9]{2}年?|前年|去年|今年|明年|上年(?!纪|岁|度)|“?十[二三四五]五”?期间)"
_WITHIN = (
    r"(?:上半年|下半年|前[一二三]季度|[一二三四1-4]季度|第[一二三四]季度|[前头][0-9一二三四五六七八九十两]{1,2}个月|全年"
    r"|[0-9]{1,2}月?(?:至|到|-|—)[0-9]{1,2}月(?:份|底)?|[0-9]{1,2}月(?:份|底)?|年底|(?<=[年月])[底末初])"
)
TIME = re.compile(
    rf"[去上]年同期|{_YEAR}(?:的?{_WITHIN})?(?:[0-9]{{1,2}}[日号])?|{_WITHIN}|(?:五一|国庆|春节|元旦|清明|端午|中秋|暑|寒)(?:节|小?长假|假期?|期间|黄金周|那几天|那天)+|目前|现在|如今|近年来|截至目前"
    r"|(?:刚|最)?开始的?那年|头一?年|[一两二三四五六七八九十几]年前|上一年|前一年"
)
CONDITION = re.compile(
    r"(?:超过|过|不到|低于|高于)?[0-9][0-9.]*[万亿千百]?多?(?:元|岁|亩|人|平方米|公里|吨|个|家|户)(?:及?以上|以下|以内)?的?"
    r"|(?:超过|过|不到|低于|高于)[0-9][0-9.]*[万亿]的?"
    r"|[0-9][0-9.]*[万亿](?:及?以上|以下|以内)的?"
    # In characters only with a bound: 一个 is none.
    r"|(?:超过|过|不到|低于|高于)[一二两三四五六七八九十百千万亿]{2,}(?:元|岁|亩|人|吨|个|家|户)?的?"
    r"|[一二两三四五六七八九十百千万亿]{2,}(?:元|岁|亩|人|吨|个|家|户)?(?:及?以上|以下|以内)的?"
)
_MEASURE_WORD = (
    "起|个百分点|平方公里|平方米|公里|人次|万元|亿元|分钟|小时|多个|个|家|件|位|名|次|条|座|亩|元|块|斤|吨|项|所|张|户|支|批|类|级|"
    "瓶|种|处|部|只|根|节|对|届|倍|成|米|秒|岁|天|年|月|点|台|套|场|辆|款|篇|间|幅|片|棵|株|头|层|份|期|门|本|栋|幢|趟|站|口|人|村|钱|分|"
    "艘|架|枚|组|班|桌|箱|盏|顿|册|封|班次|平米|公斤|人份"
)
# What is counted by these is a thing, whatever the tagger takes its name for: 320个|充电|桩.
_COUNTS_THINGS = re.compile(r"(?:个|座|条|台|辆|艘|所|款|套|册|架|盏)$")
_LONGEST_THING = 5
_INTERROGATIVE = re.compile(
    rf"(?:分别|一共|总共|大约|大概|到底|究竟|具体)*"
    rf"(?:(?:有)?(?:多少|(?<![那这前好近])几)(?:万|亿|千|百|十)?(?:{_MEASURE_WORD})?|第几|(?:礼拜|星期|周)几|百分之(?:多少|几)"
    rf"|多(?:大|高|长|重|远|宽|深|久|快)(?:面积)?|(?:是)?哪一?(?:个|家|些|位|里|儿|年|天|种|项|所|座|条|几(?:{_MEASURE_WORD})|(?=[\u4e00-\u9fff]))"
    rf"|(?:是)?什么(?:时候|地方|原因|意思|名字|时间)?|(?:是|叫)?(?:谁|啥)|何时|何处|为什么|为何|为啥"
    rf"|怎么样|怎么办|怎么|怎样|如何|咋(?:办|样)?|是否|有没有|可不可以|([一-鿿])不\1|(?<=了)没有$)"
)
_ENDING = re.compile(r"[？?。！!\s]+$")
_PARTICLE = re.compile(r"(?:来着|呢|吗|嘛|呀|啊|吧|(?<![什怎多那这要])么)$")
_OPENING = re.compile(
    r"^(?:那么|那(?![个家座位项所条些里儿时边])|请问|另外|还有|以及|至于|对了|好的|好|嗯|哦|所以|然后|我想(?:知道|问|问问)|想(?:知道|问)|顺便问(?:一下|下)?|再问(?:一下|下)?)[，,、\s]*"
)
# Verbs that only link a subject with the figure asked for.
_LINK = re.compile(
    r"(?:一共|总共|共|分别|已经|已|现在|目前|大约|大概|具体|又|也|都|还|才|就)*(?:拥有|有|是|为|达到|达|位于|坐落在|坐落于|在|叫做|叫|算|占|等于)?(?:了)?$"
)
_COUNTS = re.compile(rf"(?:一共|总共|大约)*有?(?:多少|几)(?:{_MEASURE_WORD})")
_LONGEST_COUNTED = 8
_HABITUAL = re.compile(
    r"(?:一年|每年|每天|一天|每月|一个月|一共|今后)(?:(?:能|可|可以|要)[\u4e00-\u9fff]{0,2})?$"
    r"|(?<=..)[一每](?:顿饭?|次|趟|天|晚|斤|亩|张|个月?|份|人|户|家)$"
)
# 谁是东河公司的经理 asks what 东河公司的经理是谁 does.
_WHO_IS = re.compile(r"^(?P<who>谁|哪位)是(?P<what>[^，,]{3,})$")
# 水库加固|花了: what was done is what the money is for.
_SPENT = re.compile(
    r"(?:已经|已|预计|大概|大约|共|要|将)*(?:花费|花|投入|投资|投|耗资|耗费|用)(?:掉|去)?了?$"
)
_NOMINALISED = re.compile(r"(.{2,})的(?:都?是)?$")
# Verbs that the tagger takes for nouns.
_SETTLING = frozenset("落地 落户 开工 竣工 通车 上市 投产 签约 挂牌".split())
_PURPOSE = frozenset("打算 准备 需要 计划 可能 愿意 决定".split())
# No noun goes on past these: the subject ends before 共享法庭|一共建了, 游客|比前一年多了.
_AFTER_SUBJECT = re.compile(
    r"(?<=..)(?:一共|总共|网上|线上|共计|合计|已经|后来|以后|当初|原来|原先|(?<![同环占之对百性])比(?!例|重|赛|较|如|值|率|价|特|武|亚))"
)
_PREPOSITION = re.compile(r"^(?:由|在|被|把|从|给|是|都是|对|跟|和|与|用|为了?)$")
_NOUN_TAGS = ("n", "vn", "an", "j", "l", "i", "b", "eng", "s", "f", "a", "zg", "ng", "m", "q", "x")
_PLAIN_VERBS = frozenset(
    """
    建设 打造 开设 引进 引入 拥有 设立 成立 建成 投资 新建 规划 运营 管理 举办 参加 创办 支持 帮助 服务 整合 改造 修建 兴建 建造
    组建 推出 开发 接管 收购 覆盖 惠及 共有 没有 属于 位于 入驻 进驻 获得 实施 启动 完成 实现 通过 开办 经营 承担 负责
    """.split()
)
_NOUN_VERBS = frozenset(
    "收入 支出 投资 存款 补贴 消费 产出 分红 产值 欠发达 经营性 报名 招生 支配 交易".split()
)
PEOPLE = re.compile(r"(?:人|客|者|员|生|户|家长|[村农居市渔]民)$")
GENERIC_NOUNS = frozenset(
    "钱 人 人家 地方 时候 时间 年 比例 名字 原因 数 数字 事 事情 东西 意思 情况 个 家 一年 一共 总共 平均 多大 结果 "
    "时 方面 大概 全国 全省 全市 全区 全县 世界 国内 区 镇 县 市 村 省 公司 企业 部门 单位 人次 岁 "
    "什么 多少 里面 其中 第一 第二 一个 目前 现在 每年 每天 上午 下午".split()
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A question without its ending, in parts; parts that it lacks are "".

    `subject` is all that stands before the verb, less the time; `entity` and `attribute` divide it
    (东河镇 / 人均可支配收入). `asked` is the interrogative with its measure word (多少家), `counted`
    the noun after it, `rest` what follows.
    """

    text: str
    time: str
    subject: str
    entity: str
    attribute: str
    verb: str
    asked: str
    counted: str
    rest: str
    particle: str = ""

    @property
    def topic(self) -> str:
        """What is talked about, as words that a further predicate may follow."""
        verb = re.sub(r"(?:了|过)$", "", self.verb)
        if self.counted:
            if _LINK.fullmatch(verb):
                modifier = f"{self.rest.rstrip('的')}的" if self.rest else ""
                return f"{self.subject}{modifier}{self.counted}"
            return f"{self.subject}{verb}{self.counted}{self.rest}"
        return self.subject or self.rest

    @property
    def deed(self) -> str:
        """The subject with what it does before the last verb: 东河镇|建学校 of 东河镇建学校花了多少."""
        words = tagged(self.verb)
        nouns = [n for n, (word, tag) in enumerate(words) if tag[:1] == "n" and len(word) > 1]
        if not self.subject or self.counted or not nouns or nouns[-1] + 1 == len(words):
            return ""
        done = "".join(word for word, _ in words[: nouns[-1] + 1])
        return f"{self.subject}{done}" if words[0][1][:1] == "v" else ""

    @property
    def measured(self) -> str:
        """All that is measured: time, whose, what."""
        return f"{self.time}{self.topic}"

    @property
    def things(self) -> str:
        """The entity and what is counted of it, for a turn about something else of them."""
        counted = "" if self.counted in GENERIC_NOUNS else self.counted
        return self.entity + (counted if counted not in self.entity else "")


def strip_question(text: str) -> tuple[str, str]:
    """A question without opening words and ending, and its final particle."""
    text = _ENDING.sub("", text.strip())
    match = _PARTICLE.search(text)
    particle = match.group() if match else ""
    text = _PARTICLE.sub("", text)
    previous = None
    while previous != text:
        previous = text
        text = _OPENING.sub("", text)
    return text.strip("，, "), particle


def _is_nominal(word: str, tag: str, after: str) -> bool:
    if word in _NOUN_VERBS or tag in ("ns", "nr", "nz", "nt", "nrt", "nrfg", "t", "uj"):
        return True
    if tag in ("c", "x") and word in "和与及、·":
        return True
    if tag == "v" and after == "uj":
        return True  # 做童装【的】企业 is found by the last 的, this one by 销售的
    return tag.startswith(_NOUN_TAGS)


def _divide(prefix: str, counts: bool = False) -> tuple[str, str]:
    """(subject, verb) of what stands before the interrogative; `counts` when it counts a noun."""
    measured = UP_TO_ATTRIBUTE.match(prefix)
    if measured is not None and not counts:
        return measured[1], prefix[measured.end(1) :]
    prefix_word = _PREPOSITION.match(prefix)
    if prefix_word is not None:
        return "", prefix
    limit = _AFTER_SUBJECT.search(prefix)
    if limit is not None:
        subject, verb = _divide(prefix[: limit.start()])
        if len(verb) > 1 and re.match(r"一共|总共|共计|合计", limit.group()):
            # 老街改造|一共花了: what is done is what the sum is of.
            return prefix[: limit.start()], prefix[limit.start() :]
        return subject, verb + prefix[limit.start() :]
    if (nominal := _NOMINALISED.match(prefix)) is not None:
        match tagged(nominal[1]):
            case [*_, (_, kind), (deed, "v")] if _is_nominal("", kind, "v"):
                # 学堂|教的是什么: what is asked for is what it does.
                return nominal[1][: -len(deed)], prefix[len(nominal[1]) - len(deed) :]
    if (spent := _SPENT.search(prefix)) is not None and not counts:
        done = prefix[: spent.start()]
        match tagged(done):
            case [*_, (what, kind), (deed, "v")] if (
                len(deed) > 1 and deed not in _PURPOSE and _is_nominal(what, kind, "v")
            ):
                return done, prefix[spent.start() :]
    words = tagged(prefix)
    cut = 0
    position = 0
    last_of = max((i for i, (word, _) in enumerate(words) if word == "的"), default=-1)
    for number, (word, tag) in enumerate(words):
        position += len(word)
        after = words[number + 1][1] if number + 1 < len(words) else ""
        if number <= last_of + 1:
            cut = position
            continue
        if counts and number == len(words) - 1 and number and tag in ("vn", "v"):
            break
        if not _is_nominal(word, tag, after) or (after == "ul" and tag == "vn"):
            break
        cut = position
    if prefix.endswith(("了", "过")):
        # 吴小根养|了: whatever the tagger takes it for, a verb stands before 了.
        deed, kind = tagged(prefix[:-1])[-1] if len(prefix) > 1 else ("", "")
        whole = kind[:1] == "v" or deed in _SETTLING
        cut = min(cut, len(prefix) - 1 - (len(deed) if whole else 1))
    cut = _through_compound(prefix, cut)
    if _HELPS.search(prefix[:cut]) is not None:
        cut -= 1
    return prefix[:cut], prefix[cut:]


# 快借通|帮多少家企业: a verb, whatever the tagger joins it with.
_HELPS = re.compile(r"(?<=[\u4e00-\u9fff]{2}[\u4e00-\u9fff])(?<!互)(?<!车)(?<!鞋)[帮让替]$")


def _through_compound(prefix: str, cut: int) -> int:
    """The end of a name that the tagger breaks at a verb: 城乡|共配|中心, but not 石桥区|要建|公园."""
    words = tagged(prefix[cut:])
    if not words or len(words[0][0]) < 2 or words[0][0] in _PLAIN_VERBS or len(words) < 2:
        return cut
    end = cut + len(words[0][0]) + len(words[1][0])
    named = ENTITY_END.search(f"{prefix[:end]}的", cut)
    return end if named is not None and named.end() == end and cut else cut


@lru_cache(maxsize=4096)
def frame_of(text: str) -> Frame:
    """Divide a Chinese question (simplified) into its parts; see the module for examples."""
    asked_text, particle = strip_question(text)
    asked_text = _WHO_IS.sub(r"\g<what>是\g<who>", asked_text)
    times = [m.group() for m in TIME.finditer(asked_text)]
    time = times[0] if times else ""
    plain = asked_text
    if time:
        at = plain.index(time)
        if (until := re.search(r"(?:截至|截止到?|到|至)$", plain[:at])) is not None:
            time, at = until.group() + time, until.start()
        after = plain[at + len(time) :]
        if after.startswith(("的", "，", ",")):
            after = after[1:]
        plain = plain[:at] + after
        if re.fullmatch(_YEAR, time) and len(times) > 1 and re.fullmatch(_WITHIN, times[1]):
            # 2023年东河民宿|前十个月|收入: one time, told in two places.
            time += times[1]
            plain = plain.replace(times[1], "", 1)
    match = _INTERROGATIVE.search(plain)
    if match is None:
        subject, verb = _divide(plain)
        start = attribute_start(subject)
        return Frame(
            asked_text, time, subject, subject[:start].rstrip("的"), subject[start:],
            verb, "", "", "", particle,
        )  # fmt: skip
    prefix, rest = plain[: match.start()], plain[match.end() :]
    asked = match.group()
    if (
        rest
        and re.search(r"(?:多少|几)[^个只辆吨斤亩岁棵株趟座艘架]$", asked)
        and len(tagged(asked[-1] + rest)[0][0]) > 1
    ):
        # 多少|家庭医生: the measure word is the noun's first character.
        asked, rest = asked[:-1], asked[-1] + rest
    if prefix.endswith("的") and rest == "" and len(prefix) > 1:
        prefix = prefix[:-1]
    counts = bool(rest) and bool(re.search(r"多少|几", asked))
    subject, verb = _divide(prefix, counts)
    habitual = _HABITUAL.search(subject)
    if habitual is not None:
        subject, verb = subject[: habitual.start()], habitual.group() + verb
    counted = ""
    if re.search(r"多少|几|哪", asked) and rest:
        size = 0
        for word, tag in tagged(rest):
            # 家童装企业|用了: tags of nouns only, so that a verb ends what is counted.
            nominal = (
                tag.startswith(("n", "vn", "b", "j", "eng", "nz", "zg", "x", "a", "l"))
                and word != "用"
            )
            if not nominal and word not in _NOUN_VERBS and word != "的":
                break
            size += len(word)
        if re.match(r"[村镇乡县区](?=年|人均|户均|集体).{6,}", rest):
            # 多少个|村|年经营性收入在70万元以上
            size = 1
        if _COUNTS_THINGS.search(asked) and len(rest) <= _LONGEST_THING and "了" not in rest:
            size = len(rest)
        relative = re.fullmatch(r".{1,14}的[\u4e00-\u9fff]{1,6}", rest)
        modified = re.fullmatch(r"[\u4e00-\u9fff]{3,6}", rest) and tagged(rest)[-1][1][0] == "n"
        if (relative or (modified and size == 0)) and tagged(rest)[0][1].startswith(("v", "p")):
            size = len(rest)
        counted, rest = rest[:size], rest[size:]
        if "哪" in asked and not re.search(r"哪些|哪几", asked):
            counted, rest = "", counted + rest
        if counted in ("钱", "人", "的") or (re.fullmatch(r"哪.{0,2}", asked) and not subject):
            rest = counted + rest if counted != "钱" else rest
            asked, counted = (asked + "钱", "") if counted == "钱" else (asked, "")
    start = attribute_start(subject)
    if _COUNTS.fullmatch(asked) and not (counted or rest) and start == len(subject):
        # 东河镇工厂|有多少家 counts as 东河镇有多少家|工厂 does.
        end = max((m.end() for m in ENTITY_END.finditer(subject)), default=0)
        noun = subject[end:].lstrip("的")
        if end and _LINK.fullmatch(verb) and 2 <= len(noun) <= _LONGEST_COUNTED:
            subject, counted, start = subject[:end], noun, end
    return Frame(
        asked_text, time, subject, subject[:start].rstrip("的"), subject[start:].lstrip("的"),
        verb, asked, counted, rest, particle,
    )  # fmt: skip


def own_nouns(text: str) -> list[str]:
    """Nouns of a turn that say what it is about, without interrogatives and empty words.

    >>> own_nouns("打算花多少钱"), own_nouns("规划面积多大")
    ([], ['规划', '面积'])
    """
    plain = _INTERROGATIVE.sub("｜", TIME.sub("", text))
    plain = re.sub(
        r"｜(?:钱|区|县|镇|乡|村|市|省|街道|公司|企业|部门|单位|学校|人|家)", "｜", plain
    )
    found: list[str] = []
    for (word, tag), (after, _) in itertools.pairwise((*tagged(plain), ("", ""))):
        if after in ("了", "过") and word[0] in GENERIC_NOUNS:
            # 钱花|了: whatever the tagger takes it for, a verb stands there.
            continue
        noun = tag.startswith(("n", "vn", "j", "l", "i", "eng")) or word in _NOUN_VERBS
        if noun and word not in GENERIC_NOUNS and (len(word) > 1 or tag == "eng"):
            found.append(word)
    return found


def modifiers_of(attribute: str) -> str:
    """What an attribute is a measure of: 茶叶 of 茶叶产量, "" for 总产量.

    >>> modifiers_of("民宿营收"), modifiers_of("人均收入")
    ('民宿', '')
    """
    ends = set(itertools.accumulate(len(word) for word, _ in tagged(attribute)))
    for size in range(2, len(attribute)):
        # A measure is a whole word: 森林|覆盖率, not 森林覆|盖率.
        whole = len(attribute) - size in ends
        if re.fullmatch(ATTRIBUTE_END, attribute[-size:]):
            core = attribute[:-size]
            if not whole and len(tagged(core)) > 1:
                continue
            return core if own_nouns(core) and core not in ATTRIBUTE_WORDS else ""
    return ""
