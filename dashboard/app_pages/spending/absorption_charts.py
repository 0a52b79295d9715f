"""Pictures of spent money: beside the plan, by school, and month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.app_pages.spending.charts import GROUPED
from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.columns import list_policy_areas, money_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.paired_bars import Pair, write_pairs
from dashboard.kit.charts.timeline import Month, TimelineWords, write_timeline
from dashboard.kit.formats import format_date, format_money_short, format_share
from dashboard.kit.html import write_printed
from dashboard.kit.links import link_school
from dashboard.kit.money import write_short
from dashboard.kit.phrases import lower_first, shorten
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.proofs.proof import make_proof, prove_part
from dashboard.kit.proofs.sentence import prove, write_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.app_pages.spending.absorption_queries import Split
    from dashboard.kit.filters import SpendingFilter
    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen

SAID: Final = 3
"""How many groups a text alternative names."""

SOURCE: Final = "block.loaded_source"

Group = dict[str, Any]


def view_groups(
    groups: pl.DataFrame,
    split: Split,
    chosen: SpendingFilter,
    screen: Screen,
    filters: str,
) -> Chart:
    """Show what is spent of each group beside what is planned for it.

    Args:
        groups: What `query_groups` gives for an area, category or activity; not empty.
        split: What the groups are.
        chosen: The filter they were selected by.
        screen: Language.
        filters: The sentence of active filters.
    """
    say = screen.words("spending.absorption")
    rows = _list_groups(groups, screen)
    known = [row for row in rows if row["executed_ratio"] is not None]
    best = max(known, key=lambda row: row["executed_ratio"], default=None)
    pairs = [
        Pair(
            label=row["group_label"],
            value=_say_ratio(row, screen),
            planned=_split(groups, row, "planned_net_eur"),
            spent=_split(groups, row, "executed_net_eur"),
        )
        for row in rows
    ]
    legend = {"planned": say("legend.planned"), "spent": say("legend.spent")}
    fields = _say_best(best, screen)
    title = say("groups.title", **fields) if best else say("groups.title_none")
    return Chart(
        name="absorption",
        title=prove(title, _prove_best(best, split, chosen)),
        subtitle=_join(say("measure"), filters),
        alt=say("groups.alt", parts=_say_parts(rows, screen)),
        figure=write_pairs(pairs, legend),
        table=_write_groups(groups, split, chosen, screen),
        legend={} if split == "area" else list_policy_areas(groups),
        note=say("groups.note"),
        source=SOURCE,
    )


def _prove_best(
    best: Group | None, split: Split, chosen: SpendingFilter
) -> Proof | None:
    if best is None:
        return None
    row = {GROUPED[split]: str(best["group_key"])}
    return prove_part("spent/in_force", best["executed_ratio"], chosen, **row)


def _say_best(best: Group | None, screen: Screen) -> dict[str, str]:
    if best is None:
        return {}
    share = format_share(best["executed_ratio"], screen.language)
    return {"first": lower_first(shorten(best["group_label"])), "share": share}


def view_schools(
    groups: pl.DataFrame, chosen: SpendingFilter, screen: Screen, filters: str
) -> Chart:
    """Show what is spent in each school; no plan is divided among schools.

    Args:
        groups: What `query_groups` gives for schools; not empty.
        chosen: The filter they were selected by.
        screen: Language.
        filters: The sentence of active filters.
    """
    say = screen.words("spending.absorption")
    rows = _list_groups(groups, screen)
    pairs = [
        Pair(
            label=row["group_label"],
            value=write_short(row["all_executed_net_eur"], screen),
            planned={},
            spent=_split(groups, row, "executed_net_eur"),
        )
        for row in rows
    ]
    return Chart(
        name="absorption",
        title=_say_schools(rows, chosen, screen),
        subtitle=_join(say("measure_spent"), filters),
        alt=say("school.alt", parts=_say_parts(rows, screen)),
        figure=write_pairs(pairs, {}),
        table=_write_schools(groups, chosen, screen),
        legend=list_policy_areas(groups),
        note=say("school.note"),
        source=SOURCE,
    )


def _write_schools(groups: pl.DataFrame, chosen: SpendingFilter, screen: Screen) -> str:
    say = screen.words("spending.absorption")
    columns = [
        Column(
            "group_label",
            say("column.school"),
            missing=say("school.none"),
            markup=lambda row: link_school(
                screen, row["group_key"], write_printed(row["group_label"])
            ),
        ),
        money_column(
            screen,
            "all_executed_net_eur",
            screen.label("executed_net_eur", is_short=True),
        ),
    ]
    table = groups.unique("group_key", maintain_order=True)
    cells = ProvenCells(
        screen,
        "",
        by=("school_code",),
        names={"school_code": "group_key"},
        columns={"all_executed_net_eur": "spent_by_school"},
        chosen=chosen,
    )
    return write_table(table, columns, caption=say("school.caption"), cells=cells)


def _say_schools(rows: Sequence[Group], chosen: SpendingFilter, screen: Screen) -> str:
    """Describe which school spends most, and what is reported without any."""
    say = screen.words("spending.absorption")
    amounts = [write_short(row["all_executed_net_eur"], screen) for row in rows]
    proofs = [
        prove_part(
            "spent_by_school",
            row["all_executed_net_eur"],
            chosen,
            school_code=row["group_key"] or "",
        )
        for row in rows
    ]
    if not rows[0]["group_key"]:
        return prove(say("school.title_none", amount=amounts[0]), proofs[0])
    fields = {"first": shorten(rows[0]["group_label"]), "amount": amounts[0]}
    if len(rows) == 1:
        return prove(say("school.title_one", **fields), proofs[0])
    if rows[-1]["group_key"]:
        return prove(say("school.title", **fields), proofs[0])
    said = say("school.title_rest", rest=amounts[-1], **fields)
    return prove(said, proofs[0], proofs[-1])


def view_months(
    months: pl.DataFrame, chosen: SpendingFilter, screen: Screen, filters: str
) -> Chart:
    """Show what is spent month by month, and what it adds up to beside the plan.

    Args:
        months: What `query_months` gives; not empty.
        chosen: The filter they were selected by.
        screen: Language.
        filters: The sentence of active filters.
    """
    say = screen.words("spending.absorption")
    rows = months.to_dicts()
    last = rows[-1]
    most = max(rows, key=lambda row: row["executed_net_eur"])
    so_far = write_short(last["so_far_net_eur"], screen)
    amount = write_short(most["executed_net_eur"], screen)
    month = _say_month(most["month_date"])
    planned = last["planned_so_far_net_eur"]
    words = TimelineWords(
        so_far=say("month.so_far"),
        by_month=say("month.by_month"),
        spent=write_sentence(
            prove(
                say("month.spent", amount=so_far),
                make_proof("spent", last["so_far_net_eur"], chosen),
            ),
            screen,
        ),
        planned=_write_planned(planned, chosen, screen) if planned else "",
        most=f"{month}: {amount}",
    )
    of = {"month_began": str(most["month_date"])}
    proof = prove_part("spent", most["executed_net_eur"], chosen, **of)
    return Chart(
        name="absorption",
        title=prove(say("month.title", month=month, amount=amount), proof),
        subtitle=_join(say("measure_month"), filters),
        alt=say("month.alt", month=month, amount=amount, so_far=so_far),
        figure=write_timeline([_make_month(row, screen) for row in rows], words),
        table=_write_months(months, chosen, screen),
        note=say("month.note") if planned else "",
        source=SOURCE,
        is_linked=True,
    )


def _write_planned(planned: float, chosen: SpendingFilter, screen: Screen) -> str:
    """Write what was to be spent by the end of the last month."""
    amount = format_money_short(planned, screen.language)
    said = screen.words("spending.absorption")("month.planned", amount=amount)
    proof = make_proof("planned_by_now", planned, chosen)
    return write_sentence(prove(said, proof), screen)


def _make_month(row: Mapping[str, Any], screen: Screen) -> Month:
    day, planned = row["month_date"], row["planned_so_far_net_eur"]
    spent = write_short(row["executed_net_eur"], screen)
    return Month(
        tick=str(day.year) if day.month == 1 else "",
        hover=f"{_say_month(day)}: {spent}",
        spent=float(row["executed_net_eur"]),
        spent_so_far=float(row["so_far_net_eur"]),
        planned_so_far=None if planned is None else float(planned),
    )


def _list_groups(groups: pl.DataFrame, screen: Screen) -> list[Group]:
    none = screen.words("spending.absorption")("school.none")
    rows = groups.unique("group_key", maintain_order=True).to_dicts()
    return [{**row, "group_label": row["group_label"] or none} for row in rows]


def _split(groups: pl.DataFrame, row: Mapping[str, Any], name: str) -> dict[str, float]:
    parts = groups.filter(groups["group_key"] == row["group_key"])
    pairs = parts.select("policy_area_code", name).iter_rows()
    return {area: float(amount) for area, amount in pairs if amount is not None}


def _say_ratio(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("spending.absorption")
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


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _write_groups(
    groups: pl.DataFrame, split: Split, chosen: SpendingFilter, screen: Screen
) -> str:
    say = screen.words("spending.absorption")
    missing = screen.words("kit")("spent.not_reported")

    def money(name: str) -> Column:
        label = screen.label(name, is_short=True)
        column = money_column(screen, f"all_{name}", label)
        return Column(
            column.name, column.label, column.write, missing=missing, is_number=True
        )

    columns = [
        Column("group_label", say("column.group")),
        money_column(
            screen,
            "all_planned_net_eur",
            screen.label("in_force_net_eur", is_short=True),
        ),
        money("approved_net_eur"),
        money("revised_net_eur"),
        money("executed_net_eur"),
        _ratio_column(screen),
    ]
    rows = groups.unique("group_key", maintain_order=True)
    by = GROUPED[split]
    cells = ProvenCells(
        screen,
        "",
        by=(by,),
        names={by: "group_key"},
        columns={
            "all_planned_net_eur": "in_force",
            "all_approved_net_eur": "approved",
            "all_revised_net_eur": "revised",
            "all_executed_net_eur": "spent",
            "executed_ratio": "spent/in_force",
        },
        chosen=chosen,
    )
    return write_table(rows, columns, caption=say("groups.caption"), cells=cells)


def _write_months(months: pl.DataFrame, chosen: SpendingFilter, screen: Screen) -> str:
    say = screen.words("spending.absorption")
    columns = [
        Column("month_date", screen.label("month_date"), _say_month),
        money_column(
            screen, "executed_net_eur", screen.label("executed_net_eur", is_short=True)
        ),
        money_column(screen, "so_far_net_eur", say("column.so_far")),
        _ratio_column(screen),
    ]
    cells = ProvenCells(
        screen,
        "",
        by=("month_began",),
        names={"month_began": "month_date"},
        columns={
            "executed_net_eur": "spent",
            "so_far_net_eur": "spent<=",
            "executed_ratio": "spent/in_force<=",
        },
        chosen=chosen,
    )
    return write_table(months, columns, caption=say("month.caption"), cells=cells)


def _ratio_column(screen: Screen) -> Column:
    return Column(
        "executed_ratio",
        screen.words("spending.absorption")("column.ratio"),
        lambda value: format_share(value, screen.language, style="table"),
        missing="–",
        is_number=True,
    )
