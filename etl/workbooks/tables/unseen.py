"""What a person does not see of a table, and what of it counts all the same."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from etl.workbooks.cells.value_units import unit_of_value
from etl.workbooks.contract.notes import Note, name_some, say_money
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.tables.row_ranges import list_first, list_ranges
from etl.workbooks.tables.said_above import counts_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading
    from etl.workbooks.headings.vocabulary import FactColumn


def note_unseen(sheet: Sheet, heading: Heading, texts: pl.DataFrame) -> Iterator[Note]:
    """Yield a warning of number formats that show nothing, or drop a minus.

    Args:
        sheet: The sheet.
        heading: Its heading.
        texts: `_row` and the texts of its rows of data.
    """
    if not any(
        f.unseen or f.cases or f.drops_minus or f.is_scaled for f in sheet.forms
    ):
        return
    places = {heading.ledger_places.get(n, p): n for n, p in heading.places.items()}
    held = sheet.rows.filter(pl.col(ROW).is_in(texts[ROW].implode()))
    rows: list[int] = []
    for place, cells in sheet.number_cells(places).items():
        numbers = held.select(ROW, str(place)).drop_nulls().rows() if cells else ()
        rows += [r for r, number in numbers if r in cells and cells[r].hides(number)]
    if rows:
        fields = {"count": len(rows), "rows": list_ranges(sorted(set(rows)))}
        yield Note("amounts_unseen", "warning", sheet.name, fields)


def note_format_words(
    sheet: Sheet, heading: Heading, texts: pl.DataFrame
) -> Iterator[Note]:
    """Yield a warning of number formats that call an amount something else.

    Args:
        sheet: The sheet.
        heading: Its heading.
        texts: `_row` and the texts of its rows of data.
    """
    if not any(form.words for form in sheet.forms):
        return
    wanted = {name: p for name, p in heading.places.items() if counts_money(name)}
    listed = set(texts[ROW])
    cells = sheet.number_cells(
        heading.ledger_places.get(name, place) for name, place in wanted.items()
    )
    found = {
        row: form.words
        for of in cells.values()
        for row, form in of.items()
        if form.words and row in listed
    }
    if found:
        yield Note("format_says", "warning", sheet.name, _list_said(found))
    yield from _note_values(sheet, heading, listed)


def _note_values(sheet: Sheet, heading: Heading, listed: set[int]) -> Iterator[Note]:
    """Yield a warning of formats that call measured values something else."""
    if "value" not in heading.places:
        return
    place = heading.ledger_places.get("value", heading.places["value"])
    found = {
        row: form.words.strip()
        for row, form in sheet.number_cells([place])[place].items()
        if row in listed and form.words
        if unit_of_value(form.words) not in {"percent", "score"}
    }
    if found:
        yield Note("format_says_of_values", "warning", sheet.name, _list_said(found))


def _list_said(found: Mapping[int, str]) -> dict[str, str]:
    """List what formats say, each once, and the rows where they do."""
    return {
        "said": name_some(dict.fromkeys(found.values())),
        "rows": list_ranges(sorted(found)),
    }


def _quote_columns(columns: Sequence[FactColumn]) -> dict[str, str]:
    return {
        "lt": ", ".join(f"„{column.lt}“" for column in columns),
        "en": ", ".join(f"“{column.en}”" for column in columns),
    }


def note_hidden(
    sheet: Sheet, heading: Heading, good: pl.DataFrame, row_name: str
) -> Iterator[Note]:
    """Yield warnings of hidden or filtered rows that count, and of hidden columns.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
        row_name: Column with the number of the row.
    """
    hidden = good.filter(pl.col(row_name).is_in(list(sheet.hidden.rows)))
    if hidden.height:
        fields = {
            "count": hidden.height,
            "rows": list_ranges(hidden[row_name].sort().to_list()),
        }
        name = "rows_hidden"
        if "net_eur" in hidden.columns:
            name = "amounts_hidden"
            fields["amount"] = say_money(Decimal(hidden["net_eur"].sum() or 0))
        yield Note(name, "warning", sheet.name, fields)
    doubted = good.filter(pl.col(row_name).is_in(list(sheet.hidden.doubted)))
    if doubted.height:
        fields = {
            "count": doubted.height,
            "rows": list_ranges(doubted[row_name].sort().to_list()),
        }
        yield Note("rows_may_be_hidden", "warning", sheet.name, fields)
    if heading.titles and heading.row in sheet.hidden.rows and good.height:
        yield Note("heading_hidden", "warning", sheet.name, {"row": heading.row})
    columns = [
        column
        for column in columns_of(heading.kind)
        if heading.ledger_places.get(column.name, heading.places.get(column.name))
        in sheet.hidden.columns
    ]
    if columns and good.height:
        fields = {"columns": _quote_columns(columns)}
        yield Note("columns_hidden", "warning", sheet.name, fields)


def note_pale(
    sheet: Sheet, heading: Heading, good: pl.DataFrame, row_name: str
) -> Iterator[Note]:
    """Yield a warning of cells that count and have the colour of their ground.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
        row_name: Column with the number of the row.
    """
    places = {
        name: heading.ledger_places.get(name, p) for name, p in heading.places.items()
    }
    listed = set(good[row_name]) if sheet.pale else set()
    found = {
        name: listed.intersection(sheet.pale[place])
        for name, place in places.items()
        if place in sheet.pale
    }
    rows = sorted(set().union(*found.values()))
    if not rows:
        return
    labels = {column.name: column for column in columns_of(heading.kind)}
    named = [labels[name] for name, of in found.items() if of and name in labels]
    fields = {
        "count": len(rows),
        "rows": list_ranges(rows),
        "columns": _quote_columns(named),
    }
    if not found.get("net_eur"):
        yield Note("cells_pale", "warning", sheet.name, fields)
        return
    amounts = good.filter(pl.col(row_name).is_in(sorted(found["net_eur"])))["net_eur"]
    amount = say_money(Decimal(amounts.sum() or 0))
    yield Note("amounts_pale", "warning", sheet.name, {**fields, "amount": amount})


def note_pictures(
    sheet: Sheet, heading: Heading, good: pl.DataFrame, row_name: str
) -> Iterator[Note]:
    """Yield a warning of pictures on the rows of a table: what they show is not read.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
        row_name: Column with the number of the row.
    """
    if not (sheet.pictures and good.height):
        return
    first, last = heading.row + 1, max(good[row_name])
    width = max(heading.ledger_places.get(n, p) for n, p in heading.places.items())
    spans = {
        (max(top, first), min(bottom, last))
        for top, left, bottom, _ in sheet.pictures
        if top <= last and bottom >= first and left <= width
    }
    if spans:
        said = (f"{a}–{b}" if a != b else str(a) for a, b in sorted(spans))
        fields = {"rows": list_first(said)}
        yield Note("pictures_on_rows", "warning", sheet.name, fields)
