"""Results of formulas that may be old: computed by hand only, or from elsewhere."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from etl.workbooks import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Payment = Callable[..., list[Any]]

STALE = {"formulas_by_hand", "formulas_linked"}


def found(path: Path) -> set[str]:
    reading = read_workbook(path)
    assert reading.facts["spending"]["net_eur"].to_list() == [100]
    return {note.name for note in reading.notes} & STALE


@pytest.mark.parametrize(
    ("mode", "formula", "names"),
    [
        ("manual", "=50+50", {"formulas_by_hand"}),
        ("auto", "=50+50", set()),
        ("manual", None, set()),
        ("auto", "='[1]Lapas1'!A1", {"formulas_linked"}),
        ("manual", "=[1]Lapas1!$A$1*2", STALE),
    ],
)
def test_old_results_are_said(
    mode: str,
    formula: str | None,
    names: set[str],
    headings: list[str],
    payment: Payment,
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.set_calc_mode(mode)
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, headings)
        sheet.write_row(1, 0, payment())
        if formula:
            sheet.write_formula(1, 7, formula, None, 100)
    if formula and "[1]" in formula:
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert found(path) == names
