"""What is new since the data last changed, and what of a plan needs attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.published import select

if TYPE_CHECKING:
    import polars as pl

_ATTENTION: Final = """
select
    (
        select count(*) from reports.rpt_activity_absorption
        where plan_code = $plan and status_code in ('late', 'no_payments')
    ) as late_count,
    (
        select sum(in_force_net_eur - coalesce(executed_net_eur, 0))
        from reports.rpt_activity_absorption
        where plan_code = $plan and status_code in ('late', 'no_payments')
    ) as late_left_net_eur,
    (
        select count(*) from reports.rpt_activity_absorption
        where plan_code = $plan and status_code = 'off_course'
    ) as behind_count,
    (
        select count(*) from reports.rpt_activity_absorption
        where plan_code = $plan and status_code = 'pace_unknown'
    ) as untold_count,
    (
        select count(*) from reports.rpt_activity_absorption
        where plan_code = $plan and status_code in ('overspent', 'not_planned')
    ) as overspent_count,
    (
        select count(*) from reports.rpt_indicator
        where plan_code = $plan and status_code = 'off_course'
    ) as off_course_count,
    (
        select count(*) from reports.rpt_indicator
        where plan_code = $plan and status_code = 'at_risk'
    ) as at_risk_count,
    (
        select count(*) from reports.rpt_finding
        where plan_code = $plan and severity = 'error'
    ) as error_count,
    (select count(*) from reports.rpt_source where load_status <> 'loaded')
        as stale_source_count
"""

_CHANGES: Final = """
select *
from reports.rpt_last_change
where plan_code = $plan
order by source_kind, source_name
"""

_CHANGED: Final = """
select changed_at, previous_changed_at is not null as has_earlier
from reports.rpt_change_span
"""


def fetch_attention(snapshot: str, plan: str) -> dict[str, Any]:
    """Count what of a plan needs attention, by kind; 0 where nothing does.

    `late_left_net_eur` is what activities that are late have not spent; None without.
    """
    return select(snapshot, _ATTENTION, {"plan": plan}).row(0, named=True)


def fetch_changes(snapshot: str, plan: str) -> pl.DataFrame:
    """List what is new or changed for a plan: see `reports.rpt_last_change`."""
    return select(snapshot, _CHANGES, {"plan": plan})


def fetch_changed(snapshot: str) -> dict[str, Any]:
    """Say when the data last changed, UTC, and whether there were any before."""
    return select(snapshot, _CHANGED, {}).row(0, named=True)
