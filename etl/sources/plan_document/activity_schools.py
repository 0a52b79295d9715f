"""Schools of section 5 joined to the activities of section 6.

Section 6 names the schools that carry an activity out; who takes part, and who is
reached through the network, is printed in section 5 only.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from etl.sources.plan_document.cost_headings import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.contracts.plan_package import Row, Rows
    from etl.sources.plan_document.planned_activities import PlannedActivity


def extract_planned_schools(
    planned: Sequence[PlannedActivity], activities: Sequence[Row]
) -> Rows:
    """Give `activity_schools` rows, roles participating and network.

    An activity of section 5 is joined to the row of section 6 with its number and
    occurrence. Where section 5 prints a number more often, the extra one belongs to a
    sub-activity with the same title, or else to the first row of that number.
    Activities without a row in section 6 give nothing.

    Args:
        planned: Activities of section 5.
        activities: Rows of the table `activities`.
    """
    printed = {(row["activity_number"], row["occurrence"]) for row in activities}
    by_title: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in activities:
        key = row["activity_number"], row["occurrence"]
        by_title[_bare(row["title"])].append(key)
    rows: dict[tuple[str, int, str, str], Row] = {}
    for activity in planned:
        found = _find_key(activity, printed, by_title[_bare(activity.title)])
        if found is None:
            continue
        for code, role in _schools(activity):
            row = _row(found, code, role, activity.line)
            rows.setdefault((*found, code, role), row)
    return {"activity_schools": list(rows.values())}


def _row(key: tuple[str, int], code: str, role: str, line: int) -> Row:
    return {
        "activity_number": key[0],
        "occurrence": key[1],
        "school_code": code,
        "role": role,
        "source_line": line,
    }


def _schools(activity: PlannedActivity) -> Iterator[tuple[str, str]]:
    for code in activity.participating:
        yield code, "participating"
    for code in activity.network:
        yield code, "network"


def _find_key(
    planned: PlannedActivity,
    printed: set[tuple[str, int]],
    same_title: Sequence[tuple[str, int]],
) -> tuple[str, int] | None:
    if (planned.number, planned.occurrence) in printed:
        return planned.number, planned.occurrence
    parts = (key for key in same_title if key[0].startswith(f"{planned.number}."))
    whole = (planned.number, 1)
    return next(parts, whole if whole in printed else None)


def _bare(title: str) -> str:
    return plain(title).rstrip(" .")
