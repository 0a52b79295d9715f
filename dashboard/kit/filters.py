"""What a reader narrowed a page to, as values: hashable, comparable, testable.

The name of a field is the name of its widget and of its parameter in the address,
see `address`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any, Self

import streamlit as st

from dashboard.kit.address import read_values
from dashboard.kit.search.patterns import make_patterns


@dataclass(frozen=True)
class PlanFilter:
    """A filter of a page about one plan; pages add their own fields.

    Attributes:
        plan: Code of the plan.
    """

    plan: str

    @classmethod
    def read(cls, plan: str) -> Self:
        """Build the filter from the widgets of this run, or from none."""
        given = {
            field.name: st.session_state[field.name]
            for field in fields(cls)
            if field.name != "plan" and st.session_state.get(field.name)
        }
        return cls(plan=plan, **{key: _freeze(value) for key, value in given.items()})

    def list_active(self) -> list[str]:
        """List the fields that narrow something, in their order."""
        return [
            field.name
            for field in fields(self)
            if field.name != "plan" and getattr(self, field.name)
        ]

    def drop(self, name: str) -> Self:
        """Return the same filter without one of its fields."""
        return replace(self, **{name: type(getattr(self, name))()})

    def to_parameters(self) -> dict[str, Any]:
        """Return the values for the placeholders of a query, by field name.

        Words that were typed become patterns of folded texts, see `search`.
        """
        return dict(_list_parameters(self))


@lru_cache(maxsize=1024)
def _list_parameters(chosen: PlanFilter) -> dict[str, Any]:
    values = {field.name: getattr(chosen, field.name) for field in fields(chosen)}
    typed = {
        name: make_patterns(value)
        for name, value in values.items()
        if isinstance(value, str) and name != "plan"
    }
    listed = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }
    return {**listed, **typed}


@dataclass(frozen=True)
class SpendingFilter(PlanFilter):
    """What the spending page is narrowed to.

    Attributes:
        area: Policy areas; of an activity of several areas only their share counts.
        category: Cost categories.
        school: Schools that implement an activity.
        year: Years in which an activity goes on.
        pace: What its payments say of it today, see `reports.rpt_activity_absorption`.
        search: Words in the number or title.
    """

    area: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    school: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    pace: tuple[str, ...] = ()
    search: str = ""


@dataclass(frozen=True)
class TargetFilter(PlanFilter):
    """What the targets page is narrowed to.

    Attributes:
        group: Groups of indicators.
        direction: Directions that are promised.
        status: What is known of the indicator today.
        area: Policy areas of the activities that name the indicator.
        indicator_search: Words in the number or name.
    """

    group: tuple[str, ...] = ()
    direction: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    indicator_search: str = ""


@dataclass(frozen=True)
class ExamFilter(PlanFilter):
    """What the exams page is narrowed to.

    Attributes:
        exam: Exams.
        subject: Subjects; `none` for figures that are not of one subject.
        school_year: School years.
        school: Schools that are pointed out among all, and that the table is kept to.
    """

    exam: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    school_year: tuple[str, ...] = ()
    school: tuple[str, ...] = ()


@dataclass(frozen=True)
class FindingFilter(PlanFilter):
    """What the findings of the page on data quality are narrowed to.

    Attributes:
        severity: How much they matter.
        rule: Rules that made them.
        finding_search: Words in the subject, its name, or what was found.
    """

    severity: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    finding_search: str = ""


@dataclass(frozen=True)
class SchoolFilter(PlanFilter):
    """What the list of schools is narrowed to.

    Attributes:
        school_role: Whether a school takes part in the plan or is of the network.
        school_search: Words in the code or name.
    """

    school_role: tuple[str, ...] = ()
    school_search: str = ""


def has_filters() -> bool:
    """Whether the address holds a filter of any page."""
    return any(read_values(name) for name in list_filters())


def list_filters() -> set[str]:
    """List the names of the filters of all pages."""
    kinds = (SpendingFilter, TargetFilter, SchoolFilter, ExamFilter, FindingFilter)
    return {field.name for kind in kinds for field in fields(kind)} - {"plan"}


def _freeze(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
