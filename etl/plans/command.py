"""`pazanga extract`: read a document, write its package, say what was found."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Final

from etl.plans.content.document import write_lines
from etl.plans.extract import extract_to_folder, read_finding_rules
from etl.plans.report import describe_extraction
from pazanga.errors import DocumentError, UserError
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from etl.plans.content.document import Line
    from pazanga.settings import Settings
    from pazanga.texts import Language

EXTRACTED: Final = 0
UNUSABLE: Final = 2
_PATIENCE_SECONDS: Final = 1.0


def run_extract(
    document: Path, folder: Path, settings: Settings, lines_path: Path | None = None
) -> int:
    """Extract a document into a folder and print the reconciliation.

    Args:
        document: DOCX, PDF or text of a plan.
        folder: Folder of the package.
        settings: Where the reference tables are, and the language.
        lines_path: Where to write the numbered lines that the package refers to.

    Returns:
        Exit code: 0 when a package was written, findings or not; 2 when the document,
        its corrections or the folder cannot be used.
    """
    try:
        with _announce_if_slow(settings.language):
            extraction = extract_to_folder(document, folder, settings.reference_dir)
            if lines_path is not None:
                _write_lines(extraction.document.lines, lines_path)
            rules = read_finding_rules(settings.reference_dir)
    except UserError as error:
        sys.stderr.write(f"{error.text(settings.language)}\n")
        return UNUSABLE
    for line in describe_extraction(extraction, folder, rules, settings.language):
        sys.stdout.write(f"{line}\n")
    return EXTRACTED


def _write_lines(lines: Iterable[Line], path: Path) -> None:
    try:
        path.write_text(write_lines(lines), encoding="utf-8", newline="\n")
    except OSError as error:
        raise DocumentError("lines_not_written", path=path, reason=error) from error


@contextmanager
def _announce_if_slow(language: Language) -> Iterator[None]:
    """Print that the extraction is running, once it takes longer than a second."""
    said = text("etl.plans", "extract.slow", language)
    timer = Timer(_PATIENCE_SECONDS, lambda: sys.stderr.write(f"{said}\n"))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
