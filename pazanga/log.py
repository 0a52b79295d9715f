"""Structured log lines: JSON with a moment, a level, an event, and what belongs to it.

`{"at": "2026-11-22T04:00:00.123Z", "level": "INFO", "event": "refresh_ended", …}`

Beside stand the ids of what it belongs to: `request`, one answer or one run of a page;
`session`, a login or, without any, a tab; `run_id`, a refresh. None names a person.

E-mail addresses are cut to their domain: a server that refuses one repeats it. Personal
codes are masked: people write them into names of files, and errors quote these.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pazanga.personal_codes import mask_personal_codes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LOG_BYTES: Final = 5_000_000
LOG_COUNT: Final = 10
_ID_BYTES: Final = 8

_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_ids: Final[ContextVar[Mapping[str, str]]] = ContextVar("ids", default=_NONE)

_PLAIN: Final = re.compile(r"[\w./:+@-]+")
_HASH: Final = re.compile(r"(?<![^\W_])(?=\d*[a-f])[0-9a-f]{16,}(?![^\W_])", re.ASCII)
_MAILBOX: Final = re.compile(r"(?<![\w.+'=-])[\w.+'=-]+@(?=[\w-]+\.\w)")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and values of one event; as a text each is `name=value`."""

    values: Mapping[str, object]

    def __str__(self) -> str:
        """Write them on one line; what could be misread is quoted as in JSON."""
        written = (f"{name}={_quote(str(at))}" for name, at in self.values.items())
        return " ".join(written)


def pairs(**values: object) -> Pairs:
    """Format what belongs to an event, the one argument of its record: `"event %s"`."""
    return Pairs(
        {
            name: _hide_codes(str(at)) if isinstance(at, str | PurePath) else at
            for name, at in values.items()
        }
    )


def _hide_codes(said: str) -> str:
    """Hide personal codes in a text, as in names of files; a hash is none."""
    kept, last = [], 0
    for found in _HASH.finditer(said):
        before = said[last : found.start()]
        kept += [mask_personal_codes(before, is_code=True), found.group()]
        last = found.end()
    return "".join([*kept, mask_personal_codes(said[last:], is_code=True)])


def name_ids(**ids: str) -> None:
    """Set ids for what this task, or this thread, logs from here on."""
    _ids.set({**_ids.get(), **ids})


@contextmanager
def named_ids(**ids: str) -> Iterator[None]:
    """Set ids for what is logged while the block runs."""
    token = _ids.set({**_ids.get(), **ids})
    try:
        yield
    finally:
        _ids.reset(token)


def make_id() -> str:
    """Make an id that says nothing of what it names."""
    return secrets.token_hex(_ID_BYTES)


@contextmanager
def log_to_stderr(*packages: str) -> Iterator[None]:
    """Write what packages log, from warnings on, as lines to where errors go.

    Args:
        packages: Names of loggers.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter())
    handler.setLevel(logging.WARNING)
    loggers = {name: logging.getLogger(name) for name in packages}
    former = {name: [*logger.handlers] for name, logger in loggers.items()}
    for logger in loggers.values():
        # Streamlit has given some of them a handler of its own: a line is said once.
        logger.handlers[:] = [handler]
    try:
        yield
    finally:
        for name, logger in loggers.items():
            logger.handlers[:] = former[name]


@contextmanager
def keep_log(folder: Path, name: str, package: str = "etl") -> Iterator[None]:
    """Write what a package logs, from INFO on, to a file that is rotated.

    Args:
        folder: Created if missing.
        name: File name without ending; older files get `.1`, `.2` …
        package: Name of the package.

    Raises:
        OSError: The folder cannot be made or written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = _LogHandler(
        folder / f"{name}.log",
        maxBytes=LOG_BYTES,
        backupCount=LOG_COUNT - 1,
        encoding="utf-8",
    )
    handler.setFormatter(LineFormatter())
    logger = logging.getLogger(package)
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)
        handler.close()


class _LogHandler(RotatingFileHandler):
    """Keeps a log; where the disk is full, what is logged is lost and nothing else."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - its name
        """Drop the error: what needs the disk reports that it is full."""

    def close(self) -> None:
        """Close the file, whether or not its last lines can be written."""
        with suppress(OSError):
            super().close()


class LineFormatter(logging.Formatter):
    """One line of JSON per record, its moment in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record; a traceback stays within its line."""
        at = datetime.fromtimestamp(record.created, UTC).replace(tzinfo=None)
        entry: dict[str, object] = {
            "at": f"{at.isoformat(timespec='milliseconds')}Z",
            "level": record.levelname,
        }
        entry |= {name: one for name, one in _ids.get().items() if one}
        match record.args:
            case (*words, Pairs(values=values)):
                event = record.msg.removesuffix(" %s") % tuple(words)
                entry["event"] = _hide_codes(event)
                entry.update(values)
            case _:
                entry["event"] = _hide_codes(record.getMessage())
        if record.exc_info:
            traceback = self.formatException(record.exc_info)
            entry["traceback"] = _hide_codes(traceback)
        line = json.dumps(entry, ensure_ascii=False, default=str)
        # A name or a path of the system may hold bytes that are no text.
        return _as_text(_MAILBOX.sub("…@", line))


def _quote(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    return json.dumps(_as_text(value), ensure_ascii=False)


def _as_text(value: str) -> str:
    """Replace what no file can hold by `?`, as in names of files that are no text."""
    return value.encode(errors="replace").decode()
