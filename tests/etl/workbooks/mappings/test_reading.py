"""Ledgers of another layout become facts of ours, cell by cell as the mapping says."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.workbooks import read_workbook
from etl.workbooks.mappings.formats import DateForm
from pazanga.errors import WorkbookError

from .conftest import LINE, Line, ReadLedger, make_mapping, write_lines

AMOUNTS = [
    pytest.param(".58", {}, "0.58", id="bare_decimals"),
    pytest.param("-.43", {}, "-0.43", id="negative_bare_decimals"),
    pytest.param("40,800,000", {}, "40800000.00", id="thousands"),
    pytest.param("1,234,567.8", {}, "1234567.80", id="thousands_and_decimals"),
    pytest.param(
        "1.234", {"multiplier": 1000}, "1234.00", id="three_decimals_in_thousands"
    ),
    pytest.param(
        "1.234.567,89", {"decimal": ",", "thousands": "."}, "1234567.89", id="dots"
    ),
    pytest.param(
        "1 234,5", {"decimal": ",", "thousands": None}, "1234.50", id="spaces"
    ),
    pytest.param(
        "1\u00a0234,5", {"decimal": ",", "thousands": " "}, "1234.50", id="hard_spaces"
    ),
    pytest.param("1'234.50", {"thousands": "'"}, "1234.50", id="apostrophes"),
    pytest.param(
        "1’234.50", {"thousands": "'"}, "1234.50", id="typographic_apostrophes"
    ),
    pytest.param("(250.00)", {"negative": ["brackets"]}, "-250.00", id="brackets"),
    pytest.param("250.00-", {"negative": ["minus_after"]}, "-250.00", id="minus_after"),
    pytest.param("\u2212250.00", {}, "-250.00", id="typographic_minus"),
    pytest.param("12.00 €", {}, "12.00", id="euro_sign"),
    pytest.param("12.", {}, "12.00", id="nothing_after_the_point"),
]


@pytest.mark.parametrize(("text", "formats", "expected"), AMOUNTS)
def test_amount_is_read_as_stated(
    read_ledger: ReadLedger, text: str, formats: dict[str, Any], expected: str
) -> None:
    found = read_ledger({"SUMA": text}, formats=formats)
    assert found.facts["spending"]["net_eur"].to_list() == [Decimal(expected)]


@pytest.mark.parametrize(
    ("text", "formats", "rule"),
    [
        pytest.param("1.234,56", {}, "amount_not_as_mapped", id="other_separators"),
        pytest.param("1,5", {}, "amount_not_as_mapped", id="comma_is_no_decimal"),
        pytest.param("12,34,567", {}, "amount_not_as_mapped", id="odd_groups"),
        pytest.param("1 234.00", {}, "amount_not_as_mapped", id="other_thousands"),
        pytest.param("(250.00)", {}, "amount_not_as_mapped", id="brackets_not_stated"),
        pytest.param("- -5", {}, "amount_not_as_mapped", id="two_signs"),
        pytest.param("1e3", {}, "amount_not_as_mapped", id="exponent"),
        pytest.param(
            "12.00 12.00", {"thousands": ""}, "amount_not_as_mapped", id="two_amounts"
        ),
        pytest.param("1.2345", {}, "too_many_decimals", id="parts_of_a_cent"),
        pytest.param("#REF!", {}, "amount_not_as_mapped", id="formula"),
        pytest.param("", {}, "missing", id="empty"),
        pytest.param("-", {}, "missing", id="dash"),
        pytest.param(".", {}, "amount_not_as_mapped", id="point_alone"),
    ],
)
def test_amount_written_otherwise_is_put_aside(
    read_ledger: ReadLedger, text: str, formats: dict[str, Any], rule: str
) -> None:
    found = read_ledger({"SUMA": text}, formats=formats)
    assert found.rejects["rule"].to_list() == [rule]
    assert found.facts["spending"].is_empty()


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("DD-MON-YY", "31-DEC-08", "2008-12-31"),
        ("DD-MON-YY", "01-sau-14", "2014-01-01"),
        ("DD-MON-YY", "07-RGP-14", "2014-08-07"),
        ("DD-MON-YYYY", "7-May-2024", "2024-05-07"),
        ("DD.MM.YYYY", "05.06.2024", "2024-06-05"),
        ("MM/DD/YYYY", "05/06/2024", "2024-05-06"),
        ("YYYYMMDD", "20240506", "2024-05-06"),
        ("DD.MM.YY", "05.06.24 00:00:00", "2024-06-05"),
        ("YYYY m. MON DD d.", "2024 m. gegužės 6 d.", "2024-05-06"),
    ],
)
def test_day_is_read_as_stated(form: str, text: str, expected: str) -> None:
    found = DateForm.parse(form)
    if "m." in form:
        assert found is None  # words around the parts are for our own reader
        return
    assert found is not None
    assert found.read(text) == (expected, "")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2008-12-31", "date_not_as_mapped"),
        ("31-XXX-08", "date_not_as_mapped"),
        ("31-FEB-08", "impossible_date"),
        ("31-DEC-08 x", "date_not_as_mapped"),
        ("٣١-DEC-08", "date_not_as_mapped"),
        ("", "missing"),
    ],
)
def test_day_written_otherwise_is_put_aside(
    read_ledger: ReadLedger, text: str, rule: str
) -> None:
    found = read_ledger({"SASK_DATA": text})
    assert found.rejects["rule"].to_list() == [rule]


def test_codes_become_activities_and_gaps_are_named(read_ledger: ReadLedger) -> None:
    found = read_ledger(
        {},
        {"SASK_NR": "AB 2", "PRIEMONE": "2"},
        {"SASK_NR": "AB 3", "PRIEMONE": ""},
    )
    assert found.facts["spending"]["activity_number"].to_list() == ["3.1"]
    listed = found.rejects.select("row_number", "raw_value", "rule").rows()
    assert listed == [(3, "2", "code_not_in_mapping"), (4, None, "missing")]


@pytest.mark.parametrize(
    ("test", "left"),
    [
        pytest.param({"equals": ["ab 1"]}, [2], id="equals"),
        pytest.param({"not_equals": ["AB 1", "AB 2"]}, [4, 5], id="not_equals"),
        pytest.param({"begins": ["AB"]}, [2, 3], id="begins"),
        pytest.param({"not_begins": ["AB"]}, [4, 5], id="not_begins"),
        pytest.param({"empty": True}, [5], id="empty"),
    ],
)
def test_lines_left_out_are_counted_and_added_up(
    read_ledger: ReadLedger, test: dict[str, Any], left: list[int]
) -> None:
    lines = [{"SASK_NR": text} for text in ("AB 1", "AB 2", "CD 3", "")]
    rule = {"name": "ne mūsų", "column": "SASK_NR", **test}
    found = read_ledger(*lines, leave_out=[rule])
    [sheet] = found.sheets
    [note] = [note for note in found.notes if note.name == "mapping_left_out"]
    assert sheet.rows_left_out == len(left)
    assert note.fields["total"] == f"{len(left)}00.0000"
    kept = set(found.facts["spending"]["_source_row"]) | set(
        found.rejects["row_number"]
    )
    assert kept == {2, 3, 4, 5} - set(left)


def test_unreadable_amount_of_a_line_left_out_is_said(read_ledger: ReadLedger) -> None:
    rule = {"name": "visi", "column": "SASK_NR", "begins": ["AB"]}
    found = read_ledger({"SUMA": "x"}, leave_out=[rule])
    assert "mapping_left_out_unread" in {note.name for note in found.notes}


@pytest.mark.parametrize(
    ("cells", "changes", "expected"),
    [
        pytest.param(
            {"SUMA": "-5.00"}, {"sign": {"turned": True}}, "5.00", id="turned"
        ),
        pytest.param(
            {"DK": "K"},
            {"sign": {"column": "DK", "plus": ["D"], "minus": ["k"]}},
            "-100.00",
            id="credit",
        ),
        pytest.param(
            {"DK": "D"},
            {"sign": {"column": "DK", "plus": ["D"], "minus": ["K"]}},
            "100.00",
            id="debit",
        ),
        pytest.param(
            {"KREDITAS": "30.00"},
            {"subtract": {"net_eur": "KREDITAS"}},
            "70.00",
            id="credit_column",
        ),
        pytest.param(
            {"KREDITAS": ""},
            {"subtract": {"net_eur": "KREDITAS"}},
            "100.00",
            id="no_credit",
        ),
        pytest.param(
            {"SUMA": "", "KREDITAS": "30.00"},
            {"subtract": {"net_eur": "KREDITAS"}},
            "-30.00",
            id="credit_alone",
        ),
    ],
)
def test_sides_of_a_ledger(
    read_ledger: ReadLedger, cells: Line, changes: dict[str, Any], expected: str
) -> None:
    found = read_ledger(cells, **changes)
    assert found.facts["spending"]["net_eur"].to_list() == [Decimal(expected)]


def test_unknown_side_is_put_aside(read_ledger: ReadLedger) -> None:
    found = read_ledger({"DK": "?"}, sign={"column": "DK", "minus": ["K"]})
    assert found.rejects["rule"].to_list() == ["side_not_in_mapping"]


GROSS = {"net_eur": None, "gross_eur": "SUMA"}


@pytest.mark.parametrize(
    ("cells", "changes", "net", "vat"),
    [
        pytest.param({}, {}, "100.00", None, id="not_derived"),
        pytest.param({}, {"vat": {"rate": 21}}, "100.00", "21.00", id="of_net"),
        pytest.param(
            {"SUMA": "0.50"}, {"vat": {"rate": 21}}, "0.50", "0.11", id="half_up"
        ),
        pytest.param(
            {},
            {"vat": {"rate": 21}, "columns": GROSS},
            "82.64",
            "17.36",
            id="out_of_gross",
        ),
        pytest.param(
            {"T": "9 %"},
            {"vat": {"column": "T"}},
            "100.00",
            "9.00",
            id="rate_of_the_line",
        ),
        pytest.param(
            {"T": "0"}, {"vat": {"column": "T"}}, "100.00", "0.00", id="rate_zero"
        ),
    ],
)
def test_vat_is_derived_only_by_a_rate(
    read_ledger: ReadLedger,
    cells: Line,
    changes: dict[str, Any],
    net: str,
    vat: str | None,
) -> None:
    rows = read_ledger(cells, **changes).facts["spending"]
    assert rows["net_eur"].to_list() == [Decimal(net)]
    assert rows["vat_eur"].to_list() == [Decimal(vat) if vat else None]


@pytest.mark.parametrize("rate", ["", "0.21", "?", "100"])
def test_unclear_rate_puts_the_line_aside(read_ledger: ReadLedger, rate: str) -> None:
    found = read_ledger({"T": rate}, vat={"column": "T"})
    assert found.rejects["rule"].to_list() == ["rate_not_read"]


@pytest.mark.parametrize(
    ("currency", "is_stated", "is_read"),
    [
        ("EUR", True, True),
        ("euro", False, True),
        ("SEK", False, False),
        ("", True, False),
    ],
)
def test_other_currency_is_put_aside(
    read_ledger: ReadLedger, currency: str, *, is_stated: bool, is_read: bool
) -> None:
    formats = {"currency": "VALIUTA"} if is_stated else {}
    found = read_ledger({"VALIUTA": currency}, formats=formats)
    rules = found.rejects["rule"].to_list()
    assert rules == ([] if is_read else ["other_currency"])


def test_unit_of_the_heading_counts(tmp_path: Path) -> None:
    line = {("SUMA, tūkst. Eur" if k == "SUMA" else k): v for k, v in LINE.items()}
    path = write_lines(tmp_path / "a.csv", [line])
    heading = "SUMA, tūkst. Eur"
    mapping = make_mapping(columns={"net_eur": heading}, headings=[heading])
    found = read_workbook(path, mappings=[mapping])
    assert found.facts["spending"]["net_eur"].to_list() == [Decimal(100_000)]
    other = make_mapping(
        columns={"net_eur": heading}, headings=[heading], formats={"multiplier": 1}
    )
    with pytest.raises(WorkbookError, match="says multiplier"):
        read_workbook(path, mappings=[other])
