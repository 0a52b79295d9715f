"""An export of creditors' invoices: every line accounted for, to the cent."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.mappings import LedgerMapping, parse_mapping
from pazanga.settings import PROJECT_ROOT

REAL = PROJECT_ROOT.parent / "shared" / "cases" / "real_creditors_export.csv"
HEADINGS = [
    "KREDITORIUS",
    "SUTARTIES_NR",
    "SASKAITOS_DATA",
    "SASKAITOS_NR",
    "DK_DATA",
    "VALIUTA",
    "FIN_SALTINIS",
    "PRIEMONE",
    "SAMATA",
    "EILUTES_SUMA",
]
OWN, OTHER, LEFT = "15020104004", "777", "999"
MAPPING: dict[str, Any] = {
    "kind": "spending",
    "headings": ["SASKAITOS_NR", "SASKAITOS_DATA", "EILUTES_SUMA"],
    "equal_lines": "each",
    "columns": {
        "document_number": "SASKAITOS_NR",
        "document_date": "SASKAITOS_DATA",
        "date": "DK_DATA",
        "supplier": "KREDITORIUS",
        "contract_number": "SUTARTIES_NR",
        "net_eur": "EILUTES_SUMA",
        "funding_source": "FIN_SALTINIS",
    },
    "constants": {"plan_code": "kaunas", "phase": "executed"},
    "codes": {"activity_number": {"column": "PRIEMONE", "values": {OWN: "3.1"}}},
    "formats": {
        "date": "DD-MON-YY",
        "decimal": ".",
        "thousands": "",
        "currency": "VALIUTA",
    },
    "leave_out": [{"name": "kitos programos", "column": "PRIEMONE", "equals": [LEFT]}],
}


@dataclass(frozen=True)
class Fates:
    """Lines and cents of a file by what becomes of them."""

    loaded: tuple[int, Decimal]
    rejected: tuple[int, Decimal]
    left_out: tuple[int, Decimal]

    @property
    def total(self) -> tuple[int, Decimal]:
        parts = (self.loaded, self.rejected, self.left_out)
        rows, amounts = zip(*parts, strict=True)
        return sum(rows), sum(amounts, Decimal(0))


def account(reading: WorkbookReading, amounts: dict[int, Decimal]) -> Fates:
    """Add the lines up by their fate; what is put aside by what the file says of it."""
    facts = reading.facts["spending"]
    bad = set(reading.rejects["row_number"])
    notes = [note for note in reading.notes if note.name == "mapping_left_out"]
    left = sum((Decimal(note.fields["total"]) for note in notes), Decimal(0))
    return Fates(
        (facts.height, sum(facts["net_eur"].to_list(), Decimal(0))),
        (len(bad), sum((amounts[row] for row in bad), Decimal(0))),
        (sum(sheet.rows_left_out for sheet in reading.sheets), left),
    )


def read_amounts(path: Path) -> dict[int, Decimal]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream, delimiter=";")
        return {row: Decimal(line["EILUTES_SUMA"]) for row, line in enumerate(rows, 2)}


def write_export(path: Path, lines: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([HEADINGS, *lines])
    return path


def write_bare(amount: Decimal) -> str:
    """Write an amount as Oracle does: `.58`, `-.43`, `12`, `1.5`."""
    text = f"{amount:f}".rstrip("0").rstrip(".") if amount % 1 else f"{amount:.0f}"
    return text.replace("0.", ".", 1) if abs(amount) < 1 and amount % 1 else text


LINE = st.tuples(
    st.sampled_from(["UAB Pirmas", "UAB Antras"]),
    st.sampled_from(["", "S-1"]),
    st.sampled_from(["31-DEC-08", "01-JUN-20", "15-GRD-21"]),
    st.sampled_from(["1", "AB 2*", "VVT 0002342 SF"]),
    st.sampled_from(["31-JAN-09", "30-APR-15"]),
    st.sampled_from(["EUR", "EUR", "EUR", "SEK"]),
    st.sampled_from(["01", "2M22"]),
    st.sampled_from([OWN, OWN, OTHER, LEFT]),
    st.sampled_from(["3001078", "6000798"]),
    st.decimals(-(10**6), 10**6, places=2).map(write_bare),
)


@hypothesis_settings(max_examples=30, deadline=None)
@given(lines=st.lists(LINE, min_size=1, max_size=30))
def test_lines_of_a_made_up_export_add_up(
    lines: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("export") / "export.csv"
    write_export(path, [list(line) for line in lines])
    amounts = read_amounts(path)
    found = account(
        read_workbook(path, mappings=[parse_mapping("x", MAPPING)]), amounts
    )
    # A line left out in another currency adds nothing to the note's sum of euro.
    counted = (
        amount
        for amount, line in zip(amounts.values(), lines, strict=True)
        if line[5] == "EUR" or line[7] != LEFT
    )
    assert found.total == (len(lines), sum(counted))
    own = [line for line in lines if line[7] == OWN and line[5] == "EUR"]
    left = [line for line in lines if line[7] == LEFT]
    assert (found.loaded[0], found.left_out[0]) == (len(own), len(left))


def test_equal_lines_count_once_where_the_mapping_says_so(tmp_path: Path) -> None:
    line = ["UAB", "", "31-DEC-08", "1", "31-JAN-09", "EUR", "01", OWN, "1", "1.5"]
    path = write_export(tmp_path / "a.csv", [line, line, [*line[:8], "2", "1.5"]])
    each = read_workbook(path, mappings=[parse_mapping("x", MAPPING)])
    once = read_workbook(
        path, mappings=[parse_mapping("x", MAPPING | {"equal_lines": "once"})]
    )
    assert each.facts["spending"].height == 3
    assert once.facts["spending"].height == 2
    [note] = [note for note in once.notes if note.name == "payments_repeated"]
    assert note.fields["total"] == "1.50"


def map_real(codes: dict[str, str]) -> LedgerMapping:
    values = {"activity_number": {"column": "PRIEMONE", "values": codes}}
    rule = {"name": "be programos", "column": "PRIEMONE", "begins": ["000"]}
    return parse_mapping("real", MAPPING | {"codes": values, "leave_out": [rule]})


@pytest.mark.seeds
@pytest.mark.skipif(not REAL.exists(), reason="the export is not here")
def test_every_line_of_a_real_export_is_accounted_for() -> None:
    amounts = read_amounts(REAL)
    with REAL.open(encoding="utf-8-sig", newline="") as stream:
        codes = {line["PRIEMONE"] for line in csv.DictReader(stream, delimiter=";")}
    known = {code: "3.1" for code in codes if not code.startswith("0")}
    found = account(read_workbook(REAL, mappings=[map_real(known)]), amounts)
    assert found.total == (412, Decimal("21447083.70"))
    assert found.loaded[0] > 300
    assert found.rejected[0] > 0
    assert found.left_out[0] > 0


@pytest.mark.seeds
@pytest.mark.skipif(not REAL.exists(), reason="the export is not here")
def test_all_of_a_real_export_loads_where_every_code_is_known() -> None:
    amounts = read_amounts(REAL)
    with REAL.open(encoding="utf-8-sig", newline="") as stream:
        codes = {line["PRIEMONE"] for line in csv.DictReader(stream, delimiter=";")}
    mapping = map_real(dict.fromkeys(codes, "3.1"))
    reading = read_workbook(REAL, mappings=[mapping])
    found = account(reading, amounts)
    assert reading.rejects.is_empty()
    assert found.loaded[0] + found.left_out[0] == 412
    assert found.loaded[1] + found.left_out[1] == sum(amounts.values())
