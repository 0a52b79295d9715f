"""Section 6 of the template: the table of activities and what they cost.

One row per printed number and its occurrence, with the lists printed in it. Nothing is
computed but roles (see `activity_costs`): sums that do not agree stay as printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.plans.findings.labels import label_of
from etl.plans.form.activities.cost_headings import read_policy_areas
from etl.plans.form.activities.numbers import parent_of
from etl.plans.form.activities.references import (
    find_unread_references,
    read_indicators,
    read_related,
    read_tasks,
)
from etl.plans.form.activities.school_lists import read_other_schools, read_schools
from etl.plans.form.activities.schools import NamedSchools
from etl.plans.form.activities.titles import cut_title
from etl.plans.form.costs.activity_costs import cost_of, decide_roles
from etl.plans.form.costs.findings import (
    PrintedCell,
    report_cells,
    report_reference,
    report_weights,
)
from etl.plans.form.costs.table import read_cost_tables
from etl.plans.form.costs.text import read_cost_text
from etl.plans.form.prose.periods import read_period
from etl.plans.form.tables.named_rows import join_reported

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from etl.plans.content.document import Grid, Line
    from etl.plans.contract.plan_package import Row, Rows
    from etl.plans.findings.model import Reported
    from etl.plans.form.costs.activity_costs import Cost, CostRole
    from etl.plans.form.costs.records import CostRecord, CostRecords


@dataclass(frozen=True, slots=True)
class CostSection:
    """What section 6 says.

    Attributes:
        rows: Rows of the package's tables.
        named: Schools named as taking part, by key of the row and its line.
        reported: Findings about its cost cells, by code of their rule.
    """

    rows: Rows
    named: tuple[NamedSchools, ...]
    reported: Reported


def extract_costed_activities(
    lines: tuple[Line, ...],
    grids: Sequence[Grid] | None = None,
    notes: Sequence[str] = (),
) -> CostSection:
    """Read section 6 into rows of the package's activity tables and printed totals.

    Tables: `activities`, `activity_policy_areas`, `activity_schools` (implementing),
    `activity_indicators`, `activity_tasks`, `activity_links`, `plan_totals` (direct,
    indirect, grand).

    Args:
        lines: Lines of the section.
        grids: Its tables; None for a text, whose cells have to be guessed.
        notes: What `list_document_notes` found in the rest of the document.
    """
    records = (
        read_cost_text(lines, notes)
        if grids is None
        else read_cost_tables(grids, lines, notes)
    )
    reported = {
        **records.reported,
        **report_cells(_printed_cells(records)),
        **_report_unread(records),
    }
    return CostSection(_read_rows(records), tuple(_name_schools(records)), reported)


def _read_rows(records: CostRecords) -> Rows:
    costs = [cost_of((one.net, one.vat)) for one in records.rows]
    roles = decide_roles(records.rows, costs)
    numbers = frozenset(one.number for one in records.rows)
    tables: Rows = {
        "activities": [],
        "activity_policy_areas": [],
        "activity_schools": [],
        "activity_indicators": [],
        "activity_tasks": [],
        "activity_links": [],
        "plan_totals": [total.row() for total in records.totals],
    }
    for record, cost in zip(records.rows, costs, strict=True):
        activity = _activity(record, numbers)
        activity |= _cost_columns(cost, roles[record.number, record.occurrence])
        tables["activities"].append(activity)
        for table, key, values in _lists(record, numbers):
            tables[table].extend(_list_rows(record, key, values))
    for school in tables["activity_schools"]:
        school["role"] = "implementing"
    for area in tables["activity_policy_areas"]:
        area["weight"] = None
    return tables


def _printed_cells(records: CostRecords) -> Iterator[PrintedCell]:
    for one in records.rows:
        owner = label_of(one.number, one.occurrence)
        lines = (*one.cost_lines, one.line, one.line)
        yield PrintedCell(owner, "net_eur", one.net, lines[0])
        yield PrintedCell(owner, "vat_eur", one.vat, lines[1])
    for total in records.totals:
        yield from total.cells()


def _report_unread(records: CostRecords) -> Reported:
    """Return findings about references and shares of areas that are not read."""
    reported: Reported = {}
    for one in records.rows:
        label = label_of(one.number, one.occurrence)
        for said in find_unread_references(one.references):
            found = report_reference(label, said, one.line)
            reported = join_reported(reported, found)
        if any(map(str.isdigit, one.areas)) and read_policy_areas(one.areas):
            found = report_weights(label, one.areas, one.line)
            reported = join_reported(reported, found)
    return reported


def _name_schools(records: CostRecords) -> Iterator[NamedSchools]:
    for one in records.rows:
        others = read_other_schools(one.title)
        yield NamedSchools(one.number, one.occurrence, others, one.line)


def _activity(record: CostRecord, numbers: frozenset[str]) -> Row:
    period = read_period(record.period)
    return {
        "activity_number": record.number,
        "occurrence": record.occurrence,
        "parent_number": parent_of(record.number, numbers),
        "title": cut_title(record.title),
        "cost_category": record.category,
        "period_text": record.period or None,
        "period_start": period.start,
        "period_end": period.end,
        "source_line": record.line,
        "source_page": record.page,
    }


def _cost_columns(cost: Cost, role: CostRole) -> Row:
    return {
        "net_eur": cost.net,
        "vat_eur": cost.vat,
        "cost_note": cost.note,
        "cost_role": role,
    }


def _lists(
    record: CostRecord, numbers: frozenset[str]
) -> Iterator[tuple[str, str, Sequence[str]]]:
    text = record.references
    yield "activity_policy_areas", "policy_area", read_policy_areas(record.areas)
    yield "activity_schools", "school_code", read_schools(record.title)
    yield "activity_indicators", "indicator_number", read_indicators(text)
    yield "activity_tasks", "task_number", read_tasks(text)
    related = read_related(text, record.number, numbers)
    yield "activity_links", "related_number", related


def _list_rows(record: CostRecord, key: str, values: Iterable[str]) -> Iterator[Row]:
    for value in values:
        yield {
            "activity_number": record.number,
            "occurrence": record.occurrence,
            key: value,
            "source_line": record.line,
        }
