"""Section 4 of the template: indicators with their baselines and targets.

Decisions, the same for every plan:

- an indicator is chosen when any value is printed for it; `- -` or empty cells mean
  that it is only listed;
- a listed indicator without a number gets `x1`, `x2` … in order of print; a number
  printed again is kept as `5_2`;
- cells with a period are baselines, one per period, and what follows them is the
  target; without any period the first cell is the baseline and the second the target;
- a baseline of zero in a share, printed without a period, is `unclear`: plans write it
  for what nobody has measured;
- the direction follows from the latest baseline and the target. Without a measured
  baseline it follows from the target alone: an upper bound, or zero, is reached by a
  decrease, anything else is counted up from nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from etl.plans.form.indicators.cells import BOUND, NOT_MEASURED, UNIT_BRACKET
from etl.plans.form.indicators.grids import read_indicator_grids
from etl.plans.form.indicators.table import read_table
from etl.plans.form.indicators.text_headings import find_moved, is_heading, report_moved
from etl.plans.form.indicators.thresholds import INDICATOR
from etl.plans.form.indicators.values import DASHES, read_note_period, read_value
from etl.plans.form.tables.section_rows import SectionRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from etl.plans.content.document import Grid, Line
    from etl.plans.contract.plan_package import Row, Rows
    from etl.plans.form.indicators.grids import IndicatorRow
    from etl.plans.form.indicators.table import IndicatorCell, TableRow

    _Printed = tuple[TableRow | IndicatorRow, list["_ValueCell"], list["_ValueCell"]]

_UNITS: Final = (
    (re.compile(r"proc\.?\s*punkt", re.IGNORECASE), "percentage_points"),
    (re.compile(r"proc|%", re.IGNORECASE), "percent"),
    (re.compile(r"santykis", re.IGNORECASE), "ratio"),
    (re.compile(r"vnt|vienet|skaičius", re.IGNORECASE), "count"),
)
_AT_MOST = re.compile(r"\s*(?:ne daugiau|iki|≤)", re.IGNORECASE)
_AT_LEAST = re.compile(r"\s*(?:ne mažiau|daugiau|bent|≥)", re.IGNORECASE)
# "iki 83" of what rises from 79 is where it shall get to; of what falls, a bound.
_UP_TO = re.compile(r"\s*iki\b", re.IGNORECASE)

_NOT_MEASURED = re.compile(NOT_MEASURED, re.IGNORECASE)
_BOUNDED = re.compile(rf"\s*{BOUND}", re.IGNORECASE)


class _ValueCell(NamedTuple):
    """A value cell, with its school year or year, if one is printed in it."""

    printed: str
    line_number: int
    may_be_page: bool
    period: str

    @property
    def is_empty(self) -> bool:
        """Whether only a dash is printed."""
        return self.printed in DASHES

    @property
    def value(self) -> Decimal | None:
        """Return the number printed outside brackets, if the cell holds one."""
        return read_value(self.printed)


def extract_indicators(lines: Sequence[Line]) -> Rows:
    """Read tables `indicators` and `indicator_values` from section 4 of a text.

    `indicators`: one row per listed indicator, chosen or not. `indicator_values`: one
    row per indicator and period with a printed baseline.
    """
    printed = read_table(lines)
    return _make_rows(
        (row, *_part_cells(_join_thousands(_dated(row.cells)))) for row in printed
    )


def read_indicator_text(lines: Sequence[Line]) -> SectionRows:
    """Read the same, and findings about tables whose values have no sure order.

    Indicators of such a table have no values.
    """
    moved = find_moved(lines)
    rows = extract_indicators(lines)
    unnamed = {
        row["indicator_number"]
        for row in rows["indicators"]
        if row["indicator_group"] in moved
    }
    rows["indicators"] = [
        row
        for row in rows["indicators"]
        if row["indicator_group"] not in moved or not is_heading(row["name"])
    ]
    nothing = _read_target([], [])
    for row in rows["indicators"]:
        row.update(nothing if row["indicator_number"] in unnamed else {})
    rows["indicator_values"] = [
        row
        for row in rows["indicator_values"]
        if row["indicator_number"] not in unnamed
    ]
    return SectionRows(rows, report_moved(moved))


def read_indicator_tables(grids: Sequence[Grid], lines: Sequence[Line]) -> SectionRows:
    """Read the same from the tables of a DOCX or a PDF, whose columns have names."""
    printed, reported = read_indicator_grids(grids, lines)
    rows = _make_rows(
        (row, _dated(row.baselines), _dated(row.targets)) for row in printed
    )
    return SectionRows(rows, reported)


def _make_rows(printed: Iterable[_Printed]) -> Rows:
    indicators: list[Row] = []
    values: list[Row] = []
    unnumbered = 0
    taken: dict[str, int] = {}
    for row, baseline_cells, target_cells in printed:
        unnumbered += row.number is None
        number = _free_number(row.number or f"x{unnumbered}", taken)
        baselines = _baseline_rows(number, _read_unit(row.name), baseline_cells)
        values.extend(baselines)
        indicators.append(
            {
                "indicator_number": number,
                "name": _plain_name(row.name),
                "unit": _read_unit(row.name),
                "indicator_group": row.group,
                **_read_target(target_cells, baselines),
                "is_chosen": not all(
                    cell.is_empty for cell in (*baseline_cells, *target_cells)
                ),
                "source_line": row.line_number,
            }
        )
    return {"indicators": indicators, "indicator_values": values}


def _dated(cells: Sequence[IndicatorCell]) -> list[_ValueCell]:
    return [
        one._replace(period=read_note_period(one.printed) or one.period)
        for one in (_ValueCell(*cell) for cell in cells)
    ]


def _free_number(number: str, taken: dict[str, int]) -> str:
    """Return a number, or the number and which of its kind it is where it is taken.

    Args:
        number: As printed.
        taken: How often each was asked for; those given out are in it as well.
    """
    taken[number] = taken.get(number, 0) + 1
    if taken[number] == 1:
        return number
    free = f"{number}_{taken[number]}"
    return free if taken.setdefault(free, 1) == 1 else _free_number(number, taken)


def _plain_name(printed: str) -> str:
    return UNIT_BRACKET.sub("", printed).rstrip(" ;,")


def _read_unit(name: str) -> str | None:
    """Read the unit in the brackets; a ratio or a number says so in its own words."""
    bracket = UNIT_BRACKET.search(name)
    words = re.findall(r"santykis\b|skaičius\b", UNIT_BRACKET.sub("", name))
    printed = bracket["unit"] if bracket else " ".join(words)
    if "santykis" in words:
        printed = "santykis"
    return next((unit for pattern, unit in _UNITS if pattern.search(printed)), None)


def _join_thousands(cells: list[_ValueCell]) -> list[_ValueCell]:
    """Join `1 500` where parting it would give more than a baseline and a target."""
    joined: list[_ValueCell] = []
    undated = sum(not cell.period for cell in cells)
    for cell in cells:
        before = joined[-1] if joined else None
        if (
            undated > INDICATOR.values
            and before is not None
            and re.fullmatch(r"\d{3}", cell.printed)
            and re.fullmatch(r"(?:\D*\s)?[1-9]\d{0,2}", before.printed)
        ):
            joined[-1] = before._replace(printed=f"{before.printed} {cell.printed}")
            undated -= 1
        else:
            joined.append(cell)
    return joined


def _part_cells(cells: list[_ValueCell]) -> tuple[list[_ValueCell], list[_ValueCell]]:
    """Split baselines from the target; a page's number is not a second target.

    What was not measured is a baseline, and a bound is a target, wherever they stand. A
    value without a period above one that has it may be either, and is none.
    """
    dated = [index for index, cell in enumerate(cells) if cell.period]
    first, last = cells[:1], cells[1:]
    is_baseline_last = bool(last) and all(map(_is_baseline, last))
    if is_baseline_last and first[0].value is not None and not first[0].period:
        return last, first if _BOUNDED.match(first[0].printed) else []
    end = dated[-1] + 1 if dated else 1
    targets = cells[end:]
    if len(targets) > 1:
        targets = [cell for cell in targets if not cell.may_be_page] or targets
    return cells[:end], targets


def _is_baseline(cell: _ValueCell) -> bool:
    return bool(cell.period) or _NOT_MEASURED.match(cell.printed) is not None


def _baseline_rows(number: str, unit: str | None, cells: list[_ValueCell]) -> list[Row]:
    rows: dict[str, Row] = {}
    for cell in cells:
        if cell.is_empty:
            continue
        row = {
            "indicator_number": number,
            "period": cell.period,
            "value": cell.value,
            "value_status": _read_status(cell, unit),
            "printed": cell.printed,
            "source_line": cell.line_number,
        }
        kept = rows.setdefault(cell.period, row)
        if kept is not row:
            kept["printed"] = f"{kept['printed']} / {cell.printed}"
            kept["value"], kept["value_status"] = None, "unclear"
    return list(rows.values())


def _read_status(cell: _ValueCell, unit: str | None) -> str:
    if _NOT_MEASURED.match(cell.printed):
        return "not_measured"
    if cell.value is None:
        return "unclear"
    is_bare_zero = cell.value == 0 and not cell.period and unit != "count"
    return "unclear" if is_bare_zero else "final"


def _read_target(cells: list[_ValueCell], baselines: list[Row]) -> Row:
    if not cells:
        return dict.fromkeys(
            ("direction", "target_value", "target_text", "target_bound")
        )
    text = " ".join(cell.printed for cell in cells)
    value = cells[0].value if len(cells) == 1 else None
    bound = None if value is None else _read_bound(text)
    direction = _read_direction(value, bound, baselines)
    if direction == "increase" and _UP_TO.match(text):
        bound = "exact"
    return {
        "direction": direction,
        "target_value": value,
        "target_text": text,
        "target_bound": bound,
    }


def _read_bound(text: str) -> str:
    if _AT_MOST.match(text):
        return "at_most"
    return "at_least" if _AT_LEAST.match(text) else "exact"


def _read_direction(
    target: Decimal | None, bound: str | None, baselines: list[Row]
) -> str | None:
    if target is None:
        return None
    measured = [row for row in baselines if row["value"] is not None]
    if not measured:
        return "decrease" if bound == "at_most" or target == 0 else "increase"
    latest = max(measured, key=lambda row: str(row["period"]))["value"]
    if latest == target:
        return "maintain"
    return "increase" if target > latest else "decrease"
