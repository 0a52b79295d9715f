"""Structured log lines: a moment, a level, an event, and pairs of names and values.

`2026-11-22T04:00:00.123Z INFO refresh_ended exit_code=0 seconds=3.1`
"""

from __future__ import annotations

import json
import logging
import re
import time
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOG_BYTES: Final = 5_000_000
LOG_COUNT: Final = 10

_PLAIN: Final = re.compile(r"[\w./:+@-]+")


def pairs(**values: object) -> str:
    """Write values as `name=value`; what could be misread is quoted as in JSON."""
    return " ".join(f"{name}={_quote(str(value))}" for name, value in values.items())


@contextmanager
def keep_log(folder: Path, name: str) -> Iterator[None]:
    """Write what the package logs, from INFO on, to a file that is rotated.

    Args:
        folder: Created if missing.
        name: File name without ending; older files get `.1`, `.2` …

    Raises:
        OSError: The folder cannot be made or written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / f"{name}.log",
        maxBytes=LOG_BYTES,
        backupCount=LOG_COUNT - 1,
        encoding="utf-8",
    )
    handler.setFormatter(LineFormatter())
    logger = logging.getLogger("etl")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)
        handler.close()


class LineFormatter(logging.Formatter):
    """One line per record, its moment in UTC."""

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        """Set the order: moment, level, message."""
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        """Write a record; a traceback stays within its line."""
        return super().format(record).replace("\n", "\\n")


def _quote(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
