"""The nine numbered sections of the template, found by the template's own sentences.

Only the fixed wording of the official form is looked for, never a line number: a
municipality fills the form in, it does not rewrite its questions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.plans.content.document import Grid, Line, PlanDocument


class Section(IntEnum):
    """The template's sections, by the number it gives (or skips) them."""

    SITUATION = 1
    SCHOOLS = 2
    PARTNERS = 3
    INDICATORS = 4
    PLANNED_ACTIVITIES = 5
    COSTED_ACTIVITIES = 6
    BUDGET = 7
    PRINCIPLES = 8
    RISKS = 9


# How each section begins, in the form's words and without its number, which some
# copies misprint. Wrapped lines are joined before matching.
_OPENINGS = {
    Section.SITUATION: r"Remdamiesi „?Tūkstantmečio mokykl",
    Section.SCHOOLS: r"Toliau pateiktoje lentelėje įrašykite visas savivaldyb",
    Section.PARTNERS: r"Partneriai\W*, dalyvaujantys įgyvendinant švietimo pažangos",
    Section.INDICATORS: r"Lentelėje pateikite rodiklius ir jų reikšmes",
    Section.PLANNED_ACTIVITIES: r"Planuojamos mokyklų tobulinimo veiklos TŪM program",
    Section.COSTED_ACTIVITIES: r"Lentelėje nurodykite mokyklose planuojamas vykdyti",
    Section.BUDGET: r"Informacija apie biudžeto paskirstymą projekto partneriams",
    Section.PRINCIPLES: r"Savivaldybės švietimo pažangos plane numatytų veiklų atitikt",
    Section.RISKS: r"Kokios yra šio pažangos plano vykdymo rizikos",
}
_NUMBERED = re.compile(
    r"(?:\d{1,2}\s*\.\s*)?(?:"
    + "|".join(f"(?P<{section.name}>{text})" for section, text in _OPENINGS.items())
    + ")",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sections:
    """The lines of each section that was found; a missing section has no entry.

    Attributes:
        title: Lines above the first section.
        lines: Lines by section.
        tables: All tables of the document; None for a text, which has no cells.
        repeated: Sections that begin again further down, with the line they do on;
            what stands there is not read.
        margins: What headers, footers and notes of the document print.
    """

    title: tuple[Line, ...]
    lines: dict[Section, tuple[Line, ...]]
    tables: tuple[Grid, ...] | None = None
    repeated: tuple[tuple[Section, int], ...] = ()
    margins: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[Section, ...]:
        """Return the sections of the form that the document lacks."""
        return tuple(section for section in Section if section not in self.lines)

    def __getitem__(self, section: Section) -> tuple[Line, ...]:
        """Return a section's lines; none where the document lacks it."""
        return self.lines.get(section, ())

    def grids(self, section: Section) -> tuple[Grid, ...] | None:
        """Return the tables that begin in a section; None for a text.

        One that is nothing but an embedded object or pictures is not among them.
        """
        if self.tables is None:
            return None
        return tuple(g for g in self.shown_in(section) if not _is_unread(g))

    def shown_in(self, section: Section) -> tuple[Grid, ...]:
        """Return all that a section shows as tables: objects, too."""
        own = self[section]
        if not own:
            return ()
        first, last = own[0].number, own[-1].number
        listed = self.tables or ()
        return tuple(grid for grid in listed if first <= grid.first_line <= last)


def _is_unread(grid: Grid) -> bool:
    cells = [cell for row in grid.rows for cell in row]
    is_empty = not any(cell.texts for cell in cells)
    return is_empty and any(cell.unread for cell in cells)


def describe_opening(section: Section) -> str:
    """Return the form's words that open a section, for people to read."""
    return re.sub(r"\\W\*|\?", "", _OPENINGS[section]) + "…"


def find_sections(document: PlanDocument) -> Sections:
    """Split a document into the sections of the form.

    A section runs from the form's sentence to the next section that follows in print.
    A sentence may be wrapped anywhere, so each line is read together with the two
    after it. The first match of a section counts.
    """
    starts, repeated = _find_starts(document.lines)
    ordered = sorted(starts.items(), key=lambda item: item[1])
    ends = [*(start for _, start in ordered), len(document.lines)][1:]
    return Sections(
        title=document.lines[: ordered[0][1] if ordered else 0],
        lines={
            section: document.lines[start:end]
            for (section, start), end in zip(ordered, ends, strict=True)
        },
        tables=document.tables,
        repeated=tuple(repeated),
        margins=document.margins,
    )


def _find_starts(
    lines: tuple[Line, ...],
) -> tuple[dict[Section, int], list[tuple[Section, int]]]:
    """Return where sections begin, and which begin again on which line."""
    starts: dict[Section, int] = {}
    repeated: list[tuple[Section, int]] = []
    for index, line in enumerate(lines):
        found = _NUMBERED.match(_joined(lines, index)) if line.text else None
        if found and found.lastgroup:
            section = Section[found.lastgroup]
            if starts.setdefault(section, index) != index:
                repeated.append((section, line.number))
    return starts, repeated


def _joined(lines: tuple[Line, ...], index: int) -> str:
    return " ".join([line.text for line in lines[index : index + 3] if line.text])
