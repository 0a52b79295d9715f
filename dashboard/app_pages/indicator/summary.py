"""One indicator in words: its facts, its activities, what was found of it."""

from __future__ import annotations

import re
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.app_pages.targets.indicator_columns import (
    link_change,
    write_baseline,
    write_target,
)
from dashboard.kit.blocks.columns import money_column, say_place
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_date, format_share
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_activity
from dashboard.kit.marks import mark_direction, mark_severity, mark_status
from dashboard.kit.phrases import say_decided
from dashboard.kit.proofs.cells.cell import ProvenCells, prove_cell
from dashboard.kit.proofs.sentence import prove, write_sentence
from dashboard.kit.values import write_change, write_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.app_pages.indicator.queries import IndicatorFacts
    from dashboard.kit.screen import Screen

_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?", re.ASCII)

Fact = tuple[str, str]
"""Name of a text and markup of its value."""


def write_indicator(indicator: IndicatorFacts, screen: Screen) -> str:
    """Write the markup of what is known of an indicator.

    Args:
        indicator: What `query_indicator` gives.
        screen: Language.
    """
    say, common = screen.words("indicator"), screen.words("targets")
    row = indicator.row
    facts: list[Fact] = [
        (screen.label("status_code"), _write_status(row, screen)),
        (screen.label("direction"), _write_direction(row, screen)),
        (screen.label("baseline_value"), _write_baselines(indicator, screen)),
        (screen.label("target_value"), _write_target(row, screen)),
        (say("fact.change"), _write_change(row, screen)),
        (screen.label("actual_value", of="rpt_indicator"), _write_actual(row, screen)),
        (screen.label("unit_code"), escape(common(f"unit.{row['unit_kind']}"))),
        (
            screen.label("indicator_group", is_short=True),
            escape(common(f"group_one.{row['indicator_group']}")),
        ),
        (say("fact.source"), _write_source(row, screen)),
    ]
    items = [
        tag("div", tag("dt", escape(label)), tag("dd", markup))
        for label, markup in facts
        if markup
    ]
    return tag("dl", *items, class_="facts")


def _write_status(row: Mapping[str, Any], screen: Screen) -> str:
    status = mark_status(row["status_code"], screen)
    progress, expected = row["progress_ratio"], row["expected_ratio"]
    if progress is None or expected is None:
        return status
    shares = {
        "progress": format_share(progress, screen.language),
        "expected": format_share(expected, screen.language),
    }
    figures = [(f"{name}_ratio", share) for name, share in shares.items()]
    said = screen.words("indicator")("fact.progress", **shares)
    return status + tag("small", _make_cells(screen).link_all(row, said, figures))


def _make_cells(screen: Screen) -> ProvenCells:
    columns = {"target_value": "target_in_force_value"}
    return ProvenCells(
        screen, "rpt_indicator", by=("indicator_number",), columns=columns
    )


def _write_direction(row: Mapping[str, Any], screen: Screen) -> str:
    code = row["direction"]
    if not code:
        return ""
    return mark_direction(code, screen.words("targets")(f"direction.{code}"))


def _write_baselines(indicator: IndicatorFacts, screen: Screen) -> str:
    say = screen.words("indicator")
    printed = [
        say("fact.printed", printed=row["printed_text"])
        for row in indicator.values.iter_rows(named=True)
        if row["value_kind"] == "baseline"
        and says_more(row["printed_text"], row["value"])
    ]
    lines = "".join(tag("small", escape(line)) for line in printed)
    return write_baseline(indicator.row, screen) + lines


def says_more(printed: str | None, value: Decimal | None) -> bool:
    """Whether a printed cell says more than the number that stands beside it."""
    number = "".join((printed or "").removesuffix("%").split())
    number = number.replace(",", ".").replace("−", "-")
    if not _NUMBER.fullmatch(number):
        return bool(printed)
    return value is None or Decimal(number) != value


def _write_target(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("indicator")
    lines = []
    # Where there is no number, or another one was decided, it stands there already.
    is_alone = row["target_value"] is not None and not row["decision_number"]
    if is_alone and says_more(row["target_text"], row["target_value"]):
        lines.append(say("fact.target_printed", printed=row["target_text"]))
    if row["decision_number"]:
        lines.append(
            say(
                "fact.target_changed",
                number=row["decision_number"],
                date=say_decided(row["decided_date"], screen),
            )
        )
    if row["target_date"]:
        lines.append(say("fact.target_date", date=format_date(row["target_date"])))
    small = "".join(tag("small", escape(line)) for line in lines)
    return write_target(row, screen) + small


def _write_change(row: Mapping[str, Any], screen: Screen) -> str:
    if row["change_value"] is None:
        return ""
    change = write_change(row["change_value"], row["unit_code"], screen.language)
    return link_change(row, change, screen)


def _write_actual(row: Mapping[str, Any], screen: Screen) -> str:
    if row["actual_value"] is None:
        word = screen.words("kit")("status.not_measured")
        return tag("span", escape(word), class_="missing")
    value = write_value(row["actual_value"], row["unit_code"], screen.language)
    linked = _make_cells(screen).link(row, "actual_value", value)
    return linked + tag("small", escape(format_date(row["actual_date"])))


def _write_source(row: Mapping[str, Any], screen: Screen) -> str:
    return escape(say_place(row, screen))


def write_activities(activities: pl.DataFrame, number: str, screen: Screen) -> str:
    """Write the table of activities that name the indicator, with its total.

    Args:
        activities: What `query_indicator` gives, all or its first rows.
        number: Number of the indicator.
        screen: Language.
    """
    say = screen.words("indicator")
    if activities.is_empty():
        return tag("p", escape(say("activities.none")))
    columns = [
        Column("activity_number", screen.label("activity_number", is_short=True)),
        Column(
            "activity_title",
            screen.label("activity_title"),
            markup=lambda row: _write_activity(row, screen),
        ),
        money_column(screen, "net_eur", screen.label("net_eur", is_short=True)),
    ]
    total = {
        "activity_number": say("activities.total"),
        "activity_title": say("activities.all"),
        "net_eur": activities["all_net_eur"][0],
    }
    return write_table(
        activities,
        columns,
        caption=say("activities.caption"),
        total=total,
        kind="cards",
        cells=ProvenCells(
            screen,
            "rpt_indicator_cost",
            by=("activity_key",),
            at={"indicator_number": number},
            adds=("net_eur",),
        ),
    )


def prove_counted(said: str, count: int, number: str) -> str:
    """Add the proof of how many activities of an indicator count to a sentence."""
    column = "rpt_indicator.activity_count"
    return prove(said, prove_cell(column, count, indicator_number=number))


def _write_activity(row: Mapping[str, Any], screen: Screen) -> str:
    if "cost_role" not in row:
        return write_sentence(row["activity_title"], screen)
    say = screen.words("indicator")
    facts = [say_place(row, screen)]
    if not row["is_counted"]:
        facts.insert(0, say(f"role.{row['cost_role']}"))
    if row["is_inherited"]:
        facts.append(say("activities.inherited"))
    title = link_activity(
        screen, row["activity_key"], write_printed(row["activity_title"])
    )
    return title + tag("small", escape(" · ".join(facts)))


def write_findings(findings: pl.DataFrame, screen: Screen) -> str:
    """Write findings about the indicator: what was found and what it means.

    Args:
        findings: What `query_indicator` gives; not empty.
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
    numbers = screen.words("indicator")(
        "findings.numbers", expected=row["expected_text"], found=row["found_text"]
    )
    return f"{numbers} {explanation}"
