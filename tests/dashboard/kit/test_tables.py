from __future__ import annotations

from decimal import Decimal

import polars as pl

from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_amount
from dashboard.kit.html import tag

FRAME = pl.DataFrame(
    {"title": ["<b>A&B</b>", "C"], "net": [Decimal("10.50"), None], "area": ["x", "y"]}
)
COLUMNS = [
    Column("title", "Veikla"),
    Column(
        "net",
        "Be PVM, €",
        lambda value: format_amount(value, "lt"),
        missing="nenurodyta",
        is_number=True,
    ),
    Column("area", "Sritis", markup=lambda row: tag("i", row["area"])),
]


def test_write_table_escapes_values_and_keeps_markup_of_columns() -> None:
    markup = write_table(FRAME, COLUMNS, caption='Veiklos "X"')
    assert "&lt;b&gt;A&amp;B&lt;/b&gt;" in markup
    assert "<i>x</i>" in markup
    assert 'aria-label="Veiklos &quot;X&quot;"' in markup


def test_write_table_says_unknown_and_never_zero() -> None:
    markup = write_table(FRAME, COLUMNS, caption="Veiklos")
    assert '<span class="missing">nenurodyta</span>' in markup
    assert "0,00" not in markup
    assert '<td class="number" data-label="Be PVM, €">10,50</td>' in markup


def test_write_table_ends_with_the_total() -> None:
    total = {"title": "Iš viso", "net": Decimal("10.50")}
    markup = write_table(FRAME, COLUMNS, caption="Veiklos", total=total)
    assert '<tfoot><tr><th scope="row" class="text">Iš viso</th>' in markup
    assert markup.count("<tr") == 4


def test_tag_escapes_attributes_and_renames_them() -> None:
    assert tag("a", "x", class_="b", data_label='"') == (
        '<a class="b" data-label="&quot;">x</a>'
    )
