"""Names beside numbers and codes are held against the titles that the plan prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from etl.inbox.beside_held import match_beside
from etl.workbooks import read_workbook
from etl.workbooks.beside.names import is_over_names

from .conftest import RECEIVED, REFERENCES

if TYPE_CHECKING:
    from pathlib import Path

    from etl.workbooks.contract.contract import Kind

TABLES: dict[Kind, tuple[str, str]] = {
    "spending": (
        (
            "Plano kodas;Veiklos Nr.;Mokyklos kodas;Data;Dokumento Nr.;Suma be PVM, Eur"
            ";PVM, Eur;Finansavimo šaltinis;Etapas"
        ),
        "p;1;G1;2025-03-01;SF-1;100,00;21,00;ES;panaudota",
    ),
    "measurements": (
        (
            "Plano kodas;Rodiklio Nr.;Mokyklos kodas;Laikotarpis;Matavimo data;Reikšmė"
            ";Reikšmės būsena;Šaltinis"
        ),
        "p;1;G1;2024;2025-01-10;17,2;galutinė;ŠVIS",
    ),
    "plan-changes": (
        (
            "Plano kodas;Sprendimo Nr.;Sprendimo data;Kas keičiama;Numeris"
            ";Keičiamas dydis;Nauja reikšmė"
        ),
        "p;T-1;2025-03-01;veikla;1;suma be PVM;1500",
    ),
    "outcomes": (
        (
            "Plano kodas;Veiklos Nr.;Veiklos baigtis;Būklės data;Atsakinga įstaiga"
            ";Metinės išlaidos su PVM, Eur;Finansuojama iki;Pagrindimas"
        ),
        "p;1;tęsiama;2026-05-01;Skyrius;100,00;2027-12-31;T-1",
    ),
    "exams": (
        "Plano kodas;Mokyklos kodas;Egzaminas;Matas;Dalykas;Mokslo metai;Reikšmė;Laikė",
        "p;G1;VBE;share_36_100;math;2023-2024;50;20",
    ),
}
ACTIVITY = "Veiklos, kurios numeris {}, pavadinimas"
NAMES: dict[Kind, tuple[str, str, str]] = {
    "spending": ("Veiklos pavadinimas", ACTIVITY.format(1), ACTIVITY.format(2)),
    "outcomes": ("Veikla", ACTIVITY.format(1), ACTIVITY.format(2)),
    "plan-changes": ("Pavadinimas", ACTIVITY.format(1), ACTIVITY.format(2)),
    "measurements": (
        "Rodiklio pavadinimas",
        "Pagrindinį lygį pasiekusių mokinių dalis",
        "Pagrindinio lygio nepasiekusių mokinių dalis",
    ),
}


def find_rule(path: Path, kind: Kind, title: str, cell: str) -> str | None:
    head, row = TABLES[kind]
    path.write_text(f"{head};{title}\n{row};{cell}", encoding="utf-8")
    reading = read_workbook(path)
    facts = reading.facts[kind]
    said = match_beside(facts, reading.beside)
    faults = REFERENCES.find_faults(kind, facts, RECEIVED, None, said)
    [rule] = faults["rule"].to_list()
    return None if rule is None else str(rule)


@pytest.mark.parametrize("kind", list(NAMES))
def test_name_of_another_number_is_put_aside(tmp_path: Path, kind: Kind) -> None:
    title, own, other = NAMES[kind]
    path = tmp_path / "a.csv"
    for said in (own, own.upper(), f"1. {own}", "Kažkas kita", "–"):
        assert find_rule(path, kind, title, said) is None
    for said in (other, other.upper(), f"2. {other}", other[:32]):
        expected = None if own.startswith(said) else "named_otherwise"
        assert find_rule(path, kind, title, said) == expected


@pytest.mark.parametrize("kind", ["spending", "measurements", "exams"])
def test_name_of_another_school_is_put_aside(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "a.csv"
    for said in ("Mokytojų gimnazija", "MOKYTOJŲ GIMNAZIJA", "Kita mokykla"):
        assert find_rule(path, kind, "Mokykla", said) is None
    for said in ("„Saulės“ gimnazija", "Saulės gimnazija", "G2"):
        assert find_rule(path, kind, "Mokykla", said) == "school_named_otherwise"


def test_name_of_the_opposite_share_is_put_aside(tmp_path: Path) -> None:
    said = "PUPP pagrindinį lygį nepasiekusių mokinių dalis"
    rule = find_rule(tmp_path / "a.csv", "measurements", "Rodiklio pavadinimas", said)
    assert rule == "opposite_share"


@pytest.mark.parametrize(
    ("title", "is_known"),
    [
        *[("Veiklos pavadinimas", True), ("Rodiklis", True), ("Mokykla", True)],
        *[("Įstaigos pavadinimas", True), ("Indicator name", True), ("School", True)],
        *[("Veiklos Nr.", False), ("Tiekėjo pavadinimas", False)],
        *[("Rodiklio reikšmė", False), ("Mokyklos tipas", False), ("", False)],
    ],
)
def test_heading_of_names_is_known(title: str, *, is_known: bool) -> None:
    assert is_over_names(title) is is_known
