"""Seeded sheets of payments: layouts, units, spellings; each amount has a meaning."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from bench.truth.spellings import ODD, PLAIN, Spelling

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS: Final = 8
CENT: Final = Decimal("0.01")
HEADINGS: Final = {
    "plan": ("Plano kodas", "Planas", "Plan code"),
    "activity": ("Veiklos Nr.", "Veiklos numeris", "Activity number"),
    "date": ("Mokėjimo data", "Apmokėjimo data", "Payment date"),
    "document": ("Dokumento Nr.", "Sąskaitos faktūros Nr.", "Invoice number"),
    "supplier": ("Tiekėjas", "Tiekėjo pavadinimas", "Supplier"),
    "net": ("Suma be PVM", "Išlaidos be PVM", "Net amount"),
    "vat": ("PVM", "PVM suma", "VAT"),
    "source": ("Finansavimo šaltinis", "Lėšų šaltinis", "Funding source"),
    "phase": ("Etapas", "Būsena", "Phase"),
}
UNITS: Final = ("tūkst. Eur", "(tūkst. Eur)", "Tūkst. €", "tūkst. eurų", "TŪKST. EUR")

Cells = list[Any]


@dataclass(slots=True)
class MadeSheet:
    """A sheet on its way to a file.

    Attributes:
        kind: What is special about it.
        rows: Cells from the first row on; a pair is a number and its format.
        meant: Net and VAT of each document; a missing amount must not be read.
        is_refusal: Whether no amount of the sheet may be read.
        merges: Ranges to merge, as row, first and last column.
    """

    kind: str
    rows: list[Cells] = field(default_factory=list)
    meant: dict[str, tuple[Decimal | None, Decimal | None]] = field(
        default_factory=dict
    )
    is_refusal: bool = False
    merges: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def needs_xlsx(self) -> bool:
        """Whether CSV cannot hold what the sheet holds."""
        has_formats = any(isinstance(c, tuple) for row in self.rows for c in row)
        return has_formats or bool(self.merges)


@dataclass(frozen=True, slots=True)
class _Payment:
    document: str
    net: Decimal
    vat: Decimal


class _Draft:
    """One table: its columns in their order and how its amounts are written."""

    def __init__(self, seed: int, chance: random.Random) -> None:
        self.chance = chance
        self.seed = seed
        self.language = chance.randrange(3)
        self.names = list(HEADINGS)
        chance.shuffle(self.names)
        self.odd: Spelling | None = chance.choice(ODD)
        self.plain = chance.choice(PLAIN)
        self.unit = ""

    def payments(self, count: int = ROWS, start: int = 0) -> list[_Payment]:
        made = []
        for number in range(start, start + count):
            net = Decimal(self.chance.randint(120_000, 99_999_999)) * CENT
            vat = (net * 21 / 100).quantize(CENT)
            made.append(_Payment(f"SF-{self.seed}-{number}A", net, vat))
        return made

    def heading(self) -> Cells:
        texts = {name: HEADINGS[name][self.language] for name in self.names}
        for name in ("net", "vat"):
            texts[name] += f", {self.unit}" if self.unit else ""
        return [texts[name] for name in self.names]

    def row(self, payment: _Payment, sheet: MadeSheet, scale: int = 1) -> Cells:
        """Write a payment and note what it means; every third one is written oddly."""
        is_odd = self.odd is not None and self.chance.random() < 1 / 3
        spelling = self.odd if is_odd and self.odd else self.plain
        sheet.meant[payment.document] = tuple(  # type: ignore[assignment]
            None if (said := spelling.means(amount)) is None else said * scale
            for amount in (payment.net, payment.vat)
        )
        cells = self.codes(payment)
        cells["net"] = spelling.write(payment.net)
        cells["vat"] = spelling.write(payment.vat)
        return [cells[name] for name in self.names]

    def codes(self, payment: _Payment) -> dict[str, Any]:
        return {
            "plan": "kaunas",
            "activity": self.chance.choice(("1", "2", "3.1", "14.2")),
            "date": f"2025-0{self.chance.randint(1, 9)}-{self.chance.randint(10, 28)}",
            "document": payment.document,
            "supplier": f"UAB „Tiekėjas {self.chance.randint(1, 9)}“",
            "source": "EGADP",
            "phase": "executed",
        }

    def blank(self, **cells: Any) -> Cells:  # noqa: ANN401 - cells of a sheet
        return [cells.get(name, "") for name in self.names]


def _plain(draft: _Draft) -> MadeSheet:
    sheet = MadeSheet(f"spelling {draft.odd.name if draft.odd else ''}")
    sheet.rows = [draft.heading()]
    sheet.rows += [draft.row(payment, sheet) for payment in draft.payments()]
    return sheet


def _titles(draft: _Draft) -> MadeSheet:
    sheet = _plain(draft)
    titles = ["Miesto savivaldybės mokėjimai", "", "Plano vertė – 21,5 mln. Eur"]
    sheet.rows = [[title] for title in titles] + sheet.rows
    sheet.kind = "title with a sum in millions"
    return sheet


def _with_unit(draft: _Draft, kind: str) -> MadeSheet:
    """Write a plain table whose amounts count thousands."""
    draft.odd = None
    sheet = MadeSheet(kind, rows=[draft.heading()])
    for payment in draft.payments():
        whole = _Payment(payment.document, payment.net // 1, payment.vat // 1)
        sheet.rows.append(draft.row(whole, sheet, scale=1000))
    return sheet


def _unit_in_heading(draft: _Draft) -> MadeSheet:
    draft.unit = draft.chance.choice(UNITS)
    return _with_unit(draft, f"unit in heading: {draft.unit}")


def _unit_above(draft: _Draft) -> MadeSheet:
    unit = draft.chance.choice(UNITS)
    sheet = _with_unit(draft, f"unit above: {unit}")
    sheet.rows[:0] = [["Ataskaita"], [*[""] * draft.chance.randrange(5), unit]]
    return sheet


def _unit_below(draft: _Draft) -> MadeSheet:
    unit = draft.chance.choice(UNITS)
    sheet = _with_unit(draft, f"row of units: {unit}")
    sheet.rows.insert(1, draft.blank(net=unit, vat=unit))
    return sheet


def _units_disagree(draft: _Draft) -> MadeSheet:
    draft.unit = "Eur"
    sheet = _with_unit(draft, "units that disagree")
    sheet.rows.insert(0, [draft.chance.choice(UNITS)])
    sheet.is_refusal = True
    return sheet


def _unit_in_format(draft: _Draft) -> MadeSheet:
    sheet = MadeSheet("unit in the number format", rows=[draft.heading()])
    for payment in draft.payments():
        cells = draft.codes(payment)
        for name, amount in (("net", payment.net), ("vat", payment.vat)):
            cells[name] = (float(amount), '0.00" tūkst. Eur"')
        sheet.meant[payment.document] = (payment.net * 1000, payment.vat * 1000)
        sheet.rows.append([cells[name] for name in draft.names])
    return sheet


def _percent_format(draft: _Draft) -> MadeSheet:
    sheet = MadeSheet("amount in a percent cell", rows=[draft.heading()])
    for payment in draft.payments():
        cells = draft.codes(payment)
        cells["net"] = (float(payment.net), "0.00%")
        cells["vat"] = (float(payment.vat), "0.00")
        sheet.meant[payment.document] = (None, None)
        sheet.rows.append([cells[name] for name in draft.names])
    return sheet


def _foreign_format(draft: _Draft) -> MadeSheet:
    form = draft.chance.choice(
        ('0.00" Lt"', "[$SEK] 0.00", "[$$-409]0.00", '0.00" kr"')
    )
    sheet = MadeSheet(f"currency in the number format: {form}", rows=[draft.heading()])
    for payment in draft.payments():
        cells = draft.codes(payment)
        cells["net"] = (float(payment.net), form)
        cells["vat"] = (float(payment.vat), form)
        sheet.meant[payment.document] = (None, None)
        sheet.rows.append([cells[name] for name in draft.names])
    return sheet


def _foreign_title(draft: _Draft) -> MadeSheet:
    said = draft.chance.choice(("Valiuta: LTL", "Suma litais", "Currency: USD", "SEK"))
    sheet = _plain(draft)
    sheet.rows.insert(0, [said])
    sheet.kind, sheet.is_refusal = f"currency in a title: {said}", True
    return sheet


def _currency_column(draft: _Draft) -> MadeSheet:
    draft.odd = None
    sheet = _plain(draft)
    sheet.kind = "column of currencies"
    sheet.rows[0].append("Valiuta")
    for row in sheet.rows[1:]:
        row.append(draft.chance.choice(("EUR", "SEK", "USD")))
        document = row[draft.names.index("document")]
        if row[-1] != "EUR":
            sheet.meant[document] = (None, None)
    return sheet


def _second_table(draft: _Draft) -> MadeSheet:
    sheet = _plain(draft)
    other = _Draft(draft.seed, draft.chance)
    sheet.rows += [[], other.heading()]
    payments = other.payments(start=ROWS)
    sheet.rows += [other.row(payment, sheet) for payment in payments]
    sheet.kind = "second table in another order"
    return sheet


def _subtotals(draft: _Draft) -> MadeSheet:
    draft.odd = None
    sheet = MadeSheet("subtotals with a day and a number", rows=[draft.heading()])
    for start in range(0, ROWS, 4):
        payments = draft.payments(4, start)
        sheet.rows += [draft.row(payment, sheet) for payment in payments]
        cells = draft.codes(payments[0])
        label = draft.chance.choice(("Iš viso veiklai 1", "Viso:", "Tarpinė suma"))
        cells["document"] = label
        cells["net"] = draft.plain.write(sum(one.net for one in payments))  # type: ignore[arg-type]
        cells["vat"] = draft.plain.write(sum(one.vat for one in payments))  # type: ignore[arg-type]
        sheet.rows.append([cells[name] for name in draft.names])
    return sheet


def _rate_column(draft: _Draft) -> MadeSheet:
    sheet = _plain(draft)
    place = draft.chance.randint(0, len(draft.names))
    sheet.rows[0].insert(
        place, draft.chance.choice(("PVM, %", "PVM proc.", "PVM tarifas"))
    )
    for row in sheet.rows[1:]:
        row.insert(place, "21")
    sheet.kind = "column of VAT rates"
    return sheet


def _merged_parents(draft: _Draft) -> MadeSheet:
    """Write plan and payment side by side; only what was paid is meant."""
    draft.odd = None
    draft.names = [name for name in draft.names if name not in {"net", "vat"}]
    sheet = MadeSheet("parents merged over two headings")
    width = len(draft.names)
    first, second = "Planuojama", "Apmokėta"
    texts = {name: HEADINGS[name][0] for name in draft.names}
    low = ["be PVM, Eur", "PVM, Eur"]
    sheet.rows = [
        [*(texts[name] for name in draft.names), first, "", second, ""],
        [*[""] * width, *low, *low],
    ]
    sheet.merges = [(0, width, width + 1), (0, width + 2, width + 3)]
    for payment in draft.payments():
        cells = [draft.codes(payment)[name] for name in draft.names]
        planned = [
            draft.plain.write(payment.net * 2),
            draft.plain.write(payment.vat * 2),
        ]
        paid = [draft.plain.write(payment.net), draft.plain.write(payment.vat)]
        sheet.rows.append([*cells, *planned, *paid])
        sheet.meant[payment.document] = (payment.net, payment.vat)
    return sheet


def _signed(draft: _Draft) -> MadeSheet:
    sheet = _plain(draft)
    sheet.kind = "signatures below"
    sheet.rows += [[], ["Vyr. buhalterė", "", "", "Vardenė Pavardenė"], ["2025-12-31"]]
    return sheet


def _headings_again(draft: _Draft) -> MadeSheet:
    sheet = _plain(draft)
    sheet.kind = "heading again in the middle"
    sheet.rows[4:4] = [[], list(sheet.rows[0])]
    return sheet


LAYOUTS: Final[list[Callable[[_Draft], MadeSheet]]] = [
    *[_plain] * 9,
    _titles,
    _unit_in_heading,
    _unit_above,
    _unit_below,
    _units_disagree,
    _unit_in_format,
    _percent_format,
    _foreign_format,
    _foreign_title,
    _currency_column,
    _second_table,
    _subtotals,
    _rate_column,
    _merged_parents,
    _signed,
    _headings_again,
]


def make_sheet(seed: int) -> MadeSheet:
    """Make a sheet; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - made-up figures
    return LAYOUTS[seed % len(LAYOUTS)](_Draft(seed, chance))


def write_sheet(sheet: MadeSheet, folder: Path, seed: int) -> Path:
    """Write a sheet as XLSX or CSV, as its seed says."""
    if sheet.needs_xlsx or seed % 2:
        return _write_xlsx(sheet, folder / f"{seed}.xlsx")
    return _write_csv(sheet, folder / f"{seed}.csv", seed)


def _write_csv(sheet: MadeSheet, path: Path, seed: int) -> Path:
    encoding = ("utf-8", "utf-8-sig", "utf-16")[seed % 3]
    separator = (";", "\t", ",")[seed // 3 % 3]
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=separator).writerows(sheet.rows)
    return path


def _write_xlsx(sheet: MadeSheet, path: Path) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        page = book.add_worksheet("Mokėjimai")
        for number, row in enumerate(sheet.rows):
            for place, cell in enumerate(row):
                if isinstance(cell, tuple):
                    form = book.add_format({"num_format": cell[1]})
                    page.write_number(number, place, cell[0], form)
                elif cell:
                    page.write_string(number, place, cell)
        for row, first, last in sheet.merges:
            page.merge_range(row, first, row, last, sheet.rows[row][first])
    return path
