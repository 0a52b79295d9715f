"""The targets page's list of promises: each on its own way, what lags behind first."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.app_pages.targets.indicator_columns import (
    find_decimals,
    say_bound,
    write_numbers,
)
from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.charts.bullets import Bullet, write_bullet, write_bullet_heads
from dashboard.kit.formats import format_date, format_share
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_indicator
from dashboard.kit.marks import mark_status, say_status
from dashboard.kit.money import write_short
from dashboard.kit.proofs.cells.cell import prove_cell
from dashboard.kit.proofs.proof import make_proof, prove_part
from dashboard.kit.proofs.sentence import prove
from dashboard.kit.typography import end_once, keep_whole, say_published
from dashboard.kit.values import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from dashboard.kit.filters import TargetFilter
    from dashboard.kit.screen import Screen

ORDER: Final = (
    "off_course",
    "at_risk",
    "pace_unknown",
    "not_measured",
    "no_target",
    "on_course",
    "reached",
)
"""Statuses of promises, the worst first."""

SAID: Final = 5
"""How many promises a text alternative names."""


def sort_promises(indicators: pl.DataFrame) -> pl.DataFrame:
    """Return the chosen indicators, the worst first, the dearest first among equals."""
    places = {code: place for place, code in enumerate(ORDER)}
    chosen = indicators.filter(indicators["is_chosen"])
    return chosen.with_columns(
        place=pl.col("status_code").replace_strict(places, default=len(places))
    ).sort(
        "place",
        "net_eur",
        "sort_order",
        descending=[False, True, False],
        nulls_last=True,
    )


def name_source(indicators: pl.DataFrame) -> str:
    """Return the name of the text that names the source: plan, or workbooks too."""
    is_measured = indicators["actual_value"].is_not_null().any()
    return "block.loaded_source" if is_measured else "block.plan_source"


def view_promises(
    promises: pl.DataFrame,
    behind: Decimal | None,
    chosen: TargetFilter,
    screen: Screen,
    filters: str,
) -> Chart:
    """Show every promise on its own way from baseline to target.

    Args:
        promises: What `sort_promises` gives; not empty.
        behind: Planned money of the activities of promises that are off course.
        chosen: The filter they were selected by.
        screen: Language.
        filters: The sentence of active filters.
    """
    say = screen.words("targets")
    rows = promises.to_dicts()
    decimals = find_decimals(promises)
    names = ("name", "status", "start", "way", "target", "money")
    return Chart(
        name="promises",
        title=_say_title(rows, behind, chosen, screen),
        subtitle=" ".join(
            part
            for part in (say("list.subtitle"), filters, _say_period(promises, screen))
            if part
        ),
        alt=_say_alt(rows, screen),
        figure=tag(
            "div",
            write_bullet_heads([say(f"list.head_{name}") for name in names]),
            *(write_bullet(_make_bullet(row, decimals, screen)) for row in rows),
            class_="bullets",
        ),
        table=write_numbers(promises, screen, caption=say("list.caption")),
        note=say("list.note"),
        source=name_source(promises),
        hint=say("list.hint"),
        is_linked=True,
    )


def _say_title(
    rows: list[dict[str, Any]],
    behind: Decimal | None,
    chosen: TargetFilter,
    screen: Screen,
) -> str:
    say = screen.words("targets")
    statuses = [row["status_code"] for row in rows]
    if count := statuses.count("off_course"):
        name = "list.title_off" if behind is not None else "list.title_off_bare"
        fields = {} if behind is None else {"amount": write_short(behind, screen)}
        counted = prove_part("promised", count, chosen, status_code="off_course")
        money = make_proof("off_course_money", behind, chosen)
        return prove(say(name, count=count, **fields), counted, money)
    if count := statuses.count("at_risk"):
        counted = prove_part("promised", count, chosen, status_code="at_risk")
        return prove(say("list.title_risk", count=count), counted)
    if any(row["actual_value"] is not None for row in rows):
        return say("list.title_fine")
    return _say_largest(rows, screen)


def _say_largest(rows: list[dict[str, Any]], screen: Screen) -> str:
    """Describe the largest change promised in percent, while nothing is measured."""
    say = screen.words("targets")
    known = [
        row
        for row in rows
        if row["unit_code"] == "percent" and row["change_value"] is not None
    ]
    if not known:
        return say("list.title_unknown")
    row = max(known, key=lambda row: abs(row["change_value"]))
    language, unit = screen.language, row["unit_code"]
    said = say(
        "list.title_largest",
        number=row["indicator_number"],
        start=write_value(row["baseline_value"], None, language),
        end=write_value(row["target_value"], unit, language, "sentence"),
    )
    at = {"indicator_number": row["indicator_number"]}
    return prove(
        said,
        prove_cell("rpt_indicator.baseline_value", row["baseline_value"], **at),
        prove_cell("rpt_indicator.target_in_force_value", row["target_value"], **at),
    )


def _say_period(promises: pl.DataFrame, screen: Screen) -> str:
    """Describe what time the values are of, and when they were loaded."""
    say = screen.words("targets")
    days: list[date] = promises["actual_date"].drop_nulls().to_list()
    published = say_published(screen)
    if not days:
        return say("list.period_plan", published=published)
    day = keep_whole(format_date(max(days)))
    return say("list.period_measured", day=day, published=published)


def _say_alt(rows: list[dict[str, Any]], screen: Screen) -> str:
    say = screen.words("targets")
    parts = [
        f"{row['indicator_number']} – {say_status(row['status_code'], screen)}"
        for row in rows[:SAID]
    ]
    return end_once(say("list.alt", count=len(rows), parts="; ".join(parts)))


def _make_bullet(
    row: Mapping[str, Any], decimals: Mapping[str, int], screen: Screen
) -> Bullet:
    say, language = screen.words("targets"), screen.language
    unit, digits = row["unit_code"], decimals[row["indicator_number"]]

    def write(value: Decimal) -> str:
        return write_value(value, unit, language, decimals=digits)

    baseline, target, actual = (
        row[f"{name}_value"] for name in ("baseline", "target", "actual")
    )
    number, name = row["indicator_number"], write_printed(row["indicator_name"])
    return Bullet(
        name=escape(f"{number}. ") + link_indicator(screen, number, name),
        status=row["status_code"],
        mark=mark_status(row["status_code"], screen),
        start=say(f"baseline.{row['baseline_status']}")
        if baseline is None
        else write(baseline),
        target=row["target_text"] or screen.words("kit")("value.unknown")
        if target is None
        else say_bound(write(target), row["target_bound"], screen),
        actual="" if actual is None else write(actual),
        progress=row["progress_ratio"],
        expected=row["expected_ratio"],
        hover=_say_way(row, screen),
        value="" if row["net_eur"] is None else write_short(row["net_eur"], screen),
    )


def _say_way(row: Mapping[str, Any], screen: Screen) -> str:
    """Describe in words how much of the way is gone, if that can be told."""
    if row["progress_ratio"] is None or row["expected_ratio"] is None:
        return ""
    return screen.words("indicator")(
        "fact.progress",
        progress=format_share(row["progress_ratio"], screen.language),
        expected=format_share(row["expected_ratio"], screen.language),
    )
