"""Costs of a plan as readers give them: ours, and the plain use of a library."""

from __future__ import annotations

import csv
import re
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pdfplumber

from bench.truth.read_sheets import parse_plainly
from etl.plans.extract import extract_to_folder
from etl.plans.findings.labels import label_of
from pazanga.errors import DocumentError
from pazanga.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bench.truth.plans import Amounts

_NUMBER = re.compile(r"\d+(?:\.\d+)*")


def read_ours(path: Path) -> tuple[Amounts, set[str], bool]:
    """Read a plan with `extract`.

    Returns:
        Net and VAT by number of activity (`5 (2)` where one is printed again), the
        activities with a finding, and whether the document was refused.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "plan"
        try:
            extract_to_folder(path, folder, PROJECT_ROOT / "data" / "reference")
        except DocumentError:
            return {}, set(), True
        amounts: Amounts = {
            label_of(row["activity_number"], int(row["occurrence"])): (
                _decimal(row["net_eur"]),
                _decimal(row["vat_eur"]),
            )
            for row in _rows(folder / "activities.csv")
        }
        said = set()
        for row in _rows(folder / "findings.csv"):
            said.update(_NUMBER.findall(row["subject"]))
        return amounts, said, False


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def read_plainly(path: Path) -> Amounts:
    """Read a plan as a short script over python-docx or pdfplumber does."""
    amounts: Amounts = {}
    places: list[int] = []
    for table in _docx_tables(path) if path.suffix == ".docx" else _pdf_tables(path):
        for row in table:
            cells = [cell or "" for cell in row]
            found = _heading_places(cells)
            if found:
                places = found
            elif places and len(cells) > max(places):
                number = cells[0].strip().rstrip(".")
                if _NUMBER.fullmatch(number):
                    net, vat = (parse_plainly(cells[place]) for place in places)
                    amounts.setdefault(number, (net, vat))
    return amounts


def _heading_places(cells: list[str]) -> list[int]:
    texts = [re.sub(r"\s+", " ", cell).lower() for cell in cells]
    net = [n for n, text in enumerate(texts) if "be pvm" in text]
    vat = [n for n, text in enumerate(texts) if text.startswith("pvm")]
    return [net[0], vat[0]] if net and vat else []


def _docx_tables(path: Path) -> Iterator[Iterable[list[str]]]:
    for table in docx.Document(str(path)).tables:
        yield [[cell.text for cell in row.cells] for row in table.rows]


def _pdf_tables(path: Path) -> Iterator[Iterable[list[str | None]]]:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            yield from page.extract_tables()
