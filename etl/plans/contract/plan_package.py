"""Contract of a plan package: one schema per table, each column said once.

The extractor writes tables of these shapes, the loader checks them again, and
`datapackage.json`, the raw tables and their comments are made from them. Empty means
"not printed". Every title and name is as printed; no prose of a document is kept.
"""

from __future__ import annotations

from typing import Any, Final

import dataframely as dy

from etl.plans.contract.plan_activities import (
    Activity,
    ActivityIndicator,
    ActivityLink,
    ActivityPolicyArea,
    ActivitySchool,
    ActivityTask,
)
from etl.plans.contract.plan_columns import (
    MAY_BE_EMPTY,
    figure_column,
    figure_unit_column,
    money_column,
    period_column,
    school_code_column,
    source_line_column,
    text_column,
    value_column,
)

Row = dict[str, Any]
"""One row by column name; values are str, int, bool, Decimal, date or None."""

Rows = dict[str, list[Row]]
"""Rows of a package by table name: what every section reader gives."""


class Plan(dy.Schema):
    """The plan itself. One row."""

    plan_code = dy.String(
        primary_key=True, regex=r"^[a-z0-9_]+$", description="Code of the plan"
    )
    municipality_code = dy.String(
        regex=r"^\d{2}$", description="Official code of the municipality"
    )
    municipality_name = text_column(
        "Municipality, as in the reference table", required=True
    )
    title = dy.String(
        description="Title as printed; empty where none", metadata=MAY_BE_EMPTY
    )
    programme_code = text_column("Code of the programme", required=True)
    currency = dy.String(regex=r"^[A-Z]{3}$", description="ISO 4217 code")
    document_name = text_column("File the package was extracted from", required=True)
    document_sha256 = dy.String(regex=r"^[0-9a-f]{64}$", description="Hash of the file")


class PlanTotal(dy.Schema):
    """A printed total. One row per kind of total."""

    total_kind = dy.Enum(
        ["direct", "indirect", "grand", "partners"],
        primary_key=True,
        description="Direct, indirect, all costs; or the sum in the partners' table",
    )
    net_eur = money_column("Printed total without VAT")
    vat_eur = money_column("Printed VAT")
    source_line = source_line_column()


class Goal(dy.Schema):
    """A goal of the plan. One row per goal."""

    goal_number = dy.String(primary_key=True, regex=r"^\d+$", description="Number")
    title = text_column("Goal as printed", required=True)
    source_line = source_line_column()


class Task(dy.Schema):
    """A task of a goal. One row per task."""

    task_number = dy.String(
        primary_key=True, regex=r"^\d+\.\d+$", description="goal.task, e.g. 1.2"
    )
    title = text_column("Task as printed", required=True)
    source_line = source_line_column()


class Indicator(dy.Schema):
    """A listed indicator, chosen or not. One row per indicator."""

    indicator_number = dy.String(
        primary_key=True,
        description=(
            "Number as printed; listed indicators without one get `x1`, `x2` … in"
            " order of print"
        ),
    )
    name = text_column("Name as printed, without number and unit", required=True)
    unit = dy.Enum(
        ["percent", "percentage_points", "count", "ratio"],
        nullable=True,
        description="Unit as printed in the name",
    )
    indicator_group = dy.Enum(
        ["mandatory", "optional", "municipal"],
        description="Mandatory, chosen from the programme's list, or the plan's own",
    )
    direction = dy.Enum(
        ["increase", "decrease", "maintain"],
        nullable=True,
        description="Follows from the latest baseline and the target, not the name",
    )
    is_chosen = dy.Bool(description="Whether the plan gives it values")
    target_value = value_column("Target")
    target_text = text_column("Target cell as printed")
    target_bound = dy.Enum(
        ["exact", "at_least", "at_most"], nullable=True, description="How it binds"
    )
    source_line = source_line_column()


class IndicatorValue(dy.Schema):
    """A printed baseline of an indicator. One row per indicator and period."""

    indicator_number = dy.String(primary_key=True, description="Number of indicator")
    period = dy.String(
        primary_key=True,
        description="School year, or empty when not printed",
        metadata=MAY_BE_EMPTY,
    )
    value = value_column("Value")
    value_status = dy.Enum(
        ["final", "not_measured", "unclear"],
        description=(
            "final: printed as measured; not_measured: printed so; unclear: a zero"
            " that may mean not measured"
        ),
    )
    printed = text_column("Cell as printed", required=True)
    source_line = source_line_column()


