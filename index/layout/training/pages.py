"""Pages with the faults of printed and copied newspapers, made from sound articles.

Everything that is put on the page (mastheads, editors, captions, injected words, names) is made up
here; the articles are given. What the page should become is known, so that repair is measured.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .headings import headings

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "晓岚 建国 海燕 文清 立平 雨桐 志远 秋月 明辉 春华 思齐 永康 若兰 国栋 小满".split()
PAPERS = "江南日报 云溪晚报 东海商报 青石晨报 白鹭洲时报 松川都市报".split()
SECTIONS = "专版 要闻 综合 民生新闻 特刊".split()
TITLES = (
    "{}:走好自己的路 写好新的答卷",
    "{}交出一份沉甸甸的成绩单",
    "{}这一年:变化就在家门口",
    "从{}看一座城的新气象",
    "{}奋力书写高质量发展新篇章",
)
KICKERS = (
    "聚力攻坚克难 勇当改革先锋",
    "一张蓝图绘到底 万众一心向前行",
    "敢为人先闯新路 实干笃行开新局",
)
SUBTITLES = ("——来自基层一线的观察", "——一线工作纪实")
CAPTIONS = (
    "老街新貌", "村口的文化礼堂", "智能车间一角", "湖畔步道 {} 摄", "居民在社区食堂用餐",
    "丰收的稻田 {} 摄", "孩子们在图书馆里看书", "新落成的体育公园",
)  # fmt: skip
CREDITS = ("(本版图片由{}融媒体中心提供)", "（图片由{}宣传部提供）", "本版照片均由{}文联提供")
BANNERS = (
    ("扬帆在", "春天里", "奋进", "新时代", "谱写新华章"),
    ("奔跑吧", "追梦人", "我们的", "好日子"),
)
FORM = (
    "已發佈", "分類:", "作者:", "標籤:", "留言", "發佈留言",
    "發佈留言必須填寫的電子郵件地址不會公開。 必填欄位標示為 *",
)  # fmt: skip
FOOTER = ("上一篇:返回列表", "版权所有 未经授权不得转载", "分享让更多人看到", "责任编辑：{}")
# The first column that slid to the foot of the page is the fault that real pages show most.
ORDERS = ("kept", "kept", "first last", "first last", "swapped")
# The last line of a column is a whole line: no column is narrower than this, in characters.
_LINE = 10
INJECTED = ("瑜伽教練", "租屋網站", "小班補習", "搬家服務", "寵物旅館", "舞蹈課程", "紅酒批發")


@dataclass
class Truth:
    """An article as it should come out."""

    title: str
    author: str | None
    kicker: str | None
    subtitle: str | None
    paragraphs: list[str]
    headings: frozenset[str] = frozenset()


@dataclass
class Page:
    """A page and what is known about it; `breaks` are (end of one half, start of the other)."""

    raw: str
    articles: list[Truth]
    breaks: list[tuple[str, str]] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    injected: list[str] = field(default_factory=list)
    source: str | None = None
    date: str | None = None
    page: str | None = None

    def is_heading(self, block: str) -> bool:
        """Is the block a heading of one of the articles?"""
        return any(block in article.headings for article in self.articles)


def name(rng: random.Random) -> str:
    """A person who does not exist."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def paragraphs_of(text: str, rng: random.Random) -> list[str]:
    """Running text cut at full stops into paragraphs of one to four sentences."""
    sentences = re.findall(r"[^。！？]+[。！？]+[”’」』）)]*", text)
    paragraphs: list[str] = []
    while sentences:
        count = rng.randint(1, 4)
        paragraphs.append("".join(sentences[:count]).strip())
        sentences = sentences[count:]
    return [p for p in paragraphs if len(p) >= 12]


def topic(text: str) -> str:
    """Two characters that the text repeats, to stand in its title."""
    pairs: list[str] = re.findall(r"(?=([\u4e00-\u9fff]{2}))", text)
    return max(sorted(set(pairs)), key=lambda pair: (pairs.count(pair), pair))


