"""The page of schools: list, filters, and who meets whom in activities."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from shown_page import RunPage, read_rows, read_text

from dashboard.app_pages.schools.queries import query_pairs, query_schools, query_totals
from dashboard.app_pages.schools.summary import view_meetings
from dashboard.kit.filters import SchoolFilter
from dashboard.kit.screen import Screen
from dashboard.kit.snapshot import Shown
from warehouse.connection import open_building

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("lang", ["lt", "en"])
def test_schools_page_lists_all_and_links_each(run_bundled: RunPage, lang: str) -> None:
    app = run_bundled("schools", plan="kaunas", lang=lang)
    assert not app.exception
    body = read_text(app)
    for code in ("G1", "G11", "T4"):
        assert f"code={code}" in body
    assert 'class="matrix"' in body


def test_plan_without_schools_says_so(run_bundled: RunPage) -> None:
    app = run_bundled("schools", plan="anyksciai")
    assert not app.exception
    assert "neišvardytos" in read_text(app)


def test_filters_leave_what_they_name(bundled: str, run_bundled: RunPage) -> None:
    roles = {row["school_code"]: row["role"] for row in read_rows("schools")}
    chosen = SchoolFilter("kaunas", school_role=("network",))
    listed = query_schools(bundled, chosen)["school_code"].to_list()
    assert set(listed) == {code for code, role in roles.items() if role == "network"}
    found = query_schools(bundled, SchoolFilter("kaunas", school_search="saules"))
    assert found["school_code"].to_list() == ["G10"]
    app = run_bundled("schools", plan="kaunas", school_search="nera tokios")
    assert "loosen" in {button.key for button in app.button}


def test_totals_are_those_of_the_schools(bundled: str) -> None:
    chosen = SchoolFilter("kaunas")
    totals = query_totals(bundled, chosen)
    schools = query_schools(bundled, chosen)
    assert totals["school_count"] == schools.height == len(read_rows("schools"))
    assert totals["alone_net_eur"] == schools["alone_net_eur"].drop_nulls().sum()


def test_meetings_are_counted_from_the_package(bundled: str) -> None:
    """Rows that count and name both; narrow ones do not name all plan schools."""
    plan = {
        row["school_code"]
        for row in read_rows("schools")
        if row["role"] == "participant"
    }
    counted = {
        (row["activity_number"], row["occurrence"])
        for row in read_rows("activities")
        if row["cost_role"] == "counted"
    }
    named = defaultdict(set)
    for row in read_rows("activity_schools"):
        if (row["activity_number"], row["occurrence"]) in counted:
            named[row["activity_number"], row["occurrence"]].add(row["school_code"])
    shared: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for codes in named.values():
        for pair in permutations(codes, 2):
            shared[pair][0] += 1
            shared[pair][1] += not plan <= codes
    for row in query_pairs(bundled, "kaunas").to_dicts():
        pair = row["school_code"], row["other_school_code"]
        assert shared[pair] == [row["shared_count"], row["narrow_count"]]


def test_picture_names_the_closest_pair(bundled: str) -> None:
    shown = Shown(bundled, datetime(2026, 11, 29, tzinfo=UTC))
    screen = Screen("lt", shown, "kaunas", "Kauno m. sav.")
    chart = view_meetings(query_pairs(bundled, "kaunas"), "participant", screen)
    assert chart is not None
    assert "G1 ir G10: 15 bendrų veiklų" in chart.title
    assert chart.figure.count('class="self"') == 11
    assert chart.table.count("<tr") == 1 + 11 * 10 // 2
    nothing = query_pairs(bundled, "anyksciai")
    assert view_meetings(nothing, "participant", screen) is None


MANY = """
    create schema reports;
    create table reports.rpt_school_pair as
    select
        'kaunas' as plan_code,
        'G' || first as school_code,
        'participant' as school_role,
        first as school_order,
        'G' || second as other_school_code,
        'participant' as other_school_role,
        second as other_order,
        9 as shared_count,
        -- The last two meet most often, and nobody else.
        if(first + second = 2 * {count} - 1, 7, if(first + second < {count}, 2, 0))
            as narrow_count
    from range(1, {count} + 1) as firsts (first)
    inner join range(1, {count} + 1) as seconds (second) on first <> second
"""


@pytest.mark.parametrize(("count", "shown"), [(60, 60), (130, 60)])
def test_of_many_schools_those_that_meet_most_are_shown(
    tmp_path: Path, count: int, shown: int
) -> None:
    path = tmp_path / "20260101T000000Z-0.duckdb"
    with open_building(path) as connection:
        connection.execute(MANY.format(count=count))
    screen = Screen(
        "en", Shown(str(path), datetime(2026, 11, 29, tzinfo=UTC)), "kaunas", ""
    )
    chart = view_meetings(query_pairs(str(path), "kaunas"), "participant", screen)
    assert chart is not None
    assert f"G{count - 1}" in chart.title
    assert "7 shared activities" in chart.title
    assert chart.figure.count('class="self"') == shown
    assert ("There are 130 schools; the 60" in chart.note) is (count > shown)
    assert len(chart.figure) + len(chart.table) < 3_000_000
