"""A later row settles an earlier one that was put aside."""

import gc
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from etl.inbox import kept_rows
from etl.inbox.settled_rejects import LaterRows, mark_rows
from etl.workbooks import read_workbook
from etl.workbooks.contract.contract import Kind, Reject

from .conftest import MEASUREMENT, Row, pay, write_csv

Settled = Callable[..., list[bool]]

GOOD = pay(1, supplier="UAB Vienas")


def make_reject(
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


@pytest.fixture(params=[kept_rows.MOST_BYTES, 0], ids=["in_memory", "on_the_disk"])
def settled(
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Settled:
    """Say which rejects later rows settle: true for those they do."""
    make = partial(kept_rows.KeptRows, request.param)
    monkeypatch.setattr("etl.inbox.settled_rejects.KeptRows", make)

    def find(rejects: pl.DataFrame, *later: Row, kind: Kind = "spending") -> list[bool]:
        path = tmp_path_factory.mktemp("later") / "b.csv"
        facts = read_workbook(write_csv(path, list(later), kind)).facts
        rows = LaterRows()
        for name in facts:
            rows.add(name, facts[name], "workbook:b")
        found = rows.settle_by_good(rejects)
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
            {
                **GOOD,
                "activity_number": "2",
                "net_eur": "7",
                "supplier": "uab „Vienas“",
            },
            True,
            id="same_document_other_cells_changed_too",
        ),
        pytest.param(
            {**GOOD, "net_eur": "daug"},
            ["net_eur"],
            {**GOOD, "supplier": "UAB Du"},
            False,
            id="another_supplier",
        ),
        pytest.param(
            {**GOOD, "activity_number": "99"},
            ["activity_number"],
            {**GOOD, "net_eur": "10.01"},
            True,
            id="document_brought_again",
        ),
        pytest.param(
            {**GOOD, "date": "kovą"}, ["date"], GOOD, True, id="day_of_no_document"
        ),
        pytest.param(
            {**GOOD, "net_eur": "daug"}, ["net_eur"], pay(2), False, id="other_key"
        ),
        pytest.param(
            {**GOOD, "phase": "seniai"},
            ["phase"],
            GOOD,
            True,
            id="broken_key_else_the_same",
        ),
        pytest.param(
            {**GOOD, "phase": "seniai"},
            ["phase"],
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
    assert set(settled(make_reject(row, *broken), later)) == {expected}


def test_each_row_is_settled_for_itself(settled: Settled) -> None:
    first = make_reject({**GOOD, "net_eur": "daug"}, "net_eur", number=2)
    second = make_reject({**pay(2), "net_eur": "daug"}, "net_eur", number=3)
    assert settled(pl.concat([first, second]), GOOD) == [True, False]


def test_other_kind_settles_nothing(settled: Settled) -> None:
    rejects = make_reject({**GOOD, "net_eur": "daug"}, "net_eur")
    assert settled(rejects, MEASUREMENT, kind="measurements") == [False]


def test_row_is_known_again_by_its_mark_whatever_was_changed(settled: Settled) -> None:
    rejects = make_reject({**GOOD, "activity_number": "99"}, "activity_number")
    [mark] = rejects["row_mark"]
    changed = pay(7, net_eur="1")
    assert settled(rejects, changed) == [False]
    assert settled(rejects, {**changed, "corrects": f" {mark} "}) == [True]


def test_row_with_a_mark_settles_no_other_row_of_its_document(
    settled: Settled,
) -> None:
    rows = [
        make_reject(
            {**GOOD, "activity_number": number}, "activity_number", number=place
        )
        for place, number in enumerate(["98", "99"], start=2)
    ]
    [mark] = rows[0]["row_mark"]
    assert settled(pl.concat(rows), {**GOOD, "corrects": mark}) == [True, False]


def test_marks_tell_files_sheets_and_rows_apart() -> None:
    rows = [make_reject(GOOD, "net_eur", number=number) for number in (2, 3)]
    rows.append(rows[0].with_columns(sheet=pl.lit("Kovas")))
    marks = [mark_rows(frame, key)["row_mark"][0] for frame in rows for key in "ab"]
    assert len(set(marks)) == len(marks)
    assert mark_rows(rows[0], "a")["row_mark"][0] == marks[0]


THOUSANDS = make_reject({**GOOD, "phase": "x"}, "phase").with_columns(
    multipliers=pl.lit('{"net_eur": 1000, "vat_eur": 1000}')
)


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
            {**GOOD, "phase": "x"},
            "phase",
            {**GOOD, "phase": "x"},
            "phase",
            True,
            id="key_broken",
        ),
        pytest.param(
            {**GOOD, "phase": "x"},
            "phase",
            {**GOOD, "phase": "x", "net_eur": "11"},
            "phase",
            False,
            id="key_broken_and_another_cell_differs",
        ),
        pytest.param({}, "", {}, "", False, id="nothing_is_known_of_either"),
    ],
)
def test_row_that_is_put_aside_again_waits_once(
    row: Row, broken: str, later: Row, later_broken: str, *, expected: bool
) -> None:
    rows = LaterRows()
    rows.add_rejects(make_reject(later, later_broken), "workbook:b")
    found = rows.settle_by_rejects(make_reject(row, broken))
    assert found["settled_by"].to_list() == ["workbook:b" if expected else None]


