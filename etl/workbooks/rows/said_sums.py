"""What is said around a table of how much there is in all: an amount, a number of rows.

An export that was cut, or a sheet with rows left out, says more than it holds. Rows in
the table that add up others are known in `tables.total_rows`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from etl.workbooks.cells.numbers import NumberFormat, parse_number
from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.contract.notes import Note, add_up, say_money
from etl.workbooks.tables.said_of_amounts import notes_below

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading
    from etl.workbooks.tables.columns import ReadColumn
    from etl.workbooks.tables.tables import SheetTable

_MONEY: Final = NumberFormat(decimals=2, is_money=True, separator=",")
_AMOUNT: Final = re.compile(
    r"(?<![\d.,/-])-?\d[\d\u00a0\u202f ]*(?:[.,]\d{2})?(?=\s*(?:€|eur\b|$))",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(r"\d[\d\u00a0\u202f ]*")
_LONGEST: Final = 120
_NEAR: Final = Decimal("0.01")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    said: dict[str, Any] = read_toml("workbook_words.toml")["said_sums"]
    return {name: tuple(map(fold, words)) for name, words in said.items()}


def note_said_sums(
    sheet: Sheet,
    heading: Heading,
    table: SheetTable,
    columns: Mapping[str, ReadColumn],
) -> Iterator[Note]:
    """Yield warnings where the rows are fewer, or add up to another sum, than is said.

    Args:
        sheet: The sheet.
        heading: Its heading.
        table: Its table.
        columns: Columns of its rows of data.
    """
    found = table.data.height
    if not found or "corrects" in heading.places:
        return
    said = [*heading.said_above, *notes_below(sheet, heading, table).values()]
    for text in dict.fromkeys(said):
        rows = rows_said(text)
        if rows and rows != found:
            fields: dict[str, Any] = {"count": rows, "found": found}
            yield Note("rows_are_fewer", "warning", sheet.name, fields)
    if "net_eur" not in columns or columns["net_eur"].values.null_count():
        return
    net = add_up(columns["net_eur"].values)
    vat = columns.get("vat_eur")
    sums = {net, net + (add_up(vat.values.drop_nulls()) if vat else 0)}
    unit = heading.unit_of("net_eur")
    for text in dict.fromkeys(said):
        total = total_said(text)
        if total is None or any(
            abs(total * by - one) < _NEAR for one in sums for by in {1, unit}
        ):
            continue
        fields = {"printed": say_money(total), "summed": say_money(net)}
        yield Note("total_said_differs", "warning", sheet.name, fields)


def total_said(text: str) -> Decimal | None:
    """Find the amount that a title or a note gives as the sum of all rows.

    `Iš viso išlaidų: 350,00 Eur` does; `Iš viso plane numatyta 350 Eur` speaks of
    something else, and two amounts leave it open which is meant.
    """
    words = f" {fold(text)} "
    if len(text) > _LONGEST or not _begins(words, "totals"):
        return None
    if any(f" {stem}" in words for stem in _words()["others"]):
        return None
    found = [one for one in _AMOUNT.findall(text) if re.search(r"[.,]|\d{3}", one)]
    if len(found) != 1:
        return None
    value, rule = parse_number(found[0].strip(), _MONEY)
    return value if isinstance(value, Decimal) and not rule else None


def rows_said(text: str) -> int:
    """Find how many rows a title or a note says that there are; 0: it does not.

    `Įrašų skaičius: 5`, `Iš viso 5 mokėjimai` and `Rodoma 100 iš 1 250 įrašų` do.
    """
    words = f" {fold(text)} "
    if len(text) > _LONGEST or not any(f" {w} " in words for w in _words()["rows"]):
        return 0
    numbers = [int("".join(one.split())) for one in _COUNT.findall(text)]
    names = "|".join(map(re.escape, _words()["rows"]))
    is_shown = re.search(
        rf" (?:rodom\w*|showing) [\d ]+ (?:is|of) [\d ]+ (?:{names})", words
    )
    if is_shown and len(numbers) > 1:
        return max(numbers)
    is_told = re.fullmatch(
        rf" ?(?:(?:{names}) (?:skaicius|kiekis|count|sk|number)|number of (?:{names})"
        rf"|(?:is viso|viso|total) (?:{names}|(?=\d))) ?[\d ]+(?:{names})? ?",
        words,
    )
    return numbers[0] if is_told and len(numbers) == 1 else 0


def _begins(words: str, name: str) -> bool:
    return any(words.startswith(f" {label} ") for label in _words()[name])
