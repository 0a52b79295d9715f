"""Sheets of a known meaning, spelt by chance: each row is read truly or put aside.

Each made-up sheet knows what its cells mean. Amounts, days and numbers of documents are
spelt in ways that keep the meaning or have to be refused; the file is then written in
ways that change nothing: order, comments, entities, encodings. No row may load with
another value, and none may be missing.
"""

import csv
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from etl.workbooks import read_workbook

FEW, MANY = 100, 10_000
SPACES = [" ", "\u00a0", "\u202f", "\u2009", "\u2007"]
DASHES = ["-", "\u2212"]
MONTHS = ["saus", "vas", "kov", "bal", "geg", "birž", "liep"]
Chance = random.Random


@dataclass(frozen=True)
class Row:
    """What a row means, how it is spelt, and whether it has to be put aside."""

    net: Decimal
    day: date
    number: str
    cells: tuple[Any, ...]
    is_refused: bool


def group(value: Decimal, space: str, point: str) -> str:
    whole, _, cents = f"{abs(value):.2f}".partition(".")
    return f"{int(whole):,}".replace(",", space) + point + cents


def spell_amount(value: Decimal, chance: Chance) -> tuple[Any, bool]:
    """Spell an amount; return how, and whether that has to be refused."""
    space, point = chance.choice(SPACES), chance.choice(".,")
    plain = group(value, "", point)
    if chance.random() < 0.25:
        return spell_badly(value, chance), True
    if value < 0:
        return chance.choice(
            [
                f"({group(value, space, point)})",
                f"{plain}-",
                f"- {plain}",
                f"{chance.choice(DASHES)}{group(value, space, point)}",
                f"({plain} €)",
                float(value),
            ]
        ), False
    return chance.choice(
        [
            plain,
            group(value, space, point),
            group(value, ".", ","),
            f"{plain} €",
            f"€ {plain}",
            f"{plain} Eur",
            f"\u200b{plain}",
            f" {plain} ",
            float(value),
        ]
    ), False


def spell_badly(value: Decimal, chance: Chance) -> str:
    plain = f"{abs(value):.2f}".replace(".", ",")
    return chance.choice(
        [
            f"{plain}*",
            f"{plain}¹",
            f"{plain} 1)",
            f"{plain} %",
            f"–{plain}",
            f"apie {plain}",
            f"{plain} tūkst.",
            f"{plain} / {plain}",
            f"{plain}\n{plain}",
            f"-({plain})",
            f"{plain}0001",
            f"1.2.{plain}",
            f"1'234'{plain}",
            f"\u0336{plain}",
            f"{plain} USD",
            "1E+05",
            "#REF!",
            "true",
            "n. d.",
            "x",
        ]
    )


def spell_day(day: date, chance: Chance) -> tuple[Any, bool]:
    if chance.random() < 0.1:
        return chance.choice(
            [f"{day}T22:00:00Z", f"{day} 24:00", f"{day:%d.%m}.24x", "31-02-2024"]
        ), True
    forms: list[Any] = [str(day), f"{day:%Y.%m.%d}", f"{day:%Y%m%d}", f"{day} 13:45"]
    forms.append(f"{day.day}-{day:%b}-{day:%y}".upper())
    if day.month <= len(MONTHS):
        forms.append(f"{day.day} {MONTHS[day.month - 1]} {day.year}")
    return chance.choice(forms), False


def spell_number(number: str, chance: Chance) -> tuple[str, bool]:
    if chance.random() < 0.05:
        code = "3 8001 01 0011"
        return chance.choice(["1,23457E+17", "2024-05-31 00:00:00", code]), True
    return chance.choice(
        [
            number,
            f" {number} ",
            number.replace("-", "\u2011"),
            f'="{number}"',
            f"{number[:2]}\u200b{number[2:]}",
        ]
    ), False


def make_up(chance: Chance, cells: list[Any]) -> list[Row]:
    """Make up rows with places of amount, day and number as in the usual heading."""
    rows = []
    for place in range(chance.randint(1, 12)):
        net = Decimal(chance.randint(-999_999, 99_999_999)) / 100
        day = date(2021, 1, 1) + timedelta(chance.randrange(1500))
        number = f"SF-{place:03}"
        spelt = [
            spell_amount(net, chance),
            spell_day(day, chance),
            spell_number(number, chance),
        ]
        row = list(cells)
        row[7], row[3], row[4] = (text for text, _ in spelt)
        bad = any(is_bad for _, is_bad in spelt)
        rows.append(Row(net, day, number, tuple(row), bad))
    return rows


