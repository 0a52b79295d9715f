"""Words that say what a sign or a figure says."""

import polars as pl
import pytest

from etl.workbooks.cells.spelt import write_as_signs


@pytest.mark.parametrize(
    ("column", "text", "written"),
    [
        ("value", "48,1 proc.", "48,1 %"),
        ("value", "48 procentai", "48 %"),
        ("value", "48 proc. punktai", "48 proc. punktai"),
        ("value", "proc.", "proc."),
        ("new_value", "65proc", "65 %"),
        ("net_eur", "65 proc.", "65 proc."),
        ("funded_until", "iki 2027-12-31", "2027-12-31"),
        ("vat_eur", "Neapmokestinama", "0"),
        ("vat_eur", "PVM neapmokestinama", "0"),
        ("vat_eur", "ne PVM mokėtojas", "0"),
        ("vat_eur", "neapmokėta", "neapmokėta"),
        ("vat_eur", "be PVM", "be PVM"),
        ("vat_eur", "21,00", "21,00"),
        ("vat_eur", None, None),
    ],
)
def test_word_is_written_as_sign(
    column: str, text: str | None, written: str | None
) -> None:
    table = pl.DataFrame({column: [text]}, schema={column: pl.String})
    found, untaxed = write_as_signs(table)
    assert found[column][0] == written
    assert untaxed == (column == "vat_eur" and text != written)
