"""The answer about one school: what it does, what money comes with it, what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.formats import format_date
from dashboard.kit.money import write_exact, write_short
from dashboard.kit.plans import name_tense
from dashboard.kit.proofs.cells.cell import prove_cell
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.sentence import join_proven, prove
from dashboard.kit.typography import keep_whole

if TYPE_CHECKING:
    from dashboard.app_pages.school.queries import SchoolFacts
    from dashboard.kit.screen import Screen

LATE: tuple[str, ...] = ("late", "no_payments")
"""Statuses of activities whose time is over or begun, with money not spent."""


def write_answer(school: SchoolFacts, screen: Screen) -> str:
    """Describe what a school implements, alone and with others, and what was paid.

    Args:
        school: What `query_school` gives.
        screen: Language and snapshot.
    """
    say, row = screen.words("school"), school.row
    tense = name_tense(row["last_activity_date"], screen)
    name = row["school_name"] or screen.words("kit")(
        "school.code", code=row["school_code"]
    )
    name = name[:1].upper() + name[1:]
    if not row["activity_count"]:
        return say("answer.nothing", school=name)
    if not row["implementing_count"]:
        count = row["participating_count"] or row["network_count"]
        key = "participates" if row["participating_count"] else "network"
        figure = f"school_{'participates' if key == 'participates' else 'network'}"
        said = say(f"answer.{key}.{tense}", school=name, count=count)
        return prove(said, make_proof(figure, count, _name(school)))
    count = row["implementing_count"]
    does = say(f"answer.implements.{tense}", school=name, count=count)
    does = prove(does, make_proof("school_implements", count, _name(school)))
    return join_proven([does, _say_alone(school, screen), _say_paid(school, screen)])


def _name(school: SchoolFacts) -> dict[str, str]:
    """Return what narrows figures to this school."""
    return {"code": school.row["school_code"]}


def _say_alone(school: SchoolFacts, screen: Screen) -> str:
    say, row = screen.words("school"), school.row
    if not row["alone_count"]:
        return say("answer.alone_none")
    money = write_short(row["alone_net_eur"], screen)
    said = say("answer.alone", count=row["alone_count"], money=money)
    count = make_proof("school_alone", row["alone_count"], _name(school))
    alone = make_proof("alone_of_school", row["alone_net_eur"], _name(school))
    return prove(said, count, alone)


def _say_paid(school: SchoolFacts, screen: Screen) -> str:
    say, row = screen.words("school"), school.row
    if row["reported_until_date"] is None:
        return say("answer.not_reported")
    day = keep_whole(format_date(row["reported_until_date"]))
    if row["executed_net_eur"] is None:
        return say("answer.not_named", day=day)
    money = write_short(row["executed_net_eur"], screen)
    said = say("answer.paid", day=day, money=money)
    return prove(
        said, make_proof("paid_to_school", row["executed_net_eur"], _name(school))
    )


def list_figures(school: SchoolFacts, screen: Screen) -> list[KeyFigure]:
    """Make the key figures: implements, alone, takes part, payments that name it."""
    say, common, row = screen.words("school"), screen.words("kit"), school.row
    alone, of = say("figure.alone_none"), {"code": row["school_code"]}
    money = write_exact(row["alone_net_eur"], screen)
    if row["alone_count"]:
        proof = make_proof("alone_of_school", row["alone_net_eur"], of)
        alone = prove(say("figure.alone_note", money=money), proof)
    spent = row["executed_net_eur"]
    if spent is None:
        key = (
            "figure.not_named" if row["reported_until_date"] else "figure.not_reported"
        )
        paid = KeyFigure(say("figure.paid"), common("spent.not_reported"), say(key))
    else:
        exact = write_exact(spent, screen)
        note = say("figure.payments", count=row["payment_count"], exact=exact)
        proof = make_proof("paid_to_school", spent, of)
        column, at = "rpt_school.payment_count", {"school_code": row["school_code"]}
        counted = prove_cell(column, row["payment_count"], **at)
        value, note = write_short(spent, screen), prove(note, proof, counted)
        paid = KeyFigure(say("figure.paid"), value, note, proof)
    return [
        KeyFigure(
            say("figure.implements"),
            say("count.activities", count=row["implementing_count"]),
            prove(
                say("figure.of_plan", count=row["plan_activity_count"]),
                make_proof("activities", row["plan_activity_count"]),
            ),
            make_proof("school_implements", row["implementing_count"], of),
        ),
        KeyFigure(
            say("figure.alone"),
            say("count.activities", count=row["alone_count"]),
            alone,
            make_proof("school_alone", row["alone_count"], of),
        ),
        KeyFigure(
            say("figure.participates"),
            say("count.activities", count=row["participating_count"]),
            prove(
                say("figure.network", count=row["network_count"]),
                make_proof("school_network", row["network_count"], of),
            ),
            make_proof("school_participates", row["participating_count"], of),
        ),
        paid,
    ]


def list_notes(school: SchoolFacts, screen: Screen) -> list[str]:
    """List what must not be misunderstood about the money of a school."""
    say, row = screen.words("school"), school.row
    notes = []
    if row["implementing_count"] > row["alone_count"]:
        money = write_short(row["implementing_net_eur"], screen)
        of, whole = _name(school), row["implementing_net_eur"]
        proof = make_proof("implemented_money", whole, of)
        notes.append(prove(say("note.shared", money=money), proof))
    if row["school_name"] is None:
        notes.append(say("note.no_name"))
    return notes
