"""Figures that can be proved: what narrows them, their unit, their queries."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from dashboard.kit.filters import (
    ExamFilter,
    FindingFilter,
    PlanFilter,
    SchoolFilter,
    SpendingFilter,
    TargetFilter,
)
from dashboard.kit.pages import ITEM_PAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent

Unit = Literal["eur", "count", "share", "value", "date"]

FILTERS: Final[Mapping[str, type[PlanFilter]]] = {
    "plan": PlanFilter,
    "spending": SpendingFilter,
    "targets": TargetFilter,
    "exams": ExamFilter,
    "schools": SchoolFilter,
    "quality": FindingFilter,
}
_OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    "series": ("series", "school_year"),
}
"""What narrows a figure that takes no filter of a page."""

_BOUND: Final = {
    "activity": "activity",
    "school": "school_code",
    "indicator": "indicator",
}
"""What a query of one thing calls it."""


@dataclass(frozen=True)
class ProvenFigure:
    """A figure that is recomputed from marts.

    Attributes:
        name: Its name in `figures.toml`.
        page: Page that shows it.
        unit: Unit of its value.
        takes: The filter, or the one thing, that narrows it.
        rows: Name of the query of its rows.
        adds: Whether the amounts of its rows sum up to it.
        query: Name of the query that gives it, its own name by default.
        fixed: Values that its queries always get.
    """

    name: str
    page: str
    unit: Unit
    takes: str
    rows: str
    adds: bool = True
    query: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def figure_file(self) -> Path:
        """Return the query that gives the figure."""
        return _HERE / f"{self.query or self.name}.sql"

    @property
    def rows_file(self) -> Path:
        """Return the query that gives its rows."""
        return _HERE / f"{self.rows}.sql"

    @property
    def parameters(self) -> tuple[str, ...]:
        """Return the parameters of an address that narrow it."""
        if self.takes in ITEM_PAGES:
            return (ITEM_PAGES[self.takes],)
        if self.takes in _OTHERS:
            return _OTHERS[self.takes]
        kind = FILTERS[self.takes]
        return tuple(one.name for one in fields(kind) if one.name != "plan")

    @property
    def is_of_plan(self) -> bool:
        """Whether it can be told of a whole plan, not only of one thing of it."""
        return self.takes in FILTERS

    def make_filter(
        self, plan: str, chosen: Mapping[str, Sequence[str]]
    ) -> PlanFilter | None:
        """Make the filter of what an address chooses; None for a figure of one thing.

        Args:
            plan: Code of the plan.
            chosen: What the address narrows it to.
        """
        if self.takes not in FILTERS:
            return None
        given = {
            one.name: _parse_values(chosen[one.name], str(one.type))
            for one in fields(FILTERS[self.takes])
            if one.name != "plan" and chosen.get(one.name)
        }
        return FILTERS[self.takes](plan=plan, **given)

    def bind(
        self, plan: str, language: Language, chosen: Mapping[str, Sequence[str]]
    ) -> dict[str, Any]:
        """Return the values for the placeholders of its queries.

        Args:
            plan: Code of the plan.
            language: Language of the names of areas and categories.
            chosen: What the address narrows it to.
        """
        bound: dict[str, Any] = {"plan": plan, "language": language, **self.fixed}
        narrowed = self.make_filter(plan, chosen)
        if narrowed is not None:
            return bound | narrowed.to_parameters()
        first = {one: next(iter(chosen.get(one, ())), "") for one in self.parameters}
        if name := _BOUND.get(self.takes):
            (item,) = first.values()
            return bound | {name: item}
        listed = {one: list(chosen.get(one, ())) for one in self.parameters}
        return bound | {
            one: first[one] if one == "series" else listed[one] for one in first
        }


def _parse_values(values: Sequence[str], kind: str) -> object:
    """Parse values of an address; what is no number matches nothing."""
    if kind == "str":
        return values[-1]
    if "int" in kind:
        return tuple(int(one) if one.isdecimal() else -1 for one in values)
    return tuple(values)


@cache
def read_figures() -> Mapping[str, ProvenFigure]:
    """Read the figures by name, in their order."""
    said = tomllib.loads((_HERE / "figures.toml").read_text(encoding="utf-8"))
    return {name: ProvenFigure(name=name, **row) for name, row in said.items()}
