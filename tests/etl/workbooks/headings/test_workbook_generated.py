"""Sheets made at random: what is read is what was meant, or it is refused."""

import csv
import random
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from etl.workbooks import WorkbookReading, read_workbook
from pazanga.errors import WorkbookError

NATURAL = tomllib.loads(
    Path(__file__).with_name("natural_headings.toml").read_text(encoding="utf-8")
)["spending"]
MONEY = ("net_eur", "vat_eur", "gross_eur")
NEEDED = [
    *("plan_code", "activity_number", "date", "document_number", "net_eur", "vat_eur"),
    *("funding_source", "phase"),
]
OPTIONAL = ["school_code", "supplier", "contract_number", "gross_eur"]
OTHERS = ["Pastabos", "Kiekis", "Atsakingas asmuo", "PVM, %", "Tiekėjo kodas"]
THOUSANDS = [
    "tūkst. Eur",
    "(tūkst. €)",
    "kEUR",
    "Sumos nurodytos tūkst. eurų",
    "tūkst.",
]
TITLES = [
    "Išlaidų suvestinė 2025 m.",
    "Plano vertė – 21,5 mln. Eur",
    "Savivaldybės administracija, įm. kodas 123456789",
    "Laisvės al. 96, LT-44251 Kaunas",
    "1 EUR = 3,4528 LTL",
]
SIGNED = [["Pareigos", None, None, "(parašas)"], ["Buhalterė", None, "V. Pavardenė"]]
NOTES = [["¹ Be grąžinamų lėšų"], ["Pastaba: sumos suapvalintos iki cento"]]
LABELS = ["Iš viso", "IŠ VISO:", "Viso", "Tarpinė suma", "Iš viso veiklai", "Total"]
MOST_REFUSED = 0.12
"""So many sheets may be refused: of two tables whose unit only the first one says."""

Cells = list[Any]


@dataclass
class Made:
    """A sheet, and the payments that it means."""

    rows: list[Cells] = field(default_factory=list)
    meant: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


def make_sheet(seed: int) -> Made:
    """Make a sheet of one or two tables, as unlike the template as people make it."""
    dice = random.Random(seed)  # noqa: S311 - sheets, not secrets
    made = Made()
    for title in dice.sample(TITLES, dice.randint(0, 3)):
        made.rows.append([*[None] * dice.choice([0, 0, 3]), title])
    made.rows += [[]] * dice.randint(0, 2)
    for table in range(dice.choice([1, 1, 2])):
        made.rows += [[]] * (dice.randint(1, 2) if table else 0)
        add_table(made, dice)
    if dice.random() < 0.3:
        made.rows += [[], *dice.choice([SIGNED, NOTES])]
    return made


def add_table(made: Made, dice: random.Random) -> None:
    names = [*NEEDED, *dice.sample(OPTIONAL, dice.randint(0, len(OPTIONAL)))]
    names += dice.sample(OTHERS, dice.randint(0, 2)) + ["Eil. Nr."] * dice.randint(0, 1)
    dice.shuffle(names)
    unit = dice.choice(["", "", "above", "below", "heading", "format"])
    made.told.append(f"{unit}: {names}")
    headings = [head(name, unit, dice) for name in names]
    if unit == "above":
        place = dice.choice([0, len(names) - 1])
        made.rows.append([*[None] * place, dice.choice(THOUSANDS)])
        made.rows += [["Ataskaita"]] * dice.randint(0, 1)
    made.rows.append(headings)
    if dice.random() < 0.2:
        made.rows.append(list(range(1, len(names) + 1)))
    if unit == "below":
        said = [dice.choice(THOUSANDS[:3]) if n in MONEY else None for n in names]
        made.rows.append(said)
    add_payments(made, names, unit, dice)


def head(name: str, unit: str, dice: random.Random) -> str:
    """Name a column as people do; a unit is said where it is said in headings."""
    if name not in NATURAL:
        return name
    plain = [text for text in NATURAL[name] if "ūkst" not in text]
    if name not in MONEY:
        text = str(dice.choice(plain))
        return dice.choice([text, text.upper(), f"{text}*", f"{text}¹"])
    strong = {"net_eur": "be PVM", "vat_eur": "PVM", "gross_eur": "su PVM"}[name]
    plain = [
        text
        for text in plain
        if strong.casefold() in text.casefold() and "eur" not in text.casefold()
    ]
    plain = [t for t in plain if "€" not in t and t[:2] not in {"Ap", "Pa", "Su", "Fa"}]
    text = str(dice.choice(plain or [f"Suma {strong}"]))
    return f"{text}, tūkst. Eur" if unit == "heading" else text


