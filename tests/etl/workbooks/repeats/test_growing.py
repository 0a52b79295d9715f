"""Reports that each hold the one before are said by their amounts, invoices are not."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

import polars as pl
import pytest

from etl.workbooks.repeats.growing import find_growing

if TYPE_CHECKING:
    from collections.abc import Sequence

Rows = list[tuple[str, date, str, float, str]]
JANUARY = date(2025, 1, 31)
NAMES = (
    "F2-{n}",
    "Ataskaita-{n}",
    "2025-0{n}",
    "2025/{n}",
    "G1-F2-{n}",
    "{roman} ketv.",
    "{month} mėn. ataskaita",
    "2025 m. {month}",
    "Forma F4 Nr. {n}",
    "{n} ataskaita",
    "Ataskaita",
)
ROMAN = ("", "I", "II", "III", "IV")
MONTHS = ("", "Sausio", "Vasario", "Kovo", "Balandžio")


def make_frame(rows: Rows, supplier: str = "UAB Pirmas") -> pl.DataFrame:
    listed = [
        {
            "plan_code": "kaunas",
            "phase": "executed",
            "supplier": supplier,
            "document_number": number,
            "document_date": None,
            "date": day,
            "activity_number": activity,
            "school_code": "",
            "funding_source": "EGADP",
            "net_eur": net,
            "place": place,
        }
        for number, day, activity, net, place in rows
    ]
    types = {"net_eur": pl.Decimal(18, 2), "document_date": pl.Date}
    return pl.DataFrame(listed, schema_overrides=types)


def name_report(form: str, number: int) -> str:
    return form.format(n=number, roman=ROMAN[number], month=MONTHS[number])


def make_reports(
    form: str, spent: Sequence[Sequence[float]], *, is_alone: bool
) -> Rows:
    """Give reports of the amounts spent since the start, by period and activity."""
    rows: Rows = []
    totals = accumulate(
        spent, lambda sums, news: [a + b for a, b in zip(sums, news, strict=True)]
    )
    for number, amounts in enumerate(totals, start=1):
        day = JANUARY + timedelta(days=30 * (number - 1))
        place = f"{number}.xlsx" if is_alone else "book"
        rows += [
            (name_report(form, number), day, f"1.{item}", amount, place)
            for item, amount in enumerate(amounts, start=1)
        ]
    return rows


@pytest.mark.parametrize("form", NAMES)
@pytest.mark.parametrize("seed", range(4))
def test_reports_to_date_are_said(form: str, seed: int) -> None:
    chance = random.Random(f"{form}{seed}")  # noqa: S311 - no secret
    is_alone = seed % 2 == 0
    many = chance.randint(2 if is_alone else 3, 4)
    items = chance.randint(1, 4)
    spent = [
        [round(chance.uniform(800, 1200), 2) for _ in range(items)] for _ in range(many)
    ]
    rows = make_reports(form, spent, is_alone=is_alone)
    shuffled = chance.sample(rows, len(rows))
    [found] = find_growing(make_frame(shuffled), "place")
    assert found.documents == tuple(dict.fromkeys(row[0] for row in rows)) or (
        set(found.documents) == {"Ataskaita"}
    )
    assert float(found.last) == pytest.approx(sum(map(sum, spent)), abs=0.01)


def test_two_reports_of_one_sheet_that_grow_by_item_are_said() -> None:
    rows = make_reports("F2-{n}", [[1000, 500], [800, 100]], is_alone=False)
    [found] = find_growing(make_frame(rows), "place")
    assert (float(found.total), float(found.last)) == (3900, 2400)


def test_suppliers_listed_by_reports_belong_to_them() -> None:
    reports = make_reports("F2-{n}", [[500], [300], [200]], is_alone=True)
    frames = [make_frame(reports, supplier=name) for name in ("UAB A", "UAB B")]
    found = list(find_growing(pl.concat(frames), "place"))
    assert max(float(one.last) for one in found) == 2000


def pay(*amounts: float, numbers: Sequence[int], item: str = "1.1") -> Rows:
    return [
        (f"SF-{number}", JANUARY + timedelta(days=30 * place), item, net, "book")
        for place, (number, net) in enumerate(zip(numbers, amounts, strict=True))
    ]


INVOICES = {
    "two invoices that follow each other": pay(100, 180, numbers=(1, 2)),
    "three invoices of prices that rise": pay(100, 104, 110, numbers=(1, 2, 3)),
    "the same rent": pay(100, 100, 100, 100, numbers=(1, 2, 3, 4)),
    "one that falls": pay(100, 250, 240, 600, numbers=(1, 2, 3, 4)),
    "three with gaps": pay(100, 250, 600, numbers=(101, 140, 177)),
    "a bill divided alike": [
        *pay(100, 180, numbers=(1, 2)),
        *pay(200, 360, numbers=(1, 2), item="1.2"),
    ],
    "other activities": [
        *pay(100, numbers=(1,)),
        *pay(200, numbers=(2,), item="1.2"),
        *pay(400, numbers=(3,), item="1.3"),
    ],
    "an advance taken back": pay(100, 250, -50, numbers=(1, 2, 3)),
}


@pytest.mark.parametrize("case", INVOICES)
def test_invoices_are_not_said(case: str) -> None:
    assert list(find_growing(make_frame(INVOICES[case]), "place")) == []


@pytest.mark.parametrize(
    "form",
    [
        "F2024-00{n}",
        "F25-001{n}",
        "F4A 0001{n}",
        "Formosa {n}",
        "SAU 000{n}",
        "KOV-1{n}",
        "SAU 2025-0{n}",
        "BVAX {n}",
    ],
)
def test_two_invoices_of_a_series_are_not_said(form: str) -> None:
    rows: Rows = [
        (name_report(form, n), JANUARY + timedelta(days=30 * n), "1", 100.0 * n, "L")
        for n in (1, 2)
    ]
    assert list(find_growing(make_frame(rows), "place")) == []


def test_random_ledgers_are_seldom_said() -> None:
    found = 0
    for seed in range(100):
        chance = random.Random(seed)  # noqa: S311 - no secret
        numbers = accumulate(chance.randint(1, 30) for _ in range(chance.randint(2, 9)))
        listed = list(numbers)
        amounts = [round(chance.lognormvariate(7, 1), 2) for _ in listed]
        rows = pay(*amounts, numbers=listed)
        found += bool(list(find_growing(make_frame(rows), "place")))
    assert found <= 2


@pytest.mark.parametrize("form", [n for n in NAMES if "2025" not in n and "{" in n])
def test_two_reports_of_one_item_in_one_sheet_are_said(form: str) -> None:
    rows: Rows = [
        (name_report(form, n), JANUARY + timedelta(days=30 * n), "1", 100.0 * n, "L")
        for n in (1, 2)
    ]
    [found] = find_growing(make_frame(rows), "place")
    assert found.last == 200
    lower = [(*rows[0][:3], 300.0, "L"), rows[1]]
    assert not list(find_growing(make_frame(lower), "place"))


@pytest.mark.parametrize("form", ["SF-{n}", "AB 10{n}", "INV/{n}"])
def test_two_invoices_in_one_sheet_are_not_said(form: str) -> None:
    rows: Rows = [
        (form.format(n=n), JANUARY + timedelta(days=n), "1", 100.0 * n, "L")
        for n in (1, 2)
    ]
    assert not list(find_growing(make_frame(rows), "place"))


@pytest.mark.parametrize(
    ("days", "amounts", "is_said"),
    [
        ((date(2025, 3, 31), date(2025, 6, 30)), (100.0, 200.0), True),
        ((date(2025, 6, 30), date(2025, 12, 31)), (100.0, 200.0), True),
        ((date(2025, 3, 31), date(2025, 6, 30)), (100.0, 120.0), False),
        ((date(2025, 3, 28), date(2025, 6, 30)), (100.0, 200.0), False),
        ((date(2025, 4, 30), date(2025, 7, 31)), (100.0, 200.0), False),
        ((date(2024, 12, 31), date(2025, 3, 31)), (100.0, 200.0), False),
    ],
)
def test_two_reports_of_last_days_of_quarters_are_said(
    days: tuple[date, date],
    amounts: tuple[float, float],
    is_said: bool,  # noqa: FBT001
) -> None:
    rows: Rows = [
        (f"SF-10{n}", day, "1", net, "L")
        for n, (day, net) in enumerate(zip(days, amounts, strict=True))
    ]
    assert bool(list(find_growing(make_frame(rows), "place"))) == is_said
