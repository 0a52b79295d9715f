"""Pictures of spent money: beside the plan, by school, and month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.components.blocks import Chart
from dashboard.components.paired_bars import Pair, write_pairs
from dashboard.components.tables import Column, write_table
from dashboard.formats import format_date, format_share
from dashboard.views.columns import money_column
from dashboard.views.money import write_short
from dashboard.views.parts import lower_first, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.queries.absorption import Split
    from dashboard.screen import Screen

SAID: Final = 3
"""How many groups a text alternative names."""

MONTHS: Final = 24
"""Months of the picture, the last ones; the table has all of them."""

SOURCE: Final = "block.loaded_source"

Group = dict[str, Any]


def view_groups(
    groups: pl.DataFrame, split: Split, screen: Screen, filters: str
) -> Chart:
    """Show what is spent of each group beside what is planned for it.

    Args:
        groups: What `fetch_groups` gives for an area, category or activity; not empty.
        split: What the groups are.
        screen: Language.
        filters: The sentence of active filters.
    """
    say = screen.words("absorption")
    rows = _list_groups(groups, screen)
    known = [row for row in rows if row["executed_ratio"] is not None]
    best = max(known, key=lambda row: row["executed_ratio"], default=None)
    pairs = [
        Pair(
            label=shorten(row["group_label"], screen.label_length),
            value=_say_ratio(row, screen),
            planned=_split(groups, row, "planned_net_eur"),
            spent=_split(groups, row, "executed_net_eur"),
        )
        for row in rows
    ]
    legend = {"planned": say("legend.planned"), "spent": say("legend.spent")}
    fields = _say_best(best, screen)
    return Chart(
        name="absorption",
        title=say("groups.title", **fields) if best else say("groups.title_none"),
        subtitle=_join(say("measure"), filters),
        alt=say("groups.alt", parts=_say_parts(rows, screen)),
        figure=write_pairs(pairs, legend),
        table=_write_groups(groups, screen),
        legend={} if split == "area" else _list_areas(groups),
        note=say("groups.note"),
        source=SOURCE,
    )


def _say_best(best: Group | None, screen: Screen) -> dict[str, str]:
    if best is None:
        return {}
    share = format_share(best["executed_ratio"], screen.language)
    return {"first": lower_first(shorten(best["group_label"])), "share": share}


def view_schools(groups: pl.DataFrame, screen: Screen, filters: str) -> Chart:
    """Show what is spent in each school; no plan is divided among schools.

    Args:
        groups: What `fetch_groups` gives for schools; not empty.
        screen: Language.
        filters: The sentence of active filters.
    """
    say = screen.words("absorption")
    rows = _list_groups(groups, screen)
    pairs = [
        Pair(
            label=shorten(row["group_label"], screen.label_length),
            value=write_short(row["all_executed_net_eur"], screen),
            planned={},
            spent=_split(groups, row, "executed_net_eur"),
        )
        for row in rows
    ]
    columns = [
        Column("group_label", say("column.school"), missing=say("school.none")),
        money_column(screen, "all_executed_net_eur", say("column.spent")),
    ]
    table = groups.unique("group_key", maintain_order=True)
    return Chart(
        name="absorption",
        title=_say_schools(rows, screen),
        subtitle=_join(say("measure_spent"), filters),
        alt=say("school.alt", parts=_say_parts(rows, screen)),
        figure=write_pairs(pairs, {}),
        table=write_table(table, columns, caption=say("school.caption")),
        legend=_list_areas(groups),
        note=say("school.note"),
        source=SOURCE,
    )


def _say_schools(rows: Sequence[Group], screen: Screen) -> str:
    """Say which school spends most, and what is reported without any."""
    say = screen.words("absorption")
    amounts = [write_short(row["all_executed_net_eur"], screen) for row in rows]
    if not rows[0]["group_key"]:
        return say("school.title_none", amount=amounts[0])
    fields = {"first": shorten(rows[0]["group_label"]), "amount": amounts[0]}
    if len(rows) == 1:
        return say("school.title_one", **fields)
    if rows[-1]["group_key"]:
        return say("school.title", **fields)
    return say("school.title_rest", rest=amounts[-1], **fields)


def view_months(months: pl.DataFrame, screen: Screen, filters: str) -> Chart:
    """Show what is spent month by month, and how much of the plan that is so far.

    Args:
        months: What `fetch_months` gives; not empty.
        screen: Language.
        filters: The sentence of active filters.
    """
    say = screen.words("absorption")
    shown = months.tail(MONTHS).to_dicts()
    last = shown[-1]
    most = max(shown, key=lambda row: row["executed_net_eur"])
    pairs = [
        Pair(
            label=_say_month(row["month_date"]),
            value=_say_so_far(row, screen),
            planned={},
            spent={"": float(row["executed_net_eur"])},
        )
        for row in shown
    ]
    so_far = write_short(last["so_far_net_eur"], screen)
    amount = write_short(most["executed_net_eur"], screen)
    month = _say_month(most["month_date"])
    return Chart(
        name="absorption",
        title=say("month.title", month=month, amount=amount),
        subtitle=_join(say("measure_month"), filters),
        alt=say("month.alt", month=month, amount=amount, so_far=so_far),
        figure=write_pairs(pairs, {}),
        table=_write_months(months, screen),
        note=say("month.note", count=MONTHS) if months.height > MONTHS else "",
        source=SOURCE,
    )


def _list_groups(groups: pl.DataFrame, screen: Screen) -> list[Group]:
    none = screen.words("absorption")("school.none")
    rows = groups.unique("group_key", maintain_order=True).to_dicts()
    return [{**row, "group_label": row["group_label"] or none} for row in rows]


def _split(groups: pl.DataFrame, row: Mapping[str, Any], name: str) -> dict[str, float]:
    parts = groups.filter(groups["group_key"] == row["group_key"])
    pairs = parts.select("policy_area_code", name).iter_rows()
    return {area: float(amount) for area, amount in pairs if amount is not None}


def _say_ratio(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("absorption")
    spent, planned = row["all_executed_net_eur"], row["all_planned_net_eur"]
    if spent is None:
        return say("value.nothing", planned=write_short(planned, screen))
    if row["executed_ratio"] is None:
        return say("value.unplanned", spent=write_short(spent, screen))
    return say(
        "value.ratio",
        share=format_share(row["executed_ratio"], screen.language, style="table"),
        spent=write_short(spent, screen),
        planned=write_short(planned, screen),
    )


def _say_so_far(row: Mapping[str, Any], screen: Screen) -> str:
    amount = write_short(row["executed_net_eur"], screen)
    if row["executed_ratio"] is None:
        return amount
    share = format_share(row["executed_ratio"], screen.language, style="table")
    return screen.words("absorption")("value.so_far", amount=amount, share=share)


def _say_parts(rows: Sequence[Group], screen: Screen) -> str:
    return "; ".join(
        f"{shorten(row['group_label'])}: "
        + (
            _say_ratio(row, screen)
            if "executed_ratio" in row
            else write_short(row["all_executed_net_eur"], screen)
        )
        for row in rows[:SAID]
    )


def _say_month(value: Any) -> str:  # noqa: ANN401 - a date as the database gives it
    return format_date(value)[:7]


def _list_areas(groups: pl.DataFrame) -> dict[str, str]:
    areas = groups.sort("policy_area_order").unique(
        "policy_area_code", maintain_order=True
    )
    return dict(areas.select("policy_area_code", "area_name").iter_rows())


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _write_groups(groups: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("absorption")
    missing = say("figure.not_reported")

    def money(name: str, label: str) -> Column:
        column = money_column(screen, f"all_{name}_net_eur", say(f"column.{label}"))
        return Column(
            column.name, column.label, column.write, missing=missing, is_number=True
        )

    columns = [
        Column("group_label", say("column.group")),
        money_column(screen, "all_planned_net_eur", say("column.planned")),
        money("approved", "approved"),
        money("revised", "revised"),
        money("executed", "spent"),
        _ratio_column(screen),
    ]
    rows = groups.unique("group_key", maintain_order=True)
    return write_table(rows, columns, caption=say("groups.caption"))


def _write_months(months: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("absorption")
    columns = [
        Column("month_date", say("column.month"), _say_month),
        money_column(screen, "executed_net_eur", say("column.spent")),
        money_column(screen, "so_far_net_eur", say("column.so_far")),
        _ratio_column(screen),
    ]
    return write_table(months, columns, caption=say("month.caption"))


def _ratio_column(screen: Screen) -> Column:
    return Column(
        "executed_ratio",
        screen.words("absorption")("column.ratio"),
        lambda value: format_share(value, screen.language, style="table"),
        missing="–",
        is_number=True,
    )
