"""Too many bad rows stop a file; few in a short one do not, nor once it was loaded."""

from pathlib import Path

import polars as pl
import pytest

from etl.check.command import CheckRequest, run_check
from etl.inbox.inbox import take_in
from etl.inbox.parse_cache import read_original
from etl.inbox.references import References
from etl.inbox.settled_rejects import LaterRows
from etl.refresh.acceptance import FEWEST_BAD_ROWS, Acceptance
from etl.refresh.inputs import Source
from etl.refresh.load import Load, count_rows
from etl.refresh.raw import create_raw
from etl.refresh.refresh import refresh
from etl.refresh.report import say_complaints
from pazanga.settings import Settings
from warehouse.connection import connect_memory, insert_frame

from .conftest import Drop, Row, pay


@pytest.fixture(scope="module")
def references() -> References:
    connection = connect_memory()
    create_raw(connection)
    plan = pl.DataFrame({"plan_code": ["birstonas"], "activity_number": ["1"]})
    for name in ("plan", "activities"):
        columns = plan.columns if name == "activities" else ["plan_code"]
        insert_frame(connection, f"raw.plan_package__{name}", plan.select(columns))
    return References.read(connection)


def receive(
    settings: Settings,
    references: References,
    *,
    percent: int = 20,
    was_loaded: bool = False,
    later: LaterRows | None = None,
) -> Load:
    [arrival] = take_in(settings).arrivals
    original = arrival.original
    acceptance = Acceptance(
        references=references, bad_rows_percent=percent, later=later or LaterRows()
    )
    source = Source("workbook", original.name, original.path, original.sha256, original)
    reading = read_original(original, settings.parsed_dir)
    return acceptance.accept(source, reading, was_loaded=was_loaded)


def make_rows(good: int, unknown: int, unreadable: int = 0) -> list[Row]:
    numbers = iter(range(good + unknown + unreadable))
    return [
        *(pay(next(numbers)) for _ in range(good)),
        *(pay(next(numbers), activity_number="99") for _ in range(unknown)),
        *(pay(next(numbers), net_eur="daug") for _ in range(unreadable)),
    ]


@pytest.mark.parametrize(
    ("good", "unknown", "unreadable", "stops"),
    [
        pytest.param(20, 5, 0, False, id="twenty_percent"),
        pytest.param(19, 5, 0, True, id="more"),
        pytest.param(19, 2, 3, True, id="both_kinds_of_faults"),
        pytest.param(1, FEWEST_BAD_ROWS - 1, 0, False, id="few_in_a_short_file"),
        pytest.param(0, FEWEST_BAD_ROWS, 0, True, id="nothing_good"),
        pytest.param(0, 1, 0, True, id="only_row_is_bad"),
        pytest.param(0, 1, 2, True, id="nothing_good_in_a_short_file"),
        pytest.param(1, 0, 1, False, id="one_good_row"),
        pytest.param(0, 0, 0, False, id="empty"),
    ],
)
def test_share_of_bad_rows_stops_a_file(  # noqa: PLR0913 - a table of cases
    settings: Settings,
    references: References,
    drop: Drop,
    good: int,
    unknown: int,
    unreadable: int,
    *,
    stops: bool,
) -> None:
    drop(*make_rows(good, unknown, unreadable))
    load = receive(settings, references)
    assert (load.error is not None) is stops
    assert count_rows(load.rejects) == unknown + unreadable
    loaded = sum(rows.height for rows in load.tables.values())
    assert loaded == (0 if stops else good)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(("good", "code"), [(0, 2), (1, 0)])
def test_check_and_refresh_of_a_short_file_end_alike(
    settings: Settings, drop: Drop, good: int, code: int
) -> None:
    path = drop(*make_rows(good, 2))
    assert run_check(path, settings, CheckRequest()) == code
    report = refresh(settings)
    assert report.exit_code == code
    assert "a.csv" in "".join(say_complaints(report, "lt")) or not code


@pytest.mark.parametrize(("percent", "stops"), [(30, True), (50, False)])
def test_setting_says_what_share(
    settings: Settings, references: References, drop: Drop, percent: int, *, stops: bool
) -> None:
    drop(*make_rows(10, 6))
    load = receive(settings, references, percent=percent)
    assert (load.error is not None) is stops


def test_file_that_was_loaded_keeps_its_good_rows(
    settings: Settings, references: References, drop: Drop
) -> None:
    drop(*make_rows(1, 9))
    load = receive(settings, references, was_loaded=True)
    assert load.error is None
    assert load.tables["workbook__spending"].height == 1


def test_settled_rows_stop_nothing(
    settings: Settings, references: References, drop: Drop
) -> None:
    later = LaterRows()
    path = drop(*(pay(number) for number in range(10)))
    good = receive(settings, references, later=later)
    path.unlink()
    drop(*make_rows(1, 9), name="first.csv")
    load = receive(settings, references, later=later)
    assert load.error is None
    assert set(load.rejects["settled_by"]) == {good.source.key}


def test_row_put_aside_says_everything_about_itself(
    settings: Settings, references: References, drop: Drop
) -> None:
    drop(pay(1), pay(2, activity_number="99", supplier="UAB „Ąžuolas“"))
    [row] = receive(settings, references).rejects.to_dicts()
    assert (row["source_file"], row["sheet"], row["row_number"]) == ("a.csv", "", 3)
    assert (row["column_name"], row["raw_value"]) == ("activity_number", "99")
    assert row["rule"] == "unknown_activity"
    assert "no activity of this number" in row["reason"]
    assert "nėra veiklos su tokiu numeriu" in row["reason_lt"]
    assert "„Ąžuolas“" in row["raw_cells"]


def test_unreadable_file_is_refused_with_its_reason(
    settings: Settings, references: References
) -> None:
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    Path(settings.inbox_dir / "a.csv").write_text("ne;tai\n1;2\n")
    load = receive(settings, references)
    assert load.status == "rejected"
    assert load.tables == {}
    assert "a.csv" in str(load.error)
