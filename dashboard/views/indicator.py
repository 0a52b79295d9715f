"""One indicator in detail: facts, its way in time, activities, money, findings."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.components.html import tag
from dashboard.components.tables import Column, write_table
from dashboard.formats import format_date, format_share
from dashboard.views.columns import money_column
from dashboard.views.indicator_columns import write_baseline, write_target
from dashboard.views.marks import mark_direction, mark_severity, mark_status
from dashboard.views.values import write_change, write_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.queries.indicators import Indicator
    from dashboard.screen import Screen

Fact = tuple[str, str]
"""Name of a text and markup of its value."""


def write_indicator(indicator: Indicator, screen: Screen) -> str:
    """Write the markup of what is known of an indicator.

    Args:
        indicator: What `fetch_indicator` gives.
        screen: Language.
    """
    say = screen.words("targets")
    row = indicator.row
    facts: list[Fact] = [
        ("detail.status", _write_status(row, screen)),
        ("detail.direction", _write_direction(row, screen)),
        ("detail.baseline", _write_baselines(indicator, screen)),
        ("detail.target", _write_target(row, screen)),
        ("detail.change", _write_change(row, screen)),
        ("detail.actual", _write_actual(row, screen)),
        ("detail.unit", escape(say(f"unit.{row['unit_kind']}"))),
        ("detail.group", escape(say(f"group_one.{row['indicator_group']}"))),
        ("detail.source", _write_source(row, screen)),
    ]
    items = [
        tag("div", tag("dt", escape(say(key))), tag("dd", markup))
        for key, markup in facts
        if markup
    ]
    title = tag("h3", escape(f"{row['indicator_number']}. {row['indicator_name']}"))
    return tag("div", title, tag("dl", *items, class_="facts"), class_="detail")


def _write_status(row: Mapping[str, Any], screen: Screen) -> str:
    status = mark_status(row["status_code"], screen)
    progress, expected = row["progress_ratio"], row["expected_ratio"]
    if progress is None or expected is None:
        return status
    said = screen.words("targets")(
        "detail.progress",
        progress=format_share(progress, screen.language),
        expected=format_share(expected, screen.language),
    )
    return status + tag("small", escape(said))


def _write_direction(row: Mapping[str, Any], screen: Screen) -> str:
    code = row["direction"]
    if not code:
        return ""
    return mark_direction(code, screen.words("targets")(f"direction.{code}"))


def _write_baselines(indicator: Indicator, screen: Screen) -> str:
    say = screen.words("targets")
    printed = [
        say("detail.printed", printed=row["printed_text"])
        for row in indicator.values.iter_rows(named=True)
        if row["value_kind"] == "baseline" and row["printed_text"]
    ]
    lines = "".join(tag("small", escape(line)) for line in printed)
    return write_baseline(indicator.row, screen) + lines


def _write_target(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("targets")
    lines = []
    if row["target_text"]:
        lines.append(say("detail.target_printed", printed=row["target_text"]))
    if row["decision_number"]:
        lines.append(
            say(
                "detail.target_changed",
                number=row["decision_number"],
                date=format_date(row["decided_date"]),
            )
        )
    if row["target_date"]:
        lines.append(say("detail.target_date", date=format_date(row["target_date"])))
    small = "".join(tag("small", escape(line)) for line in lines)
    return write_target(row, screen) + small


def _write_change(row: Mapping[str, Any], screen: Screen) -> str:
    if row["change_value"] is None:
        return ""
    return escape(write_change(row["change_value"], row["unit_code"], screen.language))


def _write_actual(row: Mapping[str, Any], screen: Screen) -> str:
    if row["actual_value"] is None:
        word = screen.words("common")("status.not_measured")
        return tag("span", escape(word), class_="missing")
    value = write_value(row["actual_value"], row["unit_code"], screen.language)
    return escape(value) + tag("small", escape(format_date(row["actual_date"])))


def _write_source(row: Mapping[str, Any], screen: Screen) -> str:
    return escape(screen.words("common")("row.line", line=row["source_line"]))


def write_activities(activities: pl.DataFrame, screen: Screen) -> str:
    """Write the table of activities that name the indicator, with its total.

    Args:
        activities: What `fetch_indicator` gives.
        screen: Language.
    """
    say = screen.words("targets")
    if activities.is_empty():
        return tag("p", escape(say("activities.none")))
    columns = [
        Column("activity_number", say("column.number")),
        Column(
            "activity_title",
            say("column.activity"),
            markup=lambda row: _write_activity(row, screen),
        ),
        money_column(screen, "net_eur", screen.words("common")("column.net")),
    ]
    total = {
        "activity_number": say("activities.total"),
        "activity_title": " ",
        "net_eur": activities["all_net_eur"][0],
    }
    return write_table(
        activities,
        columns,
        caption=say("activities.caption"),
        total=total,
        kind="cards",
    )


def _write_activity(row: Mapping[str, Any], screen: Screen) -> str:
    if "cost_role" not in row:
        return ""
    say = screen.words("targets")
    facts = [screen.words("common")("row.line", line=row["source_line"])]
    if not row["is_counted"]:
        facts.insert(0, say(f"role.{row['cost_role']}"))
    if row["is_inherited"]:
        facts.append(say("activities.inherited"))
    return escape(row["activity_title"]) + tag("small", escape(" · ".join(facts)))


def write_findings(findings: pl.DataFrame, screen: Screen) -> str:
    """Write findings about the indicator: what was found and what it means.

    Args:
        findings: What `fetch_indicator` gives; not empty.
        screen: Language.
    """
    items = [
        tag(
            "li",
            tag("div", mark_severity(row["severity"], screen)),
            tag("strong", escape(row["rule_title"])),
            tag("p", escape(_say_finding(row, screen))),
        )
        for row in findings.iter_rows(named=True)
    ]
    return tag("ul", *items, class_="findings")


def _say_finding(row: Mapping[str, Any], screen: Screen) -> str:
    explanation: str = row["explanation"]
    if not (row["expected_text"] and row["found_text"] and row["difference"]):
        return explanation
    numbers = screen.words("targets")(
        "findings.numbers", expected=row["expected_text"], found=row["found_text"]
    )
    return f"{numbers} {explanation}"
