"""Section 3 of a DOCX or a PDF: partners whose cells are known by their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from etl.plans.content.sections import Section
from etl.plans.form.strategy.partners import read_leading_policy_areas
from etl.plans.form.tables.named_rows import (
    NO_NAME,
    join_reported,
    read_named_tables,
    report_cell,
    report_unread_tables,
    rows_of,
)
from etl.plans.form.tables.section_rows import SectionRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.content.document import Grid, Line
    from etl.plans.contract.plan_package import Row
    from etl.plans.findings.model import Reported

_SECTION: Final = Section.PARTNERS.value


def read_partner_tables(grids: Sequence[Grid], lines: Sequence[Line]) -> SectionRows:
    """Read table `partners`: one row per named row of the tables, in order of print.

    A row without a name, and words in the column of areas that name none, are findings.
    """
    tables = read_named_tables(grids, "partners", {"name", "area"})
    rows: list[Row] = []
    reported: list[Reported] = [report_unread_tables(tables, lines, _SECTION)]
    for row in rows_of(tables):
        name, printed = row.text("name"), row.text("area")
        if row.is_whole:
            continue
        if name in NO_NAME:
            reported.append(report_cell(_SECTION, "the name of a partner", row, "name"))
            continue
        areas = " ".join(read_leading_policy_areas(printed)) or None
        if areas is None and printed not in NO_NAME:
            reported.append(report_cell(_SECTION, "the area", row, "area", name))
        rows.append(
            {
                "partner_number": len(rows) + 1,
                "name": name,
                "policy_areas": areas,
                "source_line": row.cells["name"].line,
            }
        )
    return SectionRows({"partners": rows}, join_reported(*reported))
