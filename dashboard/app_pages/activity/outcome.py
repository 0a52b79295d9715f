"""What became of an activity, in one line."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dashboard.kit.formats import format_date
from dashboard.kit.html import tag
from dashboard.kit.links import link_activity
from dashboard.kit.money import write_exact
from dashboard.kit.phrases import say_outcome, write_how
from dashboard.kit.plans import name_tense
from dashboard.kit.proofs.cells.cell import prove_cell
from dashboard.kit.proofs.sentence import prove, write_sentence
from dashboard.kit.typography import keep_whole
from dashboard.kit.values import show_hidden
from pazanga.local_time import find_today

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dashboard.app_pages.activity.queries import ActivityFacts
    from dashboard.kit.screen import Screen


def write_outcome(activity: ActivityFacts, screen: Screen) -> str:
    """Return the markup of the line on what became of an activity.

    After the plan a row that counts and that nobody has answered for says so; what was
    said of a wider activity, or of another row of the number, leads there.

    Args:
        activity: What `query_activity` gives.
        screen: Language, for links also plan.
    """
    say, answer = screen.words("activity"), activity.outcome
    if answer is None:
        is_over = name_tense(activity.row["plan_last_date"], screen) == "past"
        if not is_over or activity.row["cost_role"] != "counted":
            return ""
        none = escape(say("outcome.none"))
        return _write(say("outcome.label"), f"{none} {write_how(screen)}")
    told = _list_parts(activity, screen)
    parts = "\u00a0· ".join(write_sentence(part, screen) for part in told)
    if answer["activity_key"] != activity.row["activity_key"]:
        said = escape(say("outcome.said_of", number=answer["activity_number"]))
        parts += "\u00a0· " + link_activity(screen, answer["activity_key"], said)
    return _write(say("outcome.label"), parts)


def _list_parts(activity: ActivityFacts, screen: Screen) -> Iterator[str]:
    """Yield what is known of the outcome, part by part; nothing of what is not."""
    say, answer = screen.words("activity"), activity.outcome or {}
    word = say_outcome(answer["outcome_code"], screen)
    yield say("outcome.said", outcome=word, day=_write_day(answer["as_of_date"]))
    if answer["owner_name"]:
        yield show_hidden(answer["owner_name"], screen.language)
    if (cost := answer["yearly_cost_eur"]) is not None:
        column = "rpt_activity_outcome.yearly_cost_eur"
        proof = prove_cell(column, cost, activity_key=answer["activity_key"])
        yield prove(say("outcome.cost", cost=write_exact(cost, screen)), proof)
    if day := answer["funded_until_date"]:
        when = "funded" if day >= find_today() else "funding_ended"
        yield say(f"outcome.{when}", day=_write_day(day))
    if answer["evidence_text"]:
        evidence = show_hidden(answer["evidence_text"], screen.language)
        yield say("outcome.evidence", evidence=evidence)
    if answer["is_synthetic"]:
        yield screen.words("kit")("sheet.made_up.yes")


def _write_day(day: date) -> str:
    return keep_whole(format_date(day))


def _write(label: str, markup: str) -> str:
    return tag("p", tag("strong", escape(label)), " ", markup, class_="outcome")
