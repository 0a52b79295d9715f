"""Figures: the same as those of the pages, with their address, rows and state."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from calling_tools import call_desk

from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.questions.metrics import read_metrics
from dashboard.verify.page_figures import list_shown

if TYPE_CHECKING:
    from pazanga.settings import Settings


def test_list_names_every_figure_plan_and_question(fed_settings: Settings) -> None:
    data = call_desk(fed_settings, "list_metrics").body["data"]
    assert [one["metric"] for one in data["metrics"]] == list(read_figures())
    assert {one["code"] for one in data["plans"]} == {"birstonas", "kalvarija"}
    assert len(data["questions"]) == len(read_metrics().measures)


def test_every_question_of_a_figure_leads_to_one_that_takes_its_filters() -> None:
    for measure in read_metrics().measures.values():
        if measure.figure:
            figure = read_figures()[measure.figure]
            assert figure.unit == measure.unit
            narrowing = {"word": "search"}
            assert {narrowing.get(one, one) for one in measure.takes} <= set(
                figure.parameters
            )


def test_description_has_the_codes_that_narrow(fed_settings: Settings) -> None:
    told = call_desk(fed_settings, "describe_metric", metric="planned", language="en")
    data = told.body["data"]
    assert "activities without VAT" in data["definition"]
    assert {"code": "steam", "name": "STEAM education"} in data["values"]["area"]
    assert [one["code"] for one in data["values"]["year"]] == ["2024", "2025"]
    assert data["words"] == ["search"]


@pytest.mark.parametrize(
    ("metric", "filters", "value"),
    [
        ("planned", {}, "2150.00"),
        ("planned", {"area": ["steam"]}, "1350.00"),
        ("planned", {"area": ["steam", "culture"]}, "1650.00"),
        ("spent", {}, "900.00"),
        ("activities", {"school": ["G2"]}, "1"),
        ("planned", {"search": ["robotikos"]}, "1000.00"),
        ("activity_spent", {"key": ["birstonas:1:1"]}, "700.00"),
    ],
)
def test_value_is_exact_and_narrowed(
    fed_settings: Settings, metric: str, filters: dict[str, list[str]], value: str
) -> None:
    told = call_desk(fed_settings, "query_metric", metric=metric, filters=filters)
    assert (told.body["data"]["value"], told.body["data"]["state"]) == (value, "known")


@pytest.mark.parametrize("metric", ["planned", "spent", "left", "promised"])
def test_address_leads_to_a_page_that_shows_the_value(
    fed_settings: Settings, metric: str
) -> None:
    filters = {} if metric == "promised" else {"area": ["steam"]}
    told = call_desk(fed_settings, "query_metric", metric=metric, filters=filters)
    page = run_page(fed_settings, parse_address(told.body["address"]))
    chosen = tuple((name, tuple(codes)) for name, codes in filters.items())
    shown = {
        str(one.value)
        for one in list_shown(page)
        if (one.name, one.chosen) == (metric, chosen)
    }
    assert shown == {told.body["data"]["value"]}
    assert told.body["snapshot"]["name"] == page.screen.snapshot.name


def test_groups_are_values_of_their_own_pages(fed_settings: Settings) -> None:
    told = call_desk(fed_settings, "query_metric", metric="planned", by="area")
    groups = {one["code"]: one["value"] for one in told.body["data"]["groups"]}
    assert groups["steam"] == "1350.00"
    assert sum(Decimal(one or 0) for one in groups.values()) == Decimal(2150)
    assert told.body["notes"] == []
    query = parse_qs(urlsplit(told.body["data"]["groups"][0]["address"]).query)
    assert query["plan"] == ["birstonas"]
    assert query["area"] == [next(iter(groups))]


def test_groups_that_overlap_are_said_to(fed_settings: Settings) -> None:
    told = call_desk(fed_settings, "query_metric", metric="planned", by="school")
    values = [one["value"] for one in told.body["data"]["groups"]]
    assert values == ["1600.00", "600.00"]
    assert len(told.body["notes"]) == 1


def test_plans_are_groups(fed_settings: Settings) -> None:
    told = call_desk(fed_settings, "query_metric", metric="planned", by="plan")
    groups = {one["code"]: one["value"] for one in told.body["data"]["groups"]}
    assert groups == {"birstonas": "2150.00", "kalvarija": "30.00"}


def test_nothing_unknown_and_zero_are_three_states(fed_settings: Settings) -> None:
    def state(metric: str, **more: object) -> tuple[str | None, str]:
        data = call_desk(
            fed_settings, "query_metric", metric=metric, plan="kalvarija", **more
        ).body["data"]
        return data["value"], data["state"]

    assert state("spent") == (None, "no_rows")
    assert state("promised") == ("0", "known")


def test_source_lines_have_places_and_sum_up(fed_settings: Settings) -> None:
    told = call_desk(fed_settings, "source_lines", metric="spent")
    data = told.body["data"]
    assert data["lines_add_up"]
    assert sum(Decimal(one["amount"]) for one in data["lines"]) == Decimal(900)
    assert all(one["file"].endswith(".xlsx") for one in data["lines"])
    assert told.body["address"].startswith("/proof?")
    planned = call_desk(fed_settings, "source_lines", metric="planned", limit=1)
    (line,) = planned.body["data"]["lines"]
    assert (line["file"], line["lines"]) == (None, "11")
    assert planned.body["data"]["line_count"] > 1


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Kiek skirta STEAM?", "1350.00"),
        ("How much is spent?", "900.00"),
        ("Kurios veiklos vėluoja?", "1"),
        ("Kiek veiklų", "5"),
    ],
)
def test_question_in_words_has_the_figure_of_its_measure(
    fed_settings: Settings, question: str, value: str
) -> None:
    data = call_desk(fed_settings, "ask", question=question).body["data"]
    assert [one["value"] for one in data["figures"]] == [value]


def test_question_that_is_not_understood_has_no_figure(fed_settings: Settings) -> None:
    data = call_desk(fed_settings, "ask", question="Kiek skirta drakonams?").body[
        "data"
    ]
    assert (data["understood"], data["words"]) == (False, ["drakonams"])
    assert "figures" not in data


def test_things_are_found_in_any_form(fed_settings: Settings) -> None:
    data = call_desk(fed_settings, "find", words="robotiką").body["data"]
    assert data["found"][0]["values"] == {"key": "birstonas:1:1"}
    assert call_desk(fed_settings, "find", words="robotyka").body["data"]["perhaps"]


def test_tables_are_described_and_asked(fed_settings: Settings) -> None:
    tables = call_desk(fed_settings, "list_tables").body["data"]["tables"]
    assert {"marts.fct_planned_cost", "reports.rpt_plan"} <= {
        one["table"] for one in tables
    }
    table = call_desk(fed_settings, "list_tables", table="marts.fct_planned_cost")
    assert "net_eur" in {one["name"] for one in table.body["data"]["columns"]}
    rows = call_desk(
        fed_settings,
        "run_sql",
        sql="select plan_code, net_eur from reports.rpt_plan order by 1",
        limit=1,
    )
    assert rows.body["data"]["rows"] == [
        {"plan_code": "birstonas", "net_eur": "2150.00"}
    ]
    assert rows.body["data"]["is_cut"]
    assert rows.body["notes"]
    assert rows.body["address"].startswith("/sql?")
