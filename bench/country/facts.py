"""Sheets of made-up municipalities: payments, exams, measurements, decisions.

Each file is one municipality's of one year, made alone: memory does not grow with the
country. Amounts are whole cents and results whole hundredths until they are written, so
that their sums are exact.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import polars as pl

from bench.country.draws import count_rows, draw, hundredths
from bench.country.plans import SCHOOLS_OF_ACTIVITY, plan_net_cents, target_hundredths
from bench.country.scale import LAST_PAYMENT, REJECTED_EVERY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.country.scale import CountryPlace, CountryScale
    from etl.workbooks.contract.contract import Kind

KINDS: Final = ("spending", "exams", "measurements", "plan-changes")
"""Kinds of sheets."""

PAID_YEARS: Final = (2024, 2025, 2026)
LAST_EXAM_YEAR: Final = 2026
LAST_MEASURED_YEAR: Final = 2025
DECISIONS: Final = 20
RAISED_CENTS: Final = 1_000_000
"""A decision makes an activity dearer, or a target higher, by so much."""

RAISED_HUNDREDTHS: Final = 200
UNKNOWN_ACTIVITY: Final = "999"
_REJECTED: Final = 997
"""Of each thousand payments this one; it is alone on its document."""

_SALTS: Final = {
    name: n * 1_000 for n, name in enumerate(["net", "day", "few", "mean", "value"])
}
_VBE: Final = [
    "lt",
    "math",
    "en",
    "de",
    "fr",
    "ru",
    "history",
    "geography",
    "biology",
    "chemistry",
    "physics",
    "it",
    "engineering",
    "economics",
    "music",
    "art",
]
_PUPP: Final = ["lt", "math", "en", "history", "geography"]
_COUNTED: Final = {
    "VBE": {
        "share_16_100": "reached",
        "share_36_100": "good",
        "share_35_100": "good",
        "share_16_35": "middling",
        "share_36_85": "fair",
        "share_86_100": "best",
        "share_100": "perfect",
        "share_passed": "reached",
        "share_failed": "failed",
    },
    "PUPP": {
        "share_4_10": "reached",
        "share_6_10": "good",
        "share_9_10": "best",
        "share_basic_level": "reached",
        "share_higher_level": "best",
        "share_satisfactory_level": "middling",
        "share_passed": "reached",
    },
}
"""Measures of an exam, and the pupils each is the share of."""

Facts = tuple["Kind", int, pl.DataFrame]
"""Kind of a sheet, the year it is about, and its rows with whole amounts."""


def make_facts(place: CountryPlace, scale: CountryScale) -> Iterator[Facts]:
    """Yield the sheets of a municipality, one at a time."""
    for year in PAID_YEARS:
        yield "spending", year, _make_payments(place, scale, year)
    for year in range(LAST_EXAM_YEAR - scale.exam_years + 1, LAST_EXAM_YEAR + 1):
        yield "exams", year, _make_exams(place, scale, year)
    first = LAST_MEASURED_YEAR - scale.measured_years + 1
    for year in range(first, LAST_MEASURED_YEAR + 1):
        yield "measurements", year, _make_measurements(place, scale, year)
    yield "plan-changes", PAID_YEARS[1], _make_decisions(place, scale)


def _salt(name: str, place: CountryPlace) -> int:
    return _SALTS[name] + place.place


def _make_payments(place: CountryPlace, scale: CountryScale, year: int) -> pl.DataFrame:
    """Return payments of a year; every fifth document has two lines."""
    number = pl.col("number")
    document = number * 4 // 5
    activity = number % scale.activities
    schools = scale.count_schools(place.place)
    days = (min(date(year, 12, 31), LAST_PAYMENT) - date(year, 1, 1)).days + 1
    is_rejected = number % REJECTED_EVERY == _REJECTED
    net = 100 + draw(number, _salt("net", place), 149_900)
    day = pl.lit(date(year, 1, 1)) + pl.duration(
        days=draw(document, _salt("day", place), days)
    )
    is_of_year = document % len(PAID_YEARS) == year - PAID_YEARS[0]
    rows = count_rows(scale.count_payments(place.place)).filter(is_of_year)
    return rows.select(
        plan_code=pl.lit(place.plan),
        activity_number=pl.when(is_rejected)
        .then(pl.lit(UNKNOWN_ACTIVITY))
        .otherwise((activity + 1).cast(pl.String)),
        school_code=pl.format(
            "G{}", (activity + number % SCHOOLS_OF_ACTIVITY) % schools + 1
        ),
        date=day,
        document_number=pl.format("SF-{}", document),
        supplier=pl.format("UAB „Tiekėjas {}“", document % 499 + 1),
        contract_number=pl.format("S-{}", document % 899 + 1),
        net_eur=net,
        vat_eur=(net * 21 + 50) // 100,
        funding_source=pl.lit("EGADP"),
        phase=pl.lit("executed"),
    )


def _make_exams(place: CountryPlace, scale: CountryScale, year: int) -> pl.DataFrame:
    """Return results of a school year: of each school, exam, subject and measure."""
    subjects = pl.DataFrame(
        [("VBE", subject) for subject in _VBE] + [("PUPP", one) for one in _PUPP],
        schema=["exam", "subject"],
        orient="row",
    ).with_row_index("subject_place")
    sat = count_rows(scale.count_schools(place.place)).join(subjects, how="cross")
    drawn = (
        (pl.col("number") * 64 + pl.col("subject_place")) * 64 + (year - 2000)
    ).cast(pl.Int64)
    candidates = 10 + draw(drawn, _salt("few", place), 30)
    sat = sat.with_columns(drawn=drawn, candidates_count=candidates)
    sat = _count_pupils(sat, place)
    return pl.concat([*_list_means(sat, place), *_list_shares(sat)]).select(
        plan_code=pl.lit(place.plan),
        school_code=pl.format("G{}", pl.col("number") + 1),
        exam="exam",
        measure="measure",
        subject="subject",
        school_year=pl.lit(f"{year - 1}-{year}"),
        value="value",
        candidates_count="candidates_count",
    )


def _count_pupils(sat: pl.DataFrame, place: CountryPlace) -> pl.DataFrame:
    """Add how many pupils of each exam reached what: each among those before."""
    of = {"reached": "candidates_count", "good": "reached", "best": "good"}
    of["perfect"] = "best"
    for step, (name, among) in enumerate(of.items()):
        lost = draw(pl.col("drawn"), _salt("value", place) + 100 * step, 7)
        few = (pl.col(among) - lost).clip(lower_bound=0)
        sat = sat.with_columns(few.alias(name))
    return sat.with_columns(
        failed=pl.col("candidates_count") - pl.col("reached"),
        middling=pl.col("reached") - pl.col("good"),
        fair=pl.col("good") - pl.col("best"),
    )


_RESULT: Final = ("number", "exam", "subject", "measure", "value", "candidates_count")


def _list_means(sat: pl.DataFrame, place: CountryPlace) -> Iterator[pl.DataFrame]:
    """Yield the mean of each exam, in hundredths of a point or of a mark."""
    lot = draw(pl.col("drawn"), _salt("mean", place), 10_000)
    for exam, lowest, highest in (("VBE", 3_500, 9_000), ("PUPP", 400, 1_000)):
        mean = lowest + lot * (highest - lowest) // 10_000
        yield (
            sat.filter(pl.col("exam") == exam)
            .with_columns(measure=pl.lit("mean_score"), value=mean)
            .select(_RESULT)
        )


def _list_shares(sat: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield each share of each exam, in hundredths of a percent."""
    whole = pl.col("candidates_count")
    for exam, measures in _COUNTED.items():
        for measure, pupils in measures.items():
            share = (pl.col(pupils) * 20_000 + whole) // (2 * whole)
            yield (
                sat.filter(pl.col("exam") == exam)
                .with_columns(measure=pl.lit(measure), value=share)
                .select(_RESULT)
            )


