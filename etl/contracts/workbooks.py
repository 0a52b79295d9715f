"""Contract of the workbooks people fill in: one schema per kind, each column said once.

The reader gives frames of these shapes; templates, raw tables and their comments are
made from them. The primary key of a schema is its business key: a row met again under
the same key replaces the earlier one, it never counts twice. A key column that may be
empty holds an empty text, so that keys compare; any other empty cell is null.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

import dataframely as dy
import polars as pl

from etl.contracts.plan_columns import ACTIVITY_NUMBER

Kind = Literal["spending", "measurements", "exams", "plan-changes"]
"""Kinds of workbooks, as `pazanga template KIND` names them."""

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

PHASES: Final = ["approved", "revised", "executed"]
VALUE_STATUSES: Final = [
    "final",
    "provisional",
    "estimated",
    "not_applicable",
    "unavailable",
    "confidential",
    "low_reliability",
]
MEASURED_STATUSES: Final = ["final", "provisional", "estimated", "low_reliability"]
"""Statuses that need a value; the other ones say why there is none."""

PLAN_CODE: Final = r"^[a-z0-9_]+$"
SCHOOL_CODE: Final = r"^([A-Z]\d{1,3})?$"
SCHOOL_YEAR: Final = r"^\d{4}-\d{4}$"
PERIOD: Final = r"^\d{4}(-\d{4}|-S[12])?$"
CHANGED_FIELDS: Final = ["net_eur", "vat_eur", "target_value"]


def _plan_code() -> dy.String:
    return dy.String(primary_key=True, regex=PLAN_CODE, description="Code of the plan")


def _school_code() -> dy.String:
    return dy.String(
        primary_key=True,
        regex=SCHOOL_CODE,
        description="Code of the school in the plan; empty: the whole municipality",
    )


def _key_text(description: str) -> dy.String:
    return dy.String(primary_key=True, min_length=1, description=description)


class WorkbookRow(dy.Schema):
    """Where a row comes from: technical columns of every kind."""

    _source_file = dy.String(description="Name of the file")
    _source_sheet = dy.String(description="Name of the sheet; empty for CSV")
    _source_row = dy.Int64(min=1, description="Row of the sheet, counted from 1")
    is_synthetic = dy.Bool(description="Made up for a demonstration, not real")
    corrects = dy.String(
        nullable=True,
        description="Mark of the row put aside that this one corrects; empty: none",
    )


class Spending(WorkbookRow):
    """Money approved, revised or spent.

    Grain: one row per plan, document, activity, school and budget phase.
    """

    plan_code = _plan_code()
    activity_number = dy.String(
        primary_key=True, regex=ACTIVITY_NUMBER, description="Number of the activity"
    )
    school_code = _school_code()
    date = dy.Date(description="Day of the payment, or of the budget decision")
    document_number = _key_text("Number of the accounting document")
    supplier = dy.String(
        nullable=True, description="Supplier; never a natural person's code"
    )
    contract_number = dy.String(nullable=True, description="Number of the contract")
    net_eur = dy.Decimal(18, 2, description="Amount without VAT, euro")
    vat_eur = dy.Decimal(
        18, 2, nullable=True, description="VAT, euro; empty: not given, not zero"
    )
    funding_source = dy.String(min_length=1, description="Source of the money")
    phase = dy.Enum(PHASES, primary_key=True, description="Budget phase")


class Measurement(WorkbookRow):
    """A measured value of an indicator.

    Grain: one row per plan, indicator, period and school.
    """

    plan_code = _plan_code()
    indicator_number = _key_text("Number of the indicator, as in the plan")
    period = dy.String(
        primary_key=True,
        regex=PERIOD,
        description="School year 2023-2024, year 2024 or half-year 2024-S1",
    )
    school_code = _school_code()
    value = dy.Decimal(
        18, 4, nullable=True, description="Value, in the unit of the indicator"
    )
    value_status = dy.Enum(
        VALUE_STATUSES, description="How far the value can be trusted, or why it lacks"
    )
    measured_on = dy.Date(description="Day of the measurement")
    source = dy.String(min_length=1, description="Who or what measured it")

    @dy.rule()
    def value_agrees_with_status(cls) -> pl.Expr:  # noqa: N805
        """Hold a value exactly when the status says that there is one."""
        return pl.col("value").is_not_null() == pl.col("value_status").cast(
            pl.String
        ).is_in(MEASURED_STATUSES)


class Exam(WorkbookRow):
    """A figure of an exam: a mean, a share, a count of a level.

    Grain: one row per plan, school, exam, measure, subject and school year.
    """

    plan_code = _plan_code()
    school_code = _school_code()
    exam = dy.Enum(["PUPP", "VBE"], primary_key=True, description="Exam")
    measure = dy.String(
        primary_key=True,
        regex=r"^[a-z0-9_]+$",
        description="What is measured, e.g. mean_score or share_36_100",
    )
    subject = dy.String(
        primary_key=True,
        regex=r"^[a-z]*$",
        description="Code of the subject; empty: a measure over several subjects",
    )
    school_year = dy.String(
        primary_key=True, regex=SCHOOL_YEAR, description="School year, 2023-2024"
    )
    value = dy.Decimal(
        18, 4, nullable=True, description="Figure; empty: not published (small group)"
    )
    candidates_count = dy.Int64(
        nullable=True, min=0, description="Pupils who took it; empty: not known"
    )

    @dy.rule()
    def says_something(cls) -> pl.Expr:  # noqa: N805
        """Give the figure, the number of candidates, or both."""
        return pl.col("value").is_not_null() | pl.col("candidates_count").is_not_null()


class PlanChange(WorkbookRow):
    """A decision that changed an amount or a target of the plan.

    Grain: one row per plan, decision, item, its number and field.
    """

    plan_code = _plan_code()
    decision_number = _key_text("Number of the decision")
    decided_on = dy.Date(description="Day of the decision")
    item = dy.Enum(
        ["activity", "indicator"], primary_key=True, description="What is changed"
    )
    number = _key_text("Number of the activity or of the indicator")
    field = dy.Enum(CHANGED_FIELDS, primary_key=True, description="Which figure of it")
    new_value = dy.Decimal(
        18, 4, description="The figure from that day on: euro, or the indicator's unit"
    )

    @dy.rule()
    def field_belongs_to_item(cls) -> pl.Expr:  # noqa: N805
        """Change amounts of activities and targets of indicators."""
        is_target = pl.col("field").cast(pl.String) == "target_value"
        return is_target == (pl.col("item").cast(pl.String) == "indicator")


SCHEMAS: Final[dict[Kind, type[WorkbookRow]]] = {
    "spending": Spending,
    "measurements": Measurement,
    "exams": Exam,
    "plan-changes": PlanChange,
}
"""Schema of each kind."""

KINDS_WITH_RULES: Final[frozenset[Kind]] = frozenset(
    {"measurements", "exams", "plan-changes"}
)
"""Kinds whose schemas have rules across columns."""


def fact_columns(kind: Kind) -> list[str]:
    """Name the columns a person fills in, in the order of the contract."""
    technical = set(WorkbookRow.column_names())
    return [name for name in SCHEMAS[kind].column_names() if name not in technical]


class Reject(dy.Schema):
    """A cell or a row that was put aside. One row per cell or rule broken."""

    kind = dy.Enum(KINDS, description="Kind of the sheet")
    source_file = dy.String(description="Name of the file")
    sheet = dy.String(description="Name of the sheet; empty for CSV")
    row_number = dy.Int64(min=1, description="Row of the sheet, counted from 1")
    column_name = dy.String(
        description="Column; empty where the rule is about the whole row"
    )
    raw_value = dy.String(nullable=True, description="What the cell holds")
    rule = dy.String(regex=r"^[a-z0-9_]+$", description="Rule that is broken")
    reason = dy.String(description="What was expected and what to do, English")
    reason_lt = dy.String(description="What was expected and what to do, Lithuanian")
    raw_cells = dy.String(description="All cells of the row by column, JSON")
    multipliers = dy.String(
        nullable=True,
        description="Columns in thousands: how many euro one stands for, JSON",
    )
