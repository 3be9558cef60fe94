"""Names of persons and of organisations in a Chinese text, as far as the tagger and the words beside
them tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.figures.homographs import sense_of
from index.normalise import fold_text


@dataclass(frozen=True, slots=True)
class Name:
    """`text` stands at `start:end` of the text that it was found in."""

    text: str
    start: int
    end: int


_ORGANISATION_WORD = re.compile(
    r".*(?:公司|集团|银行|医院|大学|学院|中学|小学|幼儿园|合作社|协会|商会|联盟|研究院|研究所|委员会|办公室|基金会|学校|工厂|法院|报社|"
    r"出版社|学会|总会|工会|局|厅|部|委|园区|中心|办|中专|高中|职高|技校|党校)$"
)
# What is done, though it ends as the name of an office.
_HELD = frozenset(
    "主办 承办 协办 举办 兴办 创办 开办 督办 包办 查办 全部 内部 外部 一部 大部 中学部".split()
)
# What may stand inside the name of an organisation, by its word class.
_IN_NAME = frozenset({"n", "j", "b", "a", "m", "l", "i", "z", "v", "q", "f"})
_NOT_IN_NAME = frozenset(
    """
    是 有 在 由 和 与 及 为 被 把 了 的 从 到 对 向 该 其 这 那 家 个 所 位 名 牵手 拥有 成为 包括 位于 落地 引进 获得 取得 获 首家 全省 全国
    首个 第一 一家 一个 相关 企业 建设 负责 作为 联合 依托 签订 签 介绍 来自 还有 各 各类 多家 试点 实现 覆盖 惠及 面向 走进 率先 承担 打造 经营 办 开 投资 出资 成 作为 属于
    """.split()
)


_PARENT = re.compile(
    r"(?:国网|南网|国家电网|中国(?:移动|电信|联通|铁塔|邮政|石化|石油|银行|人寿|人保))$"
)


@lru_cache(maxsize=1024)
def organisations_in(text: str) -> tuple[Name, ...]:
    """Names of companies, schools, offices: the words before a class word that may belong to it.

    >>> [name.text for name in organisations_in("项目依托江城松石激光科技有限公司，由区教育局指导。")]
    ['江城松石激光科技有限公司', '区教育局']
    """
    import rjieba

    folded = fold_text(text)
    if len(folded) != len(text):
        folded = text
    found: list[Name] = []
    words: list[tuple[str, str, int]] = []
    position = 0
    for word, tag in [*rjieba.tag(folded), ("", "x")]:
        words.append((str(word), str(tag), position))
        position += len(word)
    for number, (word, _, start) in enumerate(words):
        following = words[number + 1][0] if number + 1 < len(words) else ""
        if (
            word in _HELD
            or not _ORGANISATION_WORD.match(word)
            or _ORGANISATION_WORD.match(following)
        ):
            continue
        if word == "工厂" and number and _ORGANISATION_WORD.match(words[number - 1][0]):
            number, word, start = number - 1, words[number - 1][0], words[number - 1][2]
        first = number
        while first > 0:
            before, tag, _ = words[first - 1]
            bracket = before in "（）()" and before != ""
            if before in _NOT_IN_NAME or not (
                tag[0] in _IN_NAME
                or tag[:2] in ("nr", "ns", "nz", "nt", "en")
                or bracket
                or before == "未来"
            ):
                break
            first -= 1
        begin, end = words[first][2], start + len(word)
        begin += text[begin] in "由说在被让给对向"
        # 国网|江城供电公司: the dictionary does not know the parent, which the branch is called by.
        if parent := _PARENT.search(folded, 0, begin):
            begin = parent.start()
        # 教育局(基教|科: what a bracket opens is not of the name before it.
        opened = max(text.rfind(mark, begin, end) for mark in "(（")
        if opened >= 0 and not any(mark in text[opened:end] for mark in ")）"):
            begin = opened + 1
        if 4 <= end - begin <= 30 or (end - begin == 3 and number > first):
            found.append(Name(text[begin:end], begin, end))
    return tuple(found)


_ROLE = (
    r"书记|主任|校长|园长|院长|局长|部长|处长|科长|县长|市长|区长|镇长|乡长|村长|省长|会长|行长|社长|厂长|站长|队长|经理|总裁|"
    r"董事长|负责人|创始人|医生|医师|护士|教师|老师|教授|专家|记者|村民|居民|社工|志愿者|民警|保安|群众|老人|残疾人|店主|"
    r"[0-9]0后|店长|老板|农户|工人|司机|学生|女儿|家长|干部|员工|游客|市民|代表|馆长|所长|组长|班长|团长|船长|理事长|秘书长|选手|运动员|队员|教练|传承人|主播|主理人|院士|博士|创客|作家|画家|歌手|研究员|工程师|大叔|大妈|大爷|阿姨|大姐|大哥|大嫂|大伯|奶奶|爷爷|父亲|母亲|儿子|妻子|丈夫|带头人|大户|药农|茶农|果农|菜农|农民|渔民|商户|住户"
)
# The commonest surnames that are no everyday words stand for nearly all people.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤应毕费项章施盛单易干阮俞虞竺柳鲍娄"
    "柯颜阮储丛褚卓蔺牟仇裘屠詹靳池厉瞿柴祁巫苗骆樊殷葛翟裴蓝闵季鄢阳伍邢耿鲁涂桂申卜符冀凌蒲饶佟童卫翁邬奚冼项胥晏喻臧仲祝左"
    "傅关舒郏淡霍尚尤岳梅齐欧聂焦庞辛兰宫庄温芦邝谌苟楼应占潘麻康赖洪倪乔窦戚殷"
    "穆席冉卞敖屈隋晁甄邸滕佘蔚阙郜鄂芮荀蒯郗巩匡糜郦宓郁扈桑桓芈洑简"
    "萧庾宗阚訾茹逯闻阎甘苑谈寇禄厍濮仝毋戈雍禹鞠荆游谷栗茶隆暨亓昝宓蓟慕慎"
)
# Surnames that open everyday words as well: 麦田, 文化. Behind an office they are surnames.
_ALSO_WORDS = "麦车文古冷米商沙海权刀玉岩纪艾贝薄"
# Rarer ones, nearly all of them words as well: surnames where an office stands before and 说 behind.
_RARE = (
    "封常牛安包宁缪连柏郎官惠南班原粟燕楚劳皮栾盘满伊花强帅豆朴盖练廉井祖漆巴丰支国狄平计索宣晋初门云容敬普浦鹿羊阿乌母"
    "修邰赫杭况宿鲜印诺战银亢嵇哈湛宾戎茅利呼居揭尉冶斯束檀衣信展阴智幸奉植衡富尧闭明雅巢司冒莘卿过衷归须庆青"
)
# Seldom enough that only what a reader points at is taken for a name.
_RAREST = "曲刁丘辜姬蒙迟岑习房景管解吉滑华粟仰隗庾荀路旦历舒廉匙佴逄缑亢冼仉敬矫濯旷束弓查柘"
DOUBLE_SURNAMES = tuple(
    "欧阳 司马 上官 诸葛 闻人 皇甫 尉迟 公孙 慕容 令狐 宇文 夏侯 端木 司徒 南宫 申屠 东方 "
    "赫连 澹台 公冶 宗政 濮阳 淳于 太叔 轩辕 钟离 闾丘 独孤 呼延 长孙 鲜于 拓跋".split()
)
# The general words for what somebody is, whole.
ROLE_WORD = re.compile(_ROLE)
_DOUBLE = "|".join(DOUBLE_SURNAMES)
_AFTER_ROLE = re.compile(
    rf"(?:{_ROLE})(?P<name>(?:{_DOUBLE}|[{_SURNAMES}{_ALSO_WORDS}])[\u4e00-\u9fff]{{1,2}}?)"
    r"(?=说|介绍|表示|告诉|笑|感慨|坦言|认为|解释|透露|提醒|强调|补充|回忆|回应|指出|今年|现年|每|会|在|任|担任|出任|当|是|和|与|、|,|，|。|”|的|对|为|等|代表|回|从|一|把|家|夺|拿|带|获|正|曾|已|也|还|站|坐|捧|指着|算了|;|；|$)"
)
_SAID_BEHIND_ROLE = re.compile(
    rf"(?:{_ROLE})(?P<name>[{_RARE}][\u4e00-\u9fff]{{1,2}}?)(?=说|介绍|表示|告诉|感慨|坦言|认为|解释|透露|回忆|回应)"
)
# Whatever the surname, a word that nobody knows, between an office and what its holder says.
_NO_NAME_AT_ALL = "的地得了着过们等和与及在对向就也都还再又已正从则给把被让是有不没很更最会能要可所此该其这那他她它我你您各每某为以于"
_SPEAKS_BEHIND_ROLE = re.compile(
    rf"(?:{_ROLE})(?P<name>(?:(?![{_NO_NAME_AT_ALL}])[\u4e00-\u9fff]){{2,3}}?)(?=(?:解释|介绍|表示|坦言|感慨|透露|回忆|认为|告诉记者|说[,，:：“]))"
)
_OPENING = re.compile(
    rf"(?:^|[,，。;；“])(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=是|说|介绍|表示|认为|告诉|坦言|透露)"
)
_CREDIT = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:、|\s)*[/／]?\s*(?:摄(?![影像氏取入制])|供图|图$)|(?:摄影|通讯员|撰稿)[:：\s][\u4e00-\u9fff]{2,4}"
)
# 石桥新貌 林小满 摄: who took the picture that these words stand under.
_PHOTOGRAPHER = re.compile(
    r"(?:^|[\s,，。:：、/／(（])(?P<name>[\u4e00-\u9fff]{2,4})\s*[/／]?\s*(?:摄(?![影像氏取入制])|供图)"
)
_VERB_OF_SPEECH = "笑说称表介认坦透"
_SPEAKS = re.compile("说|介绍|表示|告诉|坦言|认为|透露|解释|感慨")
_ASPECT = re.compile("(?<=[\u4e00-\u9fff]{2})[了着过]$")
# What people are told of: 周小立住|在…, 周小立办|起….
_VERB_AFTER_NAME = _VERB_OF_SPEECH + "住开办做养卖买种去来回带刚才就已正又还都也曾"
_NOT_PERSON = re.compile(
    rf"^任(?:{_ROLE}|陆军|海军|空军|中央|全国)|[省市区县镇乡村州岛湖山江河路街]$|^(?:项目|金融|方面|高度|石油|史料|任务|万元|常态|安全|成为|成立|方式|高新)"
)


def without_verb(name: str) -> str:
    """A name of four characters without the verb that the tagger has taken into it.

    >>> without_verb("周小立住"), without_verb("欧阳小住"), without_verb("周小立")
    ('周小立', '欧阳小住', '周小立')
    """
    single = len(name) == 4 and not name.startswith(DOUBLE_SURNAMES)
    return name[:3] if single and name[3] in _VERB_AFTER_NAME else name


def _may_be_person(run: str) -> bool:
    return (run[0] in _SURNAMES or run.startswith(DOUBLE_SURNAMES)) and _NOT_PERSON.search(
        run
    ) is None


def _is_common_word(run: str, after: str) -> bool:
    """Whether what the tagger takes for a person is an everyday word: 高峰, but not 高峰|介绍."""
    word = _ASPECT.sub("", run)
    return sense_of(word) == "common" and (word != run or _SPEAKS.match(after) is None)


def people_behind_words(folded: str) -> list[str]:
    """Names of three characters that the words beside them tell, whatever the tagger makes of them:
    behind an office, before what is said. Cheaper than `people_in`, and less whole.

    >>> people_behind_words("店主项小舟介绍，书记周立笑着说。")
    ['项小舟']
    """
    import rjieba

    found = (
        match["name"]
        for pattern in (_AFTER_ROLE, _OPENING, _SAID_BEHIND_ROLE, _SPEAKS_BEHIND_ROLE)
        for match in pattern.finditer(folded)
    )
    return [
        name
        for name in dict.fromkeys(found)
        if len(name) == _WHOLE_NAME
        and name[-1] not in _VERB_OF_SPEECH
        and _may_be_person(name)
        and not any(rjieba.has_word(name[:size]) for size in (2, 3))
    ]


_WHOLE_NAME = 3


def people_in(text: str) -> tuple[Name, ...]:
    """Names of persons in a Chinese text: what the tagger calls one, and what follows a role.

    >>> [name.text for name in people_in("村党支部书记周立笑着介绍，校长高小川感慨。")]
    ['周立', '高小川']
    """
    import rjieba

    found: dict[tuple[int, int], None] = {}
    # A photographer is credited beside the text, not told of in it.
    credits = [match.span() for match in _CREDIT.finditer(text)]
    folded = fold_text(text)
    if len(folded) != len(text):
        folded = text
    position = 0
    run: tuple[int, int] | None = None
    surname = -1
    for word, tag in [*rjieba.tag(folded), ("", "")]:
        start, position = position, position + len(word)
        joined = run is None and 0 <= surname == start - 1 and len(word) < 3
        if joined and tag in ("nr", "nrt", "nrfg"):
            # 穆|长青: a surname that the dictionary has for something else.
            run = (surname, position)
            continue
        surname = start if len(word) == 1 and word in _SURNAMES else -1
        if tag in ("nr", "nrt", "nrfg") and (run is None or position - run[0] <= 4):
            run = (run[0] if run else start, position)
            continue
        if run is not None and run[1] - run[0] >= 3 and folded[run[1] - 1] in _VERB_OF_SPEECH:
            run = (run[0], run[1] - 1)  # 周立笑 着介绍
        if (
            run is not None
            and 2 <= run[1] - run[0] <= 4
            and _may_be_person(folded[slice(*run)])
            and not _is_common_word(folded[slice(*run)], folded[run[1] :])
        ):
            found.setdefault(run)
        run = None
    matches = (_AFTER_ROLE, _OPENING, _SAID_BEHIND_ROLE, _SPEAKS_BEHIND_ROLE, _SPEAKER, _ADDRESSED)
    for match in (found_one for pattern in matches for found_one in pattern.finditer(folded)):
        start, end = match.span("name")
        name = folded[start:end]
        # After an office even 周大山 is a person.
        behind_role = match.re not in (_OPENING, _SPEAKER, _ADDRESSED)
        person = _may_be_person(name) or (behind_role and name[-1] in "岛湖山江河")
        rare = match.re is _SPEAKS_BEHIND_ROLE or (
            behind_role and name[0] in f"{_ALSO_WORDS}{_RARE}"
        )
        person = person or (rare and not rjieba.has_word(name) and not rjieba.has_word(name[:2]))
        person = person and not _is_common_word(name, folded[end:])
        if match.re in (_SPEAKER, _ADDRESSED):
            person = person and not rjieba.has_word(name)  # 张口说
        # 老人钱玲|珠家: the dictionary has cut the name short.
        cut_short = next((run for run in found if run[0] == start and run[1] < end), None)
        if cut_short is not None and person:
            del found[cut_short]
        if not any(a < end and start < b for a, b in found) and person:
            found.setdefault((start, end))
    for start, end in _foreign(folded):
        for inside in [run for run in found if start < run[1] and run[0] < end]:
            del found[inside]
        found.setdefault((start, end))
    for start, end in _behind_calling(folded):
        # 63岁的许长|贵撑着船: here, too.
        found.pop(next((run for run in found if run[0] == start and run[1] < end), (-1, -1)), None)
        if not any(a < end and start < b for a, b in found):
            found.setdefault((start, end))
    return tuple(
        Name(text[a:b], a, b)
        for a, b in sorted(found)
        if not any(start < b and a < end for start, end in credits)
        and not _COUNTED.fullmatch(folded[max(0, a - 1) : b])
    )


# ”林道理说: whoever is quoted, though the dictionary has his given name for a word.
_SPEAKER = re.compile(
    rf"(?<=[”\"])(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=(?:还|也)?(?:说[。,，:：]|表示[。,，:：]|介绍[。,，:：]|介绍说|告诉记者|坦言|感慨|笑着说))"
)
# 林国平会长、周立同志
_ADDRESSED = re.compile(
    rf"(?:^|[、,，。;；:：和与及由请]|代表|领导)(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=同志|先生|女士|(?:执行|常务|名誉)?会长|院士)"
)
# 一张脸, 向师傅: a measure word behind a number, a preposition before what somebody is called.
_COUNTED = re.compile(
    "[一二两三几这那每半0-9][张项段席章].{1,2}|.?[向给对跟和为让由请](?:师傅|老师)"
)


# 护林员, 老木匠, 李师傅: what somebody does for a living, whatever it is, before a name; 63岁的 as well.
_CALLING = re.compile(
    rf"(?:[\u4e00-\u9fff](?:员|师傅|[师匠长手])|{_ROLE}|主席|主委|[0-9一二三四五六七八九十]岁的)"
    rf"(?=(?:{_DOUBLE}|[{_SURNAMES}{_ALSO_WORDS}{_RARE}{_RAREST}])[\u4e00-\u9fff])"
)
# 玛丽·卡特, 买买提·艾力: a dot stands in foreign names alone.
_DOTTED = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{1,10})·(?:[\u4e00-\u9fff]{1,6}·)*(?P<tail>[\u4e00-\u9fff]{1,8})"
)
_CALLED_BEFORE = re.compile(rf"^.*(?:{_ROLE}|[员师家者星的是]|(?<=[\u4e00-\u9fff])人)(?=.)")


def _foreign(folded: str) -> list[tuple[int, int]]:
    """Where foreign names stand: behind what somebody is called, up to the next verb."""
    import rjieba

    found = []
    for match in _DOTTED.finditer(folded):
        before = _CALLED_BEFORE.match(match["head"])
        start = match.start() + (before.end() if before else 0)
        end = match.start("tail")
        for number, (word, tag) in enumerate(rjieba.tag(match["tail"])):
            if number and tag[:1] in (*_GOES_ON, "r", "f", "t", "m"):
                break
            end += len(word)
        found.append((start, end))
    return found


# What a sentence goes on with behind its subject, by word class.
_GOES_ON = ("v", "d", "p", "c", "u", "x", "")


def _behind_calling(folded: str) -> list[tuple[int, int]]:
    """Where names stand behind a word for what somebody does: 护林员|林小满|举起望远镜.

    The name ends where a verb, an adverb or the like begins; what the dictionary has for a word, as
    the 高度 of 局长高度重视, is none.
    """
    import rjieba

    found = []
    for calling in _CALLING.finditer(folded):
        start = calling.end()
        surname = 2 if folded.startswith(DOUBLE_SURNAMES, start) else 1
        if rjieba.has_word(folded[start : start + 2]) and surname == 1:
            continue
        for given in (2, 1):
            end = start + surname + given
            if folded[end - 1 : end] in _VERB_OF_SPEECH and folded[end : end + 1] in "着道说":
                continue  # 周立笑|着介绍
            behind = next(iter(rjieba.tag(folded[end : end + 6])), ("", ""))[1]
            if (
                end <= len(folded)
                # 队长|顾小波|落实: some verbs are adjectives to the dictionary.
                and (behind[:1] in _GOES_ON or (behind[:1] == "a" and given > 1))
                and (_may_be_person(folded[start:end]) or may_be_named(folded[start:end]))
                and (folded[end - 1] != "人")
            ):
                found.append((start, end))
                break
    return found


# What a word for people or a body of them ends with.
_PEOPLE = re.compile(
    r"(?:[人者员民师生户客友家手工兵医长商警方]|[哥姐弟妹爸妈爷奶叔伯姨舅婶嫂婆公孙]|父亲|母亲|妻子|丈夫|老伴|儿子|女儿|们|孩子|老[板乡人]|群众|儿童|团队?|队伍?|部门|会议|[会局办部厅委院校所站社厂店]|公司|集团|企业|单位|政府|中心|合作社|[省市县区镇乡村]|街道|社区)"
    r"(?:$|[、和与及等])|[A-Za-z]"
)


def may_have_done_it(words: str) -> bool:
    """Whether words that name nobody may say who: by a class of people, a body, or in Latin letters."""
    return _PEOPLE.search(words) is not None or bool(people_in(words)) or may_be_named(words)


def may_be_named(words: str) -> bool:
    """Whether words may be a person's name, though nothing beside them says so: 滑永年, no 湿地.

    >>> may_be_named("滑永年"), may_be_named("欧阳静安"), may_be_named("滑雪")
    (True, True, False)
    """
    import rjieba

    if not 2 <= len(words) <= 4 or _HAN.fullmatch(words) is None or rjieba.has_word(words):
        return False
    if len(words) == 4 and not words.startswith(DOUBLE_SURNAMES):
        return False
    first = words[0] in f"{_SURNAMES}{_ALSO_WORDS}{_RARE}{_RAREST}" or words.startswith(
        DOUBLE_SURNAMES
    )
    return first and _NOT_PERSON.search(words) is None


_HAN = re.compile("[\u4e00-\u9fff]+")


def photographers_in(text: str) -> tuple[Name, ...]:
    """Who is credited with a picture in its caption.

    >>> [name.text for name in photographers_in("石桥新貌 林小满 摄")]
    ['林小满']
    """
    return tuple(Name(m["name"], *m.span("name")) for m in _PHOTOGRAPHER.finditer(text))
