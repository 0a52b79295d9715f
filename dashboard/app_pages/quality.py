"""Data quality: whether sums follow, what rules found, where the data come from."""

import streamlit as st

from dashboard.components import blocks, filter_row, states
from dashboard.components.downloads import render_downloads
from dashboard.components.figures import render_figures
from dashboard.components.html import render_html
from dashboard.filters import FindingFilter
from dashboard.formats import format_moment
from dashboard.queries import quality as queries
from dashboard.screen import read_screen
from dashboard.sections.quarantine import render_quarantine
from dashboard.views import quality as view
from dashboard.views import quality_findings as findings_view
from dashboard.views import quality_loads as loads
from dashboard.views import quality_totals as totals_view
from dashboard.views.captions import keep_whole

screen = read_screen()
say = screen.words("quality")
path, plan, language = screen.snapshot.path, screen.plan_code, screen.language

printed = queries.fetch_printed_totals(path, plan)
counts = queries.fetch_counts(path)
totals = queries.fetch_totals(path, FindingFilter(plan), language)
title = say("title", plan=screen.plan_name)
blocks.render_answer(title, view.write_answer(printed, screen))
render_figures(view.list_figures(totals, counts, screen))

heading = totals_view.write_title(printed, screen)
blocks.render_heading(heading, say("totals.subtitle"))
if printed.height:
    render_html(totals_view.write_totals(printed, screen))
parents = queries.fetch_parents(path, plan)
blocks.render_notes(totals_view.list_notes(printed, parents, screen))

options = queries.fetch_choices(path, plan, language)
if options.is_empty():
    blocks.render_heading(say("findings.title_none"))
    blocks.render_notes([say("findings.none")])
else:
    heading_place = st.container()
    filter_choices = view.list_choices(options, screen)
    filter_row.render_filters(screen, filter_choices)
    chosen = FindingFilter.read(plan)
    filters = filter_row.render_active(screen, chosen, filter_choices)
    findings = queries.fetch_findings(path, chosen, language)
    with heading_place:
        heading = say("findings.title", count=findings.height)
        blocks.render_heading(heading, say("findings.subtitle"))
    if findings.is_empty():
        left = queries.count_without(path, chosen, language)
        states.render_empty(say, filter_choices, left, "empty.findings")
    else:
        sheet = findings_view.make_sheet(findings, filters, screen)
        render_downloads(screen, sheet)
        render_html(findings_view.write_findings(findings, screen))

blocks.render_heading(say("sources.title"), say("sources.subtitle"))
render_html(loads.write_sources(queries.fetch_sources(path, plan), screen))
render_html(loads.write_tables(queries.fetch_tables(path, plan), screen))

published = keep_whole(format_moment(screen.snapshot.published_at))
subtitle = say("runs.subtitle", snapshot=screen.snapshot.name, published=published)
blocks.render_heading(say("runs.title"), subtitle)
render_html(loads.write_runs(queries.fetch_runs(path), screen))

render_quarantine(screen)

kept, count = counts["kept_count"], counts["audit_count"]
heading = say("audits.title", kept=kept, count=count)
blocks.render_heading(heading, say("audits.subtitle"))
render_html(loads.write_audits(queries.fetch_audits(path, language), screen))
