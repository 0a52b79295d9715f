"""`pazanga extract`: read a document, write its package, say what was found."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Final

from etl.extract import extract_to_folder, read_finding_rules
from etl.extract_report import describe_extraction
from warehouse.messages import UserError, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from warehouse.messages import Language
    from warehouse.settings import Settings

EXTRACTED: Final = 0
UNUSABLE: Final = 2
_PATIENCE_SECONDS: Final = 1.0


def run_extract(document: Path, folder: Path, settings: Settings) -> int:
    """Extract a document into a folder and print the reconciliation.

    Returns:
        Exit code: 0 when a package was written, findings or not; 2 when the document,
        its corrections or the folder cannot be used.
    """
    try:
        with _announce_if_slow(settings.language):
            extraction = extract_to_folder(document, folder, settings.reference_dir)
            rules = read_finding_rules(settings.reference_dir)
    except UserError as error:
        sys.stderr.write(f"{error.text(settings.language)}\n")
        return UNUSABLE
    for line in describe_extraction(extraction, folder, rules, settings.language):
        sys.stdout.write(f"{line}\n")
    return EXTRACTED


@contextmanager
def _announce_if_slow(language: Language) -> Iterator[None]:
    """Say that something is going on, but only when it takes longer than a second."""
    said = text("etl", "extract.slow", language)
    timer = Timer(_PATIENCE_SECONDS, lambda: sys.stderr.write(f"{said}\n"))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
