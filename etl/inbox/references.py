"""Rows that name what no plan lists: an activity, a school, an indicator.

Such a row cannot be placed. It is rejected with its reason, and comes back by itself
once the plan lists what it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import duckdb
import polars as pl

from etl.inbox.beside_held import find_said_otherwise
from etl.inbox.plausible import find_impossible
from etl.inbox.units_held import find_other_units
from warehouse.connection import query_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from duckdb import DuckDBPyConnection

    from etl.inbox.plausible import Fault
    from etl.workbooks.contract.contract import Kind

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
    "school": "select plan_code, school_code as code, name"
    " from raw.plan_package__schools",
    "indicator": "select plan_code, indicator_number as code"
    " from raw.plan_package__indicators",
    "chosen": "select plan_code, indicator_number as code"
    " from raw.plan_package__indicators where is_chosen",
    "subject": "select plan_code, subject_code as code"
    " from raw.plan_package__plan cross join raw.reference__subjects",
}
"""Codes by plan, from the tables that are loaded before any workbook."""

_FIGURES: Final[Mapping[str, str]] = {
    "vat_rate": "select rate_percent, first_day, last_day"
    " from raw.reference__vat_rates",
    # Points of those who failed lie below the scale of the ones who passed; a mean as
    # low as a mark is one.
    "measure_scale": "select exam_code as exam, measure_code as measure, unit,"
    " false as is_small,"
    " coalesce(value_min, if(scale_unit = 'mark', scale_min, if(unit = 'score',"
    " (select max(scale_max) + 0.0001 from raw.reference__exams"
    " where scale_unit = 'mark'), 0))) as _least,"
    " coalesce(value_max, if(unit = 'score', scale_max, null)) as _most,"
    " if(unit = 'score', scale_min, null) as _passed"
    " from raw.reference__exam_measures cross join raw.reference__exams",
    # What the plan itself prints beyond a scale is a change, and has none.
    "indicator_unit": "with printed as (select plan_code, indicator_number, value"
    " from raw.plan_package__indicator_values union all"
    " select plan_code, indicator_number, target_value"
    " from raw.plan_package__indicators),"
    " ranges as (select plan_code, indicator_number, min(value) as lowest,"
    " max(value) as highest, bool_or(value between 0.0001 and 1) as is_small"
    " from printed group by all)"
    " select plan_code, indicator_number as code, cast(unit as varchar) as unit,"
    " if(unit in ('percent', 'count', 'ratio') and coalesce(lowest, 0) >= 0"
    " and (unit <> 'percent' or coalesce(highest, 0) <= 100), 0, null) as _least,"
    " if(unit = 'percent' and coalesce(lowest, 0) >= 0"
    " and coalesce(highest, 0) <= 100, 100, null) as _most,"
    " coalesce(is_small, false) as is_small, null as _passed"
    " from raw.plan_package__indicators left join ranges"
    " using (plan_code, indicator_number)",
    "period": "select plan_code, min(period_start) as first_day,"
    " max(period_end) as last_day from raw.plan_package__activities"
    " group by plan_code having count(period_start) > 0 and count(period_end) > 0",
    "activity_name": "select distinct plan_code, activity_number as code, title as name"
    " from raw.plan_package__activities",
    "indicator_name": "select plan_code, indicator_number as code, name"
    " from raw.plan_package__indicators",
    "figure": "select plan_code, 'activity' as item, activity_number as number, field,"
    " value from (select plan_code, activity_number, net_eur, vat_eur"
    " from raw.plan_package__activities) unpivot include nulls"
    " (value for field in (net_eur, vat_eur)) union all"
    " select plan_code, 'indicator', indicator_number, 'target_value', target_value"
    " from raw.plan_package__indicators",
    "planned": "select plan_code, activity_number, sum(net_eur) as planned_eur"
    " from raw.plan_package__activities group by all having sum(net_eur) > 0",
}
"""Figures to hold others against; a snapshot of an earlier program may lack them."""


@dataclass(frozen=True, slots=True)
class ListedCheck:
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


_PLAN: Final = ListedCheck("unknown_plan", "plan_code", "plan")
_SCHOOL: Final = ListedCheck("unknown_school", "school_code", "school", _filled)
_CHECKS: Final[Mapping[Kind, tuple[ListedCheck, ...]]] = {
    "spending": (
        _PLAN,
        ListedCheck("unknown_activity", "activity_number", "activity"),
        _SCHOOL,
    ),
    "measurements": (
        _PLAN,
        ListedCheck("unknown_indicator", "indicator_number", "indicator"),
        _SCHOOL,
    ),
    "exams": (
        _PLAN,
        _SCHOOL,
        ListedCheck("unknown_subject", "subject", "subject", _filled),
    ),
    "plan-changes": (
        _PLAN,
        ListedCheck("unknown_activity", "number", "activity", _activities),
        ListedCheck("activity_not_counted", "number", "own_cost", _activities),
        ListedCheck("unknown_indicator", "number", "indicator", _indicators),
        ListedCheck("indicator_not_chosen", "number", "chosen", _indicators),
    ),
    "outcomes": (
        _PLAN,
        ListedCheck("unknown_activity", "activity_number", "activity"),
    ),
}
"""What is asked of each kind; of each row the first check that fails is said."""


def _first_day(column: str) -> pl.Expr:
    """Compute the day a year, a half-year or a school year begins."""
    text = pl.col(column)
    is_half = text.str.ends_with("-S2")
    is_school_year = text.str.len_chars() == len("2023-2024")
    month = pl.when(is_half).then(7).when(is_school_year).then(9).otherwise(1)
    return pl.date(text.str.slice(0, 4).cast(pl.Int32), month, 1)


_HAPPENED: Final[Mapping[Kind, Mapping[str, Callable[[], pl.Expr]]]] = {
    "spending": {
        "date": lambda: pl.when(pl.col("phase").cast(pl.String) == "executed").then(
            pl.col("date")
        )
    },
    "measurements": {
        "measured_on": lambda: pl.col("measured_on"),
        "period": lambda: pl.when(
            pl.col("value_status").cast(pl.String).ne_missing("estimated")
        ).then(_first_day("period")),
    },
    "exams": {"school_year": lambda: _first_day("school_year")},
    "plan-changes": {"decided_on": lambda: pl.col("decided_on")},
    "outcomes": {"as_of": lambda: pl.col("as_of")},
}
"""Columns that tell of a day that cannot follow the file that reports it, and the day.

