"""Contract of the reference tables: what every plan is read against.

The tables lie in `data/reference/`, written by hand, with their sources and licences
in `datapackage.json` beside them. Empty means "not documented".
"""

from __future__ import annotations

from typing import Final

import dataframely as dy

from etl.plans.contract.plan_activities import COST_CATEGORIES, POLICY_AREAS

PUBLIC_KINDS: Final = ("allocation", "part", "proposal", "count", "stream", "other")
PUBLIC_BASES: Final = ("net", "gross", "ceiling", "below", "above", "unstated")


def _name(language: str, what: str = "Name") -> dy.String:
    return dy.String(description=f"{what}, {language}")


def _sort_order() -> dy.Int64:
    return dy.Int64(min=1, description="Order in which it is shown")


def _spellings() -> dy.String:
    return dy.String(
        nullable=True, description="What else people write for it, parted by |"
    )


class ReferenceMunicipality(dy.Schema):
    """A municipality of Lithuania. One row each."""

    municipality_code = dy.String(
        primary_key=True, regex=r"^\d{2}$", description="Code of Statistics Lithuania"
    )
    plan_code = dy.String(
        regex=r"^[a-z_]+$", description="Code its plan gets: ASCII, unique"
    )
    name_lt = dy.String(description="Name in the registry, e.g. Kauno m. sav.")
    full_name_lt = dy.String(description="Name in full, e.g. Kauno miesto savivaldybė")
    name_en = dy.String(description="Name, English")
    programme_stream = dy.Int64(
        nullable=True, min=1, max=2, description="Stream, where a public page says so"
    )
    tile_row = dy.Int64(
        nullable=True, min=1, description="Place on the tile map from the north"
    )
    tile_column = dy.Int64(
        nullable=True, min=1, description="Place on the tile map from the west"
    )


class ReferencePolicyArea(dy.Schema):
    """A policy area of the programme. One row each."""

    policy_area_code = dy.Enum(POLICY_AREAS, primary_key=True, description="Code")
    name_lt = _name("Lithuanian")
    name_en = _name("English")
    description_lt = _name("Lithuanian", "What it means in plain words")
    description_en = _name("English", "What it means in plain words")
    sort_order = _sort_order()


class ReferenceCostCategory(dy.Schema):
    """A cost category of the official form. One row each."""

    cost_category_code = dy.Enum(COST_CATEGORIES, primary_key=True, description="Code")
    name_lt = _name("Lithuanian", "Name in the form")
    name_en = _name("English")
    short_name_lt = _name("Lithuanian", "Short name for charts")
    short_name_en = _name("English", "Short name for charts")
    sort_order = _sort_order()


class ReferenceSubject(dy.Schema):
    """A school subject with an exam. One row each."""

    subject_code = dy.String(
        primary_key=True, regex=r"^[a-z_]+$", description="Code of the subject"
    )
    name_lt = _name("Lithuanian")
    name_en = _name("English")
    sort_order = _sort_order()
    spellings = _spellings()


class ReferenceExamMeasure(dy.Schema):
    """A measure of exams that workbooks may report. One row each."""

    measure_code = dy.String(
        primary_key=True, regex=r"^[a-z0-9_]+$", description="Code of the measure"
    )
    name_lt = _name("Lithuanian")
    name_en = _name("English")
    unit = dy.Enum(
        ["percent", "percentage_points", "score", "count"], description="Unit"
    )
    value_min = dy.Decimal(
        18,
        4,
        nullable=True,
        description="Lowest value; empty: that of the exam's scale",
    )
    value_max = dy.Decimal(
        18,
        4,
        nullable=True,
        description="Highest value; empty: that of the exam's scale",
    )
    spellings = _spellings()
    sort_order = _sort_order()


class ReferenceVatRate(dy.Schema):
    """A rate of VAT. One row per rate and first day."""

    rate_percent = dy.Decimal(5, 2, primary_key=True, min=0, description="Percent")
    first_day = dy.Date(nullable=True, description="First day; empty: long ago")
    last_day = dy.Date(nullable=True, description="Last day; empty: in force")
    name_lt = _name("Lithuanian")
    name_en = _name("English")


class ReferenceExam(dy.Schema):
    """An exam whose results plans report. One row each."""

    exam_code = dy.String(primary_key=True, description="Code of the exam")
    name_lt = _name("Lithuanian")
    name_en = _name("English")
    description_lt = _name("Lithuanian", "Who takes it and how it is marked")
    description_en = _name("English", "Who takes it and how it is marked")
    scale_min = dy.Int64(description="Lowest mark or point")
    scale_max = dy.Int64(description="Highest mark or point")
    scale_unit = dy.Enum(["mark", "point"], description="Unit of the scale")
    series_break_year = dy.Int64(
        nullable=True, description="First year not comparable with earlier ones"
    )
    series_break_lt = dy.String(nullable=True, description="Why, Lithuanian")
    series_break_en = dy.String(nullable=True, description="Why, English")
    sort_order = _sort_order()


