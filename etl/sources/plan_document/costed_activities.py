"""Section 6 of the template: the table of activities and what they cost.

One row per printed number and its occurrence, with the lists printed in it. Nothing is
computed but roles (see `activity_costs`): sums that do not agree stay as printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sources.plan_document.activity_costs import CostTree, read_cost
from etl.sources.plan_document.activity_numbers import parent_of
from etl.sources.plan_document.activity_references import (
    read_indicators,
    read_related,
    read_tasks,
)
from etl.sources.plan_document.activity_titles import cut_title
from etl.sources.plan_document.cost_cells import split_cells
from etl.sources.plan_document.cost_columns import RowColumns, read_columns
from etl.sources.plan_document.cost_headings import read_areas
from etl.sources.plan_document.cost_rows import (
    CostRow,
    find_rows,
    measure_title_limit,
)
from etl.sources.plan_document.cost_totals import read_totals
from etl.sources.plan_document.periods import read_period
from etl.sources.plan_document.school_lists import read_schools
from etl.sources.plan_document.wrapped_words import (
    KnownWords,
    join_narrow,
    join_wide,
    learn_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from etl.contracts.plan_package import Row, Rows
    from etl.sources.plan_document.activity_costs import Cost, CostRole
    from etl.sources.plan_document.document import Line


def extract_costed_activities(lines: tuple[Line, ...]) -> Rows:
    """Read section 6 into rows of the package's activity tables and printed totals.

    Tables: `activities`, `activity_policy_areas`, `activity_schools` (implementing),
    `activity_indicators`, `activity_tasks`, `activity_links`, `plan_totals` (direct,
    indirect, grand). A section cut in the middle is read as far as it goes.
    """
    known_words = learn_words(lines)
    cells = split_cells(lines)
    title_limit = measure_title_limit(cells)
    rows = find_rows(cells, title_limit)
    columns = [read_columns(row, title_limit) for row in rows]
    costs = [read_cost(column.money.cells, known_words) for column in columns]
    roles = _decide_roles(rows, costs)
    numbers = frozenset(row.number for row in rows)
    tables: Rows = {
        "activities": [],
        "activity_policy_areas": [],
        "activity_schools": [],
        "activity_indicators": [],
        "activity_tasks": [],
        "activity_links": [],
        "plan_totals": [total.row() for total in read_totals(cells)],
    }
    for row, column, cost in zip(rows, columns, costs, strict=True):
        title_cell = join_wide(column.title, known_words)
        activity = _activity(row, column, title_cell, known_words)
        activity |= _cost_columns(cost, roles[row.number, row.occurrence])
        activity["parent_number"] = parent_of(row.number, numbers)
        tables["activities"].append(activity)
        for table, key, values in _lists(row, column, title_cell, numbers):
            tables[table].extend(_list_rows(row, key, values))
    for school in tables["activity_schools"]:
        school["role"] = "implementing"
    for area in tables["activity_policy_areas"]:
        area["weight"] = None
    return tables


def _activity(
    row: CostRow, column: RowColumns, title_cell: str, known_words: KnownWords
) -> Row:
    period_text = join_narrow(column.period, known_words)
    period = read_period(period_text)
    return {
        "activity_number": row.number,
        "occurrence": row.occurrence,
        "parent_number": None,
        "title": cut_title(title_cell),
        "cost_category": row.category,
        "period_text": period_text or None,
        "period_start": period.start,
        "period_end": period.end,
        "source_line": row.line_number,
        "source_page": row.page,
    }


def _cost_columns(cost: Cost, role: CostRole) -> Row:
    return {
        "net_eur": cost.net,
        "vat_eur": cost.vat,
        "cost_note": cost.note,
        "cost_role": role,
    }


def _lists(
    row: CostRow, column: RowColumns, title_cell: str, numbers: frozenset[str]
) -> Iterator[tuple[str, str, Sequence[str]]]:
    text = column.references
    yield "activity_policy_areas", "policy_area", read_areas(column.areas)
    yield "activity_schools", "school_code", read_schools(title_cell)
    yield "activity_indicators", "indicator_number", read_indicators(text)
    yield "activity_tasks", "task_number", read_tasks(text)
    related = read_related(text, row.number, numbers)
    yield "activity_links", "related_number", related


def _list_rows(row: CostRow, key: str, values: Iterable[str]) -> Iterator[Row]:
    for value in values:
        yield {
            "activity_number": row.number,
            "occurrence": row.occurrence,
            key: value,
            "source_line": row.line_number,
        }


def _decide_roles(
    rows: Sequence[CostRow], costs: Sequence[Cost]
) -> dict[tuple[str, int], CostRole]:
    keys = [(row.number, row.occurrence) for row in rows]
    tree = CostTree(dict(zip(keys, costs, strict=True)))
    numbers = frozenset(row.number for row in rows)
    for number, occurrence in keys:
        parent = parent_of(number, numbers)
        if parent is not None:
            tree.children[parent, 1].append((number, occurrence))
    return tree.roles()
