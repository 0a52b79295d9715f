"""`pazanga check`: read a workbook, say what it would change, publish nothing."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.check.check import check_workbook
from etl.check.report import describe_check, describe_error, say_check
from etl.workbooks import save_rejects
from pazanga.errors import UserError
from pazanga.files.private import write_as_given

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.settings import Settings

CHECKED: Final = 0
UNUSABLE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRequest:
    """How the answer is wanted.

    Attributes:
        as_json: As JSON for a program, rather than as lines for a person.
        name: Name the file is known by, where that is not the name of the file.
        rejects: Workbook to write with the rejected rows; none is written when there
            are none.
    """

    as_json: bool = False
    name: str | None = None
    rejects: Path | None = None


def run_check(path: Path, settings: Settings, wanted: CheckRequest) -> int:
    """Check a workbook and print what it would change.

    Returns:
        Exit code: 0 when it would be loaded, rejected rows or not; 2, as of a refresh,
        when a part of it or nothing would be, or when it cannot be read.
    """
    name = wanted.name or path.name
    try:
        check = check_workbook(path, settings, name)
        if wanted.rejects and check.rejects.height:
            with write_as_given():
                save_rejects(check.rejects, wanted.rejects, settings.language)
    except UserError as error:
        if wanted.as_json:
            _print_json(describe_error(error, name))
        else:
            sys.stderr.write(f"{error.text(settings.language)}\n")
        return UNUSABLE
    if wanted.as_json:
        _print_json(describe_check(check))
    else:
        for line in say_check(check, settings.language):
            sys.stdout.write(f"{line}\n")
    return CHECKED if check.extent == "whole" else UNUSABLE


def _print_json(content: object) -> None:
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
