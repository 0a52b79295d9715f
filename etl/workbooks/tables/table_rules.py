"""Rules about a whole table, and about its rows beyond single cells."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.schools import UNSURE
from etl.workbooks.cells.units import (
    is_unit_cell,
    multiplier_in,
    read_statement,
    spell_signs,
)
from etl.workbooks.cells.words import fold, read_toml, read_words
from etl.workbooks.contract.notes import Note
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import Stop, can_derive, columns_of, knows_any
from etl.workbooks.tables.cents import stop_by_cents, stop_by_split
from etl.workbooks.tables.derived import find_other_rates, require_derived
from etl.workbooks.tables.row_ranges import list_ranges
from etl.workbooks.tables.said_above import (
    counts_money,
    euro_said_below,
    foreign_said_below,
    stop_said_between,
    unit_said_below,
    values_between,
)
from etl.workbooks.tables.shown import stop_by_formats, units_shown
from etl.workbooks.tables.skipped_rows import blank, list_rows, needed, says_part
from etl.workbooks.tables.tables import HELPER, rows_of
from etl.workbooks.tables.thresholds import TABLES
from etl.workbooks.tables.unit_columns import stop_by_unit_column

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading
    from etl.workbooks.tables.columns import ReadColumn
    from etl.workbooks.tables.tables import SheetTable

_TELL_PARTS: Final = (
    "document_number",
    "supplier",
    "contract_number",
    "funding_source",
)
_FIGURES: Final = frozenset({"value", "candidates_count"})
_SIGNED: Final = r"^\s*[+\-\x{2212}(]\s*[0-9]"
_BARE: Final = r"^[+\-\x{2212}]?0?[.,][0-9]+$"


def find_stop(table: SheetTable, sheet: Sheet, heading: Heading) -> Stop | None:
    """Return why a table must not be read: its currency, units, or one beside it."""
    if heading.ledger:  # a mapping says itself what stands in its columns
        return (
            _stop_by_unit_of_heading(heading)
            or stop_by_unit_column(sheet, heading)
            or _stop_by_unit_beside(sheet, heading)
            or _stop_by_note(sheet, heading, table)
            or _stop_by_group(sheet, heading, table)
        )
    return (
        _stop_by_currency(table)
        or _stop_by_unit_of_heading(heading)
        or stop_by_unit_column(sheet, heading)
        or stop_by_cents(table.data, sheet, heading)
        or stop_by_split(table.data, sheet, heading)
        or stop_by_formats(table.data, sheet, heading)
        or _stop_beside(sheet, heading)
        or _stop_by_unit_beside(sheet, heading)
        or _stop_by_parts(table, sheet, heading)
        or _stop_by_note(sheet, heading, table)
        or _stop_by_group(sheet, heading, table)
    )


def _stop_by_currency(table: SheetTable) -> Stop | None:
    """Stop where a column of currencies names another one than the euro."""
    name = f"{HELPER}currency"
    if name not in table.helpers.columns:
        return None
    euro = read_words().money_units
    for row, text in table.helpers.select(ROW, name).drop_nulls().rows():
        words = fold(spell_signs(text)).split()
        if words and not all(word in euro for word in words):
            return Stop("currency_foreign", {"row": row, "said": text.strip()})
    return None


def _stop_by_unit_of_heading(heading: Heading) -> Stop | None:
    """Stop where a unit stands beside the headings, over no column of amounts."""
    units = {heading.unit_of(name) for name in heading.places if counts_money(name)}
    others = heading.others_of(map(str, range(len(heading.titles))))
    for text in map(heading.title_of, map(int, others)) if units else ():
        if (
            is_unit_cell(text)
            and multiplier_in(text) > 1
            and units != {multiplier_in(text)}
        ):
            return Stop("unit_unclear", {"row": heading.row, "said": text.strip()})
    return None


def _stop_beside(sheet: Sheet, heading: Heading) -> Stop | None:
    """Stop where another heading stands lower, beside the table."""
    unnamed = _unnamed(sheet, heading)
    cells = [text for name in unnamed for text in _texts(sheet, heading, name)]
    if sum(map(knows_any, set(cells))) < TABLES.fewest_names:
        return None
    return Stop("tables_side_by_side", {"row": heading.row})


def _stop_by_unit_beside(sheet: Sheet, heading: Heading) -> Stop | None:
    """Stop where a unit or a currency stands outside the cells, and not in the table.

    The name of the file, print headers and footers, and notes on cells say it.
    """
    money = [name for name in heading.places if counts_money(name)]
    units = {heading.unit_of(name) for name in money}
    for text in sheet.beside if money else ():
        said = read_statement(text)
        differs = said.multiplier > 1 and units != {said.multiplier}
        if differs and units == {1}:
            differs = units_shown(sheet, heading) != {said.multiplier}
        if said.foreign or differs:
            shown = said.foreign or text[: TABLES.remark_characters]
            return Stop("unit_said_beside", {"row": heading.row, "said": shown})
    return None


def _stop_by_parts(table: SheetTable, sheet: Sheet, heading: Heading) -> Stop | None:
    """Stop where one heading of figures stands over several columns of them."""
    unnamed = {int(name) for name in _unnamed(sheet, heading)}
    rows = rows_of(sheet, heading)
    below = dict(sheet.spread(rows.filter(pl.col(ROW).is_in(table.words)).head(1)))
    for name, place in heading.places.items():
        beside = place + 1
        if not (counts_money(name) or name in _FIGURES) or beside not in unnamed:
            continue
        is_over = any(
            top <= heading.row <= bottom and first <= place < last
            for top, first, bottom, last in sheet.merges
        )
        is_parted = any(cells[place] and cells[beside] for cells in below.values())
        has_figures = rows[str(beside)].str.contains(r"\d").any()
        if has_figures and (is_over or is_parted):
            fields = {"row": heading.row, "heading": heading.texts[place]}
            return Stop("amount_over_columns", fields)
    return None


def _unnamed(sheet: Sheet, heading: Heading) -> list[str]:
    """Return the columns of the sheet over which the heading is empty."""
    said = {str(place) for place, text in enumerate(heading.texts) if text.strip()}
    return [name for name in sheet.rows.columns if name not in {ROW, *said}]


def _texts(sheet: Sheet, heading: Heading, name: str) -> list[str]:
    cells = rows_of(sheet, heading)[name].drop_nulls()
    return cells.filter(cells.str.contains(r"\p{L}{2}")).unique().to_list()


def _stop_by_note(sheet: Sheet, heading: Heading, table: SheetTable) -> Stop | None:
    """Stop where a note under the table says a unit that its heading does not."""
    if not table.lines or not any(map(counts_money, heading.places)):
        return None
    wanted = rows_of(sheet, heading).filter(pl.col(ROW).is_in(table.lines))
    noted = [(row, cells[: heading.width]) for row, cells in sheet.spread(wanted)]
    if foreign := foreign_said_below(noted):
        return Stop("currency_foreign", {"row": heading.row, "said": foreign})
    is_said = any(heading.unit_of(name) > 1 for name in heading.places)
    said = euro_said_below(noted) if is_said else unit_said_below(noted)
    return Stop("unit_unclear", {"row": heading.row, "said": said}) if said else None


def _stop_by_group(sheet: Sheet, heading: Heading, table: SheetTable) -> Stop | None:
    """Stop where a line between the rows says something else for those below it."""
    last = table.data[ROW].max() if table.data.height else 0
    rows = rows_of(sheet, heading).filter(pl.col(ROW) < last)
    width = heading.width
    own = [n for n in rows.columns if n != ROW and (width is None or int(n) < width)]
    filled = pl.sum_horizontal(pl.col(own).is_not_null())
    labels = {column.name: column.labels for column in columns_of(heading.kind)}
    between = rows.filter(filled.is_between(1, TABLES.remark_cells))
    for row, found in sheet.spread(between):
        cells = found[: heading.width]
        if stop := stop_said_between(heading, (row, cells)):
            return stop
        if heading.ledger:
            continue
        for name, value in values_between(heading, (row, cells)).items():
            fields = {"row": row, "said": value, "column": labels[name]}
            return Stop("said_between_rows", fields)
    return None


def find_unlabelled(
    texts: pl.DataFrame, columns: Mapping[str, ReadColumn], heading: Heading
) -> list[int]:
    """Find a last row without a key whose amounts are the sums of those above it."""
    keys = [name for name in needed(heading) if name in texts.columns]
    money = [name for name in columns if name.endswith("_eur")]
    if heading.kind != "spending" or texts.height < 3:  # noqa: PLR2004
        return []
    last = texts.tail(1)
    if not last.select(pl.all_horizontal(blank(name) for name in keys)).item():
        return []
    checked = 0
    for name in money:
        values = columns[name].values
        total, above = values[-1], values[:-1].sum()
        if total is not None and total != Decimal(above or 0):
            return []
        checked += total is not None and total != 0
    return [last[ROW][0]] if checked else []


def add_row_rules(
    texts: pl.DataFrame,
    columns: Mapping[str, ReadColumn],
    table: SheetTable,
    heading: Heading,
) -> dict[str, pl.Series]:
    """Return the rules that cells break, with those that a table adds to a cell."""
    rules = {name: column.rules for name, column in columns.items()}
    if "net_eur" in columns:
        rules["net_eur"] = require_derived(columns, heading)
        told = [says_part(name) for name in _TELL_PARTS if name in texts.columns]
        is_part = texts.select(pl.any_horizontal(told)).to_series()
        rules["net_eur"] = _where(is_part, "part_of_row", rules["net_eur"])
    for name, doubted in table.doubtful.items():
        found = texts[ROW].is_in(list(doubted))
        rules[name] = _where(found, "may_be_total", rules[name])
    for name, merged in table.merged.items():
        found = texts[ROW].is_in(list(merged))
        rules[name] = _where(found, "amount_merged", rules[name])
    if {"net_eur", "vat_eur"} <= rules.keys():
        other = find_other_rates(columns, table.helpers, heading)
        rules["vat_eur"] = _where(other, "rate_differs", rules["vat_eur"])
    if "vat_eur" in rules and "vat_eur" in texts.columns:
        rules["vat_eur"] = _tell_words(texts["vat_eur"], rules["vat_eur"])
    for name, shared in table.shared.items():
        found = texts[ROW].is_in(list(shared))
        rules[name] = _where(found, "amount_shared", rules[name])
    if heading.phase and "phase" in heading.places:
        phase = columns["phase"].values.cast(pl.String)
        differs = (phase != heading.phase).fill_null(value=False)
        rules["phase"] = _where(differs, "phase_disagrees", rules["phase"])
    if "new_value" in rules:
        is_money = columns["field"].values.cast(pl.String).str.ends_with("_eur")
        percent = is_money & texts["new_value"].str.contains("%", literal=True)
        percent = percent.fill_null(value=False)
        rules["new_value"] = _where(percent, "percent_in_amount", rules["new_value"])
        signed = is_money & texts["new_value"].str.contains(_SIGNED)
        signed = signed.fill_null(value=False)
        rules["new_value"] = _where(signed, "change_of_amount", rules["new_value"])
    if "value" in rules:
        rules["value"] = _where(_bare(texts["value"]), "bare_fraction", rules["value"])
    return rules


def _tell_words(cells: pl.Series, rules: pl.Series) -> pl.Series:
    """Mark cells of VAT that say in words that there is none."""
    stems = tuple(map(fold, read_toml("workbook_words.toml")["no_vat"]))
    broken = cells.filter((rules == "not_a_number").fill_null(value=False))
    told = [t for t in broken.drop_nulls().unique() if fold(t).startswith(stems)]
    is_told = (cells.is_in(told) & (rules == "not_a_number")).fill_null(value=False)
    marked = pl.when(is_told).then(pl.lit("vat_in_words")).otherwise(rules)
    return pl.select(marked).to_series()


def _bare(values: pl.Series) -> pl.Series:
    """Mark fractions below one where other cells of the column show percent."""
    is_bare = values.str.strip_chars().str.contains(_BARE).fill_null(value=False)
    has_percent = values.str.contains("%", literal=True).fill_null(value=False).any()
    return is_bare if has_percent else is_bare & False


def _where(found: pl.Series, rule: str, rules: pl.Series) -> pl.Series:
    marked = pl.when(found & rules.is_null()).then(pl.lit(rule)).otherwise(rules)
    return pl.select(marked).to_series()


def note_table(
    sheet: Sheet, heading: Heading, table: SheetTable, unlabelled: Sequence[int]
) -> Iterator[Note]:
    """Yield what to know of a table: columns, units, rows left aside."""
    labels = {column.name: column.labels for column in columns_of(heading.kind)}
    if heading.unknown and heading.row:  # the reader of Parquet reports it
        fields = {"row": heading.row, "headings": ", ".join(heading.unknown)}
        yield Note("headings_unknown", "note", sheet.name, fields)
    for name in heading.stood_in:
        taken = next(c.stand_in for c in columns_of(heading.kind) if c.name == name)
        pair = {"column": labels[name], "taken": labels[taken]}
        yield Note("column_stood_in", "note", sheet.name, pair)
    for name, value in heading.constants.items():
        said = {"column": labels[name], "value": _say_value(name, value)}
        note = "school_maybe" if value.startswith(UNSURE) else "column_said_above"
        yield Note(note, "note", sheet.name, said)
    for name, unit in heading.multipliers.items():
        times = {"column": labels[name], "multiplier": unit}
        yield Note("multiplied", "note", sheet.name, times)
    for name in can_derive(heading.texts, heading.places, heading.helpers):
        derived = {"row": heading.row, "column": labels[name]}
        yield Note("amount_derived", "note", sheet.name, derived)
    for rows, note in (
        # Of a ledger such lines are counted where its mapping is applied.
        (table.words if heading.ledger else table.lines, "words_skipped"),
        (unlabelled, "total_unlabelled"),
    ):
        if rows:
            fields = {"count": len(rows), "rows": list_rows(rows)}
            yield Note(note, "note", sheet.name, fields)
    if long := _find_long(sheet, table.lines):
        fields = {"count": len(long), "rows": list_rows(long)}
        yield Note("words_long", "warning", sheet.name, fields)
    columns, numbers = _without_heading(sheet, heading)
    if columns:
        fields = {"columns": columns, "rows": list_ranges(numbers)}
        yield Note("column_without_heading", "warning", sheet.name, fields)


def _find_long(sheet: Sheet, words: Sequence[int]) -> list[int]:
    """Return which rows of words are too long for a note that people write."""
    length = pl.sum_horizontal(pl.exclude(ROW).str.len_chars())
    rows = sheet.rows.filter(pl.col(ROW).is_in(words)) if words else sheet.rows.clear()
    return rows.filter(length > TABLES.unread_characters)[ROW].to_list()


def _say_value(name: str, value: str) -> str | dict[str, str]:
    """Return a value that is said above a table, in both languages where it is ours."""
    for choice in read_words().choices.get(name, ()):
        if choice.code == value:
            return {"lt": choice.lt, "en": choice.en}
    return value.removeprefix(UNSURE)


def _without_heading(sheet: Sheet, heading: Heading) -> tuple[str, list[int]]:
    """Return the columns that hold cells but have no heading, and the rows of those."""
    rows = rows_of(sheet, heading)
    names = _unnamed(sheet, heading) if heading.texts else []
    found = [name for name in names if rows[name].null_count() < rows.height]
    if not found:
        return "", []
    is_filled = pl.any_horizontal(pl.col(found).is_not_null())
    numbers = rows.filter(is_filled)[ROW].to_list()
    return ", ".join(_letters(int(name)) for name in found), numbers


def _letters(place: int) -> str:
    """Write a position as spreadsheets do: 0 is A, 26 is AA."""
    letters, rest = "", place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
