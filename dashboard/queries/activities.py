"""One activity of a plan with everything it is tied to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dashboard.published import select

if TYPE_CHECKING:
    import polars as pl

    from warehouse.messages import Language

_ACTIVITY: Final = """
select
    *,
    if($language = 'en', cost_category_name_en, cost_category_name_lt)
        as category_name
from reports.rpt_activity
where activity_key = $activity
"""

_AREAS: Final = """
select
    policy_area_code,
    if($language = 'en', policy_area_name_en, policy_area_name_lt) as area_name,
    weight_ratio
from reports.rpt_activity_policy_area
where activity_key = $activity
order by policy_area_order
"""

_SCHOOLS: Final = """
select role, string_agg(school_code, ' ' order by school_order) as school_codes
from reports.rpt_activity_school
where activity_key = $activity
group by role
"""

_INDICATORS: Final = """
select indicator_number, indicator_name
from reports.rpt_activity_indicator
where activity_key = $activity
order by indicator_order
"""

_TASKS: Final = """
select task_number, task_title
from reports.rpt_activity_task
where activity_key = $activity
order by task_number
"""


_SPENDING: Final = """
select *
from reports.rpt_activity_absorption
where activity_key = $activity and reported_until_date is not null
"""


@dataclass(frozen=True)
class Activity:
    """A row of the cost table and what it is tied to.

    Attributes:
        row: The row, see `reports.rpt_activity`.
        areas: One row per policy area, with the share of the cost each gets.
        schools: Codes of schools by what they do in it.
        indicators: One row per indicator it should move.
        tasks: One row per task it serves.
        spending: What is spent of it, see `reports.rpt_activity_absorption`; None
            while no payment of the plan is reported.
    """

    row: dict[str, Any]
    areas: pl.DataFrame
    schools: dict[str, str]
    indicators: pl.DataFrame
    tasks: pl.DataFrame
    spending: dict[str, Any] | None = None


def fetch_activity(snapshot: str, activity: str, language: Language) -> Activity:
    """Read one activity by its key."""
    bound: dict[str, Any] = {"activity": activity}
    spoken = {**bound, "language": language}
    spending = select(snapshot, _SPENDING, bound).to_dicts()
    return Activity(
        row=select(snapshot, _ACTIVITY, spoken).row(0, named=True),
        areas=select(snapshot, _AREAS, spoken),
        schools=dict(select(snapshot, _SCHOOLS, bound).iter_rows()),
        indicators=select(snapshot, _INDICATORS, bound),
        tasks=select(snapshot, _TASKS, bound),
        spending=spending[0] if spending else None,
    )