class ExamResult(dy.Schema):
    """A printed exam figure. One row per school, exam, measure, subject and year."""

    school_code = school_code_column()
    exam = dy.Enum(["PUPP", "VBE"], primary_key=True, description="Exam")
    measure = dy.String(
        primary_key=True,
        regex=r"^[a-z0-9_]+$",
        description="Measure, e.g. gap_lt_math_basic_level_pct or share_36_100",
    )
    subject = dy.String(
        primary_key=True,
        description="lt, math, en, history …; empty where none",
        metadata=MAY_BE_EMPTY,
    )
    school_year = dy.String(
        primary_key=True, regex=r"^\d{4}-\d{4}$", description="School year"
    )
    value = value_column()
    unit = dy.Enum(["percent", "percentage_points", "count"], description="Unit")
    reading = dy.Enum(
        ["plain", "ambiguous"],
        description="ambiguous: what is printed can be read in more than one way",
    )
    printed = text_column("Figure or list as printed", required=True)
    source_line = source_line_column()


class School(dy.Schema):
    """A school of the plan. One row per school."""

    school_code = dy.String(
        primary_key=True, regex=r"^[A-Z]\d{1,3}$", description="Code in the plan"
    )
    name = text_column("Name as printed; empty where the document gives only the code")
    role = dy.Enum(
        ["participant", "network"], description="Takes part, or is in the network"
    )
    source_line = source_line_column()


class SchoolFigure(dy.Schema):
    """Another printed figure of a school. One row per school, figure and period."""

    school_code = school_code_column()
    figure = figure_column()
    period = period_column()
    value = value_column()
    unit = figure_unit_column()
    printed = text_column("Figure as printed", required=True)
    source_line = source_line_column()


class MunicipalFact(dy.Schema):
    """A printed figure about the whole municipality. One row per fact and period."""

    fact = figure_column()
    period = period_column()
    value = value_column()
    unit = figure_unit_column()
    printed = text_column("Figure as printed", required=True)
    source_line = source_line_column()


class Partner(dy.Schema):
    """A partner of the plan. One row per partner, in order of print."""

    partner_number = dy.Int64(primary_key=True, min=1, description="Order of print")
    name = text_column("Name as printed", required=True)
    policy_areas = text_column("Areas of partnership, codes parted by a space")
    source_line = source_line_column()


class Risk(dy.Schema):
    """A risk of the plan. One row per risk, in order of print."""

    risk_number = dy.Int64(primary_key=True, min=1, description="Order of print")
    name = text_column("Name as printed", required=True)
    level = dy.Enum(
        ["low", "medium", "high"], nullable=True, description="Level as printed"
    )
    source_line = source_line_column()


class HorizontalPrinciple(dy.Schema):
    """A horizontal principle and the activities that serve it. One row each."""

    principle_number = dy.Int64(primary_key=True, min=1, description="Order of print")
    name = text_column("Name as printed", required=True)
    activities_text = text_column("Activities as printed")
    source_line = source_line_column()


class FindingRow(dy.Schema):
    """Something a reader should know before trusting a number. One row each."""

    rule = dy.String(regex=r"^[a-z0-9_]+$", description="Rule that found it")
    severity = dy.Enum(["error", "warning", "note"], description="How much it matters")
    subject = text_column("What it is about, e.g. an activity number", required=True)
    expected = text_column("What the rule expects")
    found = text_column("What is printed")
    difference = dy.Decimal(
        18, 4, nullable=True, description="found − expected, where both are numbers"
    )
    source_line = source_line_column()
    message = text_column("The finding in one plain English sentence", required=True)


class Correction(dy.Schema):
    """A reviewed correction of one cell, made by a person. One row per cell."""

    table = text_column("Table of the package", required=True)
    key = text_column("Key of the row: key values parted by `|`", required=True)
    column = text_column("Column", required=True)
    printed = text_column("What the extractor reads")
    corrected = text_column("What it should be")
    why = text_column("Reason, with its source", required=True)


TABLES: Final[dict[str, type[dy.Schema]]] = {
    "plan": Plan,
    "plan_totals": PlanTotal,
    "activities": Activity,
    "activity_policy_areas": ActivityPolicyArea,
    "activity_schools": ActivitySchool,
    "activity_indicators": ActivityIndicator,
    "activity_tasks": ActivityTask,
    "activity_links": ActivityLink,
    "goals": Goal,
    "tasks": Task,
    "indicators": Indicator,
    "indicator_values": IndicatorValue,
    "exam_results": ExamResult,
    "schools": School,
    "school_figures": SchoolFigure,
    "municipal_facts": MunicipalFact,
    "partners": Partner,
    "risks": Risk,
    "horizontal_principles": HorizontalPrinciple,
    "findings": FindingRow,
}
"""Tables of a package, in the order of `datapackage.json`."""
