"""Rows that name what no plan lists: an activity, a school, an indicator.

Such a row cannot be placed. It is put aside with its reason, and comes back by itself
once the plan lists what it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from warehouse.connection import fetch_written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from duckdb import DuckDBPyConnection

    from etl.contracts.workbooks import Kind

RULE: Final = "rule"
COLUMN: Final = "column_name"
_ONE_DAY: Final = timedelta(days=1)

_LISTS: Final[Mapping[str, str]] = {
    "plan": "select plan_code, plan_code as code from raw.plan_package__plan",
    "activity": "select distinct plan_code, activity_number as code"
    " from raw.plan_package__activities",
    # Of these an amount can change: those that count, and those that have none yet.
    "own_cost": "select plan_code, activity_number as code"
    " from raw.plan_package__activities group by plan_code, activity_number"
    " having bool_or(cost_role = 'counted')"
    " or bool_and(cost_role in ('none', 'elsewhere')"
    " and coalesce(net_eur, 0) = 0 and coalesce(vat_eur, 0) = 0)",
    "school": "select plan_code, school_code as code from raw.plan_package__schools",
    "indicator": "select plan_code, indicator_number as code"
    " from raw.plan_package__indicators",
    "chosen": "select plan_code, indicator_number as code"
    " from raw.plan_package__indicators where is_chosen",
    "subject": "select plan_code, subject_code as code"
    " from raw.plan_package__plan cross join raw.reference__subjects",
}
"""Codes by plan, from the tables that are loaded before any workbook."""


@dataclass(frozen=True, slots=True)
class Check:
    """A column whose codes have to be listed.

    Attributes:
        rule: Name of the rule.
        column: Column that holds the code.
        listed: Where it has to be listed: a key of `_LISTS`.
        only: Which rows it is asked of; all where None.
    """

    rule: str
    column: str
    listed: str
    only: Callable[[str], pl.Expr] | None = None


def _filled(column: str) -> pl.Expr:
    return pl.col(column) != ""


def _activities(_: str) -> pl.Expr:
    return pl.col("item").cast(pl.String) == "activity"


def _indicators(_: str) -> pl.Expr:
    return pl.col("item").cast(pl.String) == "indicator"


_PLAN: Final = Check("unknown_plan", "plan_code", "plan")
_SCHOOL: Final = Check("unknown_school", "school_code", "school", _filled)
_CHECKS: Final[Mapping[Kind, tuple[Check, ...]]] = {
    "spending": (
        _PLAN,
        Check("unknown_activity", "activity_number", "activity"),
        _SCHOOL,
    ),
    "measurements": (
        _PLAN,
        Check("unknown_indicator", "indicator_number", "indicator"),
        _SCHOOL,
    ),
    "exams": (
        _PLAN,
        _SCHOOL,
        Check("unknown_subject", "subject", "subject", _filled),
    ),
    "plan-changes": (
        _PLAN,
        Check("unknown_activity", "number", "activity", _activities),
        Check("activity_not_counted", "number", "own_cost", _activities),
        Check("unknown_indicator", "number", "indicator", _indicators),
        Check("indicator_not_chosen", "number", "chosen", _indicators),
    ),
}
"""What is asked of each kind; of each row the first check that fails is said."""

_HAPPENED: Final[Mapping[Kind, tuple[str, Callable[[], pl.Expr]]]] = {
    "spending": ("date", lambda: pl.col("phase").cast(pl.String) == "executed"),
    "measurements": ("measured_on", lambda: pl.lit(value=True)),
}
"""Column of a day that cannot follow the file that reports it, and of which rows."""


@dataclass(frozen=True, slots=True)
class References:
    """What plans list: `plan_code` and `code`, by list."""

    lists: Mapping[str, pl.DataFrame]

    @classmethod
    def read(cls, connection: DuckDBPyConnection) -> References:
        """Read them from the packages and reference tables that are loaded."""
        return cls(
            {name: fetch_written(connection, sql) for name, sql in _LISTS.items()}
        )

    def find_faults(
        self, kind: Kind, facts: pl.DataFrame, received_at: datetime
    ) -> pl.DataFrame:
        """Find the rule each row breaks, and in which column; null where none.

        Args:
            kind: Kind of the rows.
            facts: Good rows of one file.
            received_at: When the file was received, UTC.

        Returns:
            `rule` and `column_name`, one row per row of `facts`, in its order.
        """
        faults = facts.select(
            pl.lit(None, pl.String).alias(RULE), pl.lit(None, pl.String).alias(COLUMN)
        )
        for check in _CHECKS[kind]:
            faults = _mark(faults, self._is_unlisted(facts, check), check)
        if kind in _HAPPENED:
            column, asked = _HAPPENED[kind]
            # A day later than in Vilnius it is nowhere on Earth.
            is_ahead = pl.col(column) > received_at.date() + _ONE_DAY
            found = facts.select(is_ahead & asked()).to_series()
            faults = _mark(faults, found, Check("date_in_future", column, ""))
        return faults

    def _is_unlisted(self, facts: pl.DataFrame, check: Check) -> pl.Series:
        known = self.lists[check.listed].with_columns(pl.lit(value=True).alias("is_in"))
        asked = facts.select("plan_code", pl.col(check.column).alias("code"))
        joined = asked.join(
            known, on=["plan_code", "code"], how="left", maintain_order="left"
        )
        missing = joined["is_in"].is_null()
        if check.only is None:
            return missing
        return missing & facts.select(check.only(check.column)).to_series()


def _mark(faults: pl.DataFrame, found: pl.Series, check: Check) -> pl.DataFrame:
    """Note a fault where none was found before."""
    is_first = found & faults[RULE].is_null()
    if not is_first.any():
        return faults
    return faults.select(
        pl.when(is_first).then(pl.lit(check.rule)).otherwise(RULE).alias(RULE),
        pl.when(is_first).then(pl.lit(check.column)).otherwise(COLUMN).alias(COLUMN),
    )
