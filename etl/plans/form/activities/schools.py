"""Schools that take part in the activities of section 6, or are reached through them.

Section 6 names the schools that carry an activity out, and in some titles those that
take part; section 5 names the latter as well.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from etl.plans.form.activities.cost_headings import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from etl.plans.contract.plan_package import Row, Rows
    from etl.plans.form.activities.planned import PlannedActivity


@dataclass(frozen=True, slots=True)
class NamedSchools:
    """Schools that the title of a row of section 6 names as taking part."""

    number: str
    occurrence: int
    codes: tuple[str, ...]
    line: int


def extract_named_schools(
    named: Iterable[NamedSchools], schools: Iterable[Row], others: Iterable[Row]
) -> Rows:
    """Return `activity_schools` rows of schools that titles of section 6 name.

    A school of the programme takes part, one of the network is reached through it. A
    code that no list of schools has is none: `A1 – B2` is a level of language.

    Args:
        named: Schools by row.
        schools: Rows of the table `schools`.
        others: Rows of `activity_schools` that say so already.
    """
    roles = {
        row["school_code"]: "network" if row["role"] == "network" else "participating"
        for row in schools
    }
    known = {_key(row) for row in others}
    rows = [
        _row((one.number, one.occurrence), code, roles[code], one.line)
        for one in named
        for code in one.codes
        if code in roles
    ]
    return {"activity_schools": [row for row in rows if _key(row) not in known]}


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(
        row[name] for name in ("activity_number", "occurrence", "school_code", "role")
    )


def extract_planned_schools(
    planned: Sequence[PlannedActivity], activities: Sequence[Row]
) -> Rows:
    """Return `activity_schools` rows, roles participating and network.

    An activity of section 5 is joined to the row of section 6 with its number and
    occurrence. Where section 5 prints a number more often, the extra activity belongs
    to a sub-activity with the same title, or else to the first row of that number.
    Activities without a row in section 6 yield nothing.

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
