"""Programs that ask the interface: rows of a table, and a query."""

from __future__ import annotations

import asyncio
import http.client
import json
from typing import Final

_PATIENCE: Final = 60.0

Told = tuple[int, str, str]
"""Status, snapshot and body of an answer."""


async def ask_rows(port: int, path: str) -> Told:
    """Request the rows of a table."""
    return await asyncio.to_thread(_ask, port, "GET", path, "")


async def ask_sql(port: int, sql: str) -> Told:
    """Send a query."""
    body = json.dumps({"sql": sql})
    return await asyncio.to_thread(_ask, port, "POST", "/api/v1/sql", body)


def _ask(port: int, method: str, path: str, body: str) -> Told:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        headers = {"Content-Type": "application/json"} if body else {}
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        said = answer.read().decode()
        return answer.status, answer.headers.get("X-Pazanga-Snapshot", ""), said
    finally:
        connection.close()
