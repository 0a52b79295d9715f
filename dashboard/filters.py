"""What a reader narrowed a page to, as values: hashable, comparable, testable.

The name of a field is the name of its widget and of its parameter in the URL.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, Self

import streamlit as st

CARRIED: Final = (
    "plan",
    "area",
    "category",
    "school",
    "year",
    "search",
    "activity",
    "absorption",
    "compare",
    "sort",
    "group",
    "direction",
    "status",
    "indicator_search",
    "indicator",
    "exam",
    "subject",
    "school_year",
    "series",
    "exam_sort",
    "severity",
    "rule",
    "finding_search",
)
"""Every parameter of the URL but the language: add those of a new page here."""


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
        """Name the fields that narrow something, in their order."""
        return [
            field.name
            for field in fields(self)
            if field.name != "plan" and getattr(self, field.name)
        ]

    def drop(self, name: str) -> Self:
        """Give the same filter without one of its fields."""
        return replace(self, **{name: type(getattr(self, name))()})

    def to_parameters(self) -> dict[str, Any]:
        """Give the values for the placeholders of a query, by field name."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
        }


@dataclass(frozen=True)
class SpendingFilter(PlanFilter):
    """What the spending page is narrowed to.

    Attributes:
        area: Policy areas; of an activity of several areas only their share counts.
        category: Cost categories.
        school: Schools that implement an activity.
        year: Years in which an activity goes on.
        search: Words in the number or title.
    """

    area: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    school: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
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


def carry_filters() -> None:
    """Keep every choice when the language changes.

    The URL holds labels, not codes; assigning the values anew makes Streamlit write
    them in the new language instead of dropping what it no longer recognises.
    """
    for key in CARRIED:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def clear_filter(*names: str) -> None:
    """Empty the widgets of these fields; the URL follows."""
    for name in names:
        value = st.session_state.get(name)
        st.session_state[name] = "" if isinstance(value, str) else []


def assign(name: str, value: str) -> None:
    """Choose a value as if the reader had, e.g. after a click on a chart."""
    st.session_state[name] = value


def _freeze(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
