"""What an activity serves and how its row is printed, as lists of facts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.kit.blocks.columns import mark_policy_area, say_place
from dashboard.kit.formats import format_share
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_indicator, name_school
from dashboard.kit.money import write_exact
from dashboard.kit.proofs.cells.cell import ProvenCells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.app_pages.activity.queries import ActivityFacts
    from dashboard.kit.screen import Screen

Fact = tuple[str, str]
"""Name of a text and markup of its value; empty markup means not stated."""


def write_purpose(activity: ActivityFacts, screen: Screen) -> str:
    """Write what an activity serves: areas, schools, indicators, tasks.

    Args:
        activity: What `query_activity` gives.
        screen: Language, for links also plan.
    """
    roles = ("implementing", "participating", "network")
    facts = [
        ("fact.areas", _write_policy_areas(activity, screen)),
        ("fact.category", escape(activity.row["category_name"])),
        *(
            (f"fact.{role}", _write_schools(schools, screen))
            for role in roles
            if (schools := activity.list_schools(role)) or role == "implementing"
        ),
        ("fact.indicators", _write_indicators(activity, screen)),
        ("fact.tasks", _write_tasks(activity)),
    ]
    return _write_facts(facts, screen)


def write_cost_row(activity: ActivityFacts, screen: Screen) -> str:
    """Write the row of the cost table as the document prints it, and where."""
    row, say = activity.row, screen.words("activity")
    cells = ProvenCells(screen, "rpt_activity", by=("activity_key",))
    money = [
        (f"fact.{name}", _write_money(row, f"printed_{name}_eur", cells))
        for name in ("net", "vat", "gross")
    ]
    note = [("fact.note", write_printed(row["cost_note"]))] if row["cost_note"] else []
    page = row["source_page"]
    place = say_place(row, screen)
    facts = [
        ("fact.number", escape(row["activity_number"])),
        ("fact.title", write_printed(row["activity_title"])),
        *money,
        *note,
        ("fact.role", escape(say(f"role.{row['cost_role']}"))),
        (
            "fact.period",
            write_printed(row["period_text"] or "") if row["period_text"] else "",
        ),
        (
            "fact.source",
            escape(say("fact.page", place=place, page=page) if page else place),
        ),
    ]
    return _write_facts(facts, screen)


def _write_facts(facts: Sequence[Fact], screen: Screen) -> str:
    say = screen.words("activity")
    unknown = tag("span", escape(say("fact.unknown")), class_="missing")
    items = [
        tag("div", tag("dt", escape(say(key))), tag("dd", markup or unknown))
        for key, markup in facts
    ]
    return tag("dl", *items, class_="facts")


def _write_money(row: Mapping[str, Any], name: str, cells: ProvenCells) -> str:
    if row[name] is None:
        return ""
    return cells.link(row, name, write_exact(row[name], cells.screen))


def _write_policy_areas(activity: ActivityFacts, screen: Screen) -> str:
    """Write areas, what share of the cost each gets, and why that much."""
    say, rows = screen.words("activity"), activity.policy_areas.to_dicts()
    lines, at = [], {"activity_key": activity.row["activity_key"]}
    weights = ProvenCells(
        screen, "bridge_activity_policy_area", by=("policy_area_code",), at=at
    )
    costs = ProvenCells(screen, "fct_cost_in_force", by=("policy_area_code",), at=at)
    for row in rows:
        share = format_share(row["weight_ratio"], screen.language, style="table")
        parts = [mark_policy_area(row["policy_area_code"], row["area_name"])]
        parts.append(weights.link(row, "weight_ratio", share))
        if row["net_eur"] is not None:
            parts.append(
                costs.link(row, "net_eur", write_exact(row["net_eur"], screen))
            )
        lines.append(tag("div", " · ".join(parts)))
    if len(rows) > 1:
        key = "given" if all(row["is_weight_given"] for row in rows) else "equal"
        lines.append(tag("small", escape(say(f"weights.{key}"))))
    if any(row["version_number"] for row in rows):
        lines.append(tag("small", escape(say("weights.changed"))))
    return "".join(lines)


def _write_schools(schools: Sequence[Mapping[str, Any]], screen: Screen) -> str:
    """Write schools as links: those with names a line each, the others in one line."""
    named = [row for row in schools if row["school_name"]]
    lines = [[row] for row in named] + [[r for r in schools if not r["school_name"]]]
    return "".join(
        tag("div", ", ".join(_name_school(row, screen) for row in line))
        for line in lines
        if line
    )


def _name_school(row: Mapping[str, Any], screen: Screen) -> str:
    return name_school(screen, row["school_code"], row["school_name"])


def _write_indicators(activity: ActivityFacts, screen: Screen) -> str:
    lines = []
    for row in activity.indicators.to_dicts():
        words = write_printed(f"{row['indicator_number']}. {row['indicator_name']}")
        lines.append(tag("div", link_indicator(screen, row["indicator_number"], words)))
    return "".join(lines)


def _write_tasks(activity: ActivityFacts) -> str:
    return "".join(
        tag(
            "div",
            write_printed(f"{row['task_number']} {row['task_title'] or ''}".strip()),
        )
        for row in activity.tasks.iter_rows(named=True)
    )
