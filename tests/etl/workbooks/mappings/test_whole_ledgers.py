"""Whole files of ledgers: refused, of odd layout, or as good as our own layout."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from etl.workbooks import read_workbook
from etl.workbooks.mappings import parse_mapping
from pazanga.errors import WorkbookError

from .conftest import ReadLedger, make_mapping


@pytest.mark.parametrize(
    ("mappings", "code"),
    [
        pytest.param([make_mapping("a"), make_mapping("b")], "two_mappings", id="two"),
        pytest.param(
            [make_mapping(columns={"net_eur": "KAINA"})],
            "mapping_lacks_column",
            id="lacks",
        ),
        pytest.param(
            [make_mapping(headings=["KITAS"])], "columns_missing", id="no_fit"
        ),
    ],
)
def test_file_is_refused(read_ledger: ReadLedger, mappings: Any, code: str) -> None:  # noqa: ANN401
    with pytest.raises(WorkbookError) as caught:
        read_ledger({}, mappings=mappings)
    assert caught.value.code == f"workbooks.{code}"
    assert caught.value.text("lt") != caught.value.text("en")


def write_sheet(path: Path, rows: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("DK")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(line, place, cell, day)  # type: ignore[arg-type]
                else:
                    sheet.write(line, place, cell)
    return path


def test_workbook_with_titles_merged_headings_totals_and_repeats(
    tmp_path: Path,
) -> None:
    heading: list[list[object]] = [
        ["Dokumentas", "", "Apyvarta", "", "Šaltinis"],
        ["Nr.", "Data", "Suma", "Suma", ""],
    ]
    day = date(2024, 5, 31)
    rows = [
        ["Didžioji knyga"],
        *heading,
        ["AB 1", day, 1234.5, 0, "01"],
        ["AB 2", "2024.06.01", "1.000,10", 5, "02"],
        *heading[1:],
        ["Iš viso", None, 2234.6, 5, None],
        [None, None, None, None, None, "Parengė V. Pavardenė"],
    ]
    mapping = parse_mapping(
        "dk",
        {
            "kind": "spending",
            "headings": ["Dokumentas Nr.", "Šaltinis"],
            "columns": {
                "document_number": "Dokumentas / Nr.",
                "date": "Dokumentas Data",
                "net_eur": "Apyvarta Suma #1",
                "funding_source": "Šaltinis",
            },
            "subtract": {"net_eur": "Apyvarta Suma #2"},
            "constants": {
                "plan_code": "kaunas",
                "phase": "executed",
                "activity_number": "1",
            },
            "formats": {"date": "YYYY.MM.DD", "decimal": ",", "thousands": "."},
        },
    )
    found = read_workbook(write_sheet(tmp_path / "dk.xlsx", rows), mappings=[mapping])
    facts = found.facts["spending"]
    assert facts["net_eur"].to_list() == [Decimal("1234.50"), Decimal("995.10")]
    assert facts["date"].to_list() == [day, date(2024, 6, 1)]
    assert found.sheets[0].totals_skipped == 1
    assert (found.mapping, found.is_whole) == ("dk", False)
    assert "mapping_blank_lines" in {note.name for note in found.notes}


def test_column_of_two_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("SASK_NR;SASK_DATA;SUMA;SUMA\n1;2;3;4\n", encoding="utf-8")
    columns = {"supplier": None, "funding_source": "SASK_NR"}
    constants = {"activity_number": "1"}
    plain = make_mapping(columns=columns, codes=None, constants=constants)
    with pytest.raises(WorkbookError, match="SUMA #1"):
        read_workbook(path, mappings=[plain])


OURS = {
    "plan_code": "Plano kodas",
    "activity_number": "Veiklos Nr.",
    "date": "Data",
    "document_number": "Dokumento Nr.",
    "net_eur": "Suma be PVM, Eur",
    "vat_eur": "PVM, Eur",
    "funding_source": "Finansavimo šaltinis",
    "phase": "Etapas",
}
CENTS = st.decimals(-(10**9), 10**9, places=2).map(str)
PAYMENT = st.fixed_dictionaries(
    {
        "plan_code": st.sampled_from(["kaunas", "anyksciai"]),
        "activity_number": st.sampled_from(["1", "3.1", "14.10"]),
        "date": st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(str),
        "net_eur": CENTS,
        "vat_eur": CENTS | st.just(""),
        "funding_source": st.sampled_from(["ES", "VB"]),
        "phase": st.sampled_from(["approved", "revised", "executed"]),
    }
)
Write = Callable[[Path, list[dict[str, str]], dict[str, str]], Path]


def write_as(path: Path, rows: list[dict[str, str]], names: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(names.values())
        writer.writerows([[row[name] for name in names] for row in rows])
    return path


@settings(max_examples=25, deadline=None)
@given(
    payments=st.lists(PAYMENT, min_size=1, max_size=8),
    order=st.permutations(list(OURS)),
    form=st.sampled_from(["DD-MON-YY", "DD.MM.YYYY", "YYYYMMDD"]),
)
def test_renamed_and_reordered_sheet_with_a_mapping_is_the_plain_one(
    payments: list[dict[str, str]],
    order: list[str],
    form: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("same")
    rows = [p | {"document_number": f"SF-{n}"} for n, p in enumerate(payments)]
    plain = read_workbook(write_as(folder / "plain.csv", rows, OURS), name="x.csv")
    renamed = {name: f"S{place}" for place, name in enumerate(order)}
    written = [row | {"date": write_day(row["date"], form)} for row in rows]
    mapping = parse_mapping(
        "renamed",
        {
            "kind": "spending",
            "headings": list(renamed.values()),
            "columns": renamed,
            "formats": {"date": form},
        },
    )
    path = write_as(folder / "renamed.csv", written, renamed)
    mapped = read_workbook(path, name="x.csv", mappings=[mapping])
    assert_frame_equal(mapped.facts["spending"], plain.facts["spending"])
    assert mapped.rejects.height == plain.rejects.height == 0


def write_day(day: str, form: str) -> str:
    forms = {"DD-MON-YY": "%d-%b-%y", "DD.MM.YYYY": "%d.%m.%Y", "YYYYMMDD": "%Y%m%d"}
    return date.fromisoformat(day).strftime(forms[form])
