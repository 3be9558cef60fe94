"""Questions put as people talk, in the words that the reader knows."""

from __future__ import annotations

import pytest

from assistant.register import as_written


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("坐一趟渡船要几块钱", "坐一趟渡船要多少元"),
        ("一斤莲子收几块？", "一斤莲子收多少元？"),
        ("最晚几号报上去", "最晚哪一天报上去"),
        ("渡口為啥關了", "渡口为什么关了"),
        ("书屋咋不开门", "书屋为什么不开门"),
        ("书屋的证咋办", "书屋的证怎么办"),
        ("装好了几台灯", "装好了多少台灯"),
        ("审批要等几天", "审批要等多少天"),
        ("修桥花了几年", "修桥花了多少年"),
    ],
)
def test_words_that_ask_are_replaced(spoken: str, written: str) -> None:
    assert as_written(spoken) == written


@pytest.mark.parametrize(
    "question",
    [
        "书屋在渡口路几号", "几号线到渡口", "找哪几个人", "这几年修了路吗", "第几名是谁", "几年级的孩子能来",
        "How many boats cross the river?", "好几家店关了吗", "分几块地种莲子",
    ],
)  # fmt: skip
def test_what_is_asked_about_stays(question: str) -> None:
    assert as_written(question) == question
