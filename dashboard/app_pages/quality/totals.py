"""Printed totals beside what makes them up, and parents beside their parts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.kit.blocks.columns import money_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_amount, format_difference
from dashboard.kit.html import tag
from dashboard.kit.proofs.cells.cell import ProvenCells, prove_cell
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.sentence import prove

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    import polars as pl

    from dashboard.kit.screen import Screen


def write_title(totals: pl.DataFrame, screen: Screen) -> str:
    """Describe how many printed totals do not follow from what makes them up."""
    say = screen.words("quality")
    if totals.is_empty():
        return say("totals.title_unknown")
    compared = totals.filter(totals["basis_code"] != "nothing")
    differing = sum(
        bool(row["net_difference_eur"] or row["vat_difference_eur"])
        for row in compared.iter_rows(named=True)
    )
    if not differing:
        return say("totals.title_agrees")
    return prove(
        say("totals.title_differs", differing=differing, compared=compared.height),
        make_proof("differing_totals", differing),
        make_proof("compared_totals", compared.height),
    )


def write_totals(totals: pl.DataFrame, screen: Screen) -> str:
    """Write printed totals, what makes them up, and the difference.

    Args:
        totals: What `query_printed_totals` gives.
        screen: Language.
    """
    say = screen.words("quality")

    def write_kind(row: Mapping[str, Any]) -> str:
        name = escape(say(f"totals.kind.{row['total_kind']}"))
        return name + tag("small", escape(say(f"totals.basis.{row['basis_code']}")))

    cells = ProvenCells(screen, "rpt_plan_total", by=("total_kind",))
    columns = [
        Column("total_kind", say("column.total"), markup=write_kind),
        money_column(screen, "printed_net_eur", screen.label("printed_net_eur")),
        _summed_column("summed_net_eur", screen),
        _difference_column("net_difference_eur", cells),
        money_column(screen, "printed_vat_eur", screen.label("printed_vat_eur")),
        _summed_column("summed_vat_eur", screen),
        _difference_column("vat_difference_eur", cells),
        Column(
            "source_line", screen.label("source_line", is_short=True), is_number=True
        ),
    ]
    caption = say("totals.caption")
    return write_table(totals, columns, caption=caption, kind="cards", cells=cells)


def _summed_column(name: str, screen: Screen) -> Column:
    return Column(
        name,
        screen.label(name, of="rpt_plan_total"),
        lambda value: format_amount(value, screen.language),
        missing="–",
        is_number=True,
    )


def _difference_column(name: str, cells: ProvenCells) -> Column:
    screen = cells.screen

    def write(row: Mapping[str, Any]) -> str:
        said = say_difference(row[name], screen)
        said = cells.link(row, name, said) if row[name] else escape(said)
        return tag("strong", said) if row[name] else said

    return Column(
        name,
        screen.label(name, of="rpt_plan_total"),
        missing="–",
        is_number=True,
        markup=write,
    )


def say_difference(value: Decimal, screen: Screen) -> str:
    """Describe the sum of parts minus the printed total: `+26 498,44`, `sutampa`."""
    if not value:
        return screen.words("quality")("totals.same")
    return format_difference(value, screen.language)


def list_notes(
    totals: pl.DataFrame, parents: Mapping[str, int], screen: Screen
) -> list[str]:
    """Describe what the sums lack, and whether parents agree with their parts.

    Args:
        totals: What `query_printed_totals` gives.
        parents: What `query_parents` gives.
        screen: Language.
    """
    say = screen.words("quality")
    notes = []
    lacking = max(totals["vat_unknown_count"].drop_nulls().to_list(), default=0)
    if lacking:
        proof = make_proof("vat_unstated", lacking)
        notes.append(prove(say("totals.note_vat", count=lacking), proof))
    if not parents["parent_count"]:
        notes.append(say("parents.none"))
    elif parents["differing_count"]:
        differing = parents["differing_count"]
        proof = make_proof("differing_parents", differing)
        notes.append(prove(say("parents.differ", count=differing), proof))
    else:
        count = parents["parent_count"]
        proof = prove_cell("rpt_activity.rows", count, cost_role="rolled_up")
        notes.append(prove(say("parents.agree", count=count), proof))
    return notes
