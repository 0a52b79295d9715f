"""Small files of what readers wrote: one record a file, durable, for the user alone."""

from __future__ import annotations

import json
import logging
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock, Timeout

from pazanga.errors import KeptError
from pazanga.files.durable import move_into_place, read_regular, sync
from pazanga.log import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

logger = logging.getLogger(__name__)

MOST_BYTES: Final = 1 << 20
"""Of a record: two thousand characters and fifty older texts of that length fit."""

_CODE: Final = re.compile(r"[0-9a-f]{16}", re.ASCII)
_SECONDS: Final = 5.0
"""How long a writer waits for another one."""


@dataclass(frozen=True)
class Store:
    """A folder of records; each is a JSON object in a file named by its code.

    Attributes:
        folder: Made when the first record is written.
    """

    folder: Path

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keep others from writing, so that what was looked up still holds.

        Raises:
            KeptError: Another one goes on writing, or the disk cannot be written.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = FileLock(self.folder / ".lock", timeout=_SECONDS, mode=0o600)
            with lock:
                yield
        except Timeout as error:
            raise KeptError("kept_busy") from error
        except OSError as error:
            told = pairs(folder=self.folder.name, reason=str(error))
            logger.warning("not_kept %s", told)
            raise KeptError("kept_unwritable", reason=error) from error

    def list_codes(self) -> list[str]:
        """List the codes of all records, also of those that cannot be read."""
        paths = self.folder.glob("*.json")
        return sorted(path.stem for path in paths if _CODE.fullmatch(path.stem))

    def read(self, code: str) -> dict[str, Any] | None:
        """Read a record; None where there is none, or none that can be read."""
        if not _CODE.fullmatch(code):
            return None
        try:
            record = json.loads(read_regular(self._name(code), MOST_BYTES))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as error:
            logger.warning("kept_unreadable %s", pairs(code=code, reason=str(error)))
            return None
        return record if isinstance(record, dict) else None

    def write(self, code: str, record: dict[str, Any]) -> None:
        """Write a record whole, in place of the one before; the caller holds the store.

        Raises:
            OSError: The disk is full or not writable; the record before stays.
        """
        path = self._name(code)
        fresh = path.with_name(f".{path.name}.new")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600, exist_ok=False)
        content = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
        fresh.write_text(content, encoding="utf-8")
        move_into_place(fresh, path)

    def remove(self, code: str) -> None:
        """Remove a record for good, if there is one; the caller holds the store.

        Raises:
            OSError: It cannot be removed.
        """
        self._name(code).unlink(missing_ok=True)
        sync(self.folder)

    def _name(self, code: str) -> Path:
        return self.folder / f"{code}.json"
