"""Cells of a made-up plan: where they stand, changed one by one, and what is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from plan_content import to_document
from plan_form import Form, Grid

from etl.plans.content.sections import find_sections
from etl.plans.contract.plan_package import Row
from etl.plans.findings.registry import find_all
from etl.plans.form.extract import extract_form

# Ordinals count what is read.
COUNTED = {"partner_number", "principle_number", "risk_number", "source_line"}
Plan = dict[str, list[Row]]


@dataclass(frozen=True)
class Place:
    """A cell of a plan: its table, row and column, each counted from 0."""

    grid: int
    row: int
    column: int


def read(form: Form) -> Plan:
    facts = extract_form(find_sections(to_document(form)))
    return {**facts.rows, "findings": find_all(facts)}


def heading_of(form: Form, place: Place) -> str:
    grid = form[place.grid]
    assert isinstance(grid, Grid)
    heading = str(grid.rows[0][place.column])
    # The same words head the numbers of section 7, which name no row.
    return (
        "Eil. Nr." if grid.rows[0][0] == "Eil. Nr." and place.column == 1 else heading
    )


def places_of(form: Form) -> Iterator[Place]:
    for number, part in enumerate(form):
        for index, row in enumerate(part.rows if isinstance(part, Grid) else ()):
            if isinstance(part, Grid) and index >= part.heading_rows and len(row) > 1:
                for column, cell in enumerate(row):
                    if cell not in ("<", "^"):
                        yield Place(number, index, column)


def change(form: Form, place: Place, printed: str) -> Form:
    """The plan with another text in one cell."""
    grid = form[place.grid]
    assert isinstance(grid, Grid)
    row = list(grid.rows[place.row])
    row[place.column] = printed
    rows = (*grid.rows[: place.row], row, *grid.rows[place.row + 1 :])
    return [
        *form[: place.grid],
        replace(grid, rows=rows),
        *form[place.grid + 1 :],
    ]


def plain(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in COUNTED}


def places_by_column(form: Form) -> list[list[Place]]:
    columns: dict[tuple[int, int], list[Place]] = {}
    for place in places_of(form):
        columns.setdefault((place.grid, place.column), []).append(place)
    return list(columns.values())


def choose(form: Form, seed: str) -> list[Place]:
    """One place of every column."""
    chance = Random(seed)  # noqa: S311 – a choice of rows is no secret
    return [chance.choice(places) for places in places_by_column(form)]


def grids_of(form: Form) -> list[int]:
    return [place for place, part in enumerate(form) if isinstance(part, Grid)]


def with_rows(form: Form, place: int, rows: Sequence[Sequence[Any]]) -> Form:
    grid = form[place]
    assert isinstance(grid, Grid)
    return [*form[:place], replace(grid, rows=tuple(rows)), *form[place + 1 :]]


def facts_of(plan: Plan) -> dict[str, list[Row]]:
    return {
        table: [plain(row) for row in rows]
        for table, rows in plan.items()
        if table != "findings"
    }
