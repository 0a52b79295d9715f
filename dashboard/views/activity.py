"""One activity in detail, as a list of facts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.components.html import tag
from dashboard.formats import format_codes, format_period, format_share
from dashboard.views.columns import mark_area
from dashboard.views.marks import mark_status
from dashboard.views.money import write_exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.queries.activities import Activity
    from dashboard.screen import Screen

Fact = tuple[str, str]
"""Name of a text and markup of its value; empty markup means not stated."""


def write_activity(activity: Activity, screen: Screen) -> str:
    """Write the markup of an activity: cost, areas, period, schools, indicators.

    Args:
        activity: What `fetch_activity` gives.
        screen: Language.
    """
    say = screen.words("spending")
    row = activity.row
    facts: list[Fact] = [
        *_list_costs(row, screen),
        *_list_spending(activity, screen),
        ("detail.areas", _write_areas(activity, screen)),
        ("detail.category", escape(row["category_name"])),
        ("detail.period", escape(_write_period(row, screen))),
        *_list_schools(activity),
        ("detail.indicators", _write_indicators(activity)),
        ("detail.tasks", _write_tasks(activity)),
        ("detail.source", escape(say("row.line", line=row["source_line"]))),
    ]
    unknown = tag("span", escape(say("detail.unknown")), class_="missing")
    items = [
        tag("div", tag("dt", escape(say(key))), tag("dd", markup or unknown))
        for key, markup in facts
    ]
    title = tag("h3", escape(f"{row['activity_number']} {row['activity_title']}"))
    return tag("div", title, tag("dl", *items, class_="facts"), class_="detail")


def _list_costs(row: Mapping[str, Any], screen: Screen) -> list[Fact]:
    costs = [
        ("figure.net", row["printed_net_eur"]),
        ("figure.vat", row["printed_vat_eur"]),
        ("figure.gross", row["printed_gross_eur"]),
    ]
    facts = [
        (key, "" if value is None else escape(write_exact(value, screen)))
        for key, value in costs
    ]
    if row["cost_note"]:
        facts.append(("detail.note", escape(row["cost_note"])))
    if row["parent_number"]:
        parent = f"{row['parent_number']} {row['parent_title'] or ''}"
        facts.append(("detail.parent", escape(parent)))
    return facts


def _list_spending(activity: Activity, screen: Screen) -> list[Fact]:
    row = activity.spending
    if row is None:
        return []
    say, language = screen.words("absorption"), screen.language
    if row["executed_net_eur"] is None:
        spent = tag("span", escape(say("figure.not_reported")), class_="missing")
    else:
        spent = escape(write_exact(row["executed_net_eur"], screen))
    if row["executed_ratio"] is not None:
        share = format_share(row["executed_ratio"], language)
        spent += tag("small", escape(say("figure.executed_note", share=share)))
    return [("detail.spent", spent), ("detail.status", _write_status(row, screen))]


def _write_status(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("absorption")
    if row["status_code"] in {"pace_unknown", "not_begun"}:
        return escape(say(f"activity.{row['status_code']}"))
    status = mark_status(row["status_code"], screen)
    if row["expected_ratio"] is None:
        return status
    share = format_share(row["expected_ratio"], screen.language)
    return status + tag("small", escape(say("late.expected", share=share)))


def _write_areas(activity: Activity, screen: Screen) -> str:
    lines = []
    for row in activity.areas.iter_rows(named=True):
        share = format_share(row["weight_ratio"], screen.language, style="table")
        name = mark_area(row["policy_area_code"], row["area_name"])
        lines.append(tag("div", f"{name} {escape(share)}"))
    return "".join(lines)


def _write_period(row: Mapping[str, Any], screen: Screen) -> str:
    printed: str = row["period_text"] or ""
    start, end = row["period_start_date"], row["period_end_date"]
    return format_period(start, end, screen.language) or printed


def _list_schools(activity: Activity) -> list[Fact]:
    roles = ("implementing", "participating", "network")
    return [
        (f"detail.{role}", escape(format_codes(activity.schools[role].split(" "))))
        for role in roles
        if role in activity.schools
    ]


def _write_indicators(activity: Activity) -> str:
    return "".join(
        tag("div", escape(f"{row['indicator_number']}. {row['indicator_name']}"))
        for row in activity.indicators.iter_rows(named=True)
    )


def _write_tasks(activity: Activity) -> str:
    return "".join(
        tag("div", escape(f"{row['task_number']} {row['task_title'] or ''}".strip()))
        for row in activity.tasks.iter_rows(named=True)
    )
