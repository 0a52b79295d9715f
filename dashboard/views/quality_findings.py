"""Findings grouped by rule, on screen and to take away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.components.html import tag
from dashboard.components.marks import write_mark
from dashboard.components.tables import Column, write_table
from dashboard.formats import format_moment
from dashboard.sheets import Sheet, SheetColumn
from dashboard.views.finding_words import say_difference, say_figure, say_subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.screen import Screen

FEW: Final = 12
"""Findings that are all shown opened; of more only the errors are."""


def write_findings(findings: pl.DataFrame, screen: Screen) -> str:
    """Write findings, a group per severity and a fold per rule.

    Args:
        findings: What `fetch_findings` gives; not empty.
        screen: Language.
    """
    say = screen.words("quality")
    parts = []
    for (severity,), group in findings.group_by("severity", maintain_order=True):
        title = say(f"group.{severity}", count=group.height)
        parts.append(tag("h3", write_mark(str(severity)) + escape(title)))
        is_open = severity == "error" or findings.height <= FEW
        parts += [
            _write_rule(rule, screen, is_open=is_open)
            for _, rule in group.group_by("rule_code", maintain_order=True)
        ]
    return tag("div", *parts, class_="rules")


def _write_rule(rule: pl.DataFrame, screen: Screen, *, is_open: bool) -> str:
    say = screen.words("quality")
    first = rule.row(0, named=True)
    title = first["rule_title"] or first["rule_code"]
    summary = say("findings.rule", title=title, count=rule.height)
    table = write_table(
        rule,
        _list_columns(rule, screen),
        caption=say("findings.caption", title=title),
        kind="cards",
    )
    opened = {"open": "open"} if is_open else {}
    return tag(
        "details",
        tag("summary", escape(summary)),
        tag("p", escape(first["explanation"] or "")),
        table,
        **opened,
    )


def _list_columns(rule: pl.DataFrame, screen: Screen) -> list[Column]:
    """List the columns a rule has something to say in."""
    say = screen.words("quality")

    def write_subject(row: Mapping[str, Any]) -> str:
        name = tag("small", escape(row["subject_name"])) if row["subject_name"] else ""
        return escape(say_subject(row, screen)) + name

    def write(text: str) -> str:
        return say_figure(text, screen)

    columns = [
        Column("subject", say("column.subject"), markup=write_subject),
        Column("expected_text", say("column.expected"), write, is_number=True),
        Column("found_text", say("column.found"), write, is_number=True),
        Column(
            "difference",
            say("column.difference"),
            lambda value: say_difference(value, screen.language),
            is_number=True,
        ),
        Column("source_line", say("column.line"), is_number=True),
    ]
    return [column for column in columns if rule[column.name].drop_nulls().len()]


def make_sheet(findings: pl.DataFrame, filters: str, screen: Screen) -> Sheet:
    """Make the sheet of exactly these findings.

    Args:
        findings: What `fetch_findings` gives.
        filters: The sentence of active filters.
        screen: Language, plan and snapshot.
    """
    say = screen.words("quality")
    published = format_moment(screen.snapshot.published_at)
    return Sheet(
        name=f"{screen.plan_code}-{say('sheet.name')}",
        frame=_say_codes(findings, screen),
        columns=list_sheet_columns(screen),
        about=[
            say("sheet.plan", plan=screen.plan_name),
            filters,
            say("sheet.measure"),
            say("sheet.snapshot", snapshot=screen.snapshot.name, published=published),
        ],
        about_name=say("sheet.about"),
    )


def _say_codes(findings: pl.DataFrame, screen: Screen) -> pl.DataFrame:
    common = screen.words("common")
    rows = findings.to_dicts()
    words: dict[str, list[str | None]] = {
        "severity": [common(f"severity.{row['severity']}") for row in rows],
        "subject": [say_subject(row, screen) for row in rows],
        "expected_text": [_say(row["expected_text"], screen) for row in rows],
        "found_text": [_say(row["found_text"], screen) for row in rows],
    }
    return findings.with_columns(
        *(pl.Series(name, values, pl.String) for name, values in words.items()),
        pl.col("difference").cast(pl.Float64),
    )


def _say(text: str | None, screen: Screen) -> str | None:
    return None if text is None else say_figure(text, screen)


def list_sheet_columns(screen: Screen) -> Sequence[SheetColumn]:
    """List the columns to take away: those on screen, each in a cell of its own."""
    say = screen.words("quality")
    return [
        SheetColumn("finding_number", say("column.number"), "integer", width=8),
        SheetColumn("severity", say("column.severity")),
        SheetColumn("rule_title", say("column.rule"), width=32),
        SheetColumn("subject", say("column.subject"), width=28),
        SheetColumn("subject_name", say("column.subject_name"), width=48),
        SheetColumn("expected_text", say("column.expected"), width=20),
        SheetColumn("found_text", say("column.found"), width=20),
        SheetColumn("difference", say("column.difference"), "number"),
        SheetColumn("source_line", say("column.line"), "integer"),
        SheetColumn("explanation", say("column.explanation"), width=60),
    ]
