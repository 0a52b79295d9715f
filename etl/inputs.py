"""What a refresh reads: found and hashed, not yet read.

Kept free of heavy imports: a refresh that finds nothing new ends here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from etl.errors import PackageError
from warehouse.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from warehouse.settings import Settings

SourceKind = Literal["reference", "plan_package", "workbook"]

_PACKAGES: Final = ("etl", "warehouse")
_PROGRAM: Final = ("*.py", "*.sql", "*.yml")


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to load.

    Attributes:
        kind: What it is.
        name: Unique within its kind: the plan code of a package, a file name.
        path: Folder or file.
        sha256: Hash of its content.
    """

    kind: SourceKind
    name: str
    path: Path
    sha256: str

    @property
    def key(self) -> str:
        """Key of the source document, e.g. `plan_package:anyksciai`."""
        return f"{self.kind}:{self.name}"


def find_sources(settings: Settings) -> list[Source]:
    """Find everything there is to load, reference tables first, and hash it.

    Folders without `datapackage.json` are no packages and are left out.

    Raises:
        PackageError: There is no plan package at all.
    """
    packages = sorted(settings.packages_dir.glob("*/datapackage.json"))
    folders = [(path.parent.name, path.parent) for path in packages]
    if not folders:
        raise PackageError("etl.no_plan_package", folder=settings.packages_dir)
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
    ]


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


def hash_folder(folder: Path, patterns: Iterable[str]) -> str:
    """Hash the names and contents of the files under a folder.

    Args:
        folder: A folder; one that does not exist hashes like an empty one.
        patterns: Which files, e.g. `*.csv`; hidden ones never.
    """
    digest = hashlib.sha256()
    found = {path for pattern in patterns for path in folder.rglob(pattern)}
    for path in sorted(found):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{name.as_posix()}\0{content}\n".encode())
    return digest.hexdigest()
