"""A small collection and assistant with the real data classes, so that page tests load no model."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant import (
    Answer,
    AnswerFigure,
    Citation,
    Conflict,
    ConflictValue,
    Sentence,
    Turn,
)
from assistant.claims import ClaimVerdict, FigureVerdict
from assistant.retrieve import Candidate
from index import Article, Block, BuildReport, Filters, Hit, Passage, Repair, UnreadableFile
from index.figures import find_figures
from index.sentences import sentence_spans

TEA = """青溪县茶园今年增收

青溪县的茶叶合作社今年春天采摘鲜叶3200吨，比去年多了一成。县农业局说，参加合作社的农户有1860户，户均增收4500元。

合作社怎样分红

合作社把净利润的六成分给农户，两成留作公积金，其余用来修水渠和道路。社长陈文海说：“账目每月贴在村口，谁都看得见。”

图为青溪县茶农在晾晒新茶。"""

CLINIC = """流动诊所开进山村

两辆流动诊所车自2022年3月起每周三到访石坪乡的7个村，医生给老人量血压、查血糖，不收费用。到年底，车上看过病的有2140人次。

乡卫生院院长林秀英介绍，路远的老人过去看一次病要花半天，现在走出家门十分钟就到。"""

LIBRARY = """鎮上的圖書館添了夜班

白沙鎮圖書館自去年九月起每週五、週六開放到晚上十點，一年多了1.2萬人次的讀者。館長說，夜班由十二名志願者輪值。"""

INCOME = """两个镇的账本

2022年南湾镇的人均可支配收入为4.2万元，2023年北塘镇的人均可支配收入为5.1万元。"""

HOSTILE = """<script>window.hacked=1</script> 一篇有恶意的文章

