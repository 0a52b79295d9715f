from datetime import date

import pytest

from etl.sources.plan_document.periods import looks_like_period, read_period

CASES = [
    ("2025 m. I-IV ketv.", "2025-01-01", "2025-12-31"),
    ("2025 m. I–III ketv. pirkimai", "2025-01-01", "2025-09-30"),
    ("2024 m. I- IV ketv.", "2024-01-01", "2024-12-31"),
    ("2024 m. IV ketv.", "2024-10-01", "2024-12-31"),
    ("2024 m. - 2026 m. balandžio 30 d.", "2024-01-01", "2026-04-30"),
    ("2024- 2026 m. balandžio 30 d", "2024-01-01", "2026-04-30"),
    ("2025 I ketv. m. – 2025 m. IV ketv.", "2025-01-01", "2025-12-31"),
    ("2024 m. III- 2025 m. IV ketv.", "2024-07-01", "2025-12-31"),
    ("2024 m. IV – 2026 m. balandžio 30 d.", "2024-10-01", "2026-04-30"),
    ("2025 m. I-II ketv. 2026 m. balandžio 30 d.", "2025-01-01", "2026-04-30"),
    ("Iki 6 ak. val. 2024 m. -2025 m.", "2024-01-01", "2025-12-31"),
    ("5 dienos, 2024 m. III ketv.- 2025 m. I ketv.", "2024-07-01", "2025-03-31"),
    ("2028 m. vasario", "2028-02-01", "2028-02-29"),
    ("2024-09-15 – 2025.03", "2024-09-15", "2025-03-31"),
    ("2026 m. balandžio 31 d.", "2026-04-01", "2026-04-30"),
]


@pytest.mark.parametrize(("printed", "first", "last"), CASES)
def test_read_period_gives_first_and_last_day(
    printed: str, first: str, last: str
) -> None:
    period = read_period(printed)
    assert period.start == date.fromisoformat(first)
    assert period.end == date.fromisoformat(last)


@pytest.mark.parametrize("printed", ["", "40 ak. val.", "nuolat", "12345"])
def test_read_period_without_a_year_has_no_dates(printed: str) -> None:
    period = read_period(printed)
    assert (period.start, period.end) == (None, None)


@pytest.mark.parametrize("printed", [case[0] for case in CASES[:12]])
def test_any_beginning_of_a_period_looks_like_one(printed: str) -> None:
    cuts = [index for index in range(1, len(printed)) if printed[index - 1].isalpha()]
    assert all(looks_like_period(printed[:cut]) for cut in (*cuts, len(printed)))


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("120139,15", id="amount"),
        pytest.param("2025,00", id="amount_like_a_year"),
        pytest.param("0,00", id="zero"),
        pytest.param("Mokyklų strateginiai", id="documents"),
        pytest.param("iki 2030 m. plėtros planas", id="documents_with_a_year"),
        pytest.param("Įtraukta į 50. veiklą", id="note"),
    ],
)
def test_other_cells_do_not_look_like_periods(printed: str) -> None:
    assert not looks_like_period(printed)
