"""Published figures as lists: amounts of different bases share no column."""

from __future__ import annotations

from html import escape
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from dashboard.kit.formats import format_date, format_number
from dashboard.kit.html import tag
from dashboard.kit.money import write_exact
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.sheets import SheetColumn

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.kit.screen import Screen

AMOUNTS: Final = (
    "published_net_eur",
    "published_gross_eur",
    "ceiling_eur",
    "below_eur",
    "above_eur",
    "unstated_eur",
)
"""A column for each basis of an amount."""


def write_programme(programme: pl.DataFrame, screen: Screen) -> str:
    """Write figures of the programme by project, those of all of it last.

    Args:
        programme: What `query_programme` gives.
        screen: Language.
    """
    say = screen.words("municipalities")
    items = []
    rows = programme.iter_rows(named=True)
    for stream, group in groupby(rows, key=itemgetter("programme_stream")):
        figures = list(group)
        head = escape(say("programme.whole"))
        if stream is not None:
            head = _write_project(figures[0], screen)
        lines = (
            tag("div", escape(f"{row['label']}: ") + _link_total(row, screen))
            for row in figures
        )
        pages = dict.fromkeys(
            page for row in figures for page in row["published_by"].split("; ")
        )
        source = tag("small", escape(say("published.by", pages=", ".join(pages))))
        items.append(tag("div", tag("dt", head), tag("dd", *lines, source)))
    return tag("dl", *items, class_="facts")


def _write_project(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("municipalities")
    if row["project_code"] is None:
        return escape(say("programme.stream", stream=row["programme_stream"]))
    days = f"{format_date(row['start_date'])} – {format_date(row['end_date'])}"
    under = tag("small", escape(f"{row['project_code']}, {days}"))
    return tag("div", escape(row["project_name"])) + under


def _link_total(row: Mapping[str, Any], screen: Screen) -> str:
    by = ("programme_stream", "figure_code")
    cells = ProvenCells(screen, "rpt_programme_total", by=by)
    return cells.link(row, "value", _write_total(row, screen))


def _write_total(row: Mapping[str, Any], screen: Screen) -> str:
    if row["unit_code"] == "eur":
        return write_exact(row["value"], screen)
    return format_number(row["value"], screen.language)


def write_figures(figures: pl.DataFrame, screen: Screen) -> str:
    """Write public figures by municipality, each with the page that says it.

    Args:
        figures: What `query_figures` gives.
        screen: Language.
    """
    items = []
    rows = figures.iter_rows(named=True)
    for name, group in groupby(rows, key=itemgetter("municipality_name")):
        lines = (tag("div", _write_figure(row, screen)) for row in group)
        items.append(tag("div", tag("dt", escape(name)), tag("dd", *lines)))
    return tag("dl", *items, class_="facts")


def _write_figure(row: Mapping[str, Any], screen: Screen) -> str:
    said = escape(row["label"])
    if value := _write_amount(row, screen):
        said += f": {value}"
    under = [_write_source(row["source_address"])]
    if row["programme_order"] != 1:
        under.insert(0, escape(row["programme_name"]))
    if years := _write_years(row):
        under.insert(0, escape(years))
    return said + tag("small", " · ".join(under))


def _write_amount(row: Mapping[str, Any], screen: Screen) -> str:
    """Write the markup of a figure's value with what it is of, if it has one."""
    say = screen.words("municipalities")
    by = ("municipality_code", "programme_code", "figure_code")
    cells = ProvenCells(screen, "rpt_public_figure", by=by)
    if row["basis_code"]:
        amount = write_exact(row["value"], screen)
        said = say(f"basis.{row['basis_code']}", amount=amount)
        return cells.link_within(row, "value", said, amount)
    if row["figure_kind"] == "count":
        return cells.link(row, "value", format_number(row["value"], screen.language))
    return ""


def _write_years(row: Mapping[str, Any]) -> str:
    years = [str(year) for year in (row["first_year"], row["last_year"]) if year]
    return "–".join(dict.fromkeys(years))


def _write_source(address: str) -> str:
    host = urlsplit(address).hostname or address
    return tag("a", escape(host), href=address, target="_blank", rel="noopener")


def list_figure_columns(screen: Screen) -> list[SheetColumn]:
    """List the columns of public figures to take away."""
    say = screen.words("municipalities")
    return [
        SheetColumn(
            "municipality_name", screen.label("municipality_name_lt"), width=24
        ),
        SheetColumn("programme_name", screen.label("programme_name_lt"), width=24),
        SheetColumn("label", say("sheet.label"), width=40),
        *(
            SheetColumn(name, screen.label(name, of="rpt_public_figure"), "money")
            for name in AMOUNTS
        ),
        SheetColumn(
            "published_count",
            screen.label("published_count", of="rpt_public_figure"),
            "number",
        ),
        SheetColumn("first_year", say("sheet.first_year"), "integer"),
        SheetColumn("last_year", say("sheet.last_year"), "integer"),
        SheetColumn("source_address", screen.label("source_address"), width=60),
    ]


def list_total_columns(screen: Screen) -> list[SheetColumn]:
    """List the columns of the programme's figures to take away."""
    say = screen.words("municipalities")
    return [
        SheetColumn("project_code", say("sheet.project")),
        SheetColumn("label", say("sheet.label"), width=40),
        SheetColumn("value", screen.label("value"), "number"),
        SheetColumn("unit_code", screen.label("unit_code")),
        SheetColumn("published_by", screen.label("source_address"), width=60),
    ]
