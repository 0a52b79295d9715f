"""Parquet files, as accounting programs write them: typed columns, nothing rounded."""

import os
import random
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.workbooks import FileLimits, WorkbookReading, read_workbook
from pazanga.errors import WorkbookError

FUZZ = int(os.environ.get("PAZANGA_FUZZ", "300")) // 2
Columns = dict[str, Any]
PAYMENTS: Columns = {
    "plan_code": ["kaunas", "kaunas"],
    "activity_number": ["1.2", "14.10"],
    "school_code": ["M1", None],
    "date": [date(2024, 5, 31), date(2024, 6, 1)],
    "document_number": ["SF-1", "SF-2"],
    "supplier": ["UAB Pavyzdys", ""],
    "contract_number": ["S-1", "S-1"],
    "net_eur": pa.array([Decimal("100.10"), Decimal("-5.00")], pa.decimal128(18, 2)),
    "vat_eur": pa.array([Decimal("21.02"), None], pa.decimal128(18, 2)),
    "funding_source": ["EGADP", "EGADP"],
    "phase": ["executed", "approved"],
}
READ = [Decimal("100.10"), Decimal("-5.00")]

Write = Callable[..., Path]
Read = Callable[..., WorkbookReading]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write two payments with some columns changed, or left out."""

    def write(**columns: object) -> Path:
        kept = {n: v for n, v in (PAYMENTS | columns).items() if v is not None}
        pq.write_table(pa.table(kept), tmp_path / "rows.parquet")
        return tmp_path / "rows.parquet"

    return write


@pytest.fixture
def read(write: Write) -> Read:
    def read(**columns: object) -> WorkbookReading:
        return read_workbook(write(**columns))

    return read


def test_parquet_is_read_as_the_same_rows_in_csv(
    read: Read, read_csv_text: Read, csv_text: Callable[..., str]
) -> None:
    rows = zip(
        *(v.to_pylist() if isinstance(v, pa.Array) else v for v in PAYMENTS.values()),
        strict=True,
    )
    written = read_csv_text(csv_text([list(PAYMENTS), *rows])).facts["spending"]
    found = read().facts["spending"]
    place = ["_source_file", "_source_row"]
    assert found.drop(place).equals(written.drop(place))
    assert found["_source_row"].to_list() == [1, 2]


def test_lithuanian_headings_name_columns_too(
    write: Write, headings: list[str]
) -> None:
    path = write()
    pq.write_table(pq.read_table(path).rename_columns(headings), path)
    assert read_workbook(path).facts["spending"]["net_eur"].to_list() == READ


@pytest.mark.parametrize(
    "amounts",
    [
        pytest.param(pa.array([100.1, -5.0]), id="float64"),
        pytest.param(
            pa.array([Decimal("100.1000"), Decimal("-5.0000")], pa.decimal128(38, 4)),
            id="more_scale",
        ),
        pytest.param(pa.array(["100,10", "-5"]), id="text"),
        pytest.param(pa.array(["100.10", "-5"]).dictionary_encode(), id="categories"),
    ],
)
def test_amounts_of_other_types_are_read_exactly(read: Read, amounts: pa.Array) -> None:
    reading = read(net_eur=amounts)
    assert reading.facts["spending"]["net_eur"].to_list() == READ
    assert not reading.rejects.height


@pytest.mark.parametrize(
    ("amount", "rule"),
    [
        pytest.param(0.1 + 0.2, "too_many_decimals", id="noise_of_a_sum"),
        pytest.param(12.345, "too_many_decimals", id="part_of_a_cent"),
        pytest.param(71e12 + 0.02, "exponent", id="cents_not_told_apart"),
        pytest.param(1e300, "exponent", id="huge"),
        pytest.param(float("nan"), "not_a_number", id="not_a_number"),
        pytest.param(float("inf"), "not_a_number", id="infinite"),
    ],
)
def test_float_that_is_no_whole_cent_is_put_aside(
    read: Read, amount: float, rule: str
) -> None:
    reading = read(net_eur=pa.array([1.25, amount]))
    assert reading.facts["spending"]["net_eur"].to_list() == [Decimal("1.25")]
    [found] = reading.rejects.rows(named=True)
    assert (found["rule"], found["column_name"]) == (rule, "net_eur")
    assert (found["row_number"], found["sheet"]) == (2, "")


def test_three_decimals_of_a_typed_value_are_no_thousands(tmp_path: Path) -> None:
    columns = {
        "plan_code": ["kaunas"],
        "indicator_number": ["1"],
        "period": ["2024"],
        "school_code": [None],
        "value": [1.234],
        "value_status": ["final"],
        "measured_on": [datetime(2024, 7, 1)],  # noqa: DTZ001 - a day without a zone
        "source": ["Skyrius"],
    }
    pq.write_table(pa.table(columns), tmp_path / "m.parquet")
    [row] = read_workbook(tmp_path / "m.parquet").facts["measurements"].to_dicts()
    assert row["value"] == Decimal("1.2340")
    assert row["measured_on"] == date(2024, 7, 1)


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        pytest.param("net_eur", pa.array([[1], [2]]), "list", id="list"),
        pytest.param("net_eur", pa.array([{"a": 1}, {"a": 2}]), "struct", id="struct"),
        pytest.param("net_eur", pa.array([1, 2], pa.float32()), "float", id="float32"),
        pytest.param("net_eur", pa.array([b"1", b"2"]), "binary", id="bytes"),
        pytest.param(
            "net_eur", pa.array([1, 2], pa.decimal256(50, 2)), "decimal256", id="long"
        ),
        pytest.param("activity_number", pa.array([1.2, 14.1]), "double", id="code"),
        pytest.param("date", pa.array([45443, 45444]), "int64", id="day_as_number"),
        pytest.param(
            "date", pa.array([0, 1], pa.timestamp("ms", "UTC")), "tz=UTC", id="zone"
        ),
    ],
)
def test_type_that_does_not_say_one_thing_is_refused(
    read: Read, column: str, values: pa.Array, said: str
) -> None:
    with pytest.raises(WorkbookError) as refused:
        read(**{column: values})
    assert refused.value.code == "workbooks.column_type"
    for language in ("lt", "en"):
        assert column in refused.value.text(language)
        assert said in refused.value.text(language)


def test_columns_of_other_names_are_not_read_and_said(read: Read) -> None:
    reading = read(pastabos=pa.array([{"a": [1]}, None]))
    assert reading.rows_loaded == 2
    [note] = reading.notes
    assert note.text("en") == "The file has columns that are not loaded: pastabos."


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("is_cancelled", [False, True]),
        ("paid", [True, False]),
        ("comment", ["", "anuliuota"]),
        ("comment", pa.array([None, "anuliuota"]).dictionary_encode()),
        ("anuliavimo_data", [None, date(2024, 6, 1)]),
        ("anuliuota", [0, 1]),
    ],
)
def test_what_another_column_says_of_a_payment_is_heard(
    name: str, values: object, read: Read
) -> None:
    reading = read(**{name: values})
    assert reading.facts["spending"]["net_eur"].to_list() == READ[:1]
    assert reading.rejects["rule"].to_list() == ["payment_cancelled"]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("raw", [b"storno", b"\xff"]),
        ("tags", [["storno"], []]),
        ("is_cancelled", [False, None]),
        ("paid", [True, True]),
        ("share", [0.5, 1.0]),
        ("at", pa.array([1717156800, None], pa.timestamp("s"))),
    ],
)
def test_a_column_of_any_other_type_takes_no_payment_away(
    name: str, values: object, read: Read
) -> None:
    assert read(**{name: values}).rows_loaded == 2


def test_units_of_another_column_stop_a_parquet_table(write: Write) -> None:
    path = write(unit=["EUR", "thousand EUR"])
    with pytest.raises(WorkbookError, match="thousand EUR"):
        read_workbook(path)


def test_column_that_lacks_is_named(read: Read) -> None:
    with pytest.raises(WorkbookError, match="Document number"):
        read(document_number=None)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        pytest.param(FileLimits(rows=1), "too_many_rows", id="rows"),
        pytest.param(FileLimits(columns=5), "too_many_columns", id="columns"),
        pytest.param(FileLimits(unpacked_bytes=99), "decodes_too_large", id="size"),
        pytest.param(FileLimits(file_bytes=99), "file_too_large", id="file"),
    ],
)
def test_file_beyond_a_limit_is_refused(
    write: Write, limits: FileLimits, code: str
) -> None:
    with pytest.raises(WorkbookError) as refused:
        read_workbook(write(), limits=limits)
    assert refused.value.code == f"workbooks.{code}"


def test_long_text_held_once_and_meant_many_times_is_refused(write: Write) -> None:
    path = write(supplier=["x" * 5_000] * 2)
    pq.write_table(pa.concat_tables([pq.read_table(path)] * 1_000), path)
    assert path.stat().st_size < 100_000
    with pytest.raises(WorkbookError) as refused:
        read_workbook(path, limits=FileLimits(unpacked_bytes=1_000_000))
    assert refused.value.code == "workbooks.decodes_too_large"


def test_cut_file_gives_one_clear_message(write: Write) -> None:
    path = write()
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(WorkbookError) as refused:
        read_workbook(path)
    assert refused.value.code == "workbooks.broken_parquet"
    assert "rows.parquet" in refused.value.text("lt")


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("part", ["pages", "footer"])
def test_mutated_parquet_is_refused_or_read_truly(
    write: Write, part: str, seed: int
) -> None:
    """Checksums, which careful programs write, guard the pages but not the footer."""
    chance = random.Random(seed)  # noqa: S311 - made-up damage
    pq.write_table(pq.read_table(write()), path := write(), write_page_checksum=True)
    whole = path.read_bytes()
    truth = read_workbook(path).facts["spending"].rows()
    footer = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    span = (4, footer) if part == "pages" else (footer, len(whole))
    for _ in range(FUZZ // 10):
        bad = bytearray(whole)
        for _ in range(chance.choice([1, 1, 2, 8])):
            bad[chance.randrange(*span)] = chance.randrange(256)
        path.write_bytes(bad)
        found = read_or_refuse(path)
        assert part == "footer" or {*found} <= {*truth}


def read_or_refuse(path: Path) -> list[tuple[Any, ...]]:
    try:
        return read_workbook(path).facts["spending"].rows()
    except WorkbookError as error:
        refusal = error
    assert all(refusal.text(language) for language in ("lt", "en"))
    return []
