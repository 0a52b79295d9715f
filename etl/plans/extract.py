"""From a document to a plan package: recognise it, read it, check it.

Whatever kind of document it is, the rest is the same: whose plan it is, reviewed
corrections, findings, typed tables.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from etl.plans.contract.reference import ReferenceFindingRule, ReferenceProgrammeProject
from etl.plans.findings.registry import find_all
from etl.plans.municipality import (
    find_municipality,
    read_municipalities,
)
from etl.plans.package.corrections import apply_corrections
from etl.plans.package.frames import build_frames
from etl.plans.package.read import read_corrections, read_table
from etl.plans.package.write import check_folder, write_package
from etl.plans.reading.reading import read_plan

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import polars as pl

    from etl.plans.content.document import PlanDocument
    from etl.plans.contract.plan_package import Row
    from etl.plans.findings.model import PlanFacts
    from etl.plans.municipality import Municipality
    from etl.plans.package.frames import Frames

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
    document, facts = read_plan(path)
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
