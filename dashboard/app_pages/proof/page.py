"""Proof: where one figure comes from, down to its rows; all figures without one."""

from dashboard.app_pages.proof import cell_sections, queries, sections
from dashboard.app_pages.proof import summary as view
from dashboard.kit import address
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.html import render_html
from dashboard.kit.links import write_address, write_crumbs
from dashboard.kit.proofs.recomputing import write_runnable
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("proof")
figures = read_figures()
names = {name: view.name_figure(figure, screen) for name, figure in figures.items()}


def render_proof(name: str) -> None:
    """Draw one figure: definition, rows, query, checks, findings, snapshot."""
    figure = figures[name]
    chosen = {
        one: values for one in figure.parameters if (values := address.read_values(one))
    }
    bound = figure.bind(screen.plan_code, screen.language, chosen)
    proven = queries.query_proof(screen.snapshot.path, figure, bound)
    narrowing = view.describe_narrowing(figure, chosen, screen)
    render_html(write_crumbs(screen, figure.page, say("title"), **chosen))
    blocks.render_answer(say("title"), view.write_answer(proven, figure, screen))
    sections.render_definition(figure, narrowing, screen)
    sections.render_rows(proven, figure, narrowing, screen)
    sections.render_query(write_runnable(figure.figure_file, bound).strip(), screen)
    sections.render_checks(queries.list_facts(figure.figure_file), screen)
    kind, items = view.list_items(proven.rows)
    sections.render_findings(kind, items, screen)
    sections.render_snapshot(write_address(screen, figure.page, **chosen), screen)


if cell := cell_sections.read_cell(screen):
    cell_sections.render_cell(cell, screen)
elif part := cell_sections.read_part(screen):
    cell_sections.render_part(part, screen)
elif asked := choices.read_item("figure", names):
    render_proof(asked)
    choices.choose_item(
        screen, "figure", say("choose.label"), say("choose.hint"), names
    )
else:
    blocks.render_answer(say("choose.title"), say("choose.answer", count=len(names)))
    sections.render_all(screen)
    choices.choose_item(
        screen, "figure", say("choose.label"), say("choose.hint"), names
    )
