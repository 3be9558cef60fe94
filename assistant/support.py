"""Word by word: which words of a question the evidence carries, and which it does not.

The average over a question hides what matters: 浮稻生态园的门票多少钱 is covered almost whole by a sentence
about the park's visitors, but for the one word that was asked. So the words are looked at one by
one, a synonym counting as far as the static embedder holds the two alike (门票 and 票价 .6, 门票 and 投资
0), and the weakest decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.normalise import fold_text

from .alignment import own_words
from .evidence import Evidence
from .expected import expected_type, figure_fits
from .focus import focus_of
from .measure_asked import without_measure
from .names import spelled_by
from .question import Question
from .retrieve import Late
from .synonyms import also_said
from .who import people_in

# What asks, counts or links says nothing about the topic.
_EMPTY = frozenset(
    """
    多少 什么 哪里 哪个 哪家 哪位 哪年 哪些 时候 名字 地方 一共 总共 全部 目前 现在 今年 去年 明年 前年 每年 一年 一个
    达到 具体 情况 可以 能够 需要 进行 已经 成为 拥有 属于 有没有 是否 怎样 怎么 如何 为什么 为何 请问 大概 左右 大约
    其中 包括 内容 意思 文章 报道 提到 方面 问题 原因 东西 数字 数量 平均 每月 每天 每个 当地 到底 究竟 一下 岁数 年纪
    事情 事儿 多大 多高 多长 拿到 得到 累计 超过 元 人 家 年 个 几 谁 来自 建成 地区 全国
    """.split()
)
_VERB_WEIGHT = 0.5
# Characters between a role and the name of who holds it: 党支部书记周立, 周立是…的书记.
_ROLE_REACH = 14
_CONTENT = ("n", "v", "j", "l", "i", "a", "b", "s", "eng", "z")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Support:
    """How the evidence carries the question's words, all within 0..1.

    `sentence` and `context` are the weighted means over the words, `weakest` the least carried word
    of the context and `missing` that word; `weakest_sentence` the least carried in the sentence;
    `focus` is how the sentence carries the thing asked for, `focus_context` how its passage does,
    `near_answer` how the words around a figure or person of the expected type do.
    """

    sentence: float
    context: float
    weakest: float
    weakest_sentence: float
    focus: float
    focus_context: float
    near_answer: float
    missing: str | None


@lru_cache(maxsize=4096)
def content_terms(folded: str, english: bool) -> tuple[tuple[str, float], ...]:
    """The words of a folded question that carry its topic, each with a weight by its word class."""
    found: dict[str, float] = {}
    if english:
        from .question import content_words

        words = [
            re.sub(r"'s$", "", word) for word in content_words(without_measure(folded), "en")[0]
        ]
        found.update((word, 1.0) for word in words if len(word) > 2 and not word[0].isdigit())
        found.update((name, 1.0) for name in _HAN_RUN.findall(folded))
        return tuple(found.items())
    import rjieba

    for word, tag in _joined(rjieba.tag(folded)):
        if len(word) < 2 or word in _EMPTY or not tag.startswith(_CONTENT) or word[0].isdigit():
            continue
        verb = tag[0] in "vaz" and tag != "vn"
        found[word] = _VERB_WEIGHT if verb else 1.0
    return tuple(found.items())


def _joined(tagged: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Single characters that the dictionary left of an unknown name, put together: 埭 溪 镇."""
    found: list[tuple[str, str]] = []
    open_run = False
    for word, tag in tagged:
        part = (
            len(word) == 1 and tag[0] in "nzgxq" and "\u4e00" <= word <= "\u9fff"
        ) or tag == "zg"
        if part and open_run and len(found[-1][0]) < 4:
            found[-1] = (found[-1][0] + word, "n")
        else:
            found.append((str(word), str(tag)))
        open_run = part
    return found


def support(question: Question, evidence: Evidence, late: Late | None) -> Support:
    """How `evidence` carries the words of `question`; 1 everywhere when there are none."""
    english = _is_english(question.folded)
    terms = content_terms(question.folded, english)
    article, passage = evidence.candidate.article, evidence.candidate.passage
    sentence = fold_text(evidence.text)
    heads = (article.title, article.subtitle, passage.heading)
    context = fold_text("\n".join([*filter(None, heads), passage.text]))
    focus = None if english else focus_of(question.folded)
    if not terms:
        return Support(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, None)
    own = [_carried(word, sentence, late) for word, _ in terms]
    all_ = [max(a, _carried(word, context, late)) for a, (word, _) in zip(own, terms, strict=True)]
    weights = [weight for _, weight in terms]
    total = sum(weights)
    lacks = [w * (1 - c) for w, c in zip(weights, all_, strict=True)]
    worst = max(range(len(terms)), key=lambda i: lacks[i])
    asked = 1.0 if focus is None else _carried(focus, sentence, late)
    return Support(
        sentence=sum(w * c for w, c in zip(weights, own, strict=True)) / total,
        context=sum(w * c for w, c in zip(weights, all_, strict=True)) / total,
        weakest=1 - lacks[worst],
        weakest_sentence=1 - max(w * (1 - c) for w, c in zip(weights, own, strict=True)),
        focus=asked,
        focus_context=1.0 if focus is None else max(asked, _carried(focus, context, late)),
        near_answer=asked if focus is None else _near_answer(question, evidence, focus, late),
        missing=terms[worst][0] if lacks[worst] > 0.5 else None,
    )


def _near_answer(question: Question, evidence: Evidence, focus: str, late: Late | None) -> float:
    """How the words around the figures or persons that may be the answer carry `focus`."""
    expected = expected_type(question.folded, question.kind)
    text = evidence.text
    if expected == "person":
        around = [
            text[max(0, name.start - _ROLE_REACH) : name.end + _ROLE_REACH]
            for name in people_in(text)
            if fold_text(name.text) not in question.folded
        ]
    elif expected is not None and any(figure_fits(expected, f) for f in evidence.figures):
        around = [
            own_words(text, evidence.figures, figure) + text[figure.start : figure.end + 10]
            for figure in evidence.figures
            if figure_fits(expected, figure)
        ]
    else:
        return _carried(focus, fold_text(text), late)
    return max((_carried(focus, fold_text(words), late) for words in around), default=0.0)


def carried_in_passage(words: Iterable[str], evidence: Evidence, late: Late | None) -> list[float]:
    """How the passage of `evidence`, with its headings, carries each of `words`."""
    article, passage = evidence.candidate.article, evidence.candidate.passage
    heads = (article.title, article.subtitle, passage.heading)
    context = fold_text("\n".join([*filter(None, heads), passage.text]))
    return [_carried(word, context, late) for word in words]


def _is_english(folded: str) -> bool:
    return len(re.findall(r"[a-z]{2,}", folded)) > len(re.findall(r"[\u4e00-\u9fff]", folded))


def _carried(word: str, text: str, late: Late | None) -> float:
    """1 where `word` or a synonym stands in `text`, else how near its nearest word comes."""
    if word in text or any(other in text for other in also_said(word)):
        return 1.0
    if spelled_by(word, text):
        return 1.0
    near = late(word, [text])[0] if late is not None else 0.0
    bigrams = [word[i : i + 2] for i in range(len(word) - 1)] if len(word) > 2 else []
    share = sum(b in text for b in bigrams) / len(bigrams) if bigrams and not word.isascii() else 0
    return min(1.0, max(0.0, near, share))
