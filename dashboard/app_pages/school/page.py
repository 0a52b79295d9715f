"""School: one school of a plan, what it does, gets, needs and reaches."""

from dashboard.app_pages.school import sections
from dashboard.app_pages.school.queries import query_names, query_school
from dashboard.app_pages.school.summary import list_figures, list_notes, write_answer
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.blocks.columns import say_place
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.html import render_html
from dashboard.kit.links import write_crumbs
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("school")
names = query_names(screen.snapshot.path, screen.plan_code)


def render_school(code: str) -> None:
    """Draw one school: the answer, figures, activities, partners, results."""
    path, plan = screen.snapshot.path, screen.plan_code
    school = query_school(path, plan, code, screen.language)
    render_html(write_crumbs(screen, "schools", code))
    blocks.render_answer(names[code], write_answer(school, screen), is_name=True)
    render_figures(list_figures(school, screen))
    blocks.render_notes(list_notes(school, screen))

    sections.render_activities(school, screen)
    sections.render_late(school, screen)
    sections.render_partners(school, screen)
    sections.render_results(school, screen)
    sections.render_findings(school, screen)
    blocks.render_notes([say("place", place=say_place(school.row, screen))])
    render_html(blocks.write_source(screen, "block.loaded_source"))


if asked := choices.read_item("code", names):
    render_school(asked)
else:
    title = say("choose.title", plan=screen.plan_name)
    answer = say("choose.answer", count=len(names)) if names else say("choose.none")
    blocks.render_answer(title, answer)
choices.choose_item(screen, "code", say("choose.label"), say("choose.hint"), names)
