"""Rebuild `data/`: plan packages from their documents, and schemas of reference tables.

The documents are not part of the project. Where the folder with them is absent, the
packages stay as they are; a package is rebuilt from the document whose hash it names,
so that corrections beside it are applied again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from typing import TYPE_CHECKING

from etl.plans.contract.reference import REFERENCE_TABLES
from etl.plans.extract import extract_to_folder
from etl.plans.package.descriptor import describe_schema
from etl.plans.package.write import DESCRIPTOR, write_json
from pazanga.settings import PROJECT_ROOT, Settings, read_settings

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = PROJECT_ROOT.parent / "shared" / "seeds"


def main() -> None:
    """Rebuild what can be rebuilt and say what was done."""
    settings = read_settings(os.environ)
    rebuild_reference(settings.reference_dir)
    for line in rebuild_packages(settings, DOCUMENTS):
        sys.stdout.write(f"{line}\n")


def rebuild_reference(folder: Path) -> None:
    """Write the schemas of the contract into the hand-written descriptor."""
    path = folder / DESCRIPTOR
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource["schema"] = describe_schema(REFERENCE_TABLES[resource["name"]])
    write_json(path, descriptor)


def rebuild_packages(settings: Settings, documents: Path) -> list[str]:
    """Extract every bundled package again, where its document is present."""
    by_hash = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path
        for path in sorted(documents.glob("*.txt"))
    }
    done = []
    for folder in sorted(settings.packages_dir.iterdir()):
        document = by_hash.get(_document_hash(folder))
        if document:
            extract_to_folder(document, folder, settings.reference_dir)
        done.append(f"{folder.name}: {'rebuilt' if document else 'no document, kept'}")
    return done


def _document_hash(folder: Path) -> str:
    descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    return str(descriptor["sources"][0]["hash"]).removeprefix("sha256:")


if __name__ == "__main__":
    main()
