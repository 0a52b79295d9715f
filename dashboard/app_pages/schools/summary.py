"""The answer about all schools, the filters, and the picture of who meets whom."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.app_pages.schools.queries import MOST_MEETING
from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.blocks.filter_row import Choice
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.matrix import list_largest, write_matrix
from dashboard.kit.links import link_school
from dashboard.kit.money import write_exact, write_short
from dashboard.kit.plans import name_tense
from dashboard.kit.proofs.cells.cell import ProvenCells, prove_cell
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.sentence import prove

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.kit.filters import SchoolFilter
    from dashboard.kit.screen import Screen
    from dashboard.kit.texts import Words

Counts = dict[tuple[str, str], int]


def list_choices(options: pl.DataFrame, screen: Screen) -> Sequence[Choice]:
    """List the filters: what a school is in the plan, and words of its name."""
    say = screen.words("schools")
    roles = {code: say(f"role.{code}") for code in options["school_role"]}
    return [
        Choice("school_role", say("filter.role"), say("filter.role_hint"), roles),
        Choice("school_search", say("filter.search"), say("filter.search_hint")),
    ]


_ROLES: Final = {"participant": "participants", "network": "network_schools"}
"""Figures of how many schools have a role."""


def write_answer(
    totals: Mapping[str, Any], chosen: SchoolFilter, screen: Screen
) -> str:
    """Describe how many schools there are, and how much they do alone.

    Args:
        totals: What `query_totals` gives; some school is left.
        chosen: The filter they were selected by.
        screen: Language and snapshot.
    """
    say = screen.words("schools")
    parts = [
        say(f"count.{role}", count=totals[f"{role}_count"])
        for role in _ROLES
        if totals[f"{role}_count"]
    ]
    proofs = [
        make_proof(figure, totals[f"{role}_count"], chosen)
        for role, figure in _ROLES.items()
        if totals[f"{role}_count"]
    ]
    schools = say("answer.and").join(parts)
    if not totals["alone_count"]:
        return prove(say("answer.shared", schools=schools), *proofs)
    tense, count = (
        name_tense(totals["last_activity_date"], screen),
        totals["alone_count"],
    )
    said = say(
        f"answer.alone.{tense}",
        schools=schools,
        count=int(count),
        money=write_short(totals["alone_net_eur"], screen),
    )
    alone = make_proof("alone_activities", count, chosen)
    money = make_proof("alone_money", totals["alone_net_eur"], chosen)
    return prove(said, *proofs, alone, money)


def list_figures(
    totals: Mapping[str, Any], chosen: SchoolFilter, screen: Screen
) -> list[KeyFigure]:
    """Make the key figures: schools, network, activities of one school, payments.

    Args:
        totals: What `query_totals` gives.
        chosen: The filter they were selected by.
        screen: Language.
    """
    say, spent = screen.words("schools"), totals["executed_net_eur"]
    alone, count = say("figure.alone_none"), int(totals["alone_count"] or 0)
    money = write_exact(totals["alone_net_eur"], screen)
    alone_money = make_proof("alone_money", totals["alone_net_eur"], chosen)
    if count:
        alone = prove(say("figure.alone_note", money=money), alone_money)
    if spent is None:
        key = "named" if totals["reported_until_date"] else "reported"
        word = screen.words("kit")("spent.not_reported")
        paid = KeyFigure(say("figure.paid"), word, say(f"figure.not_{key}"))
    else:
        named = totals["paid_school_count"]
        note = say("figure.paid_note", count=named)
        note = prove(note, make_proof("paid_schools", named, chosen))
        proof = make_proof("paid_to_schools", spent, chosen)
        paid = KeyFigure(say("figure.paid"), write_short(spent, screen), note, proof)
    return [
        KeyFigure(
            say("figure.participant"),
            str(totals["participant_count"]),
            say("figure.participant_note"),
            make_proof("participants", totals["participant_count"], chosen),
        ),
        KeyFigure(
            say("figure.network"),
            str(totals["network_count"]),
            say("figure.network_note"),
            make_proof("network_schools", totals["network_count"], chosen),
        ),
        KeyFigure(
            say("figure.alone"),
            str(count),
            alone,
            make_proof("alone_activities", count, chosen),
        ),
        paid,
    ]


def view_meetings(pairs: pl.DataFrame, role: str, screen: Screen) -> Chart | None:
    """Show how often schools of the plan meet others in activities.

    Args:
        pairs: What `query_pairs` gives.
        role: Whom they meet: `participant` or `network`.
        screen: Language, for links also plan.

    Returns:
        The picture; None where no two meet but in activities of all schools.
    """
    say = screen.words("schools")
    close = pairs.filter(pairs["other_school_role"] == role)
    if close.is_empty():
        return None
    counts: Counts = {
        (row["other_school_code"], row["school_code"]): row["narrow_count"]
        for row in close.to_dicts()
    }
    first, *others = list_largest(counts)
    most = counts[first]
    fields = {"first": first[1], "second": first[0], "count": most}
    title = say("meetings.title_more" if others else "meetings.title", **fields)
    pair = {"school_code": first[1], "other_school_code": first[0]}
    title = prove(title, prove_cell("rpt_school_pair.narrow_count", most, **pair))
    caption = say(f"meetings.caption.{role}")
    rows = _link_codes(_order(close["other_school_code"].to_list()), screen)
    columns = _link_codes(_order(close["school_code"].to_list()), screen)
    return Chart(
        name=f"meetings_{role}",
        title=title,
        subtitle=caption,
        alt=title,
        figure=write_matrix(rows, columns, counts, caption=caption),
        table=_write_pairs(close, screen, caption),
        note=" ".join(filter(None, (say("meetings.note"), _say_left_out(close, say)))),
        is_linked=True,
        is_folded=role == "network",
    )


def _say_left_out(close: pl.DataFrame, say: Words) -> str:
    """Write of how many schools a picture shows those that meet most, if not all."""
    counts = close.select("school_count", "other_count").row(0)
    if max(counts) <= MOST_MEETING:
        return ""
    return say("meetings.most", most=MOST_MEETING, count=max(counts))


def _order(codes: Sequence[str]) -> list[str]:
    """Sort codes by their letter and their number, each once."""
    return sorted(set(codes), key=lambda code: (code[:1], int(code[1:])))


def _link_codes(codes: Sequence[str], screen: Screen) -> dict[str, str]:
    return {code: link_school(screen, code, escape(code)) for code in codes}


def _write_pairs(pairs: pl.DataFrame, screen: Screen, caption: str) -> str:
    say = screen.words("schools")
    is_other_way = (pairs["other_school_role"] == "participant") & (
        pairs["school_order"] > pairs["other_order"]
    )
    ordered = pairs.filter(~is_other_way).sort(
        "narrow_count", descending=True, maintain_order=True
    )

    def column(name: str, label: str) -> Column:
        return Column(
            name,
            label,
            markup=lambda row: link_school(screen, row[name], escape(row[name])),
        )

    columns = [
        column("school_code", say("column.school")),
        column("other_school_code", say("column.other")),
        Column("narrow_count", say("column.narrow"), is_number=True),
        Column("shared_count", say("column.shared"), is_number=True),
    ]
    cells = ProvenCells(
        screen, "rpt_school_pair", by=("school_code", "other_school_code")
    )
    return write_table(ordered, columns, caption=caption, cells=cells)
