"""Markup that pages draw, read as a tree: our own, so it is well formed.

Texts in it may be anybody's: what could command a program or turn text round is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from dashboard.kit.blocks.shared_parts import JOINT, PART, START
from pazanga.printable import escape_controls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_VOID: Final = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})


@dataclass(frozen=True)
class Node:
    """An element of markup.

    Attributes:
        name: Name of the element; empty for the whole of what was parsed.
        attributes: Its attributes, entities replaced.
        content: Elements and texts inside, in order.
    """

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> Sequence[str]:
        """Return the names of its classes, in order."""
        return self.attributes.get("class", "").split()

    @property
    def nodes(self) -> Sequence[Node]:
        """Return the elements directly inside."""
        return [part for part in self.content if isinstance(part, Node)]

    @property
    def text(self) -> str:
        """Return all its text, blanks and line breaks as one blank each."""
        return " ".join("".join(self.list_texts()).split())

    @property
    def style(self) -> dict[str, str]:
        """Return the declarations of its `style`, by name."""
        pairs = (
            one.partition(":") for one in self.attributes.get("style", "").split(";")
        )
        return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}

    def list_texts(self) -> Iterator[str]:
        """Yield the texts inside, in order, as they stand."""
        for part in self.content:
            if isinstance(part, str):
                yield part
            else:
                yield from part.list_texts()

    def walk(self) -> Iterator[Node]:
        """Yield the element and all inside, in order."""
        yield self
        for node in self.nodes:
            yield from node.walk()

    def find_all(self, class_: str = "", name: str = "") -> Iterator[Node]:
        """Yield the elements inside that have a class and a name."""
        for node in self.walk():
            is_named = not name or node.name == name
            if node is not self and is_named and (not class_ or class_ in node.classes):
                yield node

    def find(self, class_: str = "", name: str = "") -> Node | None:
        """Find the first element inside that has a class and a name."""
        return next(self.find_all(class_, name), None)


def parse_markup(markup: str) -> Node:
    """Parse markup that `kit/html.py` wrote."""
    parser = _TreeParser()
    parser.feed(markup)
    parser.close()
    if PART in markup:
        _join_addresses(parser.open[0])
    return parser.open[0]


def _join_addresses(node: Node, outer: str = "", heads: Sequence[str] = ()) -> None:
    """Write the addresses of links that stand in parts, see `shared_parts.py`.

    Args:
        node: An element.
        outer: The parts around it, joined.
        heads: Parts of the headings of the table that it stands in.
    """
    if node.name == "table":
        head = node.find(name="tr")
        heads = [one.attributes.get(PART, "") for one in head.nodes] if head else ()
    own = _join(outer, node.attributes.get(PART, ""))
    if node.name == "a" and "href" not in node.attributes and START in own:
        node.attributes["href"] = own
    is_row = node.name == "tr"
    for place, child in enumerate(node.nodes):
        column = heads[place] if is_row and place < len(heads) else ""
        is_head = child.attributes.get("scope") == "col"
        _join_addresses(child, own if is_head else _join(own, column), heads)


def _join(outer: str, inner: str) -> str:
    """Join a part with those around it; a beginning leaves them out."""
    return inner if START in inner else JOINT.join(filter(None, (outer, inner)))


class _TreeParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: escape_controls(value or "") for name, value in attrs}
        node = Node(tag, given)
        self.open[-1].content.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1].name == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(escape_controls(data))
