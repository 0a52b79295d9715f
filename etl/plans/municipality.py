"""Whose plan it is: from the words of a title to the official municipality."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from etl.plans.contract.reference import ReferenceMunicipality
from etl.plans.package.read import read_table
from pazanga.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ABBREVIATIONS = {
    r"\bm\.": "miesto ",
    r"\br\.": "rajono ",
    r"\bsav\.": "savivaldybė",
}
_ANY_CASE = re.compile(r"\bsavivaldyb\w+")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of the reference table.

    Attributes:
        code: Code of Statistics Lithuania.
        plan_code: Code its plan gets.
        name: Name in the registry, e.g. `Kauno m. sav.`.
        full_name: Name in full, e.g. `Kauno miesto savivaldybė`.
    """

    code: str
    plan_code: str
    name: str
    full_name: str


def read_municipalities(reference_dir: Path) -> tuple[Municipality, ...]:
    """Read `municipalities.csv`: one entry per municipality.

    Raises:
        PackageError: The table is missing or breaks its contract.
    """
    path = reference_dir / "municipalities.csv"
    return tuple(
        Municipality(
            code=row["municipality_code"],
            plan_code=row["plan_code"],
            name=row["name_lt"],
            full_name=row["full_name_lt"],
        )
        for row in read_table(path, ReferenceMunicipality).iter_rows(named=True)
    )


def find_municipality(
    printed: str, municipalities: Sequence[Municipality]
) -> Municipality:
    """Find the municipality that a title names; of several, the one named first.

    Case, grammatical case and the usual abbreviations do not matter: the title may
    say `Kauno miesto savivaldybės`, `KAUNO M. SAV.` or `Kauno m. savivaldybė`.

    Raises:
        DocumentError: No known municipality is named; the message offers the nearest.
    """
    title = _plain(printed)
    found = {
        position: municipality
        for municipality in municipalities
        for name in (municipality.full_name, municipality.name)
        if (position := _position(_plain(name), title)) is not None
    }
    if found:
        return found[min(found)]
    raise DocumentError(
        "unknown_municipality",
        found=printed,
        nearest=", ".join(_nearest(title, municipalities)),
    )


def _plain(name: str) -> str:
    plain = name.casefold()
    for pattern, word in _ABBREVIATIONS.items():
        plain = re.sub(pattern, word, plain)
    plain = _ANY_CASE.sub("savivaldybė", plain)
    return _SPACES.sub(" ", plain).strip()


def _position(name: str, title: str) -> int | None:
    match = re.search(rf"\b{re.escape(name)}\b", title)
    return match.start() if match else None


def _nearest(title: str, municipalities: Sequence[Municipality]) -> list[str]:
    names = {_plain(item.full_name): item.full_name for item in municipalities}
    wanted = title[: title.find("savivaldybė") + len("savivaldybė")] or title
    return [names[name] for name in get_close_matches(wanted, names, 3, 0.4)]
