"""Every word of the interface, in simplified Chinese, traditional Chinese and English.

>>> t("send", "en")
'Ask'
>>> t("articles_count", "zh-Hans", n=6)
'共 6 篇文章'
"""

from __future__ import annotations

from typing import Literal

InterfaceLanguage = Literal["zh-Hans", "zh-Hant", "en"]

LANGUAGES: tuple[InterfaceLanguage, ...] = ("zh-Hans", "zh-Hant", "en")
LANGUAGE_NAMES: dict[InterfaceLanguage, str] = {"zh-Hans": "简", "zh-Hant": "繁", "en": "EN"}

# key: (simplified, traditional, English)
_TEXTS: dict[str, tuple[str, str, str]] = {
    "name": ("问据", "問據", "Wenju"),
    "tagline": ("问得明白，答有出处", "問得明白，答有出處", "Ask, and see the evidence"),
    "language": ("界面语言", "介面語言", "Language of the interface"),
    "theme": ("浅色或深色", "淺色或深色", "Light or dark"),
    "api_docs": ("接口文档", "介面文件", "API"),
    # The four views.
    "tab_ask": ("问答", "問答", "Ask"),
    "tab_check": ("核对", "核對", "Check"),
    "tab_articles": ("文章", "文章", "Articles"),
    "tab_figures": ("数字", "數字", "Figures"),
    # Ask.
    "question": ("问题", "問題", "Question"),
    "question_hint": (
        "问一件报上写过的事：多少、何时、谁、为什么",
        "問一件報上寫過的事：多少、何時、誰、為什麼",
        "Ask the articles: how much, when, who?",
    ),
    "send": ("提问", "提問", "Ask"),
    "stop": ("停止", "停止", "Stop"),
    "conversation": ("对话记录", "對話記錄", "Conversation"),
    "conversations": ("对话", "對話", "Conversations"),
    "new_conversation": ("新对话", "新對話", "New conversation"),
    "delete_conversation": ("删除这个对话", "刪除這個對話", "Delete this conversation"),
    "welcome": (
        "问一个问题，看它的出处",
        "問一個問題，看它的出處",
        "Ask a question, see where the answer stands",
    ),
    "welcome_more": (
        "回答只用馆藏文章里的原话；每句话后面的数字，点开就是原文。文章里没有的，会直说没有。",
        "回答只用館藏文章裡的原話；每句話後面的數字，點開就是原文。文章裡沒有的，會直說沒有。",
        "Answers use only what the articles say. The number after each sentence opens the very "
        "words. What the articles do not say, you are told so.",
    ),
    "examples": ("可以这样问", "可以這樣問", "For example"),
    "you_asked": ("你问", "你問", "You asked"),
    "answered": ("回答", "回答", "Answer"),
    "working": ("正在查阅文章…", "正在查閱文章…", "Reading the articles…"),
    "queued": (
        "前面有人在问，正在排队…",
        "前面有人在問，正在排隊…",
        "Others are asking; you are in the queue…",
    ),
    "waited": ("已等 {n} 秒", "已等 {n} 秒", "{n} s so far"),
    "interrupted": (
        "没有答完就停下了。",
        "沒有答完就停下了。",
        "Stopped before there was an answer.",
    ),
    "retry": ("再问一次", "再問一次", "Ask again"),
    "understood_as": ("理解为", "理解為", "Understood as"),
    "short_answer": ("简答", "簡答", "In short"),
    "in_your_units": ("换算", "換算", "In your units"),
    "conflict": ("各文章说法不一", "各文章說法不一", "The articles disagree"),
    "conflict_value": ("说法", "說法", "What it says"),
    "conflict_date": ("日期", "日期", "Date"),
    "conflict_source": ("出处", "出處", "Source"),
    "not_found": ("文章里没有找到答案", "文章裡沒有找到答案", "The articles do not answer this"),
    "nearest": ("最接近的几段", "最接近的幾段", "Nearest passages"),
    "try_asking": ("文章能回答的问题", "文章能回答的問題", "Questions the articles do answer"),
    "which_one": ("你指的是哪一个？", "你指的是哪一個？", "Which one do you mean?"),
    "confidence": ("把握", "把握", "Confidence"),
    "took_ms": ("用时 {n} 毫秒", "用時 {n} 毫秒", "{n} ms"),
    "took_s": ("用时 {n} 秒", "用時 {n} 秒", "{n} s"),
    "copy_text": ("复制", "複製", "Copy"),
    "copy_markdown": ("复制 Markdown", "複製 Markdown", "Copy Markdown"),
    "copied": ("已复制", "已複製", "Copied"),
    "like": ("有用", "有用", "Helpful"),
    "dislike": ("有误", "有誤", "Wrong"),
    "feedback_thanks": (
        "已记在本机，谢谢。",
        "已記在本機，謝謝。",
        "Noted, on this machine only. Thank you.",
    ),
    "feedback_note": ("哪里不对？（可不填）", "哪裡不對？（可不填）", "What is wrong? (optional)"),
    "feedback_send": ("记下", "記下", "Save"),
    "references": ("出处", "出處", "References"),
    "filters": ("限定范围", "限定範圍", "Narrow down"),
    "filter_source": ("报纸", "報紙", "Newspaper"),
    "filter_article": ("文章", "文章", "Article"),
    "filter_from": ("自（日期）", "自（日期）", "From (date)"),
    "filter_to": ("至（日期）", "至（日期）", "To (date)"),
    "filter_date_hint": ("如 2021-07", "如 2021-07", "e.g. 2021-07"),
    "filter_place": ("地点", "地點", "Place"),
    "filter_on": ("已限定范围：{what}", "已限定範圍：{what}", "Narrowed down: {what}"),
    # Sources.
    "sources": ("出处", "出處", "Sources"),
    "sources_empty": (
        "回答的出处会列在这里。点回答里的数字，可在全文中看到那句原话。",
        "回答的出處會列在這裡。點回答裡的數字，可在全文中看到那句原話。",
        "The sources of an answer appear here. A number in the answer opens the article at the "
        "very words.",
    ),
    "collection": ("馆藏", "館藏", "The collection"),
    "back_to_collection": ("返回馆藏", "返回館藏", "Back to the collection"),
    "and_more": ("另有 {n} 篇", "另有 {n} 篇", "and {n} more"),
    "citation": ("出处 {n}", "出處 {n}", "Source {n}"),
    "open_in_article": ("在全文中看", "在全文中看", "Show in the article"),
    "back_to_sources": ("返回出处列表", "返回出處列表", "Back to the sources"),
    "close": ("关闭", "關閉", "Close"),
    "untitled": ("（无题）", "（無題）", "(untitled)"),
    "page_label": ("第 {page} 版", "第 {page} 版", "page {page}"),
    "author_label": ("作者 {author}", "作者 {author}", "by {author}"),
    "source_gone": (
        "这篇文章已经不在馆藏里，或者内容已经改过，原来的引文对不上了。请重新提问。",
        "這篇文章已經不在館藏裡，或者內容已經改過，原來的引文對不上了。請重新提問。",
        "This article has left the collection or has changed, and the quotation no longer "
        "matches. Please ask again.",
    ),
    "quoted_words": ("引用的原话", "引用的原話", "Quoted words"),
    # Check.
    "check_title": ("核对一段话", "核對一段話", "Check a text"),
    "check_more": (
        "贴一句话或一段话，里面的数字会逐个到文章里去对：相符、不符，或者查不到。",
        "貼一句話或一段話，裡面的數字會逐個到文章裡去對：相符、不符，或者查不到。",
        "Paste a sentence or a paragraph. Each figure is looked up in the articles: it agrees, "
        "it disagrees, or it is not there.",
    ),
    "check_input": ("要核对的文字", "要核對的文字", "Text to check"),
    "check_hint": (
        "例如：这个镇去年有 30 个村，人均收入增长一成。",
        "例如：這個鎮去年有 30 個村，人均收入增長一成。",
        "For example: last year the town had 30 villages, and incomes rose by a tenth.",
    ),
    "said_of": ("文章里写的是 {found}", "文章裡寫的是 {found}", "the articles say {found}"),
    "check_run": ("核对", "核對", "Check"),
    "check_none": (
        "没有看到可以核对的句子。",
        "沒有看到可以核對的句子。",
        "There is no statement to check in this text.",
    ),
    "verdict_supported": ("相符", "相符", "agrees"),
    "verdict_contradicted": ("不符", "不符", "disagrees"),
    "verdict_not_enough_info": ("查不到", "查不到", "not found"),
    "col_claim": ("原句", "原句", "Statement"),
    "col_figure": ("数字", "數字", "Figure"),
    "col_verdict": ("结果", "結果", "Result"),
    "col_found": ("文章里写的", "文章裡寫的", "In the articles"),
    "col_evidence": ("出处", "出處", "Source"),
    "col_explanation": ("说明", "說明", "Explanation"),
    "export_csv": ("导出 CSV", "匯出 CSV", "Export CSV"),
    "export_markdown": ("导出 Markdown", "匯出 Markdown", "Export Markdown"),
    "evidence": ("证据", "證據", "Evidence"),
    "evidence_empty": (
        "点标色的数字，这里会显示文章里的原话。",
        "點標色的數字，這裡會顯示文章裡的原話。",
        "Click a marked figure to see what the articles say.",
    ),
    # Articles.
    "articles_count": ("共 {n} 篇文章", "共 {n} 篇文章", "{n} articles"),
    "articles_matching": (
        "{n} 篇符合，共 {total} 篇",
        "{n} 篇符合，共 {total} 篇",
        "{n} of {total} articles",
    ),
    "articles_search": ("在文章里查找", "在文章裡尋找", "Search the articles"),
    "articles_search_hint": (
        "题目、报纸、正文里的词",
        "題目、報紙、正文裡的詞",
        "title, newspaper, words",
    ),
    "articles_none": ("没有符合的文章。", "沒有符合的文章。", "No article matches."),
    "articles_empty": (
        "馆藏还是空的。请在下面上传文章。",
        "館藏還是空的。請在下面上傳文章。",
        "The collection is empty. Upload articles below.",
    ),
    "article_pick": (
        "从左边选一篇文章，在这里阅读。",
        "從左邊選一篇文章，在這裡閱讀。",
        "Choose an article on the left to read it here.",
    ),
    "characters": ("{n} 字", "{n} 字", "{n} characters"),
    "upload": ("上传文章", "上傳文章", "Upload articles"),
    "upload_hint": (
        "可上传 {types}。文件只留在本机。同名文件会替换先前上传的那一份。",
        "可上傳 {types}。檔案只留在本機。同名檔案會替換先前上傳的那一份。",
        "{types}. Files stay on this machine. A file of the same name replaces the one uploaded before.",
    ),
    "upload_working": ("正在读入 {name}", "正在讀入 {name}", "Reading {name}"),
    "upload_added": ("新增 {n} 篇", "新增 {n} 篇", "{n} added"),
    "upload_replaced": ("替换 {n} 篇", "替換 {n} 篇", "{n} replaced"),
    "upload_unchanged": ("{n} 篇已在馆藏里", "{n} 篇已在館藏裡", "{n} already in the collection"),
    "upload_failed": ("{n} 个文件没有读成", "{n} 個檔案沒有讀成", "{n} files could not be read"),
    "upload_readonly": (
        "这个馆藏不能在页面上改动。",
        "這個館藏不能在頁面上改動。",
        "This collection cannot be changed from the page.",
    ),
    "replace": ("用文件替换", "用檔案替換", "Replace with a file"),
    "remove": ("移出馆藏", "移出館藏", "Remove"),
    "remove_confirm": (
        "移出后将不再用它回答问题。确定移出吗？",
        "移出後將不再用它回答問題。確定移出嗎？",
        "It will no longer be used for answers. Remove it?",
    ),
    "remove_yes": ("确定移出", "確定移出", "Yes, remove"),
    "cancel": ("取消", "取消", "Cancel"),
    "removed": ("已移出：{title}", "已移出：{title}", "Removed: {title}"),
    "repairs": (
        "读入时的改动（{n} 处）",
        "讀入時的改動（{n} 處）",
        "Changes made on reading ({n})",
    ),
    "repairs_none": ("读入时未作改动", "讀入時未作改動", "Nothing was changed on reading"),
    "repair_before": ("原文", "原文", "Before"),
    "repair_after": ("改为", "改為", "After"),
    "repair_removed": ("（删去）", "（刪去）", "(removed)"),
    "repair_reason": ("缘由", "緣由", "Why"),
    # Figures.
    "figures_title": ("文章里的数字", "文章裡的數字", "Figures in the articles"),
    "figures_search": ("句子里的词", "句子裡的詞", "Words in the sentence"),
    "figures_unit": ("单位", "單位", "Unit"),
    "figures_measure": ("指标", "指標", "Measure"),
    "figures_reading": (
        "正在从文章里读出数字…",
        "正在從文章裡讀出數字…",
        "Reading the figures out of the articles…",
    ),
    "figures_any": ("全部", "全部", "All"),
    "figures_sort": ("排序", "排序", "Sort"),
    "sort_article": ("按文章", "按文章", "By article"),
    "sort_value_down": ("数值从大到小", "數值從大到小", "Largest first"),
    "sort_value_up": ("数值从小到大", "數值從小到大", "Smallest first"),
    "sort_date": ("按时间", "按時間", "By date"),
    "figures_none": ("没有符合的数字。", "沒有符合的數字。", "No figure matches."),
    "figures_count": ("{n} 个数字", "{n} 個數字", "{n} figures"),
    "figures_open": (
        "点右边一列的文章名，这里会显示数字所在的原文。",
        "點右邊一列的文章名，這裡會顯示數字所在的原文。",
        "Click an article in the last column to see the figure where it stands.",
    ),
    "figures_more": (
        "只列出前 {n} 个，请缩小范围；导出的 CSV 是全部。",
        "只列出前 {n} 個，請縮小範圍；匯出的 CSV 是全部。",
        "The first {n} are shown; narrow down to see others. The CSV has all.",
    ),
    "col_value": ("数值", "數值", "Value"),
    "col_unit": ("单位", "單位", "Unit"),
    "col_subject": ("说的是", "說的是", "Of what"),
    "col_when": ("时间", "時間", "When"),
    "col_article": ("文章", "文章", "Article"),
    "chart_places": (
        "{measure}：各处比较（{unit}）",
        "{measure}：各處比較（{unit}）",
        "{measure} by place ({unit})",
    ),
    "chart_years": (
        "{measure}：历年比较（{unit}）",
        "{measure}：歷年比較（{unit}）",
        "{measure} over the years ({unit})",
    ),
    "chart_hint": (
        "选一个指标，可以看各处、历年的比较图。",
        "選一個指標，可以看各處、歷年的比較圖。",
        "Choose a measure to see it compared over places or years.",
    ),
    # Errors.
    "error_empty": ("请先写下问题。", "請先寫下問題。", "Please write a question first."),
    "error_too_long": (
        "文字有 {found} 个字，最多 {limit} 个字。请缩短后再试。",
        "文字有 {found} 個字，最多 {limit} 個字。請縮短後再試。",
        "The text has {found} characters, the limit is {limit}. Please shorten it.",
    ),
    "error_busy": (
        "现在提问的人多，请过几秒再试。",
        "現在提問的人多，請過幾秒再試。",
        "Many people are asking right now. Please try again in a few seconds.",
    ),
    "error_slow": (
        "超过 {seconds} 秒还没有答完，已停下。请把问题问得短一些、具体一些。",
        "超過 {seconds} 秒還沒有答完，已停下。請把問題問得短一些、具體一些。",
        "No answer within {seconds} seconds. Please ask something shorter or more specific.",
    ),
    "error_offline": (
        "连不上问据的服务，请看看它是否还在运行。",
        "連不上問據的服務，請看看它是否還在執行。",
        "The server does not answer. Please see whether it is still running.",
    ),
    "error_large": (
        "文件太大：一次最多 {limit} MB。请分几次上传。",
        "檔案太大：一次最多 {limit} MB。請分幾次上傳。",
        "Too large: {limit} MB at a time is the limit. Please upload in parts.",
    ),
    "error_often": (
        "操作太密，请过一会儿再试。",
        "操作太密，請過一會兒再試。",
        "Too many requests in a short time. Please try again in a while.",
    ),
    "error_date": (
        "“{found}”不是日期。请写成 2021、2021-07 或 2021-07-13。",
        "「{found}」不是日期。請寫成 2021、2021-07 或 2021-07-13。",
        "“{found}” is not a date. Write 2021, 2021-07 or 2021-07-13.",
    ),
    "error_no_article": (
        "馆藏里没有编号为 {id} 的文章。",
        "館藏裡沒有編號為 {id} 的文章。",
        "There is no article {id} in the collection.",
    ),
    "error_history": (
        "history 里应是 /api/ask 给出的回答，原样传回，由旧到新。",
        "history 裡應是 /api/ask 給出的回答，原樣傳回，由舊到新。",
        "`history` must hold answers of /api/ask as they came, oldest first.",
    ),
    "error_model": (
        "没有名为 {found} 的模型；可用的有 {known}。",
        "沒有名為 {found} 的模型；可用的有 {known}。",
        "There is no model {found}; known are {known}.",
    ),
    "error_messages": (
        "messages 的最后一条应是用户的问题。",
        "messages 的最後一條應是使用者的問題。",
        "The last of the messages must be a question of the user.",
    ),
    "error_failed": (
        "出了差错，没有答成；原因已记在运行日志里（编号 {code}）。",
        "出了差錯，沒有答成；原因已記在執行日誌裡（編號 {code}）。",
        "Something went wrong; the reason is in the server's log (reference {code}).",
    ),
    "error_said": ("{reason}", "{reason}", "{reason}"),
    "error_unavailable": (
        "这项功能在当前安装里不可用：{reason}",
        "這項功能在目前安裝裡不可用：{reason}",
        "This is not available in the present installation: {reason}",
    ),
}

_COLUMN = {language: column for column, language in enumerate(LANGUAGES)}


def t(key: str, language: InterfaceLanguage, **values: object) -> str:
    """The text `key` in `language`, its `{names}` filled in; KeyError on an unknown key."""
    text = _TEXTS[key][_COLUMN[language]]
    return text.format(**values) if values else text


def keys() -> tuple[str, ...]:
    """All keys, for the tests that compare the three columns."""
    return tuple(_TEXTS)


def interface_language(tag: str | None) -> InterfaceLanguage:
    """The interface language for a browser's language tag.

    >>> interface_language("zh-TW"), interface_language("zh"), interface_language("fr-FR")
    ('zh-Hant', 'zh-Hans', 'en')
    """
    tag = (tag or "zh-Hans").lower()
    if not tag.startswith("zh"):
        return "en"
    traditional = any(part in tag for part in ("hant", "-tw", "-hk", "-mo"))
    return "zh-Hant" if traditional else "zh-Hans"
