"""Facts of the municipality that stand in tables, named by their rows and columns.

A table has facts down its rows and periods along its headings, or the other way round;
without periods it has one column of values. A figure counts only where its row and its
column say together, in whole wordings, what is counted and when.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from etl.plans.content.table_columns import name_columns
from etl.plans.content.table_layout import are_column_numbers
from etl.plans.findings.model import Finding
from etl.plans.form.money.amounts import EMPTY_CELLS, read_cell
from etl.plans.form.municipality.thresholds import FACT
from etl.plans.form.prose.figures import PERCENT, parse_school_year
from etl.plans.form.tables.named_rows import join_reported
from etl.plans.form.tables.section_rows import SectionRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from etl.plans.content.document import Grid, GridCell
    from etl.plans.content.table_columns import Columns, GridRow
    from etl.plans.contract.plan_package import Row
    from etl.plans.findings.model import Reported

_YEAR: Final = re.compile(r"\W*((?:19|20)\d\d)\s*(?:m\.?|metai|metais|metų)?\W*")
_SCHOOL_YEAR: Final = re.compile(
    r"\W*\d{4}\s*[-–—/]\s*(?:\d{4}|\d{2})\s*(?:m\.\s?m\.?|mokslo metai)?\W*"
)
_NO_PERIOD: Final = re.compile(
    r"\W*(?:reikšmė|skaičius|duomenys|kiekis|suma|vnt\.?|iš viso)\W*"
)
_UNIT: Final = re.compile(r"[,(\s]*(?:proc\.?|%|vnt\.?|eur|€)[)\s.]*$")
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)|[*⁰¹²³⁴-⁹]+")
_PERCENT_CELL: Final = re.compile(rf"\s*(?:{PERCENT}|proc\. punkt\w*\.?)$")
_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class FactLabel:
    """What a row or a column counts: the code of the fact, and its unit."""

    fact: str
    unit: str
    pattern: re.Pattern[str]


def read_fact_tables(grids: Sequence[Grid]) -> SectionRows:
    """Read the facts that tables of sections 1 and 2 print; a repeated one counts once.

    Cells with figures that no wording names are findings, one a table or a row.
    """
    rows: dict[tuple[str, str], Row] = {}
    reported: list[Reported] = []
    for grid in grids:
        for found in _read_grid(grid):
            if isinstance(found, Finding):
                reported.append({"facts_unread": [found]})
            else:
                rows.setdefault((found["fact"], found["period"]), found)
    return SectionRows(
        {"municipal_facts": list(rows.values())}, join_reported(*reported)
    )


def _read_grid(grid: Grid) -> Iterator[Row | Finding]:
    start, end = _heading_rows(grid.rows)
    columns = name_columns(grid.rows[start:end], "facts")
    if not columns.columns:
        yield from _report_grid(grid)
        return
    for index, row in enumerate(grid.rows[end:]):
        texts = [cell.text for cell in row]
        if not are_column_numbers(texts, is_below_headings=index == 0):
            yield from _read_row(row, columns)


def _heading_rows(rows: Sequence[GridRow]) -> tuple[int, int]:
    """Return which rows are headings: below titles over the whole width, one or two."""
    start = next((n for n, row in enumerate(rows) if len(row) > 1), len(rows))
    heading = rows[start] if start < len(rows) else ()
    end = start + max((cell.rows for cell in heading), default=0)
    below = rows[start + 1] if start + 1 < len(rows) else ()
    is_parted = any(
        sum(cell.left <= (one.left + one.right) / 2 <= cell.right for one in below) > 1
        for cell in heading
    )
    return start, max(end, start + 2) if is_parted else end


def _read_row(row: GridRow, columns: Columns) -> Iterator[Row | Finding]:
    labels = [cell for cell in row if cell.texts and _is_label(cell, columns)]
    label = labels[-1].text if labels else ""
    for cell in row:
        is_prose = len(cell.text) > FACT.longest_label
        if cell in labels or is_prose or cell.text in EMPTY_CELLS:
            continue
        headings = _headings_above(cell, columns)
        named = _name(label, headings[0]) if len(headings) == 1 else None
        if named is None:
            if _DIGIT.search(cell.text):
                yield _unread(cell, label, " / ".join(headings))
            continue
        fact, period = named
        value = _read_value(cell.text, fact.unit, headings[0])
        if value is None:
            yield _unread(cell, label, headings[0])
        else:
            yield {
                "fact": fact.fact,
                "period": period,
                "value": value,
                "unit": fact.unit,
                "printed": cell.text,
                "source_line": cell.line,
            }


def _is_label(cell: GridCell, columns: Columns) -> bool:
    names = columns.covered(cell)
    return "value" not in names or bool(_period_of(cell.text))


def _headings_above(cell: GridCell, columns: Columns) -> list[str]:
    middle = (cell.left + cell.right) / 2
    over = [
        column.heading
        for column in columns.columns
        if cell.left <= (column.left + column.right) / 2 <= cell.right
    ]
    near = (one.heading for one in columns.columns if one.left <= middle <= one.right)
    return over or list(near)


def _name(label: str, heading: str) -> tuple[FactLabel, str] | None:
    """Return what a cell counts and when, as its row and its column say."""
    for counted, dated in ((label, heading), (heading, label)):
        fact = _find_fact(counted)
        if fact is None:
            continue
        period = _period_of(dated)
        if period:
            return fact, period
        if dated == heading and _NO_PERIOD.fullmatch(heading.casefold()):
            return fact, ""
    return None


def _period_of(text: str) -> str:
    """Return a school year or a year that is all a text says; empty for others."""
    if _SCHOOL_YEAR.fullmatch(text):
        return parse_school_year(text) or ""
    year = _YEAR.fullmatch(text)
    return year[1] if year else ""


def _find_fact(text: str) -> FactLabel | None:
    plain = _UNIT.sub("", _BRACKETS.sub("", text.casefold())).strip(" .,:;")
    return next((one for one in fact_labels() if one.pattern.fullmatch(plain)), None)


def _read_value(printed: str, unit: str, heading: str) -> Decimal | None:
    """Read a figure that is all a cell prints; None where its unit is another one."""
    text = printed
    if unit in {"percent", "percentage_points"}:
        text = _PERCENT_CELL.sub("", printed)
    reading = read_cell(text)
    is_plain = reading.is_whole and not reading.note and reading.amount is not None
    has_currency = re.search(r"eur|€", text.casefold()) is not None
    if not is_plain or reading.amount is None or (has_currency and unit != "eur"):
        return None
    is_scaled = re.search(r"tūkst|mln|milij", heading.casefold()) is not None
    is_part = unit == "count" and reading.amount % 1 != 0
    return (
        None
        if is_scaled or is_part or (reading.said and unit != "eur")
        else (reading.amount)
    )


def _unread(cell: GridCell, label: str, heading: str) -> Finding:
    where = " / ".join(part for part in (label, heading) if part)[: FACT.longest_label]
    return Finding(
        subject="municipality",
        message=f"A table prints “{cell.text}” for “{where}”; it was not read.",
        found=cell.text[: FACT.longest_label],
        line=cell.line,
    )


def _report_grid(grid: Grid) -> Iterator[Finding]:
    """Report a table with figures whose headings name neither facts nor periods."""
    below = [
        cell.text
        for row in grid.rows[1:]
        for cell in row
        if len(cell.text) <= FACT.longest_label
    ]
    if not any(map(_DIGIT.search, below)):
        return
    heading = " | ".join(cell.text for row in grid.rows[:1] for cell in row)
    said = heading[: FACT.longest_label]
    yield Finding(
        subject="municipality",
        message=f"A table under “{said}” prints figures that are not read.",
        found=said or None,
        line=grid.first_line,
    )


@cache
def fact_labels() -> tuple[FactLabel, ...]:
    """Return the wordings that name facts in tables."""
    source = Path(__file__).with_name("fact_labels.toml")
    labels = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(
        FactLabel(fact, one["unit"], re.compile(one["label"]))
        for fact, one in labels.items()
    )
