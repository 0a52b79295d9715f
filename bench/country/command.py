"""Write a made-up country, a sheet at a time, with what it must add up to.

    <out>/data/packages/<plan>/              a package for each municipality
    <out>/data/reference/                    the bundled reference tables
    <out>/sheets/<plan>/<kind>-<year>.parquet    what its municipality sends
    <out>/expected.json                      sums of each plan

python -m bench country --size 6 --out DIR [--small]
"""

from __future__ import annotations

import json
import shutil
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.country.facts import make_facts, write_amounts
from bench.country.plans import write_plan
from bench.country.scale import (
    REFERENCE,
    SIZES,
    SMALL,
    CountryScale,
    list_municipalities,
)
from bench.country.sums import begin_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.country.scale import CountryPlace
    from bench.country.sums import PlanSums

EXPECTED: Final = "expected.json"


def main(arguments: Sequence[str]) -> None:
    """Write the country that the arguments ask for, and print what it holds."""
    parser = ArgumentParser(prog="python -m bench country")
    parser.add_argument("--size", type=int, choices=SIZES, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--small", action="store_true", help="few rows, for tests")
    asked = parser.parse_args(arguments)
    scale = SMALL if asked.small else CountryScale()
    sums = write_country(asked.out, replace(scale, municipalities=asked.size))
    for name in ("schools", "payments", "rejected", "exams", "measurements"):
        print(f"{name:<14} {sum(getattr(one, name) for one in sums):>12,}")


def write_country(out: Path, scale: CountryScale) -> list[PlanSums]:
    """Write a country into a folder that is empty or missing; return its sums."""
    packages = out / "data" / "packages"
    packages.mkdir(parents=True)
    shutil.copytree(REFERENCE, out / "data" / "reference")
    sums = []
    for place in list_municipalities(scale):
        write_plan(packages, place, scale)
        sums.append(_write_sheets(out / "sheets" / place.plan, place, scale))
    expected = {one.plan: one.plain for one in sums}
    (out / EXPECTED).write_text(json.dumps(expected, indent=1), encoding="utf-8")
    return sums


def _write_sheets(folder: Path, place: CountryPlace, scale: CountryScale) -> PlanSums:
    folder.mkdir(parents=True)
    sums = begin_sums(place, scale)
    for facts in make_facts(place, scale):
        kind, year, rows = facts
        sums.add(facts)
        path = folder / f"{place.plan}-{kind}-{year}.parquet"
        write_amounts(kind, rows).write_parquet(path, compression_level=1)
    return sums
