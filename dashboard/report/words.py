"""Reads the words inside an element: lines of spans, as a page writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from dashboard.kit.typography import JOINER
from dashboard.report.model import TextSpan, join_words
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.headless.markup import Node
    from dashboard.report.model import Line, Lines
    from pazanga.texts import Language

_SPACES: Final = re.compile(r"[ \t\r\n]+")
"""Not the no-break ones: they hold figures together."""

_UNPRINTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no file of text may hold."""

_LINES: Final = frozenset({"div", "small", "p", "li", "br"})
"""Elements that begin a line of their own within a cell."""

_BEFORE: Final = {"shape": "\u00a0", "word": ": "}
"""What parts signs and words from those that they stand before."""

Style = Literal["plain", "strong", "small", "missing"]


def read_text(node: Node) -> str:
    """Return all words of an element as one text, without what only joins them."""
    return clean("".join(node.list_texts())).strip(" ")


def clean(text: str) -> str:
    """Return a text with single blanks, without joiners and what nothing prints."""
    return _SPACES.sub(" ", _UNPRINTED.sub("", text.replace(JOINER, "")))


def read_line(node: Node) -> Line:
    """Read the words of an element on one line."""
    spans = [span for line in read_lines(node) for span in (*line, TextSpan(" "))]
    return _merge(spans)


def read_lines(node: Node) -> Lines:
    """Read the words of an element; what the page puts on a line of its own is one."""
    lines: list[list[TextSpan]] = [[]]
    for span in _read_spans(node, "plain", None):
        if span is None:
            lines.append([])
        else:
            lines[-1].append(span)
    return tuple(line for line in map(_merge, lines) if line)


def _read_spans(
    node: Node, style: Style, language: Language | None
) -> Iterator[TextSpan | None]:
    """Yield the spans of an element; None where a line ends."""
    for part in node.content:
        if isinstance(part, str):
            yield TextSpan(clean(part), style, language)
            continue
        begins_line = part.name in _LINES
        if begins_line:
            yield None
        yield from _read_spans(
            part, _find_style(part, style), _find_language(part, language)
        )
        for class_ in _BEFORE.keys() & set(part.classes):
            yield TextSpan(_BEFORE[class_], style)
        if begins_line:
            yield None


def _find_style(node: Node, style: Style) -> Style:
    if "missing" in node.classes:
        return "missing"
    if node.name == "small":
        return "small"
    if node.name in {"b", "strong"}:
        return "strong"
    return style


def _find_language(node: Node, language: Language | None) -> Language | None:
    said = node.attributes.get("lang")
    return next((one for one in LANGUAGES if one == said), language)


def _merge(spans: list[TextSpan]) -> Line:
    """Join neighbours of one kind, and drop the blanks at both ends."""
    merged: list[TextSpan] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last and (last.style, last.language) == (span.style, span.language):
            merged[-1] = TextSpan(
                clean(last.text + span.text), span.style, span.language
            )
        elif span.text:
            merged.append(span)
    if merged:
        first, *_ = merged
        merged[0] = TextSpan(first.text.lstrip(" "), first.style, first.language)
        last = merged[-1]
        merged[-1] = TextSpan(last.text.rstrip(" "), last.style, last.language)
    line = tuple(span for span in merged if span.text)
    return line if join_words(line).strip() else ()