def _make_measurements(
    place: CountryPlace, scale: CountryScale, year: int
) -> pl.DataFrame:
    """Return two half-years of each indicator in each school."""
    schools = scale.count_schools(place.place)
    halves = pl.DataFrame(
        {
            "period": [f"{year}-S1", f"{year}-S2"],
            "measured_on": [date(year, 7, 10), date(year, 12, 20)],
        }
    )
    number = pl.col("number")
    rows = count_rows(scale.indicators * schools).join(halves, how="cross")
    drawn = number * 64 + 2 * (year - 2000) + pl.col("measured_on").dt.month() // 12
    return rows.select(
        plan_code=pl.lit(place.plan),
        indicator_number=(number // schools + 1).cast(pl.String),
        period="period",
        school_code=pl.format("G{}", number % schools + 1),
        value=2_000 + draw(drawn, _salt("value", place), 6_000),
        value_status=pl.lit("final"),
        measured_on="measured_on",
        source=pl.lit("Savivaldybė"),
    )


def _make_decisions(place: CountryPlace, scale: CountryScale) -> pl.DataFrame:
    """Return decisions: every fourth raises a target, the others a net cost."""
    rows = [
        {
            "plan_code": place.plan,
            "decision_number": f"T-{n + 1}",
            "decided_on": date(2025, 1 + n // 2, 10 + n % 2),
            "item": "indicator" if n % 4 == 0 else "activity",
            "number": str(n // 4 + 1 if n % 4 == 0 else n + 1),
            "field": "target_value" if n % 4 == 0 else "net_eur",
            "new_value": target_hundredths(place.place, n // 4) + RAISED_HUNDREDTHS
            if n % 4 == 0
            else plan_net_cents(place.place, n) + RAISED_CENTS,
        }
        for n in range(min(DECISIONS, scale.activities))
    ]
    return pl.DataFrame(rows)


def write_amounts(kind: Kind, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with decimals where amounts and results were whole."""
    if kind == "spending":
        return rows.with_columns(hundredths(pl.col("net_eur", "vat_eur")))
    value = "new_value" if kind == "plan-changes" else "value"
    return rows.with_columns(hundredths(pl.col(value), 4))
