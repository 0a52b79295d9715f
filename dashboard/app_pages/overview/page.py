"""Overview: the whole plan on one page."""

import streamlit as st

from dashboard.app_pages.overview import figures, news_queries, queries
from dashboard.app_pages.overview import summary as view
from dashboard.app_pages.overview.news_section import render_attention, render_changes
from dashboard.app_pages.spending.absorption_queries import query_coverage, query_totals
from dashboard.app_pages.spending.queries import query_tiles
from dashboard.frame.report_buttons import render_report
from dashboard.kept.views_section import render_views
from dashboard.kit.blocks import blocks
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.filters import SpendingFilter, has_filters
from dashboard.kit.html import render_html
from dashboard.kit.links import write_more
from dashboard.kit.proofs.cells.cell import prove_cell
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.sentence import prove, write_sentence
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("overview")
path, language, plan_code = screen.snapshot.path, screen.language, screen.plan_code

plan = queries.query_plan(path, plan_code)
tiles = query_tiles(path, SpendingFilter(plan=plan_code), language)
statuses = queries.query_indicator_statuses(path, plan_code)
totals = queries.query_plan_totals(path, plan_code)
rules = queries.query_finding_rules(path, plan_code, language)
spent = query_totals(path, SpendingFilter(plan=plan_code))
coverage = query_coverage(path, plan_code)
counts = news_queries.query_attention(path, plan_code)

answer = view.write_answer(plan, tiles, spent, screen)
blocks.render_answer(say("title", plan=screen.plan_name), answer)
render_figures(figures.list_figures(plan, spent, coverage, counts, screen))
elsewhere = screen.words("kit")("unapplied.elsewhere", plan=screen.plan_name)
blocks.render_notes([elsewhere] if has_filters() else [])

with st.container(key="beside"):
    left, right = st.columns([2, 3], gap="large")
with left:
    render_attention(screen, counts, coverage)
with right:
    blocks.render_chart(screen, view.view_money(tiles, screen))
    render_html(write_more(screen, "spending", say("money.more")))

render_views(screen)

if statuses.height:
    count = int(statuses["chosen_count"][0])
    title = prove(say("indicators.title", count=count), make_proof("promised", count))
    blocks.render_heading(title, say("indicators.subtitle"))
    render_html(view.write_statuses(statuses, screen))
    render_html(write_more(screen, "targets", say("indicators.more")))
else:
    blocks.render_heading(say("indicators.none"))

if rules.height:
    count = int(rules["all_count"][0])
    proof = prove_cell("rpt_finding.rows", count)
    title = prove(say("findings.title", count=count), proof)
    more = write_more(screen, "quality", say("findings.more"))
    blocks.render_fold(title, view.write_findings(rules, screen), more)
else:
    blocks.render_fold(say("findings.none"))

printed = view.write_totals(totals, screen)
note = blocks.write_notes([say("totals.subtitle"), say("totals.note")])
blocks.render_fold(view.write_totals_title(totals, screen), printed, note)
render_report(screen)
with st.container(key="part_news"):
    render_changes(screen)
lead = write_sentence(view.write_lead(plan, screen))
render_html(f'<p class="lead">{lead}</p>')
