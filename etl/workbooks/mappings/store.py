"""The mappings of a home: read and checked, handed on as plain data."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self

from etl.workbooks.mappings.parse import parse_mapping
from etl.workbooks.mappings.thresholds import LEDGER
from pazanga.errors import MappingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from etl.workbooks.mappings.model import LedgerMapping

ENDING: Final = ".toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mappings:
    """The mappings there are.

    Attributes:
        contents: What those that can be used hold, by name.
        broken: Why one cannot be used, by its name.
    """

    contents: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    broken: Mapping[str, MappingError] = field(default_factory=dict)

    @property
    def found(self) -> tuple[LedgerMapping, ...]:
        """Parse those that can be used."""
        return tuple(parse_mapping(name, text) for name, text in self.contents.items())

    @property
    def version(self) -> str:
        """Hash what they hold: another version may read something else."""
        if not self.contents:
            return ""
        text = json.dumps(self.contents, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[: LEDGER.digest_digits]

    @property
    def plain(self) -> dict[str, Any]:
        """Return them as values JSON can hold, for another process."""
        return dict(self.contents)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Build a mapping from what `plain` returned."""
        return cls(contents=plain)


NO_MAPPINGS: Final = Mappings()


def read_mappings(folder: Path) -> Mappings:
    """Read all mappings of a home.

    Args:
        folder: `Settings.mappings_dir`; need not exist.
    """
    contents, broken = {}, {}
    for path in _list_files(folder):
        try:
            contents[path.stem] = read_content(path)
            parse_mapping(path.stem, contents[path.stem])
        except MappingError as error:
            contents.pop(path.stem, None)
            broken[path.stem] = error
    return Mappings(contents=contents, broken=broken)


def read_content(path: Path) -> dict[str, Any]:
    """Read what the file of a mapping holds.

    Raises:
        MappingError: It cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MappingError("unreadable", file=path.name, reason=error) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError("not_toml", file=path.name, reason=error) from error


def _list_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix == ENDING and not path.name.startswith(".") and path.is_file()
    )
