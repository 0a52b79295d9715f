"""Both ways of asking, with the client of the library: standard streams and HTTP."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError
from run_apart import run_apart

from dashboard.assistant.over_http import MOST_BYTES, PATH
from dashboard.assistant.tools import TOOLS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pazanga.settings import Settings

MANY = 100


def test_streams_answer_what_the_process_answers(fed_settings: Settings) -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "pazanga", "--home", str(fed_settings.home), "mcp"],
        env={"PAZANGA_LANGUAGE": "en"},
    )

    async def run() -> tuple[Any, Any]:
        async with Client(server) as client:
            tools = await client.list_tools()
            called = await client.call_tool("query_metric", {"metric": "planned"})
            with pytest.raises(MCPError, match="There is no tool “nope”"):
                await client.call_tool("nope", {})
            return tools, called

    tools, called = run_apart(run())
    assert [tool.name for tool in tools.tools] == list(TOOLS)
    assert all(tool.annotations.read_only_hint for tool in tools.tools)
    assert called.structured_content["data"]["value"] == "2150.00"
    assert called.structured_content["address"].startswith("/spending?lang=en")
    log = (fed_settings.logs_dir / "assistant.log").read_text(encoding="utf-8")
    (entry,) = map(json.loads, log.splitlines())
    assert (entry["tool"], entry["metric"], entry["outcome"], entry["way"]) == (
        "query_metric",
        "planned",
        "answered",
        "stdio",
    )


def test_http_answers_with_whole_addresses(
    address: str, call_over_http: Callable[..., Any], fed_settings: Settings
) -> None:
    called = call_over_http("query_metric", metric="planned", language="en")
    body = called.structured_content
    assert body["data"]["value"] == "2150.00"
    assert body["address"].startswith(f"{address}/spending?")
    assert json.loads(called.content[0].text.split(" ---\n")[1].partition("\n---")[0])
    refused = call_over_http("query_metric", metric="nothing")
    assert refused.is_error
    log = (fed_settings.logs_dir / "assistant-http.log").read_text(encoding="utf-8")
    outcomes = [json.loads(line)["outcome"] for line in log.splitlines()]
    assert {"answered", "unknown_metric"} <= set(outcomes)


def test_query_of_a_person_is_logged_without_personal_codes(
    call_over_http: Callable[..., Any], fed_settings: Settings
) -> None:
    call_over_http("run_sql", sql="select '38001010009' as code")
    log = (fed_settings.logs_dir / "assistant-http.log").read_text(encoding="utf-8")
    entry = json.loads(log.splitlines()[-1])
    assert entry["sql"].startswith("select '")
    assert "38001010009" not in log


def test_many_at_once_are_all_answered_the_same(address: str) -> None:
    async def run() -> list[Any]:
        async with Client(f"{address}{PATH}") as client:
            calls = [
                client.call_tool("query_metric", {"metric": metric, "by": "area"})
                for metric in ("planned", "spent") * (MANY // 2)
            ]
            return await asyncio.gather(*calls)

    called = run_apart(run())
    values = [one.structured_content["data"]["value"] for one in called]
    assert values == ["2150.00", "900.00"] * (MANY // 2)


def send(
    address: str,
    body: bytes,
    headers: dict[str, str],
    method: str = "POST",
    path: str = PATH,
) -> tuple[int, bytes]:
    usual = {
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
    }
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=30)) as connection:
        connection.request(method, path, body, usual | headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


LIST = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).encode()


@pytest.mark.parametrize(
    ("status", "headers", "method", "body"),
    [
        (200, {}, "POST", LIST),
        (421, {"Host": "evil.example"}, "POST", LIST),
        (403, {"Origin": "https://evil.example"}, "POST", LIST),
        (403, {"Origin": "null"}, "POST", LIST),
        (403, {"Sec-Fetch-Site": "cross-site"}, "POST", LIST),
        (405, {}, "GET", b""),
        (403, {"Origin": "https://evil.example"}, "OPTIONS", b""),
        (405, {}, "DELETE", b""),
        (413, {}, "POST", b"x" * (MOST_BYTES + 1)),
        (400, {}, "POST", b"{"),
        (400, {}, "POST", b"[" * 100_000),
        (400, {"Content-Type": "text/plain"}, "POST", LIST),
    ],
)
def test_http_is_guarded(
    address: str, status: int, headers: dict[str, str], method: str, body: bytes
) -> None:
    assert send(address, body, headers, method)[0] == status


def test_only_the_one_path_is_answered(address: str) -> None:
    assert send(address, LIST, {}, path="/mcp/x")[0] == 404


def test_pages_and_commands_import_no_protocol() -> None:
    code = (
        "import sys; import dashboard.server.server, dashboard.server.warmup as w;"
        "names = [*w._find_own()];"
        "assert 'dashboard.assistant.over_http' in names;"
        "[__import__(name) for name in names];"
        "import pazanga.cli.app; assert 'mcp' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
