"""Findings grouped by rule, on screen and to take away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.app_pages.quality.finding_words import (
    is_figure,
    mark_missing,
    say_difference,
    say_figure,
    say_subject,
)
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import count_decimals
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_activity, link_indicator, link_school
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.proofs.proof import prove_part
from dashboard.kit.proofs.sentence import prove, write_sentence
from dashboard.kit.sheets import SheetColumn
from dashboard.kit.status_shapes import write_mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.filters import FindingFilter
    from dashboard.kit.screen import Screen

FEW: Final = 12
"""Findings that are all shown opened; of more only the errors are."""


def write_findings(
    findings: pl.DataFrame, chosen: FindingFilter, screen: Screen
) -> str:
    """Write findings, a fold per severity and in it a fold per rule.

    Opened are errors, and all where there are few or a reader chose one severity.

    Args:
        findings: What `query_findings` gives; not empty.
        chosen: What they were selected by.
        screen: Language.
    """
    say = screen.words("quality")
    is_one = findings["severity"].n_unique() == 1
    parts = []
    for (severity,), group in findings.group_by("severity", maintain_order=True):
        said = say(f"group.{severity}", count=group.height)
        proof = prove_part("findings", group.height, chosen, severity=str(severity))
        title = write_sentence(prove(said, proof), screen, is_inside=True)
        is_open = severity == "error" or findings.height <= FEW
        rules = [
            _write_rule(rule, chosen, screen, is_open=is_open)
            for _, rule in group.group_by("rule_code", maintain_order=True)
        ]
        summary = tag("summary", tag("h3", write_mark(str(severity)) + title))
        opened = {"open": "open"} if is_open or is_one else {}
        parts.append(tag("details", summary, *rules, class_="group", **opened))
    return tag("div", *parts, class_="rules")


def _write_rule(
    rule: pl.DataFrame, chosen: FindingFilter, screen: Screen, *, is_open: bool
) -> str:
    say = screen.words("quality")
    first = rule.row(0, named=True)
    title = first["rule_title"] or first["rule_code"]
    proof = prove_part("findings", rule.height, chosen, rule=first["rule_code"])
    said = prove(say("findings.rule", title=title, count=rule.height), proof)
    summary = write_sentence(said, screen, is_inside=True)
    table = write_table(
        rule,
        _list_columns(rule, screen),
        caption=say("findings.caption", title=title),
        kind="cards",
        cells=_make_cells(first["rule_code"], screen),
    )
    opened = {"open": "open"} if is_open else {}
    return tag(
        "details",
        tag("summary", summary),
        tag("p", escape(first["explanation"] or "")),
        table,
        **opened,
    )


def _make_cells(rule: str, screen: Screen) -> ProvenCells:
    """Make what proves differences, unless the query turns them round.

    Those of printed totals are proved where totals stand beside their sums.
    """
    columns = {"source_line": ""}
    if rule == "total_not_reproduced":
        columns["difference"] = ""
    by = ("finding_number",)
    return ProvenCells(screen, "rpt_finding", by=by, columns=columns)


def _link_subject(row: Mapping[str, Any], words: str, screen: Screen) -> str:
    """Write a link to the page of what a finding is about, if it has one."""
    if row["activity_key"]:
        return link_activity(screen, row["activity_key"], words)
    if not row["subject_name"]:
        return words
    if row["subject_kind"] == "school":
        return link_school(screen, row["subject"], words)
    return link_indicator(screen, row["subject"], words)


def _list_columns(rule: pl.DataFrame, screen: Screen) -> list[Column]:
    """List the columns a rule has something to say in."""

    def write_subject(row: Mapping[str, Any]) -> str:
        name = (
            tag("small", write_printed(row["subject_name"]))
            if row["subject_name"]
            else ""
        )
        return _link_subject(row, escape(say_subject(row, screen)), screen) + name

    pair = ("expected_text", "found_text")
    decimals = count_decimals(rule["difference"])

    def figure_column(name: str, other: str) -> Column:
        return Column(
            name,
            screen.label(name),
            is_number=all(map(is_figure, rule[name].drop_nulls())),
            markup=lambda row: mark_missing(row[name], row[other], screen),
        )

    columns = [
        Column("subject", screen.label("subject"), markup=write_subject),
        figure_column(*pair),
        figure_column(*reversed(pair)),
        Column(
            "difference",
            screen.label("difference"),
            lambda value: say_difference(value, screen.language, decimals),
            is_number=True,
        ),
        Column(
            "source_line", screen.label("source_line", is_short=True), is_number=True
        ),
    ]
    return [column for column in columns if rule[column.name].drop_nulls().len()]


def say_codes(findings: pl.DataFrame, screen: Screen) -> pl.DataFrame:
    """Replace codes by words, and exact values by numbers, for a sheet."""
    common = screen.words("kit")
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
        SheetColumn("severity", screen.label("severity")),
        SheetColumn("rule_title", say("column.rule"), width=32),
        SheetColumn("subject", screen.label("subject"), width=28),
        SheetColumn("subject_name", say("column.subject_name"), width=48),
        SheetColumn("expected_text", screen.label("expected_text"), width=20),
        SheetColumn("found_text", screen.label("found_text"), width=20),
        SheetColumn("difference", screen.label("difference"), "number"),
        SheetColumn(
            "source_line", screen.label("source_line", is_short=True), "integer"
        ),
        SheetColumn("explanation", say("column.explanation"), width=60),
    ]