An estimate may look ahead, and so may money that is only planned.
"""

_PERIODS: Final = frozenset({"period", "school_year"})


@dataclass(frozen=True, slots=True)
class References:
    """What plans list: `plan_code` and `code`, by list."""

    lists: Mapping[str, pl.DataFrame]

    @classmethod
    def read(cls, connection: DuckDBPyConnection) -> References:
        """Read them from the packages and reference tables that are loaded."""
        lists = {name: query_written(connection, sql) for name, sql in _LISTS.items()}
        return cls(lists | dict(_read_figures(connection)))

    def find_faults(
        self,
        kind: Kind,
        facts: pl.DataFrame,
        received_at: datetime,
        units: pl.Series | None = None,
        said: pl.DataFrame | None = None,
    ) -> pl.DataFrame:
        """Find the rule each row breaks, and in which column; null where none.

        Args:
            kind: Kind of the rows.
            facts: Good rows of one file.
            received_at: When the file was received, UTC.
            units: Unit that the file says each value is in; empty where it says none.
            said: What else it says of them, as `match_beside` returns it.

        Returns:
            `rule` and `column_name`, one row per row of `facts`, in its order.
        """
        none = pl.repeat(None, facts.height, dtype=pl.String)
        faults = pl.select(none.alias(RULE), none.alias(COLUMN))
        for check in _CHECKS[kind]:
            faults = _mark(faults, self._is_unlisted(facts, check), check)
        for column, day in _HAPPENED[kind].items():
            # A day later than in Vilnius it is nowhere on Earth.
            is_ahead = day() > received_at.date() + _ONE_DAY
            found = facts.select(is_ahead.fill_null(value=False)).to_series()
            rule = "period_in_future" if column in _PERIODS else "date_in_future"
            faults = _mark(faults, found, ListedCheck(rule, column, ""))
        others: list[Fault] = []
        if units is not None:
            others += find_other_units(kind, facts, self.lists, units)
        if said is not None and said.height:
            others += find_said_otherwise(kind, facts, self.lists, said)
        for fault in (*others, *find_impossible(kind, facts, self.lists)):
            check = ListedCheck(fault.rule, fault.column, "")
            faults = _mark(faults, fault.rows, check)
        return faults

    def _is_unlisted(self, facts: pl.DataFrame, check: ListedCheck) -> pl.Series:
        known = self.lists[check.listed].with_columns(pl.lit(value=True).alias("is_in"))
        asked = facts.select("plan_code", pl.col(check.column).alias("code"))
        joined = asked.join(
            known, on=["plan_code", "code"], how="left", maintain_order="left"
        )
        missing = joined["is_in"].is_null()
        if check.only is None:
            return missing
        return missing & facts.select(check.only(check.column)).to_series()


def mark_twice(faults: pl.DataFrame, found: pl.Series) -> pl.DataFrame:
    """Mark rows that are one value under two names of a school."""
    return _mark(faults, found, ListedCheck("school_twice", "school_code", ""))


def _read_figures(
    connection: DuckDBPyConnection,
) -> Iterator[tuple[str, pl.DataFrame]]:
    for name, sql in _FIGURES.items():
        try:
            yield name, query_written(connection, sql)
        except duckdb.CatalogException:
            continue


def _mark(faults: pl.DataFrame, found: pl.Series, check: ListedCheck) -> pl.DataFrame:
    """Mark a fault where none was found before."""
    is_first = found & faults[RULE].is_null()
    if not is_first.any():
        return faults
    return faults.select(
        pl.when(is_first).then(pl.lit(check.rule)).otherwise(RULE).alias(RULE),
        pl.when(is_first).then(pl.lit(check.column)).otherwise(COLUMN).alias(COLUMN),
    )
