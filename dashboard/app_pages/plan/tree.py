"""The plan as a tree that opens: goals, tasks, activities, indicators."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_activity, link_indicator
from dashboard.kit.money import write_exact, write_short

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    from dashboard.app_pages.plan.queries import PlanTree
    from dashboard.kit.screen import Screen


def write_tree(tree: PlanTree, screen: Screen) -> str:
    """Write the markup of goals that open into tasks, and these into activities.

    Args:
        tree: What `query_tree` gives.
        screen: Language and plan.
    """
    goals = tree.branches.filter(tree.branches["task_number"].is_null())
    tasks = tree.branches.filter(tree.branches["task_number"].is_not_null())
    parts = [_write_goal(goal, tasks, tree, screen) for goal in goals.to_dicts()]
    unnamed = tasks.filter(~tasks["goal_number"].is_in(goals["goal_number"].implode()))
    parts += [_write_task(task, tree, screen) for task in unnamed.to_dicts()]
    rest = tree.activities.filter(tree.activities["task_number"].is_null())
    if rest.height:
        parts.append(_write_rest(rest, tree, screen))
    return tag("div", *parts, class_="tree")


def _write_goal(
    goal: Mapping[str, Any], tasks: pl.DataFrame, tree: PlanTree, screen: Screen
) -> str:
    own = tasks.filter(tasks["goal_number"] == goal["goal_number"])
    say = screen.words("plan")
    number = say("tree.goal", number=goal["goal_number"])
    lines = [say("tree.tasks", count=own.height), *_say_money(goal, "goal", screen)]
    inner = [_write_task(task, tree, screen) for task in own.to_dicts()]
    return _write_branch(number, goal["title"], lines, inner)


def _write_task(task: Mapping[str, Any], tree: PlanTree, screen: Screen) -> str:
    say = screen.words("plan")
    rows = tree.activities.filter(
        tree.activities["task_number"].eq_missing(task["task_number"])
    )
    number = say("tree.task", number=task["task_number"])
    lines = _say_money(task, "task", screen)
    named = tree.task_indicators
    named = named.filter(named["task_number"] == task["task_number"])
    inner = [_write_indicators(named, screen)] if named.height else []
    inner.append(_write_activities(rows, tree, screen))
    return _write_branch(number, task["title"], lines, inner)


def _write_rest(rest: pl.DataFrame, tree: PlanTree, screen: Screen) -> str:
    say = screen.words("plan")
    money = write_short(Decimal(rest["net_eur"].sum()), screen)
    lines = [say("tree.activities", count=rest.height), money]
    inner = [_write_activities(rest, tree, screen)]
    return _write_branch("", say("tree.rest"), lines, inner)


def _say_money(row: Mapping[str, Any], level: str, screen: Screen) -> list[str]:
    say = screen.words("plan")
    if not row["activity_count"]:
        return [say("tree.none")]
    lines = [
        say("tree.activities", count=row["activity_count"]),
        write_short(row["net_eur"], screen),
    ]
    if row["sole_net_eur"] != row["net_eur"]:
        sole = row["sole_net_eur"] or Decimal(0)
        lines.append(say(f"tree.sole_{level}", amount=write_short(sole, screen)))
    return lines


def _write_branch(number: str, title: str, lines: list[str], inner: list[str]) -> str:
    head = tag("b", escape(number)) if number else ""
    words = tag("span", head, f" {escape(title)}", class_="words")
    small = tag("small", escape(" · ".join(lines)))
    return tag("details", tag("summary", words, small), *inner)


def _write_indicators(named: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("plan")
    items = [
        tag(
            "li",
            link_indicator(
                screen,
                row["indicator_number"],
                write_printed(f"{row['indicator_number']}. {row['indicator_name']}"),
            ),
            tag("small", escape(say("tree.activities", count=row["activity_count"]))),
        )
        for row in named.to_dicts()
    ]
    summary = tag("summary", escape(say("tree.indicators", count=named.height)))
    return tag("details", summary, tag("ul", *items, class_="names"))


def _write_activities(rows: pl.DataFrame, tree: PlanTree, screen: Screen) -> str:
    return tag("ul", *_list_activities(rows, tree, screen))


def _list_activities(
    rows: pl.DataFrame, tree: PlanTree, screen: Screen
) -> Iterator[str]:
    say = screen.words("plan")
    for row in rows.to_dicts():
        name = write_printed(f"{row['activity_number']}. {row['activity_title']}")
        facts = [escape(write_exact(row["net_eur"], screen))]
        if row["task_count"] > 1:
            facts.append(escape(say("tree.shared", count=row["task_count"])))
        if row["is_inherited"]:
            facts.append(escape(say("tree.inherited")))
        if numbers := tree.indicators.get(row["activity_key"]):
            links = ", ".join(link_indicator(screen, n, escape(n)) for n in numbers)
            label = escape(say("tree.numbers", count=len(numbers)))
            facts.append(f"{label} {links}")
        link = link_activity(screen, row["activity_key"], name)
        yield tag("li", link, tag("small", " · ".join(facts)))
