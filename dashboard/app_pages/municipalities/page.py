"""Municipalities: plans side by side, the programme, what is known of each."""

from dashboard.app_pages.municipalities import published, queries
from dashboard.app_pages.municipalities import summary as view
from dashboard.app_pages.municipalities import table as tables
from dashboard.app_pages.municipalities.charts import view_shares
from dashboard.app_pages.municipalities.tiles import write_tiles
from dashboard.kit.blocks import blocks
from dashboard.kit.blocks.downloads import make_sheet, render_downloads
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.html import render_html
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("municipalities")
path, language = screen.snapshot.path, screen.language
scope = say("sheet.all")

municipalities = queries.query_municipalities(path, language)
plans = queries.query_plans(path, language)
programme = queries.query_programme(path, language)
figures = queries.query_figures(path, language)

blocks.render_answer(say("title"), view.write_answer(municipalities, screen))
render_figures(view.list_figures(programme, screen))

subtitle = say("map.subtitle", count=municipalities.height)
blocks.render_heading(say("map.title"), subtitle)
render_html(write_tiles(municipalities, screen))
blocks.render_notes([say("map.note")])

for split in ("area", "category"):
    shares = queries.query_shares(path, language, split)
    blocks.render_chart(screen, view_shares(shares, plans, split, screen))

blocks.render_heading(say("plans.title", count=plans.height), say("plans.subtitle"))
columns = tables.list_plan_columns(screen)
sheet = make_sheet("municipalities.plans", plans, columns, "", screen, scope=scope)
render_downloads(screen, sheet, "plans")
render_html(tables.write_plans(plans, screen))
notes = [say("plans.note"), *tables.list_notes(plans, screen)]
blocks.render_method(say("plans.pupils"), notes)

totals = published.write_programme(programme, screen)
blocks.render_folded(say("programme.title"), say("programme.subtitle"), totals)
columns = published.list_total_columns(screen)
sheet = make_sheet(
    "municipalities.programme", programme, columns, "", screen, scope=scope
)
render_downloads(screen, sheet, "programme")

listed = published.write_figures(figures, screen)
title = say("published.title", count=figures["municipality_code"].n_unique())
blocks.render_folded(title, say("published.subtitle"), listed)
columns = published.list_figure_columns(screen)
sheet = make_sheet(
    "municipalities.published", figures, columns, "", screen, scope=scope
)
render_downloads(screen, sheet, "published")
