"""Every cent of a sheet is loaded, put aside or said to be repeated."""

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from openpyxl import Workbook

from etl.check.accounting import Account, account
from etl.inbox.originals import Original
from etl.inbox.parse_cache import read_original
from etl.inbox.references import References
from etl.refresh.acceptance import Acceptance
from etl.refresh.inputs import Source
from etl.refresh.load import Load
from etl.refresh.refresh import refresh
from pazanga.settings import Settings
from warehouse.connection import open_snapshot

from .conftest import SPENT, Ask, Drop, pay
from .test_withdrawal import withdraw_file

Cells = list[str]

HEADING = [
    "Plano kodas",
    "Veiklos Nr.",
    "Data",
    "Dokumento Nr.",
    "Tiekėjas",
    "Suma be PVM, Eur",
    "PVM, Eur",
    "Suma su PVM, Eur",
    "Finansavimo šaltinis",
    "Etapas",
    "Pastabos",
]
NET, VAT, GROSS = 5, 6, 7
GOOD = ["birstonas", "1", "2025-03-01", "", "UAB Pavyzdys", "", "", "", "EGADP"]
FAULTS = {
    "none": {},
    "activity": {1: "99"},
    "no activity": {1: ""},
    "day": {2: "2025-13-45"},
    "far day": {2: "2099-01-01"},
    "source": {8: "kažkas"},
    "plan": {0: "kitur"},
    "personal": {3: "38001010011"},
}
UNREADABLE = ("dešimt", "1.2.3", "10,005", "#N/A", "12 USD", "1e400")
ASIDE = (
    ["", "", "", "", "Iš viso:", "{net}", "{vat}", "", "", "", ""],
    ["Parengė: vyr. buhalterė", "", "", "", "", "", "", "", "", "", ""],
    ["", "", "", "", "", "", "", "", "", "", ""],
)


def write_euro(cents: int, style: str) -> str:
    """Write an amount in one of the forms that people use."""
    plain = f"{Decimal(cents) / 100:,.2f}"
    grouped, _, rest = plain.partition(".")
    match style:
        case "point":
            return plain.replace(",", "")
        case "spaces":
            return f"{grouped.replace(',', ' ')},{rest}"
        case "hard spaces":
            return f"{grouped.replace(',', chr(160))},{rest} €"
        case _:
            return f"{grouped.replace(',', '')},{rest}"


class Line(NamedTuple):
    """A row of a sheet, and what of it can be read as money."""

    cells: Cells
    net: int | None
    vat: int | None


@st.composite
def lines(draw: st.DrawFn) -> list[Line]:
    """Draw rows: good ones, ones of each fault, some of them written twice."""
    style = draw(st.sampled_from(["point", "comma", "spaces", "hard spaces"]))
    found: list[Line] = []
    for number in range(draw(st.integers(1, 8))):
        cents = draw(st.integers(-(10**8), 10**8))
        vat = draw(st.none() | st.just(round(cents * 21 / 100)))
        cells = [*GOOD, "įvykdyta", ""]
        cells[3] = f"SF-{number}"
        cells[NET] = write_euro(cents, style)
        cells[VAT] = "" if vat is None else write_euro(vat, style)
        if vat is not None and draw(st.booleans()):
            differs = draw(st.sampled_from([0, 0, 1, -500]))
            cells[GROSS] = write_euro(cents + vat + differs, style)
        for place, text in FAULTS[draw(st.sampled_from(sorted(FAULTS)))].items():
            cells[place] = text
        net: int | None = cents
        if draw(st.integers(0, 4)) == 0:
            cells[NET], net = draw(st.sampled_from(UNREADABLE)), None
        found.extend([Line(cells, net, vat)] * draw(st.sampled_from([1, 1, 1, 2, 3])))
    return found


