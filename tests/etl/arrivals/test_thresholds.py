"""Too many bad rows stop a file; few in a short one do not, nor once it was loaded."""

from pathlib import Path

import polars as pl
import pytest

from etl.arrivals.inbox import take_in
from etl.arrivals.references import References
from etl.arrivals.workbook import FEWEST_BAD_ROWS, Delivery, Desk, count_rows
from etl.raw import create_raw
from warehouse.connection import connect_memory, insert_frame
from warehouse.settings import Settings

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
    later: pl.DataFrame | None = None,
) -> Delivery:
    [arrival] = take_in(settings).arrivals
    desk = Desk(
        parsed_dir=settings.parsed_dir,
        references=references,
        read_later=lambda _: pl.DataFrame() if later is None else later,
        bad_rows_percent=percent,
    )
    return desk.receive(arrival.original, was_loaded=was_loaded)


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
    delivery = receive(settings, references)
    assert (delivery.refusal is not None) is stops
    assert count_rows(delivery.rejects) == unknown + unreadable
    loaded = sum(rows.height for rows in delivery.facts.values())
    assert loaded == (0 if stops else good)


@pytest.mark.parametrize(("percent", "stops"), [(30, True), (50, False)])
def test_setting_says_what_share(
    settings: Settings, references: References, drop: Drop, percent: int, *, stops: bool
) -> None:
    drop(*make_rows(10, 6))
    delivery = receive(settings, references, percent=percent)
    assert (delivery.refusal is not None) is stops


def test_file_that_was_loaded_keeps_its_good_rows(
    settings: Settings, references: References, drop: Drop
) -> None:
    drop(*make_rows(1, 9))
    delivery = receive(settings, references, was_loaded=True)
    assert delivery.refusal is None
    assert delivery.facts["spending"].height == 1


def test_settled_rows_stop_nothing(
    settings: Settings, references: References, drop: Drop
) -> None:
    later = drop(*(pay(number) for number in range(10)))
    [arrival] = take_in(settings).arrivals
    later.unlink()
    desk = Desk(
        parsed_dir=settings.parsed_dir,
        references=references,
        read_later=lambda _: pl.DataFrame(),
        bad_rows_percent=20,
    )
    good = desk.receive(arrival.original, was_loaded=False).facts["spending"]
    known = good.with_columns(pl.lit("workbook:b").alias("_source_document_key"))
    drop(*make_rows(1, 9), name="first.csv")
    delivery = receive(settings, references, later=known)
    assert delivery.refusal is None
    assert set(delivery.rejects["settled_by"]) == {"workbook:b"}


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
    settings.inbox_dir.mkdir(parents=True)
    Path(settings.inbox_dir / "a.csv").write_text("ne;tai\n1;2\n")
    delivery = receive(settings, references)
    assert not delivery.is_readable
    assert delivery.facts == {}
    assert "a.csv" in str(delivery.refusal)
