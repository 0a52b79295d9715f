"""Subjects, measures and rates of VAT that workbooks may name, from the tables.

They are lists that a municipality may extend: a line added to `subjects.csv` or
`exam_measures.csv` of its data folder is understood from the next reading on.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from pazanga.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BUNDLED: Final = PROJECT_ROOT / "data" / "reference"
_TABLES: Final[Mapping[str, tuple[str, str]]] = {
    "subject": ("subjects.csv", "subject_code"),
    "measure": ("exam_measures.csv", "measure_code"),
}
"""File and key of each list, by the column of a workbook that names its values."""

_RATES: Final = "vat_rates.csv"
_MUNICIPALITIES: Final = "municipalities.csv"
_NAMES: Final = ("name_lt", "full_name_lt")
_WHOLE: Final = re.compile(r"(\d{1,2})(?:\.0+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReferenceLists:
    """The lists in use.

    Attributes:
        folder: Where they were read from.
        version: Another one where they say anything else.
        choices: Names and spellings by code, by the column of a workbook.
        vat_rates: Rates of VAT in per cent; workbooks print whole ones.
        municipalities: Names of municipalities, each with the code of their plan.
    """

    folder: Path
    version: str
    choices: Mapping[str, Mapping[str, Any]]
    vat_rates: frozenset[int]
    municipalities: tuple[tuple[str, str], ...]


_in_use: dict[str, ReferenceLists] = {}


def use_reference_lists(folder: Path) -> ReferenceLists:
    """Read the lists of a folder and let this process understand them from now on.

    A list that is missing or cannot be read is that of the bundled folder: what is
    wrong with it is said when the reference tables are loaded.

    Args:
        folder: `Settings.reference_dir`.
    """
    contents = {column: _read(folder, name) for column, (name, _) in _TABLES.items()}
    rates, bodies = _read(folder, _RATES), _read(folder, _MUNICIPALITIES)
    told = "\0".join([*contents.values(), rates, bodies])
    _in_use["now"] = ReferenceLists(
        folder,
        sha256(told.encode()).hexdigest()[:12],
        {column: _parse(column, text) for column, text in contents.items()},
        _parse_rates(rates),
        _parse_names(bodies),
    )
    return _in_use["now"]


def read_reference_lists() -> ReferenceLists:
    """Return the lists in use; the bundled ones unless others were asked for."""
    return _in_use.get("now") or use_reference_lists(BUNDLED)


def _read(folder: Path, name: str) -> str:
    for place in (folder, BUNDLED):
        try:
            text = (place / name).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue
        if {"name_lt", "name_en"} <= set(next(csv.reader(text.splitlines()), [])):
            return text
    raise FileNotFoundError(BUNDLED / name)


def _parse(column: str, text: str) -> dict[str, Any]:
    _, key = _TABLES[column]
    return {
        row[key]: {
            "lt": row["name_lt"] or "",
            "en": row["name_en"] or "",
            "synonyms": (row.get("spellings") or "").split("|"),
        }
        for row in csv.DictReader(text.splitlines())
        if row.get(key)
    }


def _parse_names(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (row[name], row["plan_code"])
        for row in csv.DictReader(text.splitlines())
        for name in _NAMES
        if row.get(name) and row.get("plan_code")
    )


def _parse_rates(text: str) -> frozenset[int]:
    found = (row.get("rate_percent") or "" for row in csv.DictReader(text.splitlines()))
    rates = (_WHOLE.fullmatch(rate.strip()) for rate in found)
    return frozenset(int(rate[1]) for rate in rates if rate)
