"""Charts of one indicator: its way in time, and the money behind it by area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from dashboard.app_pages.targets.indicator_columns import say_bound, say_year
from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.columns import (
    net_column,
    place_column,
    share_column,
    write_policy_area,
)
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.bars import Bar, Segment, write_bars
from dashboard.kit.charts.trends import Moment, write_trend
from dashboard.kit.formats import format_date, format_number, format_share
from dashboard.kit.money import write_short
from dashboard.kit.proofs.cells.cell import ProvenCells, prove_cell
from dashboard.kit.proofs.sentence import prove
from dashboard.kit.values import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from dashboard.app_pages.indicator.queries import IndicatorFacts
    from dashboard.kit.screen import Screen


def view_trend(indicator: IndicatorFacts, screen: Screen) -> Chart | None:
    """Show an indicator in time; None where no value has a day to stand at.

    Args:
        indicator: What `query_indicator` gives.
        screen: Language and theme.
    """
    say = screen.words("indicator")
    row = indicator.row
    unit = screen.words("targets")(f"unit.{row['unit_kind']}")
    values = indicator.values.filter(
        pl.col("value").is_not_null()
        & pl.col("period_end_date").is_not_null()
        & pl.col("value_status").ne("unclear")
        & ~pl.col("is_of_school")
    )
    baselines = _list_moments(values, "baseline", row, screen)
    if not baselines:
        return None
    measured = _list_moments(values, "measurement", row, screen)
    target = _find_target(row, screen)
    said = [f"{' '.join(item.tick)}: {item.label}" for item in [*baselines, *measured]]
    goal = _say_target(row, screen)
    return Chart(
        name="trend",
        title=_write_trend_title([*baselines, *measured][-1], goal, row, screen),
        subtitle=say("trend.subtitle", unit=unit),
        alt=say(
            "trend.alt",
            number=row["indicator_number"],
            parts="; ".join(said),
            target=goal,
        ),
        figure=write_trend(baselines, target, measured),
        table=_write_values(indicator, screen),
        source="block.loaded_source" if measured else "block.plan_source",
    )


def _write_trend_title(
    last: Moment, goal: str, row: Mapping[str, Any], screen: Screen
) -> str:
    """Describe the last value and the target; the last is measured or the baseline."""
    known = ("actual_value", "baseline_value")
    name = next((one for one in known if _is_value(last, row[one])), "")
    at = {"indicator_number": row["indicator_number"]}
    return prove(
        screen.words("indicator")("trend.title", last=last.label, target=goal),
        prove_cell(f"rpt_indicator.{name}", row[name], **at) if name else None,
        prove_cell("rpt_indicator.target_in_force_value", row["target_value"], **at),
    )


def _is_value(moment: Moment, value: Decimal | None) -> bool:
    return value is not None and float(value) == moment.value


def _list_moments(
    values: pl.DataFrame, kind: str, row: Mapping[str, Any], screen: Screen
) -> list[Moment]:
    rows = values.filter(values["value_kind"] == kind).sort("period_end_date")
    return [
        Moment(
            day=value["measured_date"] or value["period_end_date"],
            value=float(value["value"]),
            label=write_value(value["value"], row["unit_code"], screen.language),
            tick=(_say_period(value, screen),),
        )
        for value in rows.iter_rows(named=True)
    ]


def _say_period(value: Mapping[str, Any], screen: Screen) -> str:
    if value["measured_date"]:
        return format_date(value["measured_date"])
    return say_year(value["period"], screen)


def _find_target(row: Mapping[str, Any], screen: Screen) -> Moment | None:
    if row["target_value"] is None or row["target_date"] is None:
        return None
    say = screen.words("indicator")
    day = format_date(row["target_date"])
    return Moment(
        day=row["target_date"],
        value=float(row["target_value"]),
        label=_say_target(row, screen),
        tick=(say("trend.end"), day),
    )


def _say_target(row: Mapping[str, Any], screen: Screen) -> str:
    if row["target_value"] is None:
        return str(row["target_text"] or screen.words("kit")("value.unknown"))
    value = write_value(row["target_value"], row["unit_code"], screen.language)
    return say_bound(value, row["target_bound"], screen)


def _write_values(indicator: IndicatorFacts, screen: Screen) -> str:
    say = screen.words("indicator")
    unit = indicator.row["unit_code"]
    columns = [
        Column("period", screen.label("period"), lambda value: say_year(value, screen)),
        Column(
            "value_kind", say("column.kind"), lambda code: say(f"trend.kind.{code}")
        ),
        Column(
            "value",
            screen.label("value"),
            lambda value: write_value(value, unit, screen.language),
            missing=screen.words("targets")("baseline.not_measured"),
            is_number=True,
        ),
        Column("printed_text", screen.label("printed_text"), missing="–"),
        place_column(screen),
    ]
    values = indicator.values.filter(~pl.col("is_of_school"))
    cells = ProvenCells(
        screen,
        "fct_indicator_value",
        by=("value_kind", "period", "school_code"),
        at={"indicator_number": indicator.row["indicator_number"]},
    )
    caption = say("trend.caption")
    return write_table(values, columns, caption=caption, cells=cells)


def view_money(
    indicator: IndicatorFacts, overlap: float | None, screen: Screen
) -> Chart | None:
    """Show the planned money behind an indicator by area; None where there is none.

    Args:
        indicator: What `query_indicator` gives.
        overlap: How many indicators an activity names on average.
        screen: Language and theme.
    """
    if indicator.policy_areas.is_empty():
        return None
    say = screen.words("indicator")
    areas = indicator.policy_areas.to_dicts()
    parts = [
        f"{area['area_name']}: {write_short(area['net_eur'], screen)}" for area in areas
    ]
    note = format_number(overlap or 0, screen.language, decimals=1)
    return Chart(
        name="money",
        title=_write_money_title(indicator, screen),
        subtitle=say("money.subtitle"),
        alt=say("money.alt", parts="; ".join(parts)),
        figure=write_bars(_list_bars(areas, screen)),
        table=_write_policy_areas(indicator, screen),
        note=say("money.note", overlap=note),
        is_folded=True,
    )


def _write_money_title(indicator: IndicatorFacts, screen: Screen) -> str:
    first = indicator.activities.row(0, named=True)
    at = {"indicator_number": indicator.row["indicator_number"]}
    said = screen.words("indicator")(
        "money.title",
        count=first["counted_count"],
        amount=write_short(first["all_net_eur"], screen),
    )
    return prove(
        said,
        prove_cell("rpt_indicator.activity_count", first["counted_count"], **at),
        prove_cell("rpt_indicator_cost.net_eur", first["all_net_eur"], **at),
    )


def _list_bars(areas: Sequence[Mapping[str, Any]], screen: Screen) -> list[Bar]:
    return [
        Bar(
            label=area["area_name"],
            value=f"{write_short(area['net_eur'], screen)} · "
            + format_share(area["share"], screen.language, style="table"),
            segments=[
                Segment(
                    value=area["net_eur"],
                    policy_area=area["policy_area_code"],
                    hover=f"{area['area_name']}: "
                    + write_short(area["net_eur"], screen),
                )
            ],
        )
        for area in areas
    ]


def _write_policy_areas(indicator: IndicatorFacts, screen: Screen) -> str:
    say = screen.words("indicator")
    columns = [
        Column("area_name", say("column.area"), markup=write_policy_area),
        net_column(screen),
        share_column("share", screen),
    ]
    cells = ProvenCells(
        screen,
        "rpt_indicator_policy_area",
        by=("policy_area_code",),
        at={"indicator_number": indicator.row["indicator_number"]},
        columns={"share": "net_eur/all"},
    )
    areas, caption = indicator.policy_areas, say("money.caption")
    return write_table(areas, columns, caption=caption, cells=cells)
