"""What a report can hold: sections, each a page or the parts of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pazanga.errors import ReportError


@dataclass(frozen=True)
class ReportSection:
    """A chapter of a report and what of a page stands in it.

    Attributes:
        name: Name that a command knows it by; its title is a text of that name.
        page: Page that says it.
        takes: Keys of the containers of the page that it takes; all where empty.
        leaves: Keys of the containers that it leaves to others.
    """

    name: str
    page: str
    takes: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


SUMMARY: Final = ReportSection("summary", "overview", leaves=("part_news", "views"))
"""The chapter that every report begins with."""

ENDING: Final = ReportSection("ending", "plan", takes=("part_ending",))
SOURCES: Final = ReportSection("sources", "quality", takes=("part_sources",))
DOCUMENT: Final = ReportSection("document", "plan", takes=("part_document",))
"""What the last chapter of every report says of its sources, and of what is unknown."""

SECTIONS: Final = (
    ReportSection("money", "spending", leaves=("part_late",)),
    ReportSection("late", "spending", takes=("part_late",)),
    ReportSection("targets", "targets"),
    ReportSection("exams", "exams"),
    ReportSection("schools", "schools"),
    ENDING,
    ReportSection("quality", "quality", leaves=("part_sources", "part_loads")),
)
"""What a reader may choose from, in the order of a whole report."""

REPORT_PAGES: Final = tuple(
    dict.fromkeys(one.page for one in (SUMMARY, *SECTIONS, SOURCES, DOCUMENT))
)
"""Pages that a whole report is made of."""

WHOLE: Final = ("late", "stays", "table")
"""Tables that pages shorten more than paper has to."""


def choose_sections(names: str | None) -> tuple[ReportSection, ...]:
    """Choose sections by their names, in the order in which they are named.

    Args:
        names: Names, separated by commas; all sections where there are none.

    Raises:
        ReportError: There is no section of a name.
    """
    if names is None:
        return SECTIONS
    by_name = {section.name: section for section in SECTIONS}
    chosen = dict.fromkeys(name.strip() for name in names.split(","))
    for name in chosen:
        if name not in by_name:
            known = ", ".join(by_name)
            raise ReportError("section_unknown", found=name[:60], sections=known)
    return tuple(by_name[name] for name in chosen)