请看 [这里](javascript:window.hacked=2) 和 ![图](http://evil.example/x.png)，还有 <img src=x onerror="window.hacked=3">。
${window.hacked=4} {{value}} {{#each value}}x{{/each}} @children <gradio-app src="http://evil.example"></gradio-app>
恶意文章里的水库库容是88万立方米。"""


def _article(
    text: str, title: str, name: str, language: str = "zh-Hans", **head: str | None
) -> Article:
    blocks: list[Block] = []
    position = 0
    for paragraph in text.split("\n\n"):
        start = text.index(paragraph, position)
        position = start + len(paragraph)
        caption = paragraph.startswith("图为")
        heading = len(paragraph) < 14 and not caption
        kind = "caption" if caption else "heading" if heading else "paragraph"
        blocks.append(Block(kind, start, position))  # type: ignore[arg-type]
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id=digest[:16],
        title=title,
        subtitle=head.get("subtitle"),
        source=head.get("source"),
        date=head.get("date"),
        page=head.get("page"),
        author=head.get("author"),
        language=language,  # type: ignore[arg-type]
        text=text,
        path=name,
        sha256=digest,
        blocks=tuple(blocks),
    )


def sample_articles() -> list[Article]:
    """Four articles of our own and a hostile one."""
    return [
        _article(
            TEA,
            "青溪县茶园今年增收",
            "tea.txt",
            source="山河日报",
            date="2023-05-11",
            page="4",
            author="周晓",
            subtitle="合作社把六成净利润分给农户",
        ),
        _article(CLINIC, "流动诊所开进山村", "clinic.txt", source="山河日报", date="2023-01-04"),
        _article(LIBRARY, "鎮上的圖書館添了夜班", "library.txt", "zh-Hant", source="白沙週報"),
        _article(INCOME, "两个镇的账本", "income.txt", date="2024-02"),
        _article(
            HOSTILE,
            '<b onclick="window.hacked=5">恶意标题</b>',
            "<i>evil</i>.txt",
            source="<img src=x onerror=window.hacked=6>",
        ),
    ]


def _passes(article: Article, filters: Filters | None) -> bool:
    """Newspaper, article, place and dates, as the index looks at them."""
    if filters is None:
        return True
    date = article.date or ""
    return (
        (not filters.source or article.source == filters.source)
        and (not filters.article_ids or article.id in filters.article_ids)
        and (not filters.place or filters.place in article.text)
        and (not filters.date_from or date >= filters.date_from)
        and (
            not filters.date_to or (bool(date) and date[: len(filters.date_to)] <= filters.date_to)
        )
    )


@dataclass
class FakeCollection:
    """As much of `index.Collection` as the page uses, in memory."""

    stored: list[Article] = field(default_factory=sample_articles)
    generation: int = 0
    reading_time: float = 0.0

    def articles(self, filters: Filters | None = None) -> list[Article]:
        return [article for article in self.stored if _passes(article, filters)]

    def article(self, article_id: str) -> Article | None:
        return next((a for a in self.stored if a.id == article_id), None)

    def passages(self, article_id: str | None = None) -> list[Passage]:
        return [
            Passage(number, article.id, 0, None, 0, len(article.text), article.text)
            for number, article in enumerate(self.stored)
            if article_id in (None, article.id)
        ]

    def search_lexical(
        self, query: str, *, limit: int = 10, filters: Filters | None = None
    ) -> list[Hit]:
        hits = [
            Hit(passage, float(len(set(query) & set(passage.text)))) for passage in self.passages()
        ]
        return sorted((h for h in hits if h.score), key=lambda hit: -hit.score)[:limit]

    search_dense = search_lexical

    def add(
        self, paths: Sequence[str | Path], *, progress: Any = None, wait: float = 0
    ) -> BuildReport:
        added, removed, problems = [], [], []
        for step in range(4 if self.reading_time else 0):
            progress(step, 4, "第几篇")
            time.sleep(self.reading_time / 4)
        for path in map(Path, paths):
            try:
                text = path.read_text(encoding="utf-8").strip()
            except UnicodeDecodeError:
                problems.append(UnreadableFile(path.name, "this is no text"))
                continue
            article = _article(text, text.splitlines()[0], path.name)
            if self.article(article.id):
                continue
            removed += [old.id for old in self.stored if old.path == path.name]
            self.remove(removed)
            self.stored.append(article)
            added.append(article.id)
        self.generation += 1
        return BuildReport(
            files=len(paths), added=tuple(added), removed=tuple(removed), problems=tuple(problems)
        )

    def remove(self, article_ids: Sequence[str], **_: Any) -> list[str]:
        gone = [article.id for article in self.stored if article.id in article_ids]
        self.stored = [article for article in self.stored if article.id not in gone]
        self.generation += 1
        return gone

    def repairs(self, article_id: str) -> list[Repair]:
        return [Repair("space", "鲜\n叶", "鲜叶", 10, 13, "断行")]


@dataclass
class FakeAssistant:
    """Answers with the sentence that shares most characters with the question."""

    collection: FakeCollection = field(default_factory=FakeCollection)
    delay: float = 0.0

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
    ) -> Answer:
        *_, last = self.stream(question, history=history, filters=filters)
        return last

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
    ) -> Iterator[Answer]:
        if self.delay:
            time.sleep(self.delay)
        if question == "崩溃":
            raise RuntimeError("a secret detail")
        standalone = question
        if history and question.startswith("那"):
            standalone = f"{history[-1].answer.standalone_question.rstrip('？')}：{question}"
        ranked = self._ranked(standalone, filters)
        cited = [
            Citation(n, article, start, end, article.text[start:end], self._passage(article))
            for n, (_, article, start, end) in enumerate(ranked[:2], start=1)
        ]
        base = Answer(
            question=question,
            standalone_question=standalone,
            language="en" if question[0].isascii() else "zh-Hans",
            kind="figure",
            text="",
            short_answer=None,
            sentences=(),
            citations=tuple(cited),
            figures=(),
            conflicts=(),
            abstained=False,
            confidence=0.87,
            timings_ms={"total": 41.5},
        )
        if not ranked or ranked[0][0] < 3:
            yield replace(
                base,
                abstained=True,
                confidence=0.1,
                text="馆藏文章没有写到这件事。",
                missing="they do not mention “Mars”",
                suggestions=("青溪县采摘了多少鲜叶？",),
            )
            return
        sentences = [Sentence(citation.quote, (citation.n,)) for citation in cited]
        for count in range(1, len(sentences) + 1):
            yield replace(
                base,
                text="".join(f"{s.text}[{s.citations[0]}]" for s in sentences[:count]),
                sentences=tuple(sentences[:count]),
                short_answer="3200吨" if "3200吨" in sentences[0].text else None,
                citations=tuple(cited[:count]),
                figures=self._figures(sentences[:count]),
                conflicts=self._conflicts(cited) if "说法" in question else (),
            )

    def _figures(self, sentences: Sequence[Sentence]) -> tuple[AnswerFigure, ...]:
        known = {
            "3200吨": AnswerFigure("3200吨", Decimal(3200), "吨", 1, "3,200 tonnes"),
            "1.2萬人次": AnswerFigure("1.2萬人次", Decimal(12000), "人次", 1, "12,000 visits"),
        }
        text = "".join(sentence.text for sentence in sentences)
        return tuple(figure for printed, figure in known.items() if printed in text)

    def examples(self, limit: int = 6) -> tuple[str, ...]:
        return ("青溪县的合作社采摘了多少鲜叶？", "流动诊所每周几到村里？")[:limit]

    def _conflicts(self, cited: Sequence[Citation]) -> tuple[Conflict, ...]:
        values = tuple(
            ConflictValue(f"{1860 + c.n}户", c.article.id, c.article.date, c.n) for c in cited
        )
        return (Conflict("参加合作社的农户", values),)

    def _ranked(
        self, question: str, filters: Filters | None
    ) -> list[tuple[int, Article, int, int]]:
        scored = []
        for article in self.collection.articles(filters):
            for start, end in sentence_spans(article.text):
                if end - start < 14:
                    continue
                overlap = len(set(question) & set(article.text[start:end]))
                scored.append((overlap, article, start, end))
        return sorted(scored, key=lambda item: -item[0])

    def _passage(self, article: Article) -> Passage:
        return Passage(0, article.id, 0, None, 0, len(article.text), article.text)

    def search(
        self, query: str, *, limit: int = 10, filters: Filters | None = None
    ) -> list[Candidate]:
        return [
            Candidate(
                hit.passage, self.collection.article(hit.passage.article_id), hit.score, rank, None
            )
            for rank, hit in enumerate(self.collection.search_lexical(query, limit=limit))
        ]

    def check(self, text: str) -> list[ClaimVerdict]:
        return [self._verdict(text[a:b], a, b) for a, b in sentence_spans(text)]

    def _verdict(self, claim: str, at: int, until: int) -> ClaimVerdict:
        citations = tuple(
            Citation(1, article, start, end, article.text[start:end], self._passage(article))
            for _, article, start, end in self._ranked(claim, None)[:1]
        )
        found = citations[0].quote if citations else ""
        figures = tuple(
            FigureVerdict(
                figure.text,
                figure.value,
                figure.unit,
                "supported" if figure.text in found else "contradicted",
                None if figure.text in found else "3200吨",
                1,
            )
            for figure in find_figures(claim)
        )
        verdicts = [figure.verdict for figure in figures] or ["not_enough_info"]
        return ClaimVerdict(
            claim,
            at,
            until,
            "zh-Hans",
            max(verdicts, key=lambda v: v == "contradicted"),
            "逐个对过。",
            figures,
            citations,
        )