def make_page(texts: Sequence[str], seed: int) -> Page:
    """A page of one or two of the `texts`; the same seed gives the same page."""
    rng = random.Random(seed)
    kind = rng.choice(("columns", "columns", "two", "two", "web", "numbers", "plain"))
    articles = [_article(text, rng) for text in texts[: 2 if kind == "two" else 1]]
    page = Page("", articles)
    head, tail = _furniture(page, rng, web=kind == "web")
    if kind == "web":
        blocks = _web(page, rng)
    elif kind == "numbers":
        blocks = _title_blocks(page.articles[0])
        for paragraph in page.articles[0].paragraphs:
            blocks += _cut_inside(page, paragraph, rng)
    elif kind == "plain":
        blocks = _title_blocks(page.articles[0]) + page.articles[0].paragraphs
    else:
        blocks = _columns(page, rng)
    page.raw = _print(head + blocks + tail, page, rng)
    return page


def pages_of(articles: Sequence[str], first_seed: int) -> Iterator[Page]:
    """Pages that hold every article once, from the seeds `first_seed` and up."""
    place = 0
    for seed in range(first_seed, first_seed + len(articles)):
        if place + 2 > len(articles):
            return
        page = make_page(articles[place : place + 2], seed)
        yield page
        place += len(page.articles)


