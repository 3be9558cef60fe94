"""Make a follow-up stand alone, from the exchanges before it and without a language model.

What a turn leaves out is taken from the earlier questions and from what was answered: a part of the
same type is replaced (那农村居民呢), a pronoun or a bare class word (它, 该镇, 市场) takes what it
stands for, a turn with no subject goes on with the last one. A turn that names its own topic is left
alone; one that may mean two things gives both readings.

>>> standalone("那农村居民呢？", [Exchange("东河区城镇居民人均可支配收入是多少？")]).text
'东河区农村居民人均可支配收入是多少？'
>>> standalone("西山有哪些医院？", [Exchange("东河区城镇居民人均可支配收入是多少？")]).text
'西山有哪些医院？'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index import Language

from .antecedents import PRONOUN, class_before, entity_of
from .carried import carried_over, pronoun
from .dialogue import Alike, Exchange, Standalone
from .ellipsis import core_of, is_ellipsis, replaced
from .followup_english import english_standalone
from .frame import CONDITION, TIME, frame_of, own_nouns, strip_question
from .language import detect_language, in_script
from .named import head_name, places_named, wide_place
from .pairs import of_two
from .remarks import item_meant, picked, remark
from .respelled import Spelled, as_printed, in_simplified
from .tagging import tagged
from .topic import compact

__all__ = ["Exchange", "Standalone", "standalone"]

# 县里的嘞: 呢, as it is said elsewhere.
_PARTICLE = re.compile(r"[嘞咧哩喃](?=[？?。!！\s]*$)")
_CORRECTION = re.compile(
    r"^(?:(?:哦|噢|呃|嗯)[，,]?)?(?:不对|不是(?:的|这个)?|错了|你(?:弄|搞|理解)错了|说错了|更正(?:一下)?)?[，,。\s]*"
    r"(?:我(?:想)?(?:问|说|指|要)的?(?:是|的是)|我是(?:想)?(?:问|说|指)(?:的)?|应该是|我问)(?:的是|的)?[，,：:\s]*(?=.)"
    r"|^(?:不对|不是(?:的|这个)?|错了|说错了|你(?:弄|搞|理解)错了)[，,。\s]+是(?=.)"
)
_NOT_BUT = re.compile(r"^(?:我(?:问|说|指)的)?不是.{1,16}?[，,、]\s*(?:而)?(?:是|问的是)(?=.)")
_LOOKS_BACK = re.compile(
    r"^(?:那|好|嗯)?[，,]?(?:再|还是)?(?:(?:说说|讲讲|聊聊|看看|问问)(?=[^，,]{1,10}[，,])|回到|说回|说到|回头(?:再)?(?:说|看|问)(?:回)?|再说(?:回)?|转回|刚才(?:说|问|提到)?的?|前面(?:说|问|提到)?的?)"
)
# 文中的民警是谁: it points at the articles, not at what was said before.
_IN_THE_ARTICLES = re.compile(
    r"^(?:那|那么)?(?:(?:这篇)?(?:文中|文章(?:里|中)?|报道(?:里|中)?|新闻(?:里|中)?)(?:还)?(?:提到|说到|写到|讲到|说)?的?)(?=[\u4e00-\u9fff“「]{4,})"
)
_SWITCH = re.compile(
    r"^(?:那|好的?|行)?[，,]?(?:我们?)?(?:换个?一?个?(?:话题|问题|题目|方面|地方|别的|事儿?|说法|题|[^，,]{1,6}的)|(?:再)?问(?:你)?(?:个|一个|点)(?:别的)?|说(?:点|个)别的|另一个(?:话题|问题)|不(?:说|谈|聊)这个了|题外话)"
    r"(?:问(?:一下|下)?|说|吧)?[，,：:。；;\s]+(?=.)"
)
_ASIDE = re.compile(
    r"^(?:那|那么)?(?:再|还想|接着)问(?:一下|下|一句|问)?(?=[\u4e00-\u9fff]{2,6}[，,])|"
    r"^(?:对了|另外|还有|顺便(?:问(?:一下|下|一句)?)?|顺带|再问(?:一下|下|一句)?|话说)[，,：:\s]+(?=.)"
)
# 南山呢，有多少户: the part first, then what is asked of it.
_PART_FIRST = re.compile(r"^(?:那么|那)?(?P<part>[^，,？?]{2,16})呢[，,]\s*(?P<asked>.{2,})$")
_CONDITIONED = re.compile(
    rf"^(?:那么|那|其中)?(?P<condition>{CONDITION.pattern})(?P<noun>[\u4e00-\u9fff]{{0,3}}?)?(?:有|是|达到?)?(?:多少|几)(?:个|家|户|人|名|村)?[？?。]*$"
)
# 她说明年要买什么车: what she said is asked for, and articles tell it without her name.
_REPORTED = re.compile(
    r"^(?:那么|那)?(?:[他她]|那位[\u4e00-\u9fff]{2,3})(?:还)?(?:说|介绍|透露|表示|提到|认为|估计)(?:过|，|,)?"
    r"(?P<told>(?!的|了什么|什么|过什么).*(?:什么|多少|几|哪|怎|为何).*)$"
)
# 西河镇的也这么高吗 asks what 西河镇呢 does.
_TOO = re.compile(
    r"^(?:那么|那)?(?P<part>[^，,？?]{2,10}?)的?(?:是不是|是否)?也(?:是|有)?(?:这么|这样|如此|一样|同样)[^，,]{0,4}?(?:吗)?[？?]*$"
)
# 两年前才多少 asks what 两年前呢 does.
_HOW_MUCH_THEN = re.compile(
    rf"^(?:那么|那)?(?P<time>{TIME.pattern})(?:的时候)?(?:才|又|就|只)?(?:有|是)?(?:多少|几)[个家人户名台部]?[呢啊呀]?[？?]*$"
)
# 其中靠种茶来的? of a sum asks what 靠种茶来的呢 does.
_PART_OF_SUM = re.compile(
    r"^(?:那么|那)?其中的?(?P<part>(?!.*(?:多少|几|哪|谁|什么|怎))[^，,？?]{2,12}的)(?:有|是|占)?(?:多少)?[？?]*$"
)
_RELATIVE = re.compile(
    "丈夫|妻子|爱人|儿子|女儿|父亲|母亲|爸爸|妈妈|父母|孙子|孙女|孩子|哥哥|弟弟|姐姐|妹妹|同事|邻居$"
)
# 这样一亩能多挣多少
_SO = re.compile(
    r"^(?:那么|那)?这(?:样|么)(?:的话|一来|做|干|算)?[，,]?(?=[一二两三四五六七八九十每能会可要多])"
)
# 那些贝壳怎么处理: a noun of its own.
_DETERMINED = re.compile(r"^(?:那么|那)?[这那]些(?=(?P<noun>[一-鿿]{2,4}))")
_AVERAGE = re.compile(r"^(?P<whole>全[国省市县区镇])的?平均(?:水平|值|数)?$")
_WHOLE_LEVEL = re.compile(r"全[省市县区镇](?=.{2,})")
_MOVED_SINCE = re.compile("比(?:去|上|前)一?年|比以前|比原来|相差|同比|环比")
_THEN = re.compile(r"这个?时候|那个?时候|当时|那时|此时|[这那]一?年(?!来|度|龄)|当年")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?")


# 差距呢，要缩到几: one question, with a breath in it.
_PAUSED = re.compile(
    r"^(?P<named>[^，,？?]{2,10})(?:呢|嘛|呀|啊)[，,\s]+(?P<asked>[要能会又都是有已现缩达占增涨][^，,？?]{0,8}(?:多少|几|谁|什么|哪)[^，,？?]{0,6}[？?]?)$"
)


def standalone(
    question: str,
    earlier: Sequence[Exchange | str],
    depends: Callable[[str], bool] | None = None,
    spelled: Spelled | None = None,
    alike: Alike | None = None,
) -> Standalone:
    """`question` made to stand alone after the `earlier` exchanges, oldest first.

    A plain string is an exchange whose answer is not known. `depends(question)` says whether a turn
    without pronoun or ellipsis goes on with the last topic; without it, turns that name nothing do.
    `spelled` finds names that English spells in pinyin, for turns that change the language; `alike`
    measures how near words are in meaning, for the part that an ellipsis replaces.
    """
    text = question.strip()
    past = [e if isinstance(e, Exchange) else Exchange(e) for e in earlier]
    if not past or not text:
        return Standalone(text)
    if (chosen := picked(text, past[-1])) is not None:
        return Standalone(chosen, (chosen,))
    language = script_of(text, past[-1].question)
    if language == "en":
        return english_standalone(text, past, depends, alike)
    simple = [in_simplified(exchange, spelled) for exchange in past]
    turn = _PARTICLE.sub("呢", in_script(text, "zh-Hans"))
    found = _chinese(turn, simple, depends, alike)
    if found.text == turn and not found.choices:
        return Standalone(text)
    if language != "zh-Hant":
        return found
    printed = [text, *(e.question for e in past), *(e.short or "" for e in past)]
    return Standalone(
        as_printed(found.text, printed),
        tuple(as_printed(words, printed) for words in found.carried),
        tuple(as_printed(choice, printed) for choice in found.choices),
    )


def script_of(turn: str, last: str) -> Language:
    """The language of a turn; where its characters are those of both scripts, the script of the last.

    >>> script_of("2021年呢？", "2020年東河鎮有多少人？"), script_of("人口呢？", "东河镇多大？")
    ('zh-Hant', 'zh-Hans')
    """
    language = detect_language(turn)
    if language != "zh-Hans" or detect_language(last) != "zh-Hant":
        return language
    # A character that only one script has tells: 农 is no traditional one.
    return "zh-Hant" if in_script(turn, "zh-Hant") == turn else language


def _chinese(
    turn: str,
    past: Sequence[Exchange],
    depends: Callable[[str], bool] | None,
    alike: Alike | None,
) -> Standalone:
    last = past[-1]
    switched = _SWITCH.sub("", turn)
    if switched != turn:
        # A pronoun still points back; nothing else is carried over.
        return pronoun(switched, past) or Standalone(switched)
    turn = _ASIDE.sub("", turn)
    corrected = _NOT_BUT.sub("", turn)
    corrected = _CORRECTION.sub("", corrected) if corrected == turn else corrected
    if corrected != turn:
        if not frame_of(corrected).asked and (text := replaced(corrected, last.question, alike)):
            return Standalone(text, (last.question,))
        turn = corrected
    back = _LOOKS_BACK.sub("", turn)
    looks_back = back != turn
    if looks_back and PRONOUN.match(back) is None:
        turn = back.lstrip("，, ")
        named, _, rest = turn.replace(",", "，").partition("，")
        if rest:
            return _about(re.sub("吧?$", "", named.strip()), rest.strip(), past, depends, alike)
    if (told := _IN_THE_ARTICLES.sub("", turn)) != turn:
        place = next((p for e in reversed(past) for p in places_named(e.question)[-1:]), "")
        if not place or places_named(told):
            return Standalone(told)
        return Standalone(f"{place}{told}", (place,))
    turn = _PAUSED.sub(r"\g<named>\g<asked>", turn)
    if (parts := _PART_FIRST.match(turn)) is not None:
        turn = parts["part"] + parts["asked"]
    if (reported := _REPORTED.match(turn)) is not None:
        return _as_told(reported["told"], past, depends, alike)
    if (then := _HOW_MUCH_THEN.match(turn)) is not None:
        turn = f"{then['time']}呢？"
    part = _PART_OF_SUM.match(turn)
    if part is not None and frame_of(last.question).attribute:
        turn = f"{part['part']}呢？"
    if (too := _TOO.match(turn)) is not None:
        turn = f"{too['part']}呢？"
    turn = _SO.sub("", _described(_at_that_time(_without_there(turn), past), past))
    asked = strip_question(turn)[0]
    return (
        remark(asked, turn, past)
        or item_meant(asked, past)
        or of_two(turn, past)
        or _conditioned(turn, past)
        or _elliptical(turn, past, alike)
        or carried_over(turn, past, depends)
        or Standalone(turn, (turn,) if corrected == turn and looks_back else ())
    )


def _about(
    named: str,
    rest: str,
    past: Sequence[Exchange],
    depends: Callable[[str], bool] | None,
    alike: Alike | None,
) -> Standalone:
    """回到东河大桥，它有多长: `rest` as it was asked right after `named` was spoken of."""
    at = max((n for n, e in enumerate(past) if named in e.question), default=None)
    before = past if at is None else past[: at + 1]
    if TIME.fullmatch(named):
        rest = f"{named}{rest}"
    elif PRONOUN.search(rest):
        # What was said in between is not meant.
        before = [Exchange(f"{_longest_name(named, before)}怎么样？")]
    elif at is None:
        return Standalone(f"{named}{'的' if own_nouns(rest) else ''}{rest}", (named,))
    found = _chinese(rest, before, depends, alike)
    if named not in found.text and not TIME.fullmatch(named) and not found.choices:
        return Standalone(f"{named}{found.text}", (named, *found.carried))
    return found if found.rewritten or found.choices else Standalone(found.text, (named,))


def _as_told(
    told: str,
    past: Sequence[Exchange],
    depends: Callable[[str], bool] | None,
    alike: Alike | None,
) -> Standalone:
    """What somebody said, asked for as it stands, of the place that is spoken of."""
    named = (places_named(e.question)[-1:] or [head_name(e.question)] for e in reversed(past))
    place = next((names[0] for names in named if names[0]), "")
    if place and not places_named(told):
        return Standalone(f"{place}{told}", (place,))
    return _chinese(told, past, depends, alike)


def _longest_name(named: str, past: Sequence[Exchange]) -> str:
    """A thing as it was called in full: 东河的零工市场 for 零工市场."""
    entities = (entity_of(frame_of(e.question)) for e in reversed(past))
    return next((e for e in entities if e.endswith(named)), named)


def _without_there(turn: str) -> str:
    """西河|那边|有几家, 西河的|那个|基金: the place is named, and nothing of before is meant."""
    for place in filter(None, dict.fromkeys((*places_named(turn), head_name(turn)))):
        there = r"[那这](?:边|里|儿)(?=[^，,？?])|(?<=的)[那这]个?(?=[\u4e00-\u9fff]{2})"
        turn = re.sub(rf"({re.escape(place)}的?)(?:{there})", r"\1", turn)
        # 再问西河,那里有几家
        turn = re.sub(
            rf"^({re.escape(place)})[，,](?:[那这](?:边|里|儿|个地方)|当地)(?=[^，,？?])",
            r"\1",
            turn,
        )
    return turn


def _at_that_time(turn: str, past: Sequence[Exchange]) -> str:
    """A turn with the year that 这时候, 那一年 stands for, where a question before named one."""
    match = _THEN.search(turn)
    if match is None or TIME.search(turn) is not None:
        return turn
    year = next((m.group() for e in reversed(past) if (m := _YEAR.search(e.question))), None)
    if year is None:
        return turn
    return turn.replace(match.group(), year if year.endswith("年") else f"{year}年", 1)


def _described(turn: str, past: Sequence[Exchange]) -> str:
    """A turn without the 那些 before a noun that nothing of before is called by."""
    match = _DETERMINED.match(turn)
    if match is None:
        return turn
    word, tag = tagged(match["noun"])[0]
    spoken = any(word in exchange.question for exchange in past)
    # 那些企业 takes a class word with it, 那些|贝壳 does not.
    pointed = PRONOUN.match(turn.removeprefix("那么"))
    of_class = pointed is not None and pointed.end() > len("那些")
    own = tag.startswith("n") and len(word) > 1 and not spoken and not of_class
    return turn[match.end() :] if own else turn


def _conditioned(turn: str, past: Sequence[Exchange]) -> Standalone | None:
    """超过100万元的有几个: another bound on what was counted."""
    match = _CONDITIONED.match(turn)
    if match is None:
        return None
    counting = [e for e in past if CONDITION.search(e.question) and frame_of(e.question).counted]
    base = counting[-1] if counting else past[-1]
    bounded = frame_of(base.question)
    if not counting and match["noun"] and bounded.attribute and not bounded.counted:
        # After a sum: 东河的收入|三十万以上的村有几个.
        asked = strip_question(turn[match.start("condition") :])[0]
        whose = f"{bounded.entity}{bounded.attribute}"
        return Standalone(f"{whose}{asked}？", (whose,))
    if not counting and match["noun"] and not bounded.counted:
        # The noun is said: of what was asked before only the place is left out.
        named = (places_named(e.question)[-1:] or [head_name(e.question)] for e in reversed(past))
        if place := next((names[0] for names in named if names[0]), ""):
            return Standalone(f"{place}{strip_question(turn)[0]}？", (place,))
    text = replaced(match["condition"], base.question)
    return None if text is None else Standalone(text, (base.question,))


def _elliptical(turn: str, past: Sequence[Exchange], alike: Alike | None) -> Standalone | None:
    """那X呢: X takes the place of its like in an earlier question."""
    if not is_ellipsis(turn):
        return None
    core = core_of(turn)
    if PRONOUN.match(core) and not core.startswith(("其中", "里面")):
        # 那它的面积呢: the pronoun first, then what is asked of it.
        resolved = pronoun(f"{core}是多少？", past)
        owner = resolved.carried[0] if resolved is not None and resolved.carried else ""
        if resolved is not None and _RELATIVE.search(core) and owner in past[-1].question:
            # 她丈夫呢: the same of another person.
            whose = resolved.text.removesuffix("是多少？")
            return Standalone(past[-1].question.replace(owner, whose, 1), resolved.carried)
        return resolved if resolved is not None and len(core) > 3 else None
    asked = frame_of(core).attribute
    if _WHOLE_LEVEL.match(core) and asked and asked not in past[-1].question:
        # 全区的GDP呢, after some of its villages: another measure, of the whole.
        return carried_over(f"{core}是多少？", past, None)
    core = class_before(core, past) or _AVERAGE.sub(r"\g<whole>", core)
    base = _base_for(core, past)
    text = replaced(core, base.question, alike)
    if text is None:
        topic = compact(frame_of(base.question), [])
        if not topic or not own_nouns(core) or topic in core:
            return None
        text = f"{topic}{core}是多少？"
    place = next(iter(reversed(places_named(base.question))), "")
    if place and place not in text and not (places_named(text) or wide_place(core)):
        # Whatever was replaced, whose it is stays.
        text = place + text
    return Standalone(text, (base.question,))


def _base_for(core: str, past: Sequence[Exchange]) -> Exchange:
    """The exchange that an ellipsis goes on with.

    The last one, but for 那A的Y, where A was spoken of earlier and the last one is of another thing,
    and for another place where the last one names none.
    """
    match = re.match(r"(.{2,10}?)的.", core)
    if match is not None and match[1] not in past[-1].question and own_nouns(match[1]) != []:
        for exchange in reversed(past[:-1]):
            if match[1] in exchange.question:
                return exchange
    if _MOVED_SINCE.search(past[-1].question) and TIME.search(core) is None and len(past) > 1:
        # 比去年多了多少？低保户呢: how much it is, as was asked before.
        return past[-2]
    places = places_named(core)
    if places and core.removesuffix("的") == places[0] and not places_named(past[-1].question):
        for exchange in reversed(past[:-1]):
            if places_named(exchange.question):
                return exchange
    return past[-1]
