"""Tables of a proof: the rows behind a figure, the checks they passed, all figures."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

import polars as pl

from dashboard.app_pages.proof.summary import name_figure, write_exactly
from dashboard.kit.blocks.columns import money_column, place_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_date, format_plain
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_activity, link_indicator, link_school, write_link
from dashboard.kit.marks import mark_severity, say_status
from dashboard.kit.sheets import SheetColumn
from dashboard.kit.status_shapes import write_mark
from dashboard.kit.values import show_hidden

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.proofs.proof import Value
    from dashboard.kit.proofs.recomputing import Recomputed
    from dashboard.kit.proofs.registry import ProvenFigure
    from dashboard.kit.screen import Screen


def write_rows(
    rows: pl.DataFrame, proven: Recomputed, figure: ProvenFigure, screen: Screen
) -> str:
    """Write the rows behind a figure, with their sum under all of them.

    Args:
        rows: All of them, or the first.
        proven: The figure.
        figure: What it is.
        screen: Language.
    """
    say = screen.words("proof")
    columns = [
        Column(
            "item_name",
            say("column.row"),
            markup=lambda row: _write_item(row, screen),
        ),
        Column(
            "places",
            say("column.place"),
            markup=lambda row: escape(say_places(row, screen)),
            missing=say("place.none"),
        ),
    ]
    if figure.unit in {"value", "date"}:
        columns.append(_value_column(screen))
    elif figure.unit != "count":
        label = say("column.amount")
        columns.append(money_column(screen, "amount", label))
    total = None
    is_all = rows.height == proven.rows.height
    if is_all and figure.adds and figure.unit == "eur":
        total = {"item_name": say("total"), "places": " ", "amount": proven.added}
    caption = say("rows.caption", name=name_figure(figure, screen))
    return write_table(rows, columns, caption=caption, total=total, kind="cards")


def _value_column(screen: Screen) -> Column:
    """Return the column of values that are no money, as they were reported."""
    label = screen.words("proof")("column.figure")
    return Column(
        "amount",
        label,
        lambda value: (
            format_date(value)
            if isinstance(value, date)
            else format_plain(value, screen.language)
        ),
        is_number=True,
    )


def _write_item(row: Mapping[str, Any], screen: Screen) -> str:
    kind, item = row.get("item_kind", ""), row.get("item", "")
    if not kind:
        return tag("b", escape(row["item_name"]))
    name = write_printed(row["item_name"])
    if kind == "total":
        name = escape(row["item_name"])
    links = {
        "activity": link_activity,
        "indicator": link_indicator,
        "school": link_school,
    }
    markup = links[kind](screen, item, name) if kind in links else name
    part = say_part(row, screen)
    return markup + (tag("small", escape(part)) if part else "")


def say_part(row: Mapping[str, Any], screen: Screen) -> str:
    """Describe the part of a thing that a row is: its area, its month, its status."""
    if status := row.get("status_code"):
        return say_status(status, screen)
    parts = (row["part_name"] or "").split(" · ")
    return " · ".join(show_hidden(part, screen.language) for part in parts)


def say_places(row: Mapping[str, Any], screen: Screen) -> str:
    """Describe where a row stands: lines of the document, or rows of a file."""
    say = screen.words("proof")
    if not (places := (row["places"] or "").strip()):
        return ""
    if file := row.get("file_name"):
        is_one = places.isdecimal()
        return say("place.file", file=file, rows=places, count=1 if is_one else 2)
    return screen.words("kit")("place.plan", line=places)


def list_sheet_columns(figure: ProvenFigure, screen: Screen) -> list[SheetColumn]:
    """List the columns of the rows that are taken away."""
    say = screen.words("proof")
    columns = [
        SheetColumn("item_name", say("column.row"), width=60),
        SheetColumn("part_name", say("column.part"), width=28),
        SheetColumn("place", say("column.place"), width=40),
    ]
    if figure.unit != "count":
        columns.insert(2, SheetColumn("amount", say("column.amount"), width=16))
    return columns


def say_rows(rows: pl.DataFrame, screen: Screen) -> pl.DataFrame:
    """Return the rows with words in place of codes."""
    said = rows.to_dicts()
    return rows.with_columns(
        pl.Series("part_name", [say_part(row, screen) for row in said], pl.String),
        pl.Series("place", [say_places(row, screen) for row in said], pl.String),
    )


def write_checks(checks: pl.DataFrame, screen: Screen) -> str:
    """Write the checks that are about a figure's tables, worst first.

    Args:
        checks: What `query_checks` gives; not empty.
        screen: Language.
    """
    say, quality = screen.words("proof"), screen.words("quality")

    def write_result(row: Mapping[str, Any]) -> str:
        if row["is_kept"]:
            return write_mark("reached") + escape(quality("audits.kept"))
        found = quality("audits.broken", count=row["row_count"])
        return mark_severity(row["severity"], screen) + tag("small", escape(found))

    columns = [
        Column("promise", quality("column.promise")),
        Column("severity", quality("column.result"), markup=write_result),
    ]
    return write_table(checks, columns, caption=say("checks.caption"), kind="cards")


def write_findings(findings: pl.DataFrame, screen: Screen) -> str:
    """Write what rules found about the things behind a figure, the gravest first.

    Args:
        findings: What `query_findings` gives; not empty.
        screen: Language.
    """
    say = screen.words("proof")
    columns = [
        Column("subject", say("column.subject")),
        Column("rule_title", say("column.finding")),
        Column(
            "severity",
            say("column.severity"),
            markup=lambda row: mark_severity(row["severity"], screen),
        ),
        place_column(screen),
    ]
    return write_table(findings, columns, caption=say("findings.caption"), kind="cards")


def write_figures(
    figures: Mapping[str, ProvenFigure],
    values: Mapping[str, Value | None],
    screen: Screen,
) -> str:
    """Write all figures with their definitions and what they are for the whole plan.

    Args:
        figures: By name.
        values: Those of the whole plan, by name.
        screen: Language and plan.
    """
    say = screen.words("proof")
    rows = [
        {
            "name": name,
            "definition": say(f"figure.{name}.definition"),
            "said": write_exactly(values[name], figures[name], screen)
            if name in values
            else None,
        }
        for name in figures
    ]

    def link(row: Mapping[str, Any]) -> str:
        figure = figures[row["name"]]
        name = escape(name_figure(figure, screen))
        if row["said"] is None:
            return name
        return write_link(screen, "proof", name, figure=row["name"])

    columns = [
        Column("name", say("column.figure"), markup=link),
        Column("definition", say("column.definition")),
        Column(
            "said", say("column.value"), missing=say("value.of_one"), is_number=True
        ),
    ]
    frame = pl.DataFrame(rows)
    return write_table(frame, columns, caption=say("figures.caption"), kind="cards")
