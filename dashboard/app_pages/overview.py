"""Overview: the whole plan on one page."""

from dashboard.components import blocks
from dashboard.components.figures import render_figures
from dashboard.components.html import render_html
from dashboard.components.links import render_page_link
from dashboard.filters import SpendingFilter
from dashboard.queries import overview as queries
from dashboard.queries.absorption import fetch_totals
from dashboard.queries.spending import fetch_tiles
from dashboard.screen import read_screen
from dashboard.sections.news import render_news
from dashboard.views import overview as view

screen = read_screen()
say = screen.words("overview")
path, language, plan_code = screen.snapshot.path, screen.language, screen.plan_code

plan = queries.fetch_plan(path, plan_code)
tiles = fetch_tiles(path, SpendingFilter(plan=plan_code), language)
statuses = queries.fetch_indicator_statuses(path, plan_code)
totals = queries.fetch_plan_totals(path, plan_code)
rules = queries.fetch_finding_rules(path, plan_code, language)

spent = fetch_totals(path, SpendingFilter(plan=plan_code))
answer = view.write_answer(plan, tiles, spent, statuses, screen)
blocks.render_answer(say("title", plan=screen.plan_name), answer)
blocks.render_notes([view.write_lead(plan, screen)])
render_figures(view.list_figures(plan, screen))

blocks.render_chart(screen, view.view_money(tiles, screen))
render_page_link(screen, "spending", say("money.more"))

render_news(screen)

blocks.render_heading(view.write_totals_title(totals, screen), say("totals.subtitle"))
render_html(view.write_totals(totals, screen))
blocks.render_notes([say("totals.note")])

if statuses.height:
    count = int(statuses["chosen_count"][0])
    title = say("indicators.title", count=count)
    blocks.render_heading(title, say("indicators.subtitle"))
    render_html(view.write_statuses(statuses, screen))
    render_page_link(screen, "targets", say("indicators.more"))
else:
    blocks.render_heading(say("indicators.none"))

if rules.height:
    title = say("findings.title", count=int(rules["all_count"][0]))
    blocks.render_heading(title, say("findings.subtitle"))
    render_html(view.write_findings(rules, screen))
    render_page_link(screen, "quality", say("findings.more"))
else:
    blocks.render_heading(say("findings.none"))
