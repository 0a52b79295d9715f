"""What a document says: recognised as the official form, or as slides.

The sentences of the form tell it, or the shares and the basket of slides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.plans.content.sections import Section, describe_opening, find_sections
from etl.plans.form.extract import extract_form
from etl.plans.slides.extract import are_slides, extract_slides
from pazanga.errors import DocumentError

if TYPE_CHECKING:
    from etl.plans.content.document import PlanDocument
    from etl.plans.findings.model import PlanFacts

# Any document may quote one sentence of the form; two are no accident, nor is one
# under the title of a shortened plan.
MIN_EVIDENCE: Final = 2
_TITLE_LINES: Final = 30
_TITLE: Final = re.compile(r"švietimo\s+pažangos\s+plan", re.IGNORECASE)


def read_facts(document: PlanDocument) -> PlanFacts:
    """Read all that a document says.

    Raises:
        DocumentError: It is neither the form nor slides of a plan.
    """
    sections = find_sections(document)
    title = " ".join(line.text for line in sections.title[:_TITLE_LINES])
    if len(sections.lines) + bool(_TITLE.search(title)) >= MIN_EVIDENCE:
        return extract_form(sections)
    if are_slides(document):
        return extract_slides(document)
    raise DocumentError(
        "not_a_plan",
        name=document.name,
        lines=len(document.lines),
        wanted=len(Section),
        found=len(sections.lines),
        sentences=" / ".join(map(describe_opening, Section)),
    )
