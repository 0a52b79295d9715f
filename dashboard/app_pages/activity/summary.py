"""The answer about one activity: what it costs, who does it, when, what is spent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.formats import format_date, format_period, format_share
from dashboard.kit.marks import say_status
from dashboard.kit.money import write_exact, write_short
from dashboard.kit.phrases import say_decided
from dashboard.kit.plans import name_tense
from dashboard.kit.proofs.cells.cell import prove_cell
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.sentence import join_proven, prove
from dashboard.kit.typography import keep_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from dashboard.app_pages.activity.queries import ActivityFacts
    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen


def write_answer(activity: ActivityFacts, screen: Screen) -> str:
    """Describe what an activity costs, who does it, when, and what is spent of it.

    Once the plan is over, what it says is told as what was to be.

    Args:
        activity: What `query_activity` gives.
        screen: Language and snapshot.
    """
    say = screen.words("activity")
    tense = name_tense(activity.row["plan_end_date"], screen)
    plan = say(
        "answer.plan",
        cost=_say_cost(activity, tense, screen),
        who=_say_who(activity, tense, screen),
        when=_say_when(activity, screen),
    )
    plan = prove(plan, _prove_cost(activity), _prove_who(activity))
    return join_proven(filter(None, (plan, _say_spent(activity, screen))))


def _prove_cost(activity: ActivityFacts) -> Proof | None:
    """Make the proof of the cost that the answer names."""
    in_force = activity.find_amounts("in_force")
    if in_force is not None:
        return _prove("in_force", in_force["net_eur"], activity)
    return _prove("printed", activity.row["printed_net_eur"], activity)


def _prove_who(activity: ActivityFacts) -> Proof | None:
    """Make the proof of how many schools the answer names; one is named itself."""
    column, key = "bridge_activity_school.rows", activity.row["activity_key"]
    for role in ("implementing", "participating"):
        if count := len(activity.list_schools(role)):
            return prove_cell(column, count, activity_key=key, role=role)
    return None


def _prove_spending(name: str, activity: ActivityFacts) -> Proof | None:
    """Make the proof of what payments say of this activity."""
    value, key = (activity.spending or {}).get(name), activity.row["activity_key"]
    return prove_cell(f"rpt_activity_absorption.{name}", value, activity_key=key)


def _say_cost(activity: ActivityFacts, tense: str, screen: Screen) -> str:
    say, row = screen.words("activity"), activity.row
    in_force = activity.find_amounts("in_force")
    printed, role = row["printed_net_eur"], row["cost_role"]
    if in_force is not None:
        money = write_short(in_force["net_eur"], screen)
        if printed is not None and in_force["net_eur"] != printed:
            before = write_short(printed, screen)
            return say(f"answer.changed.{tense}", money=money, printed=before)
        return say(f"answer.counted.{tense}", money=money)
    if role in {"rolled_up", "included"} and printed is not None:
        return say(f"answer.{role}.{tense}", money=write_short(printed, screen))
    if role == "elsewhere":
        return say("answer.elsewhere")
    if row["parent_number"]:
        return say("answer.part", parent=row["parent_number"])
    return say("answer.no_cost")


def _say_who(activity: ActivityFacts, tense: str, screen: Screen) -> str:
    say = screen.words("activity")
    implementing = activity.list_schools("implementing")
    participating = activity.list_schools("participating")
    if len(implementing) == 1:
        code, name = implementing[0]["school_code"], implementing[0]["school_name"]
        school = name or screen.words("kit")("school.code", code=code)
        return say(f"answer.one.{tense}", school=school)
    if implementing:
        return say(f"answer.many.{tense}", count=len(implementing))
    if participating:
        return say(f"answer.participating.{tense}", count=len(participating))
    return say(f"answer.nobody.{tense}")


def _say_when(activity: ActivityFacts, screen: Screen) -> str:
    say, row = screen.words("activity"), activity.row
    start, end = row["period_start_date"], row["period_end_date"]
    if period := format_period(start, end, screen.language):
        return say("answer.period", period=keep_whole(period))
    return say("answer.no_period")


def _say_spent(activity: ActivityFacts, screen: Screen) -> str:
    """Describe what is spent; rows that do not count are told of by those that do."""
    say, row = screen.words("activity"), activity.spending
    is_planned = activity.find_amounts("in_force") is not None
    if row is None and not is_planned:
        return ""
    until = activity.row["reported_until_date"]
    if until is None:
        return say("answer.not_reported")
    day = keep_whole(format_date(until))
    if row is None or row["executed_net_eur"] is None:
        return say("answer.no_payments", day=day)
    spent = write_short(row["executed_net_eur"], screen)
    proof = _prove("spent", row["executed_net_eur"], activity)
    if row["executed_ratio"] is None:
        return prove(say("answer.spent", day=day, spent=spent), proof)
    share = format_share(row["executed_ratio"], screen.language)
    said = say("answer.spent_share", day=day, spent=spent, share=share)
    return prove(said, proof, _prove_spending("executed_ratio", activity))


def list_figures(activity: ActivityFacts, screen: Screen) -> list[KeyFigure]:
    """Make the key figures: as printed, in force, spent, left.

    A row that does not count in the sum of the plan has its printed amount only.
    """
    figures = [_make_printed(activity, screen)]
    if activity.find_amounts("in_force") is not None or activity.spending:
        figures += [
            _make_in_force(activity, screen),
            _make_spent(activity, screen),
            _make_left(activity, screen),
        ]
    return figures


def _make_printed(activity: ActivityFacts, screen: Screen) -> KeyFigure:
    say, row = screen.words("activity"), activity.row
    role = row["cost_role"]
    if role != "counted":
        note = say(f"role.{role}")
    elif row["printed_gross_eur"] is None:
        note = say("figure.no_vat")
    else:
        gross, key = row["printed_gross_eur"], row["activity_key"]
        note = say("figure.gross", gross=write_exact(gross, screen))
        column = "rpt_activity.printed_gross_eur"
        note = prove(note, prove_cell(column, gross, activity_key=key))
    value = write_short(row["printed_net_eur"], screen)
    proof = _prove("printed", row["printed_net_eur"], activity)
    return KeyFigure(say("figure.printed"), value, note, proof)


def _prove(kind: str, amount: Decimal | None, activity: ActivityFacts) -> Proof | None:
    """Make the proof of an amount of this activity."""
    return make_proof(f"activity_{kind}", amount, key=activity.row["activity_key"])


def _make_in_force(activity: ActivityFacts, screen: Screen) -> KeyFigure:
    say, row = screen.words("activity"), activity.find_amounts("in_force")
    if row is None:
        return KeyFigure(say("figure.in_force"), write_short(None, screen), "")
    decided = activity.changes.filter(activity.changes["is_in_force"]).to_dicts()
    note = say("figure.as_printed")
    if decided:
        last = decided[-1]
        day = say_decided(last["decided_date"], screen)
        note = say("figure.decided", number=last["decision_number"], day=day)
    value = write_short(row["net_eur"], screen)
    exact = write_exact(row["net_eur"], screen)
    proof = _prove("in_force", row["net_eur"], activity)
    note = prove(f"{exact} · {note}", proof)
    return KeyFigure(say("figure.in_force"), value, note, proof)


def _make_spent(activity: ActivityFacts, screen: Screen) -> KeyFigure:
    say, row = screen.words("activity"), activity.spending
    if row is None or row["executed_net_eur"] is None:
        until = activity.row["reported_until_date"]
        key = "figure.no_payments" if until else "figure.nothing_reported"
        word = screen.words("kit")("spent.not_reported")
        return KeyFigure(say("figure.spent"), word, say(key))
    payments = say("figure.payments", count=row["payment_count"])
    exact = write_exact(row["executed_net_eur"], screen)
    value = write_short(row["executed_net_eur"], screen)
    proof = _prove("spent", row["executed_net_eur"], activity)
    counted = _prove_spending("payment_count", activity)
    note = prove(f"{exact} · {payments}", proof, counted)
    return KeyFigure(say("figure.spent"), value, note, proof)


def _make_left(activity: ActivityFacts, screen: Screen) -> KeyFigure:
    say, row = screen.words("activity"), activity.find_amounts("left")
    if row is None:
        return KeyFigure(say("figure.left"), say("figure.unknown"), say("figure.needs"))
    exact = write_exact(row["net_eur"], screen)
    proof = _prove("left", row["net_eur"], activity)
    value = write_short(row["net_eur"], screen)
    note = prove(say("figure.left_note", exact=exact), proof)
    return KeyFigure(say("figure.left"), value, note, proof)


def list_notes(activity: ActivityFacts, screen: Screen) -> list[str]:
    """List what must not be misunderstood: status, shared money, unknown VAT."""
    say = screen.words("activity")
    notes = []
    if activity.spending:
        shares = ("executed_ratio", "expected_ratio")
        proofs = [_prove_spending(name, activity) for name in shares]
        notes.append(prove(_say_status(activity.spending, screen), *proofs))
    if len(activity.list_schools("implementing")) > 1:
        notes.append(say("note.shared_schools"))
    if activity.indicators.height > 1:
        count, key = activity.indicators.height, activity.row["activity_key"]
        column = "bridge_activity_indicator.rows"
        note = say("note.shared_indicators", count=count)
        notes.append(prove(note, prove_cell(column, count, activity_key=key)))
    return notes


def _say_status(row: Mapping[str, Any], screen: Screen) -> str:
    say, code = screen.words("activity"), row["status_code"]
    if code in {"pace_unknown", "not_begun"}:
        return say(f"status.{code}")
    status = say_status(code, screen)
    if row["expected_ratio"] is None or row["executed_ratio"] is None:
        return say("status.plain", status=status)
    expected = format_share(row["expected_ratio"], screen.language)
    spent = format_share(row["executed_ratio"], screen.language)
    return say("status.pace", status=status, expected=expected, spent=spent)
