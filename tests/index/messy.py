"""Files as newsrooms and readers really have them, about a county that does not exist.

Every text is made up here. Each function gives a file's bytes; `EXPECTED` has the articles that must
come out of it, to the letter: what else stands in the file is furniture.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass

TEA = (
    "清明未到，青岭县云坞镇的茶山上已是一片繁忙。茶农吴桂枝天不亮就带着12名采茶工上了山，一上午采下鲜叶46.5公斤。"
    "“今年第一批鲜叶收购价每公斤186元，比去年高出两成。”她说。",
    "云坞镇现有茶园1.28万亩，涉茶农户3140户。去年，全镇春茶产量215吨，产值9860万元，茶农人均增收4300元。",
    "为了让小散户也能卖出好价钱，镇里去年9月建成占地2600平方米的共享加工厂，引进杀青、揉捻、烘干三条自动化生产线，"
    "57家小作坊关停后并入其中，损耗率由8.4%降到3.1%。",
    "“过去各家炒各家的，味道都不一样。”云坞镇农业农村办主任邵文彬介绍，统一标准后，“云坞白毫”拿到了进入上海、南京、"
    "合肥等9个城市商超的通行证，今年首批订单已达1370万元。",
)
TEA_CAPTION = "图为茶农在云坞镇大坪茶山采摘春茶。周望 摄"


def tea_page() -> bytes:
    """A web page of a county paper in GB 2312, a table for a layout and a div for a paragraph."""
    related = "".join(
        f"<li><a href='/n/{i}.html'>{title}</a></li>"
        for i, title in enumerate(
            ("县医院新院区封顶 计划年底启用", "四条公交线路下月起调整", "青岭中学迎来百年校庆")
        )
    )
    paragraphs = "".join(f"<p>　　{paragraph}</p>\n" for paragraph in TEA[:2])
    paragraphs += (
        "<p style='text-align:center'><img src='tea.jpg'></p>"
        f"<p style='text-align:center'>{TEA_CAPTION}</p>\n"
    )
    paragraphs += "".join(f"<p>　　{paragraph}</p>\n" for paragraph in TEA[2:])
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>一片叶子的账本：云坞春茶开采-青岭新闻网</title>
<meta name="keywords" content="青岭,茶叶"><script>var hits = 12;</script></head><body>
<div class="top"><a href="/">首页</a> | <a href="/yw">青岭要闻</a> | <a href="/xz">乡镇</a> |
<a href="/video">视频</a> | <a href="/login">登录</a></div>
<div class="crumbs">您现在的位置：<a href="/">首页</a> &gt; <a href="/yw">青岭要闻</a> &gt; 正文</div>
<div class="main"><div class="left">
<h1>一片叶子的账本：云坞春茶开采</h1>
<div class="info">2024年03月18日 09:12　来源：青岭日报　记者：周望　阅读：2315　字号：<a>大</a> <a>中</a> <a>小</a></div>
<div class="content" id="zoom">{paragraphs}</div>
<div class="editor">责任编辑：林一舟</div>
<div class="share">分享到：<a>微信</a> <a>微博</a> <a>QQ空间</a></div>
<div class="related"><h3>相关阅读</h3><ul>{related}</ul></div>
<div class="comments" id="comments"><h3>网友评论（2条）</h3>
<div class="comment"><span>茶香万里</span> 2024-03-18 10:20 <p>写得真好，云坞的茶就是香！今年一定要去买几斤。</p></div>
<div class="comment"><span>山里人</span> 2024-03-18 11:02 <p>我家去年卖了三百斤，价钱确实比以前好多了。</p></div>
<a>我也来说两句</a></div></div>
<div class="right"><h3>热门推荐</h3><ul>{related}</ul></div></div>
<div class="footer"><p>青岭新闻网 版权所有 浙ICP备2009123456号 举报电话：0570-1234567</p>
<p>未经书面授权不得转载</p></div></body></html>""".encode("gb18030")


