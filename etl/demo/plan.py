"""What of a plan the made-up rows hang on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from etl.plans.package.read import read_package

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, Any]

SEED: Final = "pažanga"
USUAL_SPAN: Final = (date(2024, 1, 31), date(2026, 4, 30))
"""Span of the programme's second project: for plans that print no periods."""

REPORTED_UNTIL: Final = date(2025, 12, 31)
"""Last day made-up payments and measurements are for: some time before the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPlan:
    """A plan and the last day its made-up rows may be for.

    Attributes:
        code: Code of the plan.
        tables: Tables of its package.
        until: Last day of payments and measurements.
        today: Nothing is dated later than this.
    """

    code: str
    tables: dict[str, pl.DataFrame]
    until: date
    today: date

    def dice(self, what: str) -> Random:
        """Return a generator whose numbers a plan and a purpose decide."""
        return Random(f"{SEED} {self.code} {what}")  # noqa: S311 - nothing secret

    def participants(self) -> list[str]:
        """List the codes of the schools that take part."""
        schools = self.tables["schools"]
        is_in = pl.col("role").cast(pl.String) == "participant"
        return schools.filter(is_in)["school_code"].to_list()


def read_plan(folder: Path, today: date) -> DemoPlan:
    """Read the package of a plan.

    Args:
        folder: Folder of the package, named like the plan.
        today: Nothing is dated later than this.

    Raises:
        PackageError: The package breaks its contract.
    """
    return DemoPlan(
        code=folder.name,
        tables=read_package(folder),
        until=min(REPORTED_UNTIL, today),
        today=today,
    )