def _article(text: str, rng: random.Random) -> Truth:
    paragraphs = paragraphs_of(text, rng)
    subject = topic(text)
    placed = headings(rng, subject, min(rng.randint(0, 3), len(paragraphs) // 3))
    for heading in placed:
        paragraphs.insert(rng.randrange(1, len(paragraphs)), heading)
    # No two headings in a row, and none at the end.
    cleaned: list[str] = []
    for paragraph in paragraphs:
        if cleaned and cleaned[-1] in placed and paragraph in placed:
            continue
        cleaned.append(paragraph)
    if cleaned[-1] in placed:
        cleaned.pop()
    return Truth(
        title=rng.choice(TITLES).format(subject),
        author=" ".join(name(rng) for _ in range(rng.randint(1, 3))),
        kicker=rng.choice((None, None, *KICKERS)),
        subtitle=rng.choice((None, None, None, *SUBTITLES)),
        paragraphs=cleaned,
        headings=frozenset(placed),
    )


def _title_blocks(article: Truth) -> list[str]:
    return [
        part for part in (article.kicker, article.title, article.subtitle, article.author) if part
    ]


def _furniture(page: Page, rng: random.Random, *, web: bool) -> tuple[list[str], list[str]]:
    paper, number = rng.choice(PAPERS), rng.randint(1, 24)
    day = f"20{rng.randint(15, 24)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    head: list[str] = []
    tail: list[str] = []
    if web:
        tail = list(FORM) if rng.random() < 0.5 else [FOOTER[1], FOOTER[2]]
        if rng.random() < 0.5:
            head = [f"{day} 10:2{rng.randint(0, 9)} 来源：{paper}"]
            page.source, page.date = paper, day
    elif rng.random() < 0.6:
        head = [f"{paper} 数字报纸", f"{number:05}版:{rng.choice(SECTIONS)}"]
        page.source, page.page = paper, str(number)
    elif rng.random() < 0.5:
        head = [f"第{number}版", f"责任编辑:{name(rng)} 版式:{name(rng)}"]
        page.page = str(number)
    if not web and rng.random() < 0.6:
        tail.append(rng.choice(CREDITS).format(rng.choice(("青石县", "白鹭洲区"))))
    if not web and page.source and rng.random() < 0.5:
        tail.append(
            f"{paper} 专版 {number:05} {page.articles[0].title} {day} {paper}{day}00008"
            f" 2 {day[:4]}年{day[5:7]}月{day[8:]}日 星期二"
        )
        page.date = day
    page.furniture += [*head, *tail]
    return head, tail


def _cut(page: Page, paragraph: str, place: int) -> tuple[str, str]:
    first, second = paragraph[:place].rstrip(), paragraph[place:].lstrip()
    page.breaks.append((first[-10:], second[:10]))
    return first, second


def _may_cut(paragraph: str, place: int) -> bool:
    """Inside a sentence, and not before a mark that typesetters keep off the start of a line."""
    return (
        4 <= place <= len(paragraph) - 4
        and paragraph[place - 1] not in "。！？；：…”’）》“‘（《"
        and paragraph[place] not in "，。！？；：、…”’）》 "
        and not paragraph[place - 1].isspace()
    )


def _cut_inside(page: Page, paragraph: str, rng: random.Random) -> list[str]:
    """A number broken over two lines, where the paragraph has one."""
    places = [m.start() + 1 for m in re.finditer(r"\d(?=[\d.%])", paragraph)]
    places = [place for place in places if _may_cut(paragraph, place)]
    if places and rng.random() < 0.5:
        return list(_cut(page, paragraph, rng.choice(places)))
    return [paragraph]


def _columns(page: Page, rng: random.Random) -> list[str]:
    """Every article set in columns, the columns of the page in an order that is not the reader's."""
    flows: list[list[list[str]]] = []
    for article in page.articles:
        size = sum(map(len, article.paragraphs))
        count = rng.randint(2, 4) if size < 1500 else rng.randint(3, 5)
        flows.append(_flow(page, article.paragraphs, size // count + 1))
    blocks: list[str] = []
    late: list[list[str]] = []
    for article, columns in zip(page.articles, flows, strict=True):
        blocks += _title_blocks(article)
        order = rng.choice(ORDERS)
        if order == "first last" and len(columns) > 1:
            late.append(columns[0])
            columns = columns[1:]
        elif order == "swapped" and len(columns) > 2:
            at = rng.randrange(1, len(columns) - 1)
            columns[at], columns[at + 1] = columns[at + 1], columns[at]
        for column in columns:
            blocks += column
    if late:
        credit = rng.choice(CREDITS).format("云溪区")
        page.furniture.append(credit)
        blocks.append(credit)
    for column in late:
        blocks += column
    return blocks


def _flow(page: Page, paragraphs: Sequence[str], size: int) -> list[list[str]]:
    """Columns of about `size` characters; a heading at the foot of one goes over to the next."""
    columns: list[list[str]] = [[]]
    room = size
    for paragraph in paragraphs:
        if room < 12 or (page.is_heading(paragraph) and room < 40):
            columns.append([])
            room = size
        while len(paragraph) > room:
            place = next(
                (p for p in range(max(room, _LINE), len(paragraph) - 3) if _may_cut(paragraph, p)),
                None,
            )
            if place is None:
                break
            first, paragraph = _cut(page, paragraph, place)
            columns[-1].append(first)
            columns.append([])
            room = size
        columns[-1].append(paragraph)
        room -= len(paragraph)
    return [column for column in columns if column]


def _web(page: Page, rng: random.Random) -> list[str]:
    """A copy of a web page with advertising words put into its sentences."""
    article = page.articles[0]
    site = f"{article.title}_{rng.choice(('江南新闻网', '云溪網'))}"
    page.furniture.append(site[len(article.title) :])
    page.source = page.source or site[len(article.title) + 1 :]
    article.author = article.kicker = article.subtitle = None
    words = rng.sample(INJECTED, k=rng.randint(1, 2))
    blocks: list[str] = []
    for paragraph in article.paragraphs:
        if not page.is_heading(paragraph) and rng.random() < 0.6 and len(paragraph) > 30:
            word = rng.choice(words)
            places = [
                place
                for place in range(5, len(paragraph) - 5)
                if paragraph[place - 1 : place + 1].isalnum()
            ]
            if places:
                place = rng.choice(places)
                page.injected.append(
                    paragraph[place - 4 : place] + "|" + paragraph[place : place + 4]
                )
                paragraph = paragraph[:place] + word + paragraph[place:]
        blocks.append(paragraph)
    return [site, *blocks]


def _print(blocks: list[str], page: Page, rng: random.Random) -> str:
    """The blocks with blank lines between; pictures with captions fall in anywhere."""
    pictures = rng.randint(0, 2) if not page.injected else 0
    texts = [i for i, block in enumerate(blocks) if len(block) > 45]
    places = set(rng.sample(texts, k=min(pictures, len(texts))))
    banner = rng.random() < 0.2 and bool(places)
    raw = "\n\n" if rng.random() < 0.5 else ""
    for number, block in enumerate(blocks):
        if number in places and not page.is_heading(blocks[number - 1]):
            caption = rng.choice(CAPTIONS).format(name(rng))
            page.captions.append(caption)
            raw += f"\n\n{caption}\n\n"
            if banner:
                words = rng.choice(BANNERS)
                page.furniture.append(words[1])
                raw += "\n".join(words[:2]) + "\n\n" + "\n".join(words[2:]) + "\n\n"
                banner = False
        raw += block + "\n\n"
    return raw