def add_payments(made: Made, names: list[str], unit: str, dice: random.Random) -> None:
    count = dice.randint(2, 6)
    scale = 1000 if unit else 1
    written = dice.choice(["number", "text"]) if unit != "format" else "number"
    total = dict.fromkeys(MONEY, Decimal(0))
    for _ in range(count):
        number = f"SF-{len(made.meant) + 1:03}"
        net = Decimal(dice.randint(100, 9_999_999)) / 100
        vat = (net * 21 / 100).quantize(Decimal("0.01"))
        made.meant[number] = net, vat
        amounts = {"net_eur": net, "vat_eur": vat, "gross_eur": net + vat}
        total = {name: total[name] + amounts[name] for name in MONEY}
        if dice.random() < 0.1:
            made.rows.append([])
        add_row(
            made, names, payment(number, dice) | show(amounts, scale, written), unit
        )
    if dice.random() < 0.6:
        add_total(made, names, show(total, scale, written), unit, dice)


def payment(number: str, dice: random.Random) -> dict[str, Any]:
    return {
        "plan_code": "kaunas",
        "activity_number": dice.choice(["1", "2", "3.1"]),
        "date": f"2025-0{dice.randint(1, 9)}-{dice.randint(10, 28)}",
        "document_number": number,
        "funding_source": dice.choice(["EGADP", "Savivaldybės biudžetas"]),
        "phase": "panaudota",
        "school_code": dice.choice(["G1", "G2"]),
        "supplier": dice.choice(["UAB Pavyzdys", "Total Lietuva UAB"]),
        "contract_number": "S-1",
        "Pastabos": dice.choice(["avansas", None]),
        "Kiekis": 1,
        "Atsakingas asmuo": "skyrius",
        "PVM, %": 21,
        "Tiekėjo kodas": "300000000",
        "Eil. Nr.": len(number),
    }


def show(amounts: dict[str, Decimal], scale: int, written: str) -> dict[str, Any]:
    """Write amounts in their unit, as numbers or as people write them."""
    scaled = {name: amount / scale for name, amount in amounts.items()}
    if written == "number":
        return {name: float(amount) for name, amount in scaled.items()}
    return {
        name: f"{amount:,.5f}".replace(",", " ").replace(".", ",")
        if scale > 1
        else f"{amount:,.2f}".replace(",", " ").replace(".", ",")
        for name, amount in scaled.items()
    }


def add_row(made: Made, names: list[str], cells: dict[str, Any], unit: str) -> None:
    if unit == "format":
        for place, name in enumerate(names):
            if name in MONEY:
                made.formats[len(made.rows), place] = '#,##0.00000" tūkst. Eur"'
    made.rows.append([cells.get(name) for name in names])


def add_total(
    made: Made, names: list[str], total: dict[str, Any], unit: str, dice: random.Random
) -> None:
    """Add a row of totals, its label anywhere, with or without other cells."""
    places = [
        n for n in names if n not in {*MONEY, "phase", "funding_source", "PVM, %"}
    ]
    label = {dice.choice(places): dice.choice(LABELS)}
    if "supplier" in label or set(label) & {*OTHERS}:
        label = dict.fromkeys(label, "Iš viso")
    others = payment("SF-999", dice) if dice.random() < 0.3 else {}
    add_row(made, names, others | total | label, unit)


def write_xlsx(made: Made, path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Lapas1")
        for line, cells in enumerate(made.rows):
            for place, value in enumerate(cells):
                code = made.formats.get((line, place))
                form = book.add_format({"num_format": code}) if code else None
                sheet.write(line, place, value, form)


def write_csv(made: Made, path: Path) -> None:
    width = max(map(len, made.rows))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        for cells in made.rows:
            texts = ["" if cell is None else str(cell) for cell in cells]
            writer.writerow(texts + [""] * (width - len(texts)))


def judge(reading: WorkbookReading, made: Made) -> bool:
    """Hold what was read against what was meant; whether all of it was read."""
    facts = reading.facts["spending"]
    for number, net, vat in facts.select(
        "document_number", "net_eur", "vat_eur"
    ).iter_rows():
        assert made.meant[number] == (net, vat), (number, made.told)
    assert facts["document_number"].is_unique().all(), made.told
    is_whole = facts.height == len(made.meant)
    grave = [note.name for note in reading.notes if note.severity == "error"]
    assert is_whole or grave or reading.rows_rejected, made.told
    return is_whole


@pytest.mark.few(1)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_read_is_what_was_meant(
    kind: str, tmp_path: Path, random_seeds: Sequence[int]
) -> None:
    write: Callable[[Made, Path], None] = write_xlsx if kind == "xlsx" else write_csv
    refused = 0
    for seed in random_seeds:
        made = make_sheet(seed)
        if kind == "csv" and made.formats:
            continue
        path = tmp_path / f"{seed}.{kind}"
        write(made, path)
        try:
            refused += not judge(read_workbook(path), made)
        except WorkbookError:
            refused += 1
    assert refused <= MOST_REFUSED * len(random_seeds)


@pytest.fixture(
    params=[
        pytest.param(25, id="few"),
        pytest.param(500, id="many", marks=pytest.mark.slow),
    ]
)
def random_seeds(request: pytest.FixtureRequest) -> Sequence[int]:
    return range(request.param)
