"""A made-up plan in the linearised form of the template, as large as one likes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = 20240531
SCHOOLS = 12
WORDS = [
    "erdvių",
    "pritaikymas",
    "mokymai",
    "priemonių",
    "įsigijimas",
    "dirbtuvės",
    "laboratorijos",
    "įranga",
    "programos",
    "diegimas",
    "konsultacijos",
]


def write_plan(path: Path, *, activities: int) -> None:
    """Write a plan with so many costed activities; the same text for the same count."""
    path.write_text("\n".join(_write_lines(activities)), encoding="utf-8")


def _write_lines(activities: int) -> Iterator[str]:
    chance = random.Random(SEED)  # noqa: S311 - made-up text, not a secret
    yield from (
        "",
        "Biržų rajono savivaldybės švietimo pažangos planas",
        "",
        "1. Remdamiesi „Tūkstantmečio mokyklų“ programos tikslais pateikite situaciją.",
        "1. Tikslas: gerinti mokinių pasiekimus.",
        "1. Taikyti naujas priemones.",
        "",
        "1. Toliau pateiktoje lentelėje įrašykite visas savivaldybėje esančias",
    )
    yield from _write_schools(chance)
    yield "4. Lentelėje pateikite rodiklius ir jų reikšmes, kuriuos savivaldybė"
    yield "1. Pasiekusių pagrindinį lygį mokinių dalis (proc.)"
    yield from ("", "50,5 (2021-2022 m. m.) 60,5", "")
    yield " 6. Lentelėje nurodykite mokyklose planuojamas vykdyti veiklas"
    yield from ("", "Infrastruktūra")
    for number in range(1, activities + 1):
        yield from _write_activity(chance, number)
    yield " 7. Informacija apie biudžeto paskirstymą projekto partneriams pagal JVS"


def _write_schools(chance: random.Random) -> Iterator[str]:
    for number in range(1, SCHOOLS + 1):
        gap = f"{chance.randint(1, 60)},{chance.randint(0, 99):02}"
        yield from ("", f"Biržų {number}-oji gimnazija", f"(G{number})", "")
        yield "PUPP metu pagrindinį mokymosi pasiekimų lygį pasiekusių mokinių dalies"
        yield "(proc.) lietuvių kalbos ir literatūros bei matematikos dalykų atotrūkis"
        yield f"2021-2022 m. m. – {gap} proc."
        yield from (" ".join(chance.choices(WORDS, k=12)) for _ in range(40))
        yield from ("", "dalyvaus")


def _write_activity(chance: random.Random, number: int) -> Iterator[str]:
    net, vat = chance.randint(10_000, 999_999), chance.randint(10, 99)
    page = " " if number % 3 == 0 else ""
    yield f"{page}{number}. {chance.choice(WORDS).capitalize()}"
    yield " ".join(chance.choices(WORDS, k=2)) + "."
    yield from (f"Mokyklos: G{chance.randint(1, SCHOOLS)}", "", "Lyderystė", "")
    yield from ("1 tikslo 1 uždavinys", "Rodikliai: 1")
    yield from (" ".join(chance.choices(WORDS, k=4)) for _ in range(25))
    yield from ("", "Bus stebimas veiklos", "įgyvendinimo procesas.", "")
    yield from ("2025", "m.", "I-IV", "ketv.", "", "Mokykl", "ų", "planai.", "")
    yield from (f"{net // 100}", f"{net % 100:02},{vat}", "", f"{net // 500},{vat}", "")
