"""The API's page at `/docs`, written from the OpenAPI description, without a script or a CDN."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

# A worked example for each operation that takes a body or a query.
_EXAMPLES = {
    (
        "post",
        "/api/ask",
    ): """curl -s http://127.0.0.1:7860/api/ask -H 'Content-Type: application/json' \\
  -d '{"question": "这个镇一年生产多少件童装？"}'""",
    (
        "post",
        "/api/check",
    ): """curl -s http://127.0.0.1:7860/api/check -H 'Content-Type: application/json' \\
  -d '{"text": "全镇有34个村，一年接待游客120万人次。"}'""",
    ("get", "/api/search"): "curl -s -G http://127.0.0.1:7860/api/search --data-urlencode 'q=童装'",
    (
        "get",
        "/api/figures",
    ): "curl -s -G http://127.0.0.1:7860/api/figures --data-urlencode 'unit=元'",
    ("post", "/api/articles"): "curl -s http://127.0.0.1:7860/api/articles -F file=@article.txt",
    ("post", "/v1/chat/completions"): """from openai import OpenAI

client = OpenAI(base_url="http://127.0.0.1:7860/v1", api_key="none")
answer = client.chat.completions.create(
    model="wenju", messages=[{"role": "user", "content": "这个镇一年生产多少件童装？"}]
)
print(answer.choices[0].message.content)   # 全镇年产……[1]
print(answer.wenju["citations"])           # 每条出处""",
}

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.7 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  max-width: 860px; margin: 0 auto; padding: 32px 20px 80px; background: #f7f4ec; color: #22201c; }
h1, h2 { font-family: "Noto Serif CJK SC", "Songti SC", SimSun, Georgia, serif; }
h2 { margin: 40px 0 8px; border-bottom: 1px solid #ddd5c5; }
h3 { font: 600 16px/1.5 ui-monospace, monospace; margin: 26px 0 4px; overflow-wrap: anywhere; }
h3 b { color: #9c2f22; text-transform: uppercase; margin-right: 8px; }
pre { background: #fffdf8; border: 1px solid #ddd5c5; border-radius: 4px; padding: 12px;
  overflow: auto; font-size: 13.5px; line-height: 1.55; }
table { border-collapse: collapse; width: 100%; font-size: 14.5px; }
td { border-top: 1px solid #ddd5c5; padding: 5px 12px 5px 0; vertical-align: top; }
a { color: #9c2f22; } code { font-size: .92em; }
@media (prefers-color-scheme: dark) {
  body { background: #191817; color: #ece6da; } pre { background: #211f1d; border-color: #3b3733; }
  h2, td { border-color: #3b3733; } h3 b, a { color: #e58d7d; }
}
"""

_ABOUT = """
<p>{description}</p>
<p>浏览器以外的程序从这里使用问据；回答的格式与页面、命令行相同。
出错时回复 <code>{{"error": "…"}}</code>，一句话说明原因；人多时回复 429，请按
<code>Retry-After</code> 稍后再试。设了密码的服务器要带 <code>Authorization: Bearer KEY</code>。</p>
<p>MCP（streamable HTTP）：<code>/mcp</code>，工具 <code>ask</code>、<code>check</code>、
<code>search</code>。完整描述：<a href="openapi.json">openapi.json</a>。</p>
"""


def docs_html(openapi: Mapping[str, Any]) -> str:
    """The page for an OpenAPI 3.1 description."""
    groups: dict[str, list[Markup]] = {}
    for path, operations in openapi["paths"].items():
        for method, operation in operations.items():
            tag = (operation.get("tags") or ["other"])[0]
            groups.setdefault(tag, []).append(_operation(openapi, path, method, operation))
    sections = Markup("").join(
        Markup("<h2>{}</h2>{}").format(tag, Markup("").join(parts)) for tag, parts in groups.items()
    )
    return str(
        Markup(
            '<!doctype html><html lang="zh"><head><meta charset="utf-8"><meta name="viewport" '
            'content="width=device-width, initial-scale=1"><title>问据 API</title>'
            "<style>{style}</style></head><body><h1>问据 API</h1>{about}{sections}</body></html>"
        ).format(
            style=Markup(_STYLE),
            about=Markup(_ABOUT).format(description=openapi["info"].get("description", "")),
            sections=sections,
        )
    )


def _operation(openapi: Mapping[str, Any], path: str, method: str, operation: Any) -> Markup:
    rows = [
        (parameter["name"], _kind(openapi, parameter["schema"]), parameter.get("description", ""))
        for parameter in operation.get("parameters", ())
    ]
    body = operation.get("requestBody", {}).get("content", {})
    for content in body.values():
        schema = _resolved(openapi, content["schema"])
        rows += [
            (name, _kind(openapi, field), _resolved(openapi, field).get("description", ""))
            for name, field in schema.get("properties", {}).items()
        ]
    table = Markup("").join(
        Markup("<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>").format(*row)
        for row in rows
    )
    example = _EXAMPLES.get((method, path))
    return Markup("<h3><b>{}</b>{}</h3><p>{}</p>{}{}").format(
        method,
        path,
        operation.get("description") or operation.get("summary", ""),
        Markup("<table>{}</table>").format(table) if rows else "",
        Markup("<pre>{}</pre>").format(example) if example else "",
    )


def _resolved(openapi: Mapping[str, Any], schema: Any) -> Any:
    """The schema behind a `$ref`."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    found: Any = openapi
    for key in reference.removeprefix("#/").split("/"):
        found = found[key]
    return found


def _kind(openapi: Mapping[str, Any], schema: Any) -> str:
    """The type in a word or two."""
    if "anyOf" in schema:
        kinds = [_kind(openapi, one) for one in schema["anyOf"]]
        return " | ".join(kind for kind in kinds if kind != "null") or "null"
    resolved = _resolved(openapi, schema)
    kind = resolved.get("type") or resolved.get("title", "")
    if kind == "array":
        return f"array of {_kind(openapi, resolved.get('items', {}))}"
    default = schema.get("default")
    shown = f", default {json.dumps(default, ensure_ascii=False)}" if default else ""
    return f"{kind}{shown}"
