"""A question as it is written, where it was put as people talk.

The reader learned on questions in the written register: 收几块 and 咋办 are to it strange words, and
strange words make it doubt. Only words that ask are replaced, each by the one that asks the same; what
is asked about stays as it was said. Nothing else of the pipeline sees the result.
"""

from __future__ import annotations

import re

from index.normalise import simplify

# What is counted by one of these is asked for by 多少, unless a word before 几 makes it "some" or "which".
_COUNTED = "台天个家位人名户间层册本项所座斤次条万亿张件亩辆趟岁棵头只盏册页节场支"
_WRITTEN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(spoken), written)
    for spoken, written in (
        (r"几块钱|多少块钱|几块(?=[?？,，。呀啊呢]|$)|几个钱", "多少元"),
        (r"(?<![路街巷弄道楼])几号(?![楼线院馆门厅路街])", "哪一天"),
        (r"啥时候|啥时间|多会儿|几时|什么时候", "什么时候"),
        (r"为啥|为嘛|咋(?=不|没|就|会)", "为什么"),
        (r"咋样", "怎么样"),
        (r"咋", "怎么"),
        (r"干啥|干嘛|做啥", "做什么"),
        (r"啥", "什么"),
        (rf"(?<![哪这那前后好近头第十百千最上下几])几(?=[{_COUNTED}]|年(?!级))", "多少"),
    )
)


def as_written(question: str) -> str:
    """`question` with the words that ask as papers print them, in simplified characters.

    >>> as_written("买一张渡船票要几块钱？"), as_written("渡口啥時候開，找哪幾個人？")
    ('买一张渡船票要多少元？', '渡口什么时候开，找哪几个人？')
    >>> as_written("书屋在什么路几号？"), as_written("前几天来了几个人")
    ('书屋在什么路几号？', '前几天来了多少个人')
    """
    text = simplify(question)
    for spoken, written in _WRITTEN:
        text = spoken.sub(written, text)
    return text
