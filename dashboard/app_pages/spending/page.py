"""Spending: planned and spent money by area, category, activity, school and time."""

from dataclasses import replace

import streamlit as st

from dashboard.app_pages.spending import absorption, absorption_queries, queries
from dashboard.app_pages.spending import summary as view
from dashboard.app_pages.spending.absorption_section import (
    render_attention,
    render_forecast,
)
from dashboard.app_pages.spending.activities_section import render_table
from dashboard.app_pages.spending.views_section import choose_views, render_picture
from dashboard.frame import states
from dashboard.kit import address
from dashboard.kit.blocks import blocks, choices, filter_row
from dashboard.kit.blocks.controls import open_controls
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.cache.drawn import take_drawn
from dashboard.kit.filters import SpendingFilter
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("spending")
path, language = screen.snapshot.path, screen.language

answer_place = st.container()
controls = open_controls()
with controls.filters:
    filter_choices = filter_row.render_filters(
        screen, queries.query_choices, view.list_choices
    )
chosen = SpendingFilter.read(screen.plan_code)
filters = filter_row.render_active(screen, chosen, filter_choices)
views = choose_views(screen, chosen, controls)
screen = replace(screen, choices=address.list_choices())

totals = queries.query_totals(path, chosen)
tiles = queries.query_tiles(path, chosen, language)
with answer_place:
    answer = take_drawn(
        screen,
        "spending.answer",
        chosen,
        lambda: view.write_answer(tiles, chosen, filter_choices, screen),
    )
    if views.comparison:
        answer = views.comparison.write_answer(answer, chosen)
    blocks.render_answer(say("title", plan=screen.plan_name), answer)


def render_data() -> None:
    """Draw what the filters leave."""
    sort = choices.read_view(screen, "sort", view.label_sortings)
    activities = queries.query_activities(path, chosen, language, sort=sort)
    spent = absorption_queries.query_totals(path, chosen)
    coverage = absorption_queries.query_coverage(path, screen.plan_code)
    attention = absorption_queries.query_attention(path, chosen)
    late = absorption.count_late(attention, coverage)
    known = late if coverage.is_enough else None
    figures = view.list_figures(totals, activities, spent, known, chosen, screen)
    render_figures(figures)
    schoolless = queries.query_schoolless(path, chosen) if chosen.school else {}
    notes = view.list_notes(totals, schoolless, chosen, screen)
    is_reported = spent["reported_until_date"] is not None
    unknown = [] if is_reported else [say("absorption.none")]
    blocks.render_notes([*notes, *unknown])
    render_picture(screen, chosen, views, tiles, filters)
    if is_reported:
        with st.container(key="part_late"):
            render_attention(screen, chosen, attention, coverage)
            render_forecast(screen, chosen)
    render_table(screen, chosen, activities, totals, filters)


if totals["activity_count"]:
    render_data()
else:
    left = queries.count_without(path, chosen)
    proposed = queries.propose_searches(path, chosen)
    states.render_empty(say, filter_choices, left, "empty.activities", proposed)
