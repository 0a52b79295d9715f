"""Mutated workbooks: a clear error or a true reading, never a traceback or a guess.

`PAZANGA_FUZZ=10000 pytest tests/etl/workbooks/test_workbook_fuzz.py` reads as many; the
suite reads a few hundred. Each mutation has a seed, so that a failure can be met again.
"""

import csv
import io
import os
import random
import re
import warnings
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.cells.numbers import NumberFormat, parse_number
from etl.workbooks.files.csv_files import decode
from pazanga.errors import WorkbookError

# Hundreds of whole files changed by chance: not for while one works.
pytestmark = pytest.mark.whole

COUNT = int(os.environ.get("PAZANGA_FUZZ", "300"))
PER_TEST = COUNT // 5
Grid = list[list[Any]]
UNIT = "tūkst. Eur"
NASTY = [
    *(
        "",
        " ",
        "-",
        "–",
        "=1+1",
        "#REF!",
        "'",
        '"',
        ";",
        "\t",
        "\n",
        "Iš viso",
        "Total",
    ),
    *(
        "1.234,56",
        "1,234",
        "1E+05",
        "−",
        "–5",
        "5 %",
        UNIT,
        "0",
        "00",
        "٣",
        "NaN",
    ),
    *(
        "05.06.2024",
        "2024-02-30",
        "45443",
        "99999",
        "true",
        "\ufeff",
        "\x1f",
        "a" * 40000,
    ),
    *(0, -0.0, 1e15, 1e-7, 1e300, 0.1 + 0.2, 12.345, 45443, True, False, None),
    *("Data", "Suma be PVM", "kaunas", "executed", "38001010000", "𝟙", "é" * 99),
]


@pytest.fixture
def grid(headings: list[str], payment: Callable[..., list[Any]]) -> Grid:
    """Give a title, a heading and twelve payments of different amounts."""
    rows = [
        payment(document_number=f"D-{n}", net_eur=f"{n}00,{n:02}", vat_eur=n + 0.25)
        for n in range(1, 13)
    ]
    return [["Išlaidos"], headings, *rows]


def read_or_refuse(path: Path) -> WorkbookReading | None:
    """Read a file; a refusal has to have a text in both languages."""
    try:
        reading = read_workbook(path)
    except WorkbookError as refusal:
        return check_texts(refusal)
    for sheet in reading.sheets:
        parts = sheet.rows_loaded + sheet.rows_rejected + sheet.rows_repeated
        assert sheet.rows_read == parts
    assert all(note.text("lt") and note.text("en") for note in reading.notes)
    return reading


def check_texts(refusal: WorkbookError) -> None:
    assert refusal.text("lt")
    assert refusal.text("en")


def write_csv(path: Path, grid: Grid) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(grid)


def mutate_cells(grid: Grid, chance: random.Random) -> tuple[Grid, set[int]]:
    """Replace, move and add cells; give the rows that were touched."""
    mutated = [list(row) for row in grid]
    touched = set()
    for _ in range(chance.randint(1, 6)):
        line = chance.randrange(2, len(mutated))
        place = chance.randrange(11)
        match chance.randrange(3):
            case 0:
                mutated[line][place] = chance.choice(NASTY)
            case 1:
                mutated[line][place] = mutated[chance.randrange(2, 14)][place]
            case 2:
                mutated[line].append(chance.choice(NASTY))
        touched.add(line)
    return mutated, touched


@pytest.mark.few(1)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_rows_that_were_not_touched_read_the_same(
    ending: str, grid: Grid, make_book: Callable[..., Path], tmp_path: Path
) -> None:
    path = tmp_path / f"book.{ending}"
    make_book(path, {"A": grid}) if ending == "xlsx" else write_csv(path, grid)
    wanted = {row["document_number"]: row for row in facts_of(read_or_refuse(path))}
    for seed in range(PER_TEST):
        mutated, touched = mutate_cells(grid, random.Random(seed))  # noqa: S311
        make_book(path, {"A": mutated}) if ending == "xlsx" else write_csv(
            path, mutated
        )
        reading = read_or_refuse(path)
        if reading is None:
            # A unit between the rows holds for nobody knows which: all is refused.
            assert any(UNIT in row for row in mutated), seed
            continue
        found = {row["document_number"]: row for row in facts_of(reading)}
        copied = [row[4] for row in mutated[2:]]
        for line in set(range(2, len(grid))) - touched:
            number = grid[line][4]
            if copied.count(number) == 1:
                assert found[number] == wanted[number], seed


def facts_of(reading: WorkbookReading | None) -> list[dict[str, Any]]:
    if reading is None:
        return []
    facts = reading.facts["spending"]
    return facts.drop("_source_file", "_source_row").to_dicts()


