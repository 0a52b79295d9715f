"""Elements of a DOCX: their names, those that only wrap others, and boxes of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from etl.plans.content.content import OBJECT, PICTURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
DELETED: Final = frozenset({f"{W}del", f"{W}moveFrom"})
_CHOICES: Final = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
)
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_PICTURES: Final = frozenset(
    {
        *(f"{{{_DRAWING}/picture}}pic", f"{{{_DRAWING}/chart}}chart"),
        *(f"{{{_DRAWING}/diagram}}relIds", "{urn:schemas-microsoft-com:vml}imagedata"),
    }
)
TURNED: Final = frozenset({f"{W}bdo", f"{W}dir"})
_COME_AGAIN: Final = TURNED | {f"{W}fldSimple"}
# Elements that only wrap others: content controls, insertions, links, fields …
_WRAPPERS: Final = frozenset(
    f"{W}{tag}"
    for tag in (
        *("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"),
        *("hyperlink", "fldSimple", "bdo", "dir", "ruby", "rubyBase"),
    )
)


def children_of(parent: Element) -> Iterator[Element]:
    """Yield the elements of a parent, and those inside of mere wrappers.

    One that says more than its children do comes again behind them.
    """
    for child in parent.iterchildren():
        if child.tag == _CHOICES:
            yield from children_of(_choose(child))
        elif child.tag in _WRAPPERS:
            yield from children_of(child)
            if child.tag in _COME_AGAIN:
                yield child
        else:
            yield child


def holds_figures(part: Element) -> bool:
    """Whether words inside of an element have figures among them."""
    texts = "".join(text.text or "" for text in part.iter(f"{W}t"))
    return any(map(str.isdigit, texts))


def is_placeholder(run: Element) -> bool:
    """Whether words only stand where something is to be filled in: nobody did so."""
    controls = run.iterancestors(f"{W}sdt")
    return any(
        mark.get(f"{W}val", "1") not in {"0", "false", "off"}
        for control in controls
        for mark in control.findall(f"{W}sdtPr/{W}showingPlcHdr")
    )


def find_boxes(part: Element) -> Iterator[Element]:
    """Yield the boxes of text inside of an element; one that is there twice once."""
    if part.tag == _CHOICES:
        part = _choose(part)
    if part.tag == f"{W}txbxContent":
        yield part
        return
    for child in part.iterchildren():
        yield from find_boxes(child)


def find_unread(part: Element) -> Iterator[str]:
    """Yield what an element shows that is no text: pictures, charts, objects."""
    if part.tag == _CHOICES:
        part = _choose(part)
    if part.tag == f"{W}txbxContent":
        return
    if part.tag == f"{W}object":
        yield OBJECT
        return
    if part.tag in _PICTURES:
        yield PICTURE
    for child in part.iterchildren("*"):
        yield from find_unread(child)


def _choose(choices: Element) -> Element:
    """Return the first of the ways in which the file says one thing."""
    return next(choices.iterchildren(), choices)
