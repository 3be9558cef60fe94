"""What a question demands of its evidence: the year, the place and the names that it mentions, the
figure that it counts, the role and the person that it asks about.

A question about 2022 is not answered by a figure of 2020, nor one about a district by the figure of
its neighbour, however alike the sentences are. Each demand is looked for where a reader would look:
in the sentence, before it in its passage, in its heading, in the title and date of the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from index.normalise import fold_text

from .contrasts import of_all_residents
from .counted import holds_counted
from .dated import year_unmet
from .definitions import defines
from .evidence import Evidence
from .expected import expected_type, type_held
from .governed import opposite_told, unnamed_measure
from .names import NameIndex
from .names import place_core as place_core
from .of_another import tells_of_another
from .placed import OPENS_WITHIN, around, opens_with_known, place_unmet, places_asked
from .question import PROVINCES, Question
from .roles import held_elsewhere, holder_named, role_asked
from .territory import place_measured, tells_territory
from .unmet import Unmet as Unmet
from .who import DOUBLE_SURNAMES, may_be_named, people_in, without_verb

# The day that a thing began is no other day of it.
_BEGAN = re.compile(
    r"成立|创办|开办|开班|启动|揭牌|上线|创建|创立|建成|建立|组建|设立|始建|建于|诞生|开业|开张|启用|开园|投用|投入使用|投产|投运|开通|通车|首航|开馆|出生|生于|落成|挂牌|建的"
    r"|\b(?:founded|established|opened|born|set up)\b"
)
# 那个老板, 这位负责人: what users call somebody, whatever the articles do.
_CALLING = "(?:老板|店主|负责人|带头人|当家人|领导|一把手|创始人|创办人)"
# Anything that may say when, in figures or words.
_TIME = re.compile(
    r"[0-9〇零一二三四五六七八九十两]+\s?(?:年|月|日|号|天|点|时|届|期)|[去今前明当次同后昨]年|[今昨明当次][天日晚早]|[周星期礼拜][一二三四五六日天]|世纪|时期|[夏商周秦汉晋隋唐宋元明清][末初代朝中]|农历|夜[里间晚]|[每整全]年|[本上当次]月|[年月][初中末底]|半年|"
    r"[春夏秋冬]|期间|至今|刚刚|近期|最近|近日|日前|不久|此前|目前"
)
# 哪条街: streets, rivers, hills are never named without what they are.
_KINDS = ("街路巷道", "河江溪", "山岭峰", "桥", "湖海塘", "岛", "楼厦")
_KIND_ASKED = re.compile(rf"哪一?[条座栋幢个](?P<kind>[{''.join(_KINDS)}])(?![道区镇乡村])")
# Somebody's son is not his granddaughter.
_RELATIVES = (
    "儿子|小儿|长子|次子|之子|其子", "女儿|闺女|长女|次女|之女|其女", "妻子|老婆|爱人|太太|媳妇|老伴|其妻|之妻|夫妻|夫妇|夫人", "丈夫|老公|爱人|老伴|其夫|夫妻|夫妇",
    "父亲|爸爸|老爸|父子|父女|父母|之子|之女|其子|其女", "母亲|妈妈|老妈|母子|母女|父母", "孙子|爷孙|祖孙", "孙女|爷孙|祖孙", "哥哥|弟弟|兄弟|兄妹|姐弟|其弟|其兄|之弟|之兄|胞弟|胞兄|胞妹",
    "姐姐|妹妹|姐妹|兄妹|姐弟|胞姐|胞妹|之妹|其妹|其姐", "爷爷|祖父|外公", "奶奶|祖母|外婆",
)  # fmt: skip
_KIN = re.compile(rf"的(?P<kin>{'|'.join(_RELATIVES)})(?=是|叫|今年|多大|几岁|在|做|有|多少)")


def unmet_demands(
    question: Question, evidence: Evidence, names: NameIndex | None = None
) -> list[Unmet]:
    """The years, places and names of `question` that `evidence` and its context do not carry.

    With `names`, places of the collection are known without their class word, too.
    """
    found = [u for year in question.years if (u := year_unmet(year, question, evidence))]
    if len(found) < len(question.years):
        found = []  # 从2019年到2021年: one of the two may be told in another sentence
    places = places_asked(question, names)
    if places and (unmet := place_unmet(places, question, evidence, names)):
        found.append(unmet)
    context = around(evidence)
    for name in question.names:
        if any(place_core(name) in place for place in (*places, *PROVINCES)):
            continue  # looked for as a place
        if names is not None and opens_with_known(name, names) is not None:
            continue  # 青石卫健: the tagger has taken a place of the collection into it
        if re.search(rf"(?:多少|几).{{0,2}}{re.escape(name)}", question.folded):
            continue  # what is counted is nobody, whatever the tagger takes it for
        if name not in context and not _nearly_in(name, context):
            # A person of the collection, and the sentence names another.
            other = _other_person(name, question, evidence) if _is_known(name, names) else None
            found.append(Unmet("name", name) if other is None else Unmet("person", name, other))
        elif name in context and (other := _other_person(name, question, evidence)):
            found.append(Unmet("person", name, other))
    if not holds_counted(question, evidence.text, evidence.figures):
        found.append(Unmet("figure", question.text))
    measured = place_measured(question)
    if measured is not None and not tells_territory(measured, evidence):
        found.append(Unmet("figure", question.text))
    if _ASKS_NAME.search(question.folded) and not _names_anybody(question, evidence):
        found.append(Unmet("role", question.text))
    role = role_asked(question.folded)
    called = role is not None and re.search(rf"[那这][个位]{_CALLING}", question.folded)
    told = fold_text(evidence.text)
    if role is not None and (
        (not called and not holder_named(role, told)) or held_elsewhere(role, question.folded, told)
    ):
        found.append(Unmet("role", role))
    if (kin := _KIN.search(question.folded)) and (
        not _speaks_of_kin(kin["kin"], context) or _tells_of_other_kin(kin["kin"], evidence)
    ):
        found.append(Unmet("name", kin["kin"], ""))
    if (counted := _counted_by_one_character(question.folded)) and counted not in context:
        found.append(Unmet("figure", question.text))
    if (kind := _KIND_ASKED.search(question.folded)) and not _names_kind(kind["kind"], evidence):
        found.append(Unmet("figure", question.text))
    if unnamed_measure(question, fold_text(evidence.candidate.article.text)) is not None:
        found.append(Unmet("figure", question.text))
    of_all = _INCOME.search(question.folded) is not None and of_all_residents(
        question.folded, fold_text(evidence.text)
    )
    if of_all or opposite_told(question, evidence) or tells_of_another(question, evidence, names):
        found.append(Unmet("figure", question.text))
    if question.kind in _TOLD_IN_SENTENCES and _is_heading(evidence.text):
        expected = expected_type(question.folded, question.kind)
        if type_held(expected, evidence.text, evidence.figures, question.folded) < 1:
            found.append(Unmet("event", question.text))
    event = _BEGAN.search(question.folded) if question.kind == "date" else None
    if question.kind == "date" and not _tells_a_time(evidence):
        found.append(Unmet("event", event.group() if event else question.text))
    elif event is not None and not _tells_when(event.group(), fold_text(evidence.text)):
        found.append(Unmet("event", event.group()))
    if question.kind == "yes_no" and evidence.text.rstrip('”」』"').endswith(("？", "?")):
        found.append(Unmet("figure", question.text))  # who asks has not answered
    return found


_INCOME = re.compile(r"收入|消费|支出|\bincome|\bspending\b|\bearn")
# What a heading or a caption without a verb cannot tell.
_TOLD_IN_SENTENCES = ("person", "date", "reason", "how")
_LONGEST_HEADING = 24


@lru_cache(maxsize=4096)
def _is_heading(text: str) -> bool:
    """Whether a text is no sentence: it has no mark and no verb.

    >>> _is_heading("2023松溪半程马拉松"), _is_heading("林小满夺冠")
    (True, False)
    """
    import rjieba

    if len(text) > _LONGEST_HEADING or _SENTENCE_MARK.search(text):
        return False
    return not any(
        tag in ("v", "vg", "vd", "vi", "l", "i") for _, tag in rjieba.tag(fold_text(text))
    )


_SENTENCE_MARK = re.compile("[，。；：！？,;:!?”」]")


def _tells_when(event: str, folded: str) -> bool:
    """Whether a sentence speaks of a beginning, and, of one in Chinese, of any time at all."""
    told = _BEGAN.search(folded) is not None
    return told and (event.isascii() or _TIME.search(folded) is not None)


def _tells_a_time(evidence: Evidence) -> bool:
    """Whether a sentence tells any time, in figures or words."""
    if any(figure.kind in ("date", "period", "time") for figure in evidence.figures):
        return True
    return _TIME.search(fold_text(evidence.text)) is not None


def _names_kind(kind: str, evidence: Evidence) -> bool:
    """Whether the sentence prints a word for such a thing, which its name ends with."""
    folded = fold_text(evidence.text)
    return any(word in folded for words in _KINDS if kind in words for word in words)


def _speaks_of_kin(kin: str, context: str) -> bool:
    """Whether the text speaks of such a relative, by any word for one."""
    return any(word in context for word in _kin_words(kin))


def _kin_words(kin: str) -> set[str]:
    """All words for such a relative: 老婆, 妻子, 爱人."""
    return {word for group in _RELATIVES if kin in group.split("|") for word in group.split("|")}


def _tells_of_other_kin(kin: str, evidence: Evidence) -> bool:
    """Whether a sentence names people, but not such a relative, nor whom the passage calls one."""
    sentence = fold_text(evidence.text)
    named = [person.text for person in people_in(sentence)]
    if not named or _speaks_of_kin(kin, sentence):
        return False
    told = fold_text(evidence.candidate.passage.text)
    return not any(word + name in told for word in _kin_words(kin) for name in named)


def _counted_by_one_character(folded: str) -> str | None:
    """The noun of one character that a question measures: 一天烧多少油 -> 油; `None` for any other."""
    import rjieba

    match = re.search(
        r"(?:多少|几)(?:度|吨|斤|公斤|升|斗|桶|箱|袋)?(?P<noun>[\u4e00-\u9fff])[?]?$", folded
    )
    if match is None or match["noun"] in _NO_MASS:
        return None
    return match["noun"] if rjieba.tag(match["noun"])[0][1] == "n" else None


# Nouns that count or are told of in other words: 多少人, 多少钱.
_NO_MASS = frozenset(
    "人钱家口户天年月日岁次米里度名位亩元块件斤吨分层楼倍成个条座样级秒处支张只头部台辆艘套种类项点招款批栋间所本册门班单趟桌碗杯颗粒尾根株棵幅份页节场期届代段"
)


def _other_person(name: str, question: Question, evidence: Evidence) -> str | None:
    """Who is spoken of instead of the person `name`, if the evidence tells of another."""
    if not any(person.text == name for person in people_in(name)):
        return None
    sentence = fold_text(evidence.text)
    # 周小立教了…: the tagger has taken a verb into the name, if not one of those that we know.
    short = name[:3] if len(name) == 4 and not name.startswith(DOUBLE_SURNAMES) else name
    if without_verb(name) in sentence or short in sentence or _TITLED.fullmatch(name):
        return None
    start = evidence.start
    if _PRONOUN_FIRST.match(sentence) and name in fold_text(
        evidence.candidate.article.text[max(0, start - _NEAR_BEFORE) : start]
    ):
        return None  # 她把孙悟空做成盲盒: whom the sentence tells of was named before
    others = [
        p.text
        for p in people_in(sentence)
        if p.text not in question.folded and not _is_a_word(p.text)
    ]
    if others:
        return others[0]
    passage = evidence.candidate.passage
    before = fold_text(evidence.candidate.article.text[passage.start : evidence.start])
    spoken = [person.text for person in people_in(before) if not _is_a_word(person.text)]
    if not spoken or name in spoken[-1] or spoken[-1] in name or spoken[-1] in question.folded:
        return None
    if without_verb(name) in before or short in before:
        return None  # told of before: whom the sentence tells of, it does not say
    return spoken[-1]


_PRONOUN_FIRST = re.compile(r"[“\"「『]?(?:[他她其]|自己)")
# Characters before a sentence in which the person that it goes on with is named.
_NEAR_BEFORE = 160
# 徐师傅: whom a question calls so, an article calls by the full name.
_TITLED = re.compile(
    "(?P<surname>[\u4e00-\u9fff])(?:师傅|老师|医生|大夫|大爷|大妈|大叔|大姐|老板|书记|校长|主任|先生|女士)"
)


_ASKS_NAME = re.compile(
    r"(?:人|[他她]|父亲|母亲|爸|妈|丈夫|妻子|儿子|女儿|老师|师傅|老板|医生|书记|校长|院长|主任|站长|队长|经理|老人|大爷|大妈|姑娘|小伙|学生|孩子|娃|位)(?:的?(?:名字|姓名|全名))?[,，]?(?:又|都)?(?:叫|姓)(?:做)?(?:什么|谁)(?!问题|样)(?!.*(?:歌|曲|菜|病|药|花|树|地方))"
)


def _names_anybody(question: Question, evidence: Evidence) -> bool:
    """Whether a sentence names somebody whom the question does not, or may by any sign."""
    import rjieba

    sentence = fold_text(evidence.text)
    if any(person.text not in question.folded for person in people_in(sentence)):
        return True
    if evidence.span is not None:
        a, b = evidence.span
        if may_be_named(fold_text(evidence.candidate.article.text[a:b])):
            return True
    words = rjieba.tag(sentence)
    return any(
        tag.startswith("nr") and word not in question.folded and len(word) > 1
        for word, tag in words
    ) or any(may_be_named(run) for run in _runs(words))


def _runs(words: Sequence[tuple[str, str]]) -> list[str]:
    """Two or three single characters in a row, as the tagger leaves of a name that it does not know."""
    found: list[str] = []
    for start in range(len(words)):
        run = ""
        for word, tag in words[start : start + 3]:
            if tag.startswith(("x", "u", "p", "m", "q")) or len(run) + len(word) > _FULL_NAME:
                break
            run += word
            if len(run) > 1:
                found.append(run)
    return found


_FULL_NAME = 3


def _is_known(name: str, names: NameIndex | None) -> bool:
    """Whether `name` is a person whom the collection names."""
    return names is not None and name in names.names and len(name) == _FULL_NAME


def _is_a_word(name: str) -> bool:
    """Whether what the tagger takes for a person is a word of two characters: 高峰, 康复."""
    import rjieba

    return len(name) == 2 and bool(rjieba.has_word(name))


# In log odds: a sentence about another year or place must be far better to come first.
_UNMET_PENALTY = 2.0
# What would be refused stands behind whatever else may answer.
_FINAL_PENALTY = 4.0
# Sentences far behind the best are not looked at: none of them can come first.
_WEIGHED = 40


def demanded_first(
    question: Question, ranked: Sequence[Evidence], names: NameIndex | None = None
) -> list[Evidence]:
    """Evidence that carries what the question demands outranks evidence that does not."""
    looked_at = ranked[:_WEIGHED]
    unmet = [unmet_demands(question, evidence, names) for evidence in looked_at]
    weighed = [
        replace(
            e,
            score=_as_its_measure(question, e, looked_at, unmet)
            - sum(map(_penalty, u))
            - _printed_about(question, e)
            - _UNMET_PENALTY * of_all_residents(question.folded, fold_text(e.text)),
        )
        for e, u in zip(looked_at, unmet, strict=True)
    ]
    best = max((evidence.score for evidence in weighed), default=0.0)
    # Who asks what something is wants the sentence that says so, wherever else it is named.
    led = [
        replace(e, score=best + 1.0) if defines(question, e) and not u else e
        for e, u in zip(weighed, unmet, strict=True)
    ]
    return sorted(led, key=lambda e: (-e.score, e.candidate.rank, e.start))


# Where an article was printed is nothing that it tells of.
_COLOPHON = re.compile(
    r"^[(\"]*(?:原载|原刊|刊于|来源|报纸|责任编辑)[:《于]?|第[a-z]?[0-9一二三四五六七八九十]+版[)]?$"
)
_ASKS_PRINT = re.compile(r"报|刊|登|版|编辑|作者|记者|published|newspaper|page|author")


def _printed_about(question: Question, evidence: Evidence) -> float:
    """What a line of the imprint is put back by, but for who asks where it was printed."""
    imprint = _COLOPHON.search(fold_text(evidence.text))
    return _FINAL_PENALTY if imprint and not _ASKS_PRINT.search(question.folded) else 0.0


def _penalty(unmet: Unmet) -> float:
    return _FINAL_PENALTY if unmet.final else _UNMET_PENALTY


def _as_its_measure(
    question: Question,
    evidence: Evidence,
    others: Sequence[Evidence],
    unmet: Sequence[Sequence[Unmet]],
) -> float:
    """The score of a sentence that gives another place's figure of the measure named before it.

    全省GDP达…。而青石市实现了210亿元: the second is as good as the first for who asks about 青石.
    """
    followed = [
        other.score
        for other, lacks in zip(others, unmet, strict=True)
        if goes_on_with_measure(question, evidence, other, lacks)
    ]
    return max(evidence.score, *followed) if followed else evidence.score


def goes_on_with_measure(
    question: Question, evidence: Evidence, other: Evidence, lacks: Sequence[Unmet]
) -> bool:
    """Whether `evidence` opens with the place asked about, right behind a sentence on another's.

    `lacks` is what `other`, the sentence before, does not carry of the question.
    """
    if question.kind not in ("figure", "definition", "other") or not evidence.figures:
        return False
    text = evidence.candidate.article.text
    follows = (
        other.candidate.passage.id == evidence.candidate.passage.id
        and other.end <= evidence.start
        and not text[other.end : evidence.start].strip()
    )
    asked = [demand.text for demand in lacks if demand.kind == "place"]
    return (
        follows and bool(asked) and place_core(asked[0]) in fold_text(evidence.text)[:OPENS_WITHIN]
    )


def _nearly_in(name: str, context: str) -> bool:
    """Names that the tagger cut wrongly still share most of their bigrams with the text."""
    bigrams = [name[i : i + 2] for i in range(len(name) - 1)]
    return bool(bigrams) and sum(b in context for b in bigrams) >= 0.5 * len(bigrams)
