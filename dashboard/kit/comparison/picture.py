"""A comparison as a chart, its table and its sheet: two marks a row, both named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.downloads import make_sheet
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.paired_bars import Pair, write_pairs
from dashboard.kit.comparison.words import (
    say_compared,
    say_difference,
    say_exact,
    say_exact_difference,
)
from dashboard.kit.phrases import lower_first, shorten, upper_first
from dashboard.kit.proofs.sentence import prove, write_sentence
from dashboard.kit.sheets import SheetColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen
    from dashboard.kit.sheets import Download

    Proofs = Mapping[str, Mapping[str, Proof | None]]

SAID: Final = 3
"""How many rows a text alternative names."""

LARGEST: Final = 12
"""Rows of the picture: its table has all of them."""

VALUES: Final = ("own_value", "other_value", "difference_value")
"""Columns of both sides and of their difference."""

TOTAL: Final = ""
"""Instead of the key of a group: the proofs of the sums of all."""


@dataclass(frozen=True)
class Sides:
    """What is compared with what.

    Attributes:
        own: What the page shows, in a word or two.
        other: What it is compared with.
        brief: The same in a word or two, before a value.
        group: What a row stands for: the heading of the first column.
        measure: What the figures are, as a sentence.
        note: How the other side is chosen and worked out.
        source: Name of the text that names the source.
    """

    own: str
    other: str
    brief: str
    group: str
    measure: str
    note: str
    source: str = "block.plan_source"


def view_compared(
    rows: pl.DataFrame, sides: Sides, filters: str, screen: Screen, proofs: Proofs
) -> Chart:
    """Show two marks a row, the largest difference first, with the difference.

    Args:
        rows: `group_key`, `group_label`, `policy_area_code` (may be empty),
            `own_value`, `other_value`, `difference_value` and `unit_code` (`eur`,
            `percent`, `percentage_points`, other); not empty, in their order.
        sides: What the two are.
        filters: The sentence of active filters; empty without any.
        screen: Language.
        proofs: What proves the values of each group, by its key and their column.
    """
    say = screen.words("kit.compare")
    shown = rows.head(LARGEST).to_dicts()
    said = [
        f"{shorten(one['group_label'])}: {say_both(one, sides, screen)}"
        for one in shown
    ]
    first = shown[0]
    title = say("title_none")
    if first["difference_value"]:
        title = say(
            "title",
            group=lower_first(shorten(first["group_label"])),
            values=say_both(first, sides, screen),
        )
        proven = proofs[str(first["group_key"])]
        title = prove(title, *(proven[name] for name in VALUES))
    more = rows.height - len(shown)
    notes = [sides.note, say("rest", count=more, shown=len(shown)) if more > 0 else ""]
    return Chart(
        name="compared",
        title=title,
        subtitle=" ".join(part for part in (sides.measure, filters) if part),
        alt=say("alt", own=sides.own, other=sides.other, parts="; ".join(said[:SAID])),
        figure=write_pairs(
            [_make_pair(row, sides, screen) for row in shown],
            {"planned": sides.other, "spent": sides.own},
        ),
        table=write_compared(rows, sides, screen, proofs),
        note=" ".join(note for note in notes if note),
        source=sides.source,
    )


def _make_pair(row: Mapping[str, Any], sides: Sides, screen: Screen) -> Pair:
    area = row["policy_area_code"] or "none"

    def bar(value: Decimal | None) -> dict[str, float]:
        return {} if value is None else {area: float(value)}

    return Pair(
        label=row["group_label"],
        value=say_both(row, sides, screen),
        planned=bar(row["other_value"]),
        spent=bar(row["own_value"]),
        unit=row["unit_code"] or "",
    )


def say_both(row: Mapping[str, Any], sides: Sides, screen: Screen) -> str:
    """Describe both values of a row and their difference with its sign."""
    own, other = (
        say_compared(row[f"{side}_value"], row["unit_code"], screen)
        for side in ("own", "other")
    )
    return screen.words("kit.compare")(
        "both",
        own=own,
        other_name=sides.brief,
        other=other,
        difference=say_difference(row["difference_value"], row["unit_code"], screen),
    )


def write_compared(
    rows: pl.DataFrame, sides: Sides, screen: Screen, proofs: Proofs
) -> str:
    """Write the table of a comparison: each row with both values and the difference.

    Sums stand under it where the rows have them (`all_own_value`, …).
    """
    say = screen.words("kit.compare")

    def column(name: str, label: str, write: Callable[..., str]) -> Column:
        def mark(row: Mapping[str, Any]) -> str:
            text = write(row[name], row["unit_code"], screen)
            proof = proofs[str(row.get("group_key", TOTAL))][name]
            return write_sentence(prove(text, proof), screen)

        absent = say("absent")
        return Column(name, label, missing=absent, markup=mark, is_number=True)

    columns = [
        Column("group_label", sides.group),
        column("own_value", upper_first(sides.own), say_exact),
        column("other_value", upper_first(sides.other), say_exact),
        column("difference_value", say("difference"), say_exact_difference),
    ]
    total = None
    if "all_own_value" in rows.columns:
        first = rows.row(0, named=True)
        total = {
            "group_label": say("total"),
            "unit_code": first["unit_code"],
            **{name: first[f"all_{name}"] for name in VALUES},
        }
    return write_table(rows, columns, caption=sides.measure, total=total)


def make_compared_sheet(
    rows: pl.DataFrame, sides: Sides, filters: str, screen: Screen
) -> Download:
    """Make the sheet of a comparison: the rows of its table, with exact values.

    Args:
        rows: What `view_compared` was given.
        sides: What the two are.
        filters: The sentence of active filters; empty without any.
        screen: Language, plan and snapshot.
    """
    say = screen.words("kit.compare")
    units = [say(f"unit.{code or 'none'}") for code in rows["unit_code"]]
    columns = [
        SheetColumn("group_label", sides.group, width=48),
        SheetColumn("own_value", upper_first(sides.own), "number"),
        SheetColumn("other_value", upper_first(sides.other), "number"),
        SheetColumn("difference_value", say("difference"), "number"),
        SheetColumn("unit", say("unit.label"), width=14),
    ]
    about = " ".join(part for part in (filters, sides.measure, sides.note) if part)
    frame = rows.with_columns(pl.Series("unit", units, pl.String))
    return make_sheet("kit.compare", frame, columns, about, screen)
