"""Rows that add up others without saying so are said, in a sheet and among sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Payment = Callable[..., list[Any]]
    Read = Callable[..., WorkbookReading]

Line = tuple[str, str, str]
# Document, supplier, net amount; the rows that are said.
SUMS: dict[str, tuple[list[Line], str]] = {
    "above the lines of each supplier": (
        [
            *[("P", "A", "300"), ("1", "A", "100"), ("2", "A", "200")],
            *[("Q", "B", "700"), ("3", "B", "300"), ("4", "B", "400")],
        ],
        "2, 5",
    ),
    "below the lines of each month": (
        [
            *[("1", "A", "100"), ("2", "B", "200"), ("Sausis", "", "300")],
            *[("3", "A", "100"), ("4", "B", "250"), ("Vasaris", "", "350")],
        ],
        "4, 7",
    ),
    "above the lines of each month": (
        [
            *[("Sausis", "", "300"), ("1", "A", "100"), ("2", "B", "200")],
            *[("Vasaris", "", "350"), ("3", "A", "100"), ("4", "B", "250")],
        ],
        "2, 5",
    ),
    "rows without a supplier that add nothing up": (
        [("1", "A", "100"), ("2", "B", "200"), ("Alga", "", "301")],
        "",
    ),
    "one supplier of three payments": (
        [("1", "A", "300"), ("2", "A", "100"), ("3", "A", "200"), ("4", "B", "5")],
        "",
    ),
    "no suppliers at all": (
        [("1", "", "300"), ("2", "", "100"), ("3", "", "200"), ("4", "", "5")],
        "",
    ),
}


def said(reading: WorkbookReading) -> list[str]:
    names = {"rows_like_sums", "row_like_total"}
    found = [note for note in reading.notes if note.name in names]
    assert all(note.severity == "warning" for note in found)
    return [str(note.fields.get("rows", note.fields.get("row"))) for note in found]


@pytest.mark.parametrize("case", SUMS)
def test_rows_that_add_up_others_are_said(
    case: str, payment: Payment, headings: list[str], read_xlsx_rows: Read
) -> None:
    lines, rows = SUMS[case]
    names = ("document_number", "supplier", "net_eur")
    cells = [dict(zip(names, line, strict=True)) for line in lines]
    made = [payment(**cell, vat_eur=None, school_code=None) for cell in cells]
    reading = read_xlsx_rows(headings, *made)
    assert reading.rows_loaded == len(lines)
    found = {row for rows in said(reading) for row in rows.split(", ")}
    assert found == set(filter(None, rows.split(", ")))


@pytest.mark.parametrize("key", ["funding_source", "activity_number"])
def test_recap_at_the_foot_is_said(
    key: str, payment: Payment, headings: list[str], read_xlsx_rows: Read
) -> None:
    values = {"funding_source": ("EGADP", "SB"), "activity_number": ("1.2", "3.1")}
    first, second = values[key]
    lines = [(first, "100"), (second, "200"), (first, "50"), (second, "75")]
    rows = [
        payment(**{key: value, "net_eur": net, "document_number": net, "vat_eur": None})
        for value, net in lines
    ]
    recap = [
        payment(
            **{key: value, "net_eur": net, "vat_eur": None},
            document_number=value,
            supplier=None,
        )
        for value, net in ((first, "150"), (second, "275"))
    ]
    assert said(read_xlsx_rows(headings, *rows, *recap)) == ["6–7"]


def make_sheet(payment: Payment, number: int, *nets: str) -> list[list[Any]]:
    return [
        payment(
            activity_number=activity,
            net_eur=net,
            vat_eur=None,
            supplier=None,
            document_number=f"{number} {activity}",
        )
        for activity, net in zip(("1.2", "3.1"), nets, strict=True)
    ]


@pytest.mark.parametrize(
    ("quarters", "names"),
    [
        ((("37", "370"), ("107", "1070")), ["I ketv.", "II ketv."]),
        ((("37", "370"), ("107", "1071")), ["I ketv."]),
        ((("370", "37"), ("102", "1009")), []),
    ],
)
def test_sheets_of_quarters_among_months_are_said(
    quarters: tuple[tuple[str, str], ...],
    names: list[str],
    payment: Payment,
    headings: list[str],
    read_xlsx_rows: Read,
) -> None:
    months = {
        f"{n:02} mėn.": make_sheet(payment, n, f"{net}", f"{net}0")
        for n, net in enumerate((7, 11, 19, 23, 43, 41), start=1)
    }
    sums = [make_sheet(payment, 10 + n, *nets) for n, nets in enumerate(quarters)]
    ordered = {name: months[name] for name in list(months)[:3]}
    ordered |= {"I ketv.": sums[0]}
    ordered |= {name: months[name] for name in list(months)[3:]}
    ordered |= {"II ketv.": sums[1]}
    sheets = {name: [headings, *rows] for name, rows in ordered.items()}
    reading = read_xlsx_rows(**sheets)
    texts = [n.text("lt") for n in reading.notes if n.name == "payments_doubled"]
    assert len(texts) == bool(names)
    for name in ("I ketv.", "II ketv."):
        assert any(f"„{name}“" in text for text in texts) is (name in names)


def test_planned_amount_above_its_payments_is_no_sum(
    payment: Payment, headings: list[str], read_xlsx_rows: Read
) -> None:
    plan = payment(phase="approved", supplier=None, net_eur="300", vat_eur=None)
    paid = [
        payment(document_number=net, net_eur=net, vat_eur=None)
        for net in ("100", "200")
    ]
    assert not said(read_xlsx_rows(headings, plan, *paid))
