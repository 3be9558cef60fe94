"""Where the name of a person ends, when the dictionary has cut it short or taken a place for one.

The tagger reads 林小|满把 for 林小满|把 and calls the 石峰 of 石峰村 a person. The words that follow, the
rest of the article, and what the reader points at tell how far a name goes.
"""

from __future__ import annotations

import re

from .who import DOUBLE_SURNAMES, Name

_HAN = re.compile(r"[\u4e00-\u9fff]")
# What may stand right behind a name, so that it is no part of one.
_FOLLOWS = frozenset("将把被向对从与和跟在说称是的为任等给让带")
# A verb stands before these.
_ASPECTS = ("着", "了", "过")
# A name before these is that of a place, a company, a school.
_OF_A_PLACE = re.compile(
    r"(?:[省市县区镇乡村路街桥湖山岛]|街道|社区|水库|小学|中学|大学|医院|公司|集团|公园|广场|酒店|大厦|合作社|工业园)"
)
_SHORT = 2


def names_a_place(name: Name, text: str) -> bool:
    """Whether what follows a name says that it is no person's.

    >>> names_a_place(Name("石峰", 2, 4), "他是石峰村人。"), names_a_place(Name("石峰", 0, 2), "石峰说。")
    (True, False)
    """
    return _OF_A_PLACE.match(text, name.end) is not None


def whole_name(name: Name, text: str, article: str, pointed: tuple[int, int] | None = None) -> Name:
    """A name of two characters with the third that was cut off, if one was.

    `pointed` is the reader's span in `text`; `article` is all that the sentence stands in.

    >>> whole_name(Name("林小", 3, 5), "馆长 林小满将渔网补好。", "").text
    '林小满'
    >>> whole_name(Name("林小", 0, 2), "林小满推着木船。", "林小满是校长。林小满推着木船。").text
    '林小满'
    >>> whole_name(Name("林满", 0, 2), "林满推着木船。", "林满是校长。林满推着木船。").text
    '林满'
    """
    longer = text[name.start : name.end + 1]
    if (
        len(name.text) != _SHORT
        or name.text in DOUBLE_SURNAMES
        or not _HAN.match(longer[_SHORT:])
        or longer[_SHORT:] in _FOLLOWS
        or text[name.end + 1 : name.end + 2] in _ASPECTS  # 林大|笑着说
    ):
        return name
    if pointed == (name.start, name.end + 1) or _cut_here(name, text) or _cut_there(name, article):
        return Name(longer, name.start, name.end + 1)
    return name


def _cut_here(name: Name, text: str) -> bool:
    """Whether the next word can only be the end of the name, alone or with what follows it."""
    import rjieba

    following = list(rjieba.tag(text[name.end : name.end + 6]))
    if not following:
        return False
    word, tag = following[0]
    if len(word) == 2:
        return tag[0] == "n" and word[1] in _FOLLOWS
    return len(word) == 1 and tag in ("a", "ag", "ng", "nz")


def _cut_there(name: Name, article: str) -> bool:
    """Whether the article has the name more than once, always before the same character."""
    after = [article[m.end() : m.end() + 1] for m in re.finditer(re.escape(name.text), article)]
    return len(after) > 1 and len(set(after)) == 1 and after[0] not in _FOLLOWS
