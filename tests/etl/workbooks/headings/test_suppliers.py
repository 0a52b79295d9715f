"""Who was paid: told by name, by a code where there is no name, never by the payer."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.workbooks import WorkbookReading, read_workbook

Read = Callable[..., WorkbookReading]
Payment = Callable[..., list[Any]]
CODES = ["304567890", "301234567"]


@pytest.fixture
def read_called(
    headings: list[str], payment: Payment, read_csv_text: Read, csv_text: Read
) -> Read:
    """Read two payments whose column of suppliers is called something else."""

    def read(*called: str, cells: Sequence[str] = CODES) -> WorkbookReading:
        heads = [*(h for h in headings if h != "Tiekėjas"), *called]
        rows = [
            [*(c for c in payment(document_number=f"SF-{n}") if c != "UAB Pavyzdys")]
            + [cell] * len(called)
            for n, cell in enumerate(cells)
        ]
        return read_csv_text(csv_text([heads, *rows]))

    return read


def warnings(reading: WorkbookReading) -> list[str]:
    return [note.name for note in reading.notes if note.severity == "warning"]


@pytest.mark.parametrize(
    "heading",
    [
        "Tiekėjo kodas",
        "Tiekėjo įmonės kodas",
        "Rangovo įm. kodas",
        "Įmonės kodas",
        "Juridinio asmens kodas",
        "Gavėjo kodas",
        "Kreditoriaus kodas",
        "Tiekėjo Nr.",
        "Tiekėjo PVM kodas",
        "PVM mokėtojo kodas",
        "Supplier code",
        "Vendor No.",
        "Vendor ID",
    ],
)
def test_code_serves_where_no_supplier_is_named(
    read_called: Read, heading: str
) -> None:
    reading = read_called(heading)
    assert reading.facts["spending"]["supplier"].to_list() == CODES
    assert warnings(reading) == ["supplier_by_code"]


@pytest.mark.parametrize("heading", ["Tiekėjo kodas", "Supplier code", "Įmonės kodas"])
@pytest.mark.parametrize("name", ["Tiekėjas", "Gavėjas", "Įmonė", "Vendor name"])
def test_name_goes_before_a_code(read_called: Read, name: str, heading: str) -> None:
    reading = read_called(heading, name, cells=["UAB Pirmas", "UAB Antras"])
    assert reading.facts["spending"]["supplier"][0] == "UAB Pirmas"
    assert warnings(reading) == []


def test_code_of_a_company_goes_before_that_of_vat(read_called: Read) -> None:
    reading = read_called("Tiekėjo PVM kodas", "Tiekėjo kodas")
    [note] = [n for n in reading.notes if n.name == "supplier_by_code"]
    assert note.fields["heading"] == "Tiekėjo kodas"


@pytest.mark.parametrize("heading", ["Tiekėjo pavadinimas, kodas", "Tiekėjas / kodas"])
def test_name_and_code_in_one_cell_is_a_name(read_called: Read, heading: str) -> None:
    reading = read_called(heading, cells=["UAB Pirmas, 304567890", "UAB Antras"])
    assert reading.facts["spending"]["supplier"][0] == "UAB Pirmas, 304567890"
    assert warnings(reading) == []


@pytest.mark.parametrize(
    "heading",
    ["Mokėtojas", "Mokėtojo pavadinimas", "Pirkėjas", "Užsakovas", "Payer", "Buyer"],
)
def test_payer_is_said_and_is_no_supplier(read_called: Read, heading: str) -> None:
    reading = read_called(heading, cells=["Birštono savivaldybė"] * 2)
    assert reading.facts["spending"]["supplier"].to_list() == [None, None]
    assert warnings(reading) == ["payer_no_supplier"]


def test_payer_beside_a_supplier_is_nothing_to_warn_of(read_called: Read) -> None:
    assert warnings(read_called("Mokėtojas", "Tiekėjas")) == []


def test_personal_code_of_a_supplier_is_not_kept(read_called: Read) -> None:
    reading = read_called("Tiekėjo kodas", cells=["39001010078", CODES[1]])
    assert reading.facts["spending"]["supplier"].to_list() == [None, CODES[1]]
    assert "personal_codes_dropped" in warnings(reading)


def test_code_serves_in_parquet(
    tmp_path: Path, headings: list[str], payment: Payment
) -> None:
    cells = dict(zip(headings, payment(), strict=True))
    del cells["Tiekėjas"]
    columns = {name: [cell] for name, cell in cells.items()}
    columns["Tiekėjo kodas"] = pa.array([304567890])
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    reading = read_workbook(tmp_path / "a.parquet")
    assert reading.facts["spending"]["supplier"].to_list() == [CODES[0]]
    assert "supplier_by_code" in warnings(reading)
