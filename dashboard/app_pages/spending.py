"""Spending: planned and spent money by area, category, activity, school and time."""

from functools import partial

import streamlit as st

from dashboard.components import blocks, choices, filter_row, states
from dashboard.components.figures import render_figures
from dashboard.components.html import render_html
from dashboard.filters import SpendingFilter, assign
from dashboard.queries import spending as queries
from dashboard.queries.activities import fetch_activity
from dashboard.screen import read_screen
from dashboard.sections.absorption import render_absorption
from dashboard.sections.activities import render_table
from dashboard.views import spending as view
from dashboard.views.activity import write_activity
from dashboard.views.spending_charts import LARGEST, view_comparison, view_proportion

screen = read_screen()
say = screen.words("spending")
path, language = screen.snapshot.path, screen.language

answer_place = st.container()
options = queries.fetch_choices(path, screen.plan_code, language)
filter_choices = view.list_choices(options, screen)
filter_row.render_filters(screen, filter_choices)
chosen = SpendingFilter.read(screen.plan_code)
filters = filter_row.render_active(screen, chosen, filter_choices)

totals = queries.fetch_totals(path, chosen)
tiles = queries.fetch_tiles(path, chosen, language)
with answer_place:
    answer = view.write_answer(tiles, chosen, screen)
    blocks.render_answer(say("title", plan=screen.plan_name), answer)


def render_data() -> None:
    """Draw what the filters leave."""
    sort = st.session_state.get("sort") or "amount"
    activities = queries.fetch_activities(path, chosen, language, sort=sort)
    render_figures(view.list_figures(totals, activities, screen))
    schoolless = queries.fetch_schoolless(path, chosen)
    blocks.render_notes(view.list_notes(totals, schoolless, chosen, screen))
    blocks.render_chart(screen, view_proportion(tiles, screen, filters))

    render_absorption(screen, chosen, filters)

    by = choices.choose_view(
        "compare", say("comparison.by"), view.label_groupings(screen)
    )
    parts = queries.fetch_parts(path, chosen, language, by, largest=LARGEST)
    blocks.render_chart(
        screen,
        view_comparison(parts, by, screen, filters),
        on_click=partial(assign, "activity") if by == "activity" else None,
    )

    blocks.render_heading(say("detail.title"))
    labels = view.label_activities(activities)
    hint = say("detail.hint")
    key = choices.choose_item("activity", say("detail.choose"), hint, labels)
    if key:
        render_html(write_activity(fetch_activity(path, key, language), screen))

    render_table(screen, activities, totals, filters)


if totals["activity_count"]:
    render_data()
else:
    left = queries.count_without(path, chosen)
    states.render_empty(say, filter_choices, left, "empty.activities")
