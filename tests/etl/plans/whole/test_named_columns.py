"""One cell changed in a good plan: no number ever comes from another column."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from plan_content import to_document
from plan_form import Facts, Form, Grid, Look, lay_out

from etl.plans.content.sections import Section, find_sections
from etl.plans.contract.plan_package import Row
from etl.plans.form.costs.extract import (
    CostSection,
    extract_costed_activities,
)

COLUMNS = (
    *("number", "title", "area", "reason", "measuring", "period"),
    *("documents", "net", "vat"),
)
NET, VAT = COLUMNS.index("net"), COLUMNS.index("vat")
CHANGES = {
    "words": "Bus patikslinta",
    "number": "1200,50",
    "year": "2025",
    "long_note": "Pastaba, kuri tęsiasi per kelias eilutes ir nieko nesako apie sumas",
    "dash": "–",
    "nothing": "",
}
Rows = tuple[Sequence[Any], ...]


@pytest.fixture(scope="module")
def form(facts: Facts) -> Form:
    return lay_out(facts, Look(words=20))


def change_costs(form: Form, change: Callable[[Rows], Rows]) -> Form:
    """The plan with other rows in its cost table."""
    return [
        replace(part, rows=change(part.rows))
        if isinstance(part, Grid) and part.rows[0][0] == "Veiklos Nr."
        else part
        for part in form
    ]


def read(form: Form) -> CostSection:
    sections = find_sections(to_document(form))
    section = Section.COSTED_ACTIVITIES
    return extract_costed_activities(sections[section], sections.grids(section))


def facts_of(row: Row) -> tuple[object, ...]:
    names = ("title", "net_eur", "vat_eur", "period_text", "cost_category")
    return tuple(row[name] for name in names)


def by_number(section: CostSection) -> dict[str, tuple[object, ...]]:
    return {row["activity_number"]: facts_of(row) for row in section.rows["activities"]}


def is_activity(row: Sequence[Any]) -> bool:
    return len(row) == len(COLUMNS) and row[0][:1].isdigit() and row[1] != "2"


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("column", COLUMNS[2:])
def test_a_changed_cell_changes_no_other_column(
    column: str, change: str, form: Form
) -> None:
    place = COLUMNS.index(column)
    printed = CHANGES[change]

    def replaced(rows: Rows) -> Rows:
        return tuple(
            [*row[:place], printed, *row[place + 1 :]] if is_activity(row) else row
            for row in rows
        )

    usual, section = by_number(read(form)), read(change_costs(form, replaced))
    changed = by_number(section)
    assert list(changed) == list(usual)
    kept = {"period": 3, "net": 1, "vat": 2}.get(column)
    for number, row in changed.items():
        expected = list(usual[number])
        if kept is not None and number != "2.1":
            is_amount = change in {"number", "year"} and kept < 3
            is_period = kept == 3 and printed
            value = {"number": 1200.5, "year": 2025}.get(change) if is_amount else None
            expected[kept] = printed if is_period else value
        assert list(row) == expected
    said = {
        finding.subject for finding in section.reported.get("amount_unreadable", ())
    }
    is_refused = change in {"words", "long_note"} and column in {"net", "vat"}
    assert bool(said) == is_refused


@pytest.mark.parametrize("seed", range(20))
def test_columns_may_stand_in_any_order(seed: int, form: Form) -> None:
    order = list(range(len(COLUMNS)))
    Random(seed).shuffle(order)  # noqa: S311 – columns are no secret

    def shuffled(rows: Rows) -> Rows:
        return tuple(
            [row[place] for place in order]
            if len(row) == len(COLUMNS) and "<" not in row
            else row
            for row in rows
            if "<" not in row
        )

    assert by_number(read(change_costs(form, shuffled))) == by_number(read(form))


def test_heading_of_a_second_part_rules_what_stands_below_it(form: Form) -> None:
    def swapped(rows: Rows) -> Rows:
        middle = next(i for i, row in enumerate(rows) if row[0] == "3.")
        heading = list(rows[0])
        heading[NET], heading[VAT] = heading[VAT], heading[NET]
        below = [
            [*row[:NET], row[VAT], row[NET]] if len(row) > 1 else row
            for row in rows[middle:]
        ]
        return (*rows[:middle], heading, *below)

    section = read(change_costs(form, swapped))
    assert by_number(section) == by_number(read(form))
    assert section.rows["plan_totals"] != []


def test_repeated_headings_are_no_rows(form: Form) -> None:
    def repeated(rows: Rows) -> Rows:
        return tuple(
            one
            for row in rows
            for one in ((rows[0], row) if is_activity(row) else (row,))
        )

    assert by_number(read(change_costs(form, repeated))) == by_number(read(form))


def test_headings_over_two_rows_name_their_columns(form: Form) -> None:
    def parted(rows: Rows) -> Rows:
        above = [*rows[0][:NET], "Išlaidos, Eur", "<"]
        below = [*("^" for _ in COLUMNS[:NET]), "be PVM", "PVM"]
        return (above, below, *rows[1:])

    assert by_number(read(change_costs(form, parted))) == by_number(read(form))


@pytest.mark.parametrize(
    ("merged", "lost"),
    [
        pytest.param({VAT: "<"}, (1, 2), id="net_and_vat"),
        pytest.param({NET: "<"}, (1,), id="documents_and_net"),
    ],
)
def test_cell_merged_over_a_column_of_costs_is_no_amount(
    merged: dict[int, str], lost: tuple[int, ...], form: Form
) -> None:
    def joined(rows: Rows) -> Rows:
        changed = []
        for row in rows:
            cells = list(row)
            if row[0] == "3.":
                if NET in merged:
                    cells[NET - 1] = "8000,00"
                cells = [merged.get(place, cell) for place, cell in enumerate(cells)]
            changed.append(cells)
        return tuple(changed)

    section = read(change_costs(form, joined))
    row = by_number(section)["3"]
    assert [row[place] for place in lost] == [None] * len(lost)
    assert [one.subject for one in section.reported["amount_unreadable"]] == ["3"]


def test_amount_merged_over_two_activities_is_of_neither(form: Form) -> None:
    def joined(rows: Rows) -> Rows:
        return tuple(
            [*row[:NET], "^", *row[VAT:]] if row[0] == "3.2." else row for row in rows
        )

    section = read(change_costs(form, joined))
    found = by_number(section)
    assert (found["3.1"][1], found["3.2"][1]) == (None, None)
    assert [one.subject for one in section.reported["amount_unreadable"]] == ["3.1"]


@pytest.mark.parametrize(
    ("net", "vat", "rule", "times"),
    [
        pytest.param(
            "Išlaidos tūkst. Eur be PVM", "PVM, tūkst. Eur", "cost_unit", 1000
        ),
        pytest.param("Suma be PVM, mln. Eur", "PVM, mln. Eur", "cost_unit", 10**6),
        pytest.param("Išlaidos tūkst. Eur be PVM", "PVM suma", "cost_table_unread", 0),
        pytest.param("Išlaidos be PVM, LTL", "PVM, LTL", "cost_table_unread", 0),
        pytest.param("Išlaidos be PVM, USD", "PVM suma", "cost_table_unread", 0),
        pytest.param("Išlaidos be PVM", "Iš viso be PVM", "cost_table_unread", 0),
        pytest.param("Išlaidos", "Mokestis", "cost_table_unread", None, id="unknown"),
        pytest.param(
            "Išlaidos su PVM", "PVM suma", "cost_table_unread", None, id="gross"
        ),
    ],
)
def test_units_and_currency_of_headings_are_obeyed_or_refused(
    net: str, vat: str, rule: str, times: int | None, form: Form
) -> None:
    def headed(rows: Rows) -> Rows:
        return ([*rows[0][:NET], net, vat], *rows[1:])

    usual, section = by_number(read(form)), read(change_costs(form, headed))
    [finding] = section.reported[rule]
    assert finding.subject == "section 6"
    found = by_number(section)
    if times is None:
        assert found == {}
        return
    for number, row in found.items():
        net_eur = usual[number][1]
        expected = net_eur * times if times and net_eur is not None else None  # type: ignore[operator]
        assert row[1] == expected


def test_unit_above_the_table_is_obeyed(form: Form) -> None:
    from plan_form import Text  # noqa: PLC0415

    place = next(
        i
        for i, part in enumerate(form)
        if isinstance(part, Grid) and part.rows[0][0] == "Veiklos Nr."
    )
    section = read([*form[:place], Text("(tūkst. Eur)"), *form[place:]])
    assert by_number(section)["2"][1] == by_number(read(form))["2"][1] * 1000  # type: ignore[operator]
