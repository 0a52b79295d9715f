"""Tables of a good plan laid out otherwise: the same values, and no number more."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from plan_cells import (
    Place,
    Plan,
    change,
    choose,
    facts_of,
    grids_of,
    heading_of,
    places_of,
    read,
    with_rows,
)
from plan_form import Form, Grid

from etl.plans.contract.plan_package import Row

# A name merged over two rows names both of them.
NAMES_ITS_ROW = re.compile(r"Mokyklos pav|Rodikl|Eil|Veiklos Nr|Planuojama veikla")


@pytest.mark.parametrize("seed", range(8))
def test_columns_of_every_table_stand_in_any_order(
    seed: int, form: Form, usual: Plan
) -> None:
    chance = Random(seed)  # noqa: S311 – columns are no secret
    changed = form
    for place in grids_of(form):
        grid = form[place]
        assert isinstance(grid, Grid)
        order = list(range(len(grid.widths)))
        chance.shuffle(order)
        if any("<" in row for row in grid.rows):
            continue
        rows = [
            [row[column] for column in order] if len(row) > 1 else row
            for row in grid.rows
        ]
        changed = with_rows(changed, place, rows)
    assert facts_of(read(changed)) == facts_of(usual)


def test_headings_repeated_in_every_table_are_no_rows(form: Form, usual: Plan) -> None:
    changed = form
    for place in grids_of(form):
        grid = form[place]
        assert isinstance(grid, Grid)
        rows: list[Sequence[Any]] = list(grid.rows[: grid.heading_rows])
        for row in grid.rows[grid.heading_rows :]:
            rows += [row] if "^" in row else [grid.rows[0], row]
        changed = with_rows(changed, place, rows)
    assert facts_of(read(changed)) == facts_of(usual)


def numbers(plan: Plan) -> set[tuple[object, ...]]:
    """Every number of the plan with what it is of."""
    return {
        (table, *keys_of(row), name, value)
        for table, rows in plan.items()
        for row in rows
        for name, value in row.items()
        if isinstance(value, Decimal)
    }


def keys_of(row: Row) -> Iterator[object]:
    names = (
        *("activity_number", "occurrence", "indicator_number", "school_code"),
        *("total_kind", "exam", "measure", "subject", "school_year", "figure"),
        *("fact", "period", "rule", "subject"),
    )
    yield from (row.get(name) for name in names)


def merged_faults(form: Form, usual: Plan, places: Iterable[Place]) -> list[str]:
    """Numbers that a plan has only after a cell was merged with its neighbour."""
    wrong = []
    known = numbers({**usual, "findings": []})
    for place in places:
        grid = form[place.grid]
        assert isinstance(grid, Grid)
        row = grid.rows[place.row]
        above = grid.rows[place.row - 1] if place.row > grid.heading_rows else ()
        is_key = NAMES_ITS_ROW.match(heading_of(form, place)) is not None
        neighbours = {
            "<": row[place.column - 1] if place.column else "^",
            "^": above[place.column] if len(above) == len(row) and not is_key else "<",
        }
        for mark in (mark for mark, one in neighbours.items() if one not in ("<", "^")):
            found = read(change(form, place, mark))
            strange = numbers({**found, "findings": []}) - known
            if strange:
                wrong.append(f"{heading_of(form, place)} {mark} {place}: {strange}")
    return wrong


def test_cells_merged_with_neighbours_make_no_numbers(form: Form, usual: Plan) -> None:
    places = [place for seed in "ab" for place in choose(form, seed)]
    assert merged_faults(form, usual, places) == []


@pytest.mark.slow
def test_any_cell_merged_with_a_neighbour_makes_no_number(
    form: Form, usual: Plan
) -> None:
    assert merged_faults(form, usual, places_of(form)) == []
