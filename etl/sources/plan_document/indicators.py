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

from etl.sources.plan_document.figures import parse_number, parse_school_year
from etl.sources.plan_document.indicator_cells import (
    NOT_MEASURED,
    NUMBER,
    UNIT_BRACKET,
)
from etl.sources.plan_document.indicator_table import TableRow, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from etl.contracts.plan_package import Row, Rows
    from etl.sources.plan_document.document import Line

_UNITS: Final = (
    (re.compile(r"proc\.?\s*punkt", re.IGNORECASE), "percentage_points"),
    (re.compile(r"proc|%", re.IGNORECASE), "percent"),
    (re.compile(r"santykis", re.IGNORECASE), "ratio"),
    (re.compile(r"vnt|vienet|skaičius", re.IGNORECASE), "count"),
)
_AT_MOST = re.compile(r"\s*(?:ne daugiau|iki|≤)", re.IGNORECASE)
_AT_LEAST = re.compile(r"\s*(?:ne mažiau|daugiau|bent|≥)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NOTE = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(NUMBER)
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_NOT_MEASURED = re.compile(NOT_MEASURED, re.IGNORECASE)
_DASHES = {"-", "–", "—"}


class _Cell(NamedTuple):
    """A value cell, with its school year or year, if one is printed in it."""

    printed: str
    line_number: int
    may_be_page: bool
    period: str

    @property
    def is_empty(self) -> bool:
        """Whether only a dash is printed."""
        return self.printed in _DASHES

    @property
    def value(self) -> Decimal | None:
        """The number that is printed outside brackets, if any."""
        match = _NUMBER.search(_THOUSANDS.sub("", _NOTE.sub("", self.printed)))
        return parse_number(match[0]) if match else None


def extract_indicators(lines: Sequence[Line]) -> Rows:
    """Read tables `indicators` and `indicator_values` from section 4.

    `indicators`: one row per listed indicator, chosen or not. `indicator_values`: one
    row per indicator and period with a printed baseline.
    """
    indicators: list[Row] = []
    values: list[Row] = []
    unnumbered = 0
    for printed in read_table(lines):
        if printed.number is None:
            unnumbered += 1
        number = _free_number(printed.number or f"x{unnumbered}", indicators)
        unit = _read_unit(printed.name)
        baseline_cells, target_cells = _part_cells(_read_cells(printed))
        baselines = _baseline_rows(number, unit, baseline_cells)
        values.extend(baselines)
        indicators.append(
            {
                "indicator_number": number,
                "name": _plain_name(printed.name),
                "unit": unit,
                "indicator_group": printed.group,
                **_read_target(target_cells, baselines),
                "is_chosen": not all(
                    cell.is_empty for cell in (*baseline_cells, *target_cells)
                ),
                "source_line": printed.line_number,
            }
        )
    return {"indicators": indicators, "indicator_values": values}


def _free_number(number: str, rows: list[Row]) -> str:
    taken = {row["indicator_number"] for row in rows}
    free = number
    occurrence = 1
    while free in taken:
        occurrence += 1
        free = f"{number}_{occurrence}"
    return free


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


def _read_cells(row: TableRow) -> list[_Cell]:
    cells = [_Cell(*cell, period=_read_period(cell.printed)) for cell in row.cells]
    return _join_thousands(cells)


def _join_thousands(cells: list[_Cell]) -> list[_Cell]:
    """Join `1 500` where parting it would give more than a baseline and a target."""
    joined: list[_Cell] = []
    undated = sum(not cell.period for cell in cells)
    for cell in cells:
        before = joined[-1] if joined else None
        if (
            undated > 2  # noqa: PLR2004 – a baseline and a target
            and before is not None
            and re.fullmatch(r"\d{3}", cell.printed)
            and re.fullmatch(r"(?:\D*\s)?[1-9]\d{0,2}", before.printed)
        ):
            joined[-1] = before._replace(printed=f"{before.printed} {cell.printed}")
            undated -= 1
        else:
            joined.append(cell)
    return joined


def _read_period(printed: str) -> str:
    """Give the school year or the year in the brackets; empty where there is none."""
    for note in _NOTE.findall(printed):
        year = _YEAR.search(note)
        if year:
            return parse_school_year(note) or year[0]
    return ""


def _part_cells(cells: list[_Cell]) -> tuple[list[_Cell], list[_Cell]]:
    """Part baselines from the target; a page's number is not a second target."""
    dated = [index for index, cell in enumerate(cells) if cell.period]
    end = dated[-1] + 1 if dated else 1
    targets = cells[end:]
    if len(targets) > 1:
        targets = [cell for cell in targets if not cell.may_be_page] or targets
    return cells[:end], targets


def _baseline_rows(number: str, unit: str | None, cells: list[_Cell]) -> list[Row]:
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


def _read_status(cell: _Cell, unit: str | None) -> str:
    if _NOT_MEASURED.match(cell.printed):
        return "not_measured"
    is_bare_zero = cell.value == 0 and not cell.period and unit != "count"
    return "unclear" if is_bare_zero else "final"


def _read_target(cells: list[_Cell], baselines: list[Row]) -> Row:
    if not cells:
        return dict.fromkeys(
            ("direction", "target_value", "target_text", "target_bound")
        )
    text = " ".join(cell.printed for cell in cells)
    value = cells[0].value if len(cells) == 1 else None
    bound = None if value is None else _read_bound(text)
    return {
        "direction": _read_direction(value, bound, baselines),
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
