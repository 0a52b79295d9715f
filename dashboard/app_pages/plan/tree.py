"""The plan as a tree that opens: goals, tasks, activities, indicators."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.kit.blocks.shared_parts import part_list
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_activity, link_indicator
from dashboard.kit.money import write_exact, write_short
from dashboard.kit.proofs.cells.cell import KNOWN, ProvenCells, prove_cell
from dashboard.kit.proofs.sentence import join_proven, prove, write_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    of = {"goal_number": goal["goal_number"], "task_number": KNOWN}
    counted = prove_cell("rpt_plan_tree.rows", own.height, **of)
    tasks_said = prove(say("tree.tasks", count=own.height), counted)
    lines = [tasks_said, *_say_money(goal, "goal", screen)]
    inner = [_write_exactly(goal, "goal", screen)]
    inner += [_write_task(task, tree, screen) for task in own.to_dicts()]
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
    inner = [_write_exactly(task, "task", screen)]
    inner += [_write_indicators(named, screen)] if named.height else []
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
    of = {one: row[one] for one in ("goal_number", "task_number")}
    figures = ("activity_count", "net_eur", "sole_net_eur")
    proofs = [prove_cell(f"rpt_plan_tree.{one}", row[one], **of) for one in figures]
    return [prove(line, proof) for line, proof in zip(lines, proofs, strict=False)]


def _write_exactly(row: Mapping[str, Any], level: str, screen: Screen) -> str:
    """Write the same figures to the cent, each a link: a summary may hold none."""
    say, count = screen.words("plan"), row["activity_count"]
    if not count:
        return ""
    cells = ProvenCells(screen, "rpt_plan_tree", by=("goal_number", "task_number"))
    said = say("tree.activities", count=count)
    lines = [
        cells.link_within(row, "activity_count", said, str(count)),
        cells.link(row, "net_eur", write_exact(row["net_eur"], screen)),
    ]
    if (sole := row["sole_net_eur"]) and sole != row["net_eur"]:
        exact = write_exact(sole, screen)
        said = say(f"tree.sole_{level}", amount=exact)
        lines.append(cells.link_within(row, "sole_net_eur", said, exact))
    return tag("small", " · ".join(lines))


def _write_branch(number: str, title: str, lines: list[str], inner: list[str]) -> str:
    head = tag("b", escape(number)) if number else ""
    words = tag("span", head, f" {escape(title)}", class_="words")
    said = write_sentence(join_proven(lines, " · "), is_inside=True)
    small = tag("small", said)
    return tag("details", tag("summary", words, small), *inner)


def _write_indicators(named: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("plan")
    by = ("task_number", "indicator_number")
    cells = ProvenCells(screen, "rpt_task_indicator", by=by)
    items = []
    for row in named.to_dicts():
        number, count = row["indicator_number"], row["activity_count"]
        name = write_printed(f"{number}. {row['indicator_name']}")
        said = say("tree.activities", count=count)
        linked = cells.link_within(row, "activity_count", said, str(count))
        link = link_indicator(screen, number, name)
        items.append(tag("li", link, tag("small", linked)))
    summary = tag("summary", escape(say("tree.indicators", count=named.height)))
    attributes, inner = part_list("".join(items))
    return tag("details", summary, tag("ul", inner, class_="names", **attributes))


def _write_activities(rows: pl.DataFrame, tree: PlanTree, screen: Screen) -> str:
    attributes, inner = part_list("".join(_list_activities(rows, tree, screen)))
    return tag("ul", inner, **attributes)


def _list_activities(
    rows: pl.DataFrame, tree: PlanTree, screen: Screen
) -> Iterator[str]:
    say = screen.words("plan")
    cells = ProvenCells(screen, "fct_planned_cost", by=("activity_key",))
    shared = ProvenCells(screen, "rpt_task_cost", by=("activity_key", "task_number"))
    for row in rows.to_dicts():
        name = write_printed(f"{row['activity_number']}. {row['activity_title']}")
        amount = write_exact(row["net_eur"], screen)
        facts = [cells.link(row, "net_eur", amount)]
        if row["task_count"] > 1:
            said = say("tree.shared", count=row["task_count"])
            count = str(row["task_count"])
            facts.append(shared.link_within(row, "task_count", said, count))
        if row["is_inherited"]:
            facts.append(escape(say("tree.inherited")))
        if numbers := tree.indicators.get(row["activity_key"]):
            facts.append(_link_indicators(numbers, screen))
        link = link_activity(screen, row["activity_key"], name)
        yield tag("li", link, tag("small", " · ".join(facts)))


def _link_indicators(numbers: Sequence[str], screen: Screen) -> str:
    """Write links to the indicators of an activity; all activities repeat them."""
    links = ", ".join(link_indicator(screen, one, escape(one)) for one in numbers)
    attributes, inner = part_list(links, "indicator")
    label = escape(screen.words("plan")("tree.numbers", count=len(numbers)))
    return f"{label} {tag('span', inner, **attributes)}"
