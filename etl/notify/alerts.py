"""What somebody asked to be told of: things of a plan that are not as they should be.

Each is told once, and again only after it was over or has become something else. What
is asked for is set by `PAZANGA_ALERTS`; nothing is by default.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import duckdb

from etl.notify.events import Alert
from pazanga.errors import UnreadableError
from pazanga.local_time import find_day
from pazanga.log import pairs
from warehouse.connection import open_snapshot

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from pazanga.settings.operation import AlertSettings
    from warehouse.snapshots import Snapshot

_LOG = logging.getLogger(__name__)

_LATE: Final = """
    select
        'late' as rule_code,
        plan_code,
        activity_number as number,
        activity_title as title,
        period_end_date as since,
        activity_key as key
    from reports.rpt_activity_absorption
    where
        status_code in ('late', 'no_payments')
        and period_end_date < $today - $late_days::int
    order by plan_code, activity_order
"""
_INDICATORS: Final = """
    select
        'off_course' as rule_code,
        plan_code,
        indicator_number as number,
        indicator_name as title,
        actual_date as since,
        indicator_number as key
    from reports.rpt_indicator
    where is_chosen and status_code = 'off_course' and $today is not null
    order by plan_code, sort_order
"""
_MEASUREMENTS: Final = """
    select
        'not_measured' as rule_code,
        plan_code,
        indicator_number as number,
        indicator_name as title,
        target_date as since,
        indicator_number as key
    from reports.rpt_indicator
    where
        is_chosen
        and target_date < $today
        and (actual_date is null or actual_date < target_date)
    order by plan_code, sort_order
"""
_PLACES: Final = {
    "late": ("activity", "key"),
    "off_course": ("indicator", "number"),
    "not_measured": ("indicator", "number"),
}
"""Page, and the parameter that names the thing on it, by rule."""


def read_alerts(
    snapshot: Snapshot, settings: AlertSettings, now: datetime
) -> tuple[Alert, ...] | None:
    """Read what a snapshot holds of what is asked for; None where it cannot be read.

    Args:
        snapshot: What readers see.
        settings: What is asked for.
        now: The moment; days are those of Vilnius.
    """
    asked = _list_queries(settings)
    today = find_day(now)
    try:
        connection = open_snapshot(snapshot.path)
        try:
            rows = [
                row
                for sql, values in asked
                for row in connection.execute(
                    sql, {"today": today, **values}
                ).fetchall()
            ]
        finally:
            connection.close()
    except (duckdb.Error, UnreadableError) as error:
        _LOG.warning("alerts_unreadable %s", pairs(reason=str(error)))
        return None
    return tuple(_make_alert(*row, base=settings.address) for row in rows)


def _list_queries(settings: AlertSettings) -> list[tuple[str, dict[str, Any]]]:
    asked: list[tuple[str, dict[str, Any]]] = []
    if settings.late_days is not None:
        asked.append((_LATE, {"late_days": settings.late_days}))
    if settings.has_indicators:
        asked.append((_INDICATORS, {}))
    if settings.has_measurements:
        asked.append((_MEASUREMENTS, {}))
    return asked


def _make_alert(  # noqa: PLR0913 - a row of the queries
    rule_code: Any,  # noqa: ANN401 - what the database gives
    plan_code: str,
    number: str,
    title: str,
    since: Any,  # noqa: ANN401
    key: str,
    *,
    base: str,
) -> Alert:
    page, parameter = _PLACES[rule_code]
    query = urlencode({"plan": plan_code, parameter: key})
    return Alert(
        rule_code=rule_code,
        plan_code=plan_code,
        number=number,
        title=title,
        since=since,
        address=f"{base.rstrip('/')}/{page}?{query}",
    )
