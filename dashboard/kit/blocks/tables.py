"""Tables as HTML: they wrap long titles, print, and are read by screen readers.

Streamlit's own grid cuts titles, formats numbers as the browser likes and speaks
English in its menus; a page of a plan is short enough to do without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from dashboard.kit.blocks.shared_parts import part_table
from dashboard.kit.html import tag
from dashboard.kit.typography import keep_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import polars as pl

    from dashboard.kit.blocks.shared_parts import PartedRow
    from dashboard.kit.proofs.cells.cell import ProvenCells


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        name: Column of the frame.
        label: Heading, with the unit: the cells do not repeat it.
        write: Value to text; empty values are not given to it.
        missing: What stands for an empty value: words, never 0.
        is_number: Whether it is aligned right, with equal decimals.
        markup: Row to markup, instead of `write`, e.g. a title with a line under it.
    """

    name: str
    label: str
    write: Callable[[Any], str] = str
    missing: str = ""
    is_number: bool = False
    markup: Callable[[Mapping[str, Any]], str] | None = None


@dataclass(frozen=True)
class Unknown:
    """A value of a total that cannot be told, in words of its own.

    Attributes:
        words: What stands in its place.
    """

    words: str


def write_table(
    frame: pl.DataFrame,
    columns: Sequence[Column],
    *,
    caption: str,
    total: Mapping[str, Any] | None = None,
    kind: Literal["small", "cards"] = "small",
    cells: ProvenCells | None = None,
) -> str:
    """Return the markup of a table.

    Args:
        frame: Rows in the order to show.
        columns: Columns to show; the first one names the row.
        caption: What the table holds, for those who do not see the page.
        total: A last row, by column name.
        kind: What becomes of it on a phone: it stays a table, or each row a card.
        cells: What links its numbers to where they come from; columns with markup of
            their own link them themselves.
    """
    shown = [*frame.iter_rows(named=True), *([total] if total else [])]
    written = [[_write_cell(row, one, cells) for one in columns] for row in shown]
    parted = part_table(written, len(columns))
    heads = [
        tag(
            "th",
            escape(keep_unit(column.label)),
            scope="col",
            class_=_alignment(column),
            **attributes,
        )
        for column, attributes in zip(columns, parted.heads, strict=True)
    ]
    body = [_write_row(row, columns) for row in parted.rows]
    foot = [tag("tfoot", body.pop())] if total else []
    return tag(
        "div",
        tag(
            "table",
            tag("caption", escape(caption)),
            tag("thead", tag("tr", *heads)),
            tag("tbody", *body),
            *foot,
            **parted.attributes,
        ),
        class_=f"table-frame {kind}",
        role="region",
        aria_label=caption,
        tabindex="0",
    )


def _write_row(row: PartedRow, columns: Sequence[Column]) -> str:
    (first, name), *others = zip(columns, row.cells, strict=True)
    written = [
        tag("th", name, scope="row", class_=_alignment(first)),
        *(
            tag("td", cell, class_=_alignment(column), data_label=column.label)
            for column, cell in others
        ),
    ]
    return tag("tr", *written, **row.attributes)


def _write_cell(
    row: Mapping[str, Any], column: Column, cells: ProvenCells | None
) -> str:
    value = row.get(column.name)
    if value is None or value == "":
        value = Unknown(column.missing)
    if isinstance(value, Unknown):
        return tag("span", escape(value.words), class_="missing")
    if column.markup is not None:
        return column.markup(row)
    text = column.write(value)
    if cells is not None and column.is_number:
        return cells.link(row, column.name, text)
    return escape(text)


def _alignment(column: Column) -> str:
    return "number" if column.is_number else "text"
