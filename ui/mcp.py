"""MCP tools `ask`, `check` and `search` at `/mcp` (streamable HTTP), for agents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .api import in_time
from .desk import Desk, turns_of
from .limits import RequestError

if TYPE_CHECKING:
    from mcp.server.fastmcp import FastMCP

_INSTRUCTIONS = (
    "Answers questions about newspaper articles in a local collection, in Chinese or English. "
    "Every sentence of an answer carries citations; `quote` is verbatim text of the article. "
    "When `abstained` is true the articles do not answer: do not fill the gap from memory."
)


def mcp_server(desk: Desk) -> FastMCP:
    """The MCP server over `desk`; stateless, so that any request can be answered by itself."""
    from mcp.server.fastmcp import FastMCP
    from mcp.server.fastmcp.exceptions import ToolError
    from mcp.server.transport_security import TransportSecuritySettings

    server = FastMCP(
        "wenju",
        instructions=_INSTRUCTIONS,
        stateless_http=True,
        json_response=True,
        streamable_http_path="/mcp",
        # `ui.access` checks host and origin for the whole server.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        log_level="WARNING",
    )

    @server.tool()
    async def ask(question: str, earlier_questions: list[str] | None = None) -> dict[str, Any]:
        """Answer a question from the articles, each sentence with verbatim citations.

        Args:
            question: in simplified or traditional Chinese, or in English.
            earlier_questions: of the same conversation, oldest first, when this is a follow-up.
        """
        history = turns_of((earlier_questions or [])[-20:])
        try:
            return await in_time(desk, lambda: desk.ask(question, history=history))
        except RequestError as error:
            raise ToolError(error.message("en")) from error

    @server.tool()
    async def check(text: str) -> dict[str, Any]:
        """Check the figures of a sentence or paragraph against the articles.

        Args:
            text: one or more statements; each figure gets supported, contradicted or
                not_enough_info, with the words of the article that show it.
        """
        try:
            return {"claims": await in_time(desk, lambda: desk.check(text))}
        except RequestError as error:
            raise ToolError(error.message("en")) from error

    @server.tool()
    async def search(query: str, limit: int = 5) -> dict[str, Any]:
        """Find passages of the articles.

        Args:
            query: words or a question.
            limit: how many passages, 1 to 50.
        """
        most = max(1, min(limit, 50))
        try:
            return {"hits": await in_time(desk, lambda: desk.search(query, limit=most))}
        except RequestError as error:
            raise ToolError(error.message("en")) from error

    return server
