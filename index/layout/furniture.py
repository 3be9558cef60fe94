"""Lines that belong to the page and not to an article, and the metadata that they state.

A line is furniture only as a whole: every word of it must be an item of the kinds below (a date, a
newspaper's name, a page number, an editor, a share button). A sentence that mentions such things
keeps its words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..metadata import SOURCE_NAME, find_date, page_number
from ..normalise import simplify
from .lines import Line, is_long
from .names import read_byline

_PEOPLE = r"[\u4e00-\u9fff·]{2,12}(?:[ 、,/][\u4e00-\u9fff·]{2,4}(?![\u4e00-\u9fff:]))*"
_STAFF = (
    r"责任编辑|本版编辑|执行编辑|值班编辑|见习编辑|编辑|责编|编委|版式设计|版式|版面设计|美术编辑|美编|组版|检校|"
    r"校对|校检|审核|审读|复审|初审|终审|一审|二审|三审|监制|总监制|值班总编|值班主任|值班编委|值班|"
    r"策划|总策划|统筹|视觉设计|视觉|视频|剪辑|设计|制图|制表|漫画|排版|来稿|录入|"
    r"联系电话|电话|热线|新闻热线|投稿邮箱|邮箱|传真|网址|电子信箱"
)
_PAGE_WORD = r"[A-Z]?\d{1,5}(?:\s*[-—–~至]+\s*[A-Z]?\d{1,5})?\s*版"
# Each of these may be one item of a line that is all furniture.
_ITEMS = re.compile(
    "|".join(
        (
            r"(?P<label_source>(?:来源|稿源|文章来源|信息来源|稿件来源|出处|转载自|消息来源|报纸|报纸名称|报刊)[: ]+(?P<source>[^\s:|，。；]{2,20}))",
            r"(?P<label_author>(?:作者|撰文|撰稿|文字)[: ]+(?P<author>" + _PEOPLE + "))",
            # By itself this is the byline, which `names` reads.
            r"(?P<reporter>(?:本报|本网|全媒体|见习|特约)?(?:记者|通讯员)[: ]+(?P<reporters>"
            + _PEOPLE
            + "))",
            r"(?P<label_staff>(?:"
            + _STAFF
            + r")(?:[/、 ](?:"
            + _STAFF
            + r"))*[:/ ]+(?:"
            + _PEOPLE
            + r"|[\w.@-]+))",
            r"(?P<label_date>(?:发布时间|发布日期|发表时间|发表于|发布于|更新时间|出版日期|创建时间|日期|时间)[: ]*"
            r"(?=(?:19|20)\d\d))",
            r"(?P<date>(?:19|20)\d\d\s*(?:年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?(?!\d)|-\d\d-\d\d|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2}))",
            r"(?P<time>\d{1,2}:\d\d(?::\d\d)?)",
            r"(?P<weekday>星期[一二三四五六日天]|周[一二三四五六日])",
            r"(?P<lunar>农历\S{2,10})",
            r"(?P<page>第?\s*" + _PAGE_WORD + r"(?:\s*[:面·]\s*[\u4e00-\u9fff·]{0,8})?)",
            r"(?P<label_page>(?:版次|版面|版号)[: ]*(?=第|[A-Z]?\d))",
            r"(?P<pictures>(?:摄影|摄|图片|图)[:/]\s*" + _PEOPLE + ")",
            r"(?P<digital>(?:数字报纸?|数字报刊|电子报|电子版|多媒体数字报|版面导航|标题导航))",
            r"(?P<code>(?:专版|要闻|综合|时政|头版|特刊)\s+(?P<leaf>[A-Z]?\d{1,5})(?!\d))",
            r"(?P<section>(?:专版|要闻|综合|时政|头版|专题|特刊|副刊|特别报道|广告|公告|理论|评论|[\u4e00-\u9fff]{2}新闻)(?:版)?)",
            r"(?P<paper>" + SOURCE_NAME + r"(?!\S*[，。])(?:[\u4e00-\u9fff]{2,3}版(?!\S))?)",
            r"(?P<issue>[\u4e00-\u9fff]{2,4}(?:特刊|专刊|周刊|副刊|特辑)(?!\S))",
            r"(?P<counts>(?:阅读|浏览|点击|访问|评论|点赞|收藏|转发)(?:数|量|次数|人数)?[: ]*\d+\s*次?)",
            r"(?P<font>字号[: ]*(?:特?大|[+-]|A[+-]?| |中|小|默认)*|【[大中小 ]+】|字体[: ]*[大中小 ]*)",
            r"(?P<button>分享让更多人看到|分享到|分享|打印(?:本?页)?|关闭(?:窗口)?|收藏|返回(?:顶部|首页|目录|上一页|列表)?|放大|缩小|默认|"
            r"朗读|纠错|举报|点赞|复制链接|二维码|微信|微博|朋友圈|QQ空间|扫一扫|下载客户端|订阅|"
            r"上一[篇页版期]|下一[篇页版期]|首页|正文|登录|注册|搜索|更多)",
            r"(?P<digits>\d{1,9}(?![\d.%,]*[\u4e00-\u9fff%]))",
            r"(?P<mark>[\s|>/;,.:·()\[\]<>【】—_-]+)",
        )
    )
)
_APART = r"[\s|·:,/—-]"
_LEAF = (
    r"(?:第\s*[A-Z]?\d{1,4}\s*版|第[一二三四五六七八九十]{1,3}版|[A-Z]?\d{1,4}\s*版|[A-Z]\d{1,3})"
)
# Name, date and page are a masthead, whatever the paper calls itself; so are date and page.
_MASTHEAD = re.compile(
    rf"(?:《?(?P<source>[\u4e00-\u9fff]{{3,12}})(?:\([\u4e00-\u9fff]{{2,4}}\))?(?:》|{_APART}|(?<=[报讯刊闻社网版])){_APART}*)?"
    r"(?P<date>(?:19|20)\d\d\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[-/.]\d{1,2}[-/.]\d{1,2})"
    r"|[一二三四五六七八九〇零○]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
    rf"(?:{_APART}*(?:星期[一二三四五六日天]|周[一二三四五六日]|农历[\u4e00-\u9fff]{{2,8}}|总?第\d+期))*"
    rf"(?:{_APART}+(?!{SOURCE_NAME})[\u4e00-\u9fff]{{2,6}})?{_APART}*(?P<page>{_LEAF})"
    # The section's name, where no more names follow.
    rf"(?:{_APART}+(?!{SOURCE_NAME}|本报|记者|通讯|撰|文字|摄|图|责|编)[\u4e00-\u9fff·]{{2,8}})?(?=[\s|]|$)"
)
# Lines that are furniture by how they begin or as a whole, on the folded line.
_WHOLE = re.compile(
    r"(?:"
    r"(?:发布|发表|提交|我要|查看|全部|网友|精彩|最新)?(?:留言|评论|跟帖)(?:\(\d+\)|\s*\d+条?)?"
    r"|(?:留言|评论|跟帖|回复|分类|标签|类别|作者|已发布|已发布于|发布于|发表于|标记|关键词|关键字|tags?|"
    r"categor(?:y|ies)|posted (?:in|on|by)|filed under|author)\s*[:于]?\s*"
    r"|(?:分类|标签|类别|标记|关键词|关键字|tags?|categor(?:y|ies)|posted (?:in|on|by)|filed under)\s*:.{0,80}"
    r"|.{0,12}(?:电子邮件地址|电子邮箱|邮箱地址|email address).{0,30}(?:公开|published).*"
    r"|.{0,4}(?:必填|required)(?:项|字段|栏位|fields?).{0,20}"
    r"|(?:名称|姓名|昵称|邮箱|电子邮件|网站|网址|显示名称|name|email|website)\s*\*?"
    r"|leave a (?:comment|reply).*|post comment|cancel reply|取消回复|save my name.*"
    r"|在此浏览器中保存.{0,40}|.{0,6}登录后.{0,10}(?:评论|留言|回复).{0,6}"
    r"|(?:相关|推荐|延伸|热门|猜你喜欢|更多|近期|最新)(?:阅读|文章|新闻|链接|报道|推荐|评论|内容|专题)s?\s*:?"
    r"|(?:上一篇|下一篇|上一条|下一条|上篇|下篇|previous|next)(?: post)?\s*[:«»].{0,80}"
    r"|(?:\S{0,6}首页|home)(?:\s*[>»›|/]+\s*[^>»›|/]{1,12}){1,12}"
    r"|(?:当前位置|您?现?在?的?位置|您所在的位置)\s*[:是].{0,80}"
    r"|.{0,20}(?:版权所有|copyright|©|all rights reserved|\(c\) ?\d{4}).{0,160}"
    r"|.{0,30}(?:未经.{0,12}(?:授权|许可|书面)|不得转载|禁止转载|转载请注明|严禁转载|请勿转载).{0,100}"
    r"|.{0,20}(?:icp[备证]|公网安备|许可证编号|国内统一刊号|国内统一连续出版物号|邮发代号|互联网新闻信息服务).{0,120}"
    r"|(?:免责声明|版权声明)\s*:.{0,200}"
    r"|(?:特别声明|特此声明|声明)\s*:.{0,60}(?:版权|转载|观点|立场|授权|本网|本站).{0,140}"
    r"|本文(?:来源|来自|转载自|转自).{0,40}"
    r"|(?:扫一扫|扫码|扫描二维码|长按).{0,24}|.{0,10}(?:关注|下载).{0,10}(?:公众号|客户端|app)"
    r"|https?://\S+|www\.\S+"
    r"|[-—=_*·.\s]{3,}"
    r"|[-—]\s*\d{1,4}\s*[-—]|第\s*\d+\s*页(?:\s*[/,]?\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+页?|page \d+(?: of \d+)?"
    r")",
    re.IGNORECASE,
)
_STRONG = ("source", "author", "date", "page", "digital", "paper", "label_staff", "counts", "font")


@dataclass(frozen=True, slots=True)
class Furniture:
    """Why a line is furniture, and what it states about the article or its page."""

    kind: str
    states: dict[str, str] = field(default_factory=dict)


def fold_line(text: str) -> str:
    """NFKC, simplified, blanks squeezed: what the patterns are written for."""
    return simplify(_narrow(text))


def _narrow(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()


def _as_printed(states: dict[str, str], text: str, folded: str) -> dict[str, str]:
    """Names in the characters of the page, where the patterns saw simplified ones."""
    narrow = _narrow(text)
    if narrow == folded or len(narrow) != len(folded):
        return states
    printed: dict[str, str] = {}
    for key, value in states.items():
        words = [
            narrow[at : at + len(part)] if (at := folded.find(part)) >= 0 else part
            for part in value.split(" ")
        ]
        printed[key] = " ".join(words)
    return printed


def read_furniture(text: str, *, titles: tuple[str, ...] = ()) -> Furniture | None:
    """The furniture that the line is, or `None` when it belongs to an article.

    `titles` are lines of the page that may be repeated in a line of metadata.

    >>> read_furniture("00016版:专版").states
    {'page': '16'}
    >>> read_furniture("2021-07-13 10:20 来源:江南日报 作者:张银燕").states["source"]
    '江南日报'
    >>> read_furniture("江南日报2021年7月13日报道了这个村。") is None
    True
    """
    folded = fold_line(text)
    if not folded:
        return None
    if _WHOLE.fullmatch(folded):
        return Furniture("page furniture")
    if len(folded) > 240 or folded.endswith(("。", "!", "?", "”")):
        return None
    repeated = None
    for title in sorted(map(fold_line, titles), key=len, reverse=True):
        if len(title) >= 6 and title in folded and title != folded:
            repeated = title
            break
    rest = folded.replace(repeated, " ") if repeated else folded
    kinds: set[str] = set()
    states: dict[str, str] = {}
    position = 0
    items = 0
    if masthead := _MASTHEAD.match(rest):
        states, position, items = _read_masthead(masthead), masthead.end(), 3
        kinds = {"paper", "date", "page"} if masthead["source"] else {"date", "page"}
    while position < len(rest):
        match = _ITEMS.match(rest, position)
        if match is None or match.end() == position:
            skipped = None if repeated else _skip_title(rest, position)
            if skipped is None:
                return None
            repeated = rest[position:skipped].strip()
            position = skipped
            continue
        items += 1
        position = match.end()
        found = {name: value for name, value in match.groupdict().items() if value}
        kinds.update(found)
        _state(found, states)
    kinds -= {"mark", "time"}
    if kinds <= {"reporter", "reporters"}:
        return None
    if "pictures" in kinds and kinds <= {"pictures", "label_author", "author"}:
        return None  # who wrote and who took the pictures: `is_credit` and `read_byline` know
    if "digits" in kinds and kinds <= {"date", "digits", "weekday"}:
        return None  # a row of a table
    if not kinds.intersection(_STRONG) and "button" not in kinds:
        return None
    if kinds <= {"paper", "section"} and repeated is None and "paper" not in kinds:
        return None
    if kinds == {"paper"} and not re.search(r"报|報|新闻网|通讯社", rest):
        return None  # "互联网" alone on a line is no masthead
    if repeated is not None:
        if items < 4 or not {"paper", "date"} <= kinds:
            return None
        states["title"] = repeated
    if "label_staff" in kinds and not states:
        return Furniture("editors")
    states = _as_printed(states, text, folded)
    return Furniture("metadata" if states else "page furniture", states)


def _read_masthead(match: re.Match[str]) -> dict[str, str]:
    leaf = re.search(r"[A-Z]?\d+", match["page"])
    page = page_number(leaf.group()) if leaf else match["page"]
    date = find_date(match["date"])
    states = {"source": match["source"], "date": date, "page": page}
    return {key: value for key, value in states.items() if value}


def find_furniture(lines: Sequence[Line]) -> list[Furniture | None]:
    """The furniture among the lines of a page, in their order."""
    first = tuple(line.text for line in lines[:8] if not is_long(line.text))
    found = [read_furniture(line.text, titles=first) for line in lines]
    # A bare date or newspaper name states something at the edges of a page only: in the midst of
    # running text it is the heading of a chronicle.
    edge = [i for i, line in enumerate(lines) if is_long(line.text) and found[i] is None]
    # What comes back, as over every page of a file, is no heading.
    often = Counter(line.text for line in lines if len(line.text) <= 14)
    for i, furniture in enumerate(found):
        if furniture is not None and set(furniture.states) and edge and often[lines[i].text] < 2:
            bare = len(lines[i].text) <= 14 and set(furniture.states) <= {"date", "source"}
            if bare and edge[0] < i < edge[-1]:
                found[i] = None
    return found


def _skip_title(text: str, position: int) -> int | None:
    """Where the items go on after one stretch of other words, which may be the title."""
    for match in re.finditer(r"\s+", text[position:]):
        end = position + match.end()
        if _ITEMS.match(text, end):
            skipped = text[position:end].strip()
            return end if len(skipped) >= 4 and not re.search("[。，；]", skipped) else None
    return None


def _state(found: dict[str, str], states: dict[str, str]) -> None:
    if "source" in found:
        states["source"] = found["source"]
    elif "paper" in found:
        states.setdefault("source", found["paper"])
    if "reporters" in found:
        names = read_byline(found["reporters"])
        if names and "author" in states and names not in states["author"]:
            names = f"{states['author']} {names}"
        states |= {"author": names} if names else {}
    if "author" in found:
        names = read_byline(found["author"])
        states.setdefault("author", names or found["author"].strip())
    if "date" in found:
        date = find_date(found["date"])
        if date:
            states.setdefault("date", date)
    if "leaf" in found:
        states.setdefault("page", page_number(found["leaf"]))
    if "page" in found:
        number = re.search(r"[A-Z]?\d{1,5}(?:\s*[-—–~至]+\s*[A-Z]?\d{1,5})?", found["page"])
        if number:
            states.setdefault("page", page_number(number.group()))


_CREDIT = re.compile(
    r"[(（【\[]?\s*(?:(?:本版|本报|本组|文中|以上|均为|部分|除署名外)?(?:未署名)?(?:图片|照片|图文|图|摄影|供图|资料图片?|题图|压题照片)"
    r"(?:均|除署名外|除标注外|除注明外)*\s*(?:由|[:为])?.{0,30}?(?:提供|供图|摄影?|资料图?片?)"
    r"|(?:本版|本组|均)?(?:图片|照片|摄影|供图)\s*[:/].{2,30}|图/[\u4e00-\u9fff·]{2,4}(?: [\u4e00-\u9fff·]{2,4})*"
    r"|[^。，]{2,20}(?:供图|资料图片?|/供图)|资料图片?|资料照片)\s*[)）】\]]?"
)
_PHOTOGRAPHER = re.compile(
    r"[(（]?(?P<names>[^，。；:：]{2,24}?)\s*[/ 　]?\s*(?:摄影?|摄制|航拍|供图)[)）]?"
)


_ONE_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]\s[\u4e00-\u9fff]|[\u4e00-\u9fff]+·[\u4e00-\u9fff]+"
)


def is_credit(text: str) -> bool:
    """Is the line nothing but thanks for the pictures?

    >>> is_credit("（本版图片由南乡镇宣传部提供）"), is_credit("图片由他们提供，这是第一次。")
    (True, False)
    """
    folded = fold_line(text)
    return len(folded) <= 50 and bool(_CREDIT.fullmatch(folded))


def is_photographer(text: str) -> bool:
    """Is the line the photographer alone?

    >>> is_photographer("沈雯 摄"), is_photographer("村口的老樟树 沈雯 摄")
    (True, False)
    """
    match = _PHOTOGRAPHER.fullmatch(fold_line(text))
    if match is None:
        return False
    names = match.group("names")
    return bool(_ONE_NAME.fullmatch(names)) or read_byline(names) is not None
