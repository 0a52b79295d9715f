"""Facts of a sheet: typed by the contract, each row good or put aside."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import dataframely as dy
import polars as pl

from etl.contracts.workbooks import SCHEMAS, Kind
from etl.sources.workbooks.columns import ReadColumn, drop_personal_codes, read_column
from etl.sources.workbooks.dates import EPOCH_1900
from etl.sources.workbooks.errors import Note
from etl.sources.workbooks.headings import columns_of
from etl.sources.workbooks.rejects import reject_broken, reject_cells
from etl.sources.workbooks.sheets import ROW
from etl.sources.workbooks.tables import cut_table
from etl.sources.workbooks.totals import check_totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.sources.workbooks.headings import Column, Heading
    from etl.sources.workbooks.sheets import Sheet
    from etl.sources.workbooks.tables import Table

SOURCE_ROW: Final = "_source_row"
_MANY_ROWS: Final = 50_000
"""From so many rows on it pays to read columns side by side."""

_ONE_DECIMAL: Final = r"^[0-9]+\.[1-9]$"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """What a sheet holds.

    Attributes:
        sheet: Name of the sheet.
        heading: Its heading.
        texts: `_row` and the texts of all rows of data.
        facts: Rows whose cells could be read, in the types of the contract.
        rejects: Cells that could not, and rows whose cells run together.
        rows_read: Rows of data.
        totals: Rows that add up others.
        notes: What else there is to know.
    """

    sheet: str
    heading: Heading
    texts: pl.DataFrame
    facts: pl.DataFrame
    rejects: pl.DataFrame
    rows_read: int
    totals: int
    notes: tuple[Note, ...]


def read_facts(sheet: Sheet, heading: Heading, source_file: str) -> SheetFacts:
    """Read the table under a heading.

    Args:
        sheet: The sheet.
        heading: The heading found in it.
        source_file: Name of the file.
    """
    table = cut_table(sheet, heading)
    texts, personal = _without_personal_codes(table.data)
    columns = _read_columns(texts, sheet, heading)
    texts = _write_days_out(texts, columns, sheet)
    broken = tuple(row for row in sheet.broken if row.row > heading.row)
    rules = {name: column.rules for name, column in columns.items()}
    rejects = pl.concat([reject_broken(broken), reject_cells(texts, rules)])
    typed = _assemble(texts, columns, heading.kind)
    bad = rejects["row_number"].unique().implode()
    good = typed.filter(~pl.col(SOURCE_ROW).is_in(bad)) if len(rejects) else typed
    return SheetFacts(
        sheet=sheet.name,
        heading=heading,
        texts=texts,
        facts=good.with_columns(
            _source_file=pl.lit(source_file), _source_sheet=pl.lit(sheet.name)
        ),
        rejects=rejects,
        rows_read=texts.height + len(broken),
        totals=table.totals.height,
        notes=(
            *_note_heading(sheet, heading),
            *_note_totals(sheet, heading, table, columns),
            *_note_cells(sheet, heading, texts, personal),
        ),
    )


def _without_personal_codes(texts: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    if "supplier" not in texts.columns:
        return texts, 0
    suppliers, dropped = drop_personal_codes(texts["supplier"])
    return texts.with_columns(suppliers.alias("supplier")), dropped


def _read_columns(
    texts: pl.DataFrame, sheet: Sheet, heading: Heading
) -> dict[str, ReadColumn]:
    """Read every column of the heading; an empty cell that must not be is a rule."""
    schema = SCHEMAS[heading.kind].columns()

    def read(column: Column) -> ReadColumn:
        found = read_column(
            column.name,
            schema[column.name],
            texts[column.name],
            multiplier=heading.multipliers.get(column.name, 1),
            epoch=sheet.epoch,
        )
        return found if column.may_be_empty else _require(found)

    columns = [c for c in columns_of(heading.kind) if c.name in heading.places]
    if texts.height < _MANY_ROWS:
        return {column.name: read(column) for column in columns}
    with ThreadPoolExecutor() as pool:
        names = [column.name for column in columns]
        return dict(zip(names, pool.map(read, columns), strict=True))


def _write_days_out(
    texts: pl.DataFrame, columns: dict[str, ReadColumn], sheet: Sheet
) -> pl.DataFrame:
    """Write out days that count from 1904: alone, a number of days says another day."""
    if sheet.epoch == EPOCH_1900:
        return texts
    days = (
        pl.coalesce(column.values.cast(pl.String), texts[name]).alias(name)
        for name, column in columns.items()
        if column.values.dtype == pl.Date
    )
    return texts.with_columns(*days)


def _require(column: ReadColumn) -> ReadColumn:
    missing = column.values.is_null() & column.rules.is_null()
    if not missing.any():
        return column
    rule = pl.when(missing).then(pl.lit("missing")).otherwise(column.rules)
    return ReadColumn(column.values, pl.select(rule).to_series())


def _assemble(
    texts: pl.DataFrame, columns: dict[str, ReadColumn], kind: Kind
) -> pl.DataFrame:
    """Put the values together in the order of the contract.

    A key column that may be empty holds an empty text, so that keys compare.
    """
    schema = SCHEMAS[kind].columns()
    values: dict[str, pl.Series | pl.Expr] = {SOURCE_ROW: texts[ROW]}
    for name, contract in schema.items():
        if name in columns:
            values[name] = columns[name].values
        elif not name.startswith("_"):
            values[name] = pl.lit(None, dtype=contract.dtype)
        if name in values and contract.primary_key and isinstance(contract, dy.String):
            values[name] = values[name].fill_null("")
        if isinstance(contract, dy.Bool):
            values[name] = values[name].fill_null(value=False)
    return texts.select(**values)


def _note_heading(sheet: Sheet, heading: Heading) -> Iterator[Note]:
    if heading.unknown:
        fields = {"row": heading.row, "headings": ", ".join(heading.unknown)}
        yield Note("headings_unknown", "note", sheet.name, fields)
    labels = {column.name: column for column in columns_of(heading.kind)}
    for name, multiplier in heading.multipliers.items():
        column = labels[name]
        fields = {
            "column": {"lt": column.lt, "en": column.en},
            "multiplier": multiplier,
        }
        yield Note("multiplied", "note", sheet.name, fields)


def _note_totals(
    sheet: Sheet, heading: Heading, table: Table, columns: dict[str, ReadColumn]
) -> Iterator[Note]:
    if not table.totals.height:
        return
    fields = {"count": table.totals.height}
    yield Note("totals_skipped", "note", sheet.name, fields)
    printed = _read_columns(table.totals, sheet, heading)
    money = [name for name in columns if name.endswith("_eur")]
    yield from check_totals(
        table.totals.select(ROW, **{name: printed[name].values for name in money}),
        table.data.select(ROW, **{name: columns[name].values for name in money}),
        sheet.name,
    )


def _note_cells(
    sheet: Sheet, heading: Heading, texts: pl.DataFrame, personal: int
) -> Iterator[Note]:
    if personal:
        yield Note("personal_codes_dropped", "warning", sheet.name, {"count": personal})
    for name in ("activity_number", "number"):
        if name not in heading.places or not sheet.is_typed:
            continue
        short = texts.filter(pl.col(name).str.contains(_ONE_DECIMAL))[ROW]
        place = heading.places[name]
        count = len(sheet.number_cells([place])[place].keys() & set(short))
        if count:
            fields = {"count": count}
            yield Note("activity_numbers_as_numbers", "warning", sheet.name, fields)