def lay_out(found: list[Line], asides: list[int]) -> list[Cells]:
    """Lay rows out under the heading, with a total, a signature or nothing below."""
    net, vat = (
        write_euro(sum(cents for line in found if (cents := value(line))), "comma")
        for value in (lambda line: line.net, lambda line: line.vat)
    )
    below = [[cell.format(net=net, vat=vat) for cell in ASIDE[k]] for k in asides]
    return [HEADING, *(line.cells for line in found), *below]


def write_sheet(path: Path, grid: list[Cells]) -> Path:
    """Write a sheet of texts; in a workbook amounts of plain form are numbers."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows(grid)
        return path
    book = Workbook()
    sheet: Any = book.active
    for cells in grid:
        sheet.append([as_number(cell) or None for cell in cells])
    book.save(path)
    return path


def as_number(text: str) -> float | str:
    whole, point, cents = text.removeprefix("-").partition(".")
    is_plain = point and len(cents) == 2 and (whole + cents).isdigit()
    return float(text) if is_plain else text


@pytest.fixture(scope="module")
def references(refreshed: Settings) -> References:
    [path] = (refreshed.warehouse_dir / "snapshots").glob("*.duckdb")
    connection = open_snapshot(path)
    found = References.read(connection)
    connection.close()
    return found


def receive(
    path: Path, folder: Path, references: References
) -> tuple[Load, dict[str, Account]]:
    """Let a file through the rules of a refresh; give also what becomes of its rows."""

    original = Original(
        sha256=sha256(path.read_bytes()).hexdigest(),
        name=path.name,
        received_at=datetime(2026, 5, 1, tzinfo=UTC),
        path=path,
    )
    reading = read_original(original, folder / "parsed")
    assert reading.error is None, reading.error
    source = Source("workbook", path.name, path, original.sha256, original)
    acceptance = Acceptance(references=references, bad_rows_percent=100)
    load = acceptance.accept(source, reading, was_loaded=False)
    return load, {a.fate: a for a in account(reading, load.rejects)}


FILES = count()


@pytest.mark.slow
@settings_of(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    found=lines(),
    asides=st.lists(st.integers(0, len(ASIDE) - 1), unique=True),
    ending=st.sampled_from(["csv", "xlsx"]),
)
def test_every_cent_is_loaded_put_aside_or_repeated(
    references: References,
    tmp_path: Path,
    found: list[Line],
    asides: list[int],
    ending: str,
) -> None:
    path = write_sheet(tmp_path / f"{next(FILES)}.{ending}", lay_out(found, asides))
    load, parts = receive(path, tmp_path, references)
    written = sum((Decimal(line.net or 0) for line in found), Decimal(0)) / 100
    assert sum(part.amount or 0 for part in parts.values()) == written
    assert sum(part.rows for part in parts.values()) == len(found)
    unread = {line.cells[NET] for line in found if line.net is None}
    kept = [json.loads(cells).get("net_eur") for cells in load.rejects["raw_cells"]]
    assert unread <= set(kept)
    if load.status == "stopped":
        assert load.error.code.endswith("no_good_row")
        assert not parts["loaded"].rows
        return
    loaded = load.tables["workbook__spending"]
    assert parts["loaded"].amount == sum(loaded["net_eur"])
    vat = {line.cells[3]: line.vat for line in found}
    told = loaded["document_number"].to_list()
    assert len(told) == len(set(told))
    for number, value in zip(told, loaded["vat_eur"], strict=True):
        cents = vat[number]
        assert value == (None if cents is None else Decimal(cents) / 100)


def test_what_a_withdrawn_file_takes_away_is_what_it_brought(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(pay(1), pay(2, net_eur="0.01"), name="lieka.csv")
    refresh(settings)
    drop(pay(3, net_eur="1234.56"), pay(4, activity_number="99"), name="eina.csv")
    refresh(settings)
    assert ask(SPENT) == [(Decimal("1244.57"),)]
    withdraw_file(settings, "eina.csv")
    report = refresh(settings)
    assert report.run.rows_quarantined == 0
    assert ask(SPENT) == [(Decimal("10.01"),)]