def mutate_bytes(data: bytes, chance: random.Random) -> bytes:
    """Flip, drop, repeat, insert bytes, or cut the end."""
    mutated = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(max(len(mutated), 1))
        span = chance.randint(1, 20)
        match chance.randrange(5):
            case 0:
                mutated[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del mutated[at : at + span]
            case 2:
                mutated[at:at] = mutated[at : at + span]
            case 3:
                mutated[at:at] = chance.choice([b'"', b"<", b">", b"&#0;", b";", b"9"])
            case 4 if chance.random() < 0.2:
                del mutated[at:]
    return bytes(mutated)


def test_any_bytes_are_refused_or_read(
    grid: Grid, make_book: Callable[..., Path], tmp_path: Path
) -> None:
    path = make_book(tmp_path / "book.xlsx", {"A": grid})
    data = path.read_bytes()
    for seed in range(PER_TEST):
        path.write_bytes(mutate_bytes(data, random.Random(seed)))  # noqa: S311
        read_or_refuse(path)


def test_csv_of_any_bytes_reads_what_is_written(grid: Grid, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    write_csv(path, grid)
    data = path.read_bytes()
    for seed in range(PER_TEST):
        path.write_bytes(mutate_bytes(data, random.Random(seed)))  # noqa: S311
        reading = read_or_refuse(path)
        if reading is None:
            continue
        text = decode(path.read_bytes())[0].decode()
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        for row in reading.facts["spending"].rows(named=True):
            cells = records[row["_source_row"] - 1]
            assert any(reads_as(cell, row["net_eur"]) for cell in cells), seed
            assert row["document_number"] in [cell.strip() for cell in cells], seed


def reads_as(cell: object, amount: Decimal) -> bool:
    """Tell whether a cell can be read as an amount in one way that is allowed."""
    if isinstance(cell, float | int):
        return Decimal(f"{cell:.15g}") == amount
    forms = (
        NumberFormat(decimals=2, is_money=True, separator=s) for s in ("", ".", ",")
    )
    return any(parse_number(str(cell), form)[0] == amount for form in forms)


def mutate_part(data: bytes, chance: random.Random) -> bytes:
    """Mutate one XML part of a package and pack it again, sound as a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        victims = [name for name in old.namelist() if not name.startswith("docProps")]
        weights = [20 if "sheet1.xml" in n or "Strings" in n else 1 for n in victims]
        [victim] = chance.choices(victims, weights)
        for name in old.namelist():
            part = old.read(name)
            mutate = chance.choice([mutate_bytes, mutate_values])
            new.writestr(name, mutate(part, chance) if name == victim else part)
    return out.getvalue()


def mutate_values(data: bytes, chance: random.Random) -> bytes:
    """Change a few texts and attributes, so that the XML stays well-formed."""
    places = list(re.finditer(rb">([^<]+)<|=\"([^\"<]*)\"", data))
    for match in sorted(chance.choices(places, k=3), key=re.Match.start, reverse=True):
        group = 1 if match[1] is not None else 2
        value = chance.choice(
            [b"9", b"", b"s", b"n", b"1e3", b"-1", b"A7", b"0.5", b"str"]
        )
        value = chance.choice([value, value + match[group], match[group][1:]])
        data = data[: match.start(group)] + value + data[match.end(group) :]
    return data


def test_workbook_of_any_xml_reads_as_written_or_as_another_reader_does(
    grid: Grid, make_book: Callable[..., Path], tmp_path: Path
) -> None:
    path = make_book(tmp_path / "book.xlsx", {"A": grid})
    openpyxl.load_workbook(path).save(tmp_path / "other.xlsx")
    spellings = [path.read_bytes(), (tmp_path / "other.xlsx").read_bytes()]
    for seed in range(PER_TEST):
        data = spellings[seed % 2]
        path.write_bytes(mutate_part(data, random.Random(seed)))  # noqa: S311
        reading = read_or_refuse(path)
        rows = read_with_openpyxl(path) if reading and reading.rows_loaded else None
        if reading is None or rows is None:
            continue
        for row in reading.facts["spending"].rows(named=True):
            line = row["_source_row"]
            before = grid[line - 1] if line <= len(grid) else []
            written = [*rows.get(line, ()), *before]
            assert any(reads_as(cell, row["net_eur"]) for cell in written), seed


def read_with_openpyxl(path: Path) -> dict[int, list[Any]] | None:
    """Give the cells of each row; None where the other reader fails or finds none."""
    stream = io.BytesIO(path.read_bytes())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            sheet = openpyxl.load_workbook(stream, data_only=True).worksheets[0]
        except Exception:  # noqa: BLE001 - another reader may fail on it as it likes
            return None
    rows: dict[int, list[Any]] = {}
    for (row, _), cell in sheet._cells.items():
        rows.setdefault(row, []).append(cell.value)
    return rows or None
