import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.plans.form.prose.periods import Period, looks_like_period, read_period

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
    ("2024 m. II pusm.", "2024-07-01", "2024-12-31"),
    ("2024 m. I pusmetis", "2024-01-01", "2024-06-30"),
    ("2024 m. I–II pusm.", "2024-01-01", "2024-12-31"),
    ("2024 m. rugsėjo–gruodžio mėn.", "2024-09-01", "2024-12-31"),
    ("2024 m. rugsėjo 1 d. – gruodžio 31 d.", "2024-09-01", "2024-12-31"),
    ("2024 m. 9–12 mėn.", "2024-09-01", "2024-12-31"),
    ("2024 m. 3-4 ketv.", "2024-07-01", "2024-12-31"),
    ("09/2024 – 04/2026", "2024-09-01", "2026-04-30"),
    ("2024–2025 m. m.", "2024-09-01", "2025-08-31"),
    ("2024/2025 m. m.", "2024-09-01", "2025-08-31"),
    ("2024 m., 2000 val.", "2024-01-01", "2024-12-31"),
    ("nuo 2024-09-01 iki 2026-04-30", "2024-09-01", "2026-04-30"),
]
UNREAD = [
    "2026 m. balandžio 31 d.",
    "2024 m. rugsėjo 31 d.",
    "2026 m. – 2024 m.",
    "24 mėn. nuo 2024-09",
    "2024 m. pavasaris",
    "2023-2024 m. m. II pusm.",
    "2024–2026 m. m.",
    "2024 m. 12–9 mėn.",
    "2024 m. IV–II ketv.",
    "2024 m. I–III pusm.",
    "2024 m. 9 mėn.",
    "2024 m. –",
    "apie 2024 m.",
    "2024 m. ne vėliau kaip rugsėjį",
]


@pytest.mark.parametrize(("printed", "first", "last"), CASES)
def test_read_period_gives_first_and_last_day(
    printed: str, first: str, last: str
) -> None:
    period = read_period(printed)
    assert period.start == date.fromisoformat(first)
    assert period.end == date.fromisoformat(last)


@pytest.mark.parametrize("printed", UNREAD)
def test_a_period_is_read_whole_or_not_at_all(printed: str) -> None:
    period = read_period(printed)
    assert (period.start, period.end) == (None, None)


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("iki 2026 m. birželio", None, date(2026, 6, 30)),
        ("Iki 2026-04-30", None, date(2026, 4, 30)),
        ("nuo 2024 m. III ketv.", date(2024, 7, 1), None),
    ],
)
def test_an_open_end_stays_open(
    printed: str, first: date | None, last: date | None
) -> None:
    period = read_period(printed)
    assert (period.start, period.end) == (first, last)


@given(
    case=st.sampled_from(CASES),
    added=st.text("abcdimnvž0123456789 .-–,()IV", min_size=1, max_size=12),
    is_before=st.booleans(),
)
def test_what_is_added_to_a_period_is_never_passed_over(
    *, case: tuple[str, str, str], added: str, is_before: bool
) -> None:
    printed = f"{added} {case[0]}" if is_before else f"{case[0]} {added}"
    period = read_period(printed)
    whole = Period(date.fromisoformat(case[1]), date.fromisoformat(case[2]))
    if any(letter.isalpha() for letter in added) and not re.search(
        r"\d|\b(?:m|d|i+v?|v?i+|iv)\b", added, re.IGNORECASE
    ):
        assert period == Period(None, None)
    elif not any(letter.isalnum() or letter in "-–" for letter in added):
        assert period == whole


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
