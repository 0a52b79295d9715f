"""What is known of every municipality, and plans side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent

Split = Literal["area", "category"]

_LETTERS: Final = {
    "ą": "a~", "č": "c~", "ę": "e~", "ė": "e~~", "į": "i~", "y": "i~~",
    "š": "s~", "ų": "u~", "ū": "u~~", "ž": "z~",
}  # fmt: skip
"""Lithuanian letters by the letter they follow in the alphabet."""


def query_municipalities(snapshot: str, language: Language) -> pl.DataFrame:
    """List the municipalities by name: one row each, see `rpt_municipality`."""
    named = {"language": language}
    return _sort_by_name(query(snapshot, _HERE / "municipalities.sql", named))


def query_plans(snapshot: str, language: Language) -> pl.DataFrame:
    """List the plans by name: one row each, see `rpt_plan_comparison`."""
    named = {"language": language}
    return _sort_by_name(query(snapshot, _HERE / "plans.sql", named))


def query_shares(snapshot: str, language: Language, split: Split) -> pl.DataFrame:
    """Sum planned money by area or category: one row per plan and part."""
    given = {"language": language, "split": split}
    return query(snapshot, _HERE / "shares.sql", given)


def query_programme(snapshot: str, language: Language) -> pl.DataFrame:
    """List published figures of the programme: one row per figure and stream."""
    return query(snapshot, _HERE / "programme.sql", {"language": language})


def query_figures(snapshot: str, language: Language) -> pl.DataFrame:
    """List public figures by municipality: one row per programme and figure."""
    named = {"language": language}
    return _sort_by_name(query(snapshot, _HERE / "figures.sql", named))


def _sort_by_name(rows: pl.DataFrame) -> pl.DataFrame:
    """Sort rows by municipality as the Lithuanian alphabet goes."""
    lowered = pl.col("municipality_name").str.to_lowercase()
    key = lowered.str.replace_many(list(_LETTERS), list(_LETTERS.values()))
    return rows.sort(key, maintain_order=True)
