"""Where an article comes from: newspaper, date, page, title and author, as far as they are printed.

Four places can say so, and the first that does wins: the text itself (a line of nothing but such
items, a byline, the site's name after the headline), a header (between `---` lines, or labelled lines
that open the text), the HTML meta tags, the file name. A header is the text's own statement: where a file has one, it wins over what
the body seems to say. What nobody states is absent, never guessed; a month and a day without a year
are no date.

>>> parse_header("---\\ntitle: 小镇的新路\\ndate: 2021年7月13日\\n---\\n正文。")
({'title': '小镇的新路', 'date': '2021-07-13'}, '正文。')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePath

from .normalise import fold_text, simplify

KEYS = ("title", "subtitle", "source", "date", "page", "author", "note")
# What people call them in Chinese.
_LABELS = {key: key for key in KEYS} | {
    label: key
    for key, labels in (
        ("title", "标题 题目 题名 主标题 文章标题 篇名"),
        ("subtitle", "副标题 副题"),
        ("source", "报纸 报纸名称 报刊 报刊名称 报名 媒体 来源 稿源 文章来源 出处 刊物 刊名"),
        (
            "date",
            "日期 时间 发布日期 发布时间 发表日期 发表时间 刊发日期 见报日期 出版日期 报道日期",
        ),
        ("page", "版次 版面 版号 版"),
        ("author", "作者 记者 撰稿 撰文 文"),
        ("note", "备注 说明"),
    )
    for label in labels.split()
}
# A labelled line that says something else of the article (责任编辑：…) may stand among those known.
_LABELLED = re.compile(r"\s*(?P<label>[A-Za-z\u4e00-\u9fff]{1,8})\s*[:：]\s*(?P<value>\S.{0,120})?")
_BODY = re.compile(r"\s*(?:正文|全文|内容|內容)\s*[:：][^\S\n]*")
_SPOKEN = re.compile("[。！？!?…”]$")
# Without `---` a header must tell at least so much, and one of these.
_LEAST_LABELS, _TELLING = 2, frozenset({"title", "source", "page"})
_NOBODY = frozenset({"无", "不详", "未知", "未署名", "-", "—", "——", "n/a", "none"})

_NUMERALS = {ord(a): b for a, b in zip("〇零○一二三四五六七八九", "000123456789", strict=True)}
_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:"
    r"(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?:(?P=sep)(?P<day>[12]\d|3[01]|0\d|[1-9](?!\d)))"
    r"|年\s*(?:(?P<month2>0?[1-9]|1[0-2])\s*月\s*(?:(?P<day2>[12]\d|3[01]|0?[1-9])\s*[日号])?)?"
    r")"
)
_DAY_FIRST_TEN = re.compile(r"(?<=[月年])十(?=[一二三四五六七八九])")
# What a newspaper, an agency or a news site is called.
SOURCE_NAME = (
    r"[\u4e00-\u9fff]{2,8}?(?:日报|晚报|早报|晨报|时报|周报|商报|导报|快报|都市报|青年报|工人报|"
    r"农民报|法治报|经济报|新报|日報|晚報|早報|晨報|時報|週報|商報|導報|快報|都市報|青年報|新報|"
    r"新闻网|新聞網|通讯社|通訊社|新闻社|新聞社|电视台|電視台|融媒体中心|发布|网|網|在线)"
)
_SOURCE = re.compile(SOURCE_NAME)
_NAMED = r"(?:报|報|新闻网|新聞網|通讯社|通訊社|电视台|電視台)$"
_FILE_PARTS = re.compile(r"[_\s]+|(?<=\d{4}-\d\d-\d\d)-|-(?=\d{4}-\d\d-\d\d)")
_PAGE = re.compile(r"第?\s*(?P<page>[A-Z]?\d{1,5})\s*(?:版|页)")
_COMPACT_DATE = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
_CODE = re.compile(r"[0-9a-fA-F]{6,}|\d{1,5}")

_META_NAMES = {
    "title": ("og:title", "citation_title", "dc.title", "twitter:title", "articletitle", "title"),
    "date": (
        "article:published_time",
        "publishdate",
        "pubdate",
        "citation_publication_date",
        "dc.date",
        "dc.date.issued",
        "date",
    ),
    "author": ("article:author", "author", "citation_author", "dc.creator", "byl"),
    "source": ("source", "mediaid", "contentsource", "article:publisher", "og:site_name"),
    "page": ("page", "citation_firstpage"),
}


def parse_header(text: str) -> tuple[dict[str, str], str]:
    """Split a header of `key: value` lines from the body.

    The keys are `KEYS` or their Chinese names. A block between `---` lines must open the text and hold
    nothing else; without such lines the labelled lines that open the text are a header where two of
    them or more are known, a title, newspaper or page among them. Otherwise the dictionary is empty
    and the text comes back whole. Dates are given in ISO form, empty values are dropped.

    >>> parse_header("报纸：江南日报\\n日期：2021年7月13日\\n\\n正文。")
    ({'source': '江南日报', 'date': '2021-07-13'}, '\\n正文。')
    """
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    start = 0
    while start < len(lines) and not lines[start].strip():
        start += 1
    if start == len(lines):
        return {}, text
    if lines[start].strip() != "---":
        return _labelled_lines(lines, start) or ({}, text)
    header: dict[str, str] = {}
    for number in range(start + 1, len(lines)):
        line = lines[number].strip()
        if line == "---":
            return header, "".join(lines[number + 1 :])
        if not line or line.startswith("#"):
            continue
        # Only the first colon may be full width: those of the value are the title's own.
        key, colon, value = line, "", ""
        if match := re.search("[:：]", line):
            key, colon, value = line[: match.start()], match.group(), line[match.end() :]
        known = _key(key)
        if not colon or known is None:
            return {}, text
        _state(header, known, value)
    return {}, text


def _labelled_lines(lines: list[str], start: int) -> tuple[dict[str, str], str] | None:
    """The header that opens a text without `---`, and the lines after the last one known."""
    header: dict[str, str] = {}
    end = start
    for number in range(start, len(lines)):
        if not lines[number].strip():
            continue
        match = _LABELLED.fullmatch(lines[number].rstrip())
        key = _key(match["label"]) if match else None
        # 记者：产量如何？ is an interview.
        if match is None or (key != "title" and _SPOKEN.search(match["value"] or "")):
            break
        if key is not None:
            _state(header, key, match["value"] or "")
            end = number + 1
    if len(header) < _LEAST_LABELS or _TELLING.isdisjoint(header):
        return None
    body = "".join(lines[end:])
    if opening := _BODY.match(body):
        body = body[opening.end() :]
    return header, body


def _key(label: str) -> str | None:
    return _LABELS.get(simplify(unicodedata.normalize("NFKC", label)).strip().lower())


def _state(header: dict[str, str], key: str, value: str) -> None:
    """Put a value into a header: dates in ISO form, nothing for what says that there is none."""
    value = value.strip().strip("\"'")
    if key == "date":
        value = stated_date(value) or ""
    if value and value.lower() not in _NOBODY:
        header.setdefault(key, value)


def stated_date(value: str) -> str | None:
    """The date in a field that is meant to hold one, where a bare year or month is a date too.

    >>> stated_date("2021"), stated_date("2021-7"), stated_date("2021/07/13 08:30")
    ('2021', '2021-07', '2021-07-13')
    """
    match = re.fullmatch(r"((?:19|20)\d\d)(?:[-/.](0?[1-9]|1[0-2]))?", value.strip())
    if match:
        return match[1] + (f"-{int(match[2]):02}" if match[2] else "")
    compact = _COMPACT_DATE.fullmatch(value.strip())
    return find_date("-".join(compact.groups()) if compact else value)


def find_date(text: str) -> str | None:
    """The first date with a year in `text`, ISO, as precise as printed.

    >>> find_date("2021年07月13日 星期二"), find_date("二〇二一年七月"), find_date("7月13日")
    ('2021-07-13', '2021-07', None)
    """
    folded = unicodedata.normalize("NFKC", text)
    folded = _DAY_FIRST_TEN.sub("1", folded)
    folded = re.sub(r"([二三])十(?=[一二三四五六七八九])", r"\1", folded)
    folded = re.sub(r"([二三])十(?=[日号])", r"\g<1>0", folded)
    folded = re.sub(r"(?<=[月年])十(?=[月日号])", "10", folded).translate(_NUMERALS)
    if match := _DATE.search(folded):
        parts = match.groupdict()
        month, day = parts["month"] or parts["month2"], parts["day"] or parts["day2"]
        date: str = parts["year"]
        if month:
            date += f"-{int(month):02}"
            if day:
                date += f"-{int(day):02}"
        return date
    return None


def find_source(text: str) -> str | None:
    """The newspaper or site that `text` consists of, if it is nothing else.

    >>> find_source("江南日报"), find_source("江南日报的记者来了")
    ('江南日报', None)
    """
    text = text.strip(" 　《》")
    return text if _SOURCE.fullmatch(text) else None


def page_number(text: str) -> str:
    """A page as people say it: `"00016"` is page 16, `"A03"` stays.

    >>> page_number("00016"), page_number("A03"), page_number("5—8")
    ('16', 'A03', '5—8')
    """
    return text.lstrip("0") or "0"


def split_site_name(title: str) -> tuple[str, str | None]:
    """A web page's title without the site's name behind it, and that name.

    >>> split_site_name("小镇的新路_江南新闻网")
    ('小镇的新路', '江南新闻网')
    >>> split_site_name("小镇的新路 - 一年回顾")
    ('小镇的新路 - 一年回顾', None)
    """
    match = re.fullmatch(r"(.{4,}?)\s*(?:[_|｜]+|\s[-–—]+\s|--+)\s*(.{2,30})", title)
    if not match:
        # Without blanks a hyphen may be the title's own: the name behind it must be beyond doubt.
        match = re.fullmatch(rf"(.{{4,}})-({SOURCE_NAME})", title)
        if match and re.search(_NAMED, match.group(2)):
            return match.group(1).strip(), match.group(2)
        return title, None
    names = re.split(r"\s*[_|｜]+\s*|\s[-–—]+\s|--+", match.group(2))
    sources = [name for name in names if find_source(name)]
    if not sources:
        return title, None
    return match.group(1).strip(), sources[-1]


def from_html_meta(tags: Mapping[str, str]) -> dict[str, str]:
    """Metadata out of the meta tags of a page, given as name (or property) -> content.

    >>> from_html_meta({"og:title": "小镇的新路_江南新闻网", "PubDate": "2021-07-13 08:00"})
    {'title': '小镇的新路', 'source': '江南新闻网', 'date': '2021-07-13'}
    """
    lower = {name.strip().lower(): content.strip() for name, content in tags.items() if content}
    found: dict[str, str] = {}
    for key, names in _META_NAMES.items():
        value = next((lower[name] for name in names if lower.get(name)), None)
        if value is None:
            continue
        if key == "title":
            value, site = split_site_name(value)
            if site:
                found.setdefault("source", site)
        elif key == "date":
            value = find_date(value) or ""
        elif key == "source" and re.match(r"https?://", value):
            value = ""
        if value:
            found[key] = value
    order = [key for key in ("title", "source", "date", "page", "author") if key in found]
    return {key: found[key] for key in order}


def from_file_name(path: str) -> dict[str, str]:
    """What a file is called after: a date, a newspaper, a page, a title of six characters or more.

    >>> from_file_name("江南日报_2021-07-13_第5版_小镇走出了新的路.txt")
    {'source': '江南日报', 'date': '2021-07-13', 'page': '5', 'title': '小镇走出了新的路'}
    >>> from_file_name("000_0c55609d6c150b55.txt")
    {}
    """
    found: dict[str, str] = {}
    stem = unicodedata.normalize("NFKC", PurePath(path).stem)
    for part in filter(None, _FILE_PARTS.split(stem)):
        compact = _COMPACT_DATE.fullmatch(part)
        date = find_date("-".join(compact.groups()) if compact else part)
        page = _PAGE.fullmatch(part)
        if page:
            found.setdefault("page", page_number(page.group("page")))
        elif date and len(part) <= 11:
            found.setdefault("date", date)
        elif find_source(part):
            found.setdefault("source", part)
        elif not _CODE.fullmatch(part) and len(re.findall(r"[\u4e00-\u9fff]", part)) >= 6:
            found.setdefault("title", part)
    return found


def merge(*sources: Mapping[str, str | None]) -> dict[str, str | None]:
    """The first stated value of every key, in the order of precedence; `None` where none is.

    >>> merge({"title": "甲"}, {"title": "乙", "date": "2021"})["date"]
    '2021'
    """
    return {key: next((source[key] for source in sources if source.get(key)), None) for key in KEYS}


def same_title(left: str, right: str) -> bool:
    """Do two titles differ in nothing but width, script, spaces and punctuation?"""
    return _letters(left) == _letters(right)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold_text(text)))
