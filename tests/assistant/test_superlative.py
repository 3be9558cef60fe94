"""Which of several is the most: a sentence that ranks none does not say."""

from __future__ import annotations

import pytest

from assistant.question import parse_question
from assistant.superlative import ranks_nothing
from assistant.written import within


@pytest.mark.parametrize(
    ("question", "sentence", "nothing"),
    [
        ("新建的码头里最大的是哪一座？", "全县打算修9座码头。", True),
        ("哪个镇的书屋最多？", "书屋在各镇都有。", True),
        ("Which town has the most reading rooms?", "各镇都有书屋。", True),
        ("新建的码头里最大的是哪一座？", "青石码头最大。", False),
        ("哪个镇的书屋最多？", "青石镇有12个书屋，松溪镇有9个。", False),
        ("哪个镇的书屋最多？", "青石镇的书屋数居全县第一。", False),
        ("Who runs the most recent of the reading rooms?", "书屋由林小满管。", False),
        ("Which book is borrowed most often?", "书屋一年借出9万册书。", True),
        ("评比里排最后一名的是哪个镇？", "评比里青石镇得了85分。", True),
        ("评比里排最后一名的是哪个镇？", "评比里青石镇垫底。", False),
        # A time, a bound and no rank at all.
        ("书屋最早是哪年建的？", "书屋建于2017年。", False),
        ("一个班最少要哪几位老师？", "一个班配两位老师。", False),
        ("书屋在哪个镇？", "书屋在青石镇。", False),
    ],
)
def test_a_sentence_that_ranks_none_does_not_tell_the_most(
    question: str, sentence: str, nothing: bool
) -> None:
    evidence = within(sentence, 0, len(sentence))
    assert ranks_nothing(parse_question(question), evidence) is nothing
