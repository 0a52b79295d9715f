"""What is said of spent money: how much of the plan it is, and where it is late."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.components.figures import KeyFigure
from dashboard.components.html import tag
from dashboard.components.tables import Column, write_table
from dashboard.formats import format_date, format_period, format_share
from dashboard.views.columns import mark_area, money_column
from dashboard.views.marks import mark_status
from dashboard.views.money import write_exact, write_short
from dashboard.views.parts import lower_first

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.queries.absorption import Split
    from dashboard.screen import Screen


def write_answer(totals: Mapping[str, Any], screen: Screen) -> str:
    """Say how much of the plan in force is spent, and until when that is known.

    Args:
        totals: What `fetch_totals` gives; something of the plan is reported.
        screen: Language.
    """
    say = screen.words("absorption")
    day = format_date(totals["reported_until_date"])
    if totals["executed_net_eur"] is None:
        return say("answer.nothing", day=day)
    spent = write_short(totals["executed_net_eur"], screen)
    if totals["executed_ratio"] is None:
        return say("answer.unplanned", day=day, spent=spent)
    return say(
        "answer.spent",
        day=day,
        spent=spent,
        planned=write_short(totals["in_force_net_eur"], screen),
        share=format_share(totals["executed_ratio"], screen.language),
    )


def list_figures(totals: Mapping[str, Any], screen: Screen) -> list[KeyFigure]:
    """Make the key figures: plan in force, revised, spent, left."""
    say = screen.words("absorption")

    def figure(name: str, note: str) -> KeyFigure:
        value = totals[f"{name}_net_eur"]
        if value is None:
            word = say("figure.not_reported")
            return KeyFigure(say(f"figure.{name}"), word, say("figure.none_note"))
        exact = write_exact(value, screen)
        return KeyFigure(
            say(f"figure.{name}"), write_short(value, screen), f"{note}: {exact}"
        )

    printed = totals["printed_net_eur"]
    is_printed = totals["in_force_net_eur"] == printed
    in_force = say("figure.as_printed" if is_printed else "figure.as_changed")
    ratio = totals["executed_ratio"]
    share = "–" if ratio is None else format_share(ratio, screen.language)
    return [
        figure("in_force", in_force),
        figure("revised", say("figure.revised_note")),
        figure("executed", say("figure.executed_note", share=share)),
        figure("left", say("figure.left_note")),
    ]


def label_splits(screen: Screen) -> dict[Split, str]:
    """Name what absorption can be told by."""
    say = screen.words("absorption")
    return {
        "area": say("split.area"),
        "category": say("split.category"),
        "activity": say("split.activity"),
        "school": say("split.school"),
        "month": say("split.month"),
    }


def write_late_title(attention: pl.DataFrame, untold_count: int, screen: Screen) -> str:
    """Say how many activities are late, that none is, or that it cannot be told.

    Args:
        attention: What `fetch_attention` gives.
        untold_count: What `count_untold` gives.
        screen: Language.
    """
    say = screen.words("absorption")
    late = attention.filter(attention["status_code"].is_in(["late", "no_payments"]))
    if late.height:
        return say("late.title", count=late.height)
    return say("late.title_untold" if untold_count else "late.title_none")


def write_attention(attention: pl.DataFrame, screen: Screen) -> str:
    """Write the table of activities that are late, behind or overspent.

    Args:
        attention: What `fetch_attention` gives, all or its first rows; not empty.
        screen: Language.
    """
    say, language = screen.words("absorption"), screen.language

    def write_activity(row: Mapping[str, Any]) -> str:
        start, end = row["period_start_date"], row["period_end_date"]
        period = format_period(start, end, language)
        return escape(row["activity_title"]) + tag("small", escape(period))

    def write_share(row: Mapping[str, Any]) -> str:
        share = escape(format_share(row["executed_ratio"], language, style="table"))
        if row["expected_ratio"] is None:
            return share
        expected = format_share(row["expected_ratio"], language, style="table")
        said = tag("small", escape(say("late.expected", share=expected)))
        return tag("span", share, said)

    columns = [
        Column("activity_number", say("column.number")),
        Column("activity_title", say("column.activity"), markup=write_activity),
        Column(
            "status_code",
            say("column.status"),
            markup=lambda row: mark_status(row["status_code"], screen),
        ),
        money_column(screen, "in_force_net_eur", say("column.planned")),
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
    return write_table(attention, columns, caption=caption, kind="cards")


def write_forecast_title(forecast: pl.DataFrame, screen: Screen) -> str:
    """Say the forecast, or why there is none."""
    say = screen.words("absorption")
    row = forecast.row(0, named=True)
    if row["forecast_status"] != "forecast":
        return say(f"forecast.none.{row['forecast_status']}")
    return say(
        "forecast.title",
        day=format_date(row["forecast_date"]),
        amount=write_short(row["all_forecast_net_eur"], screen),
        share=format_share(row["all_forecast_ratio"], screen.language),
    )


def write_forecast(forecast: pl.DataFrame, screen: Screen) -> str:
    """Write the table of the forecast by area; empty where there is none."""
    say = screen.words("absorption")
    first = forecast.row(0, named=True)
    if first["forecast_status"] != "forecast":
        return ""
    columns = [
        Column(
            "area_name",
            say("column.area"),
            markup=lambda row: mark_area(
                row.get("policy_area_code", ""), row["area_name"]
            ),
        ),
        money_column(screen, "in_force_net_eur", say("column.planned")),
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
    return write_table(forecast, columns, caption=say("forecast.caption"), total=total)


def list_forecast_notes(forecast: pl.DataFrame, screen: Screen) -> list[str]:
    """Name the areas that would spend more than their plan, if any would."""
    beyond = [
        lower_first(row["area_name"])
        for row in forecast.to_dicts()
        if row["forecast_ratio"] is not None and row["forecast_ratio"] > 1
    ]
    if not beyond:
        return []
    areas = ", ".join(beyond)
    return [screen.words("absorption")("forecast.beyond", areas=areas)]


def _spent_column(screen: Screen, name: str) -> Column:
    """Give the column of what is spent; where nothing is reported it says so."""
    say = screen.words("absorption")
    column = money_column(screen, name, say("column.spent"))
    missing = say("figure.not_reported")
    return Column(name, column.label, column.write, missing=missing, is_number=True)
