"""The page of the plan: every figure against the package it was read from."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from shown_page import PACKAGE, RunPage, unlink

from dashboard.app_pages.plan.facts import TOPICS, name_fact
from dashboard.app_pages.plan.queries import query_plan, query_tables, query_tree
from dashboard.app_pages.plan.summary import write_document
from dashboard.kit.formats import format_money, format_money_short
from dashboard.kit.texts import Words
from etl.plans.form.municipality.fact_rules import RULES

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from dashboard.kit.screen import Screen
    from pazanga.texts import Language


def read_text(app: AppTest) -> str:
    body = unlink("\n".join(block.body for block in app.get("html")))
    return unescape(re.sub(r"</?abbr\b[^>]*>", "", body))


def read_table(name: str) -> list[dict[str, Any]]:
    with (PACKAGE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sum_counted(keys: set[tuple[str, str]]) -> Decimal:
    """Sum rows of the package that count; one that names no task follows its parent."""
    named = {
        (link["activity_number"], link["occurrence"])
        for link in read_table("activity_tasks")
    }
    return sum(
        (
            Decimal(row["net_eur"])
            for row in read_table("activities")
            if row["cost_role"] == "counted"
            and (
                key
                if (key := (row["activity_number"], row["occurrence"])) in named
                else (row["parent_number"], "1")
            )
            in keys
        ),
        Decimal(0),
    )


@pytest.mark.parametrize("language", ["lt", "en"])
def test_page_shows_every_row_of_the_tables_of_the_package(
    run_bundled: RunPage, language: Language
) -> None:
    body = read_text(run_bundled("plan", lang=language))
    assert Words("kit", language)("state.failed.title") not in body
    for table, column in [
        ("goals", "title"),
        ("tasks", "title"),
        ("activities", "title"),
        ("indicators", "name"),
        ("partners", "name"),
        ("risks", "name"),
        ("horizontal_principles", "name"),
        ("municipal_facts", "printed"),
        ("plan", "document_sha256"),
    ]:
        rows = read_table(table)
        if table == "activities":
            rows = [row for row in rows if row["cost_role"] == "counted"]
        if table == "indicators":
            rows = [row for row in rows if row["is_chosen"] == "true"]
        assert [row[column] for row in rows if row[column] not in body] == []
    for total in read_table("plan_totals"):
        amount = format_money(Decimal(total["net_eur"]), language).strip("€\u00a0")
        assert amount in body


def test_money_of_a_goal_and_a_task_tells_each_activity_once(bundled: str) -> None:
    links = read_table("activity_tasks")
    for branch in query_tree(bundled, "kaunas").branches.to_dicts():
        begin = branch["task_number"] or f"{branch['goal_number']}."
        keys = {
            (link["activity_number"], link["occurrence"])
            for link in links
            if link["task_number"].startswith(begin)
        }
        assert branch["net_eur"] == sum_counted(keys), begin


def test_no_money_of_the_plan_is_outside_the_tree(bundled: str) -> None:
    for plan in ("kaunas", "anyksciai"):
        rows = query_tree(bundled, plan).activities
        once = rows.unique("activity_key")["net_eur"].sum()
        assert once == query_plan(bundled, plan)["net_eur"]


def test_tree_opens_into_links(run_bundled: RunPage) -> None:
    body = read_text(run_bundled("plan"))
    tree = body.partition('<div class="tree">')[2].partition('class="source"')[0]
    assert len(re.findall("<details>", tree)) == 2 + 2 * 6
    assert 'href="activity?plan=kaunas&key=kaunas' in tree
    assert 'href="indicator?plan=kaunas&number=24"' in tree


@pytest.mark.parametrize("language", ["lt", "en"])
def test_plan_without_goals_says_so_and_shows_its_activities(
    run_bundled: RunPage, bundled: str, language: Language
) -> None:
    body = read_text(run_bundled("plan", plan="anyksciai", lang=language))
    say = Words("plan", language)
    assert say("tree.empty") in body
    assert say("tree.rest") in body
    net = query_plan(bundled, "anyksciai")["net_eur"]
    assert format_money_short(net, language) in body


def test_document_says_what_is_not_stated(screen: Screen, bundled: str) -> None:
    plan = query_plan(bundled, "kaunas")
    versions = query_tables(bundled, "kaunas", screen.language).versions
    markup = write_document(plan, versions, screen)
    assert markup.count('class="missing"') == len(["stream", "approval"])


def test_every_figure_that_is_read_has_a_name(screen: Screen) -> None:
    codes = {rule.fact.replace("{limit}", "10") for rule in RULES}
    named = {code: name_fact(code, screen) for code in codes}
    assert {code for code, name in named.items() if "_" in name} == set()
    assert {code for code in codes if name_fact(code, screen) == code} == set()
    assert len({*named.values()}) == len(TOPICS) == len(codes)


def test_figure_that_nobody_named_is_read_as_its_code(screen: Screen) -> None:
    assert name_fact("library_count", screen) == "library count"