class ReferenceProgrammeProject(dy.Schema):
    """A project that pays for the programme. One row each."""

    project_code = dy.String(primary_key=True, description="Code of the project")
    programme_stream = dy.Int64(min=1, max=2, description="Stream it pays for")
    name_lt = _name("Lithuanian")
    name_en = _name("English")
    start_date = dy.Date(description="First day")
    end_date = dy.Date(description="Last day")
    source = dy.String(description="Public pages that say so")


class ReferenceProgrammeTotal(dy.Schema):
    """A published figure about the programme. One row per figure and stream."""

    figure = dy.String(regex=r"^[a-z_]+$", description="What is counted")
    programme_stream = dy.Int64(
        nullable=True, min=1, max=2, description="Stream; empty: the whole programme"
    )
    value = dy.Decimal(18, 2, description="Figure as published")
    unit = dy.Enum(["count", "eur"], description="Unit")
    label_lt = _name("Lithuanian", "What it is")
    label_en = _name("English", "What it is")
    source = dy.String(description="Public pages that say so")


class ReferenceProgramme(dy.Schema):
    """A programme that plans belong to. One row each."""

    programme_code = dy.String(
        primary_key=True, regex=r"^[a-z0-9_]+$", description="Code of the programme"
    )
    name_lt = _name("Lithuanian")
    name_en = _name("English")
    sort_order = _sort_order()


class ReferencePublicFigure(dy.Schema):
    """A figure that a public page gives of a municipality. One row per figure.

    Net and gross amounts, limits and rounded sums are different figures: `basis` parts
    them, and they are never added up nor ranked.
    """

    municipality_code = dy.String(
        primary_key=True, regex=r"^\d{2}$", description="Code of Statistics Lithuania"
    )
    programme_code = dy.String(
        primary_key=True, regex=r"^[a-z0-9_]+$", description="Programme it is about"
    )
    figure = dy.String(
        primary_key=True, regex=r"^[a-z_]+$", description="What is counted"
    )
    figure_kind = dy.Enum(
        PUBLIC_KINDS,
        description="allocation: what the municipality's whole plan may cost; part: of"
        " the plan; proposal: before the plan; stream; count; other: not of the plan",
    )
    value = dy.Decimal(18, 2, description="Figure as published")
    unit = dy.Enum(["count", "eur"], description="Unit")
    basis = dy.Enum(
        PUBLIC_BASES,
        nullable=True,
        description="net; gross; ceiling: at most; below: nearly; above: more than;"
        " unstated: whether with VAT is not said; empty: not money",
    )
    label_lt = _name("Lithuanian", "What it is")
    label_en = _name("English", "What it is")
    first_year = dy.Int64(nullable=True, description="First year; empty: not said")
    last_year = dy.Int64(nullable=True, description="Last year; empty: not said")
    source_address = dy.String(
        regex=r"^https?://\S+$", description="Public page that says so"
    )


class ReferenceFindingRule(dy.Schema):
    """A rule that makes findings, said for a reader. One row per rule."""

    rule = dy.String(
        primary_key=True, regex=r"^[a-z0-9_]+$", description="Code of the rule"
    )
    severity = dy.Enum(
        ["error", "warning", "note"], description="How much it usually matters"
    )
    title_lt = _name("Lithuanian", "Title")
    title_en = _name("English", "Title")
    explanation_lt = _name("Lithuanian", "What it means and what to do")
    explanation_en = _name("English", "What it means and what to do")


REFERENCE_TABLES: Final[dict[str, type[dy.Schema]]] = {
    "municipalities": ReferenceMunicipality,
    "policy_areas": ReferencePolicyArea,
    "cost_categories": ReferenceCostCategory,
    "subjects": ReferenceSubject,
    "exams": ReferenceExam,
    "exam_measures": ReferenceExamMeasure,
    "vat_rates": ReferenceVatRate,
    "programme_projects": ReferenceProgrammeProject,
    "programme_totals": ReferenceProgrammeTotal,
    "programmes": ReferenceProgramme,
    "public_figures": ReferencePublicFigure,
    "finding_rules": ReferenceFindingRule,
}
"""Reference tables by file name without ending."""

ADDED_TABLES: Final = frozenset(
    {"exam_measures", "programmes", "public_figures", "vat_rates"}
)
"""Tables that a data folder of an earlier version lacks: the bundled ones are read."""
