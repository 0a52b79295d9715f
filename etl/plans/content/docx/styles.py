"""What the styles of a DOCX add to its text: capitals, hidden words, list numbers.

A style takes from the style it is based on; what a paragraph or a run says itself
comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from lxml.etree import _Element as Element

_VALUE: Final = qn("w:val")
_OFF: Final = {"0", "false", "off", "none"}
_MOST_STYLES: Final = 20


def value_of(parent: Element | None, tag: str) -> str | None:
    """Return the value of a property element; None where there is none."""
    found = None if parent is None else parent.find(qn(tag))
    return None if found is None else found.get(_VALUE)


def is_on(properties: Element | None, tag: str) -> bool | None:
    """Whether a property is switched on; None where it is not mentioned."""
    found = None if properties is None else properties.find(qn(tag))
    return None if found is None else found.get(_VALUE, "1") not in _OFF


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their identifiers."""

    by_id: dict[str, Element]

    def chain(self, style_id: str | None) -> Iterator[Element]:
        """Yield a style and the styles it is based on, the nearest first."""
        for _ in range(_MOST_STYLES):
            style = self.by_id.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = value_of(style, "w:basedOn")

    def paragraph_property(self, paragraph: Element, tag: str) -> Element | None:
        """Find a property of a paragraph: its own or its style's."""
        own = paragraph.find(qn("w:pPr"))
        style = value_of(own, "w:pStyle")
        places = [own, *(one.find(qn("w:pPr")) for one in self.chain(style))]
        found = (None if place is None else place.find(qn(tag)) for place in places)
        return next((element for element in found if element is not None), None)

    def run_has(self, run: Element, paragraph: Element, tag: str) -> bool:
        """Whether a property of a run's characters is on, in whichever style."""
        said = (is_on(place, tag) for place in self._places(run, paragraph))
        return next((state for state in said if state is not None), False)

    def run_value(self, run: Element, paragraph: Element, tag: str) -> str | None:
        """Return the value of a property of a run's characters, the nearest one."""
        values = (value_of(place, tag) for place in self._places(run, paragraph))
        return next((value for value in values if value is not None), None)

    def run_property(
        self, run: Element, paragraph: Element, tag: str
    ) -> Element | None:
        """Find a property of a run's characters, the nearest one."""
        places = self._places(run, paragraph)
        found = (None if place is None else place.find(qn(tag)) for place in places)
        return next((element for element in found if element is not None), None)

    def run_font(self, run: Element, paragraph: Element) -> str:
        """Return the name of a run's font; empty where only the document sets it."""
        for place in self._places(run, paragraph):
            fonts = None if place is None else place.find(qn("w:rFonts"))
            name = None if fonts is None else fonts.get(qn("w:ascii"))
            if name:
                return str(name)
        return ""

    def _places(self, run: Element, paragraph: Element) -> list[Element | None]:
        """Return where properties of a run may stand, the nearest first."""
        own = run.find(qn("w:rPr"))
        styles = [
            *self.chain(value_of(own, "w:rStyle")),
            *self.chain(value_of(paragraph.find(qn("w:pPr")), "w:pStyle")),
        ]
        return [own, *(style.find(qn("w:rPr")) for style in styles)]


def read_styles(document: Document) -> Styles:
    """Read the styles of a document."""
    root = document.styles.element
    return Styles(
        {
            style.get(qn("w:styleId"), ""): style
            for style in root.iterchildren(qn("w:style"))
        }
    )
