"""Files around a mapping: the one that is tried, codes, the one that is kept."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any, Final

from etl.workbooks.mappings.store import ENDING, read_content
from pazanga.errors import MappingError
from pazanga.files.durable import replace_text

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.settings import Settings

_NAME: Final = re.compile(r"[^\W_][\w-]{0,59}")
_PAIR: Final = 2


def read_tried(path: Path) -> dict[str, Any]:
    """Read a mapping to try, TOML or JSON.

    Raises:
        MappingError: It cannot be read, or is neither.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return read_content(path)
    if not isinstance(content, dict):
        raise MappingError("not_toml", file=path.name, reason="{ }")
    return content


def read_codes(path: Path) -> dict[str, str]:
    """Read a list of codes: two columns, theirs and ours.

    Raises:
        MappingError: It cannot be read, or a row has not two cells.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError("unreadable", file=path.name, reason=error) from error
    separator = max(";\t,", key=text.count)
    codes: dict[str, str] = {}
    for number, cells in enumerate(
        csv.reader(text.splitlines(), delimiter=separator), 1
    ):
        if not any(map(str.strip, cells)):
            continue
        code, value = map(str.strip, cells) if len(cells) == _PAIR else ("", "")
        if not code or not value or codes.get(code, value) != value:
            raise MappingError("bad_code_row", file=path.name, row=number)
        codes[code] = value
    return codes


def read_constants(pairs: list[str]) -> dict[str, str]:
    """Read `COLUMN=VALUE` pairs.

    Raises:
        MappingError: One is no such pair.
    """
    constants = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise MappingError("bad_pair", found=pair)
        constants[name.strip()] = value.strip()
    return constants


def keep_mapping(name: str, text: str, settings: Settings) -> Path:
    """Write a new mapping into the home; one that is there stays as it is.

    Raises:
        MappingError: The name cannot be one, is taken, or the disk is not writable.
    """
    name = name.removesuffix(ENDING)
    if not _NAME.fullmatch(name):
        raise MappingError("bad_name", found=name)
    path = settings.mappings_dir / f"{name}{ENDING}"
    if path.exists():
        raise MappingError("exists", file=path.name, path=path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_text(path, text)
    except OSError as error:
        raise MappingError(
            "unwritable", file=path.name, path=path, reason=error
        ) from error
    return path
