"""A later row settles an earlier one that was put aside."""

import json
from collections.abc import Callable

import polars as pl
import pytest

from etl.arrivals.settling import settle
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
        }
        for column in columns
    ]
    return Reject.cast(pl.DataFrame(rows).select(Reject.column_names()))


@pytest.fixture
def settled(tmp_path_factory: pytest.TempPathFactory) -> Settled:
    """Say which rejects later rows settle: true for those they do."""

    def find(rejects: pl.DataFrame, *later: Row, kind: Kind = "spending") -> list[bool]:
        path = tmp_path_factory.mktemp("later") / "b.csv"
        facts = read_workbook(write_csv(path, list(later), kind)).facts
        key = pl.lit("workbook:b").alias("_source_document_key")
        rows = {
            name: facts[name].select(*fact_columns(name)).with_columns(key)
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
