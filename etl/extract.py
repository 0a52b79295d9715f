"""From a document to a plan package: recognise it, read it, check it.

The kind of document is told by its content: the sentences of the official form, or the
shares and the basket of slides. The rest is the same for both: whose plan it is,
reviewed corrections, findings, typed tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from etl.contracts.reference import ReferenceFindingRule, ReferenceProgrammeProject
from etl.errors import DocumentError
from etl.findings.registry import find_all
from etl.plan_package.corrections import apply_corrections
from etl.plan_package.frames import build_frames
from etl.plan_package.read import read_corrections, read_table
from etl.plan_package.write import check_folder, write_package
from etl.sources.plan_document.extract import extract_form
from etl.sources.plan_document.municipality import (
    find_municipality,
    read_municipalities,
)
from etl.sources.plan_document.reading import read_document
from etl.sources.plan_document.sections import (
    Section,
    describe_opening,
    find_sections,
)
from etl.sources.plan_slides.extract import are_slides, extract_slides

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import polars as pl

    from etl.contracts.plan_package import Row
    from etl.findings.model import PlanFacts
    from etl.plan_package.frames import Frames
    from etl.sources.plan_document.document import PlanDocument
    from etl.sources.plan_document.municipality import Municipality

# One sentence of the form may be quoted anywhere; two are no accident, nor is one
# under the title of a plan that was cut early.
MIN_EVIDENCE: Final = 2
_TITLE_LINES: Final = 30
_TITLE: Final = re.compile(r"švietimo\s+pažangos\s+plan", re.IGNORECASE)
PROGRAMME_CODE: Final = "tum"
CURRENCY: Final = "EUR"


@dataclass(frozen=True, slots=True)
class Extraction:
    """A document that was read into a package.

    Attributes:
        document: Its name, hash and lines.
        frames: Typed tables of the package.
    """

    document: PlanDocument
    frames: Frames


def extract_to_folder(path: Path, folder: Path, reference_dir: Path) -> Extraction:
    """Extract a document and write its package; corrections in the folder are applied.

    Args:
        path: UTF-8 text of a plan.
        folder: Folder of the package.
        reference_dir: Folder of the reference tables.

    Raises:
        DocumentError: The document is none that can be read; nothing is written.
        PackageError: The corrections or the folder cannot be used.
    """
    check_folder(folder)
    extraction = extract_document(path, reference_dir, read_corrections(folder))
    write_package(extraction.frames, folder)
    return extraction


def extract_document(
    path: Path, reference_dir: Path, corrections: list[Row]
) -> Extraction:
    """Extract a document into typed tables, findings included.

    Raises:
        DocumentError: The document is none that can be read.
        PackageError: The corrections or the reference tables break their contract.
    """
    document = read_document(path)
    facts = _read_facts(document)
    municipality = find_municipality(
        facts.municipality_printed, read_municipalities(reference_dir)
    )
    rows, reported = apply_corrections(
        {**facts.rows, "plan": [_plan_row(document, facts, municipality)]}, corrections
    )
    facts = replace(
        facts,
        rows=rows,
        reported={**facts.reported, **reported},
        line_count=len(document.lines),
        programme_period=_programme_period(reference_dir),
    )
    return Extraction(document, build_frames({**rows, "findings": find_all(facts)}))


def read_finding_rules(reference_dir: Path) -> pl.DataFrame:
    """Read what each rule means, in both languages.

    Raises:
        PackageError: The table is missing or breaks its contract.
    """
    return read_table(reference_dir / "finding_rules.csv", ReferenceFindingRule)


def _read_facts(document: PlanDocument) -> PlanFacts:
    sections = find_sections(document)
    title = " ".join(line.text for line in sections.title[:_TITLE_LINES])
    if len(sections.lines) + bool(_TITLE.search(title)) >= MIN_EVIDENCE:
        return extract_form(sections)
    if are_slides(document):
        return extract_slides(document)
    raise DocumentError(
        "etl.not_a_plan",
        name=document.name,
        lines=len(document.lines),
        wanted=len(Section),
        found=len(sections.lines),
        sentences=" / ".join(map(describe_opening, Section)),
    )


def _plan_row(
    document: PlanDocument, facts: PlanFacts, municipality: Municipality
) -> Row:
    return {
        "plan_code": municipality.plan_code,
        "municipality_code": municipality.code,
        "municipality_name": municipality.name,
        "title": facts.title,
        "programme_code": PROGRAMME_CODE,
        "currency": CURRENCY,
        "document_name": document.name,
        "document_sha256": document.sha256,
    }


def _programme_period(reference_dir: Path) -> tuple[date, date]:
    projects = read_table(
        reference_dir / "programme_projects.csv", ReferenceProgrammeProject
    )
    return min(projects["start_date"]), max(projects["end_date"])
