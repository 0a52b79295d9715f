"""Reads the markup of pages into blocks; what only a screen needs is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dashboard.headless.markup import Node, parse_markup
from dashboard.report.model import (
    FactsBlock,
    FiguresBlock,
    HeadingBlock,
    ListBlock,
    ListItem,
    ParagraphBlock,
    PictureBlock,
    ReportColumn,
    ReportFigure,
    TableBlock,
    TextSpan,
)
from dashboard.report.words import read_line, read_lines, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dashboard.report.model import Block, Lines, ParagraphKind

_LEFT_OUT: Final = frozenset(
    {"hint", "more", "active", "synthetic", "lead", "foot", "take"}
)
"""Classes of what a reader of paper cannot use, or is told at another place."""

_NO_WORDS: Final = frozenset({"form", "style", "script", "nav", "h1"})
"""Elements of the screen alone; the title of a page is that of its chapter."""

_KINDS: Final[dict[str, ParagraphKind]] = {
    "answer": "answer",
    "subtitle": "subtitle",
    "note": "note",
    "source": "source",
}
_HEADINGS: Final = {"h2": 2, "h3": 3, "h4": 3}
_INLINE: Final = frozenset({"a", "b", "code", "em", "i", "small", "span", "strong"})


def read_blocks(markup: str, unnamed: str) -> tuple[Block, ...]:
    """Read a piece of markup.

    Args:
        markup: As a page drew it.
        unnamed: Words of the fold that holds the table of a chart; they say nothing
            where the table stands in the open.
    """
    blocks = _read_content(parse_markup(markup), unnamed)
    return tuple(_give_legends(blocks))


def find_lead(markup: Iterable[str]) -> str:
    """Find the line that says what the plan is; empty where pieces have none."""
    found = (parse_markup(piece).find("lead") for piece in markup)
    return next((read_text(node) for node in found if node), "")


def _read_content(node: Node, unnamed: str) -> Iterator[Block]:
    """Yield the blocks of an element: those inside, or its words as one paragraph."""
    if all(part.name in _INLINE for part in node.nodes) and read_text(node):
        yield ParagraphBlock(read_line(node))
        return
    for part in node.nodes:
        yield from _read_block(part, unnamed)


def _read_block(node: Node, unnamed: str) -> Iterator[Block]:
    classes = node.classes
    if node.name in _NO_WORDS or _LEFT_OUT & set(classes):
        return
    if node.name in _HEADINGS:
        yield HeadingBlock(read_line(node), _HEADINGS[node.name])
    elif "picture" in classes:
        yield PictureBlock(node.attributes.get("aria-label", ""), node)
    elif "legend" in classes:
        yield PictureBlock("", None, node)
    elif (read_several := _SEVERAL.get(node.name)) is not None:
        yield from read_several(node, unnamed)
    elif (read := _READERS.get(node.name)) is not None:
        yield read(node)
    elif node.name in _INLINE and read_text(node):
        yield ParagraphBlock(read_line(Node("", content=[node])))
    elif node.name == "p":
        kinds = (_KINDS[name] for name in classes if name in _KINDS)
        if line := read_line(node):
            yield ParagraphBlock(line, next(kinds, "plain"))
    else:
        yield from _read_content(node, unnamed)


def _read_fold(node: Node, unnamed: str) -> Iterator[Block]:
    """Yield the blocks of a fold, in the open, under the words that opened it."""
    for part in node.nodes:
        if part.name != "summary":
            yield from _read_block(part, unnamed)
        elif part.find(name="h2"):
            yield from _read_content(part, unnamed)
        elif read_text(part) != unnamed:
            yield HeadingBlock(read_line(part), level=3)


def _read_commentary(node: Node, unnamed: str) -> Iterator[Block]:
    """Yield what holds; what was said before stays behind a click on the page."""
    label = TextSpan(node.attributes.get("aria-label", ""), "strong")
    yield ParagraphBlock((label,))
    for part in node.nodes:
        if part.name != "details":
            yield from _read_block(part, unnamed)


def _read_figures_or_facts(node: Node) -> FiguresBlock | FactsBlock:
    pairs = [
        (read_text(term), row) for row in node.nodes if (term := row.find(name="dt"))
    ]
    if "figures" not in node.classes:
        return FactsBlock(tuple((term, _read_fact(row)) for term, row in pairs))
    return FiguresBlock(
        tuple(
            ReportFigure(term, _read_part(row, "value"), _read_part(row, "note"))
            for term, row in pairs
        )
    )


def _read_fact(row: Node) -> Lines:
    return tuple(line for said in row.find_all(name="dd") for line in read_lines(said))


def _read_part(row: Node, class_: str) -> str:
    found = row.find(class_)
    return read_text(found) if found else ""


def _read_list(node: Node) -> ListBlock:
    return ListBlock(tuple(_read_item(item) for item in node.find_all(name="li")))


def _read_item(item: Node) -> ListItem:
    shape = next((part for part in item.nodes if "shape" in part.classes), None)
    if shape is None:
        return ListItem(read_lines(item))
    others = replace(item, content=[part for part in item.content if part is not shape])
    status = next((name for name in shape.classes if name != "shape"), "")
    return ListItem(read_lines(others), read_text(shape), status)


def _read_table(node: Node) -> TableBlock:
    heads = [
        ReportColumn(read_text(head), "number" in head.classes)
        for head in _list_cells(node.find(name="thead"))
    ]
    body, foot = node.find(name="tbody"), node.find(name="tfoot")
    caption = node.find(name="caption")
    return TableBlock(
        caption=read_text(caption) if caption else "",
        columns=tuple(heads),
        rows=tuple(map(_read_row, body.find_all(name="tr") if body else ())),
        total=_read_row(foot) if foot else (),
    )


def _read_row(row: Node) -> tuple[Lines, ...]:
    return tuple(map(read_lines, _list_cells(row)))


def _list_cells(node: Node | None) -> Iterator[Node]:
    for part in node.walk() if node else ():
        if part.name in {"td", "th"}:
            yield part


def _give_legends(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield the blocks, each legend with the picture below it."""
    legend = None
    for block in blocks:
        if not isinstance(block, PictureBlock):
            yield block
        elif block.picture:
            yield replace(block, legend=legend)
            legend = None
        else:
            legend = block.legend


_SEVERAL: Final[dict[str, Callable[[Node, str], Iterator[Block]]]] = {
    "details": _read_fold,
    "section": _read_commentary,
}
_READERS: Final[dict[str, Callable[[Node], Block]]] = {
    "dl": _read_figures_or_facts,
    "ol": _read_list,
    "ul": _read_list,
    "table": _read_table,
}
