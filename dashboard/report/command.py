"""`pazanga report`: the report for the council as a file, or as slides."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Final

from dashboard.report.compose import build_report
from dashboard.report.docx_file import write_docx
from dashboard.report.pdf import write_pdf
from dashboard.report.sections import choose_sections
from dashboard.report.slides_file import write_slides
from pazanga.errors import ReportError
from pazanga.files.durable import replace_bytes
from pazanga.files.private import write_as_given

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.report.model import CouncilReport
    from pazanga.settings import Settings
    from pazanga.texts import Language

WRITERS: Final[dict[str, Callable[[CouncilReport], bytes]]] = {
    ".pdf": write_pdf,
    ".docx": write_docx,
    ".html": write_slides,
}


def write_report(
    settings: Settings, plan: str, out: Path, sections: str | None, language: Language
) -> None:
    """Write the report on a plan to a file, replaced whole.

    Args:
        settings: Which home.
        plan: Code of the plan.
        out: The file; its ending says how it is written.
        sections: Names of sections, separated by commas; all if none.
        language: Language of the report.

    Raises:
        UserError: Nothing is published, or there is no such plan, section or ending.
        OSError: The file cannot be written.
    """
    write = WRITERS.get(out.suffix.lower())
    if write is None:
        raise ReportError("ending_unknown", path=str(out))
    chosen = choose_sections(sections)
    if not out.parent.is_dir():
        # Said before the work, not after it.
        missing = os.strerror(errno.ENOENT)
        raise FileNotFoundError(errno.ENOENT, missing, str(out.parent))
    content = write(build_report(settings, plan, chosen, language))
    with write_as_given():
        replace_bytes(out, content)
