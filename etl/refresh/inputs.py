"""What a refresh reads: found and hashed, not yet read.

Kept free of heavy imports: a refresh that finds nothing new ends here.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from etl.inbox.originals import Original, read_originals
from pazanga.errors import PackageError
from pazanga.files.hashing import hash_folder
from pazanga.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pazanga.settings import Settings

SourceKind = Literal["reference", "plan_package", "open_data", "workbook"]

_PACKAGES: Final = ("etl", "pazanga", "warehouse")
_PROGRAM: Final = ("*.py", "*.sql", "*.yml", "*.toml")


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to load.

    Attributes:
        kind: What it is.
        name: Name people know it by: the plan code of a package, a file name.
        path: Folder or file.
        sha256: Hash of its content.
        original: The record of a workbook; none for other kinds.
        arrival_number: Place of a workbook among all, in the order they were received.
        mappings: Hash of the mappings, where what a workbook holds depends on them.
        all_mappings: Hash of the mappings: another one may read what none did before.
    """

    kind: SourceKind
    name: str
    path: Path
    sha256: str
    original: Original | None = None
    arrival_number: int = 0
    mappings: str = ""
    all_mappings: str = ""

    @property
    def key(self) -> str:
        """Return the key of the source document, e.g. `plan_package:anyksciai`.

        Workbooks go by their content: two of them may have the same name.
        """
        return self.original.key if self.original else f"{self.kind}:{self.name}"

    @property
    def fingerprint(self) -> str:
        """Return everything that the loaded rows depend on, besides the program."""
        if self.original is None:
            return self.sha256
        moment = self.original.received_at.isoformat()
        withdrawn = "withdrawn" if self.original.withdrawn_at else ""
        told = self.sha256, moment, self.name, self.mappings, withdrawn
        return " ".join(filter(None, told))

    @property
    def version(self) -> str:
        """Return a hash of the source and of the program that reads it."""
        told = f"{hash_program()} {self.all_mappings} {self.fingerprint}"
        return hashlib.sha256(told.encode()).hexdigest()


def require_original(source: Source) -> Original:
    """Return the record of a workbook.

    Raises:
        TypeError: The source is no workbook.
    """
    if source.original is None:
        raise TypeError(source)
    return source.original


def find_sources(settings: Settings) -> list[Source]:
    """Find everything there is to load and hash it.

    Reference tables come first, then packages, open data, and workbooks in the order
    they were received. Folders without `datapackage.json` are no packages and are left
    out.

    Raises:
        PackageError: There is no plan package at all.
    """
    packages = sorted(settings.packages_dir.glob("*/datapackage.json"))
    folders = [(path.parent.name, path.parent) for path in packages]
    if not folders:
        raise PackageError("no_plan_package", folder=settings.packages_dir)
    reference = Source(
        "reference",
        settings.reference_dir.name,
        settings.reference_dir,
        hash_folder(settings.reference_dir, ("*",)),
    )
    return [
        reference,
        *(
            Source("plan_package", name, folder, hash_folder(folder, ("*",)))
            for name, folder in folders
        ),
        *_find_open_data(settings),
        *_find_workbooks(settings),
    ]


def _find_open_data(settings: Settings) -> Iterator[Source]:
    """Find what was downloaded of the sources that are turned on."""
    for name in settings.open_data.names:
        folder = settings.home / "open_data" / name
        yield Source("open_data", name, folder, hash_tables(folder))


def hash_source(kind: SourceKind, folder: Path) -> str:
    """Hash a source that is a folder, by what of it is loaded.

    Args:
        kind: What it is.
        folder: Where it lies, or where a copy of it does.
    """
    return hash_tables(folder) if kind == "open_data" else hash_folder(folder, ("*",))


def hash_tables(folder: Path) -> str:
    """Hash the tables a download holds; when it was made does not matter."""
    try:
        text = (folder / "datapackage.json").read_text(encoding="utf-8")
        tables = [table["hash"] for table in json.loads(text)["resources"]]
    except (OSError, ValueError, KeyError, TypeError):
        tables = []
    return hashlib.sha256("\n".join(tables).encode()).hexdigest()


def _find_workbooks(settings: Settings) -> Iterator[Source]:
    originals = read_originals(settings.originals_dir)
    mappings = hash_folder(settings.mappings_dir, ("*.toml",))
    for number, original in enumerate(originals, start=1):
        yield Source(
            "workbook",
            original.name,
            original.path,
            original.sha256,
            original,
            number,
            "" if original.mapping is None else mappings,
            mappings,
        )


def hash_inputs(hashes: Iterable[tuple[str, str]]) -> str:
    """Make one hash of all sources and of the program that loads and models them.

    Args:
        hashes: Key and hash of each source.
    """
    digest = hashlib.sha256(hash_program().encode())
    for key, sha256 in sorted(hashes):
        digest.update(f"{key}\0{sha256}\n".encode())
    return digest.hexdigest()


@cache
def hash_program() -> str:
    """Hash what this process loads and models with: another program, another result."""
    hashes = (hash_folder(PROJECT_ROOT / name, _PROGRAM) for name in _PACKAGES)
    return hashlib.sha256("".join(hashes).encode()).hexdigest()
