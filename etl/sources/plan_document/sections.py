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
    from etl.sources.plan_document.document import Line, PlanDocument


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
    """The lines of each section that was found; a missing section has no entry."""

    title: tuple[Line, ...]
    lines: dict[Section, tuple[Line, ...]]

    @property
    def missing(self) -> tuple[Section, ...]:
        """Sections of the template that the document does not have."""
        return tuple(section for section in Section if section not in self.lines)

    def __getitem__(self, section: Section) -> tuple[Line, ...]:
        """Give a section's lines; none where the document lacks it."""
        return self.lines.get(section, ())


def describe_opening(section: Section) -> str:
    """Give the form's words a section is found by, for people to read."""
    return re.sub(r"\\W\*|\?", "", _OPENINGS[section]) + "…"


def find_sections(document: PlanDocument) -> Sections:
    """Cut a document into the template's sections.

    A section runs from the form's sentence to the next section that follows in print.
    A sentence may be wrapped anywhere, so each line is read together with the two
    after it. The first match of a section counts.
    """
    starts = _find_starts(document.lines)
    ordered = sorted(starts.items(), key=lambda item: item[1])
    ends = [*(start for _, start in ordered), len(document.lines)][1:]
    return Sections(
        title=document.lines[: ordered[0][1] if ordered else 0],
        lines={
            section: document.lines[start:end]
            for (section, start), end in zip(ordered, ends, strict=True)
        },
    )


def _find_starts(lines: tuple[Line, ...]) -> dict[Section, int]:
    starts: dict[Section, int] = {}
    for index, line in enumerate(lines):
        found = _NUMBERED.match(_joined(lines, index)) if line.text else None
        if found and found.lastgroup:
            starts.setdefault(Section[found.lastgroup], index)
    return starts


def _joined(lines: tuple[Line, ...], index: int) -> str:
    return " ".join([line.text for line in lines[index : index + 3] if line.text])
