"""Passages are whole sentences, in order, disjoint, under their heading, of the wanted length."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Block
from index.sentences import sentence_spans
from index.split import LONGEST, LONGEST_SENTENCE, SHORTEST, split
from tests.index.prose import prose

WORDS = st.text(alphabet="茶山水村人年，、12.5%“”（）abc ", min_size=1, max_size=80)
SENTENCE = st.tuples(WORDS, st.sampled_from("。！？；…\n")).map("".join)
BLOCK = st.tuples(
    st.sampled_from(["paragraph", "paragraph", "heading", "caption", "row"]),
    st.lists(SENTENCE, min_size=1, max_size=6).map("".join),
)


def _page(parts: list[tuple[str, str]]) -> tuple[str, list[Block]]:
    text, blocks = "", []
    for kind, words in parts:
        blocks.append(Block(kind, len(text), len(text) + len(words)))  # type: ignore[arg-type]
        text += words + "\n"
    return text, blocks


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCK, max_size=8), st.booleans())
def test_passages_of_any_page(parts: list[tuple[str, str]], with_blocks: bool) -> None:
    text, blocks = _page(parts)
    blocks = blocks if with_blocks else []
    pieces = split(text, blocks)
    assert [piece.ordinal for piece in pieces] == list(range(len(pieces)))
    position = 0
    for piece in pieces:
        assert position <= piece.start < piece.end
        position = piece.end
        words = text[piece.start : piece.end]
        assert words == words.strip()
    # Nothing but white space and headings is left out; a heading is left out when it is recorded.
    for block in blocks or [Block("paragraph", 0, len(text))]:
        for start, end in sentence_spans(text, block.start, block.end):
            holders = [p for p in pieces if p.start <= start and end <= p.end]
            if block.kind == "heading":
                words = text[block.start : block.end].strip()
                assert holders or any(words in (p.heading or "") for p in pieces)
            elif end - start <= LONGEST_SENTENCE:
                assert len(holders) == 1
    for block in blocks:
        if block.kind == "heading" and text[block.start : block.end].strip():
            for piece in pieces:
                crosses = piece.start < block.start and piece.end > block.end
                assert not crosses or piece.kind == "heading"
        if block.kind == "caption":
            for piece in pieces:
                touches = piece.start < block.end and block.start < piece.end
                assert not touches or (block.start <= piece.start and piece.end <= block.end)


def test_lengths_are_in_range() -> None:
    lengths = [p.end - p.start for seed in range(20) for p in split(prose(seed, 60))]
    inside = sum(SHORTEST <= length <= LONGEST for length in lengths)
    assert inside >= 0.75 * len(lengths)
    assert max(lengths) < LONGEST + 60


def test_cuts_prefer_the_ends_of_paragraphs() -> None:
    text = "\n".join("茶" * 99 + "。" + "叶" * 139 + "。" for _ in range(4))
    assert [text[p.start : p.end] for p in split(text)] == text.split("\n")


def test_a_section_heading_is_never_crossed_and_joins_its_slogan() -> None:
    text = "序言。\n茶乡\n一片叶子富一方\n正文一。\n尾声"
    blocks = [
        Block("paragraph", 0, 3),
        Block("heading", 4, 6),
        Block("heading", 7, 14),
        Block("paragraph", 15, 19),
        Block("heading", 20, 22),
    ]
    assert [(p.heading, text[p.start : p.end], p.kind) for p in split(text, blocks)] == [
        (None, "序言。", "paragraph"),
        ("茶乡 一片叶子富一方", "正文一。", "paragraph"),
        (None, "尾声", "heading"),
    ]


def test_a_long_table_has_its_header_over_every_passage() -> None:
    rows = ["村名 户数 收入", *(f"第{n}村 {n}户 {n}.5万元" for n in range(60))]
    lines = ["收入", *rows, "以上由县里统计。"]
    kinds = ["heading", *["row"] * len(rows), "paragraph"]
    text, blocks = _page(list(zip(kinds, lines, strict=True)))
    first, *others, last = split(text, blocks)
    assert (first.heading, first.kind) == ("收入", "row")
    assert text[first.start :].startswith("村名 户数 收入\n第0村")
    assert len(others) > 1
    for piece in others:
        assert (piece.heading, piece.kind) == ("收入 村名 户数 收入", "row")
        assert all(line in rows for line in text[piece.start : piece.end].split("\n"))
    assert (last.heading, text[last.start : last.end]) == ("收入", "以上由县里统计。")


def test_rows_of_prose_are_no_header() -> None:
    prose_in_a_cell = "茶" * 99 + "。"
    text, blocks = _page([("row", prose_in_a_cell)] * 6)
    assert {piece.heading for piece in split(text, blocks)} == {None}


def test_an_endless_sentence_is_cut_at_clauses_without_loss() -> None:
    text = "茶叶的品种有" + "、".join(f"第{n}号" for n in range(400)) + "。"
    pieces = split(text)
    assert len(pieces) > 3
    assert all(piece.end - piece.start <= LONGEST_SENTENCE for piece in pieces)
    assert "".join(text[p.start : p.end] for p in pieces) == text
    assert all(text[p.end - 1] in "、。" for p in pieces)
    unbroken = "茶" * 2_000
    assert "".join(unbroken[p.start : p.end] for p in split(unbroken)) == unbroken


def test_empty_texts() -> None:
    assert split("") == split(" \n\n") == split("\n", [Block("heading", 0, 1)]) == []
