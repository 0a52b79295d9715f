"""Tables and a person's own SQL: what no figure answers, last and capped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.api.catalogue import find_nearest, query_catalogue
from dashboard.assistant.calls import ToolAnswer
from dashboard.kit.snapshot import connect
from pazanga.errors import AssistantError
from warehouse.publications import read_publications
from warehouse.query.limits import Limits
from warehouse.query.run import run_query
from warehouse.query.turns import TURNS
from warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    from dashboard.assistant.calls import ToolCall

MOST_SQL: Final = 20_000
MOST_ROWS: Final = 500
ROWS: Final = 100
SECONDS: Final = 10.0
ANSWER_MB: Final = 2
_LINKED: Final = 2_000
"""Letters of a query that an address holds."""


def list_tables(call: ToolCall) -> ToolAnswer:
    """List the tables, or describe one of them with its columns."""
    screen, name = call.make_screen(), call.arguments.get("table", "")
    with connect(call.shown.path).cursor() as cursor:
        relations = query_catalogue(call.shown.path, cursor)
    if not name:
        tables = [
            {
                "table": relation.full_name,
                "description": relation.description,
                "grain": relation.grain,
                "row_count": relation.row_count,
            }
            for relation in relations.values()
        ]
        return ToolAnswer(call.write_url(screen, "dictionary"), {"tables": tables})
    if name not in relations:
        known = ", ".join(find_nearest(name, relations))
        raise AssistantError("unknown_table", found=name, known=known)
    address = call.write_url(screen, "dictionary", table=name)
    return ToolAnswer(address, relations[name].describe())


def run_sql(call: ToolCall) -> ToolAnswer:
    """Run one query in the sandbox of a person's queries."""
    sql = call.arguments["sql"]
    limits = Limits(
        rows=call.arguments.get("limit", ROWS), seconds=SECONDS, answer_mb=ANSWER_MB
    )
    answer = TURNS.run(
        "assistants",
        sql,
        lambda watch: run_query(_find_snapshot(call), sql, "json", limits, watch=watch),
    )
    rows: list[dict[str, Any]] = json.loads(answer.content, parse_float=str)
    data = {"rows": rows, "row_count": len(rows), "is_cut": answer.is_cut}
    notes = (call.explain("notes.cut", count=limits.rows),) if answer.is_cut else ()
    linked = {"sql": sql} if len(sql) <= _LINKED else {}
    return ToolAnswer(call.write_url(call.make_screen(), "sql", **linked), data, notes)


def _find_snapshot(call: ToolCall) -> Snapshot:
    path = Path(call.shown.path)
    sha256 = read_publications(call.settings.warehouse_dir).get(path.name, "")
    return Snapshot(path, call.shown.published_at, "", "", sha256)
