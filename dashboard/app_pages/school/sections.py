"""Sections of the page of a school, each of which may have nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.app_pages.activity.tables import write_findings
from dashboard.app_pages.school import activities as rows
from dashboard.app_pages.school import partners, results
from dashboard.app_pages.school.summary import LATE
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.blocks.downloads import make_sheet, render_downloads
from dashboard.kit.html import render_html
from dashboard.kit.links import write_link
from dashboard.kit.proofs.cells.cell import Unlike, prove_cell
from dashboard.kit.proofs.sentence import prove

if TYPE_CHECKING:
    from dashboard.app_pages.school.queries import SchoolFacts
    from dashboard.kit.screen import Screen


def render_activities(school: SchoolFacts, screen: Screen) -> None:
    """Draw the activities of a school with their downloads, and what is late."""
    say = screen.words("school")
    counted = school.select_activities(counted=True)
    others = school.select_activities(counted=False)
    if counted.is_empty():
        blocks.render_heading(say("activities.none"))
    else:
        title = say("activities.title", count=counted.height)
        count, code = counted.height, school.row["school_code"]
        proof = prove_cell("rpt_school.activity_count", count, school_code=code)
        blocks.render_heading(prove(title, proof), say("activities.subtitle"))
        columns = rows.list_sheet_columns(screen)
        said = rows.say_codes(counted, screen)
        filters = say("sheet.filters", school=_name(school))
        sheet = make_sheet("school.activities", said, columns, filters, screen)
        render_downloads(screen, sheet, "activities")
        place = st.container()
        labels = say("activities.more", count=count), say("activities.less")
        most = choices.choose_rows(
            screen, "school_activities", count, rows.ROWS, labels
        )
        with place:
            render_html(rows.write_activities(counted.head(most), code, screen))
    if others.height:
        render_html(rows.write_rows(others, screen))


def render_late(school: SchoolFacts, screen: Screen) -> None:
    """Draw what is late at a school, that nothing is, or that it is not known."""
    say = screen.words("school")
    counted = school.select_activities(counted=True)
    implemented = counted.filter(counted["roles"].list.contains("implementing"))
    if implemented.is_empty():
        return
    if school.row["reported_until_date"] is None:
        blocks.render_heading(say("late.unknown"), say("late.unknown_note"))
        return
    late = implemented.filter(implemented["status_code"].is_in(LATE))
    if late.is_empty():
        blocks.render_heading(say("late.none"), say("late.note"))
        return
    blocks.render_heading(say("late.title", count=late.height), say("late.note"))
    code, caption = school.row["school_code"], say("late.caption")
    render_html(rows.write_activities(late, code, screen, caption=caption))


def render_partners(school: SchoolFacts, screen: Screen) -> None:
    """Draw whom the school meets in activities."""
    say, met = screen.words("school"), school.partners
    if met.is_empty():
        blocks.render_heading(say("partners.none"))
        return
    plan = met.filter(met["school_role"] == "participant")
    network = met.filter(met["school_role"] == "network")
    of = {"school_code": school.row["school_code"]}
    pairs = "rpt_school_pair.rows"
    proof = prove_cell(pairs, plan.height, **of, other_school_role="participant")
    title = prove(say("partners.title", count=plan.height), proof)
    filters = say("sheet.filters", school=_name(school))
    columns = partners.list_sheet_columns(screen)
    sheet = make_sheet("school.partners", met, columns, filters, screen)
    if plan.height:
        table = partners.write_partners(plan, school.row["school_code"], screen)
        blocks.render_folded(title, say("partners.subtitle"), table)
    else:
        blocks.render_heading(title, say("partners.subtitle"))
    close = network.filter(network["narrow_count"] > 0)
    if close.height:
        narrow = {"other_school_role": "network", "narrow_count": Unlike("0")}
        proof = prove_cell(pairs, close.height, **of, **narrow)
        title = prove(say("network.title", count=close.height), proof)
        table = partners.write_network(close, school.row["school_code"], screen)
        blocks.render_folded(title, say("network.subtitle"), table)
    render_downloads(screen, sheet, "partners")


def render_results(school: SchoolFacts, screen: Screen) -> None:
    """Draw exams, needs, measurements and pupils; what is not known is said."""
    say = screen.words("school")
    code = school.row["school_code"]
    _render_exams(school, screen)
    if school.figures.height:
        figures = results.write_figures(school.figures, code, screen)
        blocks.render_folded(say("needs.title"), say("needs.subtitle"), figures)
    else:
        blocks.render_heading(say("needs.missing"))
    if school.pupils.height:
        pupils = results.write_pupils(school.pupils, code, screen)
        blocks.render_folded(say("pupils.title"), say("pupils.subtitle"), pupils)
    else:
        blocks.render_heading(say("pupils.missing"), say("pupils.missing_note"))
    _render_measurements(school, screen)


def _render_exams(school: SchoolFacts, screen: Screen) -> None:
    say, exams = screen.words("school"), school.exams
    if exams.is_empty():
        blocks.render_heading(say("exams.missing"))
        return
    code, count = school.row["school_code"], results.count_series(exams)
    place = st.container()
    labels = say("exams.more", count=count), say("exams.less")
    most = choices.choose_rows(screen, "school_exams", count, results.ROWS, labels)
    with place:
        blocks.render_folded(
            say("exams.title", count=exams["school_year"].n_unique()),
            say("exams.subtitle"),
            results.write_exams(results.take_series(exams, most), code, screen)
            + blocks.write_notes([say("exams.note")])
            + write_link(screen, "exams", say("exams.link"), school=code),
        )


def _render_measurements(school: SchoolFacts, screen: Screen) -> None:
    say, count = screen.words("school"), school.measurements.height
    if not count:
        blocks.render_heading(say("measurements.missing"))
        return
    place = st.container()
    labels = say("measurements.more", count=count), say("measurements.less")
    most = choices.choose_rows(
        screen, "school_measurements", count, results.ROWS, labels
    )
    code, rows = school.row["school_code"], school.measurements.head(most)
    with place:
        table = results.write_measurements(rows, code, screen)
        of = {"school_code": code, "value_kind": "measurement"}
        proof = prove_cell("fct_indicator_value.rows", count, **of)
        title = prove(say("measurements.title", count=count), proof)
        blocks.render_fold(title, table)


def render_findings(school: SchoolFacts, screen: Screen) -> None:
    """Draw what does not add up about the school, if anything."""
    say = screen.words("school")
    if count := school.findings.height:
        table = write_findings(school.findings, screen)
        blocks.render_fold(say("findings.title", count=count), table)


def _name(school: SchoolFacts) -> str:
    row = school.row
    return " ".join(part for part in (row["school_code"], row["school_name"]) if part)