BRIDGE = (
    "“以前进一趟城要坐两个小时渡船，现在开车18分钟就到了。”昨天上午10时，横跨白露江的青岭三桥正式通车，家住江北街道沙洲村的"
    "郑海生成了第一批过桥的市民。",
    "青岭三桥全长1.86公里，主跨320米，双向六车道，设计时速60公里，总投资7.43亿元，2021年3月开工，历时33个月建成。",
    "县交通运输局总工程师黎东明介绍，大桥建设攻克了江底溶洞多、汛期水流急等难题，共浇筑混凝土14.2万立方米，用钢2.1万吨，"
    "没有发生一起安全责任事故。",
    "大桥通车后，江北7个村、2.3万名群众结束了靠渡船出行的历史，江北工业园到沪昆高速青岭东互通的距离由41公里缩短到12公里。"
    "园区企业青岭恒达轴承有限公司算了一笔账：每年能省下运费260万元。",
    "根据规划，大桥两端还将建设3.5公里的滨江绿道和一个占地45亩的市民公园，预计明年6月底前对外开放。",
)
BRIDGE_HEADING = "天堑变通途"
BRIDGE_CAPTION = "通车后的青岭三桥 陆远 摄"


def bridge_page() -> bytes:
    """A newspaper page in two columns with a masthead, a headline over both and a folio."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(buffer, pagesize=A4)
    width, height = A4

    def write(x: float, y: float, size: int, words: str) -> None:
        canvas.setFont("STSong-Light", size)
        canvas.drawString(x, y, words)

    write(50, height - 40, 10, "青岭日报")
    write(width - 190, height - 40, 10, "2023年12月29日 星期五")
    write(50, height - 90, 26, "一桥飞架南北 青岭三桥昨日通车")
    write(50, height - 120, 12, "本报记者 陆远 许静怡")
    lines: list[str] = []
    for number, paragraph in enumerate(BRIDGE):
        if number == 3:
            lines += ["", BRIDGE_HEADING, ""]
        indented = "　　" + paragraph
        lines += [indented[i : i + 22] for i in range(0, len(indented), 22)]
    half = (len(lines) + 1) // 2
    # The runs of both columns are written row by row, as some programs do.
    for row in range(half):
        for column, x in ((lines[:half], 50.0), (lines[half:], 310.0)):
            if row < len(column) and column[row]:
                write(x, height - 160 - 16 * row, 11, column[row])
    write(310, height - 160 - 16 * half - 120, 9, BRIDGE_CAPTION)
    write(50, 40, 9, "责任编辑：丁岚 版式：高翔")
    write(width - 120, 40, 9, "第3版：要闻")
    canvas.save()
    return buffer.getvalue()


def two_pages() -> bytes:
    """Two newspaper pages in three narrow columns, each under a masthead of its own."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(buffer)

    def write(x: float, y: float, size: float, words: str) -> None:
        canvas.setFont("STSong-Light", size)
        canvas.drawString(x, y, words)

    for number, title, paragraphs in ((3, "大桥通车之后", BRIDGE), (4, "春茶好价钱", TEA)):
        write(40, 810, 9, "青岭日报")
        write(300, 810, 9, "2023年12月29日 星期五")
        write(500, 810, 9, f"0{number}版 要闻")
        write(40, 770, 24, title)
        write(40, 745, 11, "本报记者 陆远")
        lines: list[str] = []
        for paragraph in paragraphs:
            indented = "　　" + paragraph
            lines += [indented[i : i + 15] for i in range(0, len(indented), 15)]
        height = -(-len(lines) // 3)
        for column in range(3):
            for row, line in enumerate(lines[column * height : (column + 1) * height]):
                write(40 + 178 * column, 715 - 15 * row, 10.5, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def broken_lines_page() -> bytes:
    """A web page without a headline's tag, whose paragraphs are parted by line breaks."""
    body = "<br><br>\n　　".join(TEA)
    return f"""<html><head><meta charset="utf-8"><title>云坞春茶开采_青岭新闻网</title></head><body>
<div id="head">2026年11月22日 星期日 <a href="/">首页</a></div><div class="t">云坞春茶开采</div>
<div><span>2024-03-18 09:12:33</span> <span>来源：青岭日报</span></div>
<div class="content">　　{body}<br>（责任编辑：林一舟）</div>
<div>上一篇：<a href="/2">县医院新院区封顶</a></div></body></html>""".encode()


SCHOOL = (
    "记者从昨天召开的全县教育工作会议上获悉，今年青岭县将新建、改扩建学校11所，新增学位5280个，总投资6.17亿元。",
    "据介绍，目前全县共有中小学74所、幼儿园96所，在校学生5.94万人。去年高考，全县本科上线率达68.3%，比上年提高2.6个百分点。",
    "“最难的是山区小规模学校。”县教育局局长范雪琴说，全县还有9所不足50人的教学点，今年将全部接入“同步课堂”，由县实验小学、"
    "城南小学、江滨小学结对带教。",
    "会议还透露，从今年秋季学期起，全县寄宿制学校学生营养餐补助标准由每人每天5元提高到6元，惠及学生1.12万人。",
)
SCHOOL_TABLE = (
    ("学校", "新增学位", "投资（万元）", "计划完工"),
    ("青岭县第二实验小学", "2160", "21500", "2024年8月"),
    ("江北中学扩建", "1200", "13800", "2025年1月"),
)


def school_document() -> bytes:
    """A Word file as a press office sends it: every line in the same style, a running head."""
    import docx

    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "青岭县融媒体中心 内部稿件"
    section.footer.paragraphs[0].text = "第 1 页 共 2 页"
    title = document.add_paragraph()
    title.alignment = 1
    run = title.add_run("青岭今年新增学位五千余个")
    run.bold = True
    document.add_paragraph("")
    document.add_paragraph("作者：范晓 沈一苇").alignment = 1
    document.add_paragraph("发布时间：2024年2月26日　来源：青岭日报").alignment = 1
    for paragraph in SCHOOL[:2]:
        document.add_paragraph("　　" + paragraph)
    table = document.add_table(3, 4)
    for row, cells in enumerate(SCHOOL_TABLE):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    document.add_paragraph("（图片由县教育局提供）")
    for paragraph in SCHOOL[2:]:
        document.add_paragraph("　　" + paragraph)
    document.add_paragraph("（编辑：吕静 审核：秦川）")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


RICE = (
    "10月的青岭，稻浪翻滚。在石门乡东溪村，5台收割机在田里来回穿梭，种粮大户雷根宝的380亩晚稻开镰收割。经测产，平均亩产达"
    "652.4公斤，最高田块突破718公斤。",
    "“全靠这些好帮手。”雷根宝指着头顶的植保无人机说，一架无人机一天能打药500亩，顶得上30个劳力，每亩成本从45元降到12元。",
    "今年，青岭县粮食播种面积34.6万亩，总产预计达14.8万吨，机械化率提高到86.7%。县里拿出1900万元用于种粮补贴，"
    "其中规模种粮每亩补贴160元。",
)


def rice_text() -> bytes:
    """A text in GBK, copied from a digital newspaper: wrapped lines, and all metadata at the end."""
    lines = ["青岭日报 数字报", "", "无人机上岗 青岭晚稻丰收", "", "通讯员 董立峰", ""]
    for paragraph in RICE:
        indented = "　　" + paragraph
        lines += [indented[i : i + 30] for i in range(0, len(indented), 30)]
    lines += [
        "",
        "（本版图片由县农业农村局提供）",
        "",
        "上一篇：秋季招聘会进校园",
        "下一篇：老街修缮进入收尾阶段",
    ]
    lines += [
        "",
        "青岭日报 要闻 00002 无人机上岗 青岭晚稻丰收 2022-10-21 2 2022年10月21日 星期五",
        "",
    ]
    return "\r\n".join(lines).encode("gbk")


HARBOUR = (
    "澎島縣政府昨日宣布，吉灣漁港擴建工程完工，新增碼頭320公尺，可同時停泊漁船148艘，總經費新台幣8億6500萬元。",
    "縣長蔡明輝表示，吉灣漁港去年漁獲量達1萬2400公噸，產值約15.7億元，佔全縣四成以上。擴建後卸魚時間可由3小時縮短為1小時20分。",
    "從事漁業42年的船長許進財說：「以前颱風來，船沒地方躲，只能開到隔壁縣去，來回油錢就要2萬多元。」",
    "縣府農漁局指出，第二期工程將興建冷凍廠、製冰廠與觀光魚市場，預計2026年底前陸續啟用，可創造260個就業機會。",
)
HARBOUR_CAPTION = "擴建後的吉灣漁港。記者林佩君／攝"


def harbour_text() -> bytes:
    """A text in Big5, copied from a news site with all that stands around the article."""
    lines = [
        "首頁 > 地方 > 澎島",
        "",
        "吉灣漁港擴建完工 可停泊148艘漁船",
        "",
        "2024-05-09 08:30 澎島日報 記者 林佩君",
        "",
    ]
    lines += ["分享", ""]
    for number, paragraph in enumerate(HARBOUR):
        if number == 2:
            lines += ["", "", HARBOUR_CAPTION, ""]
        lines += [paragraph, ""]
    lines += [
        "延伸閱讀",
        "",
        "發表留言",
        "",
        "發佈留言必須填寫的電子郵件地址不會公開。",
        "",
        "2024 澎島日報 版權所有",
    ]
    return "\r\n".join(lines).encode("big5")


Fact = str | None


@dataclass(frozen=True)
class Expected:
    """An article as it must come out: what is printed about it, and its blocks by kind."""

    title: Fact
    source: Fact
    date: Fact
    page: Fact
    author: Fact
    blocks: tuple[tuple[str, str], ...]


def _paragraphs(*texts: str) -> tuple[tuple[str, str], ...]:
    return tuple(("paragraph", text) for text in texts)


LIBRARY = "青岭县图书馆新馆昨天试开放，总建筑面积1.35万平方米，藏书42万册，首日接待读者3860人次。"
BUS = "即日起，青岭县6条镇村公交线路末班车时间由17:30延后至19:00，票价仍为2元，老年人凭卡免费。"
SEATS = "馆长温岚清说，新馆设座位1600个。"
POOL = "县体育中心游泳馆完成改造，8条泳道全部换新，每周三面向中小学生免费开放2小时。"


def briefs() -> bytes:
    """JSON Lines out of a newsroom's database, with what such rows have in them."""
    rows: list[dict[str, object]] = [
        {"id": 101, "title": "新图书馆试开放", "text": f"<p>{LIBRARY}</p><p>{SEATS}&nbsp;</p>",
         "source": "青岭日报", "date": "2024-04-23T08:00:00+08:00", "author": ["温岚清", "贺然"], "page": 4},
        {"id": 102, "title": " 镇村公交延时 ", "text": BUS + "\r\n\r\n", "date": 20240506, "source": None, "author": ""},
        {"id": 103, "title": "游泳馆换新", "text": POOL, "date": "昨天", "tags": ["体育"]},
        {"id": 104, "title": "空稿", "text": "   "},
    ]  # fmt: skip
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


FILES = {
    "网页/春茶.html": tea_page,
    "版面/三桥.pdf": bridge_page,
    "来稿/学位.docx": school_document,
    "旧稿/晚稻.txt": rice_text,
    "旧稿/漁港.txt": harbour_text,
    "简讯.jsonl": briefs,
}
EXPECTED = {
    "网页/春茶.html": [
        Expected(
            "一片叶子的账本：云坞春茶开采", "青岭日报", "2024-03-18", None, "周望",
            (*_paragraphs(*TEA[:2]), ("caption", TEA_CAPTION), *_paragraphs(*TEA[2:])),
        )
    ],
    "版面/三桥.pdf": [
        Expected(
            "一桥飞架南北 青岭三桥昨日通车", "青岭日报", "2023-12-29", "3", "陆远 许静怡",
            (
                *_paragraphs(*BRIDGE[:3]), ("heading", BRIDGE_HEADING), *_paragraphs(*BRIDGE[3:]),
                ("caption", BRIDGE_CAPTION),
            ),
        )
    ],
    "来稿/学位.docx": [
        Expected(
            "青岭今年新增学位五千余个", "青岭日报", "2024-02-26", None, "范晓 沈一苇",
            (
                *_paragraphs(*SCHOOL[:2]),
                *(("row", " ".join(cells)) for cells in SCHOOL_TABLE),
                *_paragraphs(*SCHOOL[2:]),
            ),
        )
    ],
    "旧稿/晚稻.txt": [
        Expected(
            "无人机上岗 青岭晚稻丰收", "青岭日报", "2022-10-21", "2", "董立峰", _paragraphs(*RICE)
        )
    ],
    "旧稿/漁港.txt": [
        Expected(
            "吉灣漁港擴建完工 可停泊148艘漁船", "澎島日報", "2024-05-09", None, "林佩君",
            (*_paragraphs(*HARBOUR[:2]), ("caption", HARBOUR_CAPTION), *_paragraphs(*HARBOUR[2:])),
        )
    ],
    "简讯.jsonl": [
        Expected(
            "新图书馆试开放", "青岭日报", "2024-04-23", "4", "温岚清 贺然", _paragraphs(LIBRARY, SEATS)
        ),
        Expected("镇村公交延时", None, "2024-05-06", None, None, _paragraphs(BUS)),
        Expected("游泳馆换新", None, None, None, None, _paragraphs(POOL)),
    ],
}  # fmt: skip
UNREADABLE = {"版面/坏页.pdf": "damaged", "简讯.jsonl": "line 4"}


def archive() -> bytes:
    """All of them in a zip, with one file that cannot be read."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, make in FILES.items():
            opened.writestr(name, make())
        opened.writestr("版面/坏页.pdf", bridge_page()[:900])
    return buffer.getvalue()
