"""The plan in one sentence, its key figures, and the head of its document."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.formats import (
    format_date,
    format_difference,
    format_title,
)
from dashboard.kit.html import tag
from dashboard.kit.money import write_exact, write_short
from dashboard.kit.phrases import say_decided
from dashboard.kit.proofs.cells.cell import KNOWN, prove_cell
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.sentence import prove, write_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.kit.screen import Screen


def write_answer(plan: Mapping[str, Any], tree: pl.DataFrame, screen: Screen) -> str:
    """Describe in one sentence what the plan is made of.

    Args:
        plan: What `query_plan` gives.
        tree: Its goals and tasks, see `reports.rpt_plan_tree`.
        screen: Language.
    """
    say = screen.words("plan")
    activities = say("answer.activities", count=plan["activity_count"] or 0)
    money = write_short(plan["net_eur"], screen)
    rows = make_proof("activities", plan["activity_count"] or 0)
    amount = make_proof("planned", plan["net_eur"])
    if tree.is_empty():
        said = say("answer.bare", activities=activities, amount=money)
        return prove(said, rows, amount)
    goals = tree["task_number"].null_count()
    said = say(
        "answer.whole",
        goals=say("answer.goals", count=goals),
        tasks=say("answer.tasks", count=tree.height - goals),
        activities=activities,
        amount=money,
        indicators=say("answer.indicators", count=plan["chosen_count"]),
    )
    return prove(
        said,
        prove_cell("rpt_plan_tree.rows", goals, task_number=None),
        prove_cell("rpt_plan_tree.rows", tree.height - goals, task_number=KNOWN),
        rows,
        amount,
        make_proof("promised", plan["chosen_count"]),
    )


def list_figures(
    plan: Mapping[str, Any], totals: pl.DataFrame, screen: Screen
) -> list[KeyFigure]:
    """Make the key figures: rows, printed total, indicators, end.

    Args:
        plan: What `query_plan` gives.
        totals: Its printed totals.
        screen: Language.
    """
    say = screen.words("plan")
    grand = totals.filter(totals["total_kind"] == "grand").to_dicts()
    printed = grand[0]["printed_net_eur"] if grand else None
    end, listed = plan["end_date"], plan["listed_count"]
    end_note = "activities" if plan["last_activity_date"] else "programme"
    return [
        KeyFigure(
            say("figure.rows"),
            write_short(plan["net_eur"], screen),
            prove(
                say("figure.rows_note", count=plan["activity_count"] or 0),
                make_proof("activities", plan["activity_count"]),
            ),
            make_proof("planned", plan["net_eur"]),
        ),
        KeyFigure(
            say("figure.printed"),
            write_short(printed, screen),
            say("figure.printed_note"),
            make_proof("printed", printed),
        ),
        KeyFigure(
            say("figure.indicators"),
            str(plan["chosen_count"]),
            prove(
                say("figure.indicators_note", listed=listed),
                make_proof("listed", listed),
            ),
            make_proof("promised", plan["chosen_count"]),
        ),
        KeyFigure(
            say("figure.end"),
            format_date(end) if end else say("unknown"),
            say(f"figure.end_{end_note}") if end else "",
            make_proof("plan_end", end),
        ),
    ]


def write_document(
    plan: Mapping[str, Any], versions: pl.DataFrame, screen: Screen
) -> str:
    """Write the markup of the document's head: whose, which, in which version.

    Args:
        plan: What `query_plan` gives.
        versions: Its versions, see `reports.rpt_plan_version`.
        screen: Language.
    """
    say = screen.words("plan")
    stream = plan["programme_stream"]
    facts = [
        ("title", _write_title(plan["plan_title"])),
        ("municipality", _write_municipality(plan, screen)),
        ("programme", escape(_name_programme(plan["programme_code"], screen))),
        (
            "stream",
            escape(say("document.stream_name", number=stream)) if stream else "",
        ),
        ("approval", ""),
        ("version", _write_version(versions, screen)),
        ("currency", escape(plan["currency_code"])),
        ("file", escape(plan["document_name"])),
        ("hash", tag("code", escape(plan["document_sha256"]))),
    ]
    unknown = tag("span", escape(say("unknown")), class_="missing")
    items = [
        tag(
            "div",
            tag("dt", escape(say(f"document.{name}"))),
            tag("dd", markup or unknown),
        )
        for name, markup in facts
    ]
    return tag("dl", *items, class_="facts")


def _write_municipality(plan: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("plan")
    name = plan["municipality_full_name_lt"] or screen.plan_name
    code = say("document.municipality_code", code=plan["municipality_code"])
    return escape(name) + tag("small", escape(code))


def _name_programme(code: str, screen: Screen) -> str:
    return screen.words("plan")("document.programme_tum") if code == "tum" else code


def _write_title(title: str | None) -> str:
    return escape(format_title(title)) if title else ""


def _write_version(versions: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("plan")
    lines = []
    for row in versions.to_dicts():
        names = ["net_eur"]
        if row["version_number"]:
            names = ["change_count", "net_eur", "net_change_eur"]
            said = say(
                "document.changed",
                number=row["decision_number"],
                date=say_decided(row["decided_date"], screen),
                count=row["change_count"],
                amount=write_exact(row["net_eur"], screen),
                difference=format_difference(row["net_change_eur"], screen.language),
            )
        else:
            said = say("document.printed", amount=write_exact(row["net_eur"], screen))
        proofs = [
            prove_cell(
                f"rpt_plan_version.{name}",
                row[name],
                version_number=row["version_number"],
            )
            for name in names
        ]
        if row["is_in_force"]:
            said = say("document.in_force", version=said)
        lines.append(tag("div", write_sentence(prove(said, *proofs), screen)))
    return "".join(lines)
