"""Tables as HTML: they wrap long titles, print, and are read by screen readers.

Streamlit's own grid cuts titles, formats numbers as the browser likes and speaks
English in its menus; a page of a plan is short enough to do without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import polars as pl


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
) -> str:
    """Return the markup of a table.

    Args:
        frame: Rows in the order to show.
        columns: Columns to show; the first one names the row.
        caption: What the table holds, for those who do not see the page.
        total: A last row, by column name.
        kind: What becomes of it on a phone: it stays a table, or each row a card.
    """
    heads = [
        tag("th", escape(column.label), scope="col", class_=_alignment(column))
        for column in columns
    ]
    body = [_write_row(row, columns) for row in frame.iter_rows(named=True)]
    foot = [tag("tfoot", _write_row(total, columns))] if total else []
    return tag(
        "div",
        tag(
            "table",
            tag("caption", escape(caption)),
            tag("thead", tag("tr", *heads)),
            tag("tbody", *body),
            *foot,
        ),
        class_=f"table-frame {kind}",
        role="region",
        aria_label=caption,
        tabindex="0",
    )


def _write_row(row: Mapping[str, Any], columns: Sequence[Column]) -> str:
    first, *others = columns
    cells = [
        tag("th", _write_cell(row, first), scope="row", class_=_alignment(first)),
        *(
            tag(
                "td",
                _write_cell(row, column),
                class_=_alignment(column),
                data_label=column.label,
            )
            for column in others
        ),
    ]
    return tag("tr", *cells)


def _write_cell(row: Mapping[str, Any], column: Column) -> str:
    value = row.get(column.name)
    if value is None or value == "":
        value = Unknown(column.missing)
    if isinstance(value, Unknown):
        return tag("span", escape(value.words), class_="missing")
    if column.markup is not None:
        return column.markup(row)
    return escape(column.write(value))


def _alignment(column: Column) -> str:
    return "number" if column.is_number else "text"
