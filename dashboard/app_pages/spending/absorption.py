"""What is said of spent money: how much of the plan it is, and where it is late."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.kit.blocks.columns import mark_policy_area, money_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_date, format_period, format_share
from dashboard.kit.html import tag
from dashboard.kit.links import link_activity
from dashboard.kit.marks import mark_status
from dashboard.kit.money import write_short
from dashboard.kit.phrases import lower_first
from dashboard.kit.plans import name_tense
from dashboard.kit.proofs.cells.cell import ProvenCells, prove_cell
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.sentence import prove

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.app_pages.spending.absorption_queries import Split
    from dashboard.app_pages.spending.coverage import Coverage
    from dashboard.kit.filters import SpendingFilter
    from dashboard.kit.screen import Screen


def label_splits(screen: Screen) -> dict[Split, str]:
    """Label what absorption can be told by."""
    say = screen.words("spending.absorption")
    return {
        "area": say("split.area"),
        "category": say("split.category"),
        "activity": say("split.activity"),
        "school": say("split.school"),
        "month": say("split.month"),
    }


def write_late_title(
    attention: pl.DataFrame,
    untold_count: int,
    coverage: Coverage,
    chosen: SpendingFilter,
    screen: Screen,
) -> str:
    """Describe how many activities are late, that none is, or that it cannot be told.

    Args:
        attention: What `query_attention` gives.
        untold_count: What `count_untold` gives.
        coverage: What `query_coverage` gives for the plan.
        chosen: The filter they were selected by.
        screen: Language.
    """
    say = screen.words("spending.absorption")
    if count := count_late(attention, coverage):
        return prove(say("late.title", count=count), make_proof("late", count, chosen))
    is_untold = untold_count or not coverage.is_enough
    return say("late.title_untold" if is_untold else "late.title_none")


def count_late(attention: pl.DataFrame, coverage: Coverage) -> int:
    """Count the activities that may be called late.

    Args:
        attention: What `query_attention` gives.
        coverage: What `query_coverage` gives for the plan.
    """
    statuses = attention["status_code"].is_in(coverage.late_statuses)
    return attention.filter(statuses).height


def write_attention(attention: pl.DataFrame, screen: Screen) -> str:
    """Write the table of activities that are late, behind or overspent.

    Args:
        attention: What `query_attention` gives, all or its first rows; not empty.
        screen: Language.
    """
    say, language = screen.words("spending.absorption"), screen.language
    cells = ProvenCells(screen, "rpt_activity_absorption", by=("activity_key",))

    def write_activity(row: Mapping[str, Any]) -> str:
        start, end = row["period_start_date"], row["period_end_date"]
        period = format_period(start, end, language)
        title = escape(row["activity_title"])
        link = link_activity(screen, row["activity_key"], title)
        return link + tag("small", escape(period))

    def write_share(row: Mapping[str, Any]) -> str:
        share = format_share(row["executed_ratio"], language, style="table")
        share = cells.link(row, "executed_ratio", share)
        if row["expected_ratio"] is None:
            return share
        expected = format_share(row["expected_ratio"], language, style="table")
        said = screen.words("kit")("spent.expected", share=expected)
        linked = cells.link_within(row, "expected_ratio", said, expected)
        return tag("span", share, tag("small", linked))

    columns = [
        Column("activity_number", screen.label("activity_number", is_short=True)),
        Column("activity_title", screen.label("activity_title"), markup=write_activity),
        Column(
            "status_code",
            screen.label("status_code"),
            markup=lambda row: mark_status(row["status_code"], screen),
        ),
        money_column(
            screen, "in_force_net_eur", screen.label("in_force_net_eur", is_short=True)
        ),
        _spent_column(screen, "executed_net_eur"),
        Column(
            "executed_ratio",
            say("column.ratio"),
            missing="–",
            is_number=True,
            markup=write_share,
        ),
    ]
    caption = say("late.caption")
    return write_table(attention, columns, caption=caption, kind="cards", cells=cells)


def write_forecast_title(forecast: pl.DataFrame, screen: Screen) -> str:
    """Describe the forecast, or why there is none."""
    say = screen.words("spending.absorption")
    row = forecast.row(0, named=True)
    if row["forecast_status"] != "forecast":
        return say(f"forecast.none.{row['forecast_status']}")
    tense = name_tense(row["forecast_date"], screen)
    said = say(
        f"forecast.title.{tense}",
        day=format_date(row["forecast_date"]),
        amount=write_short(row["all_forecast_net_eur"], screen),
        share=format_share(row["all_forecast_ratio"], screen.language),
    )
    column = "rpt_spending_forecast.forecast_net_eur"
    return prove(
        said,
        prove_cell(column, row["all_forecast_net_eur"]),
        prove_cell(f"{column}/in_force_net_eur", row["all_forecast_ratio"]),
    )


def write_forecast(forecast: pl.DataFrame, screen: Screen) -> str:
    """Write the table of the forecast by area; empty where there is none."""
    say = screen.words("spending.absorption")
    first = forecast.row(0, named=True)
    if first["forecast_status"] != "forecast":
        return ""
    columns = [
        Column(
            "area_name",
            say("column.area"),
            markup=lambda row: mark_policy_area(
                row.get("policy_area_code", ""), row["area_name"]
            ),
        ),
        money_column(
            screen, "in_force_net_eur", screen.label("in_force_net_eur", is_short=True)
        ),
        _spent_column(screen, "executed_net_eur"),
        money_column(screen, "monthly_net_eur", say("column.monthly")),
        money_column(screen, "forecast_net_eur", say("column.forecast")),
        Column(
            "forecast_ratio",
            say("column.forecast_ratio"),
            lambda value: format_share(value, screen.language, style="table"),
            missing="–",
            is_number=True,
        ),
    ]
    sums = ("in_force_net_eur", "executed_net_eur", "monthly_net_eur")
    total = {
        "area_name": say("table.total"),
        **{name: first[f"all_{name}"] for name in sums},
        "forecast_net_eur": first["all_forecast_net_eur"],
        "forecast_ratio": first["all_forecast_ratio"],
    }
    cells = ProvenCells(
        screen,
        "rpt_spending_forecast",
        by=("policy_area_code",),
        columns={"forecast_ratio": "forecast_net_eur/in_force_net_eur"},
        adds=(*sums, "forecast_net_eur", "forecast_ratio"),
    )
    caption = say("forecast.caption")
    return write_table(forecast, columns, caption=caption, total=total, cells=cells)


def list_forecast_notes(forecast: pl.DataFrame, screen: Screen) -> list[str]:
    """List the areas that would spend more than their plan, if any would."""
    beyond = [
        lower_first(row["area_name"])
        for row in forecast.to_dicts()
        if row["forecast_ratio"] is not None and row["forecast_ratio"] > 1
    ]
    if not beyond:
        return []
    areas = ", ".join(beyond)
    return [screen.words("spending.absorption")("forecast.beyond", areas=areas)]


def _spent_column(screen: Screen, name: str) -> Column:
    """Return the column of what is spent; where nothing is reported it says so."""
    column = money_column(screen, name, screen.label("executed_net_eur", is_short=True))
    missing = screen.words("kit")("spent.not_reported")
    return Column(name, column.label, column.write, missing=missing, is_number=True)
