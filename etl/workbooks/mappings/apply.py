"""Apply a mapping: a sheet of a ledger becomes a sheet of ours.

Every column of the sheet stays, so that lines which differ anywhere stay two; our
columns come to stand beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import dataframely as dy
import polars as pl

from etl.workbooks.cells.schools import mentions_school
from etl.workbooks.cells.value_units import CHANGE, PERCENT, unit_said_above
from etl.workbooks.cells.words import tidy
from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import Heading
from etl.workbooks.mappings.amounts import read_amounts
from etl.workbooks.mappings.checks import GROSS, known_columns
from etl.workbooks.mappings.formats import DateForm
from etl.workbooks.mappings.leave_out import LeftOut, leave_out
from etl.workbooks.mappings.lines import (
    Cells,
    MappedLines,
    find_number_cells,
    first_of,
    read_distinct,
)
from etl.workbooks.mappings.notes import note_count, note_mapping
from etl.workbooks.mappings.recognise import heading_words, refuse_second_heading
from etl.workbooks.mappings.units import find_units
from etl.workbooks.tables.said_above import read_above, values_above
from etl.workbooks.tables.tables import fill_merged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.workbooks.contract.notes import Note
    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.mappings.recognise import Fit

CODE_RULE: Final = "code_not_in_mapping"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedSheet:
    """A sheet of a ledger as one of ours.

    Attributes:
        sheet: The sheet, without the lines that are left out.
        heading: Where our columns are in it.
        refused: `_row`, and the rule a cell breaks in the mapping, by our column.
        left_out: Lines left out, by rule.
        notes: What else a person should know.
    """

    sheet: Sheet
    heading: Heading
    refused: pl.DataFrame
    left_out: tuple[LeftOut, ...]
    notes: tuple[Note, ...]


def apply_mapping(sheet: Sheet, fit: Fit) -> MappedSheet:
    """Make a sheet of ours of one that a mapping fits.

    Args:
        sheet: The sheet.
        fit: The mapping, and where its headings are.

    Raises:
        WorkbookError: The sheet says another unit than the mapping.
    """
    units = find_units(sheet, fit)
    below = _fill_merged(sheet.rows.filter(pl.col(ROW) > units.last), sheet, fit)
    repeated = _repeats_heading(below, sheet, fit)
    rows = below.filter(~repeated)
    refuse_second_heading(rows, fit)
    lines = MappedLines(sheet, fit, rows, units.by_heading, units.said)
    cells = _make_columns(lines)
    left = leave_out(lines.rows, fit, _leading_amounts(cells))
    gone = [row for rule in left for row in rule.rows]
    mapped, heading = _put_beside(lines, cells)
    kept = ~pl.col(ROW).is_in(gone)
    rules = {n: c.rules for n, c in cells.items() if c.rules is not None}
    return MappedSheet(
        sheet=replace(mapped, rows=mapped.rows.filter(kept)),
        heading=heading,
        refused=lines.rows.select(ROW, **rules).filter(kept),
        left_out=tuple(left),
        notes=(
            *note_mapping(lines, left),
            *note_count("mapping_heading_repeated", sheet, int(repeated.sum())),
            *note_count("mapping_blank_lines", sheet, _count_blank(lines, cells, gone)),
        ),
    )


def _fill_merged(rows: pl.DataFrame, sheet: Sheet, fit: Fit) -> pl.DataFrame:
    """Fill cells merged downwards with what they show; amounts are never filled."""
    used = fit.mapping.used_headings()
    places = {f"{n} {key}": fit.places[text] for n, (key, text) in enumerate(used)}
    heading = Heading(kind=fit.mapping.kind, row=fit.row, places=places)
    return fill_merged(rows, sheet, heading)[0] if rows.height else rows


def _repeats_heading(rows: pl.DataFrame, sheet: Sheet, fit: Fit) -> pl.Series:
    """Find lines that repeat the headings, or their lower row."""
    names = [str(p) for p in sorted(set(fit.places.values())) if str(p) in rows.columns]
    lower = sheet.rows.filter(pl.col(ROW) == fit.row).row(0, named=True)
    repeats = [
        pl.col(name).is_in(_same(rows[name], fit.texts[int(name)], lower[name]))
        | pl.lit(lower[name] is None and fit.first < fit.row) & pl.col(name).is_null()
        for name in names
    ]
    return rows.select(
        pl.all_horizontal(*repeats, pl.lit(bool(repeats))).fill_null(value=False)
    ).to_series()


def _same(cells: pl.Series, *headings: str | None) -> list[str]:
    wanted = {heading_words(text) for text in headings if text}
    distinct = cells.drop_nulls().unique()
    return [text for text in distinct if heading_words(text) in wanted]


def _make_columns(lines: MappedLines) -> dict[str, Cells]:
    """Make each column of ours that the mapping gives, in our order."""
    mapping = lines.fit.mapping
    made = read_amounts(lines)
    for name, heading in mapping.columns.items():
        if name not in made:
            made[name] = _take(lines, name, heading)
    for name, codes in mapping.codes.items():
        made[name] = _look_up(lines.cells(codes.column), codes.values)
    return {n: made[n] for n in known_columns(mapping.kind) if n in made}


def _take(lines: MappedLines, name: str, heading: str) -> Cells:
    """Copy a column as it is; days in the form that the mapping states."""
    mapping, texts = lines.fit.mapping, lines.cells(heading)
    is_day = isinstance(SCHEMAS[mapping.kind].columns()[name], dy.Date)
    form = DateForm.parse(mapping.formats.date) if mapping.formats.date else None
    if not is_day or form is None:
        return Cells(texts, place=lines.fit.places[heading])
    is_written = lines.is_text(heading) & (texts.str.strip_chars() != "")
    if lines.sheet.is_typed:  # a cell that holds a day has no form
        is_written &= ~texts.str.contains(r"^\d{4}-\d\d-\d\d 00:00:00$")
    written = pl.select(pl.when(is_written).then(texts)).to_series()
    days, rules = read_distinct(written, form.read)
    return Cells(pl.select(pl.coalesce(days, texts)).to_series(), first_of(rules))


def _look_up(texts: pl.Series, values: Mapping[str, str]) -> Cells:
    known = {tidy(code): value for code, value in values.items()}

    def read(text: str) -> tuple[str | None, str]:
        code = tidy(text)
        if not code:
            return None, ""
        return (known[code], "") if code in known else (text, CODE_RULE)

    return Cells(*read_distinct(texts, read))


def _is_filled(made: dict[str, Cells]) -> pl.Series:
    filled = [c.texts.fill_null("").str.strip_chars() != "" for c in made.values()]
    return pl.select(pl.any_horizontal(filled)).to_series()


def _count_blank(lines: MappedLines, cells: dict[str, Cells], gone: list[int]) -> int:
    """Count lines that hold something, but nothing in a column that is mapped."""
    names = [name for name in lines.rows.columns if name != ROW]
    holds = lines.rows.select(
        pl.any_horizontal(pl.col(names).fill_null("").str.strip_chars() != "")
    ).to_series()
    blank = holds & ~_is_filled(cells) & ~lines.numbers.is_in(gone)
    return int(blank.sum())


def _leading_amounts(cells: dict[str, Cells]) -> pl.Series | None:
    """Return the amount of each line that lines left out are added up by."""
    for name in ("net_eur", GROSS, "value", "new_value"):
        if name in cells:
            found = cells[name]
            good = (
                found.texts
                if found.rules is None
                else pl.select(
                    pl.when(found.rules.is_null()).then(found.texts)
                ).to_series()
            )
            plain = good.str.strip_chars(f"{CHANGE}{PERCENT}")
            return plain.cast(pl.Decimal(18, 4), strict=False)
    return None


def _units_of(lines: MappedLines) -> dict[str, int]:
    """Return how many euro one stands for in the ledger, by our column of money."""
    named = lines.fit.mapping.columns.items()
    return {name: lines.units[text] for name, text in named if text in lines.units}


def _used_places(fit: Fit) -> frozenset[int]:
    """Return the columns that a mapping reads; what it leaves out by is judged, too."""
    headings = [
        t for key, t in fit.mapping.used_headings() if key != "leave_out.column"
    ]
    headings += [fit.currency] if fit.currency else []
    return frozenset(fit.places[text] for text in headings)


def _rows_above(lines: MappedLines) -> pl.DataFrame:
    """Return the rows above the heading: they say what those below it are."""
    return lines.sheet.rows.filter(pl.col(ROW) < lines.fit.first)


def _put_beside(lines: MappedLines, cells: dict[str, Cells]) -> tuple[Sheet, Heading]:
    """Add our columns beside those of the sheet."""
    first = 1 + max((int(n) for n in lines.rows.columns if n != ROW), default=-1)
    first = max(first, len(lines.fit.texts))
    places = {name: first + number for number, name in enumerate(cells)}
    rows = lines.rows.with_columns(
        cells[name].texts.alias(str(place)) for name, place in places.items()
    )
    if lines.fit.mapping.equal_lines == "each":
        line = lines.numbers.cast(pl.String).alias(str(first + len(places)))
        rows = rows.with_columns(line)
    taken = {
        places[name]: found.place
        for name, found in cells.items()
        if found.place is not None
    }
    rows = pl.concat([_rows_above(lines), rows], how="diagonal")
    number_cells = find_number_cells(lines.sheet, first, taken)
    sheet = replace(lines.sheet, rows=rows, number_cells=number_cells)
    columns = lines.fit.mapping.columns
    above = read_above([r for r in lines.sheet.head() if r[0] < lines.fit.first])
    said = values_above(lines.fit.mapping.kind, above)
    heading = Heading(
        kind=lines.fit.mapping.kind,
        row=lines.fit.row,
        places=places,
        first=lines.fit.first,
        constants=dict(lines.fit.mapping.constants),
        ledger=lines.fit.texts,
        ledger_units=_units_of(lines),
        ledger_places={n: lines.fit.places[t] for n, t in columns.items()},
        ledger_used=_used_places(lines.fit),
        value_unit=unit_said_above(above.titles),
        said_above=above.titles,
        labels_above=said,
        schools=tuple(filter(mentions_school, (*above.titles, lines.sheet.name))),
    )
    return sheet, heading
