"""What is said of a cell: its name, what its rows have in common, its facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.app_pages.proof.cell_queries import query_name
from dashboard.app_pages.proof.summary import SHARE_DECIMALS, name_figure
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import (
    format_date,
    format_exact,
    format_money,
    format_number,
    format_reported_period,
    format_share,
)
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import (
    link_activity,
    link_indicator,
    link_school,
    write_address,
)
from dashboard.kit.proofs.cells.anew import parse_conditions
from dashboard.kit.proofs.cells.cell import LESS, ROWS
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.values import show_hidden

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.proofs.cells.anew import Condition, PublishedCell
    from dashboard.kit.proofs.proof import Value
    from dashboard.kit.proofs.recomputing import Recomputed
    from dashboard.kit.screen import Screen

_ITEMS: Final = {
    "activity_key": ("activity", "activity", "key"),
    "indicator_number": ("indicator", "indicator", "number"),
    "school_code": ("school", "school", "code"),
}
"""Columns that name a thing: its kind among findings, its page and its parameter."""

_RENAMED: Final = {"item": "activity_key", "month_began": "month_date"}
"""Columns of rows behind figures of pages, by what the warehouse calls them."""

CENTS: Final = -2
"""Exponent of amounts of money: other values are written without trailing zeros."""

_SIGNS: Final = {"<=": "≤ ", ">=": "≥ ", "!=": "≠ "}

_PERIODS: Final = ("period", "school_year", "paid_date", "month_date", "decided_date")
"""Columns that say when; the first that a fact has is shown."""


def name_cell(cell: PublishedCell, screen: Screen) -> str:
    """Return the name of a cell: of its column, else how many rows there are."""
    say = screen.words("proof")
    name = cell.names.get(screen.language) or cell.column
    if cell.column == ROWS:
        name = say("cell.rows")
    if len(cell.sides) > 1:
        return say("cell.change", name=name)
    if not cell.below:
        return name
    return say("cell.share_all" if cell.below == "all" else "cell.share_of", name=name)


def write_answer(cell: PublishedCell, proven: Recomputed, screen: Screen) -> str:
    """Describe a cell to its last digit, and that its table was computed anew."""
    say, name = screen.words("proof"), name_cell(cell, screen)
    if proven.value is None:
        return say("answer.nothing", name=name)
    value = _write(proven.value, cell, screen)
    return say("cell.answer", name=name, value=value, count=proven.rows.height)


def _write(value: Value, cell: PublishedCell, screen: Screen) -> str:
    language = screen.language
    if isinstance(value, date):
        return format_date(value)
    if cell.below or cell.unit == "ratio":
        return format_share(value, language, style="table", decimals=SHARE_DECIMALS)
    if cell.unit == "eur":
        return format_money(Decimal(value), language)
    if isinstance(value, Decimal):
        return format_exact(value.normalize() + 0, language)
    return format_number(value, language, decimals=4 if isinstance(value, float) else 0)


def write_part_answer(name: str, proven: Recomputed, screen: Screen) -> str:
    """Describe a part of a figure, or its share, to the last digit."""
    say, language = screen.words("proof"), screen.language
    above, _, below = name.partition("/")
    figures, count = read_figures(), proven.rows.height
    said = name_figure(figures[above], screen)
    if below:
        key = "cell.share_all" if below == "all" else "cell.share_of"
        said = say(key, name=said)
    if proven.value is None or isinstance(proven.value, date):
        return say("answer.nothing", name=said)
    if below:
        value = format_share(
            float(proven.value), language, style="table", decimals=SHARE_DECIMALS
        )
        return say("answer.made", name=said, value=value, count=count)
    value = format_money(Decimal(proven.value), language)
    return say("answer.added", name=said, value=value, count=count)


def describe_conditions(row: Sequence[Condition], screen: Screen) -> str:
    """Describe what rows have in common: names of columns with names of things."""
    path, plan = screen.snapshot.path, screen.plan_code
    parts = []
    told = [one for one in row if one.column != "plan_code" or one.value != plan]
    for one in told or row:
        column = _RENAMED.get(one.column, one.column)
        named = replace(one, column=column)
        value = query_name(path, plan, screen.language, named)
        said = value or screen.words("proof")("cell.empty")
        if one.mark == LESS:
            said = screen.words("proof")("cell.less", value=said)
        parts.append(f"{_label(column, screen)}: {_SIGNS.get(one.mark, '')}{said}")
    return "; ".join(parts)


def describe_parts(parts: Sequence[str], screen: Screen) -> str:
    """Describe conditions as an address says them."""
    return describe_conditions(parse_conditions(parts), screen)


def _label(column: str, screen: Screen) -> str:
    if column in _ITEMS:
        return screen.words("proof")(f"cell.{_ITEMS[column][0]}")
    try:
        return screen.label(column, is_short=True)
    except KeyError:
        return column


def list_items(cell: PublishedCell) -> tuple[str, Sequence[str]]:
    """List the things that a cell is of, with what they are to findings."""
    for one in cell.row:
        if one.column in _ITEMS:
            return _ITEMS[one.column][0], [one.value]
    return "", ()


def write_page(cell: PublishedCell, screen: Screen) -> str:
    """Write the address of the page of what a cell is of, else of the plan."""
    for one in cell.row:
        if one.column in _ITEMS:
            _, page, parameter = _ITEMS[one.column]
            return write_address(screen, page, **{parameter: one.value})
    return write_address(screen, "plan")


def write_facts(facts: pl.DataFrame, caption: str, screen: Screen) -> str:
    """Write facts behind a cell: what each is of, when, where it stands, what it says.

    Args:
        facts: Rows of `query_facts`; not empty.
        caption: What they are.
        screen: Language, for links also plan.
    """
    say = screen.words("proof")
    columns = [
        Column(
            "kind",
            say("column.row"),
            markup=lambda row: _write_item(row, screen),
        ),
        Column(
            "document_name",
            say("column.place"),
            missing=say("place.summed"),
            markup=lambda row: escape(_say_place(row, screen)),
        ),
    ]
    if facts["amount"].is_not_null().any():
        columns.append(
            Column(
                "amount",
                say("column.figure"),
                lambda value: _write_plain(value, screen),
                missing=say("value.none"),
                is_number=True,
            )
        )
    rows = facts.with_columns(kind=pl.lit("fact"))
    return write_table(rows, columns, caption=caption, kind="cards")


def _write_item(row: Mapping[str, Any], screen: Screen) -> str:
    links = {
        "activity_key": link_activity,
        "indicator_number": link_indicator,
        "school_code": link_school,
    }
    names = [
        links[column](screen, row[column], write_printed(_short(row[column])))
        for column in links
        if row.get(column)
    ]
    when = next((row[one] for one in _PERIODS if row.get(one)), None)
    said = []
    if when is not None:
        said.append(
            format_date(when)
            if isinstance(when, date)
            else format_reported_period(when, screen.language)
        )
    said += [
        str(show_hidden(row[one], screen.language))
        for one in ("document_number", "supplier")
        if row.get(one)
    ]
    name = " · ".join(names) or escape(row.get(f"label_{screen.language}") or "–")
    return name + (tag("small", escape(" · ".join(said))) if said else "")


def _short(code: str) -> str:
    """Return the number of an activity's key, other codes as they are."""
    parts = code.split(":")
    return parts[1] if len(parts) > 1 else code


def _say_place(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("proof")
    line = row.get("source_row") or row.get("source_line")
    if line is None:
        return str(row["document_name"])
    if row["document_kind"] == "plan_package":
        return screen.words("kit")("place.plan", line=line)
    return say("place.file", file=row["document_name"], rows=line, count=1)


def _write_plain(value: Any, screen: Screen) -> str:  # noqa: ANN401
    if not isinstance(value, Decimal):
        return str(value)
    is_money = value.as_tuple().exponent == CENTS
    return format_exact(value if is_money else value.normalize() + 0, screen.language)