def write_csv(path: Path, grid: list[list[Any]], chance: Chance) -> None:
    separator = chance.choice([";", "\t", "|", ","])
    stream = io.StringIO(newline="")
    quoting = chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    ends = chance.choice(["\n", "\r\n"])
    writer = csv.writer(
        stream, delimiter=separator, quoting=quoting, lineterminator=ends
    )
    writer.writerows(grid)
    encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
    path.write_bytes(stream.getvalue().encode(encoding))


def write_xlsx(path: Path, grid: list[list[Any]], chance: Chance) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Lapas")
        for number, cells in enumerate(grid):
            for place, cell in enumerate(cells):
                write = sheet.write_number if isinstance(cell, float) else None
                (write or sheet.write_string)(number, place, cell)
            if number and chance.random() < 0.1:
                sheet.set_row(number, None, None, {"hidden": True})
    rewrite(path, lambda xml: respell(xml, chance))


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            is_sheet = name.startswith("xl/worksheets/sheet")
            new.writestr(name, change(data.decode()) if is_sheet else data)
    path.write_bytes(out.getvalue())


def respell(xml: str, chance: Chance) -> str:
    """Write the XML of a sheet in another way that means the same."""
    rows = re.findall(r"<row .*?</row>", xml)
    spelt = [respell_row(row, chance) for row in rows]
    if chance.random() < 0.3:
        chance.shuffle(spelt)
    return xml.replace("".join(rows), "".join(spelt))


def respell_row(row: str, chance: Chance) -> str:
    cells = re.findall(r"<c .*?</c>", row)
    spelt = [re.sub(r"<v>([^<]+)</v>", lambda v: odd(v[1], chance), c) for c in cells]
    if chance.random() < 0.2:
        chance.shuffle(spelt)
    return row.replace("".join(cells), "".join(spelt))


def odd(value: str, chance: Chance) -> str:
    if chance.random() > 0.05 or len(value) < 2:
        return f"<v>{value}</v>"
    head, tail = value[:1], value[1:]
    return chance.choice(
        [
            f"<v><![CDATA[{value}]]></v>",
            f"<v>{head}<!-- 9 -->{tail}</v>",
            f"<v>{head}<![CDATA[{tail}]]></v>",
            f"<v>&#{ord(head)};{tail}</v>",
            f"<v>{head}<?x 9?>{tail}</v>",
            f"<!-- <v>9</v> --><v>{value}</v>",
        ]
    )


def check_sheets(
    seeds: range, headings: list[str], cells: list[Any], folder: Path
) -> None:
    for seed in seeds:
        chance = random.Random(seed)  # noqa: S311 - a sheet
        rows = make_up(chance, cells)
        grid = [["Išlaidos"], headings, *(list(row.cells) for row in rows)]
        ending = chance.choice(["csv", "xlsx"])
        path = folder / f"{seed}.{ending}"
        (write_csv if ending == "csv" else write_xlsx)(path, grid, chance)
        assert list(differences(path, rows)) == [], seed
        path.unlink()


def differences(path: Path, rows: list[Row]) -> Iterator[str]:
    """Yield where what was read is not what the rows mean."""
    reading = read_workbook(path)
    wanted = {
        (number + 3, row.net, row.day, row.number)
        for number, row in enumerate(rows)
        if not row.is_refused
    }
    names = ("_source_row", "net_eur", "date", "document_number")
    found = set(reading.facts["spending"].select(names).rows())
    yield from (f"missing: {row}" for row in wanted - found)
    yield from (f"other: {row}" for row in found - wanted)
    aside = set(reading.rejects["row_number"])
    refused = {n + 3 for n, row in enumerate(rows) if row.is_refused}
    yield from (f"unaccounted: {row}" for row in refused - aside)
    yield from (f"put aside: {row}" for row in aside - refused)


def plain_cells(payment: Callable[..., list[Any]]) -> list[Any]:
    return payment(vat_eur="", supplier="UAB Pavyzdys")


@pytest.mark.slow
def test_meaning_is_kept_or_put_aside(
    headings: list[str], payment: Callable[..., list[Any]], tmp_path: Path
) -> None:
    check_sheets(range(FEW), headings, plain_cells(payment), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(FEW, FEW + MANY, 1000))
def test_meaning_of_ten_thousand_is_kept_or_put_aside(
    start: int, headings: list[str], payment: Callable[..., list[Any]], tmp_path: Path
) -> None:
    seeds = range(start, start + 1000)
    check_sheets(seeds, headings, plain_cells(payment), tmp_path)
