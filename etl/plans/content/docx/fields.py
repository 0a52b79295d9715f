"""Fields of a DOCX: what is printed for them, and what is only their code.

`{ =SUM(ABOVE) }` prints its last result. Between its beginning and the separator a
field has code, which may hold fields whose results are no print either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn

from etl.plans.content.content import UNKNOWN_CHARACTER
from etl.plans.content.docx.styles import is_on, value_of

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

FIELD_MARK: Final = qn("w:fldChar")
FIELD_CODE: Final = qn("w:instrText")
SIMPLE_FIELD: Final = qn("w:fldSimple")
_ON: Final = frozenset({"1", "true", "on"})


@dataclass(slots=True)
class _OpenField:
    """A field that has begun: its code so far, and whether its result has."""

    is_outdated: bool
    chosen: str
    code: str = ""
    has_result: bool = False


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place of a document; paragraphs come in order.

    Attributes:
        are_whole: Whether every field ends. If not, no text is taken for code.
        are_outdated: Whether the document asks for all fields to be worked out again.
        open: The fields, the innermost last.
    """

    are_whole: bool
    are_outdated: bool
    open: list[_OpenField] = field(default_factory=list)

    @property
    def is_code(self) -> bool:
        """Whether what comes now is code of a field, which is not printed."""
        return self.are_whole and not all(one.has_result for one in self.open)

    def add_code(self, text: str) -> None:
        """Add words to the code of the innermost field."""
        if self.open:
            self.open[-1].code += text

    def read_mark(self, mark: Element) -> str:
        """Read where a field begins, has its result or ends; return what it prints.

        That is the chosen entry of a list, and a sign behind the result of a formula
        that has to be worked out again: nobody knows what it will be.
        """
        kind = mark.get(qn("w:fldCharType"))
        if kind == "begin":
            is_outdated = self.are_outdated or mark.get(qn("w:dirty")) in _ON
            self.open.append(_OpenField(is_outdated, _chosen_entry(mark)))
        elif kind == "separate" and self.open:
            self.open[-1].has_result = True
        elif kind == "end" and self.open:
            ended = self.open.pop()
            if not self.is_code:
                outdated = ended.is_outdated and _is_formula(ended.code)
                return ended.chosen + UNKNOWN_CHARACTER * outdated
        return ""

    def is_outdated(self, simple: Element) -> bool:
        """Whether a field of one element prints a result to be worked out again."""
        is_outdated = self.are_outdated or simple.get(qn("w:dirty")) in _ON
        is_formula = _is_formula(simple.get(qn("w:instr"), ""))
        return is_outdated and is_formula and not self.is_code


def read_fields(document: Document) -> Fields:
    """Read how a document keeps its fields; none is open yet."""
    depth = 0
    for mark in document.element.body.iter(FIELD_MARK):
        if any(True for _ in mark.iterancestors(qn("w:del"), qn("w:moveFrom"))):
            continue
        depth += {"begin": 1, "end": -1}.get(mark.get(qn("w:fldCharType"), ""), 0)
        if depth < 0:
            break
    outdated = is_on(document.settings.element, "w:updateFields")
    return Fields(are_whole=depth == 0, are_outdated=bool(outdated))


def _chosen_entry(mark: Element) -> str:
    """Return the entry that is chosen in a drop-down list; empty for other fields."""
    listed = mark.find(f"{qn('w:ffData')}/{qn('w:ddList')}")
    if listed is None:
        return ""
    entries = [item.get(qn("w:val"), "") for item in listed.findall(qn("w:listEntry"))]
    chosen = value_of(listed, "w:result") or value_of(listed, "w:default") or "0"
    place = int(chosen) if chosen.isdigit() else len(entries)
    return entries[place] if place < len(entries) else ""


def _is_formula(code: str) -> bool:
    return code.lstrip().startswith("=")
