"""Write a package: the same bytes for the same tables, all of it or nothing.

The tables are written into a folder beside the wanted one, which is then renamed into
place, so that a reader never meets half a package.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from etl.plans.contract.cells import format_cell
from etl.plans.contract.plan_package import TABLES
from etl.plans.package.descriptor import describe_package
from etl.plans.package.read import CORRECTIONS
from pazanga.errors import PackageError
from pazanga.files.private import share_as_given

if TYPE_CHECKING:
    import dataframely as dy
    import polars as pl

    from etl.plans.package.descriptor import Descriptor
    from etl.plans.package.frames import Frames

DESCRIPTOR = "datapackage.json"


def write_package(frames: Frames, folder: Path) -> None:
    """Write a package into a folder; its `corrections.csv` is kept.

    Args:
        frames: Typed frames of every table, as `build_frames` makes them.
        folder: Made if it does not exist, replaced if it holds a package.

    Raises:
        PackageError: The folder holds something else, or cannot be written.
    """
    folder = folder.resolve()
    check_folder(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".package-", dir=folder.parent))
        try:
            _write_files(frames, draft, folder / CORRECTIONS)
            _replace(draft, folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise PackageError("package_not_written", path=folder, reason=error) from error


def check_folder(folder: Path) -> None:
    """Refuse a folder whose replacement would destroy something else.

    Raises:
        PackageError: The path is a file, or a folder with files of another kind.
    """
    if folder.exists() and not folder.is_dir():
        raise PackageError("package_path_is_file", path=folder)
    known = {DESCRIPTOR, CORRECTIONS, *(f"{name}.csv" for name in TABLES)}
    foreign = sorted(path.name for path in folder.glob("*") if path.name not in known)
    if foreign:
        raise PackageError(
            "package_folder_in_use", path=folder, found=", ".join(foreign[:5])
        )


def write_json(path: Path, content: Descriptor) -> None:
    """Write a descriptor: indented, UTF-8, a line feed at the end."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def format_table(schema: type[dy.Schema], frame: pl.DataFrame) -> str:
    """Write a frame as CSV text: a heading, then its rows in their order."""
    columns = schema.columns()
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    for row in frame.select(list(columns)).iter_rows():
        writer.writerow(map(format_cell, columns.values(), row))
    return written.getvalue()


def _write_files(frames: Frames, folder: Path, corrections: Path) -> None:
    share_as_given(folder)
    for name, schema in TABLES.items():
        text = format_table(schema, frames[name])
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8", newline="\n")
    if corrections.exists():
        shutil.copyfile(corrections, folder / CORRECTIONS)
    plan = frames["plan"].row(0, named=True)
    described = describe_package(plan, has_corrections=corrections.exists())
    write_json(folder / DESCRIPTOR, described)


def _replace(draft: Path, folder: Path) -> None:
    """Move the draft in; the old package moves aside until the new one is there."""
    if not folder.exists():
        draft.rename(folder)
        return
    aside = Path(tempfile.mkdtemp(prefix=".package-", dir=folder.parent))
    old = aside / folder.name
    folder.rename(old)
    try:
        draft.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
