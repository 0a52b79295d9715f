"""Originals are read once; what was read is made again when it is not whole."""

import json
import shutil
from pathlib import Path
from typing import get_args

import pytest
from polars.testing import assert_frame_equal

from etl.inbox import parse_cache as parsing
from etl.inbox.inbox import take_in
from etl.inbox.originals import Original, remove_original
from etl.inbox.parse_cache import (
    READING,
    read_and_store,
    read_original,
    remove_outdated,
)
from etl.inbox.reader import find_seconds, reader
from etl.workbooks import WorkbookReading
from pazanga.errors import ArrivalError, WorkbookError
from pazanga.processes.answering_child import Child, ChildError, ChildLimits, Reason
from pazanga.settings import Settings

from .conftest import CHANGE, EXAM, MEASUREMENT, OUTCOME, Drop, Row, pay


def take_in_one(settings: Settings) -> Original:
    [arrival] = take_in(settings).arrivals
    return arrival.original


def refuse_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(parsing, "read_in_child", refuse)


def assert_same(found: WorkbookReading, expected: WorkbookReading) -> None:
    assert found.facts.keys() == expected.facts.keys()
    for kind, rows in expected.facts.items():
        assert_frame_equal(found.facts[kind], rows)
    assert_frame_equal(found.rejects, expected.rejects)
    assert found.sheets == expected.sheets
    assert found.notes == expected.notes


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("spending", pay(1, net_eur="1 234,56")),
        ("measurements", MEASUREMENT),
        ("exams", EXAM),
        ("plan-changes", CHANGE),
        ("outcomes", OUTCOME),
    ],
    ids=["spending", "measurements", "exams", "plan_changes", "outcomes"],
)
def test_rows_come_back_as_they_were_read(
    settings: Settings, drop: Drop, kind: str, row: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = {**row, "plan_code": "?"}
    drop(row, bad, kind=kind)
    original = take_in_one(settings)
    known = read_original(original, settings.parsed_dir)
    shutil.rmtree(settings.parsed_dir)
    fresh = read_original(original, settings.parsed_dir)
    refuse_to_read(monkeypatch)
    assert_same(read_original(original, settings.parsed_dir), known)
    assert_same(known, fresh)
    assert (known.rows_read, known.rejects.height) == (2, 1)


def test_refusal_is_remembered_in_both_languages(
    settings: Settings, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(name="a.csv").write_text("ne;tai\n1;2\n", encoding="utf-8")
    original = take_in_one(settings)
    refuse_to_read(monkeypatch)
    error = read_original(original, settings.parsed_dir).error
    assert isinstance(error, WorkbookError)
    assert error.text("lt") != error.text("en")
    assert "a.csv" in error.text("lt")


def damage(place: Path, how: str) -> None:
    match how:
        case "cut":
            path = place / "spending.parquet"
            path.write_bytes(path.read_bytes()[:-9])
        case "changed":
            path = place / "spending.parquet"
            content = bytearray(path.read_bytes())
            content[len(content) // 2] ^= 1
            path.write_bytes(content)
        case "lost":
            (place / "rejects.parquet").unlink()
        case "no_reading":
            (place / READING).unlink()
        case "torn_reading":
            (place / READING).write_text('{"name": "a.csv"')


@pytest.mark.parametrize(
    "how", ["cut", "changed", "lost", "no_reading", "torn_reading"]
)
def test_damaged_rows_are_read_again(settings: Settings, drop: Drop, how: str) -> None:
    drop(pay(1), pay(2))
    original = take_in_one(settings)
    expected = read_original(original, settings.parsed_dir)
    [place] = settings.parsed_dir.iterdir()
    damage(place, how)
    assert_same(read_original(original, settings.parsed_dir), expected)
    assert [path.name for path in settings.parsed_dir.iterdir()] == [place.name]


def test_rows_know_the_name_of_their_file(settings: Settings, drop: Drop) -> None:
    path = drop(pay(1))
    remove_original(take_in_one(settings))
    path.rename(path.with_name("b.csv"))
    second = take_in_one(settings)
    rows = read_original(second, settings.parsed_dir).facts["spending"]
    assert rows["_source_file"].to_list() == ["b.csv"]


def test_reader_that_fails_stops_only_its_file(
    settings: Settings, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise IndexError("out of range")

    drop(pay(1))
    original = take_in_one(settings)
    [place] = settings.parsed_dir.iterdir()
    monkeypatch.setattr(parsing, "read_workbook", fail)
    read_and_store(original.path, original.name, place)
    error = read_original(original, settings.parsed_dir).error
    assert "a.csv: the program failed while reading the file (IndexError" in str(error)


@pytest.mark.parametrize("reason", get_args(Reason))
def test_file_that_ends_its_reader_is_refused_once(
    settings: Settings, drop: Drop, reason: Reason, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object) -> None:
        raise ChildError(reason, "", ChildLimits(), was_fresh=True)

    monkeypatch.setattr(reader(), "ask", end)
    drop(pay(1))
    original = take_in_one(settings)
    refuse_to_read(monkeypatch)
    error = read_original(original, settings.parsed_dir).error
    assert isinstance(error, ArrivalError)
    assert "a.csv" in error.text("lt")
    assert "a.csv" in error.text("en")


def test_file_that_needs_too_much_memory_stops_no_other(
    settings: Settings, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Child("etl.inbox.reading_child", ChildLimits(memory_mb=768))
    drop(pay(1), name="good.csv")
    book = settings.inbox_dir / "bad.csv"
    book.write_bytes(b"a;b\n" + b"1;2\n" * (100 << 20 >> 2))
    monkeypatch.setattr(parsing, "reader", lambda: small)
    with small:
        intake = take_in(settings)
    found = {arrival.original.name: arrival.original for arrival in intake.arrivals}
    assert found["good.csv"].kinds == ("spending",)
    error = read_original(found["bad.csv"], settings.parsed_dir).error
    assert error is not None
    assert error.code == "inbox.reader_ended_memory"


def test_original_that_has_gone_is_not_remembered_as_refused(
    settings: Settings, drop: Drop
) -> None:
    drop(pay(1))
    original = take_in_one(settings)
    shutil.rmtree(settings.parsed_dir)
    original.path.unlink()
    with pytest.raises(WorkbookError):
        read_original(original, settings.parsed_dir)
    assert not settings.parsed_dir.exists()


def test_outdated_rows_are_removed(settings: Settings, drop: Drop) -> None:
    drop(pay(1))
    drop(pay(2), name="b.csv")
    first, second = (arrival.original for arrival in take_in(settings).arrivals)
    (settings.parsed_dir / f"{first.sha256[:16]}-olderreader").mkdir()
    (settings.parsed_dir / ".half.new").mkdir()
    remove_original(second)
    remove_outdated(settings)
    [place] = settings.parsed_dir.iterdir()
    assert place.name.startswith(first.sha256[:16])
    [sheet] = json.loads((place / READING).read_text())["sheets"]
    assert sheet["rows_read"] == 1


@pytest.mark.parametrize(
    ("megabytes", "seconds"), [(0, 120), (20, 320), (500, 900), (5000, 900)]
)
def test_time_of_reading_grows_with_the_file(megabytes: int, seconds: int) -> None:
    assert find_seconds(megabytes << 20) == seconds
