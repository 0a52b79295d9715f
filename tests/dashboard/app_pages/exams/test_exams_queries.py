from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from dashboard.app_pages.exams import queries
from dashboard.kit.filters import ExamFilter
from warehouse.connection import open_snapshot, query_frame

WHOLE = ExamFilter("kaunas")
MATHEMATICS = "VBE/share_36_100/math"


PLAIN = """
    select value
    from marts.fct_exam_result
    where
        plan_code = 'kaunas'
        and exam_code = 'VBE'
        and subject_code = ?
        and school_year = ?
        and reading = 'plain'
"""


def ask(snapshot: str, sql: str, *values: str) -> list[dict[str, Any]]:
    """Ask the marts, not the reports the page reads."""
    return query_frame(open_snapshot(Path(snapshot)), sql, list(values)).to_dicts()


@pytest.mark.parametrize(
    "narrowed",
    [
        pytest.param({}, id="everything"),
        pytest.param({"exam": ("PUPP",)}, id="exam"),
        pytest.param({"subject": ("math", "history")}, id="subjects"),
        pytest.param({"school_year": ("2021-2022",)}, id="year"),
        pytest.param({"exam": ("VBE",), "subject": ("none",)}, id="contradiction"),
    ],
)
def test_filters_leave_the_figures_they_should(
    bundled: str, narrowed: dict[str, Any]
) -> None:
    found = queries.query_results(bundled, ExamFilter("kaunas", **narrowed), "lt")
    columns = {"exam": "exam_code", "subject": "subject_code"}
    every = ask(
        bundled, "select * from marts.fct_exam_result where plan_code = 'kaunas'"
    )
    expected = [
        row
        for row in every
        if all(row[columns.get(name, name)] in kept for name, kept in narrowed.items())
    ]
    assert found.height == len(expected)
    totals = queries.query_totals(bundled, ExamFilter("kaunas", **narrowed), "lt")
    assert totals["row_count"] == len(expected)


def test_chosen_school_is_pointed_out_among_all(bundled: str) -> None:
    chosen = ExamFilter("kaunas", school=("G6",))
    found = queries.query_results(bundled, chosen, "lt")
    everything = queries.query_results(bundled, WHOLE, "lt")
    assert found.height == everything.height
    assert set(found.filter(found["is_marked"])["school_code"]) == {"G6"}
    assert queries.query_totals(bundled, chosen, "lt")["school_count"] == 1
    spreads = [queries.query_spreads(bundled, one, "lt") for one in (chosen, WHOLE)]
    assert spreads[0].equals(spreads[1])


def test_results_stand_in_the_order_of_codes(bundled: str) -> None:
    one = ExamFilter(
        "kaunas", exam=("VBE",), subject=("en",), school_year=("2020-2021",)
    )
    codes = queries.query_results(bundled, one, "lt")["school_code"].to_list()
    assert codes == [f"G{number}" for number in range(1, 12)]


def test_spread_is_that_of_plain_figures(bundled: str) -> None:
    spreads = queries.query_spreads(bundled, WHOLE, "lt")
    for row in spreads.filter(spreads["exam_code"] == "VBE").iter_rows(named=True):
        plain = ask(bundled, PLAIN, row["subject_code"], row["school_year"])
        values = [found["value"] for found in plain]
        assert row["lowest_value"] == min(values)
        assert row["highest_value"] == max(values)
        assert row["median_value"] == Decimal(median(values))


def test_gaps_are_the_latest_of_each_school_beside_the_one_before(
    bundled: str,
) -> None:
    gaps = queries.query_gaps(bundled, ExamFilter("kaunas", exam=("PUPP",)), "lt")
    assert gaps.height == 11
    assert set(gaps["school_year"]) == {"2021-2022"}
    assert set(gaps["previous_year"]) == {"2020-2021"}
    row = gaps.filter(gaps["school_code"] == "G1").row(0, named=True)
    printed = (row["previous_gap_value"], row["gap_value"])
    assert printed == (Decimal("25.71"), Decimal("64.69"))
    assert not row["is_previous_unfit"]


def test_gap_from_an_ambiguous_list_is_ambiguous(bundled: str) -> None:
    gaps = queries.query_gaps(bundled, ExamFilter("kaunas", exam=("VBE",)), "lt")
    ambiguous = gaps.filter(gaps["is_ambiguous"])["school_code"].to_list()
    assert ambiguous == ["G6"]
    unfit = gaps.filter(gaps["is_previous_unfit"])["school_code"].to_list()
    assert unfit == ["G3"]


def test_one_year_alone_has_no_change(bundled: str) -> None:
    one = ExamFilter("kaunas", exam=("PUPP",), school_year=("2021-2022",))
    gaps = queries.query_gaps(bundled, one, "lt")
    assert gaps["previous_gap_value"].null_count() == gaps.height == 11
    assert gaps["is_previous_unfit"].all()


def test_moves_count_schools_that_can_be_compared(bundled: str) -> None:
    moves = queries.query_moves(bundled, WHOLE, "lt")
    gap = moves.row(0, named=True)
    assert gap["is_gap"]
    assert (gap["school_count"], gap["grown_count"], gap["shrunk_count"]) == (11, 10, 1)
    changes = queries.query_changes(bundled, WHOLE, "lt", MATHEMATICS)
    own = moves.filter(moves["subject_code"] == "math").row(0, named=True)
    assert changes.height == own["school_count"] == 9
    assert not {"G3", "G6"} & set(changes["school_code"])


def test_plan_without_exams_offers_nothing_to_choose(bundled: str) -> None:
    assert queries.query_choices(bundled, "anyksciai", "lt").is_empty()


def test_count_without_says_what_each_filter_costs(bundled: str) -> None:
    chosen = ExamFilter("kaunas", exam=("PUPP",), subject=("math",))
    left = queries.count_without(bundled, chosen, "lt")
    assert left == {"exam": 22, "subject": 22}
