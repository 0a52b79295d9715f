"""The answer and key figures: how much is known of how many municipalities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.formats import format_number
from dashboard.kit.money import write_short
from dashboard.kit.proofs.cells.cell import KNOWN as KNOWN_PLAN
from dashboard.kit.proofs.cells.cell import prove_cell
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.sentence import prove

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.kit.screen import Screen

KNOWN: Final = ("plan", "sum", "figure", "nothing")
"""How much is known of a municipality, the most first."""

FIGURES: Final[Mapping[str, str]] = {
    "municipality_count": "programme_municipalities",
    "school_count_about": "programme_schools",
    "financing_more_than_eur": "programme_financing",
    "budget_total_eur": "programme_budget",
}
"""Published figures of the whole programme that stand above the rest, with proofs."""

_ABOUT: Final = ("school_count_about", "financing_more_than_eur")
"""Those that are published as about so many, or as more than that."""


def count_known(municipalities: pl.DataFrame) -> dict[str, int]:
    """Count municipalities by how much is known of them; 0 where none is.

    Args:
        municipalities: What `query_municipalities` gives.
    """
    counted = dict(municipalities["known_code"].value_counts().iter_rows())
    return {code: counted.get(code, 0) for code in KNOWN}


def write_answer(municipalities: pl.DataFrame, screen: Screen) -> str:
    """Describe of how many municipalities the plan, a sum, anything is known."""
    counts = count_known(municipalities)
    said = screen.words("municipalities")(
        "answer",
        count=counts["plan"],
        all=municipalities.height,
        sums=counts["sum"],
        figures=counts["figure"],
        nothing=counts["nothing"],
    )
    proofs = (
        prove_cell(
            "rpt_municipality.rows",
            count,
            known_code=code,
            plan_code=KNOWN_PLAN if code == "plan" else None,
        )
        for code, count in counts.items()
    )
    return prove(said, *proofs)


def list_figures(programme: pl.DataFrame, screen: Screen) -> list[KeyFigure]:
    """Make the key figures of the whole programme, as published.

    Args:
        programme: What `query_programme` gives.
        screen: Language.
    """
    say = screen.words("municipalities")
    whole = programme.filter(programme["programme_stream"].is_null())
    by_code = {row["figure_code"]: row for row in whole.iter_rows(named=True)}
    return [
        KeyFigure(
            say(f"figure.{code}"),
            _write_about(code, write_value(by_code[code], screen), screen),
            by_code[code]["published_by"].split("; ")[0],
            make_proof(figure, by_code[code]["value"]),
        )
        for code, figure in FIGURES.items()
        if code in by_code
    ]


def _write_about(code: str, value: str, screen: Screen) -> str:
    """Write a figure with what its page says of it: about so many, or more."""
    if code not in _ABOUT:
        return value
    return screen.words("municipalities")(f"about.{code}", value=value)


def write_value(row: Mapping[str, Any], screen: Screen) -> str:
    """Write a published figure of the programme in brief."""
    if row["unit_code"] == "eur":
        return write_short(row["value"], screen)
    return format_number(row["value"], screen.language)
