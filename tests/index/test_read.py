"""Every format and encoding is read; what cannot be read is named with its reason."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import docx
import pytest

from index import Collection, archives
from index import read as reading
from index.clean import clean
from index.document import Document
from index.encodings import NotText, decode
from index.errors import UnreadableFile
from index.read import Raw, read
from tests.index.prose import article, prose

SIMPLIFIED = (
    "北塘乡今年种了一千二百亩茶树，产值超过3.6亿元。村民说：“日子好了！”去年游客有八万人次。"
)
TRADITIONAL = (
    "北塘鄉今年種了一千二百畝茶樹，產值超過3.6億元。村民說：「日子好了！」去年遊客有八萬人次。"
)


def _read(path: Path, content: bytes | str) -> list[Raw | UnreadableFile]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(path, path.name))


def _reason(path: Path, content: bytes | str) -> str:
    (result,) = _read(path, content)
    assert isinstance(result, UnreadableFile), result
    return result.reason


@pytest.mark.parametrize("length", [8, 15, 30, len(SIMPLIFIED)])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_encodings_of_simplified_text(encoding: str, length: int) -> None:
    text = SIMPLIFIED[:length]
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("length", [8, 15, 30, len(TRADITIONAL)])
@pytest.mark.parametrize("encoding", ["utf-8", "big5", "cp950", "gb18030", "utf-16-le"])
def test_encodings_of_traditional_text(encoding: str, length: int) -> None:
    text = TRADITIONAL[:length]
    assert decode(text.encode(encoding))[0] == text


def test_longer_texts_in_gbk_and_big5() -> None:
    for seed in range(5):
        text = prose(seed)
        assert decode(text.encode("gbk"))[0] == text
    assert decode((TRADITIONAL * 50).encode("big5")) == (TRADITIONAL * 50, "big5")


def test_one_broken_character_costs_one_character() -> None:
    content = bytearray((SIMPLIFIED * 40).encode())
    content[3_000] = 0xFF
    text, encoding = decode(bytes(content))
    assert encoding == "utf-8" and text.count("\ufffd") <= 3
    assert SIMPLIFIED * 20 in text


def test_line_ends_and_control_characters() -> None:
    assert decode("甲。\r\n乙。\r丙。\u2028丁。".encode())[0] == "甲。\n乙。\n丙。\n丁。"
    text = SIMPLIFIED * 5
    assert decode((text[:20] + "\x07" + text[20:]).encode())[0] == text[:20] + " " + text[20:]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n\t\r\n",
        b"\xef\xbb\xbf",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"\x00" * 99,
        bytes([7, 200, 31, 129, 255, 3] * 300),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(NotText, match=r"empty|binary"):
        decode(content)
    assert _reason(tmp_path / "a.txt", content)


def test_random_bytes_never_break_the_reader(tmp_path: Path) -> None:
    for suffix in (".txt", ".md", ".html", ".pdf", ".docx", ".jsonl", ".zip"):
        for size in (1, 50, 3_000):
            for result in _read(tmp_path / f"x{suffix}", os.urandom(size)):
                if suffix in (".pdf", ".docx", ".jsonl", ".zip"):
                    assert isinstance(result, UnreadableFile), suffix


def test_markdown(tmp_path: Path) -> None:
    (raw,) = _read(
        tmp_path / "a.md",
        "---\nsource: 柳溪日报\n---\n# 茶乡*新路*\n\n导语一句[链接](http://x)。\n\n## 产业\n\n"
        "- 种茶**1200亩**。\n- 产值\n3.6亿元。\n\n```\n代码\n```\n",
    )
    assert isinstance(raw, Raw)
    document = raw.document
    assert document.stated == {"source": "柳溪日报", "title": "茶乡新路"}
    words = [(b.kind, document.text[b.start : b.end]) for b in document.blocks]
    assert words == [
        ("paragraph", "导语一句链接。"),
        ("heading", "产业"),
        ("paragraph", "种茶1200亩。"),
        ("paragraph", "产值3.6亿元。"),
        ("paragraph", "代码"),
    ]


def test_markdown_tables_and_strong_lines(tmp_path: Path) -> None:
    (raw,) = _read(
        tmp_path / "a.md",
        "# 茶乡新路\n\n**一片叶子**\n\n**注意**，路窄。\n\n**大家都说好。**\n\n- **新茶**\n\n"
        "| 年份 | 亩产 |\n|---|---|\n| 2023 | **12**万元 |\n\n完。\n",
    )
    assert isinstance(raw, Raw)
    document = raw.document
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
        ("heading", "一片叶子"),
        ("paragraph", "注意，路窄。"),
        ("paragraph", "大家都说好。"),
        ("paragraph", "新茶"),
        ("row", "年份 亩产"),
        ("row", "2023 12万元"),
        ("paragraph", "完。"),
    ]


def _page(body: str, charset: str = "utf-8") -> bytes:
    return (
        f'<html><head><meta charset="{charset}"><title>茶乡新路_柳溪新闻网</title>'
        '<meta name="author" content="李溪"><meta name="pubdate" content="2023-04-05 08:00">'
        f"</head><body><nav><a href='/'>首页</a><a href='/b'>新闻</a></nav><article>{body}</article>"
        "<footer>版权所有 备案号12345</footer></body></html>"
    ).encode(charset)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_html(tmp_path: Path, charset: str) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in prose(1).split("\n"))
    (raw,) = _read(
        tmp_path / "a.html",
        _page(
            f"<h1>茶乡新路</h1>{paragraphs}<figure><img src='a.png'>"
            f"<figcaption>图为120亩新茶园</figcaption></figure><h2>一片<b>叶子</b></h2><p>{SIMPLIFIED}</p>",
            charset,
        ),
    )
    assert isinstance(raw, Raw)
    document = raw.document
    assert document.tagged["title"] == "茶乡新路"
    assert document.tagged["author"] == "李溪"
    assert document.tagged["date"] == "2023-04-05"
    assert SIMPLIFIED in document.text and all(line in document.text for line in prose(1).split())
    assert "备案号" not in document.text and "首页" not in document.text
    kinds = {document.text[b.start : b.end]: b.kind for b in document.blocks}
    assert kinds["一片叶子"] == "heading" and kinds["图为120亩新茶园"] == "caption"


def test_html_tables_and_bold_lines(tmp_path: Path) -> None:
    body = (
        f"<p>{SIMPLIFIED}</p><p><strong>一片叶子</strong></p><p><b>注意</b>，{SIMPLIFIED}</p>"
        "<table><tr><th>年份</th><th>亩产</th></tr><tr><td>2023</td><td><b>12</b>万元</td></tr></table>"
    )
    (raw,) = _read(tmp_path / "a.html", _page(body))
    assert isinstance(raw, Raw)
    document = raw.document
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
        ("paragraph", SIMPLIFIED),
        ("heading", "一片叶子"),
        ("paragraph", f"注意，{SIMPLIFIED}"),
        ("row", "年份 亩产"),
        ("row", "2023 12万元"),
    ]


def test_html_without_text(tmp_path: Path) -> None:
    assert "main text" in _reason(
        tmp_path / "a.html", "<html><body><script>1</script></body></html>"
    )


def test_docx(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("茶乡新路", 0)
    document.add_paragraph(SIMPLIFIED)
    document.add_heading("收入", 1)
    table = document.add_table(2, 2)
    for row, cells in enumerate((("年份", "亩产"), ("2023", "12万元"))):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    document.add_paragraph("图为茶园。", style="Caption")
    buffer = io.BytesIO()
    document.save(buffer)
    (raw,) = _read(tmp_path / "a.docx", buffer.getvalue())
    assert isinstance(raw, Raw)
    found = raw.document
    assert found.stated == {"title": "茶乡新路"}
    assert [(b.kind, found.text[b.start : b.end]) for b in found.blocks] == [
        ("paragraph", SIMPLIFIED),
        ("heading", "收入"),
        ("row", "年份 亩产"),
        ("row", "2023 12万元"),
        ("caption", "图为茶园。"),
    ]


def _pdf(columns: list[list[str]], headline: str = "") -> bytes:
    """A PDF of Latin lines in columns, with the lines of all columns written row by row."""
    parts = [f"BT /F1 18 Tf 50 780 Td ({headline}) Tj ET"] if headline else []
    width = 500 / len(columns)
    for row in range(max(map(len, columns))):
        for number, lines in enumerate(columns):
            if row < len(lines):
                x, y = 50 + number * width, 740 - 14 * row
                parts.append(f"BT /F1 9 Tf {x} {y} Td ({lines[row]}) Tj ET")
    stream = "\n".join(parts).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return content + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def test_pdf_of_one_column(tmp_path: Path) -> None:
    lines = [f"This is line {n} of the only column of the page." for n in range(30)]
    (raw,) = _read(tmp_path / "a.pdf", _pdf([lines]))
    assert isinstance(raw, Raw)
    assert [line.strip() for line in raw.document.text.split("\n")] == lines


@pytest.mark.parametrize("count", [2, 3])
def test_pdf_columns_are_read_one_after_the_other(tmp_path: Path, count: int) -> None:
    columns = [[f"c{number} line {n} has words" for n in range(30)] for number in range(count)]
    headline = "A headline that runs over all of the columns of this page"
    (raw,) = _read(tmp_path / "a.pdf", _pdf(columns, headline))
    assert isinstance(raw, Raw)
    expected = [headline, *(line for column in columns for line in column)]
    assert [line.strip() for line in raw.document.text.split("\n") if line.strip()] == expected


def test_pdf_without_text_and_damaged_pdf(tmp_path: Path) -> None:
    assert "recognition" in _reason(tmp_path / "a.pdf", _pdf([[" "]]))
    assert "damaged" in _reason(tmp_path / "a.pdf", _pdf([["words"]])[:200])


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        json.dumps(
            {"title": "甲", "text": "第一段。\n第二段。", "date": "2023年4月5日", "page": 3}
        ),
        "{broken",
        "",
        json.dumps(["no object"]),
        json.dumps({"title": "无正文"}),
        json.dumps({"text": SIMPLIFIED, "source": "柳溪日报", "date": "2021", "extra": {"a": 1}}),
    ]
    results = _read(tmp_path / "a.jsonl", "\n".join(rows))
    good = [r.document for r in results if isinstance(r, Raw)]
    bad = [r.reason for r in results if isinstance(r, UnreadableFile)]
    assert [d.stated for d in good] == [
        {"title": "甲", "page": "3", "date": "2023-04-05"},
        {"source": "柳溪日报", "date": "2021"},
    ]
    assert len(good[0].blocks) == 2
    assert [reason.split(":")[0] for reason in bad] == ["line 2", "line 4", "line 5"]
    (last,) = _read(tmp_path / "b.jsonl", "{}\n")[-1:]
    assert isinstance(last, UnreadableFile)


def _zip(members: dict[str, bytes], **options: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_zip_members_are_read_and_bad_ones_named(tmp_path: Path) -> None:
    members = {
        "报纸/甲.txt": article(1).encode("gb18030"),
        "b.png": b"\x89PNG",
        "../evil.txt": article(2).encode(),
        "/absolute.txt": article(2).encode(),
        "__MACOSX/._a.txt": b"\x00\x05",
        "inner.zip": _zip({"a.txt": b"a"}),
    }
    results = _read(tmp_path / "a.zip", _zip(members))
    assert [r.name for r in results if isinstance(r, Raw)] == ["a.zip/报纸/甲.txt"]
    reasons = {r.path: r.reason for r in results if isinstance(r, UnreadableFile)}
    assert "type .png" in reasons["a.zip/b.png"]
    assert "out of the archive" in reasons["a.zip/../evil.txt"]
    assert "out of the archive" in reasons["a.zip//absolute.txt"]
    assert "inside an archive" in reasons["a.zip/inner.zip"]
    assert list(tmp_path.iterdir()) == [tmp_path / "a.zip"]


def test_zip_bombs_are_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 100_000)
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    bomb = _zip({"a.txt": b"0" * 5_000_000, "b.txt": article(1).encode()})
    results = _read(tmp_path / "a.zip", bomb)
    assert [r.name for r in results if isinstance(r, Raw)] == ["a.zip/b.txt"]
    assert "limit" in next(r.reason for r in results if isinstance(r, UnreadableFile))
    assert "limit" in _reason(tmp_path / "b.zip", _zip({f"{n}.txt": b"a" for n in range(4)}))


def test_zip_names_from_chinese_windows(tmp_path: Path) -> None:
    content = _zip({"AAAAAAAA.txt": article(1).encode()})
    content = content.replace(b"AAAAAAAA", "柳溪日报".encode("gbk"))
    (raw,) = _read(tmp_path / "a.zip", content)
    assert isinstance(raw, Raw) and raw.name == "a.zip/柳溪日报.txt"


def test_unknown_types_and_missing_files(tmp_path: Path) -> None:
    assert "known:" in _reason(tmp_path / "a.xyz", b"words")
    (result,) = read(tmp_path / "nowhere.txt", "nowhere.txt")
    assert isinstance(result, UnreadableFile) and "No such file" in result.reason


def test_too_large_a_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000)
    assert "the limit is 1,000" in _reason(tmp_path / "a.txt", b"a" * 1_001)


def test_a_build_names_bad_files_and_goes_on(collection: Collection, files: Path) -> None:
    (files / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    (files / "empty.md").write_bytes(b"")
    (files / ".hidden").write_bytes(b"\x00")
    with zipfile.ZipFile(files / "more.zip", "w") as archive:
        archive.writestr("a.txt", article(20))
        archive.writestr("b.exe", b"MZ")
    report = collection.build([files])
    assert len(report.added) == 7
    assert [p.path for p in report.problems] == ["bad.pdf", "empty.md", "more.zip/b.exe"]
    again = collection.build([files])
    assert again.unchanged == 9
    assert [str(p) for p in again.problems] == [str(p) for p in report.problems]
    assert "more.zip/a.txt" in {found.path for found in collection.articles()}
    assert collection.store.raw(next(collection.articles()).sha256)


def test_raw_bytes_are_kept_by_their_hash(collection: Collection, files: Path) -> None:
    collection.build([files])
    for found in collection.articles():
        assert collection.store.raw(found.sha256) == (files / found.path).read_bytes()


def test_words_put_into_a_web_page_are_taken_out(collection: Collection, tmp_path: Path) -> None:
    words = ["去年全镇居民人均可支配收入达到4{}8230元，比上年增长8.5%。"]
    words += ["这里的经{}济发展很快，农民的生活越来越好。", "镇里建设示{}范村庄，改善居住环境。"]
    words += [
        "今年又有二十家企{}业落户园区，带来了新的岗位。",
        "学校、医院和图书馆都在附近，办事不用出村。",
    ]
    body = "".join(f"<p>{line.format('瑜伽場地')}</p>" for line in words * 2)
    (tmp_path / "a.html").write_bytes(_page(f"<h1>茶乡新路</h1>{body}"))
    collection.build([tmp_path / "a.html"])
    (found,) = collection.articles()
    assert "瑜伽" not in found.text
    assert all(line.format("") in found.text for line in words)
    assert all(
        found.text[block.start : block.end] in found.text.split("\n") for block in found.blocks
    )
    assert {repair.before for repair in collection.repairs(found.id)} == {"瑜伽場地"}


def test_a_kicker_stays_with_the_subtitle() -> None:
    body = "渡口边的书屋开门一年，来过的人有三万多，其中一半是放学的孩子，他们在这里写作业、看画报、等父母下班回家。"
    page = f"清溪周报 2023年4月8日 第3版\n青石县阅读三年记\n\n渡口边的书屋\n\n——看得见的变化\n\n{body}\n\n{body[::-1]}"
    raw = Raw("a.txt", page.encode(), "0" * 64, Document(page))
    (cleaned,) = clean(raw)
    assert cleaned.article.title == "渡口边的书屋"
    assert cleaned.article.subtitle == "青石县阅读三年记 看得见的变化"
