"""Data quality: whether sums follow, what rules found, where the data come from."""

import streamlit as st

from dashboard.app_pages.quality import findings as findings_view
from dashboard.app_pages.quality import loads, queries, unknowns
from dashboard.app_pages.quality import summary as view
from dashboard.app_pages.quality import totals as totals_view
from dashboard.app_pages.quality.rejects_section import render_rejects
from dashboard.app_pages.quality.remarks_section import render_remarks
from dashboard.frame import states
from dashboard.kit.blocks import blocks, filter_row
from dashboard.kit.blocks.downloads import make_sheet, render_downloads
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.filters import FindingFilter
from dashboard.kit.html import render_html
from dashboard.kit.screen import read_screen
from dashboard.kit.typography import keep_whole
from pazanga.local_time import find_today, format_moment

screen = read_screen()
say = screen.words("quality")
path, plan, language = screen.snapshot.path, screen.plan_code, screen.language

printed = queries.query_printed_totals(path, plan)
counts = queries.query_counts(path, plan)
totals = queries.query_totals(path, FindingFilter(plan), language)
title = say("title", plan=screen.plan_name)
blocks.render_answer(title, view.write_answer(printed, screen))
render_figures(view.list_figures(totals, counts, screen))

unknown = queries.query_unknowns(path, plan, find_today(), unknowns.OLD)
blocks.render_heading(unknowns.write_title(unknown, screen), say("unknowns.subtitle"))
render_html(unknowns.write_unknowns(unknown, screen) if unknown.height else "")

heading = totals_view.write_title(printed, screen)
blocks.render_heading(heading, say("totals.subtitle"))
if printed.height:
    render_html(totals_view.write_totals(printed, screen))
parents = queries.query_parents(path, plan)
blocks.render_notes(totals_view.list_notes(printed, parents, screen))

if queries.query_choices(path, plan, language).is_empty():
    blocks.render_heading(say("findings.title_none"))
    blocks.render_notes([say("findings.none")])
else:
    heading_place = st.container()
    filter_choices = filter_row.render_filters(
        screen, queries.query_choices, view.list_choices
    )
    chosen = FindingFilter.read(plan)
    filters = filter_row.render_active(screen, chosen, filter_choices)
    findings = queries.query_findings(path, chosen, language)
    with heading_place:
        condition = filter_row.describe_condition(screen, chosen, filter_choices)
        heading = view.write_findings_title(findings.height, condition, chosen, screen)
        blocks.render_heading(heading, say("findings.subtitle"))
    if findings.is_empty():
        left = queries.count_without(path, chosen, language)
        states.render_empty(say, filter_choices, left, "empty.findings")
    else:
        said = findings_view.say_codes(findings, screen)
        columns = findings_view.list_sheet_columns(screen)
        sheet = make_sheet("quality", said, columns, filters, screen)
        render_downloads(screen, sheet)
        render_html(findings_view.write_findings(findings, chosen, screen))

render_remarks(screen)

render_rejects(screen)

sources = loads.write_sources(queries.query_sources(path, plan), screen)
sources += loads.write_tables(queries.query_tables(path, plan), screen)
with st.container(key="part_sources"):
    blocks.render_folded(say("sources.title"), say("sources.subtitle"), sources)

with st.container(key="part_loads"):
    published = keep_whole(format_moment(screen.snapshot.published_at))
    subtitle = say("runs.subtitle", snapshot=screen.snapshot.name, published=published)
    runs = loads.write_runs(queries.query_runs(path), screen)
    blocks.render_folded(say("runs.title"), subtitle, runs)

    heading = view.write_audits_title(counts, screen)
    audits = loads.write_audits(queries.query_audits(path, language), screen)
    blocks.render_folded(heading, say("audits.subtitle"), audits)
