"""What a query does, in words: every kind of step, rows, and where the time went."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.sql import steps
from dashboard.app_pages.sql.examples import EXAMPLES
from dashboard.app_pages.sql.result import ask
from dashboard.headless.markup import parse_markup

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen

KINDS = {
    "from reports.rpt_plan where net_eur > 0": {"read"},
    "select plan_code, sum(net_eur) from reports.rpt_planned_cost group by all": {
        "read",
        "grouped",
    },
    "from reports.rpt_plan a join reports.rpt_planned_cost b using (plan_code)": {
        "read",
        "joined",
    },
    "select row_number() over (order by net_eur) as n from reports.rpt_plan": {
        "read",
        "window",
    },
    "from reports.rpt_planned_cost order by net_eur": {"read", "sorted"},
    "from reports.rpt_planned_cost order by net_eur limit 3": {"read", "sorted"},
    "select unnest([1, 2, 3]) as n": {"unnested"},
}


@pytest.mark.parametrize("sql", KINDS, ids=lambda sql: sql[:40])
def test_kinds_of_steps_are_told(screen: Screen, sql: str) -> None:
    measured = ask(screen.snapshot, steps.MEASURED + sql).rows["explain_value"][0]
    told = {step.kind for step in steps.list_told(steps.parse_steps(measured))}
    assert KINDS[sql] <= told


def test_rows_and_tables_are_those_of_the_query(screen: Screen) -> None:
    sql = "select plan_code from reports.rpt_plan"
    rows = ask(screen.snapshot, sql).rows.height
    measured = ask(screen.snapshot, steps.MEASURED + sql).rows["explain_value"][0]
    [read] = [step for step in steps.parse_steps(measured) if step.kind == "read"]
    assert (read.about, read.rows) == ("reports.rpt_plan", rows)


def test_query_that_reads_nothing_says_so(screen: Screen) -> None:
    sql = "select count(*) from reports.rpt_plan"
    measured = ask(screen.snapshot, steps.MEASURED + sql).rows["explain_value"][0]
    said = steps.write_steps(measured, screen)
    assert {"lt": "skaityti nereikėjo", "en": "No table had to be read"}[
        screen.language
    ] in said


def make_measured(*timings: float) -> str:
    node: dict[str, object] = {}
    for number, timing in enumerate(timings):
        node = {
            "type": ("TABLE_SCAN", "HASH_JOIN", "<b>NEW_STEP</b>")[number],
            "extra_info": {"Table": '"x".marts.<img>', "Conditions": "a = <b>"},
            "timing": timing,
            "intermediate_rows": 5,
            "rows_scanned": 1 if number else 1000,
            "children": [node] if node else [],
        }
    return json.dumps({"operator": [node]})


def test_where_the_time_went_is_told(screen: Screen) -> None:
    markup = parse_markup(steps.write_steps(make_measured(1, 3, 0), screen))
    said = " ".join(one.text for one in markup.find_all(name="p")).replace("\xa0", " ")
    expected = {
        "lt": ["perskaityta 1 000 eilučių", "žingsnis Nr. 2: 75 proc."],
        "en": ["1,000 rows were read", "Step 2 took longest: 75%"],
    }
    assert all(words in said for words in expected[screen.language])


def test_nothing_of_a_plan_is_markup(screen: Screen) -> None:
    written = steps.write_steps(make_measured(1, 1, 1), screen)
    assert "<img" not in written
    assert "<b>" not in written
    assert len(list(parse_markup(written).find_all(name="li"))) == 3


@pytest.mark.parametrize("timings", [(0, 0), (0,)])
def test_plan_without_times_is_told_too(
    screen: Screen, timings: tuple[float, ...]
) -> None:
    written = steps.write_steps(make_measured(*timings), screen)
    assert len(list(parse_markup(written).find_all(name="li"))) == len(timings)


@pytest.mark.parametrize(
    ("sql", "query"),
    [
        ("explain analyze select 1", "select 1"),
        (" EXPLAIN  ANALYSE\nfrom t", "from t"),
        ("explain select 1", None),
        ("explain analyze (format json) select 1", None),
        ("select 'explain analyze'", None),
        ("explain analyzed", None),
    ],
)
def test_explained_query_is_split_from_its_explanation(
    sql: str, query: str | None
) -> None:
    assert steps.split_explained(sql) == query


def test_page_tells_how_a_query_runs(run_page: RunPage) -> None:
    sql = next(one["sql"] for one in EXAMPLES if "$" not in one["sql"]).strip()
    app = run_page("sql", sql=f"explain analyze {sql}", lang="en")
    said = read_text(app)
    assert "How the query runs" in said
    assert "Read the table <code>" in said


def test_answer_leads_to_how_it_was_made(run_page: RunPage) -> None:
    app = run_page("sql", sql="select 1 as x", lang="en")
    markup = "".join(block.body for block in app.get("html"))
    assert "sql=explain+analyze+select+1+as+x" in markup or (
        "sql=explain%20analyze%20select%201%20as%20x" in markup
    )
