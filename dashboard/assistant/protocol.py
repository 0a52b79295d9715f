"""The tools over the Model Context Protocol, by its own library.

It takes a second to import, so only those modules import this one that speak it.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from dashboard.assistant.calls import CATALOGUE
from dashboard.assistant.desk import Desk, ToolCaller, refuse_unknown
from dashboard.assistant.tools import TOOLS
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcp.server.context import ServerRequestContext

    from pazanga.settings import Settings
    from pazanga.texts import Language

NAME: Final = "pazanga"
_HINTS: Final = ToolAnnotations(
    read_only_hint=True,
    destructive_hint=False,
    idempotent_hint=True,
    open_world_hint=False,
)
_OUTPUT: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "snapshot": {"type": "object"},
        "address": {"type": "string"},
        "notes": {"type": "array", "items": {"type": "string"}},
        "notice": {"type": "string"},
        "data": {"type": "object"},
    },
    "required": ["snapshot", "address", "notes", "notice", "data"],
}


def build_server(
    settings: Settings, find_caller: Callable[[ServerRequestContext[Any]], ToolCaller]
) -> Server[Any]:
    """Build the server of the tools.

    Args:
        settings: Where the warehouse is.
        find_caller: Finds who calls, by what the library knows of a request.
    """
    desk = Desk(settings)

    async def list_tools(
        context: ServerRequestContext[Any], _params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=describe_tools(find_caller(context).language))

    async def call_tool(
        context: ServerRequestContext[Any], params: CallToolRequestParams
    ) -> CallToolResult:
        if params.name not in TOOLS:
            raise MCPError(INVALID_PARAMS, refuse_unknown(params.name))
        told = await desk.take(
            params.name, params.arguments or {}, find_caller(context)
        )
        return CallToolResult(
            content=[TextContent(type="text", text=told.text)],
            structured_content=dict(told.body),
            is_error=told.is_error,
        )

    return Server(
        NAME,
        version=version(NAME),
        title="Pažanga",
        instructions=text(CATALOGUE, "instructions", settings.language),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def describe_tools(language: Language) -> list[Tool]:
    """Describe the tools in a language."""
    return [
        Tool(
            name=tool.name,
            title=text(CATALOGUE, f"tools.{tool.name}.title", language),
            description=text(CATALOGUE, f"tools.{tool.name}.description", language),
            input_schema=tool.describe_input(language),
            output_schema=_OUTPUT,
            annotations=_HINTS,
        )
        for tool in TOOLS.values()
    ]
