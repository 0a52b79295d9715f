"""A comparison of a page: its chart, its sheet, and its finding in the headline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.kit.blocks import blocks
from dashboard.kit.blocks.downloads import render_downloads
from dashboard.kit.comparison.choice import choose_comparison
from dashboard.kit.comparison.picture import make_compared_sheet, view_compared
from dashboard.kit.proofs.sentence import join_proven

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl
    from streamlit.delta_generator import DeltaGenerator

    from dashboard.kit.comparison.choice import Compared
    from dashboard.kit.comparison.picture import Proofs, Sides
    from dashboard.kit.filters import PlanFilter
    from dashboard.kit.screen import Screen


@dataclass(frozen=True)
class PageComparison:
    """A comparison that a reader chose.

    Attributes:
        rows: Both sides, see `view_compared`; not empty.
        sides: What the two are.
        sentence: The finding, for the headline; empty where none can be told.
        proofs: What proves the values of each row, see `view_compared`.
    """

    rows: pl.DataFrame
    sides: Sides
    sentence: str
    proofs: Proofs

    def write_answer(self, answer: str, chosen: PlanFilter) -> str:
        """Return the answer of the page with the finding.

        What narrows the page stays in the answer; the whole plan needs no other words.
        """
        if chosen.list_active():
            return join_proven(filter(None, (answer, self.sentence)))
        return self.sentence or answer


def choose_compared(
    screen: Screen,
    reasons: Mapping[str, str],
    place: DeltaGenerator,
    find: Callable[[Compared], PageComparison | None],
    nothing: str,
) -> PageComparison | None:
    """Draw the choice of what a page is compared with, and return the comparison.

    Args:
        screen: Language, plan and snapshot.
        reasons: Why it cannot be compared with something, by code.
        place: Where the choice stands.
        find: Makes the comparison of a code; None where the filters leave no rows.
        nothing: What is said then, below the row of controls.
    """
    with place:
        code = choose_comparison(screen, reasons)
    if code == "none":
        return None
    if not (comparison := find(code)):
        blocks.render_notes([nothing])
    return comparison


def render_comparison(screen: Screen, comparison: PageComparison, filters: str) -> None:
    """Draw both sides of a comparison, and its sheet to take away.

    Args:
        screen: Language, plan and snapshot.
        comparison: What is compared.
        filters: The sentence of active filters; empty without any.
    """
    rows, sides = comparison.rows, comparison.sides
    chart = view_compared(rows, sides, filters, screen, comparison.proofs)
    blocks.render_chart(screen, chart)
    sheet = make_compared_sheet(rows, sides, filters, screen)
    render_downloads(screen, sheet, "compared")
