"""A later row settles an earlier one that was put aside."""

import json
from collections.abc import Callable

import polars as pl
import pytest

from etl.arrivals.settling import PutAside, mark_rows, settle
from etl.contracts.workbooks import Kind, Reject, fact_columns
from etl.sources.workbooks import read_workbook

from .conftest import MEASUREMENT, Row, pay, write_csv

Settled = Callable[..., list[bool]]

GOOD = pay(1, supplier="UAB Vienas")


def put_aside(
    row: Row, *columns: str, number: int = 2, kind: Kind = "spending"
) -> pl.DataFrame:
    rows = [
        {
            "kind": kind,
            "source_file": "a.csv",
            "sheet": "",
            "row_number": number,
            "column_name": column,
            "raw_value": row.get(column),
            "rule": "rule",
            "reason": "…",
            "reason_lt": "…",
            "raw_cells": json.dumps(row),
            "multipliers": None,
        }
        for column in columns
    ]
    rejects = Reject.cast(
        pl.DataFrame(rows, infer_schema_length=None).select(Reject.column_names())
    )
    return mark_rows(rejects, "workbook:a")


@pytest.fixture
def settled(tmp_path_factory: pytest.TempPathFactory) -> Settled:
    """Say which rejects later rows settle: true for those they do."""

    def find(rejects: pl.DataFrame, *later: Row, kind: Kind = "spending") -> list[bool]:
        path = tmp_path_factory.mktemp("later") / "b.csv"
        facts = read_workbook(write_csv(path, list(later), kind)).facts
        key = pl.lit("workbook:b").alias("_source_document_key")
        rows = {
            name: facts[name].select(*fact_columns(name), "corrects").with_columns(key)
            for name in facts
        }
        empty = pl.DataFrame()
        found = settle(rejects, lambda name: rows.get(name, empty))
        assert found.height == rejects.height
        return (found["settled_by"] == "workbook:b").fill_null(value=False).to_list()

    return find


@pytest.mark.parametrize(
    ("row", "broken", "later", "expected"),
    [
        pytest.param(
            {**GOOD, "net_eur": "daug"}, ["net_eur"], GOOD, True, id="same_key"
        ),
        pytest.param(
            {**GOOD, "net_eur": "daug"},
            ["net_eur"],
            {**GOOD, "supplier": "UAB Du", "date": "2025-04-01"},
            True,
            id="same_key_other_cells_changed_too",
        ),
        pytest.param(
            {**GOOD, "net_eur": "daug"}, ["net_eur"], pay(2), False, id="other_key"
        ),
        pytest.param(
            {**GOOD, "activity_number": "99"},
            ["activity_number"],
            GOOD,
            True,
            id="broken_key_else_the_same",
        ),
        pytest.param(
            {**GOOD, "activity_number": "99"},
            ["activity_number"],
            {**GOOD, "net_eur": "10.01"},
            False,
            id="broken_key_and_another_cell_differs",
        ),
        pytest.param(
            {**GOOD, "activity_number": "99", "net_eur": "daug"},
            ["activity_number", "net_eur"],
            GOOD,
            True,
            id="two_broken_cells",
        ),
        pytest.param({**GOOD, "net_eur": "5"}, [""], GOOD, True, id="whole_row"),
        pytest.param({}, [""], GOOD, False, id="nothing_is_known_of_it"),
        pytest.param(
            {**GOOD, "net_eur": "10,00", "date": "2025.03.01", "phase": "panaudota"},
            ["supplier"],
            GOOD,
            True,
            id="written_in_another_way",
        ),
    ],
)
def test_later_row_settles_what_it_says_right(
    settled: Settled, row: Row, broken: list[str], later: Row, *, expected: bool
) -> None:
    assert set(settled(put_aside(row, *broken), later)) == {expected}


def test_each_row_is_settled_for_itself(settled: Settled) -> None:
    first = put_aside({**GOOD, "net_eur": "daug"}, "net_eur", number=2)
    second = put_aside({**pay(2), "net_eur": "daug"}, "net_eur", number=3)
    assert settled(pl.concat([first, second]), GOOD) == [True, False]


def test_other_kind_settles_nothing(settled: Settled) -> None:
    rejects = put_aside({**GOOD, "net_eur": "daug"}, "net_eur")
    assert settled(rejects, MEASUREMENT, kind="measurements") == [False]


def test_row_is_known_again_by_its_mark_whatever_was_changed(settled: Settled) -> None:
    rejects = put_aside({**GOOD, "activity_number": "99"}, "activity_number")
    [mark] = rejects["row_mark"]
    changed = pay(7, net_eur="1")
    assert settled(rejects, changed) == [False]
    assert settled(rejects, {**changed, "corrects": f" {mark} "}) == [True]


def test_marks_tell_files_sheets_and_rows_apart() -> None:
    rows = [put_aside(GOOD, "net_eur", number=number) for number in (2, 3)]
    rows.append(rows[0].with_columns(sheet=pl.lit("Kovas")))
    marks = [mark_rows(frame, key)["row_mark"][0] for frame in rows for key in "ab"]
    assert len(set(marks)) == len(marks)
    assert mark_rows(rows[0], "a")["row_mark"][0] == marks[0]


THOUSANDS = put_aside(
    {**GOOD, "activity_number": "99"}, "activity_number"
).with_columns(multipliers=pl.lit('{"net_eur": 1000, "vat_eur": 1000}'))


@pytest.mark.parametrize(
    ("net", "vat", "expected"),
    [("10000.00", "2100.00", True), ("10.00", "2.10", False)],
    ids=["in_euro", "as_printed"],
)
def test_amounts_in_thousands_are_compared_in_euro(
    settled: Settled, net: str, vat: str, *, expected: bool
) -> None:
    later = {**GOOD, "net_eur": net, "vat_eur": vat}
    assert settled(THOUSANDS, later) == [expected]


@pytest.mark.parametrize(
    ("row", "broken", "later", "later_broken", "expected"),
    [
        pytest.param(GOOD, "net_eur", GOOD, "net_eur", True, id="same_key"),
        pytest.param(GOOD, "net_eur", pay(2), "net_eur", False, id="other_key"),
        pytest.param(
            GOOD, "net_eur", GOOD, "document_number", False, id="key_broken_later"
        ),
        pytest.param(
            GOOD, "activity_number", GOOD, "activity_number", True, id="key_broken"
        ),
        pytest.param(
            GOOD,
            "activity_number",
            {**GOOD, "net_eur": "11"},
            "activity_number",
            False,
            id="key_broken_and_another_cell_differs",
        ),
        pytest.param({}, "", {}, "", False, id="nothing_is_known_of_either"),
    ],
)
def test_row_that_is_put_aside_again_waits_once(
    row: Row, broken: str, later: Row, later_broken: str, *, expected: bool
) -> None:
    aside = PutAside()
    aside.add(put_aside(later, later_broken), "workbook:b")
    found = settle(put_aside(row, broken), aside.read)
    assert found["settled_by"].to_list() == ["workbook:b" if expected else None]


def test_row_put_aside_again_is_known_by_its_mark() -> None:
    first = put_aside({}, "")
    [mark] = first["row_mark"]
    aside = PutAside()
    aside.add(put_aside({**GOOD, "corrects": mark}, "document_number"), "workbook:b")
    assert settle(first, aside.read)["settled_by"].to_list() == ["workbook:b"]
