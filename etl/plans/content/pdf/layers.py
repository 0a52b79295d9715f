"""Layers of a PDF that can be switched off: what is off when it opens, nobody reads.

A layer is a group of optional content (ISO 32000-1, 8.11). Marks in a page, drawings
and annotations belong to it. What a viewer hides at first is left out here; where it
holds figures the page says more than it shows, and a person has to choose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_LEVELS: Final = 20
_POLICIES: Final = {
    "AllOn": (all, True),
    "AnyOff": (any, False),
    "AllOff": (all, False),
}
_ANY_ON: Final = (any, True)


class HiddenFiguresError(Exception):
    """A layer that is not shown holds figures."""


class Layers:
    """Which layers of a document are shown when it is opened."""

    def __init__(self, catalogue: Any) -> None:  # noqa: ANN401 – pdfminer has no types
        properties = _dictionary(catalogue.get("OCProperties"))
        usual = _dictionary(properties.get("D"))
        self._is_on = _name(usual.get("BaseState")) != "OFF"
        self._others = {
            one.objid
            for one in _list(usual.get("OFF" if self._is_on else "ON"))
            if isinstance(one, PDFObjRef)
        }
        self.exist = bool(properties)

    def show(self, mark: Any) -> bool:  # noqa: ANN401
        """Whether what belongs to a group, or to several by a rule, is shown."""
        return not self.exist or mark is None or self._shows(mark, 0)

    def _shows(self, mark: Any, level: int) -> bool:  # noqa: ANN401
        if isinstance(mark, PDFObjRef) and mark.objid in self._others:
            return not self._is_on
        group = _dictionary(mark)
        if _name(group.get("Type")) != "OCMD" or level > _MOST_LEVELS:
            return self._is_on
        if expression := _list(group.get("VE")):
            return self._holds(expression, level + 1)
        ask, wanted = _POLICIES.get(_name(group.get("P")), _ANY_ON)
        given = resolve1(group.get("OCGs"))
        members = given if isinstance(given, list) else [group.get("OCGs")]
        members = [one for one in members if one is not None]
        states = [self._shows(one, level + 1) == wanted for one in members]
        return not states or bool(ask(states))

    def _holds(self, expression: list[Any], level: int) -> bool:
        """Whether a rule of `And`, `Or` and `Not` over groups holds."""
        if level > _MOST_LEVELS:
            return self._is_on
        states = [
            self._holds(inner, level + 1)
            if (inner := _list(part))
            else self._shows(part, level + 1)
            for part in expression[1:]
        ]
        match _name(expression[0]):
            case "Not":
                return not all(states)
            case "Or":
                return any(states)
        return all(states)


class LayerInterpreter(PDFPageInterpreter):
    """Draws a page without what belongs to layers that are off."""

    layers: Layers

    def subinterp(self) -> LayerInterpreter:
        """Return an interpreter for a drawing inside of this one."""
        inner: Any = super().subinterp()
        inner.layers = self.layers
        return inner  # type: ignore[no-any-return]

    def render_contents(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Draw a page or a drawing; a hidden part without an end goes to its end."""
        self._marks: list[int | None] = []
        super().render_contents(*args, **options)
        while self._marks:
            self._end_mark()

    def do_BMC(self, tag: Any) -> None:  # noqa: ANN401, N802
        """Start a part of the page that has a mark."""
        self._marks.append(None)
        super().do_BMC(tag)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: ANN401, N802
        """Start a part of the page that has a mark, perhaps of a layer."""
        named = _dictionary(self.resources.get("Properties"))
        group = named.get(str(props.name)) if isinstance(props, PSLiteral) else props
        is_shown = _name(tag) != "OC" or self.layers.show(group)
        self._marks.append(None if is_shown else len(self._drawn))
        super().do_BDC(tag, props)

    def do_EMC(self) -> None:  # noqa: N802
        """Close a part of the page that has a mark."""
        super().do_EMC()
        if self._marks:
            self._end_mark()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: ANN401, N802
        """Draw a drawing or a picture, if its layer is shown."""
        start = len(self._drawn)
        super().do_Do(xobjid_arg)
        drawing = _dictionary(self.xobjmap.get(getattr(xobjid_arg, "name", "")))
        if not self.layers.show(drawing.get("OC")):
            drop_hidden(self._drawn, start)

    @property
    def _drawn(self) -> list[Any]:
        device: Any = self.device
        drawn: list[Any] = device.cur_item._objs  # noqa: SLF001 – nothing public tells
        return drawn

    def _end_mark(self) -> None:
        start = self._marks.pop()
        if start is not None:
            drop_hidden(self._drawn, start)


def drop_hidden(drawn: list[Any], start: int) -> None:
    """Drop what was drawn from a place on.

    Args:
        drawn: What was drawn so far.
        start: Where the hidden part begins.

    Raises:
        HiddenFiguresError: It holds figures.
    """
    hidden = drawn[start:]
    if any(any(map(str.isdigit, char.get_text())) for char in _characters(hidden)):
        raise HiddenFiguresError
    del drawn[start:]


def _characters(drawn: Iterable[Any]) -> Iterator[LTChar]:
    for one in drawn:
        if isinstance(one, LTChar):
            yield one
        elif isinstance(one, LTContainer):
            yield from _characters(one)


def _dictionary(value: Any) -> dict[str, Any]:  # noqa: ANN401
    given = resolve1(value)
    given = getattr(given, "attrs", given)
    return given if isinstance(given, dict) else {}


def _list(value: Any) -> list[Any]:  # noqa: ANN401
    given = resolve1(value)
    return given if isinstance(given, list) else []


def _name(value: Any) -> str:  # noqa: ANN401
    given = resolve1(value)
    return str(given.name) if isinstance(given, PSLiteral) else ""
