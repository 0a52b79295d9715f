"""Proofs of cells: a figure of a published table, or a part of a figure of a page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from dashboard.app_pages.proof import cell_queries, cell_words, queries, sections
from dashboard.app_pages.proof import summary as view
from dashboard.kit import address
from dashboard.kit.blocks import blocks
from dashboard.kit.html import render_html, tag
from dashboard.kit.links import write_address, write_crumbs, write_link
from dashboard.kit.proofs.cells.anew import list_facts, write_cell_query
from dashboard.kit.proofs.cells.cell import ROW
from dashboard.kit.proofs.cells.parts import recompute_part, write_part_query
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    import polars as pl

    from dashboard.kit.proofs.cells.anew import PublishedCell
    from dashboard.kit.proofs.recomputing import Recomputed
    from dashboard.kit.screen import Screen

FACTS = 12
"""Facts of a table that are shown; the query gives all of them."""


@dataclass(frozen=True)
class _Part:
    """A part of a figure of a page, computed anew.

    Attributes:
        name: Name of the figure, behind `/` what it is divided by.
        chosen: What the address narrows it to.
        proven: What came of it.
    """

    name: str
    chosen: dict[str, list[str]]
    proven: Recomputed


def read_cell(screen: Screen) -> tuple[PublishedCell, Recomputed] | None:
    """Read the cell that the address names; None where it names none there is."""
    name = next(iter(address.read_values("figure")), "")
    if "." not in name:
        return None
    parts = address.read_values(ROW)
    try:
        return cell_queries.query_cell(
            screen.snapshot.path, name, screen.plan_code, parts
        )
    except LookupError:
        return None


def read_part(screen: Screen) -> _Part | None:
    """Read the part of a figure that the address names; None where it names none."""
    name = next(iter(address.read_values("figure")), "")
    figure = read_figures().get(name.partition("/")[0])
    parts = address.read_values(ROW)
    if not figure or ("/" not in name and not parts):
        return None
    chosen = {
        one: values
        for one in (*figure.parameters, ROW)
        if (values := address.read_values(one))
    }
    path = screen.snapshot.path

    def ask(file: Path, bound: Any) -> pl.DataFrame:  # noqa: ANN401
        return query(path, file, bound)

    try:
        proven = recompute_part(name, screen.plan_code, screen.language, chosen, ask)
    except LookupError:
        return None
    return _Part(name, chosen, proven)


def render_cell(found: tuple[PublishedCell, Recomputed], screen: Screen) -> None:
    """Draw a cell: definition, facts, query, checks, findings, snapshot.

    Args:
        found: What `read_cell` gives.
        screen: Language, plan and snapshot.
    """
    cell, proven = found
    say, path = screen.words("proof"), screen.snapshot.path
    table = f"{cell.schema}.{cell.table}"
    render_html(write_crumbs(screen, "dictionary", say("title"), table=table))
    blocks.render_answer(say("title"), cell_words.write_answer(cell, proven, screen))
    _render_definition(cell, table, screen)
    facts = cell_queries.query_facts(path, cell)
    own = [name for name, rows in facts.items() if cell.column in rows.columns]
    for name in own or facts:
        blocks.render_heading(_title(name, facts[name], screen))
        render_html(_write_facts(name, facts[name], screen))
    if not facts:
        blocks.render_notes([say("cell.no_facts")])
    others = [name for name in facts if own and name not in own]
    for name in others:
        table = _write_facts(name, facts[name], screen)
        blocks.render_fold(_title(name, facts[name], screen), table)
    sections.render_query(write_cell_query(cell), screen)
    sections.render_checks(frozenset([cell.table, *list_facts(cell)]), screen)
    sections.render_findings(*cell_words.list_items(cell), screen)
    sections.render_snapshot(cell_words.write_page(cell, screen), screen)


def _render_definition(cell: PublishedCell, table: str, screen: Screen) -> None:
    say = screen.words("proof")
    description = tag("span", escape(cell.description), lang="en")
    link = write_link(screen, "dictionary", escape(table), table=table)
    key = "cell.adds" if cell.adds else "cell.stands"
    lines = [description, escape(say(key, table=table)).replace(escape(table), link)]
    condition = cell_words.describe_conditions(cell.row, screen)
    if condition:
        lines.append(escape(say("narrowed.item", condition=condition)))
    render_html("".join(tag("p", line, class_="definition") for line in lines))


def _title(name: str, rows: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("proof")
    return say("cell.facts", name=say(f"fact.{name}"), count=rows.height)


def _write_facts(name: str, rows: pl.DataFrame, screen: Screen) -> str:
    say, notes = screen.words("proof"), ""
    if rows.height > FACTS:
        said = say("cell.first", few=FACTS, count=rows.height)
        notes = blocks.write_notes([said])
    title = _title(name, rows, screen)
    return cell_words.write_facts(rows.head(FACTS), title, screen) + notes


def render_part(part: _Part, screen: Screen) -> None:
    """Draw a part of a figure: definition, rows, query, checks, findings, snapshot.

    Args:
        part: What `read_part` gives.
        screen: Language, plan and snapshot.
    """
    say = screen.words("proof")
    figure = read_figures()[part.name.partition("/")[0]]
    chosen = {name: values for name, values in part.chosen.items() if name != ROW}
    render_html(write_crumbs(screen, figure.page, say("title"), **chosen))
    answer = cell_words.write_part_answer(part.name, part.proven, screen)
    blocks.render_answer(say("title"), answer)
    narrowing = "; ".join(
        filter(
            None,
            (
                view.describe_narrowing(figure, chosen, screen),
                cell_words.describe_parts(part.chosen.get(ROW, ()), screen),
            ),
        )
    )
    sections.render_definition(figure, narrowing, screen)
    sections.render_rows(part.proven, figure, narrowing, screen)
    plan, language = screen.plan_code, screen.language
    sql = write_part_query(part.name, plan, language, part.chosen)
    sections.render_query(sql, screen)
    sections.render_checks(queries.list_facts(figure.figure_file), screen)
    sections.render_findings(*view.list_items(part.proven.rows), screen)
    sections.render_snapshot(write_address(screen, figure.page, **chosen), screen)
