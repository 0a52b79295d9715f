"""What a query does, step by step: `explain analyze` of DuckDB, in words of a reader.

what was read, filtered, joined, grouped and sorted; how many rows came out; and
which step took the time
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.formats import format_share
from dashboard.kit.html import tag
from dashboard.kit.links import write_link
from dashboard.kit.phrases import shorten
from pazanga.printable import escape_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from dashboard.kit.screen import Screen

MEASURED: Final = "explain (analyze, format json)\n"
"""What stands before a query so that DuckDB runs it and says what it did."""

_EXPLAINED: Final = re.compile(r"\s*explain\s+analy[sz]e\b(?!\s*\()", re.IGNORECASE)
_LONGEST: Final = 120
_SMALL: Final = 0.005
"""A share of the time that would be written as nothing."""
_JOINS: Final = ("_JOIN", "CROSS_PRODUCT", "POSITIONAL_SCAN")
_KINDS: Final = (
    (("TABLE_SCAN", "SEQ_SCAN", "INDEX_SCAN"), "read"),
    (_JOINS, "joined"),
    (("GROUP_BY", "AGGREGATE"), "grouped"),
    (("FILTER",), "kept"),
    (("TOP_N", "ORDER_BY"), "sorted"),
    (("WINDOW",), "window"),
    (("LIMIT",), "limited"),
    (("UNION", "CTE", "DISTINCT"), "combined"),
    (("UNNEST",), "unnested"),
)
_UNTOLD: Final = frozenset(
    {
        *("RESULT_COLLECTOR", "EXPLAIN_ANALYZE", "PROJECTION", "DUMMY_SCAN", "CTE"),
        *("COLUMN_DATA_SCAN", "CTE_SCAN", "DELIM_SCAN", "EMPTY_RESULT"),
    }
)
"""Steps that carry rows from one to another, unless they take time."""


@dataclass(frozen=True, slots=True)
class QueryStep:
    """A step of a query.

    Attributes:
        kind: `read`, `joined`, `grouped`, …, or `other`.
        about: Table, condition or order that it is about.
        rows: Rows that came out of it.
        scanned: Rows that it looked at, where it reads a table.
        seconds: Processor time that it took.
        name: DuckDB's name of it.
    """

    kind: str
    about: str
    rows: int
    scanned: int
    seconds: float
    name: str


def split_explained(sql: str) -> str | None:
    """Split the query from `explain analyze`; None where there is no such."""
    found = _EXPLAINED.match(sql)
    return sql[found.end() :].strip() if found else None


def parse_steps(measured: str) -> list[QueryStep]:
    """Parse what DuckDB measured, in the order in which rows went through it."""
    plan = json.loads(measured)
    roots = plan if isinstance(plan, list) else plan.get("operator", [plan])
    return [step for root in roots for step in _list_steps(root)]


def _list_steps(node: dict[str, Any]) -> Iterator[QueryStep]:
    for child in node.get("children", ()):
        yield from _list_steps(child)
    name = str(node.get("type") or node.get("name", "")).strip()
    if name:
        yield _make_step(name, node)


def _make_step(name: str, node: dict[str, Any]) -> QueryStep:
    extra = node.get("extra_info") or {}
    kind = next(
        (kind for marks, kind in _KINDS if any(mark in name for mark in marks)), "other"
    )
    return QueryStep(
        kind,
        _find_about(kind, extra),
        int(node.get("intermediate_rows") or 0),
        int(node.get("rows_scanned") or 0),
        float(node.get("timing") or 0),
        name,
    )


def _find_about(kind: str, extra: dict[str, Any]) -> str:
    keys = {
        "read": ("Table", "Text"),
        "joined": ("Conditions",),
        "kept": ("Expression", "Filters"),
        "sorted": ("Order By",),
    }.get(kind, ())
    given = next((extra[key] for key in keys if extra.get(key)), "")
    words = ", ".join(map(str, given)) if isinstance(given, list) else str(given)
    if kind == "read":
        # Before schema and table stands the name of the file.
        words = ".".join(part.strip('"') for part in words.split(".")[-2:])
    return shorten(escape_controls(" ".join(words.split())), _LONGEST)


def list_told(steps: list[QueryStep]) -> list[QueryStep]:
    """List the steps that a reader is told: those that do something, or take time."""
    total = sum(step.seconds for step in steps)
    return [
        step
        for step in steps
        if step.name not in _UNTOLD or (total and step.seconds / total > 0.1)  # noqa: PLR2004 - a tenth is seen
    ]


def write_steps(measured: str, screen: Screen) -> str:
    """Write what a query did: a sentence on where the time went, then the steps."""
    steps = parse_steps(measured)
    total = sum(step.seconds for step in steps)
    told = list_told(steps)
    items = [tag("li", _write_step(step, total, screen)) for step in told]
    say = screen.words("sql")
    if not items:
        return tag("p", escape(say("steps.none")))
    slowest = max(told, key=lambda step: step.seconds)
    if not total:
        return tag("ol", *items, class_="steps")
    share = format_share(slowest.seconds / total, screen.language)
    number = told.index(slowest) + 1
    read = sum(step.scanned or step.rows for step in told if step.kind == "read")
    notes = [
        say("steps.read_in_all", count=read),
        say("steps.slowest", number=number, share=share),
    ]
    lines = [tag("p", escape(note)) for note in notes]
    return "".join(lines) + tag("ol", *items, class_="steps")


def write_explained(rows: pl.DataFrame, sql: str, screen: Screen) -> str:
    """Write the answer to `explain analyze`: in words, and what DuckDB measured."""
    say = screen.words("sql")
    measured = str(rows["explain_value"][0])
    said = tag("summary", escape(say("steps.said")))
    back = write_link(screen, "sql", escape(say("steps.back")), sql=sql)
    return "".join(
        [
            tag("h2", escape(say("steps.title"))),
            write_steps(measured, screen),
            tag("p", escape(say("steps.note")), class_="note"),
            tag("p", back, class_="note"),
            tag("details", said, tag("pre", escape(escape_controls(measured)))),
        ]
    )


def write_way(sql: str, screen: Screen) -> str:
    """Write the link from a query to how it runs; nothing where it explains."""
    if sql.lstrip().lower().startswith("explain"):
        return ""
    words = escape(screen.words("sql")("steps.ask"))
    link = write_link(screen, "sql", words, sql=f"explain analyze {sql}")
    return tag("p", link, class_="note")


def _write_step(step: QueryStep, total: float, screen: Screen) -> str:
    say = screen.words("sql")
    about = tag("code", escape(step.about)) if step.about else ""
    parts = [escape(say(f"steps.{step.kind}"))]
    if step.kind == "other":
        about = tag("code", escape(step.name.lower().replace("_", " ")), lang="en")
    if about:
        parts.append(f" {about}")
    if step.kind == "read" and step.scanned > step.rows:
        parts.append(f"; {escape(say('steps.scanned', count=step.scanned))}")
    parts.append(f" → {escape(say('steps.rows', count=step.rows))}")
    if total and step.seconds / total >= _SMALL:
        share = format_share(step.seconds / total, screen.language, style="table")
        parts.append(tag("small", escape(f" · {say('steps.share', share=share)}")))
    return "".join(parts)