def test_row_put_aside_again_is_known_by_its_mark() -> None:
    first = make_reject({}, "")
    [mark] = first["row_mark"]
    later = LaterRows()
    later.add_rejects(
        make_reject({**GOOD, "corrects": mark}, "document_number"), "workbook:b"
    )
    assert later.settle_by_rejects(first)["settled_by"].to_list() == ["workbook:b"]


def test_rows_beyond_the_limit_wait_on_the_disk_and_go_with_it(tmp_path: Path) -> None:
    frames = [pl.DataFrame({"a": range(n, n + 100)}) for n in range(5)]
    most_bytes = int(2.5 * frames[0].estimated_size())
    kept = kept_rows.KeptRows(most_bytes, tmp_path)
    for frame in frames:
        kept.add(frame)
    assert len(kept.held) == 2
    read = [*kept.held, *kept.read_written(lambda _: True)]
    assert all(one.equals(other) for one, other in zip(read, frames, strict=True))
    [folder] = tmp_path.iterdir()
    assert len([*folder.iterdir()]) == 3
    del kept
    gc.collect()
    assert not folder.exists()


def test_rows_of_later_files_wait_where_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = partial(kept_rows.KeptRows, 0)
    monkeypatch.setattr("etl.inbox.settled_rejects.KeptRows", make)
    path, folder = write_csv(tmp_path / "b.csv", [GOOD]), tmp_path / "building"
    folder.mkdir()
    later = LaterRows(folder)
    later.add("spending", read_workbook(path).facts["spending"], "workbook:b")
    assert [*folder.rglob("*.parquet")]


def test_mark_goes_before_a_key_of_another_file(tmp_path: Path) -> None:
    first = make_reject({**GOOD, "net_eur": "daug"}, "net_eur")
    later = LaterRows()
    for key, mark in (("workbook:z", ""), ("workbook:b", first["row_mark"][0])):
        path = write_csv(tmp_path / "b.csv", [{**GOOD, "corrects": mark}])
        later.add("spending", read_workbook(path).facts["spending"], key)
    assert later.settle_by_good(first)["settled_by"].to_list() == ["workbook:b"]


def test_files_of_other_plans_are_not_read_again() -> None:
    kept = kept_rows.KeptRows(most_bytes=0)
    frames = {plan: pl.DataFrame({"plan_code": [plan]}) for plan in ("a", "b", "c")}
    for plan, rows in frames.items():
        kept.add(rows, frozenset({plan}))
    read = list(kept.read_written(lambda names: "b" in names))
    assert len(read) == 1
    assert read[0].equals(frames["b"])
