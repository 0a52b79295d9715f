"""Contract of the workbooks people fill in: one schema per kind, each column said once.

The reader gives frames of these shapes; templates, raw tables and their comments are
made from them. What `business_key` names decides what a later file replaces: a row met
again under its key, or of spending a whole document, never counts twice. A text that
must be there but may be empty, as the code of a school, is an empty text; any other
empty cell is null.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

import dataframely as dy
import polars as pl

from etl.plans.contract.plan_columns import ACTIVITY_NUMBER

Kind = Literal["spending", "measurements", "exams", "plan-changes", "outcomes"]
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
OUTCOMES: Final = ["done", "partly", "cut", "moved", "continues"]
CHANGED_FIELDS: Final = ["net_eur", "vat_eur", "target_value"]


def _plan_code(*, is_key: bool = True) -> dy.String:
    return dy.String(
        primary_key=is_key, regex=PLAN_CODE, description="Code of the plan"
    )


def _school_code(*, is_key: bool = True) -> dy.String:
    return dy.String(
        primary_key=is_key,
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

    Grain: one row per line of a document; its lines in one file add up.
    """

    plan_code = _plan_code(is_key=False)
    activity_number = dy.String(
        regex=ACTIVITY_NUMBER, description="Number of the activity"
    )
    school_code = _school_code(is_key=False)
    date = dy.Date(description="Day of the payment, or of the budget decision")
    document_number = dy.String(
        min_length=1, description="Number of the accounting document"
    )
    document_date = dy.Date(
        nullable=True, description="Day of the document; empty: that of the payment"
    )
    supplier = dy.String(
        nullable=True, description="Supplier; never a natural person's code"
    )
    contract_number = dy.String(nullable=True, description="Number of the contract")
    net_eur = dy.Decimal(18, 2, description="Amount without VAT, euro")
    vat_eur = dy.Decimal(
        18, 2, nullable=True, description="VAT, euro; empty: not given, not zero"
    )
    gross_eur = dy.Decimal(
        18, 2, nullable=True, description="Amount with VAT, euro; only checks the two"
    )
    funding_source = dy.String(min_length=1, description="Source of the money")
    phase = dy.Enum(PHASES, description="Budget phase")


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
        """Require a value exactly where the status promises one."""
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
        regex=r"^[a-z_]*$",
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
        """Require the value, the number of candidates, or both."""
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
        """Require amounts for activities and targets for indicators."""
        is_target = pl.col("field").cast(pl.String) == "target_value"
        return is_target == (pl.col("item").cast(pl.String) == "indicator")


class ActivityOutcome(WorkbookRow):
    """What became of an activity.

    Grain: one row per plan, activity and the day it is said of.
    """

    plan_code = _plan_code()
    activity_number = dy.String(
        primary_key=True, regex=ACTIVITY_NUMBER, description="Number of the activity"
    )
    outcome = dy.Enum(OUTCOMES, description="What became of the activity")
    as_of = dy.Date(primary_key=True, description="Day the row speaks of")
    owner = dy.String(
        nullable=True,
        description="Institution or office that pays for it from now on; no person",
    )
    yearly_cost_eur = dy.Decimal(
        18,
        2,
        nullable=True,
        description="Cost of a year with VAT, euro; empty: unknown",
    )
    funded_until = dy.Date(
        nullable=True, description="Last day that money is secured for; empty: unknown"
    )
    evidence = dy.String(
        nullable=True, description="Document or address that shows it; empty: none"
    )


SCHEMAS: Final[dict[Kind, type[WorkbookRow]]] = {
    "spending": Spending,
    "measurements": Measurement,
    "exams": Exam,
    "plan-changes": PlanChange,
    "outcomes": ActivityOutcome,
}
"""Schema of each kind."""

DOCUMENT: Final = (
    "plan_code",
    "phase",
    "supplier",
    "document_number",
    "document_date",
)
"""What tells documents apart; where the day is not given, the day of payment does."""

_TOLD_BY: Final = ("plan_code", "activity_number", "document_number", "phase")
"""Columns without which a row of spending is no payment."""

KINDS_WITH_RULES: Final[frozenset[Kind]] = frozenset(
    {"measurements", "exams", "plan-changes"}
)
"""Kinds whose schemas have rules across columns."""


def business_key(kind: Kind) -> tuple[str, ...]:
    """Return the columns that decide which rows a later file replaces."""
    return DOCUMENT if kind == "spending" else tuple(SCHEMAS[kind].primary_key())


def row_key(kind: Kind) -> tuple[str, ...]:
    """Return the columns that decide which fact a row is about."""
    return _TOLD_BY if kind == "spending" else tuple(SCHEMAS[kind].primary_key())


def fact_columns(kind: Kind) -> list[str]:
    """Return the columns a person fills in, in the order of the contract."""
    technical = set(WorkbookRow.column_names())
    return [name for name in SCHEMAS[kind].column_names() if name not in technical]


class Reject(dy.Schema):
    """A rejected cell or row. One row per cell or rule broken."""

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
